"""A hidden matter is on no list: every operation that lists, counts or exports something is asked about a matter that is not seen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from kit.testing.clients import Caller, Office
from tests.casework.applications.a_letter import PERMANENT, PLAN, an_application
from tests.casework.authority.test_sight import restricted
from tests.casework.overpayments.a_debt import undue
from tests.casework.payments.a_list import payments_of
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

NOT_OF_MATTERS = frozenset({
    "event_list", "event_type_list", "feed_list", "audit_entry_list", "audit_seal_check", "benefit_list", "electronic_form_list",
    "decision_kinds", "health_live", "health_ready", "problems_list", "file_plan_show", "letter_template_list", "payment_list_list",
    "payment_circuit_list", "overpayment_rules", "authorisation_list", "deputyship_list", "staff_list", "exclusion_list",
    "import_list", "import_line_schema", "reconciliation_show", "recalculation_list", "institution_list",
})  # fmt: skip
"""Of the whole centre: rules, officials, lists as wholes, and the log and the audit, which are read to be complete."""
SHOWS_IT = frozenset({
    "appeal_list", "appeal_export", "application_list", "award_list", "bailiff_claim_list", "case_list", "decision_list",
    "decision_register_list",
    "nullity_list", "overpayment_list", "overpayment_export", "overpayment_movement_list", "overpayment_movement_export",
    "payment_list_payments", "payment_export", "payment_list_payees", "payment_list_payees_export", "payment_notice_list",
    "payment_way_history",
})  # fmt: skip
"""Lists on which the matter stands for whoever may see it."""


@pytest.fixture
def people(office: Office, today: Callable[[date], None], people: Staff) -> Staff:
    today(date(2019, 12, 31))
    return people


async def done(answer: Any) -> dict[str, Any]:
    assert answer.is_success, answer.text
    return dict(answer.json())


async def a_matter(people: Staff) -> dict[str, str]:
    """A person of a household with everything that an office may have about her; ids by what they are."""
    anna = await a_person(people.clerk)
    home = await a_household(people.clerk, anna)
    application = await an_application(people, PERMANENT, applicant=anna, household=home)
    case = (await done(await people.clerk.get("/v1/cases")))["items"][0]["id"]
    body = recorded(anna, household=home)
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    await done(await people.head.post(f"{address}/approve", {}, if_match=1))
    await done(await people.clerk.post(f"{address}/issue", {}, if_match=2))
    await done(await people.clerk.post(f"{address}/deliver", {"on": "2019-12-31"}, if_match=3))
    award = (await done(await people.clerk.get(address)))["awards"][0]
    way = {"person": anna, "way": "cash", "since": "2019-01-01"}
    await done(await people.accountant.post("/v1/payment-ways", way))
    drawn = ""
    for month, failed in (("2019-01", True), ("2019-02", True), ("2019-03", False)):
        drawn = str((await done(await people.accountant.post("/v1/payment-lists", {"month": month})))["id"])
        await done(await people.head.post(f"/v1/payment-lists/{drawn}/approve", {}, if_match=1))
        (one,) = await payments_of(people, drawn)
        settled = {"booked_on": "2019-12-31"} | (
            {"failed": [{"payment": one["id"], "reason": "uncollected"}]} if failed else {}
        )
        await done(await people.accountant.post(f"/v1/payment-lists/{drawn}/settle", settled, if_match=2))
    (payment,) = await payments_of(people, drawn)
    overpayment = await undue(people, payment)
    claim = {
        "person": anna, "kind": "other", "organ": "Komornik", "organ_sign": "Km 1/19", "received_on": "2019-12-31",
        "since": "2019-12-31", "account": "PL61109010140000071219812874",
    }  # fmt: skip
    claimed = await done(await people.accountant.post("/v1/bailiff-claims", claim))
    (party,) = (await people.clerk.get(f"{address}/parties")).json()
    appeal = {"party": party["id"], "way": "in_person", "received_on": "2019-12-31"}
    appealed = await done(await people.clerk.post(f"{address}/appeals", appeal))
    null = {"ground": "no_basis_or_gross_breach", "received_on": "2019-12-31"}
    nullity = await done(await people.clerk.post(f"{address}/nullities", null))
    return {
        "person": anna, "household": home, "application": application.id, "case": case, "decision": decision, "award": award,
        "payment": payment["id"], "list": drawn, "overpayment": overpayment, "claim": claimed["id"], "appeal": appealed["id"],
        "nullity": nullity["id"],
    }  # fmt: skip


def lists(app: FastAPI, matter: dict[str, str]) -> list[tuple[str, str, dict[str, str]]]:
    """Every reading operation that names no single thing: operation id, address, query."""
    asked = {
        "year": "2019",
        "from": "2019-01",
        "month": "2019-03",
        "since": "2019-01-01",
        "until": "2019-12-31",
        "person": matter["person"],
        "award": matter["award"],
    }
    found = []
    for path, item in app.openapi()["paths"].items():
        operation = item.get("get")
        if operation is None or operation["operationId"] in NOT_OF_MATTERS:
            continue
        named = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        if named <= {"payment_list"}:
            needed = {
                one["name"] for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")
            } - {"gmina"}
            if operation["operationId"] in {"payment_way_history", "fact_list"}:
                needed = {"person"}
            address = path.replace("{payment_list}", matter["list"])
            found.append((operation["operationId"], address, {name: asked[name] for name in needed}))
    return found


async def told(who: Caller, matter: dict[str, str], address: str, query: dict[str, str]) -> set[str]:
    """What of the matter the answer tells."""
    answer = await who.get(address, **query)
    assert answer.status_code in {200, 403}, (address, answer.text)
    body = answer.text
    return {name for name, one in matter.items() if name != "list" and one in body.replace(matter["list"], "")}


@pytest.mark.parametrize("kind", ["person", "household", "decision"])
@pytest.mark.asyncio
async def test_no_list_count_or_export_tells_of_a_hidden_matter(
    people: Staff, office: Office, service: FastAPI, kind: str
) -> None:
    answer = await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    matter = await a_matter(people)
    hidden = matter if kind != "decision" else {
        name: matter[name] for name in ("decision", "award", "payment", "appeal", "nullity", "list")
    }  # fmt: skip
    every = lists(service, matter)
    ola, eva = office.caller("ola", "caseworker"), office.caller("eva", "social_worker")
    await restricted(people, kind, matter[kind])

    seen = {name for name, address, query in every if await told(people.clerk, hidden, address, query)}
    leaks = {
        (name, who.subject): sorted(found)
        for who in (ola, eva, people.auditor)
        for name, address, query in every
        if (found := await told(who, hidden, address, query))
    }

    assert leaks == {}
    if kind != "decision":
        assert sorted(SHOWS_IT - seen) == []
    assert await told(people.accountant, hidden, "/v1/payments", {}) >= {"payment", "award"}
    turnover = await ola.get("/v1/applications/turnover", since="2019-01-01", until="2019-12-31")
    assert turnover.json() == [] or kind == "decision"


@pytest.mark.asyncio
async def test_a_caseworker_of_a_unit_has_only_its_matters_on_every_list(
    people: Staff, office: Office, service: FastAPI
) -> None:
    answer = await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    matter = await a_matter(people)
    ola = office.caller("ola", "caseworker", unit="dom_dziennego_pobytu")
    of_decision = {name: matter[name] for name in ("decision", "award", "payment", "appeal", "nullity", "list")}

    leaks = {
        name: sorted(found)
        for name, address, query in lists(service, matter)
        if (found := await told(ola, of_decision, address, query))
    }

    assert leaks == {}
