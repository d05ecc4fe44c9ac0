"""/recalculations: all running rights to a benefit assessed anew: preview, drafts, signature in bulk, carried on in chunks."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.assessments.service import BenefitRecorded
from casework.authority.problems import NoAuthority, SignatureUnknown
from casework.authority.veil import Veiled
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.booking import CannotBeBooked
from casework.budget.asked import AskPlan
from casework.decisions.grounds_checked import GroundNotAllowed
from casework.decisions.moments import DayOutOfOrder, SameOfficial
from casework.deliveries.schemas import DeliveryState
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.letters.problems import TemplateRefused
from casework.office.service import OfficeUnknown
from casework.payments.schemas import Code, Day
from casework.recalculations import mailing, printing, reading, service
from casework.recalculations.finding import ItemFilter
from casework.recalculations.holding import RecalculationNotFound
from casework.recalculations.letters_found import LetterFilter
from casework.recalculations.schemas import (
    BulkSendingIn,
    ItemOut,
    ItemState,
    LetterItemOut,
    LetterState,
    RecalculationEffectOut,
    RecalculationIn,
    RecalculationOut,
    RecalculationShort,
    State,
)
from casework.recalculations.store import Filter
from casework.signs.giving import NoFilePlanClass
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker")]
Head = Annotated[Principal, requires("head")]
Official = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
Printer = Annotated[Principal, requires("caseworker", "head", "auditor")]

_ARCHIVE: dict[int | str, dict[str, Any]] = {
    200: {"content": {printing.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
_STEP = (RecalculationNotFound, TransitionNotAllowed, *CHANGE_REFUSED)


def recalculations_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of mass recalculations; `keys` opens the facts that are assessed anew."""
    router = APIRouter(prefix="/recalculations", tags=["recalculations"])

    @router.post(
        "",
        status_code=201,
        operation_id="recalculation_start",
        summary="Start a recalculation of all running rights to a benefit",
        responses=problems(
            UnknownBenefitCode, BenefitRecorded, GroundNotAllowed, service.PreviewTooLong, *CREATION_REFUSED
        ),
    )
    async def start(body: RecalculationIn, who: Clerk, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            "recalculations",
            lambda: service.start(db=creation.db, catalogue=catalogue, order=body, by=who.subject, today=today),
        )

    @router.get(
        "",
        operation_id="recalculation_list",
        summary="Recalculations by their start",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[RecalculationShort],
    )
    async def list_operations(
        _: Reader,
        db: Read,
        paging: Paging,
        benefit: Annotated[Code | None, Query()] = None,
        state: Annotated[State | None, Query()] = None,
        started_from: Annotated[Day | None, Query()] = None,
        started_to: Annotated[Day | None, Query()] = None,
        sort: Literal["started_on", "-started_on"] = "-started_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[RecalculationShort] | Response:
        wanted = Filter(benefit, state, started_from, started_to)
        found = await reading.page(db=db, paging=paging, wanted=wanted, sort=sort, everything=format == "csv")
        return csv_response(RecalculationShort, found.items, "przeliczenia") if format == "csv" else found

    @router.get(
        "/{operation}",
        operation_id="recalculation_show",
        summary="Progress, and cost by month and budget line",
        responses=problems(RecalculationNotFound),
    )
    async def show(operation: UUID, _: Reader, veil: Veiled, db: Read, response: Response) -> RecalculationOut:
        found = await reading.show(db=db, veil=veil, operation=operation)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/{operation}/effect",
        operation_id="recalculation_effect",
        summary="Cost by month, and by budget line with what is left of the plan; it warns and refuses nothing",
        responses=problems(RecalculationNotFound, CannotBeBooked),
    )
    async def show_effect(operation: UUID, _: Reader, db: Read, plan: AskPlan) -> RecalculationEffectOut:
        return await reading.effect(db=db, catalogue=catalogue, plan=plan, operation=operation)

    @router.get(
        "/{operation}/items",
        operation_id="recalculation_items",
        summary="The chains of acts that it looked at (audited)",
        responses={**CSV_ANSWER, **problems(RecalculationNotFound, InvalidCursor)},
        response_model=Page[ItemOut],
    )
    async def list_items(
        operation: UUID,
        _: Reader,
        veil: Veiled,
        db: Write,
        audit: Audit,
        paging: Paging,
        state: Annotated[ItemState | None, Query()] = None,
        code: Annotated[Code | None, Query(description="why it was left out, or not carried out")] = None,
        kind: Annotated[Code | None, Query(description="of the draft")] = None,
        sort: Literal["root", "-root"] = "root",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[ItemOut] | Response:
        found = await reading.items(
            db=db, veil=veil, audit=audit, paging=paging, operation=operation, sort=sort, everything=format == "csv",
            wanted=ItemFilter(state, code, kind),
        )  # fmt: skip
        return csv_response(ItemOut, found.items, "przeliczenie") if format == "csv" else found

    @router.post(
        "/{operation}/continue",
        operation_id="recalculation_continue",
        summary="Carry the step that is under way on by a chunk",
        responses=problems(
            *_STEP, CannotBeBooked, NoAuthority, NoFilePlanClass, OfficeUnknown, SignatureUnknown, TemplateRefused
        ),
    )
    async def go_on(operation: UUID, _: Official, change: Changing) -> Answer:
        async def letters(answer: Answer) -> Answer:
            return await mailing.after(change.db, keys, catalogue, answer) or answer

        return await change.run(
            lambda: service.go_on(
                db=change.db, keys=keys, catalogue=catalogue, operation=operation, version=change.version
            ),
            letters,
        )

    @router.post(
        "/{operation}/draft", operation_id="recalculation_draft", summary="Make the drafts", responses=problems(*_STEP)
    )
    async def draft(operation: UUID, who: Clerk, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.draft(
                db=change.db, operation=operation, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{operation}/approve",
        operation_id="recalculation_approve",
        summary="Approve all drafts, as another person than the one who made them",
        responses=problems(*_STEP, SameOfficial, NoAuthority),
    )
    async def approve(operation: UUID, who: Head, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.approve(
                db=change.db,
                catalogue=catalogue,
                operation=operation,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.post(
        "/{operation}/issue",
        operation_id="recalculation_issue",
        summary="Issue all approved",
        responses=problems(*_STEP),
    )
    async def issue(operation: UUID, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: service.issue(
                db=change.db, operation=operation, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{operation}/letters",
        operation_id="recalculation_make_letters",
        summary="Make the letters of all issued decisions, one for each party; also those that were left out before",
        responses=problems(*_STEP),
    )
    async def make_letters(operation: UUID, who: Official, change: Changing, audit: Audit, today: Today) -> Answer:
        await audit.note(change.db, "made_letters", "recalculation", operation)
        return await change.run(
            lambda: mailing.letters(
                db=change.db, operation=operation, by=who.subject, version=change.version, today=today
            )
        )

    @router.post(
        "/{operation}/send",
        operation_id="recalculation_send",
        summary="Send the letters that were made: in one way and on one day, or to electronic addresses where they are known",
        responses=problems(*_STEP, DayOutOfOrder),
    )
    async def send(operation: UUID, body: BulkSendingIn, who: Official, change: Changing, today: Today) -> Answer:
        return await change.run(
            lambda: mailing.send(
                db=change.db, operation=operation, order=body, by=who.subject, version=change.version, today=today
            )
        )

    @router.get(
        "/{operation}/letters",
        operation_id="recalculation_letters",
        summary="Its letters, with the numbers of their decisions and what became of each (audited)",
        responses={**CSV_ANSWER, **problems(RecalculationNotFound, InvalidCursor)},
        response_model=Page[LetterItemOut],
    )
    async def list_letters(
        operation: UUID,
        _: Reader,
        veil: Veiled,
        db: Write,
        audit: Audit,
        paging: Paging,
        state: Annotated[LetterState | None, Query()] = None,
        code: Annotated[Code | None, Query(description="why it was left out")] = None,
        delivery: Annotated[DeliveryState | None, Query(description="of those that were sent")] = None,
        sort: Literal["decision", "-decision"] = "decision",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[LetterItemOut] | Response:
        found = await reading.letters(
            db=db, veil=veil, audit=audit, paging=paging, operation=operation, sort=sort, everything=format == "csv",
            wanted=LetterFilter(state, code, delivery),
        )  # fmt: skip
        return csv_response(LetterItemOut, found.items, "pisma-przeliczenia") if format == "csv" else found

    @router.get(
        "/{operation}/letters/export",
        operation_id="recalculation_letters_export",
        summary="Its letters as PDF in one archive for the printer, with spis.csv of what is in it and what is not (audited)",
        response_class=StreamingResponse,
        responses={**_ARCHIVE, **problems(RecalculationNotFound, printing.LettersNotMade)},
    )
    async def export_letters(
        operation: UUID,
        _: Printer,
        veil: Veiled,
        db: Write,
        audit: Audit,
        request: Request,
        state: Annotated[Literal["made", "sent"] | None, Query(description="made: what was not sent yet")] = None,
        sort: Annotated[printing.Order, Query(description="address: place, street, number")] = "znak",
    ) -> StreamingResponse:
        found = await printing.bundle(
            db=db, keys=keys, veil=veil, audit=audit, operation=operation, wanted=LetterFilter(state), order=sort
        )
        pieces = printing.packed(request.app.state.database, keys, found)
        headers = {"Content-Disposition": 'attachment; filename="pisma.zip"', "Cache-Control": "no-store"}
        return StreamingResponse(pieces, media_type=printing.MEDIA_TYPE, headers=headers)

    @router.post(
        "/{operation}/withdraw",
        operation_id="recalculation_withdraw",
        summary="Give it up and take its drafts back",
        responses=problems(*_STEP),
    )
    async def withdraw(operation: UUID, _: Official, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(db=change.db, operation=operation, version=change.version))

    return router
