"""Fees over HTTP: assessed by a register, paid, let go, given back, corrected, listed, printed; hidden; told to the log."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.applications.desk import Hand
from kit.db import Database
from kit.feed.envelope import new_id
from kit.periods import month_of
from kit.testing.clients import GMINA, Office
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.fees.ledger import FeeOrder, assess
from tests.casework.authority.test_sight import restricted
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

FEES = "/v1/fees"
JUNE = month_of(date(2025, 6, 1))
FEE_TYPES = tuple(
    f"pl.gops.fee.{name}.v1" for name in ("assessed", "received", "written_off", "given_back", "corrected")
)
Turn = Callable[[date], None]


async def assessed(
    database: Database,
    payer: str,
    amount: int = 6_000,
    *,
    source: UUID | None = None,
    on: date = date(2025, 7, 1),
    benefit: str = "oplata_uslugi_opiekuncze",
    **whose: Any,
) -> tuple[UUID, str]:
    """A fee for June as a register of services assesses it: the source and the fee's id."""
    of = source or new_id()
    said: dict[str, Any] = {"person": UUID(payer), "unit": "gops", "basis": {"minutes": 600}}
    order = FeeOrder(
        payer=UUID(payer), benefit=benefit, source=of, month=JUNE, amount=amount, due_on=date(2025, 7, 15),
        **said | whose,
    )  # fmt: skip
    async with database.write(GMINA) as db:
        fees = await assess(Hand(db, None, "jan", on), CATALOGUE, "care_month", [order])
        await db.commit()
    return of, str(fees[of])


async def stands(people: Staff, fee: str) -> dict[str, Any]:
    answer = await people.auditor.get(f"{FEES}/{fee}")
    found: dict[str, Any] = answer.json()
    assert answer.headers["ETag"] == f'"{found["version"]}"'
    return found


async def step(who: Any, fee: str, name: str, version: int, **body: Any) -> tuple[int, str]:
    answer = await who.post(f"{FEES}/{fee}/{name}", body, if_match=version)
    told = answer.json()
    return answer.status_code, told.get("code") or told["state"]


@pytest.mark.asyncio
async def test_a_fee_is_assessed_paid_in_parts_and_settled(people: Staff, database: Database, today: Turn) -> None:
    _, fee = await assessed(database, await a_person(people.clerk))
    today(date(2025, 7, 15))
    before = await kinds(people.accountant)
    today(date(2025, 7, 16))
    late = await kinds(people.accountant)
    part = await step(people.accountant, fee, "received", 1, amount="40.00", on="2025-07-14", document="WB 133")
    rest = await step(people.accountant, fee, "received", 2, amount="20.00")
    settled = await stands(people, fee)
    after = await kinds(people.accountant)

    assert ("fee_overdue" in before, "fee_overdue" in late, "fee_overdue" in after) == (False, True, False)
    assert (part, rest) == ((200, "open"), (200, "settled"))
    assert (settled["assessed"], settled["received"], settled["open"]) == ("60.00", "60.00", "0.00")
    assert [(one["kind"], one["amount"], one["day"]) for one in settled["entries"]] == [
        ("assessed", "60.00", "2025-07-01"), ("received", "40.00", "2025-07-14"), ("received", "20.00", "2025-07-16"),
    ]  # fmt: skip
    assert settled["basis"] == {"minutes": 600}
    told = [
        (one["type"].split(".")[3], one["data"]["lines"][0]["amount"]) for one in await events(database, *FEE_TYPES)
    ]
    assert told == [("assessed", 6_000), ("received", 4_000), ("received", 2_000)]


@pytest.mark.asyncio
async def test_a_fee_is_owed_by_whom_where_and_of_which_family_its_register_says(
    people: Staff, database: Database
) -> None:
    person, daughter = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    family = await a_household(people.clerk, person)
    source, fee = await assessed(database, person)
    other: dict[str, Any] = {"source": source, "person": UUID(person)}
    for payer, unit, of in ((daughter, "gops", None), (daughter, "dom", None), (daughter, "dom", UUID(family))):
        for _ in range(2):
            await assessed(database, payer, unit=unit, household=of, **other)
    found, told = await stands(people, fee), await events(database, *FEE_TYPES)

    assert (found["payer"], found["unit"], found["household"]) == (daughter, "dom", family)
    assert (found["assessed"], found["version"]) == ("60.00", 4)
    assert [one["kind"] for one in found["entries"]] == ["assessed", *["corrected", "assessed"] * 3]
    hers, the_daughters = told[0]["data"]["recipient"], told[2]["data"]["recipient"]
    assert hers != the_daughters
    assert [
        (one["data"]["recipient"], one["data"]["unit"], one["data"]["lines"][0]["amount"]) for one in told
    ] == [
        (hers, "gops", 6_000), (hers, "gops", -6_000), (the_daughters, "gops", 6_000), (the_daughters, "gops", -6_000),
        (the_daughters, "dom", 6_000), (the_daughters, "dom", -6_000), (the_daughters, "dom", 6_000),
    ]  # fmt: skip
    assert {one["data"]["entitled"] for one in told} == {hers}
    assert [one["data"]["household"] is None for one in told] == [True] * 6 + [False]


