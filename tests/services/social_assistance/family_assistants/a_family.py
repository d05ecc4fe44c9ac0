"""Family assistants in tests: an assistant, a family with children, work with it, all over HTTP."""

from datetime import date
from typing import Any

from kit.testing.clients import Caller
from tests.casework.people import a_household, a_person
from tests.services.social_assistance.acts.an_act import ok

ASSISTANTS, FAMILIES = "/v1/family-assistants", "/v1/assisted-families"
FULL_POST = {"contract": "employment", "post": "1", "since": "2026-01-02", "unit": "gops"}


async def an_assistant(who: Caller, name: str = "Barbara Kowal", **other: Any) -> str:
    """Her id."""
    return str((await ok(who.post(ASSISTANTS, {"name": name, **FULL_POST, **other})))["id"])


async def a_family(who: Caller, serial: int = 1, children: int = 1) -> tuple[str, list[str]]:
    """A household and its children; serial: of its mother, and its children follow."""
    mother = await a_person(who, serial=serial)
    born = date(2018, 3, 4)
    kids = [
        await a_person(who, first_name="Zosia", born=born, serial=serial * 10 + number) for number in range(children)
    ]
    return await a_household(who, mother, *kids), kids


async def taken_on(who: Caller, assistant: str, household: str, *children: str, **other: Any) -> str:
    """The address of the work with the family."""
    body = {
        "household": household, "assistant": assistant, "unit": "gops", "basis": "consent", "children": list(children),
        "since": "2026-02-02",
    }  # fmt: skip
    return f"{FAMILIES}/{(await ok(who.post(FAMILIES, body | other)))['id']}"
