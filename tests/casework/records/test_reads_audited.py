"""Who reads a person, a file, an application, a letter, an undue payment or an appeal stands in the audit log: every read, by name."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import audited
from tests.casework.overpayments.a_debt import undue
from tests.casework.people import a_household, a_pesel
from tests.casework.records.a_file import ok, settled
from tests.casework.rights import Staff

AUDITED = frozenset({
    "appeal_export", "appeal_list", "appeal_show", "application_completeness", "application_list", "application_proposed_facts",
    "application_show", "attachment_list", "attachment_read", "bailiff_claim_list",
    "case_clock_show", "case_history", "case_list", "case_metryka", "case_show", "decision_show", "destruction_candidate_list",
    "exclusion_list",
    "exclusion_show", "household_list", "household_show", "letter_list", "letter_read", "nullity_list", "nullity_show",
    "overpayment_export", "overpayment_list", "overpayment_person_card", "overpayment_show", "overpayment_title_data",
    "payment_list_deductions", "payment_list_payees", "payment_list_payees_export", "payment_way_history", "person_address_list",
    "payment_funding_history",
    "person_file", "person_look_up", "person_search",
    "person_show", "reopening_list", "reopening_show", "restriction_list", "restriction_show",
    "any_delivery_list", "certificate_request_list", "urging_list", "letter_sending_list",
    "award_list", "award_show", "delivery_list", "overpayment_movement_export", "overpayment_movement_list", "party_list",
    "payment_export", "payment_list_payments", "payment_notice_list", "payment_person_card", "payment_show", "recalculation_items",
    "recalculation_letters", "recalculation_letters_export",
    "reconciliation_show", "reconciliation_year", "task_list", "task_show", "waiver_list",
    "assessment_compose", "certificate_expiring", "decision_evidence", "evidence_show", "fact_list", "fact_show", "interview_due",
    "person_incomes", "register_lookup_list", "register_lookup_show",
})  # fmt: skip
IDS_AND_AMOUNTS = frozenset({
    "award_acts",
    "decision_effect", "recalculation_effect", "decision_list", "payment_list_acts", "payment_list_list", "payment_list_effect",
    "payment_list_preview", "payment_list_show", "recalculation_list", "recalculation_show", "application_turnover",
    "destruction_export", "destruction_items", "destruction_list", "destruction_protocol", "destruction_show", "calendar_read",
    "decision_clock_show", "overpayment_clock_show", "task_count",
    "archive_passing_items", "archive_passing_list", "archive_passing_protocol", "archive_passing_show", "forecast_show",
    "simulation_run", "decision_register_list",
})  # fmt: skip
"""Of many at once, or of a whole list: codes, days and sums, and ids that nobody is recognised by without an audited read."""
OF_THE_OFFICE = frozenset({
    "audit_entry_list", "audit_seal_check", "authorisation_list", "authorisation_show", "benefit_list", "benefit_read", "decision_kinds",
    "deputyship_list", "deputyship_show", "electronic_form_list", "event_list", "event_type_list", "feed_list", "file_plan_show",
    "health_live", "health_ready", "import_error_list", "import_line_schema", "import_list", "import_read", "letter_template_list",
    "letter_template_preview", "letter_template_show", "overpayment_rules", "payment_circuit_list", "problem_show", "problems_list",
    "staff_list", "staff_show", "attachment_kind_list", "fact_kind_list", "register_list",
    "office_show", "office_version_list", "institution_list", "institution_show",
    "calendar_list", "task_kinds", "service_cost_list",
})  # fmt: skip
_OF_A_PERSON = frozenset({"payment_way_history", "bailiff_claim_list", "household_list", "fact_list"})
_QUERIES = {
    "reconciliation_show": {"month": "2019-03"},
    "reconciliation_year": {"year": 2019},
    "person_incomes": {"from_month": "2019-01", "to_month": "2019-03"},
    "certificate_expiring": {"until": "2019-12-31"},
    "interview_due": {"until": "2019-12-31"},
}
READ_BY_POST = frozenset({
    "assessment_compose", "person_look_up", "person_search", "payment_list_preview", "letter_template_preview", "simulation_run",
})  # fmt: skip

NOT_PLAYED = frozenset(
    {
        "assessment_compose",
        "register_lookup_show",
        "application_proposed_facts",
        "attachment_read",
        "nullity_show",
        "reopening_show",
        "recalculation_items",
        "recalculation_letters",
        "recalculation_letters_export",
    }
)
"""Nothing of the kind is in the case that is read."""


def reads(app: FastAPI) -> dict[str, tuple[str, str, str]]:
    """Operation id to method, address and summary, of everything that only reads."""
    return {
        operation["operationId"]: (method.upper(), path, operation.get("summary", ""))
        for path, item in app.openapi()["paths"].items()
        for method, operation in item.items()
        if method == "get" or operation["operationId"] in READ_BY_POST
    }


def test_every_read_is_audited_or_tells_nothing_of_a_person(service: FastAPI) -> None:
    """A new read has to be put where it belongs; whoever is unsure audits it."""
    assert set(reads(service)) == AUDITED | IDS_AND_AMOUNTS | OF_THE_OFFICE
    assert not AUDITED & IDS_AND_AMOUNTS
    assert not OF_THE_OFFICE & (AUDITED | IDS_AND_AMOUNTS)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_every_read_of_a_person_stands_in_the_audit_log(
    service: FastAPI, people: Staff, office: Office, database: Database, today: Callable[[date], None]
) -> None:
    file = await settled(people, today)
    household = await a_household(people.clerk, file.person)
    payments = (await ok(people.accountant.get("/v1/payments", award=file.award)))["items"]
    debt = await undue(people, payments[0])
    (letter,) = (await file.shown())["letters"]
    (party,) = (await people.clerk.get(f"/v1/decisions/{file.decision}/parties")).json()
    lodged = {"party": party["id"], "way": "in_person", "received_on": "2019-04-30"}
    appeal = await ok(people.clerk.post(f"/v1/decisions/{file.decision}/appeals", lodged))
    hidden = {"matter_kind": "person", "matter": file.person, "reason": "domestic_violence", "readers": ["czytelnik"]}
    restriction = await ok(people.clerk.post("/v1/restrictions", hidden))
    fact = {"kind": "certificate", "code": "orzeczenie", "person": file.person, "valid_from": "2018-02-05"}
    evidence = await ok(people.clerk.post("/v1/evidence", {"evidence": {"source": "declaration"}, "facts": [fact]}))
    (established,) = (await ok(people.clerk.get("/v1/established-facts", person=file.person)))["items"]
    out = {
        "matter_kind": "person",
        "matter": file.person,
        "official": "jan",
        "ground": "close_relative",
        "since": "2019-04-30",
    }
    exclusion = await people.head.post("/v1/exclusions", out)
    assert exclusion.status_code == 201, exclusion.text
    (task, *_) = (await ok(people.clerk.get("/v1/tasks", state="any")))["items"]
    things = {
        "person": file.person, "case": file.case, "application": file.application, "decision": file.decision,
        "household": household, "overpayment": debt, "letter": letter, "appeal": appeal["id"], "restriction": restriction["id"],
        "evidence": evidence["id"], "fact": established["id"], "exclusion": exclusion.json()["id"], "payment_list": payments[0]["list"],
        "award": file.award, "payment": payments[0]["id"], "task": task["key"],
    }  # fmt: skip
    bodies = {"person_look_up": {"pesel": a_pesel(date(1984, 5, 17))}, "person_search": {"name": "Wiśniewska"}}
    reader = office.caller("czytelnik", "head", "auditor", "caseworker")
    found = reads(service)

    for name in sorted(AUDITED - NOT_PLAYED):
        method, path, _ = found[name]
        before = len([one for one in await audited(database) if one[0] == "czytelnik"])
        address = re.sub(r"\{(\w+)\}", lambda match: things[match[1]], path)
        query = {"person": file.person} if name in _OF_A_PERSON else _QUERIES.get(name, {})
        if name == "payment_funding_history":
            query = {"award": file.award}
        answer = await reader.send(method, address, body=bodies.get(name), query=query)
        assert answer.status_code == 200, (name, answer.text)
        after = [one for one in await audited(database) if one[0] == "czytelnik"]
        assert len(after) > before, name
