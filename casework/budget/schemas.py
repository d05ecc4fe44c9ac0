"""What is told of money and the plan; amounts are złote as text."""

from typing import Annotated

from pydantic import Field

from casework.budget.comparing import WarningCode
from kit.money import ZlotyText
from kit.schemas import Out


class WarningOut(Out):
    """Something to think of before signing; nothing is refused for it."""

    code: WarningCode
    message: str


class PlannedAsOut(Out):
    """The position of the plan; null: the plan leaves it open, and its figures are those of all such lines."""

    paragraf: str | None
    source: str | None


class BudgetLineOut(Out):
    """Money on a budget line of a year beside its plan. `left` = plan − what the whole centre has committed, booked and paid otherwise."""

    year: int
    dzial: str
    rozdzial: str
    paragraf: str
    task_kind: str
    source: str
    amount: Annotated[ZlotyText, Field(description="what is moved; negative: set free")]
    takes: Annotated[ZlotyText, Field(description="of it, what no commitment holds yet: that much less is left")]
    planned_as: PlannedAsOut | None
    plan: Annotated[ZlotyText | None, Field(description="null: nothing is planned, or nobody could say")]
    committed: ZlotyText | None
    executed: ZlotyText | None
    booked: Annotated[ZlotyText | None, Field(description="of executed: documents of the finance system")]
    used: ZlotyText | None
    left: ZlotyText | None
    left_after: Annotated[ZlotyText | None, Field(description="when all lines of the position have been taken off")]
    executed_after: Annotated[ZlotyText | None, Field(description="when it is paid; null where nothing is paid yet")]
    warnings: list[WarningCode]


class LogOut(Out):
    """How far reporting had read a service's log when it was asked."""

    service: str
    sequence: int
    time: str
    lag: int
    lag_seconds: int
    state: str


class BudgetOut(Out):
    """Budget lines with what is left of the plan, and what that was counted from."""

    lines: list[BudgetLineOut]
    answered: Annotated[bool, Field(description="whether reporting could be asked; without it plan and left are null")]
    unanswered: Annotated[str | None, Field(description="why not: not_configured, http_503, ConnectError …")]
    sources: list[LogOut]
    warnings: list[WarningOut]
