"""The stage of imports in the database: chunks in, errors out, the run's progress. The only SQL of staging."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow, class_row

from casework.imports.rows import Row
from casework.imports.staging import Chunk
from kit.problems import Conflict, NotFound

_COLUMNS = ", ".join(Row._fields)
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS import_stage (
    kind smallint, line bigint, source_id text, target uuid, payload text, ref1 text, ref2 text, ref3 text,
    benefit text, since date, until date, amount bigint, booked_on date, year smallint, quantity integer, content bytea
) ON COMMIT DELETE ROWS
"""
_COPY = f"COPY import_stage ({_COLUMNS}, content) FROM STDIN (FORMAT BINARY)"
_TYPES = (
    *("int2", "int8", "text", "uuid", "text", "text", "text", "text"),
    *("text", "date", "date", "int8", "date", "int2", "int4", "bytea"),
)
_KEEP = f"""
INSERT INTO import_line (gmina, run, {_COLUMNS}, content)
SELECT %s, %s, {_COLUMNS}, content FROM import_stage ORDER BY kind, line
"""
_ADVANCE = """
UPDATE import_run SET lines = lines + %(count)s, bad_lines = bad_lines + %(bad)s, version = version + 1, touched_at = now()
 WHERE gmina = %(gmina)s AND id = %(run)s AND state = 'staging' AND lines = %(before)s
"""
_ERRORS = """
INSERT INTO import_error (gmina, run, line, number, pointer, code, message)
SELECT %s, %s, line, number, pointer, code, message
  FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::text[], %s::text[])
       AS n(line, number, pointer, code, message)
"""
_RUN = """
SELECT id, state, lines, bad_lines, known_lines, applied_lines, cursor_kind, cursor_line, version
  FROM import_run WHERE gmina = %s AND id = %s
"""
_CREATE = "INSERT INTO import_run (gmina, id, state, started_by) VALUES (%s, %s, 'staging', %s)"
_MOVE = """
UPDATE import_run SET state = %s, version = version + 1 WHERE gmina = %s AND id = %s AND state = ANY (%s) RETURNING version
"""
_LIST = """
SELECT id, state, lines, bad_lines, known_lines, applied_lines, cursor_kind, cursor_line, version
  FROM import_run WHERE gmina = %s AND (%s::uuid IS NULL OR id < %s) ORDER BY id DESC LIMIT %s
"""
_UNFINISHED = "SELECT gmina, id FROM import_run WHERE state IN ('checking', 'applying') ORDER BY gmina, id"
_OLD = """
SELECT id FROM import_run
 WHERE gmina = %s AND state = 'staging' AND touched_at < now() - make_interval(days => %s) FOR UPDATE SKIP LOCKED
"""
_ABANDON = "UPDATE import_run SET state = 'abandoned', version = version + 1 WHERE gmina = %s AND id = ANY (%s)"
# A whole file at once: longer than a request may take.
_PATIENTLY = "SET LOCAL statement_timeout = '15min'"
_EMPTY = "DELETE FROM import_line WHERE gmina = %s AND run = ANY (%s)"
_BAD = """
SELECT line, number, pointer, code, message FROM import_error
 WHERE gmina = %s AND run = %s AND (line, number) > (%s, %s) ORDER BY line, number LIMIT %s
"""


class ImportNotFound(NotFound):
    """There is no such import of this gmina."""


class ImportMoved(Conflict):
    """Lines came for another place than the next one, or the import no longer takes lines."""

    code = "import_line_expected"
    title = "Import oczekuje innego wiersza"


@dataclass(frozen=True, slots=True)
class Run:
    """An import and how far it is."""

    id: UUID
    state: str
    lines: int
    bad_lines: int
    known_lines: int
    applied_lines: int
    cursor_kind: int
    cursor_line: int
    version: int


@dataclass(frozen=True, slots=True)
class BadLine:
    """What is wrong with one line."""

    line: int
    number: int
    pointer: str
    code: str
    message: str


async def create(connection: AsyncConnection[TupleRow], gmina: str, run: UUID, who: str) -> None:
    await connection.execute(_CREATE, (gmina, run, who))


