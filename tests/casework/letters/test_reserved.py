"""A letter's number is given before it is typeset and nothing is held meanwhile; who died in between leaves no hole in the register."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.letters import making
from kit.testing.databases import ServiceDatabase
from tests.casework.letters.a_letter import an_issued_decision, lives, text_of
from tests.casework.locks import held
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres


async def another_issued_decision(people: Staff) -> str:
    ewa = await lives(people, await a_person(people.clerk, "Nowak", "Ewa", serial=2))
    decision = await a_decision(people, recorded(ewa))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)
    return decision


@pytest.mark.asyncio
async def test_a_number_that_was_given_stays_with_its_decision_when_the_letter_does_not_come_about(
    people: Staff, today: Callable[[date], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await an_issued_decision(people), await another_issued_decision(people)
    address = f"/v1/decisions/{first}/letter"
    with monkeypatch.context() as dying:
        dying.setattr(making, "put", _breaks)
        broken = await people.clerk.post(address, {}, key="pismo-1")
    other = (await people.clerk.post(f"/v1/decisions/{second}/letter", {})).json()["id"]

    again = await people.clerk.post(address, {}, key="pismo-1")
    repeated = await people.clerk.post(address, {}, key="pismo-1")
    twice = await people.clerk.post(address, {}, key="pismo-2")

    assert broken.status_code == 500
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert repeated.json() == again.json()
    assert (twice.status_code, twice.json()["code"]) == (409, "letter_exists")
    assert "NR 1/2019" in await text_of(people, again.json()["id"])
    assert "NR 2/2019" in await text_of(people, other)
    assert len((await people.clerk.get("/v1/letters")).json()["items"]) == 2


@pytest.mark.asyncio
async def test_nothing_of_the_database_is_held_while_a_letter_is_typeset(
    people: Staff, today: Callable[[date], None], stored: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = await an_issued_decision(people)
    locks: list[Any] = ["not typeset"]
    put = making.put

    def looked(*of: Any) -> Any:
        locks[:] = held(stored.dsn)
        return put(*of)

    monkeypatch.setattr(making, "put", looked)
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})

    assert made.status_code == 201, made.text
    assert locks == []


def _breaks(*_: object) -> None:
    raise RuntimeError("the machine went out")
