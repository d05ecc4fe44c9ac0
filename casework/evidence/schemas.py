"""What comes in about evidence and facts. Money is złote as text, months "2025-03", days ISO; details are named by GET /fact-kinds."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from casework.evidence.incomes import Per
from casework.facts.cases import HouseholdKind
from kit.money import ZlotyInput
from kit.schemas import Schema

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31), examples=["2025-03-15"])]
MonthText = Annotated[
    str, StringConstraints(pattern=r"^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])$"), Field(examples=["2025-03"])
]
Sentence = Annotated[
    str, StringConstraints(min_length=3, max_length=4000, strip_whitespace=True), Field(examples=["Umowa o pracę."])
]
Conclusions = Annotated[str, StringConstraints(min_length=3, max_length=20000, strip_whitespace=True)]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=80)]
DetailText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Details = Annotated[dict[Code, bool | int | DetailText], Field(max_length=20, examples=[{"degree": "umiarkowany"}])]
Source = Literal["declaration", "document", "register", "interview", "own_knowledge"]

MOST_FACTS = 100
MOST_AMOUNTS = 60


class EvidenceIn(Schema):
    """Where facts come from: an attachment of an application, a register's answer, an interview, a declaration, or what the office
    knows of its own (k.p.a. art. 75 § 1-2, art. 77 § 4).
    """

    source: Source
    attachment: Annotated[UUID | None, Field(description="the document; of a declaration when it is on paper")] = None
    lookup: Annotated[UUID | None, Field(description="the register's answer")] = None
    interview: Annotated[UUID | None, Field(description="the interview, itself an established fact")] = None
    application: Annotated[UUID | None, Field(description="in which case it was taken")] = None
    described: Annotated[
        Sentence | None, Field(description="what it says; needed for what the office knows of its own")
    ] = None
    dated: Annotated[Day | None, Field(description="the day that the document bears")] = None
    known_since: Annotated[Day | None, Field(description="when the office learnt of it; today unless stated")] = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> "EvidenceIn":
        named = {"document": self.attachment, "register": self.lookup, "interview": self.interview}
        if self.source in named and named[self.source] is None:
            raise PydanticCustomError("evidence_not_named", "Proszę wskazać dokument, odpowiedź rejestru albo wywiad.")
        if (self.lookup is not None and self.source != "register") or (
            self.interview is not None and self.source != "interview"
        ):
            raise PydanticCustomError("evidence_named_otherwise", "Wskazany dowód nie jest dowodem tego rodzaju.")
        if self.source == "own_knowledge" and self.described is None:
            raise PydanticCustomError("knowledge_not_described", "Proszę opisać fakt znany organowi z urzędu.")
        return self


AfterKind = Annotated[
    HouseholdKind | None, Field(description="of a membership: what kind of household it is from then on")
]


class _Period(Schema):
    valid_from: Annotated[Day, Field(description="since when it holds")]
    valid_to: Annotated[Day | None, Field(description="the last day on which it holds; null: it still does")] = None

    @model_validator(mode="after")
    def _forwards(self) -> "_Period":
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class MonthsAmountIn(Schema):
    """An amount of a run of months: of each month, or of all together."""

    from_month: MonthText
    to_month: MonthText
    amount: ZlotyInput
    per: Per = "month"

    @model_validator(mode="after")
    def _forwards(self) -> "MonthsAmountIn":
        if self.to_month < self.from_month:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class MembershipFactIn(_Period):
    """A person belongs to a household in a role, from a day to a day; the register of households follows."""

    kind: Literal["membership"]
    code: Code
    person: UUID
    household: UUID
    role: Annotated[
        Literal["adult", "child"] | None,
        Field(description="in the register of households; by the act's list or by age unless stated"),
    ] = None
    household_kind: AfterKind = None
    details: Details = Field(default_factory=dict)


class IncomeSourceFactIn(_Period):
    """A source of income of a person: its first and last day, and the statutory kind of gain and loss when it is one."""

    kind: Literal["income_source"]
    code: Code
    person: UUID
    begun_by: Annotated[Code | None, Field(description="the act's kind of gain; null: no gain in its sense")] = None
    ended_by: Annotated[Code | None, Field(description="the act's kind of loss; null: no loss in its sense")] = None
    details: Details = Field(default_factory=dict)
    amounts: Annotated[tuple[MonthsAmountIn, ...], Field(max_length=MOST_AMOUNTS)] = ()

    @model_validator(mode="after")
    def _loss_has_its_day(self) -> "IncomeSourceFactIn":
        if self.ended_by is not None and self.valid_to is None:
            raise PydanticCustomError("loss_without_day", "Utrata dochodu wymaga ostatniego dnia jego uzyskiwania.")
        return self


class IncomeFactIn(MonthsAmountIn):
    """What a source brought, by month; the source is an established fact."""

    kind: Literal["income"]
    of: UUID


class CertificateFactIn(_Period):
    """A certificate with the days on which it is valid."""

    kind: Literal["certificate"]
    code: Code
    person: UUID
    details: Details = Field(default_factory=dict)


class InterviewFactIn(Schema):
    """An interview that was held; its conclusions are shown to social workers and the head only."""

    kind: Literal["interview"]
    code: Code
    person: UUID | None = None
    household: UUID | None = None
    held_on: Day
    held_by: Annotated[Subject | None, Field(description="who held it; the caller unless stated")] = None
    conclusions: Conclusions
    next_on: Annotated[Day | None, Field(description="when it is to be updated; by the act's term unless stated")] = (
        None
    )
    details: Details = Field(default_factory=dict)


class CircumstanceFactIn(_Period):
    """Any other fact of the act's list about a person or a household."""

    kind: Literal["circumstance"]
    code: Code
    person: UUID | None = None
    household: UUID | None = None
    details: Details = Field(default_factory=dict)


