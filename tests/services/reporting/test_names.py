"""What a statement calls things: the gmina as it was on the last day, benefits as they were known then, the layout it was printed by."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from kit.testing.databases import ServiceDatabase
from services.reporting.sources import names
from services.reporting.statements.definition import Definition, definitions
from services.reporting.statements.gminas import gmina_on, register
from tests.services.reporting.an_office import ReportingOffice, an_office
from tests.services.reporting.logs import Log


@pytest.mark.parametrize(
    ("code", "day", "teryt", "title"),
    [
        ("101805", date(2019, 12, 31), "1018052", "gmina wiejska Łubnice"),
        ("101803", date(2026, 1, 1), "1018032", "gmina wiejska Galewice"),
        ("101804", date(2019, 12, 31), "1018042", "gmina wiejska Lututów"),
        ("101804", date(2020, 1, 1), "1018043", "gmina miejsko-wiejska Lututów"),
    ],
)
def test_a_gmina_is_called_as_the_register_had_it_on_the_day(code: str, day: date, teryt: str, title: str) -> None:
    found = gmina_on(code, day)
    assert found is not None
    assert (found.teryt, found.title) == (teryt, title)


def test_the_register_is_silent_where_it_knows_nothing_and_never_says_two_things() -> None:
    assert gmina_on("101805", date(1998, 12, 31)) is None
    assert gmina_on("200000", date(2019, 1, 1)) is None
    for entries in register().values():
        assert all(earlier.until + timedelta(days=1) == later.since for earlier, later in pairwise(entries))


def test_a_layout_has_another_digest_when_a_name_in_it_changes() -> None:
    found = definitions()["council_annual"]
    renamed = Definition.model_validate(found.model_dump() | {"name": "Inna"})
    assert len({one.digest for one in definitions().values()} | {renamed.digest}) == len(definitions()) + 1
    assert Definition.model_validate(found.model_dump()).digest == found.digest


async def called(office: ReportingOffice, name: str) -> None:
    async with office.puller._database.tenant(office.gmina) as connection:
        await names.keep(connection, office.gmina, "family_benefits", {"dodatek_nauka": name})


async def printed(office: ReportingOffice, **query: object) -> str:
    row = (await office.statement(**query)).json()["rows"][0]
    return str(row["lines"][0]["name"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_closed_statement_keeps_the_names_of_its_closing(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    log.pay(100, benefit="dodatek_nauka")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await called(office, "Zasiłek")
        period = {"unit": "gops", "year": 2019, "until": "2019-04-30"}
        closing = (await office.as_("accountant").post("/v1/closings", period)).json()["id"]
        before = (await office.statement(closing=closing)).json()
        await called(office, "Świadczenie")
        await called(office, "Świadczenie")
        after = (await office.statement(closing=closing)).json()
        shown = [
            await printed(office),
            await printed(office, known_on="2019-06-30"),
            await printed(office, closing=closing),
        ]
    del before["observed"], after["observed"]
    assert before == after
    assert shown == ["Świadczenie", "Zasiłek", "Zasiłek"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_statement_says_the_gminas_name_and_seventh_digit(reporting_database: ServiceDatabase) -> None:
    log = Log("101805")
    log.pay(100)
    async with an_office(reporting_database.dsn, log, gmina="101805") as office:
        await office.pull()
        found = (await office.statement()).json()
        text = (await office.statement(format="csv")).text
        viewer = office.office.caller("r", "regional_viewer", gmina="101805", gminas=["101805", "200000"])
        region = (await viewer.get("/v1/statements/regional", year=2019)).json()
    assert (found["gmina_name"], found["teryt"]) == ("gmina wiejska Łubnice", "1018052")
    assert "gmina,,,,101805,gmina wiejska Łubnice,,,,,,,,,1018052" in text
    assert {(one["gmina"], one["teryt"]) for one in region["gminas"]} == {("101805", "1018052"), ("200000", None)}
