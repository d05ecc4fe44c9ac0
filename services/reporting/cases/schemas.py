"""What is told of the turnover of cases; counts of cases, one benefit of one application each."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kit.schemas import Count, Out
from services.reporting.availability.schemas import SourceOut
from services.reporting.cases.reading import Living

GroupBy = Literal["unit", "channel", "living"]


class OutcomeOut(Out):
    """How many ended in one way, or were opened again for one reason."""

    outcome: str
    cases: int


class TurnoverOut(Out):
    """A benefit's cases in a month: opening + received + reopened − closed = pending; pending is the next month's opening."""

    service: str
    benefit: str
    month: str
    unit: Annotated[str | None, Field(description="the unit that keeps the case; null: not asked for")]
    channel: Annotated[str | None, Field(description="how the matter came to the office; null: not asked for")]
    living: Annotated[Living | None, Field(description="alone or in a family; null: not asked for")]
    opening: int
    received: int
    reopened: Annotated[int, Field(description="sent back, reviewed by the office itself, reopened, annulled")]
    closed: int
    pending: int
    outcomes: Annotated[list[OutcomeOut], Field(description="of closed: how they ended")]
    reasons: Annotated[list[OutcomeOut], Field(description="of reopened: why")]


class DifferenceOut(Out):
    """A benefit of which the sums of the months and the cases themselves say different numbers of pending cases."""

    service: str
    benefit: str
    by_turnover: int
    by_cases: int


class IdentityOut(Out):
    """Opening + received + reopened − closed, beside the cases that are pending by their own facts at the end of the last month."""

    opening: int
    received: int
    reopened: int
    closed: int
    pending: int
    pending_cases: Annotated[int, Field(description="counted case by case, and not from the sums")]
    agrees: bool
    differences: list[DifferenceOut]
    without_receipt: Annotated[
        Count,
        Field(description="facts of cases whose receipt no log has told; not zero until the ledger is built again"),
    ]


class CaseTurnoverOut(Out):
    """The turnover of a gmina's cases, with its proof and how far each log was read."""

    gmina: str
    since: str
    until: str
    rows: list[TurnoverOut]
    identity: IdentityOut
    sources: list[SourceOut]
    current: Annotated[bool, Field(description="whether every log was read to its end")]
    observed_at: datetime


class GminaTurnoverOut(Out):
    """A gmina's part of the sums; cases of all benefits together."""

    gmina: str
    opening: int
    received: int
    reopened: int
    closed: int
    pending: int


class RegionalTurnoverOut(Out):
    """Sums over the gminas of a region; opening + received + reopened − closed = pending in each row and in each gmina."""

    since: str
    until: str
    rows: list[TurnoverOut]
    gminas: list[GminaTurnoverOut]
