"""/exclusions and /restrictions: who takes no part in a matter, and who alone sees it.

Readings are audited: they tell of kinship and violence.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority import access, reading
from casework.authority import schemas as s
from casework.authority.problems import (
    CannotBeLifted,
    ExclusionNotFound,
    NotForYouToExclude,
    RestrictionExists,
    RestrictionNotFound,
)
from casework.authority.sight import sight_of
from casework.authority.tables import ExclusionRow, RestrictionRow
from casework.exports import CSV_ANSWER, Format
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems

Head = Annotated[Principal, requires("head")]
Official = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]

_CHANGE = (TransitionNotAllowed, *CHANGE_REFUSED)


def access_router() -> APIRouter:
    """Routes of exclusions and restrictions."""
    router = APIRouter(tags=["authority"])
    _exclusions(router)
    _restrictions(router)
    return router


def _exclusions(router: APIRouter) -> None:
    @router.post(
        "/exclusions",
        status_code=201,
        operation_id="exclusion_enter",
        summary="Exclude an official from a matter (the superior anybody, an official herself), or the organ",
        responses=problems(NotForYouToExclude, ValidationFailed, *CREATION_REFUSED),
    )
    async def enter(body: s.ExclusionIn, who: Official, creation: Creating, audit: Audit, today: Today) -> Answer:
        async def work() -> Answer:
            return await access.exclude(creation.db, audit, await sight_of(creation.db, who, today), body)

        return await creation.run("exclusions", work)

    @router.get(
        "/exclusions",
        operation_id="exclusion_list",
        summary="Exclusions by the day they began (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ExclusionOut],
    )
    async def list_exclusions(
        who: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        today: Today,
        official: Annotated[s.Subject | None, Query()] = None,
        matter: Annotated[UUID | None, Query(description="person, household or decision")] = None,
        sort: reading.Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.ExclusionOut]:
        await audit.note(db, "listed", "exclusion", matter)
        sight = await sight_of(db, who, today)
        wanted = reading.equal(official=(ExclusionRow.official, official), matter=(ExclusionRow.matter, matter))
        return await reading.page(
            db,
            paging,
            ExclusionRow,
            s.ExclusionOut,
            filters={"official": official, "matter": matter},
            wanted=[*wanted, *reading.seen_exclusions(sight)],
            sort=sort,
            as_file="wylaczenia" if format == "csv" else None,
        )

    @router.get(
        "/exclusions/{exclusion}",
        operation_id="exclusion_show",
        summary="An exclusion with its history (audited)",
        responses=problems(ExclusionNotFound),
    )
    async def show(exclusion: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> s.ExclusionShown:
        found = await reading.show(db, ExclusionRow, exclusion, s.ExclusionShown, ExclusionNotFound)
        await audit.note(db, "read", "exclusion", found.id)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/exclusions/{exclusion}/lift",
        operation_id="exclusion_lift",
        summary="The first day without it; of somebody else",
        responses=problems(ExclusionNotFound, CannotBeLifted, ValidationFailed, *_CHANGE),
    )
    async def lift(exclusion: UUID, body: s.LiftIn, _: Head, change: Changing, audit: Audit) -> Answer:
        return await change.run(lambda: access.lift(change.db, audit, exclusion, body, change.version))


def _restrictions(router: APIRouter) -> None:
    @router.post(
        "/restrictions",
        status_code=201,
        operation_id="restriction_enter",
        summary="Hide a person, a household or a decision from everybody but the named and the head",
        responses=problems(RestrictionExists, ValidationFailed, *CREATION_REFUSED),
    )
    async def enter(body: s.RestrictionIn, who: Official, creation: Creating, audit: Audit, today: Today) -> Answer:
        async def work() -> Answer:
            return await access.restrict(creation.db, audit, await sight_of(creation.db, who, today), body, today)

        return await creation.run("restrictions", work)

    @router.get(
        "/restrictions",
        operation_id="restriction_list",
        summary="Restrictions that the caller is named in, for the head all (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.RestrictionOut],
    )
    async def list_restrictions(
        who: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        today: Today,
        matter: Annotated[UUID | None, Query(description="person, household or decision")] = None,
        sort: reading.Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.RestrictionOut]:
        await audit.note(db, "listed", "restriction", matter)
        sight = await sight_of(db, who, today)
        return await reading.page(
            db,
            paging,
            RestrictionRow,
            s.RestrictionOut,
            filters={"matter": matter},
            wanted=[*reading.equal(matter=(RestrictionRow.matter, matter)), *access.readable(sight)],
            sort=sort,
            as_file="ograniczenia" if format == "csv" else None,
        )

    @router.get(
        "/restrictions/{restriction}",
        operation_id="restriction_show",
        summary="A restriction with its history (audited)",
        responses=problems(RestrictionNotFound),
    )
    async def show(restriction: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> s.RestrictionShown:
        found = await reading.show(db, RestrictionRow, restriction, s.RestrictionShown, RestrictionNotFound)
        await audit.note(db, "read", "restriction", found.id)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/restrictions/{restriction}/readers",
        operation_id="restriction_change_readers",
        summary="Who sees the matter from now on, besides the head",
        responses=problems(RestrictionNotFound, *_CHANGE),
    )
    async def readers(
        restriction: UUID, body: s.ReadersIn, _: Head, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: access.change_readers(change.db, audit, restriction, body, change.version, today)
        )

    @router.post(
        "/restrictions/{restriction}/lift",
        operation_id="restriction_lift",
        summary="The matter is for everybody again",
        responses=problems(RestrictionNotFound, *_CHANGE),
    )
    async def lift(
        restriction: UUID, body: s.RestrictionLiftIn, _: Head, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(lambda: access.open_again(change.db, audit, restriction, body, change.version, today))
