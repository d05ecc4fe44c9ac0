"""A process of the house that kills itself in the middle of its work: `python -m tests.system.dying family_benefits 8123`.

Every write to the database and every commit is a moment. Each moment is written to `trace` in the folder that DYING_ORDERS names; at
the moment that the file `order` asks for ("1/1 NUMBER ...", counted since that order came), the process ends by SIGKILL and is started
anew: its next life dies at the next number, or stays dead where `stay` stands. Exit codes are kept in `exits`.
"""

import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import psycopg

WRITES = re.compile(
    r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY|CREATE\s+TEMPORARY)\s+(?:TABLE\s+IF\s+NOT\s+EXISTS\s+)?(\w+)", re.I
)
PAGE_OF_REPORTING = 150

_KEYWORDS = {"set", "of", "nowait"}


class Death:
    """Counts moments and dies at the one that was ordered; the rest of the order is for the lives after this one."""

    def __init__(self, folder: Path) -> None:
        self._order = folder / "order"
        self._trace = os.open(folder / "trace", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._name = ""
        self._reached = 0

    def reach(self, moment: str) -> None:
        """Notes the moment; does not return from the one that was ordered."""
        name, *numbers = self._order.read_text().split()
        if name != self._name:
            self._name, self._reached = name, 0
        self._reached += 1
        os.write(self._trace, f"{name}\t{self._reached}\t{moment}\n".encode())
        if numbers and numbers[0].isdigit() and self._reached == int(numbers[0]):
            order, _, life = name.partition("/")
            draft = self._order.with_name(f"order.{os.getpid()}")
            draft.write_text(" ".join([f"{order}/{int(life) + 1}", *numbers[1:]]))
            draft.replace(self._order)
            os.kill(os.getpid(), signal.SIGKILL)


def written(query: object) -> str | None:
    """`UPDATE event_head` for a statement that writes, None for one that reads."""
    text = query if isinstance(query, str) else str(query)
    for found in WRITES.finditer(text):
        if found[2].lower() not in _KEYWORDS:
            return f"{' '.join(found[1].upper().split()[:2])} {found[2]}"
    return None


def lay_in_wait(death: Death) -> None:
    """Puts the moments round psycopg's statements, copies and commits."""
    last: WeakKeyDictionary[object, str] = WeakKeyDictionary()
    execute = psycopg.AsyncCursor.execute
    copy = psycopg.AsyncCursor.copy
    commit = psycopg.AsyncConnection.commit
    leave = psycopg.AsyncTransaction.__aexit__

    async def dying_execute(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        what = written(query)
        if what is not None:
            death.reach(f"before {what}")
            last[self.connection] = what
        return await execute(self, query, *args, **options)

    @asynccontextmanager
    async def dying_copy(self: Any, statement: Any, *args: Any, **options: Any) -> AsyncIterator[Any]:
        what = last[self.connection] = str(written(statement))
        death.reach(f"before {what}")
        async with copy(self, statement, *args, **options) as running:
            death.reach(f"inside {what}")
            yield running

    async def dying_commit(self: Any) -> None:
        what = last.pop(self, None)
        if what is not None:
            death.reach(f"before commit of {what}")
        await commit(self)
        if what is not None:
            death.reach(f"after commit of {what}")

    async def dying_leave(self: Any, kind: Any, error: Any, trace: Any) -> Any:
        ours = kind is None and self._outer_transaction
        what = last.pop(self.connection, None) if ours or kind is not None else None
        if ours and what is not None:
            death.reach(f"before commit of {what}")
        answer = await leave(self, kind, error, trace)
        if ours and what is not None:
            death.reach(f"after commit of {what}")
        return answer

    psycopg.AsyncCursor.execute = dying_execute  # type: ignore[method-assign]
    psycopg.AsyncCursor.copy = dying_copy  # type: ignore[method-assign,assignment]
    psycopg.AsyncConnection.commit = dying_commit  # type: ignore[method-assign]
    psycopg.AsyncTransaction.__aexit__ = dying_leave  # type: ignore[method-assign]


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
        from services.reporting.sources import follow

        # Small pages, so that there is something between one page and the next.
        follow.follow.__kwdefaults__["limit"] = PAGE_OF_REPORTING
    from gops.serving import serve

    serve(name, "127.0.0.1", port)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
