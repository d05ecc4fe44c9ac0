"""What comes in and goes out about refunds."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

ClaimKind = Literal["help", "funeral"]
ClaimState = Literal["open", "withdrawn"]
ObligedAs = Literal["user", "heir", "spouse", "descendant", "ascendant"]


class RefundClaimIn(Schema):
    """What help for a person cost and is to come back (art. 96)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "unit": "gops",
                    "kind": "help",
                    "benefit": "uslugi_opiekuncze",
                    "expense": "600.00",
                }
            ]
        }
    )

    person: Annotated[UUID, Field(description="who had the help, or was buried")]
    unit: Code
    kind: ClaimKind
    benefit: Annotated[Code, Field(description="which help it was")]
    expense: ZlotyInput
    decision: Annotated[UUID | None, Field(description="that granted the help")] = None
    agreed_to_help: Annotated[bool, Field(description="the next of kin agreed to help (art. 103 ust. 1)")] = False
    allowance_due: Annotated[bool, Field(description="a funeral allowance is due (art. 96 ust. 3)")] = False

    @model_validator(mode="after")
    def _consistent(self) -> "RefundClaimIn":
        if self.allowance_due and self.kind != "funeral":
            raise PydanticCustomError("allowance_due", "Zasiłek pogrzebowy dotyczy tylko kosztów pogrzebu.")
        return self


class RefundObligedIn(Schema):
    """Who is obliged, and what is known of his means; what is said later of the same person takes its place."""

    person: UUID
    who: ObligedAs
    persons: Annotated[int, Field(ge=1, le=30, description="of his household, with him")] = 1
    income: Annotated[ZlotyInput, Field(description="of the household, a month (art. 8)")] = "0.00"
    estate: Annotated[ZlotyInput, Field(description="of an heir: what he has of the estate")] = "0.00"
    ended: Annotated[bool, Field(description="he is obliged no more: he died, or was entered in error")] = False


class RefundAskIn(Schema):
    """How much one of the obliged refunds, by which decision (art. 104 ust. 3); 0.00 takes back what was asked of him."""

    person: UUID
    amount: ZlotyInput
    decision: UUID | None = None
    due_on: Annotated[Day | None, Field(description="today unless stated")] = None


class RefundClaimOut(Out):
    """What help cost and is to come back."""

    id: UUID
    state: ClaimState
    person: UUID
    unit: str
    kind: ClaimKind
    benefit: str
    decision: UUID | None
    expense: ZlotyText
    asked: Annotated[ZlotyText, Field(description="of all obliged, less what was let go")]
    gave_back: ZlotyText
    agreed_to_help: bool
    allowance_due: bool
    noted_on: date
    noted_by: str
    allowed: list[str]
    version: int


class RefundObligedOut(Out):
    """Somebody obliged, as it holds; person null: hidden from the reader."""

    person: UUID | None
    who: ObligedAs
    persons: int
    income: ZlotyText
    estate: ZlotyText
    ended: bool
    noted_by: str
    asked: ZlotyText
    gave_back: ZlotyText
    may_be_asked: Annotated[ZlotyText, Field(description="today, at most; 0.00: somebody before him is obliged")]
    fee: Annotated[UUID | None, Field(description="in the ledger of fees; the first, of somebody entered twice")]


class RefundClaimShown(RefundClaimOut):
    """A claim with who is obliged."""

    obliged: list[RefundObligedOut]
