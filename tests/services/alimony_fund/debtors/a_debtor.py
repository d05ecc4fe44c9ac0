"""Debtors in tests: a person who owes, a title, what was paid of it, a proceeding and its steps."""

from datetime import date
from typing import Any

import httpx

from tests.casework.people import a_person
from tests.casework.rights import Staff

DEBTORS, TITLES, PROCEEDINGS = "/v1/debtors", "/v1/maintenance-titles", "/v1/debtor-proceedings"
REQUESTS, LISTINGS = "/v1/action-requests", "/v1/debtor-listings"
BOTH = {"creditor_organ": True, "debtor_organ": True}
TITLE = {
    "kind": "judgment", "court": "Sąd Rejonowy w Jędrzejowie", "case_sign": "III RC 12/24", "monthly": "1000.00",
    "valid_from": "2024-03-01", "bailiff": "Komornik Sądowy w Jędrzejowie", "bailiff_sign": "Kmp 5/24",
}  # fmt: skip
MONTHS = ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")


async def ok(answer: Any) -> dict[str, Any]:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return dict(found.json())


async def code(answer: Any) -> tuple[int, str]:
    found: httpx.Response = await answer
    return found.status_code, found.json()["code"]


async def a_debtor(people: Staff, serial: int = 1, **of: Any) -> str:
    """His id; an entry of the first day of May 2026, in both roles unless said otherwise."""
    person = await a_person(people.clerk, "Nowak", "Piotr", born=date(1985, 3, 2), serial=serial)
    made = await ok(people.clerk.post(DEBTORS, {"person": person, "opened_on": "2026-05-01", **BOTH, **of}))
    return str(made["id"])


async def a_child(people: Staff, serial: int = 1) -> str:
    return await a_person(people.clerk, "Nowak", "Ola", born=date(2015, 6, 1), serial=serial)


async def a_title(people: Staff, debtor: str, *, version: int = 1, serial: int = 1, **of: Any) -> str:
    """Its id; 1000.00 a month for one child since March 2024."""
    body = {**TITLE, "entitled": of.pop("entitled", None) or await a_child(people, serial), **of}
    return str((await ok(people.clerk.post(f"{DEBTORS}/{debtor}/titles", body, if_match=version)))["id"])


async def paid(people: Staff, title: str, amount: str, *months: str, version: int = 1) -> None:
    body = {"months": [{"month": month, "paid": amount} for month in months or MONTHS]}
    await ok(people.clerk.post(f"{TITLES}/{title}/months", body, if_match=version))


class Proceeding:
    """A proceeding that is taken from step to step; each at the version that the one before left."""

    def __init__(self, people: Staff, proceeding: str) -> None:
        self.people, self.id, self.version = people, proceeding, 1

    @property
    def address(self) -> str:
        return f"{PROCEEDINGS}/{self.id}"

    def tried(self, step: str, **said: Any) -> Any:
        """The answer to a step, whatever it is."""
        if step == "decide":
            return self.people.head.post(f"{self.address}/decide", said, if_match=self.version)
        return self.people.clerk.post(f"{self.address}/steps", {"step": step, **said}, if_match=self.version)

    async def done(self, step: str, **said: Any) -> str:
        """The state after a step that has to succeed."""
        answer = await ok(self.tried(step, **said))
        self.version = answer["version"]
        return str(answer["state"])

    async def shown(self) -> dict[str, Any]:
        return await ok(self.people.auditor.get(self.address))


async def a_proceeding(people: Staff, debtor: str, **of: Any) -> Proceeding:
    made = await ok(people.clerk.post(PROCEEDINGS, {"debtor": debtor, "reason": "benefit_granted", **of}))
    return Proceeding(people, made["id"])


async def opened(people: Staff, debtor: str) -> Proceeding:
    """Proceedings that were opened because the debtor refused the statement."""
    found = await a_proceeding(people, debtor)
    await found.done("call_interview", interview_on="2026-05-04")
    await found.done("note_prevented", ground="statement_refused")
    await found.done("open")
    return found
