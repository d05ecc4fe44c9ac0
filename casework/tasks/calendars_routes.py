"""/calendars: addresses that a calendar program subscribes to. Reading one needs no token: its secret address is the key."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from casework.benefits.catalogue import Catalogue
from casework.tasks import calendars
from casework.tasks.calendars import Secrets
from casework.tasks.problems import CalendarNotFound
from casework.tasks.schemas import CalendarIn, CalendarMade, CalendarOut
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.auth import Principal, requires
from kit.auth.dependencies import GMINA_PATTERN
from kit.db import Read
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.parameters import ANY_QUERY
from kit.problems import ValidationFailed, problems

Owner = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant")]
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$", examples=["pR7a0Jq3bX9cL2mN5dK8fT1gV4hW6jY0zS3eU7iO1wA"])]
OfGmina = Annotated[str, Query(pattern=GMINA_PATTERN, description="TERYT of the gmina", examples=["101805"])]

_MEDIA = "text/calendar"
_EXAMPLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//GOPS//terminy i zadania//PL\r\nEND:VCALENDAR\r\n"


def calendars_router(catalogue: Catalogue) -> APIRouter:
    """Routes of calendars."""
    router = APIRouter(prefix="/calendars", tags=["terms and tasks"])

    @router.post(
        "",
        status_code=201,
        operation_id="calendar_create",
        summary="Make a calendar; its secret address is told here only",
        responses=problems(ValidationFailed, *CREATION_REFUSED),
    )
    async def create(body: CalendarIn, who: Owner, creation: Creating, today: Today, request: Request) -> CalendarMade:
        secrets = Secrets(request.app.state.fingerprint_key)
        answer = await creation.run("calendars", lambda: calendars.make(creation.db, who, secrets, body, today))
        return CalendarMade(**answer.model_dump(), address=secrets.address(creation.db.gmina, answer.id))

    @router.get(
        "",
        operation_id="calendar_list",
        summary="One's own calendars, for the head everybody's",
        responses=problems(InvalidCursor),
    )
    async def list_calendars(who: Owner, db: Read, paging: Paging) -> Page[CalendarOut]:
        return await calendars.page(db, paging, who)

    @router.post(
        "/{calendar}/revoke",
        operation_id="calendar_revoke",
        summary="Its address opens nothing any more",
        responses=problems(CalendarNotFound, TransitionNotAllowed, *CHANGE_REFUSED),
    )
    async def revoke(calendar: UUID, who: Owner, change: Changing, today: Today) -> Answer:
        return await change.run(lambda: calendars.revoke(change.db, who, calendar, change.version, today))

    @router.get(
        "/read/{secret}.ics",
        operation_id="calendar_read",
        summary="The calendar behind a secret address (iCalendar); no token",
        response_class=Response,
        responses={
            200: {"content": {_MEDIA: {"schema": {"type": "string"}, "example": _EXAMPLE}}, "description": "RFC 5545"},
            **problems(CalendarNotFound),
        },
        openapi_extra=ANY_QUERY,
    )
    async def read(secret: Secret, teryt: OfGmina, today: Today, request: Request) -> Response:
        async with request.app.state.database.write(teryt) as db:
            found = await calendars.read(db, catalogue, secret, today)
            await db.commit()
        headers = {"Cache-Control": "private, max-age=900", "Content-Disposition": 'inline; filename="terminy.ics"'}
        return Response(found, media_type=f"{_MEDIA}; charset=utf-8", headers=headers)

    return router
