"""What comes in and goes out about applications; persons are ids of the register, benefits are codes of the catalogue."""

from datetime import date
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.applications.channels import Form, Portal
from casework.decisions.schemas import OFFICE_UNIT
from casework.facts.cases import ApplicationOutcome, Channel, Reason
from casework.terms.calls import Defect
from casework.terms.keeping import Way
from kit.schemas import Out, Schema

MOST_BENEFITS = 40
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2026-01-12"])]
Line = Annotated[str, StringConstraints(min_length=2, max_length=300, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=2000, strip_whitespace=True)]
Proof = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    Field(description="UPO, or the message id of the electronic delivery"),
]


def _each_once(codes: list[str]) -> list[str]:
    if len(set(codes)) < len(codes):
        raise PydanticCustomError("benefit_repeated", "Świadczenie podano dwa razy.")
    return codes


Benefits = Annotated[list[Code], Field(min_length=1, max_length=MOST_BENEFITS), AfterValidator(_each_once)]
Some = Annotated[Benefits | None, Field(description="which of the benefits; all that are open unless stated")]
LetterId = Annotated[UUID | None, Field(description="the letter about it, made with POST /v1/letters")]


class PassedOnIn(Schema):
    """The office that the application reached first: the party acted on the day of that office (k.p.a. art. 65 § 2)."""

    office: Annotated[Line, Field(examples=["Urząd Gminy Sokolniki"])]
    received_on: Day


class _ArrivedIn(Schema):
    received_on: Annotated[
        Day, Field(description="the day it reached the organ, which starts the case (art. 61 § 3, 3a)")
    ]
    posted_on: Annotated[Day | None, Field(description="the day of the postmark or of sending, where it is known")] = (
        None
    )


class ApplicationIn(_ArrivedIn):
    """An application as it came: who asks for which benefits, in what form and by which way."""

    form: Annotated[Form, Field(description="ordinary e-mail is registered and left without examination (art. 63 § 1)")]
    way: Annotated[Way | None, Field(description="how paper travelled; in_person unless stated")] = None
    portal: Annotated[Portal | None, Field(description="of an electronic form: where it was filled in")] = None
    proof: Proof | None = None
    applicant: Annotated[
        UUID | None,
        Field(description="none only where the letter does not say whose it is: it is then left unexamined"),
    ] = None
    representation: Annotated[
        Literal["none", "attorney", "statutory"],
        Field(description="pełnomocnik (art. 33) or a statutory representative"),
    ] = "none"
    representative: UUID | None = None
    household: UUID | None = None
    single: Annotated[
        bool | None, Field(description="whether the applicant keeps house alone; only without household")
    ] = None
    benefits: Annotated[Benefits, Field(examples=[["swiadczenie"]])]
    unit: Code = OFFICE_UNIT
    reasons: Annotated[list[Reason], Field(max_length=len(get_args(Reason)))] = Field(default_factory=list)
    no_address: Annotated[
        bool, Field(description="no address, and none can be found: left unexamined (art. 64 § 1)")
    ] = False
    passed_on: PassedOnIn | None = None
    follows: Annotated[
        UUID | None, Field(description="the application whose notice under art. 66 § 1 this one answers")
    ] = None
    case: Annotated[
        UUID | None, Field(description="a case that is open already; a new one is opened unless stated")
    ] = None
    subset: Annotated[
        int | None, Field(ge=1, le=999_999, description="of the sign, where a part is numbered apart")
    ] = None

    @model_validator(mode="after")
    def _is_somebodys(self) -> "ApplicationIn":
        if (self.representation == "none") != (self.representative is None):
            raise PydanticCustomError(
                "representative", "Przedstawiciel i rodzaj przedstawicielstwa muszą wystąpić razem."
            )
        if self.representative is not None and self.representative == self.applicant:
            raise PydanticCustomError("represents_herself", "Nikt nie jest własnym przedstawicielem.")
        if self.applicant is None and not (self.no_address or self.form == "ordinary_email"):
            raise PydanticCustomError("applicant_missing", "Podanie musi wskazywać osobę, od której pochodzi.")
        if self.household is not None and self.single is not None:
            raise PydanticCustomError(
                "single_said_twice", "O tym, czy osoba jest samotna, rozstrzyga wskazana rodzina."
            )
        if self.portal is not None and self.form != "electronic_form":
            raise PydanticCustomError("portal", "Portal dotyczy tylko wniosku elektronicznego.")
        if len(set(self.reasons)) < len(self.reasons):
            raise PydanticCustomError("reason_repeated", "Powód udzielenia pomocy podano dwa razy.")
        return self


class DefectIn(Schema):
    """A defect, and what is to be done about it, as the call will say."""

    defect: Defect
    what: Annotated[Sentence, Field(examples=["Podpisać wniosek."])]


class StepIn(Schema):
    """The day of a step, today unless stated, and the letter about it."""

    on: Day | None = None
    letter: LetterId = None


