"""A process of the house that kills itself in the middle of its work: `python -m tests.system.dying family_benefits 8123`.

Every write to the database and every commit is a moment. Each moment is written to `trace` in the folder that DYING_ORDERS names; at
the moment that the file `order` asks for, counted since that order came, the process ends by SIGKILL and is started anew: its next life
dies at the next cue of the order, or stays dead where `stay` stands. Exit codes are kept in `exits`.
"""

import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary

import psycopg

from gops.house import BENEFIT_SERVICES

WRITES = re.compile(
    r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY|CREATE\s+TEMPORARY)\s+(?:TABLE\s+IF\s+NOT\s+EXISTS\s+)?\"?(\w+)", re.I
)
NO_TABLES = {"set", "of", "nowait", "skip"}
UNIMPORTANT = {
    "INSERT INTO source",
    "INSERT INTO benefit_name",
    "INSERT INTO service_cost",
    "DELETE FROM idempotency_key",
}
"""What a process does for every gmina when it starts; it would be most of all moments."""
PAGE_OF_REPORTING = 40
PAGES_TOGETHER = 1
LEASE_OF_REPORTING = 2.5
LETTERS_TOGETHER = 2
LEASE_OF_LETTERS = timedelta(seconds=1)


class Death:
    """Counts moments and kills at the one that was ordered; the rest of the order is for the lives after this one.

    An order is `NAME/LIFE CUE ...` with cues NUMBER, NUMBER:PATTERN (only moments that match are counted) and, behind either, @PID of a
    process that is to die instead of this one.
    """

    def __init__(self, folder: Path) -> None:
        self._order = folder / "order"
        self._trace = os.open(folder / "trace", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._name = ""
        self._reached = 0
        self._matched = 0

    def reach(self, moment: str) -> None:
        """Notes the moment; does not return from the one that was ordered."""
        name, *cues = self._order.read_text().split()
        if name != self._name:
            self._name, self._reached, self._matched = name, 0, 0
        self._reached += 1
        os.write(self._trace, f"{name}\t{self._reached}\t{moment}\n".encode())
        if not cues or not cues[0][0].isdigit():
            return
        cue, _, victim = cues[0].partition("@")
        number, _, pattern = cue.partition(":")
        self._matched += re.search(unquote(pattern), moment) is not None
        if self._matched == int(number):
            self._carry_out(name, cues[1:], int(victim or os.getpid()))

    def _carry_out(self, name: str, rest: list[str], victim: int) -> None:
        order, _, life = name.partition("/")
        draft = self._order.with_name(f"order.{os.getpid()}")
        draft.write_text(" ".join([f"{order}/{int(life) + 1}", *rest]))
        draft.replace(self._order)
        os.kill(victim, signal.SIGKILL)


def written(query: object) -> str | None:
    """`UPDATE event_head` for a statement that writes, None for one that reads."""
    text = query if isinstance(query, str) else str(query)
    for found in WRITES.finditer(text):
        if found[2].lower() not in NO_TABLES:
            what = f"{' '.join(found[1].upper().split()[:2])} {found[2]}"
            return None if what in UNIMPORTANT else what
    return None


def lay_in_wait(death: Death) -> None:
    """Puts the moments round psycopg's statements, copies and commits."""
    written_in: WeakKeyDictionary[object, list[str]] = WeakKeyDictionary()
    execute = psycopg.AsyncCursor.execute
    copy = psycopg.AsyncCursor.copy
    commit = psycopg.AsyncConnection.commit
    leave = psycopg.AsyncTransaction.__aexit__

    def ending(connection: object) -> str | None:
        """What the transaction of the connection wrote: the last statement, and all tables."""
        statements = written_in.pop(connection, [])
        tables = dict.fromkeys(statement.rpartition(" ")[2] for statement in statements)
        return f"commit of {statements[-1]} ({', '.join(tables)})" if statements else None

    async def dying_execute(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        what = written(query)
        if what is not None:
            death.reach(f"before {what}")
            written_in.setdefault(self.connection, []).append(what)
        return await execute(self, query, *args, **options)

    @asynccontextmanager
    async def dying_copy(self: Any, statement: Any, *args: Any, **options: Any) -> AsyncIterator[Any]:
        what = str(written(statement))
        written_in.setdefault(self.connection, []).append(what)
        death.reach(f"before {what}")
        async with copy(self, statement, *args, **options) as running:
            death.reach(f"inside {what}")
            yield running

    async def dying_commit(self: Any) -> None:
        what = ending(self)
        if what is not None:
            death.reach(f"before {what}")
        await commit(self)
        if what is not None:
            death.reach(f"after {what}")

    async def dying_leave(self: Any, kind: Any, error: Any, trace: Any) -> Any:
        what = ending(self.connection) if kind is not None or self._outer_transaction else None
        if kind is None and what is not None:
            death.reach(f"before {what}")
        answer = await leave(self, kind, error, trace)
        if kind is None and what is not None:
            death.reach(f"after {what}")
        return answer

    psycopg.AsyncCursor.execute = dying_execute  # type: ignore[method-assign]
    psycopg.AsyncCursor.copy = dying_copy  # type: ignore[method-assign]
    psycopg.AsyncConnection.commit = dying_commit  # type: ignore[method-assign]
    psycopg.AsyncTransaction.__aexit__ = dying_leave  # type: ignore[method-assign,assignment]


def main(name: str, port: int) -> None:
    """Starts the process anew whenever it was killed, as an operating system's service manager does."""
    from gops import serving

    # Imported once: what is forked from here is up in tenths of a second.
    import_module(serving.FACTORIES[name])
    folder = Path(os.environ["DYING_ORDERS"])
    child = 0

    def stop(*_: object) -> None:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        os._exit(0)

    while True:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _live(name, port, folder)
        signal.signal(signal.SIGTERM, stop)
        (folder / "pid").write_text(str(child))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with (folder / "exits").open("a") as exits:
            exits.write(f"{ended}\n")
        if ended != -signal.SIGKILL:
            sys.exit(ended)
        while "stay" in (folder / "order").read_text():
            time.sleep(0.02)


def _live(name: str, port: int, folder: Path) -> None:
    lay_in_wait(Death(folder))
    if name == "reporting":
        from services.reporting.sources import follow, workers

        # Small pages, so that there is something between one page and the next; short leases, so that nobody waits half a minute.
        workers.Puller.__init__.__kwdefaults__["limit"] = PAGE_OF_REPORTING  # type: ignore[index]
        follow.MOST_PAGES = PAGES_TOGETHER
        follow.LEASE_SECONDS = workers.LEASE_SECONDS = LEASE_OF_REPORTING  # type: ignore[attr-defined]
    elif name in BENEFIT_SERVICES:
        from casework.recalculations import lettering, sending

        lettering.LETTERS = sending.SENDINGS = LETTERS_TOGETHER  # type: ignore[misc]
        lettering.LEASE = LEASE_OF_LETTERS  # type: ignore[misc]
    from gops.serving import serve

    serve(name, "127.0.0.1", port)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
