"""What goes out about undue payments: ids, days, amounts and codes; names of persons stay with /persons."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.overpayments.schemas import Channel, EnforcementAct, MovementKind, PaidOut, ReliefKind, WithdrawnFor
from casework.overpayments.states import State
from casework.payments.proposals.schemas import ProposalOut
from kit.money import ZlotyText
from kit.schemas import Out


class GroundOut(Out):
    """Why a payment may be undue, by the act."""

    code: str
    article: str
    name: str
    needs_instruction: bool
    states_amount: bool
    bears_interest: bool
    times: Annotated[int, Field(description="how many times what was paid is owed")]


class RulesOut(Out):
    """What an act says of undue payments on the day asked for."""

    code: str
    title: str
    benefits: list[str]
    grounds: list[GroundOut]
    allocation: str
    deducted_from: list[str]
    deduction_article: Annotated[str | None, Field(description="null: the act knows no set-off")]
    largest_share: Annotated[str | None, Field(examples=["0.5"])]


class RulesListOut(Out):
    """The rules of all acts of the service."""

    items: list[RulesOut]


class BalanceOut(Out):
    """The account at the end of a day: established and accrued, less repaid, remitted and written off, is what is open."""

    on: date
    principal: ZlotyText
    interest: ZlotyText
    total: ZlotyText
    established: ZlotyText
    accrued: ZlotyText
    repaid_principal: ZlotyText
    repaid_interest: ZlotyText
    remitted_principal: ZlotyText
    remitted_interest: ZlotyText
    written_off_principal: ZlotyText
    written_off_interest: ZlotyText
    surplus: Annotated[
        ZlotyText, Field(description="came in over the debt or on one that was withdrawn, to be given back")
    ]
    given_back: ZlotyText


class ItemOut(Out):
    """One undue payment with what is open of it."""

    id: UUID
    payment: UUID | None
    month: str
    paid_on: date
    amount: ZlotyText
    interest_from: date | None
    decision_by: Annotated[
        date | None, Field(description="the last day of a decision on it; null: the act sets no term")
    ]
    principal: ZlotyText
    interest: ZlotyText


class EntryOut(Out):
    """What a movement took off one undue payment."""

    item: UUID | None
    klass: Literal["principal", "interest", "surplus"]
    amount: ZlotyText


class MovementOut(Out):
    """A movement of an account."""

    id: UUID
    overpayment: UUID
    kind: MovementKind
    day: date
    amount: ZlotyText
    channel: Channel | None
    document: str | None
    corrects: UUID | None
    decision: Annotated[UUID | None, Field(description="the act that remitted it")]
    corrected: bool
    recorded_by: str
    recorded_on: date


class MovementWithEntries(MovementOut):
    """A movement with what it took off which payment."""

    entries: list[EntryOut]


class InstalmentOut(Out):
    """An instalment with what was paid towards it."""

    due_on: date
    amount: ZlotyText
    paid: ZlotyText
    state: Literal["paid", "open", "missed"]


class ReliefOut(Out):
    """A plan of instalments or a deferral on the day asked for; whole_due_from: an instalment was missed."""

    id: UUID
    kind: ReliefKind
    decided_on: date
    decision: UUID | None
    sign: str | None
    instalments: list[InstalmentOut]
    whole_due_from: date | None
    in_force: bool


class EnforcementOut(Out):
    """A reminder, a title, a measure: with what was open on its day."""

    id: UUID
    act: EnforcementAct
    day: date
    number: str | None
    organ: str | None
    cost: ZlotyText | None
    principal: ZlotyText
    interest: ZlotyText


class GiveBackOut(ProposalOut):
    """Money that somebody proposed to give back to the person, with what became of it."""

    amount: ZlotyText
    day: date
    channel: PaidOut


class OverpaymentActOut(Out):
    """What an official did with it besides its movements; by law a debt also becomes final with its decision."""

    act: Literal["decided", "finalised", "withdrawn"]
    on: date
    by: str
    decision: UUID | None
    reason: WithdrawnFor | None


class OverpaymentShort(Out):
    """An undue payment in a list, with what is open on the day asked for."""

    id: UUID
    person: UUID
    benefit: str
    ground: str
    state: State
    registered_on: date
    decision: UUID | None
    decision_sign: str | None
    decided_on: date | None
    final_on: date | None
    established: ZlotyText
    principal: ZlotyText
    interest: ZlotyText
    total: ZlotyText
    prescribed_after: date | None
    version: int


class OverpaymentOut(OverpaymentShort):
    """An undue payment with its account, relief and enforcement."""

    rules: str
    unit: str
    instructed: bool | None
    withdrawn_for: WithdrawnFor | None
    balance: BalanceOut
    items: list[ItemOut]
    movements: list[MovementWithEntries]
    relief: list[ReliefOut]
    enforcement: list[EnforcementOut]
    give_backs: list[GiveBackOut]
    acts: list[OverpaymentActOut]
    allowed: Annotated[
        list[str],
        Field(description="what may be done now; `repeal`: withdraw it for the reason that its decision was repealed"),
    ]


class PersonCardOut(Out):
    """All undue payments of a person on a day."""

    person: UUID
    on: date
    principal: ZlotyText
    interest: ZlotyText
    total: ZlotyText
    overpayments: list[OverpaymentOut]


class TitleDataOut(Out):
    """What an enforcement title states of the debt; who owes it is read from /persons."""

    overpayment: UUID
    person: UUID
    on: date
    decision: UUID | None
    decision_sign: str | None
    decided_on: date | None
    final_on: date | None
    legal_basis: list[str]
    principal: ZlotyText
    interest: ZlotyText
    interest_on_from: Annotated[date | None, Field(description="interest runs on from this day")]
    yearly_rate: Annotated[str | None, Field(examples=["0.0925"])]
    reminder_number: str | None
    reminder_delivered_on: date | None
    reminder_cost: ZlotyText | None
    prescribed_after: date | None
    ready_from: Annotated[date | None, Field(description="first day on which a title may be issued")]
