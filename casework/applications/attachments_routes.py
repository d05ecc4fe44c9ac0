"""Attachments over HTTP: sent as they are, in a stream; given out as a file to save. Every reading is audited."""

import hashlib
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse

from casework.applications import attachments, problems, store
from casework.applications.content_types import STORED, UPLOADED
from casework.applications.desk import desk_of
from casework.benefits.catalogue import Catalogue
from casework.today import Today
from casework.writes import CREATION_REFUSED
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer, IdempotencyKey, once_for
from kit.problems import PayloadTooLarge
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
    ) -> Answer:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        if await store.load(db, application) is None:
            raise problems.ApplicationNotFound
        name = attachments.name_of(content_disposition)
        received = await attachments.receive(desk, request.stream(), request.headers.get("content-type", ""))
        stands_for = received.sha256 + hashlib.sha256(f"{received.media_type}|{name}".encode()).digest()
        once = once_for(request, response, who, idempotency_key, stands_for)
        answer = await once.run(db, lambda: attachments.attach(desk, application, received, name))
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
