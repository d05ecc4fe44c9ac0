"""Imports over HTTP: open one, send lines, have it applied or give it up, see how far it is and what is wrong with which line."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Path, Query, Request
from pydantic import BaseModel, Field

from casework.benefits.catalogue import Catalogue
from casework.imports import store
from casework.imports.lines import LINE
from casework.imports.running import ImportRunner
from casework.imports.staging import MAX_LINE_BYTES, Chunk, Stager
from casework.today import Today
from kit.auth import Gmina, Principal, requires
from kit.db import Database, Write, raw
from kit.feed.envelope import new_id
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.ndjson import MEDIA_TYPE, chunks
from kit.problems import Conflict, FieldError, PayloadTooLarge, problems
from kit.secrets import KeyRing

CHUNK = 10_000
CHUNK_BYTES = 8 * 1024 * 1024
SHOWN_ERRORS = 100
EXAMPLE = """\
{"kind": "person", "source_id": "o-1", "pesel": "44051401359", "first_name": "Anna", "last_name": "Dawna", "birth_date": "1944-05-14"}
{"kind": "family", "source_id": "r-1", "reference_person": "o-1", "household_kind": "single", "on": "2019-01-01", \
"members": [{"person": "o-1", "role": "adult"}]}
{"kind": "award", "source_id": "s-1", "benefit": "swiadczenie", "entitled": "o-1", "recipient": "o-1", "family": "r-1", \
"from": "2019-01", "to": "2019-12", "amount": "184.42", "decision": {"number": "GOPS.1.2018", "issued_on": "2018-12-20"}}
{"kind": "payment", "source_id": "w-1", "award": "s-1", "benefit": "swiadczenie", "period": "2019-01", "amount": "184.42", \
"paid_on": "2019-01-28", "budget_year": 2019}
{"kind": "undue_payment", "source_id": "n-1", "person": "o-1", "benefit": "swiadczenie", "ground": "brak_prawa", \
"decision": {"number": "GOPS.7", "issued_on": "2018-11-20"}, "items": [{"month": "2018-03", "paid_on": "2018-03-28", "amount": "9.00"}]}
{"kind": "payment_way", "source_id": "k-1", "person": "o-1", "way": "account", "since": "2019-01-01", \
"account": "PL61109010140000071219812874"}
"""

Importer = Annotated[Principal, requires("caseworker", "head")]
RunId = Annotated[UUID, Path(description="id of the import")]


class ImportRejected(Conflict):
    """Lines of the import are wrong or contradict an earlier import; nothing of it was applied."""

    code = "import_rejected"
    title = "Import odrzucony: żaden wiersz nie został zapisany"


class ImportWrongState(Conflict):
    """The import's state does not allow this step: one that is being applied cannot be given up, one given up not applied."""

    code = "import_wrong_state"
    title = "Stan importu nie pozwala na tę czynność"


class ImportOut(BaseModel):
    """How far an import is. Lines that an earlier import brought with the same content are counted as known."""

    id: UUID
    version: int
    state: Annotated[str, Field(description="staging, checking, rejected, applying, applied or abandoned")]
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

    @router.post(
        "", operation_id="import_create", summary="Open an import", status_code=201, responses=problems(KeyReused)
    )
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
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"type": "string", "description": "one JSON object a line"},
                        "examples": {"every_kind": {"summary": "A line of every kind", "value": EXAMPLE}},
                    }
                },
            }
        },
    )
    async def import_send_lines(
        request: Request,
        _: Importer,
        gmina: Gmina,
        run: RunId,
        today: Today,
        from_line: Annotated[int, Query(ge=1, le=2**53, description="number of the first line sent")],
    ) -> Received:
        database: Database = request.app.state.database
        async with database.tenant(gmina) as connection:
            found = await store.load(connection, gmina, run)
            if found.state != "staging" or found.lines + 1 != from_line:
                raise store.ImportMoved(
                    f"Import jest w stanie {found.state}; następny oczekiwany wiersz ma numer {found.lines + 1}."
                )
        stager = Stager(catalogue, keys, gmina, today)
        before = from_line - 1
        keeping: asyncio.Task[None] | None = None
        try:
            pieces = chunks(request.stream(), lines=CHUNK, size=CHUNK_BYTES, longest=MAX_LINE_BYTES)
            async for lines in pieces:
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
        responses=problems(store.ImportNotFound, ImportRejected, ImportWrongState, KeyReused),
    )
    async def import_apply(
        request: Request, _: Importer, run: RunId, db: Write, once: Idempotent, background: BackgroundTasks
    ) -> Answer:
        async def apply() -> Answer:
            connection = await raw(db)
            found = await store.load(connection, db.gmina, run, lock=True)
            if found.state == "abandoned":
                raise ImportWrongState("Z tego importu zrezygnowano; plik trzeba przesłać w nowym.")
            # Lines that are wrong by themselves do not end it here: all that is wrong with the file is told at once.
            if found.state == "rejected":
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

    @router.delete(
        "/{run}",
        operation_id="import_abandon",
        summary="Give an import up: its lines are deleted",
        responses=problems(store.ImportNotFound, ImportWrongState),
    )
    async def import_abandon(request: Request, _: Importer, gmina: Gmina, run: RunId) -> ImportOut:
        async with request.app.state.database.tenant(gmina) as connection:
            found = await store.load(connection, gmina, run, lock=True)
            if found.state not in ("staging", "rejected", "abandoned"):
                raise ImportWrongState(f"Import jest w stanie {found.state}; nie można już z niego zrezygnować.")
            if await store.move(connection, gmina, run, "abandoned", allowed=("staging",)):
                await store.empty_stage(connection, gmina, [run])
            return _out(await store.load(connection, gmina, run))

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
