"""Acts of registers in tests: entered over HTTP, and what the registers count."""

from typing import Any

import httpx

from kit.testing.clients import Caller

ACTS = "/v1/social-acts"
TALK = {"register_code": "praca_socjalna", "act": "rozmowa", "unit": "gops"}
FOOD = {"register_code": "pomoc_zywnosciowa", "act": "wydanie_zywnosci", "unit": "gops"}
COURT = {"register_code": "wywiady_dla_innych", "act": "wywiad", "unit": "gops", "requester": "sad"}
RESPITE = {"register_code": "opieka_wytchnieniowa", "act": "dzienna", "unit": "gops"}


async def ok(answer: Any) -> dict[str, Any]:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return dict(found.json())


async def code(answer: Any) -> tuple[int, str]:
    found: httpx.Response = await answer
    return found.status_code, found.json()["code"]


async def an_act(who: Caller, done_on: str | None, *persons: str, **other: Any) -> str:
    """Its address; a talk of social work unless told otherwise."""
    made = await ok(who.post(ACTS, {**TALK, "done_on": done_on, "persons": list(persons), **other}))
    return f"{ACTS}/{made['id']}"


async def counted(
    who: Caller, since: str, until: str, register: str = "praca_socjalna"
) -> dict[str, tuple[int, int | None]]:
    """Of a register: by unit as often as named, and each one once."""
    found = await ok(who.get(f"{ACTS}/counts", since=since, until=until, register_code=register))
    (book,) = found["registers"]
    return {one["unit"]: (one["all"], one["different"]) for one in book["counts"]}