async def load(connection: AsyncConnection[TupleRow], gmina: str, run: UUID, *, lock: bool = False) -> Run:
    """The run; raises ImportNotFound. With `lock` its row is held to the end of the transaction."""
    cursor = connection.cursor(row_factory=class_row(Run))
    await cursor.execute(_RUN + (" FOR UPDATE" if lock else ""), (gmina, run))
    found = await cursor.fetchone()
    if found is None:
        raise ImportNotFound("Nie ma takiego importu.")
    return found


async def runs(connection: AsyncConnection[TupleRow], gmina: str, before: UUID | None, limit: int) -> list[Run]:
    cursor = connection.cursor(row_factory=class_row(Run))
    await cursor.execute(_LIST, (gmina, before, before, limit))
    return await cursor.fetchall()


async def unfinished(connection: AsyncConnection[TupleRow]) -> list[tuple[str, UUID]]:
    """Imports of the transaction's gminas that were being checked or applied when somebody stopped."""
    return [(row[0], row[1]) for row in await (await connection.execute(_UNFINISHED)).fetchall()]


async def move(
    connection: AsyncConnection[TupleRow], gmina: str, run: UUID, state: str, *, allowed: Sequence[str]
) -> int | None:
    """Brings the run into a state from one of the allowed ones; its new version, None if it stands elsewhere."""
    row = await (await connection.execute(_MOVE, (state, gmina, run, list(allowed)))).fetchone()
    return row[0] if row else None


async def empty_stage(connection: AsyncConnection[TupleRow], gmina: str, runs: Sequence[UUID]) -> None:
    """Takes the lines of these runs off the stage: names and days of birth stay there no longer than they are needed."""
    await connection.execute(_PATIENTLY)
    await connection.execute(_EMPTY, (gmina, list(runs)))


async def abandon_old(connection: AsyncConnection[TupleRow], gmina: str, days: int) -> list[UUID]:
    """Gives up the imports that wait for lines and got none for so many days; their ids."""
    found = [row[0] for row in await (await connection.execute(_OLD, (gmina, days))).fetchall()]
    if found:
        await connection.execute(_ABANDON, (gmina, found))
        await empty_stage(connection, gmina, found)
    return found


async def keep(
    connection: AsyncConnection[TupleRow],
    gmina: str,
    run: UUID,
    chunk: Chunk,
    *,
    before: int,
    count: int,
) -> None:
    """Stores a chunk of `count` lines behind line `before`; raises ImportMoved when the run stands elsewhere."""
    bad_lines = len({line for line, _ in chunk.bad})
    moved = await connection.execute(
        _ADVANCE, {"count": count, "bad": bad_lines, "gmina": gmina, "run": run, "before": before}
    )
    if moved.rowcount != 1:
        found = await load(connection, gmina, run)
        raise ImportMoved(
            f"Import jest w stanie {found.state} i ma {found.lines} wierszy; następny jest wiersz {found.lines + 1}."
        )
    await connection.execute(_STAGE)
    async with connection.cursor().copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for row, content in zip(chunk.rows, chunk.contents, strict=True):
            await copy.write_row((*row, content))
        for row in chunk.fragments:
            await copy.write_row((*row, None))
    await connection.execute(_KEEP, (gmina, run))
    if chunk.bad:
        await _note(connection, gmina, run, chunk)


async def errors(
    connection: AsyncConnection[TupleRow], gmina: str, run: UUID, after: tuple[int, int], limit: int
) -> list[BadLine]:
    """Errors of the run behind a (line, number), in the order of the file."""
    cursor = connection.cursor(row_factory=class_row(BadLine))
    await cursor.execute(_BAD, (gmina, run, *after, limit))
    return await cursor.fetchall()


async def _note(connection: AsyncConnection[TupleRow], gmina: str, run: UUID, chunk: Chunk) -> None:
    seen: Counter[int] = Counter()
    numbers = []
    for line, _ in chunk.bad:
        seen[line] += 1
        numbers.append(seen[line])
    found = [error for _, error in chunk.bad]
    lines = [line for line, _ in chunk.bad]
    texts = ([one.pointer for one in found], [one.code for one in found], [one.message for one in found])
    await connection.execute(_ERRORS, (gmina, run, lines, numbers, *texts))
