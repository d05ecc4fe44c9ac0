"""What is done with one undue payment over HTTP; every step with If-Match and Idempotency-Key."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.service import DecisionNotFound
from casework.overpayments import acts, back_to_person, relieving
from casework.overpayments import problems as refused
from casework.overpayments.acts import Desk
from casework.overpayments.schemas import (
    CorrectionOfMovementIn,
    DecisionRefIn,
    EnforcementIn,
    FinalIn,
    GiveBackIn,
    OverpaymentRepaymentIn,
    ReliefIn,
    RemissionIn,
    WithdrawalIn,
    WriteOffIn,
)
from casework.payments import problems as payment_refused
from casework.payments.proposals import problems as proposals_refused
from casework.payments.proposals.schemas import ConfirmationIn, ProposalRefusedIn
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Change, Changing
from kit.auth import Principal, requires
from kit.idempotency import Answer
from kit.problems import Problem, problems

Clerk = Annotated[Principal, requires("caseworker")]
Accountant = Annotated[Principal, requires("accountant")]
Head = Annotated[Principal, requires("head")]
Official = Annotated[Principal, requires("caseworker", "head")]
Treasurer = Annotated[Principal, requires("accountant", "head")]
Collector = Annotated[Principal, requires("caseworker", "accountant")]

_STEP: tuple[type[Problem], ...] = (
    refused.OverpaymentNotFound, TransitionNotAllowed, refused.ActDayImpossible, refused.NoInterestRate, OfficialExcluded, *CHANGE_REFUSED,
)  # fmt: skip
_SECOND: tuple[type[Problem], ...] = (refused.SameRegistrar, OfficialExcluded)
_BY_DECISION: tuple[type[Problem], ...] = (
    DecisionNotFound, refused.DecisionMissing, refused.DecisionDoesNotFit
)  # fmt: skip
_MONEY: tuple[type[Problem], ...] = (
    *_STEP, CannotBeBooked, payment_refused.PaymentWrongState, payment_refused.ReversalExceedsPayment,
    payment_refused.OtherBudgetYear, payment_refused.DayImpossible,
)  # fmt: skip


def add_steps(router: APIRouter, catalogue: Catalogue) -> None:
    """The steps of /overpayments/{overpayment}."""

    def desk(change: Change, overpayment: UUID, who: Principal, today: Today) -> Desk:
        return Desk(change.db, catalogue, overpayment, change.version, who.subject, today, "head" in who.roles)

    @router.post(
        "/{overpayment}/decide",
        operation_id="overpayment_decide",
        summary="Note the decision that establishes it; its days are taken from its own record",
        responses=problems(
            *_STEP,
            DecisionNotFound,
            refused.DecisionTooLate,
            refused.DecisionMissing,
            refused.DecisionDoesNotFit,
            CannotBeBooked,
        ),
    )
    async def decide(overpayment: UUID, body: DecisionRefIn, who: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: acts.decide(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/finalise",
        operation_id="overpayment_finalise",
        summary="Note that another system's decision became final; one of ours is followed by itself",
        responses=problems(*_STEP, DecisionNotFound, refused.DecisionNotFinal),
    )
    async def finalise(overpayment: UUID, body: FinalIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: acts.finalise(desk(change, overpayment, who, today), body.final_on))

    @router.post(
        "/{overpayment}/withdraw",
        operation_id="overpayment_withdraw",
        summary="Nothing is owed: registered in error, or the decision was repealed",
        responses=problems(*_STEP, *_SECOND),
    )
    async def withdraw(overpayment: UUID, body: WithdrawalIn, who: Head, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: acts.withdraw(desk(change, overpayment, who, today), body.reason))

    @router.post(
        "/{overpayment}/repayments",
        operation_id="overpayment_repay",
        summary="Money came in; interest and principal, this year's and earlier years' are divided by the rules",
        responses=problems(*_MONEY),
    )
    async def repay(
        overpayment: UUID, body: OverpaymentRepaymentIn, who: Accountant, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: acts.repay(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/give-back",
        operation_id="overpayment_propose_give_back",
        summary="Propose that what came in over the debt, or on one that was withdrawn, goes back to the person",
        responses=problems(*_STEP, refused.NoSurplus, proposals_refused.ProposalOpen),
    )
    async def propose_give_back(
        overpayment: UUID, body: GiveBackIn, who: Accountant, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: back_to_person.propose(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/give-back/confirm",
        operation_id="overpayment_confirm_give_back",
        summary="Confirm it, as another person than who proposed it: it is booked as it was proposed",
        responses=problems(
            *_MONEY, refused.NoSurplus, proposals_refused.NothingProposed, proposals_refused.SameProposer
        ),
    )
    async def confirm_give_back(
        overpayment: UUID, _: ConfirmationIn, who: Treasurer, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: back_to_person.confirm(desk(change, overpayment, who, today)))

    @router.post(
        "/{overpayment}/give-back/refuse",
        operation_id="overpayment_refuse_give_back",
        summary="What was proposed does not go back",
        responses=problems(refused.OverpaymentNotFound, proposals_refused.NothingProposed, *CHANGE_REFUSED),
    )
    async def refuse_give_back(
        overpayment: UUID, body: ProposalRefusedIn, who: Treasurer, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: back_to_person.refuse(desk(change, overpayment, who, today), body.reason))

    @router.post(
        "/{overpayment}/remissions",
        operation_id="overpayment_remit",
        summary="An issued decision remits part or all",
        responses=problems(*_MONEY, *_SECOND, *_BY_DECISION, refused.NothingOpen, refused.ExceedsDebt),
    )
    async def remit(overpayment: UUID, body: RemissionIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: relieving.remit(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/write-offs",
        operation_id="overpayment_write_off",
        summary="The claim has lapsed: death of the debtor, or limitation",
        responses=problems(*_MONEY, *_SECOND, refused.NothingOpen, refused.ClaimDoesNotLapse),
    )
    async def write_off(overpayment: UUID, body: WriteOffIn, who: Head, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: relieving.write_off(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/corrections",
        operation_id="overpayment_correct",
        summary="Take a movement back by a counter-entry",
        responses=problems(*_MONEY, refused.MovementNotFound, refused.AlreadyCorrected, refused.GivenBack),
    )
    async def correct(
        overpayment: UUID, body: CorrectionOfMovementIn, who: Accountant, change: Changing, today: Today
    ) -> Answer:
        return await change.run(lambda: acts.correct(desk(change, overpayment, who, today), body.movement))

    @router.post(
        "/{overpayment}/relief",
        operation_id="overpayment_relieve",
        summary="Instalments or a deferral, as an issued decision says",
        responses=problems(*_STEP, *_SECOND, *_BY_DECISION, refused.NothingOpen, refused.ExceedsDebt),
    )
    async def relieve(overpayment: UUID, body: ReliefIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: relieving.relieve(desk(change, overpayment, who, today), body))

    @router.post(
        "/{overpayment}/enforcement",
        operation_id="overpayment_enforce",
        summary="A reminder, its delivery, an enforcement title, a measure the debtor was told of, or the end",
        responses=problems(
            *_STEP, refused.NothingOpen, refused.ReminderMissing, refused.TitleStands, refused.ClaimPrescribed
        ),
    )
    async def enforce(overpayment: UUID, body: EnforcementIn, who: Collector, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: relieving.enforce(desk(change, overpayment, who, today), body))
