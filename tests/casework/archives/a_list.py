"""The way from closed cases to their destruction, for tests."""

from dataclasses import dataclass
from typing import Any

import httpx

from kit.testing.clients import Caller
from tests.casework.records.a_file import ok
from tests.casework.rights import Staff

COMMISSION = ["Maria Nowak, archiwista zakładowy", "Jan Kowalski, inspektor"]


@dataclass
class Listed:
    """A list at the version that was last seen."""

    people: Staff
    id: str
    version: int = 1

    async def shown(self) -> dict[str, Any]:
        return dict(await ok(self.people.auditor.get(f"/v1/destructions/{self.id}")))

    async def items(self) -> list[dict[str, Any]]:
        return list((await ok(self.people.auditor.get(f"/v1/destructions/{self.id}/items", limit=500)))["items"])

    async def tried(self, step: str, who: Caller | None = None, **body: Any) -> httpx.Response:
        caller = who or self.people.clerk
        answer = await caller.post(f"/v1/destructions/{self.id}/{step}", body or None, if_match=self.version)
        if answer.status_code == 200:
            self.version = answer.json()["version"]
        return answer

    async def done(self, step: str, who: Caller | None = None, **body: Any) -> dict[str, Any]:
        answer = await self.tried(step, who, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


async def proposed(people: Staff, **other: Any) -> Listed:
    made = await ok(people.clerk.post("/v1/destructions", {"commission": COMMISSION, **other}))
    return Listed(people, made["id"])


async def consented(people: Staff, on: str) -> Listed:
    """A list whose request went out and came back on the day."""
    listed = await proposed(people)
    await listed.done("submit", letter="GOPS.0310.1.2025", on=on)
    await listed.done("consent", number="ŁD.432.17.2025", on=on)
    return listed


async def carried_out(people: Staff, on: str) -> Listed:
    listed = await consented(people, on)
    await listed.done("approve", people.head)
    await listed.done("carry-out", way="shredding")
    return listed
