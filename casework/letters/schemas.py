"""What comes in and goes out about letters and their templates."""

from abc import abstractmethod
from datetime import date
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from casework.letters import contents
from casework.letters.contents import Authorisation, Capacity, Content, Kind, Office, Organ, Party, Sheet, Signature
from casework.letters.filling import LONGEST_TEMPLATE
from casework.signs.sign import BadSign, parse
from kit.schemas import Out, Schema

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=4000, strip_whitespace=True)]
Sentences = Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=50)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2025-11-05"])]


def _is_sign(text: str) -> str:
    try:
        parse(text)
    except BadSign:
        raise PydanticCustomError("sign_invalid", "To nie jest znak sprawy.") from None
    return text


Znak = Annotated[str, StringConstraints(max_length=80), AfterValidator(_is_sign), Field(examples=["OPS.5111.12.2025"])]
"""The sign of the case; the clerk's initials may follow it."""


class OfficeIn(Schema):
    """The organ and its centre, as the letter names them."""

    organ: Annotated[Line, Field(examples=["Wójt Gminy Łubnice"])]
    organ_kind: Organ = "wojt"
    centre: Annotated[Line, Field(examples=["Gminny Ośrodek Pomocy Społecznej w Łubnicach"])]
    address: Lines
    place: Annotated[Line, Field(examples=["Łubnice"])]
    appeal_body: Annotated[Line, Field(examples=["Samorządowe Kolegium Odwoławcze w Sieradzu"])]
    court: Annotated[Line, Field(examples=["Wojewódzki Sąd Administracyjny w Łodzi"])]
    data_protection: Sentence | None = None

    def content(self) -> Office:
        return Office(**dict(self))


class AuthorisationIn(Schema):
    """The organ's authorisation to sign for it."""

    number: Line
    day: Day
    basis: Annotated[Line, Field(examples=["art. 268a k.p.a."])]


class SignatureIn(Schema):
    """Who signs; on the organ's behalf only with an authorisation."""

    name: Line
    post: Line
    capacity: Annotated[
        Capacity,
        Field(description="organ: the organ itself; on_behalf: z up. Wójta; own: the head of the centre in own name"),
    ]
    authorisation: AuthorisationIn | None = None

    @model_validator(mode="after")
    def _has_its_authorisation(self) -> "SignatureIn":
        if (self.capacity == "on_behalf") != (self.authorisation is not None):
            raise PydanticCustomError(
                "authorisation", "Podpis z upoważnienia wymaga upoważnienia, inny podpis go nie zawiera."
            )
        return self

    def content(self) -> Signature:
        given = self.authorisation
        return Signature(self.name, self.post, self.capacity, Authorisation(**dict(given)) if given else None)


class _SheetIn(Schema):
    office: OfficeIn
    znak: Znak
    address: Annotated[Lines, Field(description="the addressee's; her name stands in the register")]
    recipients: Annotated[tuple[Line, ...], Field(max_length=50, description="rozdzielnik")] = ()


class DecisionLetterIn(_SheetIn):
    """What the letter of a decision says besides the decision itself."""

    signature: Annotated[
        SignatureIn | None, Field(description="null: whoever approved it, by the registers of authorisations and staff")
    ] = None
    applied_on: Annotated[Day | None, Field(description="day of the application; null: started ex officio")] = None
    payment: Annotated[Sentence | None, Field(examples=["przelewem na rachunek wskazany we wniosku"])] = None
    enforceable: Annotated[Sentence | None, Field(description="immediate enforceability and its ground")] = None


class FurtherLetterIn(_SheetIn):
    """Any letter but a decision's."""

    signature: SignatureIn
    person: Annotated[UUID, Field(description="the addressee")]
    day: Day
    decision: Annotated[UUID | None, Field(description="the decision that the letter belongs to")] = None
    draft: bool = False

    @abstractmethod
    def content(self, name: str) -> Content:
        """What the letter says to the addressee of this name."""

    def sheet(self, name: str) -> Sheet:
        return Sheet(
            self.office.content(),
            self.znak,
            self.day,
            Party(name, self.address),
            self.signature.content(),
            self.recipients or (name, "a/a"),
        )


class OrderIn(FurtherLetterIn):
    """A postanowienie (art. 123–125 k.p.a.)."""

    kind: Literal["order"]
    matter: Sentence
    basis: Sentences
    operative: Sentences
    reasons: Sentences
    instruction: Sentences

    def content(self, name: str) -> Content:
        return contents.OrderLetter(
            self.sheet(name), self.matter, self.basis, self.operative, self.reasons, self.instruction
        )