@pytest.mark.asyncio
async def test_a_month_that_its_register_states_anew_counters_the_fee_and_assesses_it_again(
    people: Staff, database: Database
) -> None:
    person = await a_person(people.clerk)
    source, fee = await assessed(database, person)
    _, again = await assessed(database, person, 4_500, source=source)
    _, same = await assessed(database, person, 4_500, source=source)
    found = await stands(people, fee)
    told = await events(database, *FEE_TYPES)

    assert again == same == fee
    assert (found["assessed"], found["version"]) == ("45.00", 2)
    assert [(one["kind"], one["counters"]) for one in found["entries"]] == [
        ("assessed", None), ("corrected", 1), ("assessed", None),
    ]  # fmt: skip
    assert [one["data"]["lines"][0]["amount"] for one in told] == [6_000, -6_000, 4_500]
    assert told[1]["data"]["reverses"] == {
        "service": "social_assistance", "sequence": told[0]["sequence"], "mode": "storno",
    }  # fmt: skip


@pytest.mark.asyncio
async def test_what_came_in_beyond_the_fee_goes_back_of_its_receipt_and_no_more_than_that(
    people: Staff, database: Database
) -> None:
    _, fee = await assessed(database, await a_person(people.clerk))
    over = await step(people.accountant, fee, "received", 1, amount="70.00")
    refused = [
        await step(people.accountant, fee, "give-back", 2, amount="10.01", receipt=2),
        await step(people.accountant, fee, "give-back", 2, amount="10.00", receipt=1),
    ]
    back = await step(people.accountant, fee, "give-back", 2, amount="10.00", receipt=2)
    bears = await step(people.accountant, fee, "correct", 3, number=2)
    found = await stands(people, fee)

    assert over == (200, "overpaid")
    assert [status for status, _ in refused] == [409, 422]
    assert refused[0][1] == "more_than_overpaid"
    assert back == (200, "settled")
    assert bears == (409, "fee_entry_not_standing")
    assert (found["given_back"], found["overpaid"], found["open"]) == ("10.00", "0.00", "0.00")
    (told,) = await events(database, "pl.gops.fee.given_back.v1")
    assert (told["data"]["measure"], told["data"]["lines"][0]["amount"]) == ("received", -1_000)
    assert told["data"]["reverses"]["mode"] == "prior_year"


@pytest.mark.asyncio
async def test_the_head_lets_go_what_is_open_and_not_a_grosz_more(people: Staff, database: Database) -> None:
    _, fee = await assessed(database, await a_person(people.clerk))
    by_clerk = await step(people.accountant, fee, "write-off", 1, amount="60.00", reason="remitted")
    more = await step(people.head, fee, "write-off", 1, amount="60.01", reason="remitted")
    nothing = await step(people.head, fee, "write-off", 1, amount="0.00", reason="remitted")
    whole = await step(
        people.head, fee, "write-off", 1, amount="60.00", reason="remitted", document="MGOPS.5123.7.2025"
    )
    stale = await step(people.head, fee, "write-off", 1, amount="1.00", reason="remitted")

    assert by_clerk[0] == 403
    assert more == (409, "more_than_fee_open")
    assert nothing[0] == 422
    assert whole == (200, "settled")
    assert stale[0] == 412


