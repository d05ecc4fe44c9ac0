"""Carers, plans and sheets of days in tests, over HTTP."""

from typing import Any

import httpx

from tests.casework.decisions.later import carried
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision

BY_MONTH, BY_HOUR = "990102", "990103"
"""Gminas of law/uchwaly: a fee of the month by the criterion of a single person, and one of the hour by the household's own."""
CARERS, PLANS, MONTHS = "/v1/carers", "/v1/care-plans", "/v1/care-months"
MENTAL = "specjalistyczne_uslugi_opiekuncze_zaburzenia_psychiczne"
LYING = {"care_level": "lezaca", "household_kind": "samotna", "hours_month": 20, "income": "1552.00", "due_day": 15}
"""A term of the gmina that charges by the month: 15 % of 500.00 zł."""
PLAIN = {"care_level": "zwykla", "household_kind": "samotna", "hours_month": 20, "income": "1552.00", "due_day": 20}
"""The same person's term in the gmina that charges by the hour: 10 % of 24.00 zł an hour in the first half of 2022."""
OF_THE_STATE = {"care_level": "zwykla", "household_kind": "samotna", "hours_month": 20, "income": "1552.00"}


async def ok(answer: Any) -> dict[str, Any]:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return dict(found.json())


async def refused(answer: Any) -> tuple[int, str]:
    """Status and code; of a wrong member its code."""
    found: httpx.Response = await answer
    told = found.json()
    return found.status_code, told["errors"][0]["code"] if told["errors"] else told["code"]


async def a_carer(people: Staff, **other: Any) -> str:
    body = {
        "name": "Maria Opiekunka",
        "contract": "mandate",
        "kind": "carer",
        "hour_rate": "32.50",
        "since": "2022-01-01",
    }
    return str((await ok(people.clerk.post(CARERS, body | other)))["id"])


async def granted(people: Staff, person: str, service: str = "uslugi_opiekuncze", on: str = "2022-06-01") -> str:
    """A decision on services, issued today."""
    body = {
        "benefit": service, "on": on, "entitled": person, "recipient": person, "justified": False,
        "recorded": {"amount": "0.00", "first_month": on[:7], "reason": "Wymaga pomocy innych osób.", "article": "art. 50 ust. 1"},
    }  # fmt: skip
    decision = await a_decision(people, body)
    await carried(people, decision)
    return decision


def a_body(person: str, decision: str | None, term: dict[str, Any] = LYING, **other: Any) -> dict[str, Any]:
    of = {"person": person, "service": "uslugi_opiekuncze", "since": "2022-06-01", "decision": decision, "term": term}
    return of | other


async def a_plan(people: Staff, term: dict[str, Any] = LYING, serial: int = 1, **other: Any) -> tuple[str, str]:
    """Services by a decision since 1 June 2022: the address of the plan, and whom it serves."""
    person = await a_person(people.clerk, serial=serial)
    decision = await granted(people, person, other.get("service", "uslugi_opiekuncze"))
    made = await ok(people.clerk.post(PLANS, a_body(person, decision, term, **other)))
    assert made["state"] == "open"
    return f"{PLANS}/{made['id']}", person


def a_sheet(carer: str, *days: int, minutes: int = 120, month: str = "2022-06") -> dict[str, Any]:
    return {"days": [{"on": f"{month}-{day:02d}", "carer": carer, "minutes": minutes} for day in days]}


async def served(people: Staff, plan: str, carer: str, *days: int, **other: Any) -> None:
    version = (await ok(people.auditor.get(plan)))["version"]
    await ok(people.clerk.post(f"{plan}/days", a_sheet(carer, *days, **other), if_match=version))


async def confirmed(people: Staff, month: str = "2022-06") -> str:
    return str((await ok(people.head.post(f"{MONTHS}/confirm", {"month": month})))["state"])


async def fees(people: Staff) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await ok(people.auditor.get("/v1/fees")))["items"]
    return found
