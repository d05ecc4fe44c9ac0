"""Matters of coordination in tests: a decision or an application that the voivode has, and what is said of it."""

from datetime import date
from typing import Any

import httpx

from kit.testing.clients import Caller
from tests.casework.applications.a_letter import a_body
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision

NURSING, FAMILY, GRANT_AT_BIRTH = "zasilek_pielegnacyjny", "zasilek_rodzinny", "jednorazowa_zapomoga_urodzenie"
IN_GERMANY = {"who": "family_member", "country": "DE", "since": "2018-12-05"}
MATTERS = "/v1/coordination-matters"


async def ok(answer: Any) -> dict[str, Any]:
    found: httpx.Response = await answer
    assert found.is_success, found.text
    return dict(found.json())


async def code(answer: Any) -> tuple[int, str]:
    found: httpx.Response = await answer
    return found.status_code, found.json()["code"]


async def a_granted(people: Staff) -> tuple[dict[str, Any], str, str]:
    """A right until further notice, granted and delivered on the day: the body, the decision, the award."""
    person = await a_person(people.clerk, born=date(1970, 5, 5))
    body: dict[str, Any] = {
        "benefit": NURSING, "on": "2018-11-15", "entitled": person, "recipient": person, "justified": False,
        "persons": {"osoba_1": person},
        "facts": {
            "application": {"received_on": "2018-11-10"},
            "person": {"born_on": "1970-05-05", "disability": {"degree": "znaczny"}},
        },
    }  # fmt: skip
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    await ok(people.head.post(f"{address}/approve", {}, if_match=1))
    await ok(people.clerk.post(f"{address}/issue", {}, if_match=2))
    await ok(people.clerk.post(f"{address}/deliver", {"on": "2018-11-15"}, if_match=3))
    (award,) = (await ok(people.auditor.get(address)))["awards"]
    return body, decision, award


async def an_application_passed_on(people: Staff, *benefits: str) -> tuple[str, str]:
    """An application of January that went to the voivode on the same day; the person and it."""
    person = await a_person(people.clerk)
    made = await ok(people.clerk.post("/v1/applications", a_body(person, *(benefits or (FAMILY,)))))
    told = {"to": "Wojewoda Łódzki", "article": "art. 23a ust. 1 u.ś.r.", "on": "2019-01-09"}
    await ok(people.clerk.post(f"/v1/applications/{made['id']}/forward", told, if_match=1))
    return person, made["id"]


async def a_matter(people: Staff, **of: Any) -> str:
    """Its address."""
    made = await ok(people.clerk.post(MATTERS, {"stays": [IN_GERMANY], **of}))
    return f"{MATTERS}/{made['id']}"


async def shown(who: Caller, address: str) -> dict[str, Any]:
    return await ok(who.get(address))
