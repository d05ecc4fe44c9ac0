"""/institutions: courts, bailiffs, homes, banks, schools and offices, to choose parties and payees from."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.exports import CSV_ANSWER, Format, csv_response
from casework.institutions import service, store
from casework.institutions.problems import InstitutionEnded, InstitutionExists, InstitutionNotFound
from casework.institutions.schemas import (
    InstitutionEndIn,
    InstitutionIn,
    InstitutionKind,
    InstitutionOut,
    InstitutionShown,
)
from casework.office.schemas import Day
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Keeper = Annotated[Principal, requires("caseworker", "head", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def institutions_router() -> APIRouter:
    """Routes of the register of institutions."""
    router = APIRouter(prefix="/institutions", tags=["institutions"])

    @router.post(
        "",
        status_code=201,
        operation_id="institution_enter",
        summary="Enter an institution in the register",
        responses=problems(InstitutionExists, *CREATION_REFUSED),
    )
    async def enter(body: InstitutionIn, who: Keeper, creation: Creating, audit: Audit, today: Today) -> Answer:
        return await creation.run(
            "institutions", lambda: service.enter(creation.db, audit, body, by=who.subject, today=today)
        )

    @router.put(
        "/{institution}",
        operation_id="institution_change",
        summary="What is entered of it from now on; parties and payees that were chosen keep what they were told",
        responses=problems(InstitutionNotFound, InstitutionEnded, InstitutionExists, *CHANGE_REFUSED),
    )
    async def change(
        institution: UUID, body: InstitutionIn, who: Keeper, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.change(
                change.db, audit, institution, body, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{institution}/end",
        operation_id="institution_end",
        summary="Its last day in the register: it is chosen no more after it",
        responses=problems(InstitutionNotFound, InstitutionEnded, *CHANGE_REFUSED),
    )
    async def end(
        institution: UUID, body: InstitutionEndIn, who: Keeper, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        return await change.run(
            lambda: service.end(
                change.db, audit, institution, body, by=who.subject, version=change.version, today=today
            )
        )

    @router.get(
        "",
        operation_id="institution_list",
        summary="The register of institutions by name",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[InstitutionOut],
    )
    async def list_institutions(
        _: Reader,
        db: Read,
        paging: Paging,
        kind: Annotated[InstitutionKind | None, Query()] = None,
        name: Annotated[
            str | None, Query(min_length=2, max_length=100, description="a part of it, in any letters")
        ] = None,
        nip: Annotated[str | None, Query(pattern=r"^[0-9]{10}$")] = None,
        on: Annotated[Day | None, Query(description="only those that may be chosen on this day")] = None,
        sort: Literal["name", "-name"] = "name",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[InstitutionOut]:
        filters = store.Filters(kind, name, nip, on)
        found = await service.page(db, paging, filters, sort=sort, everything=format == "csv")
        return csv_response(InstitutionOut, found.items, "instytucje") if format == "csv" else found

    @router.get(
        "/{institution}",
        operation_id="institution_show",
        summary="An institution with all that was entered of it",
        responses=problems(InstitutionNotFound),
    )
    async def show(institution: UUID, _: Reader, db: Read, response: Response) -> InstitutionShown:
        found = await service.show(db, institution)
        response.headers["ETag"] = etag(found.version)
        return found

    return router