@pytest.mark.asyncio
async def test_what_was_let_go_of_a_fee_that_its_register_takes_back_is_let_go_no_more(
    people: Staff, database: Database
) -> None:
    person = await a_person(people.clerk)
    source, fee = await assessed(database, person)
    await step(people.head, fee, "write-off", 1, amount="60.00", reason="died", document="USC 7/2025")
    await assessed(database, person, 2_500, source=source)
    less = await stands(people, fee)
    await assessed(database, person, 0, source=source)
    gone = await stands(people, fee)

    assert (less["assessed"], less["written_off"], less["open"], less["overpaid"]) == ("25.00", "25.00", "0.00", "0.00")
    assert [
        (one["kind"], one["amount"], one["counters"], one["reason"], one["document"]) for one in less["entries"]
    ] == [
        ("assessed", "60.00", None, None, None),
        ("written_off", "60.00", None, "died", "USC 7/2025"),
        ("corrected", "60.00", 1, None, None),
        ("assessed", "25.00", None, None, None),
        ("corrected", "60.00", 2, None, None),
        ("written_off", "25.00", None, "died", "USC 7/2025"),
    ]
    assert (gone["assessed"], gone["written_off"], gone["overpaid"]) == ("0.00", "0.00", "0.00")
    told = [(one["data"]["measure"], one["data"]["lines"][0]["amount"]) for one in await events(database, *FEE_TYPES)]
    assert told == [
        ("assessed", 6_000), ("written_off", 6_000), ("assessed", -6_000), ("assessed", 2_500), ("written_off", -6_000),
        ("written_off", 2_500), ("assessed", -2_500), ("written_off", -2_500),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_receipt_noted_in_error_is_countered_and_what_the_register_assessed_is_not(
    people: Staff, database: Database
) -> None:
    _, fee = await assessed(database, await a_person(people.clerk))
    await step(people.accountant, fee, "received", 1, amount="60.00")
    not_here = await step(people.accountant, fee, "correct", 2, number=1)
    gone = await step(people.accountant, fee, "correct", 2, number=2)
    twice = await step(people.accountant, fee, "correct", 3, number=2)
    found = await stands(people, fee)

    assert not_here == (409, "fee_entry_not_standing")
    assert gone == (200, "open")
    assert twice == (409, "fee_entry_not_standing")
    assert (found["received"], found["open"]) == ("0.00", "60.00")


@pytest.mark.asyncio
async def test_fees_are_filtered_sorted_printed_and_summed_by_payer(people: Staff, database: Database) -> None:
    anna = await a_person(people.clerk)
    jan = await a_person(people.clerk, "Nowak", "Jan", date(1950, 1, 1), serial=2)
    _, first = await assessed(database, anna)
    _, second = await assessed(database, jan, 9_000)
    await step(people.accountant, second, "received", 1, amount="90.00")

    async def listed(**query: object) -> list[str]:
        answer = await people.auditor.get(FEES, **query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    both = await listed()
    backwards = await listed(sort="-due_on")
    page = (await people.auditor.get(FEES, limit=1)).json()
    rest = (await people.auditor.get(FEES, limit=1, cursor=page["next_cursor"])).json()
    csv = await people.auditor.get(FEES, format="csv")
    balance = (await people.auditor.get(f"{FEES}/balance", payer=anna, on="2025-07-31")).json()

    assert set(both) == {first, second}
    assert backwards == both[::-1]
    assert [one["id"] for one in (*page["items"], *rest["items"])] == both
    assert await listed(open=True) == [first]
    assert await listed(open=False) == [second]
    assert await listed(payer=jan) == await listed(person=jan) == [second]
    assert await listed(month="2025-05") == []
    assert set(await listed(month="2025-06", due_to="2025-07-15", benefit="oplata_uslugi_opiekuncze")) == {
        first,
        second,
    }
    assert len(csv.text.splitlines()) == 3
    assert (balance["open"], balance["overdue"], balance["fees"]) == ("60.00", "60.00", 1)
    assert ("ula", "listed", None) in await audited(database)


@pytest.mark.asyncio
async def test_a_hidden_payers_fee_is_not_there_and_another_gmina_has_none(
    people: Staff, office: Office, database: Database
) -> None:
    person = await a_person(people.clerk)
    _, fee = await assessed(database, person)
    await restricted(people, "person", person)
    ola = office.caller("ola", "caseworker")
    other = office.caller("ola", "caseworker", gmina="990101")

    assert (await ola.get(f"{FEES}/{fee}")).json()["code"] == "fee_not_found"
    assert (await ola.get(FEES)).json()["items"] == []
    assert (await other.get(f"{FEES}/{fee}")).status_code == 404
    assert (await people.head.get(f"{FEES}/{fee}")).status_code == 200


@pytest.mark.asyncio
async def test_a_payer_is_told_what_she_paid_in_the_copy_of_her_data(people: Staff, database: Database) -> None:
    person = await a_person(people.clerk)
    _, fee = await assessed(database, person)
    await step(people.accountant, fee, "received", 1, amount="60.00")

    file = (await people.head.get(f"/v1/persons/{person}/file")).json()

    (says,) = [one["says"] for one in file["registers"] if one["register_code"] == "fee"]
    assert (says["as_payer"], says["month"], says["received"]) == (True, "2025-06", "60.00")
