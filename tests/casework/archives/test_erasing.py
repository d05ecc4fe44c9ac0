"""What goes with a destroyed file and what stays: nobody is found any more, every sum is as it was."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from casework.archives.erasing import ERASE, KEPT
from kit.db import Database
from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.archives.a_list import carried_out, consented
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person, a_pesel
from tests.casework.records.a_file import File, closed, ok
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
DUE = date(2025, 1, 1)
BORN = date(1984, 5, 17)
NRB = "61109010140000071219812874"


async def rows(database: Database, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    async with database.tenant(GMINA) as connection:
        return await (await connection.execute(statement, parameters)).fetchall()


async def reconciled(people: Staff) -> list[Any]:
    return [(await ok(people.auditor.get("/v1/reconciliation", month=f"2019-{month:02d}"))) for month in range(1, 5)]


async def with_everything(people: Staff, today: Turn) -> File:
    """A closed case with an attachment, an account, and a bailiff's claim that ended."""
    file = await closed(people, today)
    way = {"person": file.person, "way": "account", "since": "2019-01-01", "account": NRB}
    await ok(people.clerk.post("/v1/payment-ways", way))
    await ok(people.clerk.post("/v1/evidence", a_certificate(file.person)))
    return file


def a_certificate(person: str) -> dict[str, Any]:
    """What establishes a certificate of hers."""
    fact = {
        "kind": "certificate",
        "code": "orzeczenie",
        "person": person,
        "valid_from": "2018-02-05",
        "details": {"degree": "lekki"},
    }
    return {"evidence": {"source": "declaration", "described": "Oświadczenie ustne."}, "facts": [fact]}


@pytest.mark.asyncio
async def test_the_erased_person_is_found_by_nobody(people: Staff, today: Turn) -> None:
    file = await with_everything(people, today)
    renamed = await people.clerk.send("PATCH", f"/v1/persons/{file.person}", body={"last_name": "Nowa"}, if_match=1)
    assert renamed.json()["former"][0]["said"] == "Anna Wiśniewska"
    today(DUE)
    await carried_out(people, "2025-01-01")

    assert (await people.clerk.get(f"/v1/persons/{file.person}")).json()["code"] == "person_not_found"
    assert (await people.clerk.get(f"/v1/persons/{file.person}/file")).status_code == 404
    assert (await ok(people.clerk.post("/v1/persons/lookup", {"pesel": a_pesel(BORN)})))["person"] is None
    for wanted in ({"name": "Wiśniewska"}, {"name": "dane"}, {}):
        assert (await ok(people.clerk.post("/v1/persons/search", wanted)))["items"] == []
    again = await a_person(people.clerk)
    assert again != file.person
    corrected = await people.clerk.send("PATCH", f"/v1/persons/{file.person}", body={"first_name": "Ewa"}, if_match=2)
    assert corrected.status_code == 404


