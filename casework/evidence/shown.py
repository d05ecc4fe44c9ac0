"""What goes out about evidence and facts."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.evidence.incomes import Per
from casework.evidence.kinds import Kind
from casework.evidence.schemas import Details, Source
from kit.money import ZlotyText
from kit.schemas import Out

MonthName = Annotated[str, Field(examples=["2025-03"])]


class EvidenceOut(Out):
    """Where a fact comes from."""

    id: UUID
    source: Source
    attachment: UUID | None
    lookup: UUID | None
    interview: UUID | None
    application: UUID | None
    described: str | None
    dated: date | None
    known_since: date
    recorded_on: date
    recorded_by: str


class FactOut(Out):
    """A version of an established fact. `row` is what a decision keeps; `id` is the fact through all its versions."""

    id: UUID
    row: UUID
    version: int
    act: Literal["established", "corrected", "ended", "withdrawn"]
    state: Literal["standing", "withdrawn"]
    kind: Kind
    code: str
    title: str
    article: str
    person: UUID | None
    household: UUID | None
    of: Annotated[UUID | None, Field(description="of an income: its source")]
    valid_from: date
    valid_to: date | None
    next_on: Annotated[date | None, Field(description="of an interview: when it is to be updated")]
    begun_by: str | None
    ended_by: str | None
    amount: ZlotyText | None
    per: Per | None
    held_by: str | None
    conclusions: Annotated[str | None, Field(description="of an interview; null to whom they are not for")]
    conclusions_restricted: bool
    details: Details
    reason: Annotated[str | None, Field(description="why it was withdrawn")]
    destroyed: Annotated[bool, Field(description="its content was destroyed with the file")]
    evidence: EvidenceOut
    recorded_on: Annotated[date, Field(description="since when this version is known here")]
    recorded_by: str
    recorded_at: datetime


class FactHistoryOut(Out):
    """A fact with all its versions, the newest first; allowed: what its state lets be done now."""

    id: UUID
    version: int
    state: Literal["standing", "withdrawn"]
    allowed: list[str]
    versions: list[FactOut]


class EvidenceShownOut(EvidenceOut):
    """Evidence with the facts that it established or corrected."""

    facts: list[FactOut]


class SourceMonthOut(Out):
    """A month of a source; null: nobody has established how much it brought."""

    month: MonthName
    amount: ZlotyText | None
    row: UUID | None


class SourceMonthsOut(Out):
    """A source of income with every month of the range in which it was received, each once."""

    source: UUID
    code: str
    valid_from: date
    valid_to: date | None
    begun_by: str | None
    ended_by: str | None
    months: list[SourceMonthOut]


class IncomeMonthsOut(Out):
    """A person's income by source and month, as it was known on a day."""

    person: UUID
    from_month: MonthName
    to_month: MonthName
    known_on: date
    sources: list[SourceMonthsOut]


class ExpiringOut(Out):
    """A certificate that ends, or an interview that is to be updated, and nothing later stands in its place."""

    fact: UUID
    row: UUID
    kind: Literal["certificate", "interview"]
    code: str
    person: UUID | None
    household: UUID | None
    on: Annotated[date, Field(description="the last day of a certificate; the day of the update of an interview")]


class DetailOut(Out):
    """A detail of a fact: its type, and the values of a closed list."""

    name: str
    type: str
    choices: list[str]
    required: bool


class FactKindOut(Out):
    """A code of a closed list of the service's acts."""

    kind: Literal["membership", "income_source", "gain", "loss", "certificate", "interview", "circumstance"]
    code: str
    title: str
    article: str
    about: Literal["person", "household"]
    details: list[DetailOut]
    confidence: str


class FactKindsOut(Out):
    """All of them, in order of kind and code."""

    items: list[FactKindOut]
