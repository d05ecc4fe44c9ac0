"""/appeals/{id}/sko-decision and /carry-out: what SKO decided is entered by one person and carried out by another."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from casework.appeals import carrying_out
from casework.appeals import problems as refused
from casework.appeals.schemas import CarryOutIn, SkoDecisionIn
from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder, SameOfficial
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.auth import Principal, requires
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems

Clerk = Annotated[Principal, requires("caseworker", "head")]

_STEP = (refused.AppealNotFound, TransitionNotAllowed, DayOutOfOrder, *CHANGE_REFUSED)


def carrying_out_router(catalogue: Catalogue) -> APIRouter:
    """Routes of carrying out; the catalogue says where money is booked."""
    router = APIRouter()

    @router.post(
        "/appeals/{appeal}/sko-decision",
        operation_id="appeal_enter_sko_decision",
        summary="What SKO granted when it decided itself; another person carries it out",
        responses=problems(*_STEP, refused.DecisionUnfit, ValidationFailed, CannotBeBooked, OfficialExcluded),
    )
    async def enter_sko_decision(
        appeal: UUID, body: SkoDecisionIn, who: Clerk, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: carrying_out.enter(
                db=change.db,
                catalogue=catalogue,
                appeal=appeal,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/appeals/{appeal}/carry-out",
        operation_id="appeal_carry_out",
        summary="The office did what the result asks of it; SKO's own decision takes effect",
        responses=problems(*_STEP, refused.DecisionUnfit, CannotBeBooked, NoAuthority, OfficialExcluded, SameOfficial),
    )
    async def carry_out(appeal: UUID, body: CarryOutIn, who: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: carrying_out.carry_out(
                db=change.db,
                catalogue=catalogue,
                appeal=appeal,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    return router
