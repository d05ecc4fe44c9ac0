"""/foster-children and the powiat's notes on them (ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 191)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
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
from services.social_assistance.foster_care import problems as refused
from services.social_assistance.foster_care import schemas as s
from services.social_assistance.foster_care import service, store
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import AllocationDiffers, InvoiceNotFound

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def foster_children_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the register of children."""
    router = APIRouter(prefix="/foster-children", tags=["foster_care"])

    @router.get(
        "",
        operation_id="foster_child_list",
        summary="Children for whom the gmina pays a share, by the day from which their years run (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.FosterChildOut],
    )
    async def list_children(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["counted_from", "-counted_from"] = "counted_from",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.FosterChildOut] | Response:
        whole = format == "csv"
        desk = Desk(Hand(db, audit, who.subject, today), sight, catalogue)
        found = await service.page(desk, paging, wanted, sort, everything=whole)
        return csv_response(s.FosterChildOut, found.items, "piecza-zastepcza") if whole else found

    @router.get(
        "/{foster_child}",
        operation_id="foster_child_show",
        summary="A child in the register (audited)",
        responses=problems(refused.FosterChildNotFound),
    )
    async def show(
        foster_child: UUID, who: Reader, db: Write, audit: Audit, today: Today, sight: Seeing, response: Response
    ) -> s.FosterChildOut:
        found = await service.show(Desk(Hand(db, audit, who.subject, today), sight, catalogue), foster_child)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "",
        status_code=201,
        operation_id="foster_child_register",
        summary="A child came into foster care whose residence before was in this gmina",
        responses=problems(refused.FosterChildExists, OfficialExcluded, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(
        body: s.FosterChildIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("foster-children", lambda: service.register(desk, body))

    @router.post(
        "/{foster_child}/change",
        operation_id="foster_child_change",
        summary="It moved, left care, or something else has become known",
        responses=problems(
            refused.FosterChildNotFound,
            refused.FosterChildExists,
            OfficialExcluded,
            ValidationFailed,
            *CHANGE_REFUSED,
        ),
    )
    async def change(
        foster_child: UUID,
        body: s.FosterChangeIn,
        who: Clerk,
        audit: Audit,
        today: Today,
        sight: Seeing,
        changing: Changing,
    ) -> Answer:
        desk = Desk(Hand(changing.db, audit, who.subject, today), sight, catalogue)
        return await changing.run(lambda: service.change(desk, foster_child, body, changing.version))

    return router


def foster_notes_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the powiat's notes, which are documents of a third party."""
    router = APIRouter(prefix="/invoices", tags=["foster_care"])

    @router.post(
        "/{invoice}/foster-note",
        operation_id="invoice_enter_foster_note",
        summary="Enter the note child by child and month by month; the document is divided by it",
        responses=problems(
            InvoiceNotFound, refused.NotAFosterNote, AllocationDiffers, OfficialExcluded, TransitionNotAllowed, ValidationFailed,
            *CHANGE_REFUSED,
        ),
    )  # fmt: skip
    async def enter(
        invoice: UUID, body: s.NoteIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.enter_note(desk, invoice, body, change.version))

    @router.get(
        "/{invoice}/foster-check",
        operation_id="invoice_check_foster_note",
        summary="The note beside what the act makes of its costs, with what differs (audited)",
        responses={**CSV_ANSWER, **problems(InvoiceNotFound, refused.NotAFosterNote)},
        response_model=s.FosterCheckOut,
    )
    async def checked(
        invoice: UUID,
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        format: Annotated[Format, Query(description="csv: its rows")] = "json",  # noqa: A002
    ) -> s.FosterCheckOut | Response:
        found = await service.checked(Desk(Hand(db, audit, who.subject, today), sight, catalogue), invoice)
        return csv_response(s.CheckedOut, found.rows, "piecza-nota") if format == "csv" else found

    return router


async def _filters(
    powiat: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    kind: Annotated[s.CareKind | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    on: Annotated[Day | None, Query(description="in care that day")] = None,
) -> store.Filters:
    return store.Filters(powiat, person, kind, unit, on)
