"""What comes in and goes out about reliefs of a debtor's debt (u.p.o.u.a. art. 28 ust. 3, art. 30)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casework.decisions.schemas import Day
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema
from services.alimony_fund.debtors.schemas import Sign

ReliefKind = Literal["remission_after_enforcement", "remission", "deferral", "instalments", "expiry"]
ReliefState = Literal["requested", "granted", "refused", "withdrawn", "undone"]
Course = Literal["issued", "delivered", "appealed", "passed_on", "final", "ended"]


class ReliefIn(Schema):
    """A relief to be decided: asked for by the debtor (art. 30 ust. 2), weighed by the organ (ust. 1), or the debtor died."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"debtor": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "kind": "instalments"}]}
    )

    debtor: UUID
    kind: ReliefKind
    requested_on: Annotated[
        Day | None, Field(description="when the request or the news of death came; today unless stated")
    ] = None


class ReliefGrantedIn(Schema):
    """What is granted. Of a remission after years of enforcement the amounts follow from what was enforced (art. 30 ust. 1)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"sign": "FA.5200.7.2026", "count": 12, "first_due_on": "2026-06-10"}]}
    )

    on: Annotated[Day | None, Field(description="of the decision, of death for expiry; today unless stated")] = None
    sign: Annotated[
        Sign | None,
        Field(
            description="of the decision, unless stated the next number of the office's decisions; an expiry has none"
        ),
    ] = None
    principal: Annotated[ZlotyInput | None, Field(description="remission: unless stated all that is open")] = None
    interest: Annotated[ZlotyInput | None, Field(description="remission: unless stated all that is open")] = None
    until: Annotated[Day | None, Field(description="deferral: the new day of payment")] = None
    count: Annotated[int | None, Field(ge=1, le=600, description="instalments: how many months")] = None
    first_due_on: Annotated[Day | None, Field(description="instalments: the first day of payment")] = None
    letter: UUID | None = None


class ReliefRefusedIn(Schema):
    """The decision that refuses."""

    sign: Annotated[Sign | None, Field(description="unless stated the next number of the office's decisions")] = None
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    letter: UUID | None = None


class ReliefUndoneIn(Schema):
    """The decision on the relief was taken out of force, or what was granted or found was an error."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"sign": "SKO.4113.7.2026", "reason": "stwierdzono nieważność decyzji"}]}
    )

    reason: Annotated[str, Field(min_length=3, max_length=300)]
    sign: Annotated[Sign | None, Field(description="of the act that took the decision out of force")] = None
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class InstalmentOut(Out):
    """A day of payment."""

    due_on: date
    amount: ZlotyText


class ReliefOut(Out):
    """A relief. months: of effective enforcement in a row that it rests on; act: what it wrote into the ledger."""

    id: UUID
    debtor: UUID
    kind: ReliefKind
    state: ReliefState
    requested_on: date
    due_on: Annotated[
        date | None,
        Field(description="soft: until when it should be decided (k.p.a. art. 35), delivered, final or passed on"),
    ]
    overdue: bool
    decided_on: date | None
    decision_sign: str | None
    course: Annotated[Course | None, Field(description="where the decision stands; an expiry has none")]
    delivered_on: date | None
    final_on: date | None
    months: int | None
    principal: ZlotyText | None
    interest: ZlotyText | None
    plan: list[InstalmentOut]
    act: UUID | None
    letter: UUID | None
    noted_by: str
    decided_by: str | None
    undone_on: date | None
    undone_by: str | None
    undone_sign: str | None
    undone_why: str | None
    allowed: list[str]
    version: int
