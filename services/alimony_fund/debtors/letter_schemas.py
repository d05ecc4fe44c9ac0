"""What comes in about letters on debtors: which one, and what no register says."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from casework.decisions.schemas import Day
from casework.letters.further_schemas import Line, Lines, Sentences
from kit.schemas import Schema
from services.alimony_fund.debtors.proceeding_schemas import Reason

DebtorLetterKind = Literal[
    "debtor_interview_call", "debtor_interview_form", "debtor_property_statement", "debtor_family_interview_asked", "debtor_job_order",
    "debtor_labour_office_told", "debtor_start_notice", "debtor_evading_decision", "debtor_prosecution_motion", "debtor_drivers_query",
    "debtor_licence_motion", "debtor_licence_return", "debtor_actions_told", "debtor_bailiff_told", "debtor_bailiff_asked",
    "debtor_court_told", "debtor_action_request", "debtor_debt_told", "debtor_big_notice", "debtor_payouts",
    "debtor_relief_decision", "debtor_enforcement_motion", "debtor_lawsuit", "debtor_labour_office_ended",
]  # fmt: skip
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3])\.[0-5][0-9]$")]


class AddresseeIn(Schema):
    """The office, bailiff or court that the letter goes to."""

    name: Line
    address: Lines


class DebtorLetterIn(Schema):
    """A letter about a debtor. The office, the debtor, the titles, the proceeding, the debt and the signature stand in the registers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "debtor_payouts",
                    "case": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "to": {"name": "Komornik Sądowy w Jędrzejowie", "address": ["ul. Sądowa 1", "28-300 Jędrzejów"]},
                }
            ]
        }
    )

    kind: DebtorLetterKind
    case: Annotated[UUID, Field(description="a case of the debtor (GET /v1/cases), whose sign the letter bears")]
    proceeding: Annotated[UUID | None, Field(description="which one it is about; asked of letters of a proceeding")] = (
        None
    )
    relief: Annotated[UUID | None, Field(description="debtor_relief_decision: which one, decided before")] = None
    day: Annotated[Day | None, Field(description="of the letter; today unless stated, of a decision its own")] = None
    draft: bool = False
    to: Annotated[AddresseeIn | None, Field(description="asked of letters that do not go to the debtor")] = None
    interview_on: Annotated[Day | None, Field(description="debtor_interview_call: for which day")] = None
    interview_at: Annotated[Hour | None, Field(description="at which hour", examples=["10.00"])] = None
    term_days: Annotated[
        int | None, Field(ge=1, le=366, description="debtor_job_order: to register, from delivery")
    ] = None
    reason: Annotated[Reason | None, Field(description="debtor_action_request: why the organ is asked to act")] = None
    arrears_since: Annotated[Day | None, Field(description="debtor_big_notice: from when the arrears go on")] = None
    said: Annotated[Sentences | None, Field(description="in the writer's own words")] = None
    enclosed: Annotated[Sentences | None, Field(description="what goes with it")] = None

    def about(self, debtor: UUID) -> tuple[str, UUID]:
        """What the letter is about: its proceeding, its relief, else the debtor."""
        if self.proceeding is not None:
            return "debtor_proceeding", self.proceeding
        return ("debtor", debtor) if self.relief is None else ("debtor_relief", self.relief)
