"""Acts of a payment list in the full circuit, the list of what was done, and the gmina's circuits."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from casework.payments import problems as refused
from casework.payments.acts import problems as acts_refused
from casework.payments.acts import service
from casework.payments.acts.rules import RULES
from casework.payments.acts.schemas import (
    ActsOut,
    CheckIn,
    CircuitIn,
    CircuitsOut,
    ControlIn,
    GivenBackIn,
    RefusalDecidedIn,
)
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.auth import Principal, requires
from kit.db import Read
from kit.idempotency import Answer
from kit.problems import problems

Merit = Annotated[Principal, requires(*RULES["merit_check"].roles)]
Formal = Annotated[Principal, requires(*RULES["formal_check"].roles)]
Chief = Annotated[Principal, requires(*RULES["preliminary_control"].roles)]
Head = Annotated[Principal, requires(*RULES["decide_refusal"].roles)]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]

_ACT = problems(
    refused.PaymentListNotFound,
    refused.DayImpossible,
    TransitionNotAllowed,
    acts_refused.SamePerson,
    acts_refused.ReasonRequired,
    acts_refused.NotChiefAccountant,
    *CHANGE_REFUSED,
)


def payment_acts_router() -> APIRouter:
    """Routes of the acts between drawing a list up and approving it."""
    router = APIRouter(tags=["payment lists"])

    @router.post(
        "/payment-lists/{payment_list}/merit-check",
        operation_id="payment_list_check_merit",
        summary="Check of merits (sprawdzono pod względem merytorycznym)",
        responses=_ACT,
    )
    async def check_merit(payment_list: UUID, body: CheckIn, who: Merit, change: Changing, today: Today) -> Answer:
        return await _act(change, payment_list, "merit_check", body, who, today)

    @router.post(
        "/payment-lists/{payment_list}/formal-check",
        operation_id="payment_list_check_form",
        summary="Formal and accounting check (pod względem formalno-rachunkowym)",
        responses=_ACT,
    )
    async def check_form(payment_list: UUID, body: CheckIn, who: Formal, change: Changing, today: Today) -> Answer:
        return await _act(change, payment_list, "formal_check", body, who, today)

    @router.post(
        "/payment-lists/{payment_list}/preliminary-control",
        operation_id="payment_list_control",
        summary="The chief accountant's preliminary control (u.f.p. art. 54): signed, given back or refused",
        responses=_ACT,
    )
    async def control(payment_list: UUID, body: ControlIn, who: Chief, change: Changing, today: Today) -> Answer:
        return await _act(change, payment_list, "preliminary_control", body, who, today)

    @router.post(
        "/payment-lists/{payment_list}/decide-refusal",
        operation_id="payment_list_decide_refusal",
        summary="After the refusal: the head holds the payment back or orders it in writing",
        responses=_ACT,
    )
    async def decide(payment_list: UUID, body: RefusalDecidedIn, who: Head, change: Changing, today: Today) -> Answer:
        return await _act(change, payment_list, "decide_refusal", body, who, today)

    @router.post(
        "/payment-lists/{payment_list}/give-back",
        operation_id="payment_list_give_back",
        summary="The head does not approve: back to the draft, with the reason",
        responses=_ACT,
    )
    async def give_back(payment_list: UUID, body: GivenBackIn, who: Head, change: Changing, today: Today) -> Answer:
        return await _act(change, payment_list, "give_back", body, who, today)

    @router.get(
        "/payment-lists/{payment_list}/acts",
        operation_id="payment_list_acts",
        summary="Who did what with the list and when, and what can be done now",
        responses=problems(refused.PaymentListNotFound),
    )
    async def acts(payment_list: UUID, _: Reader, db: Read) -> ActsOut:
        return await service.show(db=db, payment_list=payment_list)

    @router.post(
        "/payment-circuits",
        status_code=201,
        operation_id="payment_circuit_set",
        summary="Set the circuit of lists from a day on",
        responses=problems(
            acts_refused.CircuitExists, acts_refused.ReasonRequired, refused.DayImpossible, *CREATION_REFUSED
        ),
    )
    async def set_circuit(body: CircuitIn, who: Head, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "payment-circuits",
            lambda: service.set_circuit(db=creation.db, order=body, by=who.subject, today=today),
        )

    @router.get("/payment-circuits", operation_id="payment_circuit_list", summary="The gmina's circuits of lists")
    async def circuits(_: Reader, db: Read) -> CircuitsOut:
        return await service.circuits(db=db)

    return router


async def _act(
    change: Changing,
    payment_list: UUID,
    act: str,
    body: CheckIn | ControlIn | RefusalDecidedIn | GivenBackIn,
    who: Principal,
    today: Today,
) -> Answer:
    return await change.run(
        lambda: service.act(
            db=change.db,
            payment_list=payment_list,
            act=act,
            by=who.subject,
            outcome=body.outcome,
            reason=body.reason,
            on=body.on,
            version=change.version,
            today=today,
        )
    )