_KINDS = frozenset({"certificate", "circumstance", "income", "income_source", "interview", "membership"})


def _kind(value: object) -> str | None:
    # A discriminator by name would have no validator on its field, and every text of a schema is looked at first.
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) and kind in _KINDS else None


FactIn = Annotated[
    Annotated[CertificateFactIn, Tag("certificate")]
    | Annotated[CircumstanceFactIn, Tag("circumstance")]
    | Annotated[IncomeFactIn, Tag("income")]
    | Annotated[IncomeSourceFactIn, Tag("income_source")]
    | Annotated[InterviewFactIn, Tag("interview")]
    | Annotated[MembershipFactIn, Tag("membership")],
    Discriminator(_kind),
]


class EstablishIn(Schema):
    """What one piece of evidence establishes."""

    evidence: EvidenceIn
    facts: Annotated[tuple[FactIn, ...], Field(min_length=1, max_length=MOST_FACTS)]


class FactCorrectionIn(Schema):
    """What is known otherwise now, and from where. What is left out stays as it is; null takes it away."""

    evidence: EvidenceIn
    valid_from: Day | None = None
    valid_to: Day | None = None
    begun_by: Code | None = None
    ended_by: Code | None = None
    amount: ZlotyInput | None = None
    per: Per | None = None
    from_month: MonthText | None = None
    to_month: MonthText | None = None
    conclusions: Conclusions | None = None
    next_on: Day | None = None
    details: Details | None = None
    household_kind: AfterKind = None


class FactEndIn(Schema):
    """The last day on which the fact holds; for a source of income also the act's kind of loss, when it is one."""

    evidence: EvidenceIn
    last_day: Day
    ended_by: Code | None = None
    household_kind: AfterKind = None


class FactWithdrawalIn(Schema):
    """Why the fact was never so: it is left out from now on, and stays in the history."""

    reason: Sentence
    household_kind: AfterKind = None
