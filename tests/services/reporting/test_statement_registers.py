"""Registers of acts in a statement: named, by day, unit and closed period, what is hidden, and opened down to the facts."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from kit.testing.databases import ServiceDatabase
from services.reporting.statements.definition import definitions
from services.social_assistance.acts.registers import registers
from services.social_assistance.blue_card.kinds import KINDS, REGISTER
from services.social_assistance.care_services.months import FEES
from services.social_assistance.care_services.telling import ACT
from tests.services.reporting.acts import a_quarter, counts, of_families, told
from tests.services.reporting.an_office import ReportingOffice, an_office

YEAR = {"year": 2026, "definition": "council_annual"}
TALKS = ("Praca socjalna", [("rozmowa, wizyta", 2)], [("osoba", 3, 2)])
FOOD = ("Pomoc żywnościowa", [("wydanie żywności", 1)], [("osoba", 1, 1)])


def shown(answer: Any) -> list[tuple[str, list[tuple[str, int]], list[tuple[str, int | None, int | None]]]]:
    """Of each section its name, its acts by name, and whom it counts."""
    return [
        (
            one["name"],
            [(act["name"], act["acts"]) for act in one["acts"]],
            [(unit["unit"], unit["all"], unit["different"]) for unit in one["counted"]],
        )
        for one in answer.json()["registers"]
    ]


async def facts(office: ReportingOffice, **query: object) -> list[dict[str, Any]]:
    answer = await office.as_("reporter").get("/v1/statements/register-facts", **{"year": 2026, **query})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_the_report_to_the_council_names_every_register_and_every_act_that_a_service_tells_of() -> None:
    layout = definitions()["council_annual"]
    named = {one.code: set(one.acts) for one in layout.registers}
    of_acts = {code: set(one.acts) for code, one in registers().by_code.items()}
    assert named == of_acts | {code: {ACT} for code in FEES} | {REGISTER: set(KINDS)}
    assert {one.service for one in layout.registers} == {"social_assistance"}
    assert layout.requesters == registers().requesters
    assert definitions()["budget_rows"].registers == ()


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_day_inside_a_month_is_answered_by_the_facts_and_says_what_the_months_say(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina, "social_assistance")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        of_months = shown(await office.statement(**YEAR, until="2026-02-28"))
        of_facts = shown(await office.statement(**YEAR, until="2026-02-27"))
        before_the_second = shown(await office.statement(**YEAR, until="2026-02-09"))
        before_all = shown(await office.statement(**YEAR, until="2026-01-09"))
        without = (await office.statement(year=2026)).json()["registers"]
        as_known = (await office.statement(**YEAR, known_on="2026-12-31")).json()["registers"]
    assert of_months == of_facts == [TALKS, FOOD]
    assert before_the_second == [("Praca socjalna", [("rozmowa, wizyta", 1)], [("osoba", 1, 1)])]
    assert (before_all, without, as_known) == ([], [], None)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_every_figure_opens_down_to_the_facts_that_make_it(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina, "social_assistance")
    told(log, "2026-02-12", counts(1, 1, 1, 1, 1))
    told(log, "2026-02-12", counts(-1, -1, -1, -1, -1), acts=-1, takes_back=4)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        sections = (await office.statement(**YEAR)).json()["registers"]
        talks = await facts(office, register_code="praca_socjalna", act="rozmowa")
        persons = await facts(office, service="social_assistance", register_code="praca_socjalna", counted="osoba")
        food = await facts(office, register_code="pomoc_zywnosciowa", measured="kg")
        nobody = await facts(office, register_code="praca_socjalna", counted="rodzina")
        by_day = await facts(office, sort="on_day", until="2026-02-11")
        reporter = office.as_("reporter")
        first = (await reporter.get("/v1/statements/register-facts", year=2026, limit=2)).json()
        more = await reporter.get("/v1/statements/register-facts", year=2026, limit=2, cursor=first["next_cursor"])
        saved = await reporter.get("/v1/statements/register-facts", year=2026, format="csv")
        refused = await reporter.get("/v1/statements/register-facts", year=2026, known_on="2026-03-01")
    work = sections[0]
    assert work["acts"][0]["acts"] == sum(one["acts"] for one in talks) == 2
    assert [(one["sequence"], one["takes_back"]) for one in talks] == [(1, None), (2, None), (4, None), (5, 4)]
    (counted,) = work["counted"]
    assert counted["all"] == sum(one["counts"][0]["all"] for one in persons) == 3
    assert counted["different"] == sum(one["counts"][0]["first_of_year"] for one in persons) == 2
    assert (food[0]["quantities"], sections[1]["measured"]) == (
        [{"unit": "kg", "value": "12.500"}],
        [{"act": "wydanie_zywnosci", "name": "wydanie żywności", "unit": "kg", "value": "12.500"}],
    )
    assert nobody == []
    assert [one["on_day"] for one in by_day] == ["2026-01-10", "2026-02-10", "2026-02-11"]
    assert [one["sequence"] for one in (*first["items"], *more.json()["items"])] == [1, 2, 3, 4]
    rows = list(csv.DictReader(io.StringIO(saved.text)))
    assert len(rows) == 5
    assert (rows[1]["counts"], rows[2]["quantities"]) == ("osoba: 2 (1)", "kg: 12.500")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_parameter")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_a_closed_period_said_of_its_registers_stays(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina, "social_assistance")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        body = {"unit": "gops", "year": 2026, "until": "2026-03-31"}
        closing = (await office.send("/v1/closings", body)).json()["id"]
        told(log, "2026-03-02", counts(1, 1, 1, 1, 1))
        told(log, "2026-03-03", counts(1, 1, 1, 1, 1), unit="klub")
        await office.pull()
        closed = await office.as_("reporter").get("/v1/statements", closing=closing, definition="council_annual")
        now = shown(await office.statement(**YEAR, until="2026-03-31"))
        of_unit = shown(await office.statement(**YEAR, until="2026-03-31", unit="gops"))
        opened = await office.as_("reporter").get("/v1/statements/register-facts", closing=closing)
    assert shown(closed) == [TALKS, FOOD]
    assert now[0] == ("Praca socjalna", [("rozmowa, wizyta", 4)], [("osoba", 5, 4)])
    # Whom another unit counted first, this one does not count again: each once is known of the gmina alone.
    assert of_unit[0] == ("Praca socjalna", [("rozmowa, wizyta", 3)], [("osoba", 4, None)])
    assert of_unit[1] == FOOD
    assert [one["sequence"] for one in opened.json()["items"]] == [1, 2, 3]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_hidden_is_hidden_in_the_statement_too_and_is_never_opened(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina, "social_assistance")
    of_families(log, 2)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        of_two = shown(await office.statement(**YEAR))
        of_families(log, 1)
        of_families(log, 2, "zakonczenie", first=False)
        await office.pull()
        of_three = shown(await office.statement(**YEAR))
        less_than_a_year = [
            shown(await office.statement(**YEAR, until=until)) for until in ("2026-02-28", "2026-06-30", "2026-12-30")
        ]
        of_families(log, 1, "formularz_a", first=False, unit="klub")
        await office.pull()
        of_one_unit = shown(await office.statement(**YEAR, unit="gops"))
        opened = await facts(office)
        asked = await facts(office, register_code="niebieska_karta")
        files = [(await office.statement(**YEAR, until="2026-02-27", format=form)).content for form in ("json", "csv")]
    assert [of_two, of_one_unit, *less_than_a_year] == [[TALKS, FOOD]] * 5
    assert of_three[2:] == [("Procedura „Niebieskie Karty”", [("wszczęcie procedury", 3)], [("rodzina", None, 3)])]
    assert (len(opened), asked) == (3, [])
    assert all(b"niebieska" not in file for file in files)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_register_that_no_layout_names_has_a_section_and_the_files_hold_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina, "social_assistance")
    told(log, "2026-02-20", counts(1, 1, 1, 1, 1, unit="rodzina"), register="nowy_rejestr", act="nowa", requester="sad")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        last = (await office.statement(**YEAR)).json()["registers"][-1]
        text = (await office.statement(**YEAR, format="csv")).text
        sheet = await office.statement(**YEAR, format="xlsx")
    assert (last["name"], last["acts"]) == (
        "nowy_rejestr",
        [{"act": "nowa", "name": "nowa", "requester": "sad", "requester_name": "sąd", "acts": 1}],
    )
    rows = [one for one in csv.DictReader(io.StringIO(text)) if one["level"].startswith("register")]
    assert [(one["level"], one["name"], one["persons"], one["families"], one["benefits"]) for one in rows] == [
        ("register", "Praca socjalna", "2", "", ""), ("register_act", "rozmowa, wizyta", "", "", "2"),
        ("register", "Pomoc żywnościowa", "1", "", ""), ("register_act", "wydanie żywności", "", "", "1"),
        ("register", "nowy_rejestr", "", "1", ""), ("register_act", "nowa", "", "", "1"),
    ]  # fmt: skip
    assert (rows[0]["declared"], rows[2]["declared"], rows[5]["declared"]) == (
        "osoba: 3 (2)", "osoba: 1 (1), wydanie żywności kg: 12.500", "sąd",
    )  # fmt: skip
    page = openpyxl.load_workbook(io.BytesIO(sheet.content))["Rejestry"]
    assert [row[0].value for row in page.iter_rows(min_row=2, max_row=3)] == ["Praca socjalna", "  rozmowa, wizyta"]
