"""What comes in and goes out about the file of a case."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.signs.schemas import Day, FileState
from kit.schemas import Out, Schema

LinkKind = Literal["decision", "award", "overpayment"]
ReopenReason = Literal["appeal", "reopening", "nullity", "court", "new_act", "closed_in_error"]
Unfinished = Literal[
    "matter_open", "decision_not_final", "appeal_pending", "court_pending", "proceeding_pending", "right_running", "payment_open",
    "month_unpaid", "notice_open", "debt_open",
]  # fmt: skip
LetterNumber = Annotated[
    str,
    StringConstraints(min_length=2, max_length=80, strip_whitespace=True),
    Field(description="number of a letter; no name of a person", examples=["ŁD.432.17.2026"]),
]


class CloseIn(Schema):
    """The case is settled; on: the day of its last act, today when left out. Retention counts from 1 January of the next year."""

    on: Day | None = None


class ReopenIn(Schema):
    """The case goes on; its retention will be counted from the next closing."""

    reason: ReopenReason


class LinkIn(Schema):
    """Something that belongs to the case and no act says so: an imported right, an act ex officio, an undue payment."""

    kind: LinkKind
    matter: UUID


class RequalifyIn(Schema):
    """The state archive's expert opinion on a case of category BE: what it is from now on."""

    category: Annotated[str, StringConstraints(pattern=r"^(A|B[1-9][0-9]?)$"), Field(examples=["B10"])]
    letter: LetterNumber
    on: Day


class ObstacleOut(Out):
    """Something that keeps the case from being closed or destroyed, and the thing that it is about."""

    code: Unfinished
    text: str
    thing: UUID


class RetentionOut(Out):
    """How long the file is kept: full years from 1 January after closing. kept_until and due_on are null where there is no term."""

    counted_from: date
    kept_until: date | None
    due_on: Annotated[date | None, Field(description="first day on which the next step may be taken")]
    next_step: Literal["to_state_archive", "destroy", "expert_opinion", "when_useless"]


class CaseFileOut(Out):
    """A case with what belongs to it; obstacles: what is still to be settled. The ids of what the reader may not see are left out."""

    id: UUID
    sign: Annotated[str, Field(examples=["GOPS.5211.12.2026"])]
    symbol: str
    title: str
    category: str
    party: UUID
    opened_on: date
    opened_by: str
    state: FileState
    closed_on: date | None
    retention: RetentionOut | None
    allowed: list[str]
    obstacles: list[ObstacleOut]
    applications: list[UUID]
    decisions: list[UUID]
    awards: list[UUID]
    overpayments: list[UUID]
    letters: list[UUID]
    suspended_since: Annotated[
        date | None, Field(description="the proceedings that the office began itself stand still, by an order")
    ] = None
    version: int


class HistoryEntryOut(Out):
    """Something that happened in a case. by: who did it, null where it happened by law or by others."""

    on: date
    at: datetime | None
    by: str | None
    act: Annotated[str, Field(examples=["decision_issued"])]
    title: Annotated[str, Field(examples=["Wydanie decyzji"])]
    kind: str
    thing: UUID
    document: str | None
    article: str | None
    detail: dict[str, Any]


class MetrykaRowOut(Out):
    """A line of the metryka: the columns of the regulation of 6 March 2012."""

    number: int
    on: Annotated[date, Field(description="data podjętej czynności")]
    official: Annotated[str, Field(description="nazwisko i imię osoby podejmującej czynność", examples=["Maria Nowak"])]
    post: Annotated[str | None, Field(description="jej stanowisko w tym dniu")]
    act: Annotated[str, Field(description="określenie podejmowanej czynności", examples=["Wydanie decyzji"])]
    document: Annotated[str | None, Field(description="identyfikator dokumentu w aktach sprawy")]


class MetrykaOut(Out):
    """Metryka sprawy (KPA art. 66a), made from the history of acts on demand."""

    sign: str
    title: str
    started_on: date
    rows: list[MetrykaRowOut]
