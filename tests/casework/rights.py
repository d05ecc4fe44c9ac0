"""The way from a person to a running right, for tests of what comes after it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.people import a_person

_HEAD = """
INSERT INTO authorisation (gmina, id, subject, organ, title, acts, benefits, kinds, number, given_on, basis, since, state)
VALUES (%s, %s, %s, 'wojt', 'authorised', '{}', '{}', '{}', '0052.1.2015', '2015-01-01', 'art. 268a k.p.a.', '2015-01-01', 'entered')
"""

_SIMPLE = """
INSERT INTO payment_circuit (gmina, id, since, circuit, reason, set_by, set_on)
VALUES (%s, %s, '2015-01-01', 'simple', 'Ośrodek zatrudnia trzy osoby.', %s, '2015-01-01')
"""


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of an office: who prepares, who approves, who pays."""

    clerk: Caller
    head: Caller
    accountant: Caller
    auditor: Caller


def staff(office: Office, gmina: str = GMINA) -> Staff:
    return Staff(
        office.caller("jan", "caseworker", gmina=gmina),
        office.caller("ewa", "head", gmina=gmina),
        office.caller("ida", "accountant", gmina=gmina),
        office.caller("ula", "auditor", gmina=gmina),
    )


def an_authorisation(subject: str, **other: Any) -> dict[str, Any]:
    """The body of a written authorisation to decide everything, since 2015."""
    return {
        "subject": subject,
        "number": "0052.1.2015",
        "given_on": "2015-01-01",
        "since": "2015-01-01",
        "basis": "art. 268a k.p.a.",
        **other,
    }


async def head_authorised(database: Database, gmina: str, subject: str = "ewa") -> None:
    """The head of the office may decide everything, as it was before the test began."""
    async with database.tenant(gmina) as connection:
        await connection.execute(_HEAD, (gmina, new_id(), subject))


async def simple_lists(database: Database, gmina: str, subject: str = "ewa") -> None:
    """The centre has set the simple circuit of its lists, so that a test of something else needs two people for a list, not five acts."""
    async with database.tenant(gmina) as connection:
        await connection.execute(_SIMPLE, (gmina, new_id(), subject))


async def authorised(office: Office, subject: str, gmina: str = GMINA, **other: Any) -> str:
    """Enters an authorisation of the subject, as the secretary's office does; returns its id."""
    secretary = office.caller("sekretariat", "caseworker", gmina=gmina)
    answer = await secretary.post("/v1/authorisations", an_authorisation(subject, **other))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def recorded(person: str, amount: str = "645.00", **other: Any) -> dict[str, Any]:
    """The body of a decision on a recorded benefit."""
    return {
        "benefit": "zasilek_staly_testowy",
        "on": "2019-01-10",
        "entitled": person,
        "recipient": person,
        "justified": False,
        "recorded": {
            "amount": amount,
            "first_month": "2019-01",
            "last_month": "2019-12",
            "reason": "Dochód nie przekracza kryterium.",
            "article": "art. 37 ust. 1",
        },
        **other,
    }


async def a_decision(people: Staff, body: dict[str, Any]) -> str:
    """Prepares a decision and returns its id."""
    answer = await people.clerk.post("/v1/decisions", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def issued(people: Staff, body: dict[str, Any]) -> list[str]:
    """Prepares, approves, issues and delivers a decision on one day; returns the ids of its awards."""
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    for step, who in (("approve", people.head), ("issue", people.clerk)):
        version = 1 if step == "approve" else 2
        answer = await who.post(f"{address}/{step}", {}, if_match=version)
        assert answer.status_code == 200, answer.text
    found = (await people.auditor.get(address)).json()
    answer = await people.clerk.post(f"{address}/deliver", {"on": found["issued_on"]}, if_match=3)
    assert answer.status_code == 200, answer.text
    return list(found["awards"])


async def ended_by_act(people: Staff, award: str, first: str) -> str:
    """The right ends before the month, by an act of today; returns the act."""
    right = (await people.auditor.get(f"/v1/awards/{award}")).json()
    body = {name: right[name] for name in ("benefit", "entitled", "recipient")} | {"on": "2019-01-15"}
    said = {"kind": "expire", "refers_to": right["decision"], "ground": "kpa_162_1_1", "effective_from": first}
    act = await a_decision(people, {**body, "act": {**said, "reason": "Prawo wygasło."}})
    for step, who, version in (("approve", people.head, 1), ("issue", people.clerk, 2)):
        answer = await who.post(f"/v1/decisions/{act}/{step}", {}, if_match=version)
        assert answer.status_code == 200, answer.text
    return act


async def an_award(people: Staff, amount: str = "645.00", serial: int = 1, **other: Any) -> str:
    """A person with a running right; returns the award's id."""
    person = await a_person(people.clerk, serial=serial, born=date(1984, 5, 17))
    (award,) = await issued(people, recorded(person, amount, **other))
    return award
