"""Fees from the ledger into statements: revenue of the gmina and of the State on its own rows, never netted with a cost."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.databases import ServiceDatabase
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.reporting.an_office import an_office
from tests.services.reporting.logs import Log
from tests.services.social_assistance.fees.test_fees import assessed, step

pytestmark = pytest.mark.postgres

SPECIALIST = "oplata_specjalistyczne_uslugi_zaburzenia_psychiczne"


async def told(database: Database, gmina: str) -> Log:
    """The service's log as it stands, every event at its own place."""
    log = Log(gmina, service="social_assistance")
    for one in await events(database):
        assert log.add(one["type"], one["data"]) == one["sequence"]
    return log


def sums(statement: Any) -> tuple[str, str, str]:
    total = statement.json()["total"]
    return total["executed"], total["own"], total["state"]


@pytest.mark.asyncio
async def test_what_is_owed_comes_in_goes_back_and_is_let_go_stands_in_the_revenue_of_whom_it_belongs_to(
    people: Staff, database: Database, reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    person = await a_person(people.clerk)
    source, own = await assessed(database, person)
    await assessed(database, person, 4_500, source=source)
    await step(people.accountant, own, "received", 2, amount="50.00", on="2025-07-01")
    await step(people.accountant, own, "give-back", 3, amount="5.00", receipt=4)
    await step(people.accountant, own, "received", 4, amount="9.99")
    await step(people.accountant, own, "correct", 5, number=6)
    _, of_state = await assessed(database, person, 4_000, benefit=SPECIALIST)
    await step(people.accountant, of_state, "received", 1, amount="15.00")
    await step(people.head, of_state, "write-off", 2, amount="7.00", reason="remitted")
    log = await told(database, fresh_gmina)

    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        asked = {"year": 2025, "until": "2025-07-31"}
        by_measure = {
            measure: sums(await office.statement(side="revenue", measure=measure, **asked))
            for measure in ("assessed", "received", "written_off")
        }
        rows = (await office.statement(side="revenue", measure="received", **asked)).json()["rows"]
        spent = (await office.statement(**asked)).json()["total"]["executed"]
        to_state = (await office.as_("reporter").get("/v1/statements/state-revenue", **asked)).json()["rows"][0]

    assert by_measure == {
        "assessed": ("85.00", "45.00", "40.00"),
        "received": ("60.00", "45.00", "15.00"),
        "written_off": ("7.00", "0.00", "7.00"),
    }
    assert {(one["rozdzial"], one["task_kind"], one["executed"]) for one in rows} >= {
        ("85228", "wlasne", "45.00"), ("85228", "zlecone", "15.00"),
    }  # fmt: skip
    assert spent == "0.00"
    # Of the State's 15.00 zł the gmina keeps 5 %; 40.00 zł were assessed and 7.00 zł let go.
    columns = ("paragraf", "receivables", "executed", "retained", "to_pass_on", "remaining")
    assert [to_state[one] for one in columns] == ["0830", "33.00", "15.00", "0.75", "14.25", "18.00"]


@pytest.mark.asyncio
async def test_the_gminas_share_of_what_is_the_states_follows_each_receipt_and_goes_back_with_it(
    people: Staff, database: Database
) -> None:
    person = await a_person(people.clerk)
    _, of_state = await assessed(database, person, 1_000, benefit=SPECIALIST)
    await step(people.accountant, of_state, "received", 1, amount="10.10")
    await step(people.accountant, of_state, "received", 2, amount="0.09")
    await step(people.accountant, of_state, "give-back", 3, amount="0.10", receipt=2)
    await step(people.accountant, of_state, "received", 4, amount="4.00")
    await step(people.accountant, of_state, "correct", 5, number=5)
    _, own = await assessed(database, person, 1_000)
    await step(people.accountant, own, "received", 1, amount="10.00")
    kept = [one["data"] for one in await events(database, "pl.gops.fee.retained.v1")]

    assert [(one["document"]["id"], one["lines"][0]["amount"]) for one in kept] == [
        (f"{of_state}/2", 51), (f"{of_state}/4", -1), (f"{of_state}/5", 20), (f"{of_state}/6", -20),
    ]  # fmt: skip
    assert {(one["measure"], one["benefit"]) for one in kept} == {("retained", "udzial_gminy_w_oplatach_uslug")}
    assert {(one["lines"][0]["paragraf"], one["lines"][0]["p4"], one["lines"][0]["source"]) for one in kept} == {
        ("236", "0", "dochod_wlasny")
    }
    assert [one["reverses"]["mode"] for one in kept if "reverses" in one] == ["prior_year", "storno"]
