"""What-if over HTTP on a real database: the figures of a mass recalculation before it is one, and nothing left behind."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from fastapi import FastAPI
from psycopg import sql

from casework.routers import case_routers
from casework.simulations import reading
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.law import Law
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, Caller, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.conftest import SERVICE
from tests.casework.people import a_person
from tests.casework.recalculations.test_imported_rights import an_imported_right
from tests.casework.recalculations.test_recalculations import Turn, a_right, issued, started, to_the_end
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

NURSING = "zasilek_pielegnacyjny"
RAISE = {"effective_from": "2019-11-01", "changes": [{"parameter": NURSING, "value": "215.84"}]}
KEY = ("month", "benefit", "dzial", "rozdzial", "paragraf", "task", "source")


@pytest_asyncio.fixture
async def planner(database: Database, issuer: TokenIssuer, keys: KeyRing) -> AsyncIterator[Caller]:
    """An accountant of an office to whom the rise of November 2019 has not been announced yet."""
    law = CATALOGUE.law()
    rate = law.parameters[NURSING]
    known = [one for one in rate.values if one.valid_from <= date(2018, 11, 1)]
    shorter = replace(rate, values=(*known[:-1], replace(known[-1], valid_to=None)))
    catalogue = CATALOGUE.supposing(
        GMINA, Law([*(one for one in law.parameters.values() if one.name != NURSING), shorter])
    )
    app = create_app("Rok wcześniej", SERVICE, case_routers(catalogue, keys), authenticator=issuer.authenticator())
    app.state.database = database
    app.dependency_overrides[_today] = _in_october
    async with running(app, issuer) as office:
        yield office.caller("ida", "accountant")


async def _in_october() -> date:
    return date(2019, 10, 1)


async def what_if(who: Caller, body: dict[str, Any]) -> dict[str, Any]:
    answer = await who.post("/v1/simulations", body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def cost(rows: list[dict[str, Any]], member: str) -> dict[tuple[str, ...], str]:
    """What moves, by month and line."""
    return {tuple(one[name] for name in KEY): one[member] for one in rows if one[member] != "0.00"}


async def everything_stored(database: Database) -> dict[str, int]:
    """How many rows each table of the service has."""
    async with database.tenant(GMINA) as connection:
        tables = await (
            await connection.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1"
            )
        ).fetchall()
        found = {}
        for (table,) in tables:
            row = await (
                await connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            ).fetchone()
            assert row is not None
            found[str(table)] = int(row[0])
    assert len(found) > 50
    return found


@pytest.mark.asyncio
async def test_the_later_amount_supposed_costs_what_the_recalculation_says_when_it_is_law(
    people: Staff, turned: Turn, database: Database, planner: Caller
) -> None:
    for serial in (1, 2, 3):
        await a_right(people, serial)
    await an_imported_right(people, database, 4)

    supposed = await what_if(planner, RAISE)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    preview = (await people.accountant.get(address)).json()

    assert supposed["difference"] == preview["difference"] == "251.36"
    assert cost(supposed["cost"], "difference") == cost(preview["cost"], "amount")
    assert supposed["families"] == {"looked_at": 4, "gaining": 4, "losing": 0, "unchanged": 0, "not_simulated": 0}
    assert (supposed["first_month"], supposed["until"], supposed["rights"]) == ("2019-11", "2019-12", 4)
    assert [(one["before"], one["after"]) for one in supposed["supposed"]] == [("184.42", "215.84")]
    assert (supposed["granted"], supposed["before"], supposed["after"]) == ("1475.36", "1475.36", "1726.72")


@pytest.mark.asyncio
async def test_a_law_that_is_not_carried_out_yet_is_told_apart_from_what_is_supposed(
    people: Staff, turned: Turn
) -> None:
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    preview = (await people.accountant.get(address)).json()

    same = await what_if(people.accountant, {**RAISE, "changes": [{"parameter": NURSING, "percent": "0"}]})
    more = await what_if(people.accountant, {**RAISE, "changes": [{"parameter": NURSING, "percent": "10"}]})

    assert preview["difference"] == "62.84"
    assert (same["granted"], same["before"], same["after"]) == ("368.84", "431.68", "431.68")
    assert same["families"]["unchanged"] == 1
    assert {one["difference"] for one in same["cost"]} == {"0.00"}
    assert (more["before"], more["difference"]) == ("431.68", "43.16")


@pytest.mark.asyncio
async def test_page_by_page_it_comes_to_the_same(
    people: Staff, database: Database, planner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for serial in (1, 2, 3):
        await a_right(people, serial)
    await an_imported_right(people, database, 4)
    at_once = await what_if(planner, RAISE)

    monkeypatch.setattr(reading, "PAGE", 1)

    assert await what_if(planner, RAISE) == at_once


@pytest.mark.asyncio
async def test_nothing_is_written_and_no_event_is_told(
    people: Staff, turned: Turn, database: Database, planner: Caller
) -> None:
    await a_right(people, 1)
    await an_imported_right(people, database, 2)
    before = await everything_stored(database)

    await what_if(planner, RAISE)
    await what_if(planner, RAISE)

    assert await everything_stored(database) == before
    assert before["event_log"] > 0


@pytest.mark.asyncio
async def test_what_cannot_be_assessed_is_counted_by_benefit_and_stands_in_no_sum(
    people: Staff, database: Database, planner: Caller
) -> None:
    await a_right(people, 1)
    await an_imported_right(people, database, 2, grosze=10000)
    await an_imported_right(people, database, 3, benefit="zasilek_rodzinny", variant=None, grosze=9500)

    found = await what_if(planner, RAISE)

    assert found["rights"] == 1
    assert (found["difference"], found["granted"]) == ("62.84", "368.84")
    assert found["families"] == {"looked_at": 3, "gaining": 1, "losing": 0, "unchanged": 0, "not_simulated": 2}
    assert [
        (one["benefit"], one["code"], one["rights"], one["families"], one["granted"]) for one in found["not_simulated"]
    ] == [
        (NURSING, "amount_not_of_the_law", 1, 1, "200.00"),
        ("zasilek_rodzinny", "imported", 1, 1, "190.00"),
    ]


@pytest.mark.asyncio
async def test_only_the_benefits_asked_for_are_looked_at_and_rights_that_are_over_are_not(
    people: Staff, turned: Turn, planner: Caller
) -> None:
    await a_right(people, 1)

    others = await what_if(planner, {**RAISE, "benefits": ["zasilek_rodzinny"]})
    earlier = await what_if(planner, {**RAISE, "effective_from": "2018-01-01"})

    assert (others["families"]["looked_at"], others["cost"]) == (0, [])
    assert (earlier["granted"], earlier["difference"]) == ("368.84", "62.84")


@pytest.mark.asyncio
async def test_a_right_that_a_recalculation_has_raised_is_asked_from_its_own_facts(people: Staff, turned: Turn) -> None:
    await a_right(people, 1)
    await issued(people, await started(people, turned))

    found = await what_if(people.accountant, {**RAISE, "changes": [{"parameter": NURSING, "value": "300.00"}]})

    assert (found["granted"], found["before"], found["after"]) == ("431.68", "431.68", "600.00")


@pytest.mark.asyncio
async def test_an_answer_names_nobody(people: Staff, planner: Caller) -> None:
    person = await a_person(people.clerk, serial=9, born=date(1970, 5, 5))
    decision, award, _ = await a_right(people, 1)

    answer = await planner.post("/v1/simulations", RAISE)

    assert not any(one in answer.text for one in (person, decision, award))


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"parameter": "kryterium_xyz", "value": "900.00"}, "parameter_unknown", "/changes/0/parameter"),
        ({"parameter": NURSING, "value": 900}, "parameter_unit_wrong", "/changes/0/value"),
        ({"parameter": NURSING, "value": "9 %"}, "parameter_unit_wrong", "/changes/0/value"),
        ({"parameter": NURSING, "value": "900,00"}, "parameter_unit_wrong", "/changes/0/value"),
        ({"parameter": "zasilek_pielegnacyjny_wiek_senior", "value": "75.00"}, "parameter_unit_wrong", "/changes/0/value"),
        ({"parameter": "zasilek_pielegnacyjny_wiek_senior", "percent": "10"}, "parameter_unit_wrong", "/changes/0/percent"),
        ({"parameter": NURSING, "value": "-1.00"}, "parameter_out_of_range", "/changes/0/value"),
        ({"parameter": NURSING, "value": "99999999999.00"}, "parameter_out_of_range", "/changes/0/value"),
        ({"parameter": NURSING, "percent": "-101"}, "parameter_out_of_range", "/changes/0/percent"),
        ({"parameter": NURSING, "percent": "1001"}, "parameter_out_of_range", "/changes/0/percent"),
        ({"parameter": NURSING}, "validation_failed", "/changes/0"),
        ({"parameter": NURSING, "value": "1.00", "percent": "1"}, "validation_failed", "/changes/0"),
        ({"parameter": NURSING, "percent": "dziesięć"}, "validation_failed", "/changes/0/percent"),
    ],
)  # fmt: skip
@pytest.mark.asyncio
async def test_what_cannot_be_supposed_is_refused_where_it_stands(
    people: Staff, change: dict[str, Any], code: str, pointer: str
) -> None:
    answer = await people.accountant.post("/v1/simulations", {**RAISE, "changes": [change]})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("other", "code", "pointer"),
    [
        ({"until": "2019-10"}, "simulation_months_impossible", "/until"),
        ({"until": "2029-12"}, "simulation_months_impossible", "/until"),
        ({"benefits": ["zasilek_pielegnacyjny", "nie_ma"]}, "unknown_benefit", "/benefits/1"),
        ({"changes": []}, "validation_failed", "/changes"),
    ],
)
@pytest.mark.asyncio
async def test_months_and_benefits_that_are_none_are_refused(
    people: Staff, other: dict[str, Any], code: str, pointer: str
) -> None:
    answer = await people.accountant.post("/v1/simulations", {**RAISE, **other})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.asyncio
async def test_a_later_change_moves_what_an_earlier_one_has_made(people: Staff, turned: Turn, nursing: FastAPI) -> None:
    await a_right(people, 1)
    both = [{"parameter": NURSING, "value": "200.00"}, {"parameter": NURSING, "percent": "10"}]

    found = await what_if(people.accountant, {**RAISE, "changes": both})

    assert found["after"] == "440.00"
    assert [(one["since"], one["until"], one["before"], one["after"]) for one in found["supposed"]] == [
        ("2019-11-01", None, "215.84", "220.00")
    ]
