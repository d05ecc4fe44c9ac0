"""A frontend needs no rules of its own: whatever has a process tells in its read answer what may be done with it now."""

from typing import Any

import pytest
from pydantic import BaseModel

from casework.appeals.schemas import AppealOut, ComplaintOut, ExtraordinaryOut
from casework.applications.schemas import ApplicationOut
from casework.archives.passing_schemas import PassingOut
from casework.archives.schemas import DestructionOut
from casework.authority.schemas import (
    AuthorisationShown,
    DeputyshipShown,
    ExclusionShown,
    RestrictionShown,
    StaffShown,
)
from casework.awards.schemas import AwardOut
from casework.decisions.schemas import DecisionOut
from casework.deliveries.schemas import DeliveryOut
from casework.evidence.shown import FactHistoryOut
from casework.lookups.schemas import RegisterLookupOut
from casework.overpayments.shown import OverpaymentOut
from casework.payments.schemas import ListOut, PaymentOut
from casework.recalculations.schemas import RecalculationOut
from casework.records.schemas import CaseFileOut
from casework.requests.schemas import CertificateRequestOut, UrgingOut
from casework.routers import case_routers
from casework.tasks.schemas import CalendarOut, TaskShown
from kit.app import create_app
from kit.secrets import KeyRing
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.alimony_fund.debtors.action_schemas import ActionOut
from services.alimony_fund.debtors.proceeding_schemas import ProceedingShown
from services.alimony_fund.debtors.relief_course_schemas import ReliefShown
from services.alimony_fund.debtors.relief_schemas import ReliefOut
from services.alimony_fund.debtors.request_schemas import RequestOut
from services.family_benefits.appearances.schemas import AppearanceOut
from services.family_benefits.card_register.schemas import CardOut
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.family_benefits.coordination_matters.schemas import CoordinationShown
from services.social_assistance.acts.schemas import SocialActOut
from services.social_assistance.blue_card.schemas import BlueCardShown
from services.social_assistance.care_homes.schemas import CareHomeStayShown
from services.social_assistance.care_services.schemas import CareMonthOut, CarePlanShown
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from services.social_assistance.contracts.schemas import SocialContractShown
from services.social_assistance.equipment_hire.schemas import EquipmentHireOut
from services.social_assistance.family_assistants.schemas import AssistedFamilyShown
from services.social_assistance.fees.reminder_schemas import FeeReminderShown
from services.social_assistance.interviews.schemas import InterviewOrderOut
from services.social_assistance.meals.schemas import MealListShown
from services.social_assistance.refunds.schemas import RefundClaimShown
from services.social_assistance.stays.schemas import SupportStayShown
from services.social_assistance.third_parties.schemas import InvoiceShown
from tests.architecture.process_list import processes
from tests.casework.a_catalogue import a_catalogue

READ_AS: dict[str, type[BaseModel]] = {
    "action_request": RequestOut,
    "appeal": AppealOut,
    "appearance_call": AppearanceOut,
    "application": ApplicationOut,
    "archive_passing": PassingOut,
    "authorisation": AuthorisationShown,
    "assisted_family": AssistedFamilyShown,
    "award": AwardOut,
    "blue_card": BlueCardShown,
    "calendar": CalendarOut,
    "care_home_stay": CareHomeStayShown,
    "care_month": CareMonthOut,
    "care_plan": CarePlanShown,
    "case_file": CaseFileOut,
    "certificate_request": CertificateRequestOut,
    "coordination_matter": CoordinationShown,
    "court_complaint": ComplaintOut,
    "debtor_action": ActionOut,
    "debtor_proceeding": ProceedingShown,
    "debtor_relief": ReliefOut,
    "debtor_relief_course": ReliefShown,
    "decision": DecisionOut,
    "decision_of_sko": DecisionOut,
    "delivery": DeliveryOut,
    "deputyship": DeputyshipShown,
    "destruction": DestructionOut,
    "equipment_hire": EquipmentHireOut,
    "established_fact": FactHistoryOut,
    "exclusion": ExclusionShown,
    "fee_reminder": FeeReminderShown,
    "interview_order": InterviewOrderOut,
    "invoice": InvoiceShown,
    "large_family_card": CardOut,
    "meal_list": MealListShown,
    "nullity": ExtraordinaryOut,
    "overpayment": OverpaymentOut,
    "payment": PaymentOut,
    "payment_list_full": ListOut,
    "payment_list_simple": ListOut,
    "recalculation": RecalculationOut,
    "refund_claim": RefundClaimShown,
    "register_lookup": RegisterLookupOut,
    "reopening": ExtraordinaryOut,
    "restriction": RestrictionShown,
    "social_act": SocialActOut,
    "social_contract": SocialContractShown,
    "staff_entry": StaffShown,
    "support_stay": SupportStayShown,
    "task": TaskShown,
    "urging": UrgingOut,
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all schemas that some GET answers, those inside of others too."""
    keys = KeyRing.generate(tmp_path_factory.mktemp("keys") / "keys.json")
    issuer = TokenIssuer().authenticator()
    return {
        name
        for catalogue in (a_catalogue(), FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
        for name in _answered(
            create_app("Świadczenia", catalogue.service, case_routers(catalogue, keys), authenticator=issuer).openapi()
        )
    }


def _answered(document: dict[str, Any]) -> set[str]:
    schemas = document["components"]["schemas"]
    waiting: list[Any] = [item["get"]["responses"]["200"] for item in document["paths"].values() if "get" in item]
    found: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def test_every_process_is_read_with_what_its_state_allows(shown: set[str]) -> None:
    assert set(READ_AS) == {process.code for process in processes()}
    for code, model in READ_AS.items():
        assert "allowed" in model.model_fields, code
        assert model.__name__ in shown, code