class CallIn(StepIn):
    """A call to remove defects (art. 64 § 2, or the sector act's own terms)."""

    defects: Annotated[list[DefectIn], Field(min_length=1, max_length=50)]
    days: Annotated[int | None, Field(ge=1, le=365, description="the shortest that the law allows unless stated")] = (
        None
    )


class DeliveredIn(Schema):
    """The day on which the call was delivered; its term starts with it."""

    on: Day


class SuppliedIn(_ArrivedIn):
    """What the party sent to remove the defects."""

    way: Way = "in_person"
    all_removed: Annotated[bool, Field(description="whether nothing of what was called for is missing")] = True


class LeavingIn(StepIn):
    """Leaving without examination, by letter and never by decision."""

    ground: Literal["call_missed", "no_address"]


class ForwardingIn(StepIn):
    """Passing on to the organ that the matter belongs to (art. 65): the term stays kept."""

    benefits: Some = None
    to: Annotated[Line, Field(description="the organ", examples=["Wójt Gminy Sokolniki"])]
    reason: Annotated[Sentence, Field(examples=["Wnioskodawczyni mieszka w gminie Sokolniki."])]


class ReturningIn(StepIn):
    """Giving back what cannot be passed on, by an order that may be complained of (art. 66 § 3)."""

    benefits: Some = None
    ground: Literal["organ_unknown", "common_court"]


class RefusingStartIn(StepIn):
    """Refusal to open proceedings, by an order that may be complained of (art. 61a)."""

    benefits: Some = None
    ground: Literal["not_a_party", "other_obvious"]


class WithdrawalIn(StepIn):
    """The party takes the application back, as a whole or for some of the benefits."""

    benefits: Some = None


class RestIn(StepIn):
    """The notice that other matters of the letter are to be brought separately (art. 66 § 1); `on`: its delivery."""

    matters: Annotated[list[Line], Field(min_length=1, max_length=20, description="which, without personal data")]


class CaseOfIn(Schema):
    """The sign of matters that have none: of the class of their benefit, of a named class, or of a case that is open."""

    benefits: Some = None
    symbol: Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")] | None = None
    subset: Annotated[int | None, Field(ge=1, le=999_999)] = None
    case: UUID | None = None


class DecisionOfIn(Schema):
    """The decision that answers the application."""

    decision: UUID
    benefits: Annotated[
        Some, Field(description="which benefits it settles; unless stated its own and those that it grants")
    ] = None


class MatterOut(Out):
    """A benefit that is asked for."""

    benefit: str
    case: UUID | None
    sign: str | None
    outcome: ApplicationOutcome | None
    closed_on: date | None


class DefectOut(Out):
    """A defect that was called on."""

    defect: Defect
    what: str


class CallOut(Out):
    """A call: its term runs from delivery; last_day is the last on which an answer is in time."""

    number: int
    defects: list[DefectOut]
    days: int
    article: str
    letter: UUID | None
    made_on: date
    made_by: str
    delivered_on: date | None
    last_day: date | None
    answered_on: date | None
    counted_on: date | None
    result: Literal["in_time", "in_part", "late"] | None


class StepOut(Out):
    """Something that was done, by whom, on which day and ground."""

    number: int
    step: str
    state: str
    on: date
    by: str
    article: str | None
    benefits: list[str]
    detail: dict[str, str | list[str]]
    letter: UUID | None


class AttachmentOut(Out):
    """An attachment: what it is called, of what type, how long in bytes, and the SHA-256 of its bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    received_on: date
    added_by: str


class ApplicationShort(Out):
    """An application in a list. call_last_day: of a call that is not answered yet."""

    id: UUID
    number: Annotated[str, Field(description="in the register of incoming letters", examples=["RPW/12/2026"])]
    received_on: date
    counted_on: Annotated[date, Field(description="the day the party acted: of posting where the way keeps a term")]
    form: Form
    channel: Channel
    state: str
    applicant: UUID | None
    benefits: list[str]
    signs: list[str]
    call_last_day: date | None
    closed_on: date | None
    version: int


class ApplicationOut(ApplicationShort):
    """An application with everything that was done; `allowed` are the steps that its state allows now."""

    way: Way | None
    electronic_form: str | None
    proof: str | None
    posted_on: date | None
    passed_on_by: str | None
    first_received_on: date | None
    follows: UUID | None
    rest_until: date | None
    representation: Literal["none", "attorney", "statutory"]
    representative: UUID | None
    household: UUID | None
    single: bool | None
    reasons: list[Reason]
    unit: str
    kpa_version: str
    settle_by: Annotated[
        date | None, Field(description="end of the office's own term (art. 35); null while it stands still")
    ]
    allowed: list[str]
    matters: list[MatterOut]
    calls: list[CallOut]
    steps: list[StepOut]
    decisions: list[UUID]
    attachments: list[AttachmentOut]
    registered_by: str


class TurnoverOut(Out):
    """A benefit's applications in a stretch of days: opening + received - closed = pending."""

    benefit: str
    opening: int
    received: int
    closed: int
    pending: int
