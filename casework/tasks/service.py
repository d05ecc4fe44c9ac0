"""What people do with tasks: set one, take or assign it, note, postpone with a reason, finish by hand, open again."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.deciding import not_excluded
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.benefits.catalogue import Catalogue
from casework.decisions.tables import DecisionRow
from casework.tasks import store, worklist
from casework.tasks.problems import NotForYouToAssign, TaskNotFound
from casework.tasks.reading import case_key
from casework.tasks.rules import may_assign
from casework.tasks.schemas import AssignIn, FinishIn, NoteIn, PostponeIn, TaskIn
from casework.tasks.sources import OWN
from casework.tasks.states import TASK
from casework.tasks.tables import TaskMarkRow, TaskRow
from casework.tasks.worklist import Asking
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does something with tasks, in which unit of work, and what she sees."""

    db: WriteSession
    catalogue: Catalogue
    asking: Asking

    @property
    def by(self) -> str:
        return self.asking.sight.subject

    @property
    def today(self) -> date:
        return self.asking.on


@dataclass(frozen=True, slots=True)
class _Open:
    """A task at the version that was read, with its mark."""

    row: dict[str, Any]
    mark: TaskMarkRow


async def set_task(desk: Desk, order: TaskIn) -> Answer:
    """A task of somebody's own. Raises ValidationFailed, OtherUnit, NotForYouToAssign, OfficialExcluded."""
    db, sight = desk.db, desk.asking.sight
    await _there(desk, order)
    unit = order.unit
    if unit is not None and not sight.works_on(unit):
        raise OtherUnit
    if unit is None and sight.units and order.application is None and order.decision is None:
        # What she sets for herself stays within her units.
        unit = min(sight.units)
    made = TaskRow(
        gmina=db.gmina, id=new_id(), title=order.title, due_on=order.due_on, application=order.application,
        decision=order.decision, unit=unit, made_by=desk.by, made_on=desk.today,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    version = 0
    if order.assignee is not None:
        version = (await assign(desk, str(made.id), AssignIn(assignee=order.assignee), 0)).version
    return Answer(id=made.id, version=version, state="open")


async def assign(desk: Desk, key: str, order: AssignIn, version: int) -> Answer:
    """Gives the task, or all tasks of its case, to somebody or to nobody. Raises NotForYouToAssign, OfficialExcluded."""
    found = await _opened(desk, key, version, "assign")
    to = order.assignee
    if not may_assign(by=desk.by, roles=desk.asking.roles, to=to, now=found.row["assignee"]):
        raise NotForYouToAssign
    if to is not None:
        await not_excluded(desk.db, to, _matter(found.row), desk.today)
    if not order.whole_case:
        found.mark.assignee = to
        return await _written(desk, found, "assign", assignee=to)
    of_case = await store.mark(desk.db, case_key(found.row))
    of_case.assignee, found.mark.assignee = to, None
    await store.write(desk.db, of_case, "assign_case", by=desk.by, on=desk.today, assignee=to)
    found.mark.version += 1
    desk.db.add(found.mark)
    await desk.db.flush()
    return _answer(found)


async def note(desk: Desk, key: str, order: NoteIn, version: int) -> Answer:
    """A remark."""
    found = await _opened(desk, key, version, "note")
    return await _written(desk, found, "note", text=order.note)


async def postpone(desk: Desk, key: str, order: PostponeIn, version: int) -> Answer:
    """Out of the list until a day to come."""
    found = await _opened(desk, key, version, "postpone")
    if order.until <= desk.today:
        raise wrong("/until", "day_impossible", "Zadanie odkłada się na dzień przyszły.")
    found.mark.postponed_until = order.until
    return await _written(desk, found, "postpone", until=order.until, text=order.reason)


async def finish(desk: Desk, key: str, order: FinishIn, version: int) -> Answer:
    """Done by hand; what a register gives is not taken off the list without a word."""
    found = await _opened(desk, key, version, "finish")
    if order.note is None and found.row["kind"] != OWN:
        raise wrong("/note", "required", "Należy podać, jak zadanie wykonano.")
    found.mark.done_on, found.mark.done_by, found.mark.postponed_until = desk.today, desk.by, None
    return await _written(desk, found, "finish", text=order.note)


async def reopen(desk: Desk, key: str, version: int) -> Answer:
    """Back on the list."""
    found = await _opened(desk, key, version, "reopen")
    found.mark.done_on = found.mark.done_by = found.mark.postponed_until = None
    return await _written(desk, found, "reopen")


async def _opened(desk: Desk, key: str, version: int, step: str) -> _Open:
    """The task at the version that was read, in the state that the step leads to. Raises TaskNotFound, TransitionNotAllowed."""
    mark = await store.mark(desk.db, key)
    row = await worklist.task(desk.db, desk.catalogue, desk.asking, key)
    if row is None:
        raise TaskNotFound
    check_version(version, mark.version)
    state = TASK.move(row["state"], step)
    if state == "open":
        # A postponement whose day has come is over; nothing else is to be undone.
        mark.postponed_until = None
    mark.state = state
    return _Open(row, mark)


async def _written(
    desk: Desk,
    found: _Open,
    act: str,
    *,
    assignee: str | None = None,
    until: date | None = None,
    text: str | None = None,
) -> Answer:
    await store.write(desk.db, found.mark, act, by=desk.by, on=desk.today, assignee=assignee, until=until, note=text)
    return _answer(found)


def _answer(found: _Open) -> Answer:
    row, mark = found.row, found.mark
    # A derived task has no id of its own: the answer's is made of its key, the same each time.
    of = row["matter"] if row["kind"] == OWN else uuid5(NAMESPACE_OID, f"{mark.gmina} {mark.key}")
    return Answer(id=of, version=mark.version, state=mark.state)


def _matter(row: dict[str, Any]) -> Matter:
    persons = frozenset(one for one in (row["person"], row["other_person"]) if one is not None)
    return Matter(persons, row["household"], row["decision"], row["application"])


async def _there(desk: Desk, order: TaskIn) -> None:
    """What the task is about exists and the caller sees it; a hidden one is refused in the words for one that is not there."""
    db, sight = desk.db, desk.asking.sight
    asked: list[tuple[str, UUID | None, Any]] = [
        (
            "/application", order.application,
            select(ApplicationRow.id).where(
                ApplicationRow.gmina == db.gmina, ApplicationRow.id == order.application, sight.applications()
            ),
        ),
        (
            "/decision", order.decision,
            select(DecisionRow.id).where(
                DecisionRow.gmina == db.gmina, col(DecisionRow.id) == order.decision, sight.decisions()
            ),
        ),
    ]  # fmt: skip
    for pointer, about, query in asked:
        if about is not None and (await db.exec(query)).first() is None:
            raise wrong(pointer, "matter_unknown", "Nie ma takiej sprawy.")
