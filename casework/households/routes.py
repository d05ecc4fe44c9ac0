"""/households: made once, changed by joining and leaving; readings are audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.evidence import problems as evidence
from casework.evidence.seats import ClerksSeat
from casework.households import belonging, linking, service
from casework.households import problems as refused
from casework.households.schemas import (
    HouseholdIn,
    HouseholdOut,
    JoiningIn,
    LeavingIn,
    LinkIn,
    MemberCorrectionIn,
    MemberStrikingIn,
)
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Linker = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]

_CHANGE = (refused.HouseholdNotFound, evidence.FactRefused, ValidationFailed, *CHANGE_REFUSED)


def households_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of households; `keys` makes their pseudonyms and seals what is established of their members."""
    router = APIRouter(prefix="/households", tags=["households"])

    @router.post(
        "",
        status_code=201,
        operation_id="household_register",
        summary="Register a household",
        responses=problems(refused.HouseholdExists, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(body: HouseholdIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        sight = await sight_of(creation.db, who, today)
        return await creation.run(
            "households", lambda: service.register(db=creation.db, keys=keys, sight=sight, household=body)
        )

    @router.get("", operation_id="household_list", summary="Households of a person (audited)")
    async def of_person(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        person: Annotated[UUID, Query(description="id of the person")],
    ) -> list[HouseholdOut]:
        return await service.of_person(db=db, audit=audit, sight=await sight_of(db, who, today), person=person)

    @router.get(
        "/{household}",
        operation_id="household_show",
        summary="A household with its members (audited)",
        responses=problems(refused.HouseholdNotFound),
    )
    async def show(household: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> HouseholdOut:
        found = await service.show(db=db, audit=audit, household=household)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/{household}/join",
        operation_id="household_join",
        summary="A person joins; with evidence her membership is established by the same act",
        responses=problems(*_CHANGE, refused.MemberAlready, refused.HouseholdFull),
    )
    async def join(household: UUID, body: JoiningIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: belonging.join(desk, household, body, change.version))

    @router.post(
        "/{household}/leave",
        operation_id="household_leave",
        summary="A person leaves",
        responses=problems(*_CHANGE, refused.NotAMember, refused.HouseholdEmpty, TransitionNotAllowed),
    )
    async def leave(household: UUID, body: LeavingIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: belonging.leave(desk, household, body, change.version))

    @router.post(
        "/{household}/correct-member",
        operation_id="household_correct_member",
        summary="Put right the day or the role of a stay; the log is told of every day that differs",
        responses=problems(
            *_CHANGE, refused.NotAMember, refused.MemberAlready, refused.HouseholdFull, TransitionNotAllowed
        ),
    )
    async def correct(household: UUID, body: MemberCorrectionIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: belonging.correct(desk, household, body, change.version))

    @router.post(
        "/{household}/strike-member",
        operation_id="household_strike_member",
        summary="Strike out a stay that never was",
        responses=problems(*_CHANGE, refused.NotAMember, refused.HouseholdEmpty, TransitionNotAllowed),
    )
    async def strike(household: UUID, body: MemberStrikingIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: belonging.strike(desk, household, body, change.version))

    @router.post(
        "/{household}/link",
        operation_id="household_link",
        summary="Another service knows it by another adult of it: both are one household",
        responses=problems(*_CHANGE, refused.NotAMember, linking.StandsForIt),
    )
    async def link(household: UUID, body: LinkIn, _: Linker, change: Changing, audit: Audit, today: Today) -> Answer:
        return await change.run(
            lambda: linking.link(
                db=change.db,
                keys=keys,
                audit=audit,
                household=household,
                link=body,
                version=change.version,
                today=today,
            )
        )

    return router
