"""/decisions/{id}/parties, /deliveries, /waivers: to whom a decision goes, what becomes of each letter, who waives the appeal."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from casework.assessments.service import NoLawForDate
from casework.authority.problems import NoAuthority, OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.service import DecisionNotFound
from casework.deliveries import parties, service
from casework.deliveries.problems import (
    DeliveryImpossible,
    DeliveryNotFound,
    PartyBound,
    PartyExists,
    PartyNotFound,
    WaiverExists,
    WaiverWithoutEffect,
)
from casework.deliveries.schemas import (
    CaseStartIn,
    DeliveryOut,
    EventIn,
    ImmediateIn,
    PartyChangeIn,
    PartyIn,
    PartyOut,
    PartyWithdrawalIn,
    SendingIn,
    WaiverIn,
    WaiverOut,
)
from casework.institutions.problems import InstitutionUnknown
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems

Sender = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]

_COMMON = (DecisionNotFound, TransitionNotAllowed, DayOutOfOrder)
_MAKING = (*_COMMON, OfficialExcluded, *CREATION_REFUSED)
_CHANGING = (*_COMMON, OfficialExcluded, *CHANGE_REFUSED)


def deliveries_router(catalogue: Catalogue) -> APIRouter:
    """Routes of parties, deliveries and waivers."""
    router = APIRouter(prefix="/decisions/{decision}", tags=["deliveries"])

    @router.get(
        "/parties",
        operation_id="party_list",
        summary="Parties, with the term of appeal of each (audited)",
        responses=problems(DecisionNotFound),
    )
    async def list_parties(decision: UUID, _: Reader, db: Write, audit: Audit) -> list[PartyOut]:
        await audit.note(db, "read_parties", "decision", decision)
        return await parties.listed(db=db, decision=decision)

    @router.post(
        "/parties",
        status_code=201,
        operation_id="party_add",
        summary="Note a party; whoever gets the decision is one already",
        responses=problems(*_MAKING, PartyExists, InstitutionUnknown, ValidationFailed),
    )
    async def add_party(
        decision: UUID, body: PartyIn, who: Sender, sight: Seeing, creation: Creating, today: Today
    ) -> Answer:
        return await creation.run(
            f"decisions/{decision}/parties",
            lambda: parties.add(
                db=creation.db, sight=sight, decision=decision, party=body, by=who.subject, today=today
            ),
        )

    @router.patch(
        "/parties/{party}",
        operation_id="party_change",
        summary="Attorney, consents, request to supplement",
        responses=problems(*_CHANGING, PartyNotFound, ValidationFailed),
    )
    async def change_party(
        decision: UUID, party: UUID, body: PartyChangeIn, _: Sender, sight: Seeing, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: parties.change(
                db=change.db,
                sight=sight,
                decision=decision,
                party=party,
                told=body,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/parties/{party}/withdraw",
        operation_id="party_withdraw",
        summary="Somebody was noted by mistake: nothing was sent to her or done by her",
        responses=problems(*_CHANGING, PartyNotFound, PartyBound),
    )
    async def withdraw_party(
        decision: UUID, party: UUID, body: PartyWithdrawalIn, who: Sender, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: parties.withdraw(
                db=change.db,
                decision=decision,
                party=party,
                why=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "/deliveries",
        operation_id="delivery_list",
        summary="What was sent to whom, and the day it counts as delivered (audited)",
        responses=problems(DecisionNotFound),
    )
    async def list_deliveries(decision: UUID, _: Reader, db: Write, audit: Audit) -> list[DeliveryOut]:
        await audit.note(db, "read_deliveries", "decision", decision)
        return await service.deliveries(db=db, decision=decision)

    @router.post(
        "/deliveries",
        status_code=201,
        operation_id="delivery_send",
        summary="Send an act to a party",
        responses=problems(*_MAKING, PartyNotFound, DeliveryImpossible, NoLawForDate, ValidationFailed),
    )
    async def send(decision: UUID, body: SendingIn, who: Sender, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            f"decisions/{decision}/deliveries",
            lambda: service.send(db=creation.db, decision=decision, sending=body, by=who.subject, today=today),
        )

    @router.post(
        "/deliveries/{delivery}/events",
        operation_id="delivery_note_event",
        summary="Note what happened to it; nothing is ever erased",
        responses=problems(*_CHANGING, DeliveryNotFound, DeliveryImpossible, NoLawForDate),
    )
    async def note_event(
        decision: UUID, delivery: UUID, body: EventIn, who: Sender, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.note_event(
                db=change.db,
                decision=decision,
                delivery=delivery,
                event=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "/waivers",
        operation_id="waiver_list",
        summary="Waivers of the appeal (audited)",
        responses=problems(DecisionNotFound),
    )
    async def list_waivers(decision: UUID, _: Reader, db: Write, audit: Audit) -> list[WaiverOut]:
        await audit.note(db, "read_waivers", "decision", decision)
        return await service.waivers(db=db, decision=decision)

    @router.post(
        "/waivers",
        status_code=201,
        operation_id="waiver_note",
        summary="A party waives the appeal; it cannot be taken back",
        responses=problems(*_MAKING, PartyNotFound, WaiverExists, WaiverWithoutEffect),
    )
    async def waive(decision: UUID, body: WaiverIn, who: Sender, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            f"decisions/{decision}/waivers",
            lambda: service.waive(db=creation.db, decision=decision, waiver=body, by=who.subject, today=today),
        )

    @router.post(
        "/case-start",
        operation_id="decision_set_case_start",
        summary="The day the case began, which tells the wording of the code",
        responses=problems(*_CHANGING),
    )
    async def set_case_start(decision: UUID, body: CaseStartIn, _: Sender, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.set_case_start(
                db=change.db, decision=decision, start=body, version=change.version, today=today
            )
        )

    @router.post(
        "/enforceability-order",
        operation_id="decision_order_enforceability",
        summary="Immediate enforceability in the decision itself (art. 108 § 1); later by an order (kind `enforceability`)",
        responses=problems(*_CHANGING, NoAuthority, OfficialExcluded),
    )
    async def order_enforceability(
        decision: UUID, body: ImmediateIn, who: Head, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.order_enforceability(
                db=change.db,
                catalogue=catalogue,
                decision=decision,
                order=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    return router