class CompletionCallIn(FurtherLetterIn):
    """A call to complete an application."""

    kind: Literal["completion_call"]
    matter: Sentence
    applied_on: Day
    basis: Line
    missing: Sentences
    term_days: Annotated[int, Field(ge=1, le=90)]

    def content(self, name: str) -> Content:
        return contents.CompletionCall(
            self.sheet(name), self.matter, self.applied_on, self.basis, self.missing, self.term_days
        )


class StartNoticeIn(FurtherLetterIn):
    """Notice that proceedings have started (art. 61 § 4 k.p.a.)."""

    kind: Literal["start_notice"]
    matter: Sentence
    started_on: Day
    ex_officio: bool

    def content(self, name: str) -> Content:
        return contents.StartNotice(self.sheet(name), self.matter, self.started_on, self.ex_officio)


class DelayNoticeIn(FurtherLetterIn):
    """Notice of delay with its reason and the new day (art. 36 k.p.a.)."""

    kind: Literal["delay_notice"]
    matter: Sentence
    applied_on: Day
    reason: Sentence
    new_day: Day

    @model_validator(mode="after")
    def _later(self) -> "DelayNoticeIn":
        if self.new_day <= self.day:
            raise PydanticCustomError("new_day", "Nowy termin przypada po dniu zawiadomienia.")
        return self

    def content(self, name: str) -> Content:
        return contents.DelayNotice(self.sheet(name), self.matter, self.applied_on, self.reason, self.new_day)


class CompetentIn(Schema):
    """The organ that an application belongs to."""

    name: Line
    address: Lines


class ForwardingIn(FurtherLetterIn):
    """An application passed on to the organ that it belongs to (art. 65 k.p.a.)."""

    kind: Literal["forwarding"]
    matter: Sentence
    applied_on: Day
    competent: CompetentIn
    reason: Sentence

    def content(self, name: str) -> Content:
        competent = Party(self.competent.name, self.competent.address)
        return contents.Forwarding(self.sheet(name), self.matter, self.applied_on, competent, self.reason)


class LeftUnexaminedIn(FurtherLetterIn):
    """An application left without examination, by letter and not by decision."""

    kind: Literal["left_unexamined"]
    matter: Sentence
    applied_on: Day
    called_on: Day | None = None
    basis: Line
    reason: Sentence

    def content(self, name: str) -> Content:
        return contents.LeftUnexamined(
            self.sheet(name), self.matter, self.applied_on, self.called_on, self.basis, self.reason
        )


class CertificateIn(FurtherLetterIn):
    """A certificate (art. 217 k.p.a.)."""

    kind: Literal["certificate"]
    requested_on: Day
    facts: Sentences
    purpose: Sentence | None = None

    def content(self, name: str) -> Content:
        return contents.Certificate(self.sheet(name), self.requested_on, self.facts, self.purpose)


class DutiesNoteIn(FurtherLetterIn):
    """What whoever receives a benefit has to tell the office."""

    kind: Literal["duties_note"]
    matter: Sentence
    basis: Line
    duties: Sentences
    consequences: Sentences

    def content(self, name: str) -> Content:
        return contents.DutiesNote(self.sheet(name), self.matter, self.basis, self.duties, self.consequences)


_FURTHER = (
    OrderIn, CompletionCallIn, StartNoticeIn, DelayNoticeIn, ForwardingIn, LeftUnexaminedIn, CertificateIn, DutiesNoteIn,
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
    | Annotated[DutiesNoteIn, Tag("duties_note")],
    Discriminator(_kind),
]


class LetterOut(Out):
    """A letter in a list; its bytes stand under its own address."""

    id: UUID
    kind: Kind
    znak: str
    person: UUID
    decision: UUID | None
    draft: bool
    template_version: Annotated[int, Field(description="0: the template of the program")]
    pdf_sha256: Annotated[str, Field(description="digest of the PDF, hexadecimal")]
    docx_sha256: Annotated[str, Field(description="digest of the DOCX, hexadecimal")]
    dated: date
    made_by: str
    made_on: date


TemplateText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEMPLATE)]


class TemplateIn(Schema):
    """A template: text with named places in double braces, conditions and lists."""

    text: Annotated[TemplateText, Field(examples=["# DECYZJA {{ znak }}\n\n{% for zdanie in pouczenie %}…"])]


class TemplateShort(Out):
    """A kind of letter and the version of its template."""

    kind: Kind
    name: str
    version: Annotated[int, Field(description="0: the template of the program")]
    made_by: str | None
    made_on: date | None


class TemplateOut(TemplateShort):
    """A template with the places that it may and must name."""

    text: str
    places: Annotated[list[str], Field(description="every place; members of lists as list[].member")]
    required: list[str]
