"""The feed of a service: GET /events (long poll) and GET /feeds (heads of all logs that the reader may follow)."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, StringConstraints

from kit.auth import Gmina, Principal, requires
from kit.auth.dependencies import GminaRequired
from kit.auth.principal import EVERY_GMINA
from kit.db.database import Database
from kit.feed.envelope import Envelope
from kit.feed.pages import open_page
from kit.feed.wake import Waker
from kit.problems import FieldError, problems

MEDIA_TYPE = "application/cloudevents-batch+json"
MAX_LIMIT = 5000
MAX_WAIT_SECONDS = 25
MAX_SEQUENCE = 2**53

Teryt = Annotated[str, StringConstraints(pattern="^[0-9]{6}$")]
FeedReader = Annotated[Principal, requires("system", "auditor")]

_HEADS = """
SELECT gmina, sequence, encode(digest, 'hex'), to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  FROM event_head ORDER BY gmina
"""


class EventBatch(StreamingResponse):
    """A page of the feed."""

    media_type = MEDIA_TYPE


class FeedHead(BaseModel):
    """How long the log of a gmina is, and the digest that proves everything up to there."""

    gmina: Annotated[str, Field(examples=["101805"])]
    sequence: Annotated[int, Field(description="the last event's place; 0 while the log is empty")]
    digest: Annotated[str, Field(description="digest of the last event, hex")]
    time: Annotated[str, Field(description="when the last event became known")]


class EventType(BaseModel):
    """A type of event of this log and the JSON Schema of its `data`."""

    type: Annotated[str, Field(examples=["pl.gops.payment.settled.v1"])]
    schema_: Annotated[dict[str, Any], Field(alias="schema", description="JSON Schema of `data`")]


def feed_router(schemas: Mapping[str, type[BaseModel]] | None = None) -> APIRouter:
    """Routes of the feed; the application's state carries `database` and `waker`.

    schemas: event type to the model of its `data`, shown by GET /event-types.
    """
    router = APIRouter(tags=["feed"])
    types = [
        EventType.model_validate({"type": name, "schema": model.model_json_schema()})
        for name, model in sorted((schemas or {}).items())
    ]

    @router.get(
        "/events",
        operation_id="event_list",
        summary="Events of a gmina behind a place, in order",
        response_class=EventBatch,
        responses={
            200: {
                "description": "A batch of CloudEvents, one on a line; an empty list means that the reader has caught up.",
                "model": list[Envelope],
            },
            **problems(),
        },
    )
    async def event_list(
        request: Request,
        _: FeedReader,
        gmina: Gmina,
        after: Annotated[int, Query(ge=0, le=MAX_SEQUENCE, description="the last place the reader has")] = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = MAX_LIMIT,
        wait: Annotated[int, Query(ge=0, le=MAX_WAIT_SECONDS, description="seconds to wait for the next event")] = 0,
    ) -> Response:
        database: Database = request.app.state.database
        waker: Waker = request.app.state.waker
        deadline = asyncio.get_running_loop().time() + wait
        with waker.watch(gmina, after) as grown:
            page = await open_page(database, gmina, after, limit)
            while page.count == 0 and not waker.closing and (left := deadline - asyncio.get_running_loop().time()) > 0:
                try:
                    await asyncio.wait_for(grown.wait(), left)
                except TimeoutError:
                    break
                grown.clear()
                page = await open_page(database, gmina, after, limit)
        # A full page never changes; the last one grows.
        cache = "private, max-age=31536000, immutable" if page.count == limit else "no-store"
        return EventBatch(page.text(), headers={"Cache-Control": cache})

    @router.get(
        "/feeds", operation_id="feed_list", summary="Heads of the logs that the reader may follow", responses=problems()
    )
    async def feed_list(
        request: Request,
        who: FeedReader,
        gmina: Annotated[
            list[Teryt] | None, Query(description="only these gminas; all of the token's without it")
        ] = None,
    ) -> list[FeedHead]:
        if gmina is None and EVERY_GMINA in who.gminas:
            # Nobody holds the list of all gminas: an empty answer would say that there are no logs.
            raise GminaRequired(
                "Token obejmuje każdą gminę; proszę podać parametr gmina (może być ich wiele).",
                errors=[FieldError("/query/gmina", "required", "Pole jest wymagane.")],
            )
        asked = gmina if gmina is not None else who.gminas
        allowed = sorted({one for one in asked if who.may_enter(one)})
        rows = await _heads(request.app.state.database, allowed, at_once="system" in who.roles)
        return [FeedHead(gmina=row[0], sequence=row[1], digest=row[2], time=row[3]) for row in rows]

    @router.get("/event-types", operation_id="event_type_list", summary="What each event carries", responses=problems())
    async def event_type_list(_: Annotated[Principal, requires()]) -> list[EventType]:
        return types

    return router


async def _heads(database: Database, gminas: list[str], *, at_once: bool) -> list[tuple[Any, ...]]:
    if at_once:
        async with database.tenants(gminas) as connection:
            return await (await connection.execute(_HEADS)).fetchall()
    # The policy of lists is for the roles system and regional_viewer only (invariant 9): an auditor is let into one gmina at a time.
    found: list[tuple[Any, ...]] = []
    for gmina in gminas:
        async with database.tenant(gmina) as connection:
            found += await (await connection.execute(_HEADS)).fetchall()
    return found
