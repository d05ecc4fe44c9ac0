"""What comes in and goes out about applications; persons are ids of the register, benefits are codes of the catalogue."""

from datetime import date
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.applications.attachments_schemas import AttachmentOut
from casework.applications.calls_schemas import CallOut
from casework.applications.channels import Form, Portal
from casework.applications.decided_already import Besides
from casework.applications.members import ArrivedIn, Benefits, Code, Day, LetterId, Line, Proof, Some, StepIn
from casework.decisions.schemas import OFFICE_UNIT
from casework.facts.cases import ApplicationOutcome, Channel, Reason
from casework.terms.keeping import Way
from kit.schemas import Out, Schema


class PassedOnIn(Schema):
    """The office that the application reached first: the party acted on the day of that office (k.p.a. art. 65 § 2)."""

    office: Annotated[Line, Field(examples=["Urząd Gminy Sokolniki"])]
    received_on: Day


class ApplicationIn(ArrivedIn):
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


class LeavingIn(StepIn):
    """Leaving without examination, by letter and never by decision."""

    ground: Literal["call_missed", "no_address"]
    benefits: Annotated[
        Benefits | None,
        Field(description="of a missed call: those that it was about unless stated; else all that are open"),
    ] = None


class ForwardingIn(StepIn):
    """Passing on to the organ that the matter belongs to (art. 65): the term stays kept."""

    benefits: Some = None
    to: Annotated[
        Line,
        Field(description="the organ; why it is competent stands in the letter", examples=["Wójt Gminy Sokolniki"]),
    ]
    article: Annotated[
        Line | None,
        Field(
            description="the sector act's own, e.g. of coordination, beside art. 65",
            examples=["art. 23a ust. 1 u.ś.r."],
        ),
    ] = None


class WithdrawalIn(StepIn):
    """The party takes the application back, as a whole or for some of the benefits."""

    benefits: Some = None


class RestIn(StepIn):
    """The notice that other matters of the letter are to be brought separately (art. 66 § 1); `on`: its delivery."""

    matters: Annotated[list[Line], Field(min_length=1, max_length=20, description="which, without personal data")]


class CorrectionIn(Schema):
    """What the register of applications should say; a member that is left out stays as it was."""

    ground: Annotated[
        Literal["entry_error", "learned_later"],
        Field(description="entry_error: the letter says otherwise; learned_later: it became known, e.g. an attorney"),
    ] = "entry_error"
    received_on: Day | None = None
    posted_on: Day | None = None
    way: Way | None = None
    applicant: Annotated[UUID | None, Field(description="only before the case has its sign")] = None
    representation: Literal["none", "attorney", "statutory"] | None = None
    representative: UUID | None = None
    represented_since: Annotated[
        Day | None,
        Field(description="the power of attorney reached the office (art. 40 § 2); with the application unless stated"),
    ] = None
    household: UUID | None = None
    single: bool | None = None
    reasons: Annotated[list[Reason] | None, Field(max_length=len(get_args(Reason)))] = None
    benefits_added: Annotated[Benefits | None, Field(description="that the letter asks for and the entry missed")] = (
        None
    )

    @model_validator(mode="after")
    def _says(self) -> "CorrectionIn":
        if self.model_fields_set <= {"ground"}:
            raise PydanticCustomError("nothing_changed", "Nie podano, co ma być sprostowane.")
        kept = {"received_on", "way", "applicant", "representation", "reasons", "benefits_added"}
        if any(getattr(self, name) is None for name in kept & self.model_fields_set):
            raise PydanticCustomError("not_removed", "Tego członu nie można usunąć, można go tylko zmienić.")
        return self


class CancellationIn(Schema):
    """The entry should never have been made; `letter`: what the party was told about it."""

    ground: Literal["entered_twice", "wrong_person", "not_an_application"]
    letter: LetterId = None


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
    besides: Annotated[
        Besides | None,
        Field(
            description="the application has another decision on the benefit, and this one is due besides: about another need, or about "
            "further months. It settles nothing of the application; also one that is linked already may be told so"
        ),
    ] = None


class MatterOut(Out):
    """A benefit that is asked for."""

    benefit: str
    case: UUID | None
    sign: str | None
    outcome: ApplicationOutcome | Literal["cancelled"] | None
    closed_on: date | None


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
    represented_since: date | None
    household: UUID | None
    single: bool | None
    reasons: list[Reason]
    unit: str
    kpa_version: str
    settle_by: Annotated[
        date | None, Field(description="end of the office's own term (art. 35); null while it stands still")
    ]
    reopened_on: Annotated[
        date | None, Field(description="what was decided is decided again; the office's term runs from this day")
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
    received: Annotated[int, Field(description="what came, and what was opened again after it had been decided")]
    reopened: Annotated[
        int,
        Field(
            description="of them: sent back, reviewed by the office itself, reopened, annulled, left unexamined and gone on"
        ),
    ]
    closed: int
    pending: int
