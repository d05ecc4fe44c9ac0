"""/office: the centre's own data, which letters are headed and signed with."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from casework.office import service
from casework.office.schemas import Day, OfficeIn, OfficeOut
from casework.today import Today
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import IfMatch, etag
from kit.problems import ConcurrentChange, PreconditionFailed, PreconditionRequired, problems

Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def office_router() -> APIRouter:
    """Routes of the office's own data."""
    router = APIRouter(prefix="/office", tags=["office"])

    @router.get("", operation_id="office_show", summary="The office's data of a day", responses=problems())
    async def show(
        _: Reader,
        db: Read,
        today: Today,
        response: Response,
        on: Annotated[Day | None, Query(description="today unless stated")] = None,
    ) -> OfficeOut:
        found = await service.show(db, on or today)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/versions", operation_id="office_version_list", summary="Every version, the newest first", responses=problems()
    )
    async def versions(_: Reader, db: Read) -> list[OfficeOut]:
        return await service.history(db)

    @router.put(
        "",
        operation_id="office_replace",
        summary="A new version from a day; If-Match: the version that it follows, 0 for the first",
        responses=problems(PreconditionFailed, PreconditionRequired, ConcurrentChange),
    )
    async def replace(
        body: OfficeIn, who: Head, db: Write, if_match: IfMatch, audit: Audit, today: Today, response: Response
    ) -> OfficeOut:
        made = await service.replace(db, body, version=if_match, by=who.subject, today=today)
        await audit.note(db, "replaced", "office")
        response.headers["ETag"] = etag(made.version)
        return made

    return router
