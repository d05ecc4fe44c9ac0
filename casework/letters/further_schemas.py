"""What comes in about letters that are no decision: which matter of the registers they are about, and what no register says."""

from datetime import date
from typing import Annotated, ClassVar, Literal, get_args
from uuid import UUID

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from kit.schemas import Schema

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=4000, strip_whitespace=True)]
Sentences = Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=50)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2025-11-05"])]
Reference = Literal["application", "decision", "case", "appeal", "overpayment"]

_APPLICATION = Annotated[UUID | None, Field(description="the application that the letter is about")]
_DECISION = Annotated[UUID | None, Field(description="the decision, or its draft, that the letter is about")]
_CASE = Annotated[UUID | None, Field(description="the case (GET /v1/cases) that the letter is about")]


class FurtherLetterIn(Schema):
    """Any letter but a decision's. The office, the sign, the addressee with her address, and the signature stand in the registers."""

    REFERENCES: ClassVar[tuple[Reference, ...]] = ()

    day: Annotated[Day | None, Field(description="the day of the letter; today unless stated")] = None
    draft: bool = False

    def reference(self) -> tuple[Reference, UUID]:
        """What the letter is about."""
        name = next(name for name in self.REFERENCES if getattr(self, name) is not None)
        return name, getattr(self, name)

    @model_validator(mode="after")
    def _about_one(self) -> "FurtherLetterIn":
        if sum(getattr(self, name) is not None for name in self.REFERENCES) != 1:
            raise PydanticCustomError("letter_about_one", "Pismo dotyczy jednego podania, jednej decyzji albo sprawy.")
        return self


class OrderIn(FurtherLetterIn):
    """An order against which no complaint lies (art. 123–125, 142 k.p.a.), of evidence, of a hearing; any other is an act.

    What may be complained of is prepared as an act (POST /v1/decisions with `act`): it is signed, delivered and becomes final.
    """

    REFERENCES = ("application", "decision", "case")

    kind: Literal["order"]
    application: _APPLICATION = None
    decision: _DECISION = None
    case: _CASE = None
    matter: Sentence
    basis: Sentences
    operative: Sentences
    reasons: Sentences
    remedy: Annotated[Literal["none"], Field(description="no complaint lies against it (art. 141 § 1, art. 142)")] = (
        "none"
    )


class CompletionCallIn(FurtherLetterIn):
    """A call to complete an application, as it was noted with the application."""

    REFERENCES = ("application",)

    kind: Literal["completion_call"]
    application: UUID
    call: Annotated[int | None, Field(ge=1, le=10_000, description="number of the call; the latest unless stated")] = (
        None
    )


class StartNoticeIn(FurtherLetterIn):
    """Notice that proceedings have started (art. 61 § 4 k.p.a.): on the application, or ex officio in the case."""

    REFERENCES = ("application", "case")

    kind: Literal["start_notice"]
    application: _APPLICATION = None
    case: _CASE = None
    matter: Annotated[Sentence | None, Field(description="what about; the application's benefits unless stated")] = None


class DelayNoticeIn(FurtherLetterIn):
    """Notice of delay with its reason and the new day (art. 36 k.p.a.)."""

    REFERENCES = ("application", "case")

    kind: Literal["delay_notice"]
    application: _APPLICATION = None
    case: _CASE = None
    reason: Sentence
    new_day: Day


class ForwardingIn(FurtherLetterIn):
    """An application passed on to the organ that it belongs to (art. 65 k.p.a.), as it was noted."""

    REFERENCES = ("application",)

    kind: Literal["forwarding"]
    application: UUID
    reason: Sentence
    competent_address: Lines | None = None


class LeftUnexaminedIn(FurtherLetterIn):
    """An application left without examination, by letter and not by decision, as it was noted."""

    REFERENCES = ("application",)

    kind: Literal["left_unexamined"]
    application: UUID


class CertificateIn(FurtherLetterIn):
    """A certificate (art. 217 k.p.a.)."""

    REFERENCES = ("case",)

    kind: Literal["certificate"]
    case: UUID
    requested_on: Day
    facts: Sentences
    purpose: Sentence | None = None


