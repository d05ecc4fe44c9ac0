"""The decisions of a mass recalculation go out together and what became of them comes back together; then the raise is paid."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from casework.recalculations import lettering, sending
from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.deliveries.test_results import RESULTS, as_csv, stored
from tests.casework.letters.a_letter import lives
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.people import a_person
from tests.casework.recalculations.posted import an_issued_one, lettered, letters_of, sent
from tests.casework.recalculations.test_recalculations import Turn, a_right, issued, started, step, to_the_end
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

_SENT = """
SELECT (v.act, v.way, v.addressed_to, v.sent_on, v.checked_address_on, v.address_found, v.attorney_since, v.public_entity,
        v.new_address_told_on, v.case_started_on, v.state, v.waits_until, v.article, v.reason, v.kpa_version, v.sent_by, v.version,
        v.letter IS NOT NULL)::text
  FROM delivery v WHERE v.gmina = %s AND v.decision = %s
"""


async def sendings(database: Database, decision: str) -> list[Any]:
    async with database.tenant(GMINA) as connection:
        return [row[0] for row in await (await connection.execute(_SENT, (GMINA, decision))).fetchall()]


async def paid(people: Staff, month: str, **other: Any) -> list[tuple[str, str]]:
    """Months and amounts of a list of the benefit."""
    made = await a_draft(people, month, benefits=["zasilek_pielegnacyjny"], **other)
    return sorted((one["month"], one["amount"]) for one in await payments_of(people, made))


@pytest.mark.parametrize("many", [3, pytest.param(200, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
@pytest.mark.asyncio
async def test_from_the_preview_to_the_paid_raise(
    people: Staff, turned: Turn, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(sending, "SENDINGS", 64)
    monkeypatch.setattr(lettering, "LETTERS", 32)
    address, _ = await an_issued_one(people, turned, many)
    turned(date(2019, 11, 6))
    november = await paid(people, "2019-11")

    await lettered(people, address)
    turned(date(2019, 11, 7))
    await sent(people, address, way="post")
    turned(date(2019, 11, 20))
    saved = await people.clerk.get(f"{address}/letters", format="csv", delivery="waiting")
    numbers = [line.split(",")[1] for line in saved.text.splitlines()[1:]]
    came_back = await as_csv(people.clerk, "number,kind,on", *(f"{one},collected,2019-11-12" for one in numbers))

    assert came_back.status_code == 201, came_back.text
    shown = (await people.auditor.get(address)).json()
    assert (shown["state"], shown["letters"]) == (
        "sent", [{"state": "sent", "code": None, "delivery": "delivered", "letters": many}],
    )  # fmt: skip
    turned(date(2019, 12, 2))
    december = await paid(people, "2019-12", arrears_from="2019-11")
    assert november == [("2019-11", "184.42")] * many
    assert december == [("2019-11", "31.42")] * many + [("2019-12", "215.84")] * many


@pytest.mark.asyncio
async def test_sent_in_bulk_a_decision_stands_as_it_stands_when_it_is_sent_by_hand(
    people: Staff, turned: Turn, database: Database
) -> None:
    address, _ = await an_issued_one(people, turned, 2)
    await lettered(people, address)
    turned(date(2019, 11, 7))
    by_hand, in_bulk = await letters_of(people, address)
    body = {"party": by_hand["party"], "way": "hybrid", "sent_on": "2019-11-06", "letter": by_hand["letter"]}
    answer = await people.clerk.post(f"/v1/decisions/{by_hand['decision']}/deliveries", body)
    assert answer.status_code == 201, answer.text

    await sent(people, address, way="hybrid", sent_on="2019-11-06")

    assert await sendings(database, by_hand["decision"]) == await sendings(database, in_bulk["decision"])
    assert await stored(database, by_hand["decision"]) == await stored(database, in_bulk["decision"])
    told = {one["decision"]: one for one in await letters_of(people, address)}
    assert told[by_hand["decision"]]["delivery"] == answer.json()["id"]
    assert {one["state"] for one in told.values()} == {"sent"}


@pytest.mark.asyncio
async def test_who_has_an_electronic_address_gets_it_there_and_the_others_by_post_and_an_attorney_gets_it_for_her(
    people: Staff, turned: Turn
) -> None:
    address, rights = await an_issued_one(people, turned, 3)
    box = {"use": "electronic", "since": "2019-01-01", "lines": ["AE:PL-12345-67890-ABCDE-12"]}
    await lives(people, rights[0][2], **box)
    attorney = await lives(people, await a_person(people.clerk, "Nowak", "Ewa", serial=77))
    await lives(people, attorney, **box)
    items = (await people.auditor.get(f"{address}/items", state="issued")).json()["items"]
    drafts = {one["root"]: one["decision"] for one in items}
    represented = drafts[rights[1][0]]
    (party,) = (await people.clerk.get(f"/v1/decisions/{represented}/parties")).json()
    answer = await people.clerk.send(
        "PATCH", f"/v1/decisions/{represented}/parties/{party['id']}",
        body={"attorney": attorney, "attorney_since": "2019-11-05"}, if_match=party["version"], key=str(uuid4()),
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    await lettered(people, address)
    turned(date(2019, 11, 7))

    await sent(people, address, boxes_checked_on="2019-11-07")

    told = {}
    for root, decision in drafts.items():
        (one,) = (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()
        told[root] = (one["way"], one["to"], one["address_checked_on"])
    assert told == {
        rights[0][0]: ("electronic", "party", "2019-11-07"),
        rights[1][0]: ("electronic", "attorney", "2019-11-07"),
        rights[2][0]: ("post", "party", None),
    }


@pytest.mark.asyncio
async def test_the_worklist_has_one_task_for_the_operation_at_each_step_and_none_for_each_decision(
    people: Staff, turned: Turn
) -> None:
    address, _ = await an_issued_one(people, turned, 3)
    seen = [await tasks(people)]
    await step(people.clerk, address, "letters")
    seen.append(await tasks(people))
    await to_the_end(people.clerk, address)
    seen.append(await tasks(people))
    await sent(people, address)
    seen.append(await tasks(people))
    rows = [
        {"decision": one["decision"], "kind": "collected", "on": "2019-11-05"}
        for one in await letters_of(people, address)
    ]
    await people.clerk.post(RESULTS, {"rows": rows[:2]})
    seen.append(await tasks(people))
    await people.clerk.post(RESULTS, {"rows": rows})

    assert seen == [
        [("recalculation_letters", 3)],
        [("recalculation_continue", None)],
        [("recalculation_send", 3)],
        [("recalculation_results", 3)],
        [("recalculation_results", 1)],
    ]
    assert await tasks(people) == []


@pytest.mark.asyncio
async def test_a_decision_that_was_left_out_of_the_letters_is_sent_by_hand_and_has_its_own_task(
    people: Staff, turned: Turn
) -> None:
    await an_issued_one(people, turned, 0)
    turned(date(2018, 11, 15))
    await a_right(people, 5)
    address = await started(people, turned)
    await issued(people, address)

    await lettered(people, address)

    assert ("decision_send", None) in await tasks(people)


@pytest.mark.parametrize(
    ("order", "pointer"),
    [
        ({"sent_on": "2019-11-04"}, "/sent_on"),
        ({"sent_on": "2019-11-06"}, "/sent_on"),
        ({"sent_on": "2019-11-05", "boxes_checked_on": "2019-11-06"}, "/boxes_checked_on"),
    ],
)
@pytest.mark.asyncio
async def test_letters_do_not_go_out_before_they_can(
    people: Staff, turned: Turn, order: dict[str, str], pointer: str
) -> None:
    address, _ = await an_issued_one(people, turned, 1)
    await lettered(people, address)
    version = (await people.auditor.get(address)).json()["version"]

    answer = await people.clerk.post(f"{address}/send", order, if_match=version)

    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == ("day_out_of_order", pointer)


async def tasks(people: Staff) -> list[tuple[str, int | None]]:
    """What the office has to do about decisions and recalculations."""
    listed = (await people.clerk.get("/v1/tasks", limit=100)).json()["items"]
    watched = ("recalculation_", "decision_send")
    return sorted((one["kind"], one["count"]) for one in listed if one["kind"].startswith(watched))
