"""Imports over HTTP: open one, send lines, have it applied, see how far it is and what is wrong with which line."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Path, Query, Request
from pydantic import BaseModel, Field

from casework.benefits.catalogue import Catalogue
from casework.imports import store
from casework.imports.lines import LINE
from casework.imports.running import ImportRunner
from casework.imports.staging import MAX_LINE_BYTES, Chunk, Stager
from kit.auth import Gmina, Principal, requires
from kit.db import Database, Write, raw
from kit.feed.envelope import new_id
from kit.idempotency import Answer, Idempotent
from kit.problems import Conflict, FieldError, PayloadTooLarge, problems
from kit.secrets import KeyRing

CHUNK = 10_000
LINES_MEDIA_TYPE = "application/x-ndjson"
SHOWN_ERRORS = 100

Importer = Annotated[Principal, requires("caseworker", "head")]
RunId = Annotated[UUID, Path(description="id of the import")]


class ImportRejected(Conflict):
    """Lines of the import are wrong or contradict an earlier import; nothing of it was applied."""

    code = "import_rejected"
    title = "Import odrzucony: żaden wiersz nie został zapisany"


class ImportOut(BaseModel):
    """How far an import is. Lines that an earlier import brought with the same content are counted as known."""

    id: UUID
    version: int
    state: Annotated[str, Field(description="staging, checking, rejected, applying or applied")]
    lines: Annotated[int, Field(description="lines received; the next one is lines + 1")]
    bad_lines: int
    known_lines: int
    applied_lines: int


class ImportErrorOut(BaseModel):
    """What is wrong with one line."""

    line: Annotated[int, Field(description="number of the line in the file, from 1")]
    pointer: Annotated[str, Field(description="JSON pointer into the line")]
    code: str
    message: str


class ImportErrors(BaseModel):
    """Errors in the order of the file."""

    items: list[ImportErrorOut]
    next_after: str | None


class Received(BaseModel):
    """How many lines the import has now."""

    lines: int


def imports_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of imports into one service; the application's state carries `database` and `imports` (an ImportRunner)."""
    router = APIRouter(prefix="/imports", tags=["imports"])

    @router.post("", operation_id="import_create", summary="Open an import", status_code=201, responses=problems())
    async def import_create(who: Importer, db: Write, once: Idempotent) -> Answer:
        async def create() -> Answer:
            run = new_id()
            await store.create(await raw(db), db.gmina, run, who.subject)
            return Answer(id=run, version=1, state="staging")

        return await once.run(db, create)

    @router.post(
        "/{run}/lines",
        operation_id="import_send_lines",
        summary="Send the next lines, as a stream",
        responses=problems(store.ImportNotFound, store.ImportMoved, PayloadTooLarge),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {LINES_MEDIA_TYPE: {"schema": {"type": "string", "description": "one JSON object a line"}}},
            }
        },
    )
    async def import_send_lines(
        request: Request,
        _: Importer,
        gmina: Gmina,
        run: RunId,
        from_line: Annotated[int, Query(ge=1, le=2**53, description="number of the first line sent")],
    ) -> Received:
        database: Database = request.app.state.database
        async with database.tenant(gmina) as connection:
            found = await store.load(connection, gmina, run)
            if found.state != "staging" or found.lines + 1 != from_line:
                raise store.ImportMoved(
                    f"Import jest w stanie {found.state}; następny oczekiwany wiersz ma numer {found.lines + 1}."
                )
        stager = Stager(catalogue, keys, gmina)
        before = from_line - 1
        keeping: asyncio.Task[None] | None = None
        try:
            async for lines in _chunks(request.stream()):
                # In a thread, while the database keeps the chunk before; memory holds two chunks at most.
                chunk = await asyncio.to_thread(stager.stage, lines, before + 1)
                if keeping is not None:
                    await keeping
                keeping = asyncio.create_task(_keep(database, gmina, run, chunk, before, len(lines)))
                before += len(lines)
        finally:
            # Also when the client went away: what was complete is kept, and it goes on behind it.
            if keeping is not None:
                await keeping
        return Received(lines=before)

    @router.post(
        "/{run}/apply",
        operation_id="import_apply",
        summary="Have all lines checked and, if every one is good, applied",
        status_code=202,
        responses=problems(store.ImportNotFound, ImportRejected),
    )
    async def import_apply(
        request: Request, _: Importer, run: RunId, db: Write, once: Idempotent, background: BackgroundTasks
    ) -> Answer:
        async def apply() -> Answer:
            connection = await raw(db)
            found = await store.load(connection, db.gmina, run, lock=True)
            if found.state == "rejected" or (found.state == "staging" and found.bad_lines):
                bad = await store.errors(connection, db.gmina, run, (0, 0), SHOWN_ERRORS)
                raise ImportRejected(
                    f"Błędne wiersze: {found.bad_lines} z {found.lines}; wszystkie podaje lista błędów importu.",
                    errors=[FieldError(f"/{one.line}{one.pointer}", one.code, one.message) for one in bad],
                )
            version = await store.move(connection, db.gmina, run, "checking", allowed=("staging",))
            return Answer(id=run, version=version or found.version, state="checking" if version else found.state)

        answer = await once.run(db, apply)
        if answer.state in ("checking", "applying"):
            # After the commit: a background task runs when the transaction of this request is over.
            runner: ImportRunner = request.app.state.imports
            background.add_task(_start, runner, db.gmina, run)
        return answer

    @router.get(
        "/line-schema", operation_id="import_line_schema", summary="JSON Schema of a line", responses=problems()
    )
    async def import_line_schema(_: Importer) -> dict[str, Any]:
        return LINE.json_schema(by_alias=True)

    @router.get(
        "/{run}", operation_id="import_read", summary="How far an import is", responses=problems(store.ImportNotFound)
    )
    async def import_read(request: Request, _: Importer, gmina: Gmina, run: RunId) -> ImportOut:
        async with request.app.state.database.tenant(gmina) as connection:
            return _out(await store.load(connection, gmina, run))

    @router.get("", operation_id="import_list", summary="Imports, the newest first", responses=problems())
    async def import_list(
        request: Request,
        _: Importer,
        gmina: Gmina,
        before: Annotated[UUID | None, Query(description="id of the last import of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> list[ImportOut]:
        async with request.app.state.database.tenant(gmina) as connection:
            return [_out(run) for run in await store.runs(connection, gmina, before, limit)]

    @router.get(
        "/{run}/errors",
        operation_id="import_error_list",
        summary="What is wrong with which line",
        responses=problems(store.ImportNotFound),
    )
    async def import_error_list(
        request: Request,
        _: Importer,
        gmina: Gmina,
        run: RunId,
        after: Annotated[
            str, Query(pattern=r"^[0-9]{1,15}\.[0-9]{1,4}$", description="next_after of the page before")
        ] = "0.0",
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    ) -> ImportErrors:
        line, number = after.split(".")
        async with request.app.state.database.tenant(gmina) as connection:
            await store.load(connection, gmina, run)
            found = await store.errors(connection, gmina, run, (int(line), int(number)), limit)
        items = [
            ImportErrorOut(line=one.line, pointer=one.pointer, code=one.code, message=one.message) for one in found
        ]
        return ImportErrors(
            items=items, next_after=f"{found[-1].line}.{found[-1].number}" if len(found) == limit else None
        )

    return router


async def _keep(database: Database, gmina: str, run: UUID, chunk: Chunk, before: int, count: int) -> None:
    async with database.tenant(gmina) as connection:
        await store.keep(connection, gmina, run, chunk, before=before, count=count)


async def _start(runner: ImportRunner, gmina: str, run: UUID) -> None:
    runner.start(gmina, run)


def _out(run: store.Run) -> ImportOut:
    return ImportOut(
        id=run.id,
        version=run.version,
        state=run.state,
        lines=run.lines,
        bad_lines=run.bad_lines,
        known_lines=run.known_lines,
        applied_lines=run.applied_lines,
    )


async def _chunks(stream: AsyncIterator[bytes]) -> AsyncIterator[list[bytes]]:
    """Lines of a body in lists of at most CHUNK; memory holds one list, whatever the length of the body."""
    lines: list[bytes] = []
    rest = b""
    async for piece in stream:
        parts = (rest + piece).split(b"\n")
        rest = parts.pop()
        if len(rest) > MAX_LINE_BYTES or any(len(part) > MAX_LINE_BYTES for part in parts):
            raise PayloadTooLarge(f"Wiersz importu może mieć najwyżej {MAX_LINE_BYTES} bajtów.")
        lines.extend(parts)
        while len(lines) >= CHUNK:
            yield lines[:CHUNK]
            lines = lines[CHUNK:]
    if rest:
        lines.append(rest)
    if lines:
        yield lines
