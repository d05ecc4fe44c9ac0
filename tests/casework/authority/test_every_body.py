"""Every body that names a person, walked over: who does not see her is told what is told of somebody who is not there."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

PERSON = frozenset(
    {"person", "reference_person", "applicant", "representative", "party", "attorney", "entitled", "recipient"}
)
NAMED_OTHERWISE = frozenset({
    "decision_deliver", "delivery_send", "waiver_note", "appeal_register", "complaint_note", "reopening_ask", "nullity_claim",
    "decision_letter_make", "delivery_enter_results",
})  # fmt: skip
"""`party` is there a party of the decision in the address, by the number of her entry, and the decision is behind the door; results are
taken of decisions and letters that are seen.
"""
BY_HER_MATTER = frozenset({
    "household_leave", "household_correct_member", "household_strike_member", "household_link", "party_change", "appeal_enter_sko_decision",
    "overpayment_register",
})  # fmt: skip
"""Who is named there belongs to the household, the decision or the debt in the address, hidden with her (test_sight, test_money_by_id)."""
OF_AN_ACT = frozenset({"assessment_compose", "register_lookup_ask"})
OF_THEIR_OWN = frozenset({"application_tell_discontinuing", "certificate_request_register", "urging_register"})
"""Under the door of their application, or tested with their own slice (tests/casework/requests)."""
"""Asked of a service that has the act: tests/casework/evidence/test_hidden.py."""


def members(document: dict[str, Any], schema: dict[str, Any], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names of members of the schema that hold an id, at any depth."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from members(document, document["components"]["schemas"][name], seen | {name})
        return
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(kind, ()):
            yield from members(document, one, seen)
    for name, one in schema.get("properties", {}).items():
        if any(two.get("format") == "uuid" for two in (one, *one.get("anyOf", ()))):
            yield name
        yield from members(document, one, seen)
    if isinstance(schema.get("items"), dict):
        yield from members(document, schema["items"], seen)


def bodies(service: FastAPI) -> dict[str, str]:
    """Operation id to address, of everything whose body names a person."""
    document = service.openapi()
    found = {}
    for path, item in document["paths"].items():
        for operation in item.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is not None and PERSON & set(members(document, body["schema"])):
                found[operation["operationId"]] = path
    return found


def asked(person: str, household: str, other: str) -> dict[str, dict[str, Any]]:
    """A body for each operation that names the person; `other` is one whom everybody sees."""
    excluded = {
        "official": "ola",
        "matter_kind": "person",
        "matter": person,
        "ground": "close_relative",
        "since": "2019-01-02",
    }
    adult = {"person": person, "role": "adult"}
    application = {"form": "paper", "received_on": "2019-01-08", "benefits": ["zasilek_na_dziecko"]}
    return {
        "household_register": {"reference_person": person, "kind": "single", "on": "2019-01-01", "members": [adult]},
        "household_join": {**adult, "on": "2019-01-01", "kind": "couple"},
        "application_register": {**application, "applicant": person},
        "application_correct": {"representation": "attorney", "representative": person},
        "decision_prepare": recorded(person),
        "party_add": {"person": person},
        "evidence_establish": {
            "evidence": {"source": "declaration"},
            "facts": [{"kind": "certificate", "code": "orzeczenie", "person": person, "valid_from": "2018-01-01"}],
        },
        "exclusion_enter": excluded,
        "restriction_enter": {"matter_kind": "person", "matter": person, "reason": "other"},
        "bailiff_claim_record": {
            "person": person, "kind": "alimony", "organ": "Komornik", "organ_sign": "Km 1/19", "received_on": "2019-01-02",
            "since": "2019-01-02", "account": "61109010140000071219812874",
        },
        "case_open": {"symbol": "5211", "party": person},
        "payment_way_record": {"person": person, "way": "cash", "since": "2019-01-01"},
    }  # fmt: skip


def test_every_body_that_names_a_person_is_walked_over_or_stands_here_with_its_reason(service: FastAPI) -> None:
    known = set(asked("", "", "")) - {"exclusion_enter", "restriction_enter"}
    assert set(bodies(service)) == known | NAMED_OTHERWISE | BY_HER_MATTER | OF_AN_ACT | OF_THEIR_OWN


@pytest.mark.parametrize("operation", sorted(asked("", "", "")))
@pytest.mark.asyncio
async def test_who_is_hidden_is_refused_in_the_words_for_who_is_not_there(
    people: Staff, office: Office, service: FastAPI, operation: str
) -> None:
    ola = office.caller("ola", "caseworker")
    anna, ewa = await a_person(people.clerk), await a_person(people.clerk, first_name="Ewa", serial=2)
    household = await a_household(people.clerk, ewa)
    application = await people.clerk.post("/v1/applications", asked(ewa, household, ewa)["application_register"])
    decision = await a_decision(people, recorded(ewa))
    places = {"household": household, "application": application.json()["id"], "decision": decision}
    await restricted(people, "person", anna)
    addresses = {**bodies(service), "exclusion_enter": "/v1/exclusions", "restriction_enter": "/v1/restrictions"}
    address = addresses[operation].format(**places)

    hidden, nobody = [
        await ola.post(
            address,
            asked(person, household, ewa)[operation],
            **({"if_match": 1} if "{" in addresses[operation] else {}),
        )
        for person in (anna, str(uuid4()))
    ]

    assert hidden.status_code == 422, hidden.text
    assert any(one["code"].endswith("_unknown") for one in hidden.json()["errors"]), hidden.text
    assert _told(hidden) == _told(nobody)


def _told(answer: httpx.Response) -> tuple[int, str, list[tuple[str, str]]]:
    said = answer.json()
    return answer.status_code, said["code"], [(one["pointer"], one["code"]) for one in said.get("errors", ())]
