"""Facts for tests: established from a declaration unless said otherwise, and the family whose case they make."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from kit.testing.clients import Caller
from tests.casework.people import a_household, a_person

DECLARED = {"source": "declaration"}
BENEFIT = "zasilek_rodzinny"


def certificate(person: str, **other: Any) -> dict[str, Any]:
    return {
        "kind": "certificate", "code": "disability", "person": person, "valid_from": "2018-02-05", "valid_to": "2020-02-29",
        "details": {"degree": "znaczny"}, **other,
    }  # fmt: skip


def job(person: str, **other: Any) -> dict[str, Any]:
    """Work since May 2016 with the income of 2017."""
    return {
        "kind": "income_source", "code": "taxed", "person": person, "valid_from": "2016-05-01", "details": {"payer": "Tartak"},
        "amounts": [{"from_month": "2017-01", "to_month": "2017-12", "amount": "24000.00", "per": "total"}], **other,
    }  # fmt: skip


def interview(person: str, **other: Any) -> dict[str, Any]:
    return {
        "kind": "interview", "code": "care_interview", "person": person, "held_on": "2018-11-14",
        "conclusions": "Osoba wymaga stałej opieki.", **other,
    }  # fmt: skip


async def tried(clerk: Caller, *facts: dict[str, Any], **evidence: Any) -> httpx.Response:
    return await clerk.post("/v1/evidence", {"evidence": {**DECLARED, **evidence}, "facts": list(facts)})


async def established(clerk: Caller, *facts: dict[str, Any], **evidence: Any) -> list[dict[str, Any]]:
    """Establishes the facts and returns them as they are shown, in the order in which they were written down."""
    answer = await tried(clerk, *facts, **evidence)
    assert answer.status_code == 201, answer.text
    shown = await clerk.get(answer.headers["location"])
    assert shown.status_code == 200, shown.text
    return list(shown.json()["facts"])


async def changed(clerk: Caller, fact: str, step: str, version: int = 1, **body: Any) -> httpx.Response:
    told = body if step == "withdraw" else {"evidence": DECLARED, **body}
    return await clerk.post(f"/v1/established-facts/{fact}/{step}", told, if_match=version)


async def history(who: Caller, fact: str) -> dict[str, Any]:
    answer = await who.get(f"/v1/established-facts/{fact}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def facts_of(who: Caller, **query: Any) -> list[dict[str, Any]]:
    answer = await who.get("/v1/established-facts", **query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


@dataclass
class Family:
    """Two parents and a child, everything about them established, in the period 2018/2019."""

    mother: str
    father: str
    child: str
    household: str
    application: str
    income: str

    def order(self, **other: Any) -> dict[str, Any]:
        return {"benefit": BENEFIT, "on": "2018-11-15", "application": self.application, **other}


async def a_family(clerk: Caller) -> Family:
    mother = await a_person(clerk, serial=11)
    father = await a_person(clerk, first_name="Jan", serial=12)
    child = await a_person(clerk, first_name="Ola", born=date(2014, 3, 2), serial=13)
    household = await a_household(clerk, mother, child, on="2014-03-02")
    joined = await clerk.post(
        f"/v1/households/{household}/join",
        {"person": father, "role": "adult", "on": "2014-03-02", "kind": "parents_with_children"},
        if_match=1,
    )
    assert joined.status_code == 200, joined.text
    asked = {
        "form": "paper", "received_on": "2018-11-05", "applicant": mother, "benefits": [BENEFIT], "household": household,
    }  # fmt: skip
    application = await clerk.post("/v1/applications", asked)
    assert application.status_code == 201, application.text
    belongs = {"kind": "membership", "household": household, "valid_from": "2014-03-02"}
    found = await established(
        clerk,
        {**belongs, "code": "parent", "person": mother},
        {**belongs, "code": "parent", "person": father},
        {**belongs, "code": "child", "person": child},
        {"kind": "circumstance", "code": "applicant", "household": household, "valid_from": "2014-03-02",
         "details": {"kind": "parents"}},
        job(mother),
        {"kind": "circumstance", "code": "no_income", "person": father, "valid_from": "2015-01-01"},
        application=application.json()["id"],
    )  # fmt: skip
    income = next(one["id"] for one in found if one["kind"] == "income")
    return Family(mother, father, child, household, application.json()["id"], income)


async def composed(who: Caller, family: Family, **other: Any) -> dict[str, Any]:
    answer = await who.post("/v1/assessments/compose", family.order(**other))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
