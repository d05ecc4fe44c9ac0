"""Reading the worklist in tests."""

from typing import Any

from kit.testing.clients import Caller


async def listed(who: Caller, **query: object) -> list[dict[str, Any]]:
    """The tasks that somebody sees, of one page."""
    answer = await who.get("/v1/tasks", **query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def kinds(who: Caller, **query: object) -> list[str]:
    """Their kinds, in order of the list."""
    return [one["kind"] for one in await listed(who, **query)]


async def only(who: Caller, kind: str, **query: object) -> dict[str, Any]:
    """The one task of a kind."""
    (found,) = await listed(who, kind=kind, **query)
    return found


async def done(who: Caller, task: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
    """What was answered to a step that has to succeed."""
    answer = await who.post(
        f"/v1/tasks/{task['key']}/{step}", None if step == "reopen" else body, if_match=task["version"]
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def code(who: Caller, task: dict[str, Any], step: str, **body: Any) -> tuple[int, str]:
    """Status and code of a step that is refused."""
    answer = await who.post(
        f"/v1/tasks/{task['key']}/{step}", None if step == "reopen" else body, if_match=task["version"]
    )
    return answer.status_code, answer.json()["code"]