async def entered_again(people: Staff, person: str) -> str:
    """Another entry of hers, without a number, that gave way; its id."""
    body = {"first_name": "Anna", "last_name": "Druga", "birth_date": "1984-05-17"}
    other = (await ok(people.clerk.post("/v1/persons", body)))["id"]
    said = {"other": other, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{person}/merge", said, if_match=1))
    return str(other)


@pytest.mark.asyncio
async def test_who_was_entered_twice_is_erased_under_both_entries(
    people: Staff, today: Turn, database: Database
) -> None:
    file = await with_everything(people, today)
    other = await entered_again(people, file.person)
    today(DUE)

    await carried_out(people, "2025-01-01")

    for entry in (file.person, other):
        assert (await people.clerk.get(f"/v1/persons/{entry}")).json()["code"] == "person_not_found"
    left = await rows(database, "SELECT DISTINCT last_name, pesel, merged_reason FROM person")
    assert left == [("(dane usunięte)", None, None)]
    assert await rows(database, "SELECT count(*) FROM person_former") == [(0,)]


@pytest.mark.asyncio
async def test_what_is_kept_under_one_entry_keeps_the_other(people: Staff, today: Turn) -> None:
    file = await with_everything(people, today)
    other = await entered_again(people, file.person)
    await a_decision(people, recorded(other, on="2019-04-30"))
    today(DUE)

    await carried_out(people, "2025-01-01")

    assert (await ok(people.clerk.get(f"/v1/persons/{file.person}")))["pesel"] == a_pesel(BORN)


@pytest.mark.asyncio
async def test_no_byte_of_her_stays_but_every_row_of_money_does(people: Staff, today: Turn, database: Database) -> None:
    file = await with_everything(people, today)
    (before,) = await rows(database, "SELECT pseudonym FROM person WHERE id = %s", file.person)
    money = "SELECT id::text, award::text, amount, state, lines::text, booked_on FROM payment ORDER BY id"
    kept = await rows(database, money)
    today(DUE)

    listed = await carried_out(people, "2025-01-01")

    assert await rows(database, money) == kept
    assert len(kept) == 3
    assert (await listed.shown())["erased"] == {"application": 1, "award": 1, "decision": 1, "letter": 1, "person": 1}
    (person,) = await rows(
        database, "SELECT first_name, last_name, pesel, pesel_index, document, sort_key, pseudonym FROM person"
    )
    assert person[:6] == ("", "(dane usunięte)", None, None, None, "")
    assert person[6] != before[0]
    assert await rows(database, "SELECT count(*) FROM evidence_content") == [(0,)]
    assert await rows(database, "SELECT count(*) FROM established_fact") == [(1,)]
    assert len(person[6]) == 43
    assert await rows(database, "SELECT reason, facts, receipt, steps, persons FROM decision") == [
        (None, None, None, [], {})
    ]
    for table in ("letter_body", "payment_way", "attachment_part"):
        assert await rows(database, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert await rows(database, "SELECT count(*) FROM letter") == [(1,)]
    for column in ("decision", "award", "application"):
        text = str(await rows(database, f"SELECT to_jsonb(t)::text FROM {column} t"))
        assert "Wiśniewska" not in text
        assert "kryterium" not in text


NOTICE = """
INSERT INTO payment_notice (gmina, id, award, kind, first_month, last_month, months, raised_on, closed_on, closed_by, close_reason)
SELECT gmina, gen_random_uuid(), id, 'uncollected', '2019-02-01', '2019-03-01', 2, '2019-04-01', '2019-04-02', 'jan',
       'Ewa Wiśniewska w szpitalu'
  FROM award
"""


@pytest.mark.asyncio
async def test_what_a_clerk_wrote_of_an_uncollected_payment_goes(
    people: Staff, today: Turn, stored: ServiceDatabase, database: Database
) -> None:
    await with_everything(people, today)
    with psycopg.connect(stored.superuser_dsn, autocommit=True) as administrator:
        administrator.execute(NOTICE)
    today(DUE)

    await carried_out(people, "2025-01-01")

    assert await rows(database, "SELECT close_reason FROM payment_notice") == [("(dane usunięte)",)]


@pytest.mark.asyncio
async def test_the_books_say_the_same_before_and_after(people: Staff, today: Turn, database: Database) -> None:
    await with_everything(people, today)
    today(DUE)
    before, told = await reconciled(people), await events(database)
    assert all(one["differences"] == [] if "differences" in one else True for one in before)

    await carried_out(people, "2025-01-01")

    assert await reconciled(people) == before
    assert await events(database) == told


@pytest.mark.asyncio
async def test_the_audit_log_and_the_history_of_acts_stay(people: Staff, today: Turn, database: Database) -> None:
    file = await with_everything(people, today)
    seen = await audited(database)
    today(DUE)

    await carried_out(people, "2025-01-01")

    assert (await audited(database))[: len(seen)] == seen
    case = await file.shown()
    assert (case["state"], case["decisions"], case["obstacles"], case["allowed"]) == (
        "destroyed",
        [file.decision],
        [],
        [],
    )
    history = (await ok(people.head.get(f"/v1/cases/{file.case}/history", limit=500)))["items"]
    assert history[-1]["act"] == "case_destroyed"
    assert history[-1]["document"] == "ŁD.432.17.2025"
    assert "Wiśniewska" not in str(history)
    metryka = await people.head.get(f"/v1/cases/{file.case}/metryka", format="pdf")
    assert metryka.status_code == 200


@pytest.mark.asyncio
async def test_what_is_left_of_a_destroyed_case_is_still_answered(people: Staff, today: Turn) -> None:
    file = await with_everything(people, today)
    (letter,) = (await file.shown())["letters"]
    today(DUE)
    await carried_out(people, "2025-01-01")

    for path in (
        f"/v1/decisions/{file.decision}", f"/v1/applications/{file.application}", f"/v1/awards/{file.award}",
        f"/v1/decisions/{file.decision}/parties", "/v1/decisions", "/v1/applications", "/v1/payments", "/v1/cases", "/v1/letters",
    ):  # fmt: skip
        assert (await people.head.get(path)).status_code == 200, path
    gone = await people.head.get(f"/v1/letters/{letter}")
    assert (gone.status_code, gone.json()["code"]) == (404, "letter_not_found")


@pytest.mark.asyncio
async def test_a_person_whom_another_case_names_stays_with_what_is_hers_there(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    await ok(people.clerk.post("/v1/cases", {"symbol": "0541", "party": file.person}))
    today(DUE)

    listed = await carried_out(people, "2025-01-01")

    assert (await ok(people.clerk.get(f"/v1/persons/{file.person}")))["pesel"] == a_pesel(BORN)
    assert "person" not in (await listed.shown())["erased"]


@pytest.mark.asyncio
async def test_a_member_of_a_family_that_a_kept_decision_names_stays(people: Staff, today: Turn) -> None:
    child = await a_person(people.clerk, first_name="Olek", serial=5)
    anna = await a_person(people.clerk)
    household = await a_household(people.clerk, anna, child)
    file = await closed(people, today, person=anna, household=household)
    today(date(2019, 5, 2))
    await a_decision(people, recorded(anna, household=household))
    today(DUE)

    await carried_out(people, "2025-01-01")

    assert {(await people.clerk.get(f"/v1/persons/{one}")).status_code for one in (anna, child)} == {200}
    assert (await file.shown())["state"] == "destroyed"


@pytest.mark.asyncio
async def test_children_of_the_family_go_with_the_last_case(people: Staff, today: Turn) -> None:
    child = await a_person(people.clerk, first_name="Olek", serial=5)
    anna = await a_person(people.clerk)
    household = await a_household(people.clerk, anna, child)
    await closed(people, today, person=anna, household=household)
    today(DUE)

    listed = await carried_out(people, "2025-01-01")

    assert (await listed.shown())["erased"]["person"] == 2
    assert {(await people.clerk.get(f"/v1/persons/{one}")).status_code for one in (anna, child)} == {404}


@pytest.mark.asyncio
async def test_a_letter_is_not_deleted_without_an_approved_destruction(
    people: Staff, today: Turn, database: Database
) -> None:
    await closed(people, today)
    today(DUE)
    await consented(people, "2025-01-01")

    for statement in ("DELETE FROM letter_body", "UPDATE letter_body SET body = ''", "UPDATE attachment SET name = ''"):
        if statement.startswith("UPDATE attachment"):
            assert await rows(database, "SELECT count(*) FROM attachment") == [(0,)]
            continue
        with pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)):
            async with database.tenant(GMINA) as connection:
                await connection.execute(statement)  # type: ignore[call-overload]
    assert await rows(database, "SELECT count(*) FROM letter_body") == [(2,)]


def test_every_table_is_erased_or_kept_for_a_reason(stored: ServiceDatabase) -> None:
    """A new table has to be entered in casework/archives/erasing.py: what of it goes with a destroyed file, or why nothing does."""
    with psycopg.connect(stored.owner_dsn) as connection:
        found = connection.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").fetchall()

    lists = [ERASE.keys(), KEPT.keys(), CATALOGUE.own.erase.keys(), CATALOGUE.own.kept.keys()]
    assert {row[0] for row in found} - {"alembic_version"} == set().union(*lists)
    assert sum(map(len, lists)) == len(set().union(*lists))
