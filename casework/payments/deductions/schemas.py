"""What comes in and goes out about bailiffs' claims."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.payments.acts.schemas import Reason
from casework.payments.schemas import Day, PaymentState, Way
from casework.payments.ways.schemas import AccountText
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

ClaimKind = Literal["alimony", "other"]


class BailiffClaimIn(Schema):
    """A seizure that a bailiff or another enforcement organ sent; without an amount it runs until it is ended."""

    person: UUID
    kind: ClaimKind
    organ: Annotated[
        Annotated[str, StringConstraints(min_length=3, max_length=200, strip_whitespace=True)] | None,
        Field(examples=["Komornik Sądowy przy Sądzie Rejonowym w Wieruszowie"]),
    ] = None
    institution: Annotated[
        UUID | None,
        Field(
            description="the organ, of GET /v1/institutions: its name and, where none is stated, its account of that day follow"
        ),
    ] = None
    organ_sign: Annotated[
        str, StringConstraints(min_length=2, max_length=60, strip_whitespace=True), Field(examples=["Km 123/19"])
    ]
    amount: Annotated[ZlotyInput | None, Field(description="what is left to be deducted")] = None
    account: Annotated[AccountText | None, Field(description="needed unless the institution has one")] = None
    received_on: Day
    since: Day

    @model_validator(mode="after")
    def _organ(self) -> "BailiffClaimIn":
        if (self.organ is None) == (self.institution is None):
            raise PydanticCustomError("organ_one", "Organ wpisuje się albo wskazuje w rejestrze instytucji.")
        if self.institution is None and self.account is None:
            raise PydanticCustomError("account_of_organ", "Należy podać rachunek organu.")
        return self


class ClaimEndIn(Schema):
    """The organ ended or withdrew it, or it is satisfied."""

    on: Day
    reason: Reason


class BailiffClaimOut(Out):
    """A seizure with what was deducted so far by settled payments."""

    id: UUID
    person: UUID
    kind: ClaimKind
    organ: str
    institution: UUID | None
    organ_sign: str
    amount: ZlotyText | None
    deducted: ZlotyText
    account: str
    received_on: date
    since: date
    ended_on: date | None
    end_reason: str | None
    version: int


class ListDeductionOut(Out):
    """What of one payment of a list does not go to its recipient, and where it goes.

    kind overpayment: the office sets it off against its own claim, whose id is `claim`; the money stays here. kind bailiff: it goes to
    `account` with `organ_sign` in the title. of_claim: what the claim gets from the whole list, without what was voided.
    """

    payment: UUID
    person: UUID
    first_name: str
    last_name: str
    benefit: str
    month: str
    way: Way | None
    state: PaymentState
    kind: Literal["overpayment", "bailiff"]
    claim: UUID
    organ: Annotated[str | None, Field(examples=["Komornik Sądowy przy Sądzie Rejonowym w Wieruszowie"])]
    organ_sign: Annotated[str | None, Field(examples=["Km 123/19"])]
    account: Annotated[str | None, Field(examples=["PL61109010140000071219812874"])]
    amount: ZlotyText
    of_claim: ZlotyText
