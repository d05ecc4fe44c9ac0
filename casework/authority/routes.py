"""/staff, /authorisations, /deputyships: who works here, who may decide what, who stands in for whom; with history."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy import or_
from sqlmodel import col

from casework.authority import reading, registers
from casework.authority import schemas as s
from casework.authority.problems import (
    AuthorisationExists,
    AuthorisationNotFound,
    DeputyshipNotFound,
    OwnAuthorisation,
    StaffNotFound,
    StaffOverlaps,
)
from casework.authority.tables import AuthorisationRow, DeputyshipRow, StaffRow
from casework.benefits.catalogue import Catalogue
from casework.exports import CSV_ANSWER, Format
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems

Head = Annotated[Principal, requires("head")]
Keeper = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]

On = Annotated[s.Day | None, Query(description="only entries that stand on this day")]
Wanted = Annotated[s.Subject | None, Query()]

_CHANGE = (TransitionNotAllowed, *CHANGE_REFUSED)


def authority_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the registers; an authorisation names acts and benefits of the catalogue."""
    router = APIRouter(tags=["authority"])
    _staff(router)
    _authorisations(router, catalogue)
    _deputyships(router)
    return router


def _staff(router: APIRouter) -> None:
    @router.post(
        "/staff",
        status_code=201,
        operation_id="staff_enter",
        summary="Enter somebody's post and unit",
        responses=problems(StaffOverlaps, *CREATION_REFUSED),
    )
    async def enter(body: s.StaffIn, _: Head, creation: Creating, audit: Audit) -> Answer:
        return await creation.run("staff", lambda: registers.enter_staff(creation.db, audit, body))

    @router.get(
        "/staff",
        operation_id="staff_list",
        summary="Posts by the day they began",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.StaffOut],
    )
    async def list_staff(
        _: Reader,
        db: Read,
        paging: Paging,
        subject: Wanted = None,
        unit: Annotated[s.Code | None, Query()] = None,
        on: On = None,
        sort: reading.Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.StaffOut]:
        wanted = reading.equal(subject=(StaffRow.subject, subject), unit=(StaffRow.unit, unit))
        return await reading.page(
            db,
            paging,
            StaffRow,
            s.StaffOut,
            filters={"subject": subject, "unit": unit, "on": on},
            wanted=[*wanted, *reading.standing(StaffRow, on)],
            sort=sort,
            as_file="pracownicy" if format == "csv" else None,
        )

    @router.get(
        "/staff/{staff_entry}",
        operation_id="staff_show",
        summary="A post with its history",
        responses=problems(StaffNotFound),
    )
    async def show(staff_entry: UUID, _: Reader, db: Read, response: Response) -> s.StaffShown:
        found = await reading.show(db, StaffRow, staff_entry, s.StaffShown, StaffNotFound)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/staff/{staff_entry}/end",
        operation_id="staff_end",
        summary="The last day of a post",
        responses=problems(StaffNotFound, ValidationFailed, *_CHANGE),
    )
    async def end(staff_entry: UUID, body: s.EndIn, _: Head, change: Changing, audit: Audit) -> Answer:
        return await change.run(lambda: registers.end_staff(change.db, audit, staff_entry, body, change.version))


def _authorisations(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/authorisations",
        status_code=201,
        operation_id="authorisation_enter",
        summary="Enter a written authorisation to decide, of somebody else",
        responses=problems(OwnAuthorisation, AuthorisationExists, ValidationFailed, *CREATION_REFUSED),
    )
    async def enter(body: s.AuthorisationIn, _: Keeper, creation: Creating, audit: Audit, today: Today) -> Answer:
        return await creation.run(
            "authorisations", lambda: registers.enter_authorisation(creation.db, audit, catalogue, body, today)
        )

    @router.get(
        "/authorisations",
        operation_id="authorisation_list",
        summary="Authorisations by the day they began",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.AuthorisationOut],
    )
    async def list_authorisations(
        _: Reader,
        db: Read,
        paging: Paging,
        subject: Wanted = None,
        on: On = None,
        sort: reading.Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.AuthorisationOut]:
        revoked = col(AuthorisationRow.revoked_on)
        return await reading.page(
            db,
            paging,
            AuthorisationRow,
            s.AuthorisationOut,
            filters={"subject": subject, "on": on},
            wanted=[
                *reading.equal(subject=(AuthorisationRow.subject, subject)),
                *reading.standing(AuthorisationRow, on),
                *([] if on is None else [or_(revoked.is_(None), revoked > on)]),
            ],
            sort=sort,
            as_file="upowaznienia" if format == "csv" else None,
        )

    @router.get(
        "/authorisations/{authorisation}",
        operation_id="authorisation_show",
        summary="An authorisation with its history",
        responses=problems(AuthorisationNotFound),
    )
    async def show(authorisation: UUID, _: Reader, db: Read, response: Response) -> s.AuthorisationShown:
        found = await reading.show(db, AuthorisationRow, authorisation, s.AuthorisationShown, AuthorisationNotFound)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/authorisations/{authorisation}/revoke",
        operation_id="authorisation_revoke",
        summary="The first day without it",
        responses=problems(AuthorisationNotFound, OwnAuthorisation, ValidationFailed, *_CHANGE),
    )
    async def revoke(authorisation: UUID, body: s.RevocationIn, _: Keeper, change: Changing, audit: Audit) -> Answer:
        return await change.run(lambda: registers.revoke(change.db, audit, authorisation, body, change.version))


def _deputyships(router: APIRouter) -> None:
    @router.post(
        "/deputyships",
        status_code=201,
        operation_id="deputyship_enter",
        summary="Enter who stands in for whom",
        responses=problems(OwnAuthorisation, *CREATION_REFUSED),
    )
    async def enter(body: s.DeputyshipIn, _: Keeper, creation: Creating, audit: Audit) -> Answer:
        return await creation.run("deputyships", lambda: registers.enter_deputyship(creation.db, audit, body))

    @router.get(
        "/deputyships",
        operation_id="deputyship_list",
        summary="Deputyships by the day they began",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.DeputyshipOut],
    )
    async def list_deputyships(
        _: Reader,
        db: Read,
        paging: Paging,
        deputy: Wanted = None,
        on: On = None,
        sort: reading.Sort = "-since",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.DeputyshipOut]:
        return await reading.page(
            db,
            paging,
            DeputyshipRow,
            s.DeputyshipOut,
            filters={"deputy": deputy, "on": on},
            wanted=[
                *reading.equal(deputy=(DeputyshipRow.deputy, deputy)),
                *reading.standing(DeputyshipRow, on),
            ],
            sort=sort,
            as_file="zastepstwa" if format == "csv" else None,
        )

    @router.get(
        "/deputyships/{deputyship}",
        operation_id="deputyship_show",
        summary="A deputyship with its history",
        responses=problems(DeputyshipNotFound),
    )
    async def show(deputyship: UUID, _: Reader, db: Read, response: Response) -> s.DeputyshipShown:
        found = await reading.show(db, DeputyshipRow, deputyship, s.DeputyshipShown, DeputyshipNotFound)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/deputyships/{deputyship}/end",
        operation_id="deputyship_end",
        summary="The last day of a deputyship",
        responses=problems(DeputyshipNotFound, ValidationFailed, *_CHANGE),
    )
    async def end(deputyship: UUID, body: s.EndIn, _: Keeper, change: Changing, audit: Audit) -> Answer:
        return await change.run(lambda: registers.end_deputyship(change.db, audit, deputyship, body, change.version))
