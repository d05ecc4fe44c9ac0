"""Builders of import lines, and a caller that sends a file to its end."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
from stdnum.pl import pesel as pesel_number

from kit.testing.clients import Caller

Line = dict[str, Any]


def a_pesel(day: int, series: int) -> str:
    """A synthetic number of somebody born in January 1980."""
    digits = f"8001{day:02}{series:04}"
    return digits + pesel_number.calc_check_digit(digits)


def a_person(name: str = "p1", *, day: int = 5, series: int = 1, **other: Any) -> Line:
    return {
        "kind": "person",
        "source_id": name,
        "pesel": a_pesel(day, series),
        "first_name": "Anna",
        "last_name": "Żółkiewska",
        "birth_date": f"1980-01-{day:02}",
        **other,
    }


def a_family(name: str = "f1", members: Sequence[str] = ("p1",), **other: Any) -> Line:
    return {
        "kind": "family",
        "source_id": name,
        "reference_person": members[0],
        "household_kind": "lone_parent",
        "on": "2019-01-01",
        "members": [{"person": one, "role": "adult" if one == members[0] else "child"} for one in members],
        **other,
    }


def an_award(name: str = "a1", person: str = "p1", **other: Any) -> Line:
    return {
        "kind": "award",
        "source_id": name,
        "benefit": "zasilek_pielegnacyjny",
        "entitled": person,
        "recipient": person,
        "family": None,
        "from": "2018-11",
        "to": "2019-10",
        "amount": "184.42",
        **other,
    }


def a_payment(name: str = "y1", award: str = "a1", **other: Any) -> Line:
    return {
        "kind": "payment",
        "source_id": name,
        "award": award,
        "benefit": "zasilek_pielegnacyjny",
        "period": "2019-01",
        "amount": "184.42",
        "paid_on": "2019-01-28",
        "budget_year": 2019,
        **other,
    }


def a_file() -> list[Line]:
    """One person in a family, an award, two payments."""
    return [a_person(), a_family(), an_award(family="f1"), a_payment("y1"), a_payment("y2", period="2019-02")]


def many(persons: int, payments: int = 12) -> list[Line]:
    """That many persons with an award each and monthly payments."""
    lines: list[Line] = []
    for n in range(persons):
        lines.append(a_person(f"p{n}", day=1 + n % 28, series=n // 28))
        lines.append(an_award(f"a{n}", f"p{n}", **{"from": "2019-01", "to": "2019-12"}))
        for month in range(1, payments + 1):
            lines.append(a_payment(f"y{n}/{month}", f"a{n}", period=f"2019-{month:02}", paid_on=f"2019-{month:02}-20"))
    return lines


def as_bytes(lines: Sequence[Line | bytes]) -> bytes:
    return b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines)


async def opened(caller: Caller) -> str:
    answer = await caller.post("/v1/imports")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def sent(caller: Caller, run: str, body: bytes, from_line: int = 1) -> Any:
    return await caller.http.post(
        f"/v1/imports/{run}/lines",
        params={"gmina": caller.gmina, "from_line": from_line},
        content=body,
        headers={"Authorization": f"Bearer {caller.token}", "Content-Type": "application/x-ndjson"},
    )


async def settled(caller: Caller, run: str) -> dict[str, Any]:
    """The import when it has come to an end."""
    while True:
        found: dict[str, Any] = (await caller.get(f"/v1/imports/{run}")).json()
        if found["state"] in ("applied", "rejected"):
            return found
        await asyncio.sleep(0.01)


async def imported(caller: Caller, lines: Sequence[Line | bytes]) -> dict[str, Any]:
    """Opens an import, sends the lines, has them applied, waits for the end."""
    run = await opened(caller)
    answer = await sent(caller, run, as_bytes(lines))
    assert answer.status_code == 200, answer.text
    applied = await caller.post(f"/v1/imports/{run}/apply")
    assert applied.status_code == 202, applied.text
    return await settled(caller, run)


async def wrong(caller: Caller, run: str) -> list[tuple[int, str, str]]:
    """What is wrong with which line: its number, the pointer and the code."""
    found = (await caller.get(f"/v1/imports/{run}/errors")).json()["items"]
    return [(one["line"], one["pointer"], one["code"]) for one in found]


async def events(caller: Caller) -> list[dict[str, Any]]:
    """Everything in the feed of the caller's gmina."""
    found: list[dict[str, Any]] = []
    while True:
        page = orjson.loads((await caller.get("/v1/events", after=len(found))).content)
        if not page:
            return found
        found += page