class DutiesNoteIn(FurtherLetterIn):
    """What whoever receives a benefit has to tell the office."""

    REFERENCES = ("application", "decision", "case")

    kind: Literal["duties_note"]
    application: _APPLICATION = None
    decision: _DECISION = None
    case: _CASE = None
    basis: Line
    duties: Sentences
    consequences: Sentences


class HearingNoticeIn(FurtherLetterIn):
    """Notice before the decision: the party may see the file and say what she thinks (art. 10 § 1), and what she has not shown (art. 79a).

    Of a draft that refuses, its own grounds are what has not been shown, unless `unmet` says it.
    """

    REFERENCES = ("application", "decision")

    kind: Literal["hearing_notice"]
    application: _APPLICATION = None
    decision: _DECISION = None
    unmet: Annotated[tuple[Sentence, ...], Field(max_length=50)] = ()
    term_days: Annotated[int, Field(ge=1, le=60)] = 7


class AppealTransferIn(FurtherLetterIn):
    """An appeal passed on to the appeal body with the file (art. 133 k.p.a.), as it was noted."""

    REFERENCES = ("appeal",)

    kind: Literal["appeal_transfer"]
    appeal: UUID
    stance: Annotated[Sentence | None, Field(description="what the organ thinks of it")] = None


class ReminderIn(FurtherLetterIn):
    """A reminder before enforcement (upomnienie), as it was noted with the undue payment."""

    REFERENCES = ("overpayment",)

    kind: Literal["reminder"]
    overpayment: UUID


class ToBodyIn(FurtherLetterIn):
    """A letter to another body in the case: a bailiff is asked for a certificate or sent a decision, an employer or an office for data."""

    REFERENCES = ("application", "decision", "case")

    kind: Literal["to_body"]
    application: _APPLICATION = None
    decision: _DECISION = None
    case: _CASE = None
    to: Annotated[Line, Field(examples=["Komornik Sądowy przy Sądzie Rejonowym w Wieruszowie"])]
    address: Annotated[Lines, Field(examples=[["ul. Waryńskiego 15", "98-400 Wieruszów"]])]
    basis: Annotated[Sentence | None, Field(examples=["art. 50 § 1 k.p.a."])] = None
    said: Annotated[
        Sentences, Field(examples=[["Proszę o zaświadczenie o stanie egzekucji świadczeń alimentacyjnych."]])
    ]
    enclosed: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


_FURTHER = (
    OrderIn, CompletionCallIn, StartNoticeIn, DelayNoticeIn, ForwardingIn, LeftUnexaminedIn, CertificateIn, DutiesNoteIn, ToBodyIn,
    HearingNoticeIn, AppealTransferIn, ReminderIn,
)  # fmt: skip
_KINDS = frozenset(str(get_args(one.model_fields["kind"].annotation)[0]) for one in _FURTHER)


def _kind(value: object) -> str | None:
    # A discriminator by name would have no validator on its field, and every text of a schema is looked at first.
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) and kind in _KINDS else None


LetterIn = Annotated[
    Annotated[OrderIn, Tag("order")]
    | Annotated[CompletionCallIn, Tag("completion_call")]
    | Annotated[StartNoticeIn, Tag("start_notice")]
    | Annotated[DelayNoticeIn, Tag("delay_notice")]
    | Annotated[ForwardingIn, Tag("forwarding")]
    | Annotated[LeftUnexaminedIn, Tag("left_unexamined")]
    | Annotated[CertificateIn, Tag("certificate")]
    | Annotated[DutiesNoteIn, Tag("duties_note")]
    | Annotated[HearingNoticeIn, Tag("hearing_notice")]
    | Annotated[AppealTransferIn, Tag("appeal_transfer")]
    | Annotated[ToBodyIn, Tag("to_body")]
    | Annotated[ReminderIn, Tag("reminder")],
    Discriminator(_kind),
]
