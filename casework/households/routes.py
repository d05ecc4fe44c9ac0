"""/households: made once, changed by joining and leaving; readings are audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.sight import sight_of
from casework.households import linking, service
from casework.households.schemas import HouseholdIn, HouseholdOut, JoiningIn, LeavingIn, LinkIn
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.problems import problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Linker = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]

_CHANGE = (service.HouseholdNotFound, *CHANGE_REFUSED)


def households_router(keys: KeyRing) -> APIRouter:
    """Routes of households; `keys` makes their pseudonyms."""
    router = APIRouter(prefix="/households", tags=["households"])

    @router.post(
        "",
        status_code=201,
        operation_id="household_register",
        summary="Register a household",
        responses=problems(service.HouseholdExists, *CREATION_REFUSED),
    )
    async def register(body: HouseholdIn, _: Clerk, creation: Creating) -> Answer:
        return await creation.run("households", lambda: service.register(db=creation.db, keys=keys, household=body))

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
        responses=problems(service.HouseholdNotFound),
    )
    async def show(household: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> HouseholdOut:
        found = await service.show(db=db, audit=audit, household=household)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/{household}/join",
        operation_id="household_join",
        summary="A person joins",
        responses=problems(*_CHANGE, service.MemberAlready, service.HouseholdFull),
    )
    async def join(household: UUID, body: JoiningIn, _: Clerk, change: Changing) -> Answer:
        return await change.run(
            lambda: service.join(db=change.db, household=household, joining=body, version=change.version)
        )

    @router.post(
        "/{household}/leave",
        operation_id="household_leave",
        summary="A person leaves",
        responses=problems(*_CHANGE, service.NotAMember, service.HouseholdEmpty),
    )
    async def leave(household: UUID, body: LeavingIn, _: Clerk, change: Changing) -> Answer:
        return await change.run(
            lambda: service.leave(db=change.db, household=household, leaving=body, version=change.version)
        )

    @router.post(
        "/{household}/link",
        operation_id="household_link",
        summary="Another service knows it by another adult of it: both are one household",
        responses=problems(*_CHANGE, service.NotAMember, linking.StandsForIt),
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
