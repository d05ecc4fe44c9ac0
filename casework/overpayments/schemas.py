"""What comes in about undue payments; what goes out is in shown.py."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.payments.schemas import Code, Day, MonthText
from kit.schemas import Schema

Amount = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,6})\.[0-9]{2}$"), Field(examples=["215.84"])]
Positive = Annotated[
    str,
    StringConstraints(pattern=r"^(0\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,6}\.[0-9]{2})$"),
    Field(examples=["215.84"]),
]
Sign = Annotated[str, StringConstraints(min_length=1, max_length=80), Field(examples=["GOPS.5111.12.2025"])]
Text80 = Annotated[str, StringConstraints(min_length=1, max_length=80), Field(examples=["WB 57/2025"])]
Channel = Literal["account", "cash", "postal", "deduction", "tax_office", "bank_return"]
PaidIn = Literal["account", "cash", "postal", "tax_office", "bank_return"]
MovementKind = Literal["establishment", "repayment", "remission", "write_off", "give_back", "correction"]
PaidOut = Literal["account", "cash", "postal"]
WriteOffGround = Literal["debtor_died", "prescribed"]
ReliefKind = Literal["instalments", "deferral"]
EnforcementAct = Literal["reminder_issued", "reminder_delivered", "title_issued", "measure_notified", "ended"]
WithdrawnFor = Literal["registered_in_error", "not_undue", "decision_repealed"]
_MOST = 600


class UnduePaymentIn(Schema):
    """A payment and how much of it was undue; all that is left of it unless stated."""

    payment: UUID
    amount: Positive | None = None
    right_ended_on: Annotated[Day | None, Field(description="only where the act counts interest from it")] = None


class UndueMonthsIn(Schema):
    """The months of an award whose payments were undue as a whole."""

    award: UUID
    first_month: MonthText
    last_month: MonthText


class CarriedOverIn(Schema):
    """A payment of an earlier year that another system made; its return is revenue."""

    month: MonthText
    paid_on: Day
    amount: Positive
    right_ended_on: Day | None = None


class OverpaymentIn(Schema):
    """What was undue, of whom and why. Payments, months of an award, or payments that another system made."""

    ground: Code
    instructed: Annotated[bool | None, Field(description="whether she had been told of the circumstances")] = None
    payments: Annotated[list[UnduePaymentIn], Field(max_length=_MOST)] = Field(default_factory=list)
    months: Annotated[list[UndueMonthsIn], Field(max_length=50)] = Field(default_factory=list)
    carried_over: Annotated[list[CarriedOverIn], Field(max_length=_MOST)] = Field(default_factory=list)
    person: Annotated[UUID | None, Field(description="who owes it; the recipient unless another person drew it")] = None
    benefit: Annotated[Code | None, Field(description="needed with carried_over only")] = None
    unit: Code = "gops"


class DecisionRefIn(Schema):
    """The decision that establishes it: its own record, from which its day is taken, or where another system decided its day and sign."""

    on: Annotated[
        Day | None, Field(description="needed without `decision`; with it the day on which that was issued")
    ] = None
    sign: Sign | None = None
    decision: UUID | None = None
    together: Annotated[
        list[UUID],
        Field(
            max_length=50,
            description="other undue payments of the person (other months, another benefit of the act) that the same decision "
            "establishes: noted with this one, its sum is theirs together",
        ),
    ] = Field(default_factory=list)


class FinalIn(Schema):
    """The day on which the decision became final (ostateczna)."""

    final_on: Day


class WithdrawalIn(Schema):
    """Why nothing is owed: a mistake, or the decision was repealed."""

    reason: WithdrawnFor


class OverpaymentRepaymentIn(Schema):
    """Money that came in. day: of the bank or the cash desk. document: its number there, or the tax office's."""

    amount: Positive
    day: Day
    channel: PaidIn = "account"
    document: Text80 | None = None


class GiveBackIn(Schema):
    """What is proposed to go back to the person, of what came in over the debt or on one that was withdrawn; all of it unless stated."""

    amount: Positive | None = None
    day: Annotated[Day, Field(description="of the bank, the cash desk or the post")]
    channel: PaidOut = "account"
    document: Text80


class RemissionIn(Schema):
    """What a decision remits (umorzenie) of each class; where nothing is stated its whole sum, of principal first.

    Of a decision that established several undue payments each is remitted what the act has left for it.
    decision: its record, from which day and sum are taken. Without it, for what another system established: day and sign.
    """

    day: Day | None = None
    decision: UUID | None = None
    principal: Amount | None = None
    interest: Amount | None = None
    sign: Sign | None = None


class WriteOffIn(Schema):
    """The claim has lapsed as a whole: the person died, or it is prescribed."""

    day: Day
    reason: WriteOffGround
    document: Text80 | None = None


class CorrectionOfMovementIn(Schema):
    """The movement that is taken back by a counter-entry."""

    movement: UUID


class InstalmentIn(Schema):
    """An instalment."""

    due_on: Day
    amount: Positive


class ReliefIn(Schema):
    """Instalments, or a deferral of the whole to a day.

    decision: its record, from which the days and instalments are taken. Without it, for what another system established: its day,
    its sign and what it says.
    """

    kind: ReliefKind
    decided_on: Day | None = None
    decision: UUID | None = None
    sign: Sign | None = None
    instalments: Annotated[list[InstalmentIn], Field(max_length=240)] = Field(default_factory=list)
    deferred_to: Day | None = None
    grace_days: Annotated[int, Field(ge=0, le=60, description="how much later an instalment may still come")] = 0


class EnforcementIn(Schema):
    """A reminder (upomnienie), an enforcement title (tytuł wykonawczy), a measure that the debtor was told of, or the end."""

    act: EnforcementAct
    day: Day
    number: Text80 | None = None
    organ: Annotated[Text80 | None, Field(description="tax office that collects")] = None
    cost: Annotated[Amount | None, Field(description="cost of the reminder")] = None
