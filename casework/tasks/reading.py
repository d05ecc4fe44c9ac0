"""Tasks as the API shows them: ids, days and signs only; a worklist and a single task that are read stand in the audit log."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.benefits.catalogue import Catalogue
from casework.tasks import store, worklist
from casework.tasks.problems import TaskNotFound
from casework.tasks.schemas import TaskActOut, TaskCountOut, TaskKindOut, TaskOut, TaskShown
from casework.tasks.sources import OWN
from casework.tasks.sources.source import Source
from casework.tasks.states import TASK
from casework.tasks.worklist import Asking, Place, Sort, Wanted
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.paging import Page, PageRequest


async def page(
    db: WriteSession,
    catalogue: Catalogue,
    audit: Auditor,
    paging: PageRequest,
    asking: Asking,
    wanted: Wanted,
    sort: Sort,
    *,
    everything: bool = False,
) -> Page[TaskOut]:
    """One page of the worklist; everything: all that the filter leaves, for a file."""
    who = {"subject": asking.sight.subject, "on": asking.on, "gmina": db.gmina}
    keyset = paging.keyset(f"tasks by {sort}", {**wanted.named(), **who})
    about = wanted.application or wanted.decision
    await audit.note(db, "exported" if everything else "listed", "task", about)
    known = worklist.by_kind(catalogue)
    if everything:
        rows = await worklist.tasks(db, catalogue, asking, wanted, Place(sort))
        return Page(items=[_out(row, known, asking.on) for row in rows], next_cursor=None)
    after = None if keyset.after is None else (str(keyset.after[0]), str(keyset.after[1]))
    rows = await worklist.tasks(db, catalogue, asking, wanted, Place(sort, after, keyset.fetch))
    shown, cursor = keyset.page(rows, lambda row: (row["order_on"], row["key"]))
    return Page(items=[_out(row, known, asking.on) for row in shown], next_cursor=cursor)


async def show(db: WriteSession, catalogue: Catalogue, audit: Auditor, asking: Asking, key: str) -> TaskShown:
    """A task with what was done with it. Raises TaskNotFound."""
    row = await worklist.task(db, catalogue, asking, key)
    if row is None:
        raise TaskNotFound
    await audit.note(db, "read", "task", row["decision"] or row["application"])
    acts = [TaskActOut.model_validate(one) for one in await store.acts(db, [key, case_key(row)])]
    shown = _out(row, worklist.by_kind(catalogue), asking.on)
    return TaskShown(**shown.model_dump(), allowed=list(TASK.allowed(row["state"])), history=acts)


async def counts(db: ReadSession, catalogue: Catalogue, asking: Asking, wanted: Wanted) -> list[TaskCountOut]:
    """How many tasks of each kind the caller sees."""
    rows = await worklist.counts(db, catalogue, asking, wanted)
    known = worklist.by_kind(catalogue)
    return [TaskCountOut(title=known[row["kind"]].title, group=known[row["kind"]].group, **row) for row in rows]


def kinds(catalogue: Catalogue, roles: frozenset[str]) -> list[TaskKindOut]:
    """The kinds of tasks that these roles see."""
    return [
        TaskKindOut(
            kind=one.kind, title=one.title, whose=one.whose, group=one.group, article=one.article, does=one.does,
            roles=sorted(one.doers), ahead_days=one.ahead,
        )
        for one in worklist.kinds_for(catalogue, roles)
    ]  # fmt: skip


def case_key(row: dict[str, Any]) -> str:
    """What stands for all tasks of the task's case."""
    return f"case:{row['application'] or row['matter']}"


def _out(row: dict[str, Any], known: Mapping[str, Source], on: date) -> TaskOut:
    source, due = known[row["kind"]], row["due_on"]
    told = {name: row[name] for name in TaskOut.model_fields if name in row}
    return TaskOut(
        **told,
        title=row["detail"] if source.kind == OWN else source.title,
        whose=source.whose,
        group=source.group,
        article=source.article,
        does=source.does,
        count=int(row["detail"]) if source.counted and row["detail"] else None,
        days_left=None if due is None else (due - on).days,
    )
