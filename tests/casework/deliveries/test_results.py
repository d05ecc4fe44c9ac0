"""What the post brings back is entered for many letters at once, as JSON or CSV: as one by one, all lines or none."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from casework.facts.cases import DECISION_FINAL
from kit.db import Database
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.appeals.a_case import done, shown, went_out
from tests.casework.deliveries.a_delivery import noted, sent
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
RESULTS = "/v1/deliveries/results"
_STORED = """
SELECT (SELECT array_agg((d.act, d.way, d.sent_on, d.state, d.waits_until, d.delivered_on, d.fiction, d.article, d.reason, d.kpa_version,
                          d.version)::text ORDER BY d.id) FROM delivery d WHERE d.gmina = %(gmina)s AND d.decision = %(decision)s),
       (SELECT array_agg((e.number, e.kind, e.on_day, e.corrects, e.proof, e.noted_by)::text ORDER BY e.delivery, e.number)
          FROM delivery_event e JOIN delivery d ON d.gmina = e.gmina AND d.id = e.delivery
         WHERE d.gmina = %(gmina)s AND d.decision = %(decision)s),
       (SELECT (state, delivered_on, final_on, enforceable_on, version)::text FROM decision
         WHERE gmina = %(gmina)s AND id = %(decision)s)
"""


async def stored(database: Database, decision: str) -> tuple[Any, ...]:
    """Everything that follows from what was noted of a decision."""
    async with database.tenant(GMINA) as connection:
        row = await (await connection.execute(_STORED, {"gmina": GMINA, "decision": decision})).fetchone()
    assert row is not None
    return row


async def sent_out(people: Staff, today: Turn, serial: int, **body: Any) -> tuple[str, str]:
    """A decision that was sent by post to its party on 1 September 2025; and the sending."""
    person = await a_person(people.clerk, serial=serial)
    decision = await went_out(people, today, recorded(person, **body))
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    return decision, await sent(people, decision, party["id"])


async def as_csv(who: Caller, *lines: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {who.token}", "Idempotency-Key": str(uuid4()), "Content-Type": "text/csv"}
    return await who.http.post(RESULTS, params={"gmina": who.gmina}, content="\n".join(lines).encode(), headers=headers)


@pytest.mark.asyncio
async def test_entered_in_bulk_results_leave_what_they_leave_entered_one_by_one(
    people: Staff, today: Turn, database: Database
) -> None:
    results = [
        [("collected", "2025-09-05")],
        [("first_notice", "2025-09-03"), ("second_notice", "2025-09-11")],
        [("moved_away", "2025-09-08")],
        [("first_notice", "2025-09-03")],
        [("collected", "2025-09-04")],
    ]
    more: list[dict[str, Any]] = [{}, {}, {}, {}, {"justified": True}]
    alone = [await sent_out(people, today, 10 + n, **more[n]) for n in range(len(results))]
    many = [await sent_out(people, today, 20 + n, **more[n]) for n in range(len(results))]
    today(date(2025, 10, 1))
    before = len(await events(database))
    for (decision, delivery), told in zip(alone, results, strict=True):
        for version, (kind, on) in enumerate(told, start=1):
            await noted(people, decision, delivery, version, kind=kind, on=on, proof="R-1")
    told_alone = (await events(database))[before:]

    rows = [
        {"decision": decision, "kind": kind, "on": on, "proof": "R-1"}
        for (decision, _), told in zip(many, results, strict=True)
        for kind, on in told
    ]
    answer = await people.clerk.post(RESULTS, {"rows": rows})

    assert (answer.status_code, answer.json()["state"]) == (201, "noted"), answer.text
    for (one, _), (other, _) in zip(alone, many, strict=True):
        assert await stored(database, one) == await stored(database, other)
    told_in_bulk = (await events(database))[before + len(told_alone) :]
    own = {"decision", "entitled", "recipient"}
    said = [
        [{k: v for k, v in one["data"].items() if k not in own} for one in log] for log in (told_alone, told_in_bulk)
    ]
    assert sorted(said[0], key=str) == sorted(said[1], key=str)
    assert [one["type"] for one in told_in_bulk] == [DECISION_FINAL] * len(told_in_bulk)
    assert len(told_in_bulk) > 1


@pytest.mark.asyncio
async def test_a_file_of_results_names_decisions_and_what_is_noted_already_is_passed_over(
    people: Staff, today: Turn, database: Database
) -> None:
    (first, _), (second, _) = [await sent_out(people, today, serial) for serial in (1, 2)]
    today(date(2025, 9, 20))
    lines = ["decision,kind,on,proof", f"{first},collected,2025-09-05,R-1", f"{second},refused,2025-09-06,"]

    made = await as_csv(people.clerk, *lines)
    again = await as_csv(people.clerk, *lines, f"{second},refused,2025-09-06,")

    assert [(one.status_code, one.json()["state"]) for one in (made, again)] == [(201, "noted"), (201, "known")]
    days = [(await shown(people.auditor, one))["delivered_on"] for one in (first, second)]
    assert days == ["2025-09-05", "2025-09-06"]
    deliveries = (await people.clerk.get(f"/v1/decisions/{second}/deliveries")).json()
    assert [len(one["events"]) for one in deliveries] == [1]


@pytest.mark.asyncio
async def test_every_bad_line_is_named_with_its_reason_and_nothing_of_the_file_is_noted(
    people: Staff, today: Turn, database: Database
) -> None:
    decision, _ = await sent_out(people, today, 1)
    unsent = await went_out(people, today, recorded(await a_person(people.clerk, serial=2)))
    today(date(2025, 9, 20))
    before = await stored(database, decision)
    good = {"decision": decision, "kind": "collected", "on": "2025-09-05"}
    rows = [
        good,
        good | {"on": "2025-08-31"},
        good | {"on": "2025-09-21"},
        good | {"decision": str(uuid4())},
        {"number": "7/2025", "kind": "collected", "on": "2025-09-05"},
        {"letter": str(uuid4()), "kind": "collected", "on": "2025-09-05"},
        good | {"decision": unsent},
    ]

    answer = await people.clerk.post(RESULTS, {"rows": rows})
    malformed = await as_csv(people.clerk, "decision,kind,on", f"{decision},lost,2025-09-05", ",collected,2025-09-05")

    assert (answer.status_code, answer.json()["code"]) == (422, "rows_refused")
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/rows/1/on", "delivery_impossible"),
        ("/rows/2/on", "day_out_of_order"),
        ("/rows/3/decision", "decision_unknown"),
        ("/rows/4/number", "number_unknown"),
        ("/rows/5/letter", "letter_unknown"),
        ("/rows/6/decision", "not_sent"),
    ]
    assert [(one["pointer"], one["code"]) for one in malformed.json()["errors"]] == [
        ("/rows/0/kind", "not_in_list"),
        ("/rows/1", "decision_one"),
    ]
    assert await stored(database, decision) == before


@pytest.mark.asyncio
async def test_a_decision_that_is_hidden_from_whoever_enters_results_is_unknown_to_her(
    people: Staff, today: Turn, office: Office, database: Database
) -> None:
    decision, _ = await sent_out(people, today, 1, unit="ops_a")
    today(date(2025, 9, 20))
    stranger = office.caller("ola", "caseworker", unit="ops_b")

    answer = await stranger.post(RESULTS, {"rows": [{"decision": decision, "kind": "collected", "on": "2025-09-05"}]})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "decision_unknown")


@pytest.mark.asyncio
async def test_of_a_decision_sent_to_several_parties_the_line_says_whose_result_it_is(
    people: Staff, today: Turn
) -> None:
    decision, _ = await sent_out(people, today, 1)
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=2)
    await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))
    anna, other = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    await sent(people, decision, other["id"])
    today(date(2025, 9, 20))
    line = {"decision": decision, "kind": "collected", "on": "2025-09-05"}

    unnamed = await people.clerk.post(RESULTS, {"rows": [line]})
    named = await people.clerk.post(RESULTS, {"rows": [line | {"party": anna["id"]}]})

    assert unnamed.json()["errors"][0] | {"message": ""} == {
        "pointer": "/rows/0/party", "code": "party_required", "message": "",
    }  # fmt: skip
    assert (named.status_code, (await shown(people.auditor, decision))["delivered_on"]) == (201, None)
