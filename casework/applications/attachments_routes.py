"""Attachments over HTTP: sent as they are, in a stream; given out as a file to save. Every reading is audited."""

import hashlib
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.applications import attachments, describing, problems, store
from casework.applications.attachments import Described
from casework.applications.attachments_schemas import (
    AttachmentKindOut,
    AttachmentListed,
    AttachmentState,
    AttachmentWithdrawalIn,
    CompletenessOut,
    DescriptionIn,
    KindCode,
)
from casework.applications.attachments_store import AttachmentFilters
from casework.applications.content_types import STORED, UPLOADED
from casework.applications.desk import desk_of
from casework.applications.members import Day
from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer, IdempotencyKey, once_for
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import PayloadTooLarge, ValidationFailed
from kit.problems import problems as told
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]

_BYTES = {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 …"}
_SENT: dict[str, Any] = {"requestBody": {"required": True, "content": dict.fromkeys(UPLOADED, _BYTES)}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            media: {"schema": {"type": "object"}, "example": {"TrescDokumentu": {}}}
            if media.endswith("json")
            else _BYTES
            for media in STORED
        }
    }
}


def attachments_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of attachments; `keys` seals and opens their bytes."""
    router = APIRouter()
    router.include_router(_bytes(catalogue, keys))
    router.include_router(_described(catalogue, keys))
    return router


def _bytes(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/applications/{application}/attachments",
        status_code=201,
        operation_id="attachment_add",
        summary="Add an attachment: the bytes as the body, its name in Content-Disposition",
        responses=told(
            problems.ApplicationNotFound,
            problems.AttachmentExists,
            problems.AttachmentTypeRefused,
            problems.AttachmentTypeDiffers,
            PayloadTooLarge,
            ValidationFailed,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
        openapi_extra=_SENT,
    )
    async def add(
        application: UUID,
        request: Request,
        who: Clerk,
        db: Write,
        audit: Audit,
        today: Today,
        response: Response,
        idempotency_key: Annotated[IdempotencyKey, Header(description="chosen by the caller for this one write")],
        content_disposition: Annotated[
            str | None, Header(max_length=1000, description="attachment; filename*=UTF-8''skan.pdf")
        ] = None,
        kind: Annotated[KindCode | None, Query()] = None,
        received_on: Annotated[
            Day | None, Query(description="the day it reached the office; today unless stated")
        ] = None,
        posted_on: Annotated[Day | None, Query(description="the day of the postmark or of sending")] = None,
    ) -> Answer:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        if await store.load(db, application) is None:
            raise problems.ApplicationNotFound
        described = Described(kind, received_on, posted_on)
        await describing.fits(desk, application, described)
        name = attachments.name_of(content_disposition)
        received = await attachments.receive(desk, request.stream(), request.headers.get("content-type", ""))
        stands_for = received.sha256 + hashlib.sha256(f"{received.media_type}|{name}".encode()).digest()
        once = once_for(request, response, who, idempotency_key, stands_for)
        answer = await once.run(db, lambda: attachments.attach(desk, application, received, name, described))
        if answer.id != received.id:
            await attachments.forget(db, received)
        response.headers.update({"Location": f"/v1/attachments/{answer.id}", "ETag": etag(answer.version)})
        return answer

    @router.get(
        "/attachments/{attachment}",
        operation_id="attachment_read",
        summary="The bytes of an attachment, as a file to save (audited)",
        responses={**_FILE, **told(problems.AttachmentNotFound)},
        response_class=Response,
    )
    async def read(attachment: UUID, request: Request, who: Reader, db: Write, audit: Audit, today: Today) -> Response:
        row, name = await attachments.read(await desk_of(db, audit, who, today, keys, catalogue), attachment)
        return StreamingResponse(
            attachments.body(request.app.state.database, keys, db.gmina, row.id, row.parts),
            media_type=row.media_type,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
                "Content-Length": str(row.size),
                "Cache-Control": "no-store",
                "ETag": f'"{row.sha256.hex()}"',
            },
        )

    return router


def _described(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter()
    kinds = describing.listed(catalogue.attachments)

    @router.get(
        "/attachment-kinds",
        operation_id="attachment_kind_list",
        summary="What a document may be: the closed lists of the acts, and which benefits ask for it",
    )
    async def list_kinds(_: Reader) -> list[AttachmentKindOut]:
        return kinds

    @router.get(
        "/attachments",
        operation_id="attachment_list",
        summary="Attachments by the day they came (audited)",
        responses={**CSV_ANSWER, **told(InvalidCursor)},
        response_model=Page[AttachmentListed],
    )
    async def list_attachments(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        paging: Paging,
        filters: Annotated[AttachmentFilters, Depends(_filters)],
        sort: Literal["received_on", "-received_on"] = "-received_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[AttachmentListed]:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        found = await describing.page(desk, paging, filters, sort, everything=format == "csv")
        return csv_response(AttachmentListed, found.items, "zalaczniki") if format == "csv" else found

    @router.post(
        "/attachments/{attachment}/describe",
        operation_id="attachment_describe",
        summary="Say what the document is and when it came",
        responses=told(
            problems.AttachmentNotFound,
            problems.AttachmentWithdrawn,
            OfficialExcluded,
            ValidationFailed,
            *CHANGE_REFUSED,
        ),
    )
    async def describe(
        attachment: UUID, body: DescriptionIn, who: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        desk = await desk_of(change.db, audit, who, today, keys, catalogue)
        return await change.run(lambda: describing.describe(desk, attachment, body, change.version))

    @router.post(
        "/attachments/{attachment}/withdraw",
        operation_id="attachment_withdraw",
        summary="Take a document out of an application where it does not belong; its bytes stay with the file",
        responses=told(
            problems.AttachmentNotFound,
            problems.AttachmentWithdrawn,
            problems.AttachmentRelied,
            OfficialExcluded,
            *CHANGE_REFUSED,
        ),
    )
    async def withdraw(
        attachment: UUID, body: AttachmentWithdrawalIn, who: Clerk, change: Changing, audit: Audit, today: Today
    ) -> Answer:
        desk = await desk_of(change.db, audit, who, today, keys, catalogue)
        return await change.run(lambda: describing.withdraw(desk, attachment, body, change.version))

    @router.get(
        "/applications/{application}/completeness",
        operation_id="application_completeness",
        summary="What the benefits ask for and what is there; it informs only (audited)",
        responses=told(problems.ApplicationNotFound),
    )
    async def completeness(application: UUID, who: Reader, db: Write, audit: Audit, today: Today) -> CompletenessOut:
        return await describing.completeness(await desk_of(db, audit, who, today, keys, catalogue), application)

    return router


async def _filters(
    application: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="applicant or representative")] = None,
    kind: Annotated[KindCode | None, Query()] = None,
    described: Annotated[bool | None, Query(description="false: nobody has said yet what it is")] = None,
    state: Annotated[AttachmentState | None, Query()] = None,
    since: Annotated[Day | None, Query(description="received on this day or later")] = None,
    until: Annotated[Day | None, Query(description="received on this day or earlier")] = None,
) -> AttachmentFilters:
    return AttachmentFilters(application, person, kind, described, state, since, until)
