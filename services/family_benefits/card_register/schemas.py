"""What comes in and goes out about cards of large families."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from kit.money import ZlotyText
from kit.schemas import Out, Schema

Kind = Literal["rodzic", "malzonek_rodzica", "rodzic_zastepczy", "dziecko"]
Form = Literal["tradycyjna", "elektroniczna", "tradycyjna_i_elektroniczna"]
CardState = Literal["ordered", "issued", "replaced", "void", "cancelled"]
CardRequest = Literal["new", "duplicate", "second_form"]
EndReason = Literal["returned", "data_changed", "moved", "died", "right_lost", "granted_wrongly"]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{4,20}$"), Field(examples=["10180500012301"])]


class ChildIn(Schema):
    """What a child's card is valid by (art. 11 ust. 1): the day of birth comes from the register of persons."""

    school_until: Annotated[Day | None, Field(description="planned end of school, as stated")] = None
    university: bool = False
    degree: Annotated[Literal["umiarkowany", "znaczny"] | None, Field(description="of a certificate of disability")] = (
        None
    )
    certificate_until: Annotated[Day | None, Field(description="null: the certificate has no end")] = None


class CardIn(Schema):
    """A card is granted and ordered for a member of a large family; no decision is needed (art. 9 ust. 3)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "household": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "kind": "dziecko",
                    "form": "tradycyjna_i_elektroniczna",
                    "received_on": "2026-03-05",
                    "child": {"school_until": "2028-06-30"},
                }
            ]
        }
    )

    person: Annotated[UUID, Field(description="the holder")]
    household: Annotated[UUID, Field(description="the large family")]
    kind: Kind
    form: Form
    received_on: Annotated[Day, Field(description="the day of the application, on which the conditions are looked at")]
    application: UUID | None = None
    child: Annotated[ChildIn | None, Field(description="of a child only")] = None
    stay_until: Annotated[Day | None, Field(description="of a foreigner: until when she may stay (art. 11 ust. 2)")] = (
        None
    )

    @model_validator(mode="after")
    def _of_a_child(self) -> "CardIn":
        if self.child is not None and self.kind != "dziecko":
            raise PydanticCustomError("child", "Naukę i orzeczenie podaje się tylko dla karty dziecka.")
        return self


class IssuedIn(Schema):
    """The card was given out, or made available, under the number that the gmina gave it (art. 9 ust. 2)."""

    number: Number
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class FurtherIn(Schema):
    """A duplicate of a card that was lost, or its other form; the fee is that of the day (art. 13)."""

    received_on: Day
    exempt: Annotated[bool, Field(description="let off the fee (art. 13 ust. 3), which takes no decision")] = False


class EndedIn(Schema):
    """Why the card ends, and the decision where one says so (art. 16 ust. 3)."""

    reason: EndReason
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    decision: UUID | None = None

    @model_validator(mode="after")
    def _by_decision(self) -> "EndedIn":
        if (self.reason in {"right_lost", "granted_wrongly"}) != (self.decision is not None):
            raise PydanticCustomError("decision", "Utratę prawa i przyznanie z naruszeniem ustawy stwierdza decyzja.")
        return self


class DayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class CardOut(Out):
    """A card in the register."""

    id: UUID
    state: CardState
    valid: Annotated[bool, Field(description="issued, and not past its last day today")]
    person: UUID
    household: UUID
    application: UUID | None
    kind: Kind
    form: Form
    request: CardRequest
    replaces: UUID | None
    number: str | None
    ordered_on: date
    issued_on: date | None
    valid_until: Annotated[date | None, Field(description="null: without an end")]
    ended_on: date | None
    end_reason: EndReason | None
    decision: UUID | None
    fee: ZlotyText
    exempt: bool
    noted_by: str
    allowed: list[str]
    version: int


class KindCountOut(Out):
    """Cards of holders of one kind in one form."""

    kind: Kind
    form: Form
    cards: int


class CardStatisticsOut(Out):
    """A year of cards (art. 19): what was granted in it, and what is held on its last day, or today in the year that runs.

    families_granted, further_cards, duplicates are what the service of the task is paid for (art. 29 ust. 4-6): a family when its first
    card is granted, every later card or loss of the right, every duplicate or added traditional form.
    """

    year: int
    until: date
    families_granted: int
    cards_granted: list[KindCountOut]
    further_cards: int
    rights_lost: int
    duplicates: int
    second_forms: int
    fees: ZlotyText
    exempted: int
    families_holding: int
    children_holding: int
    cards_held: list[KindCountOut]
