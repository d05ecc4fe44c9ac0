"""The worklist: one statement over all sources, for whoever asks, filtered, in order, a page of it.

What is hidden from her (authority/sight.py) and what her roles do not open is left out in the statement itself."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    Integer,
    Select,
    Subquery,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    table,
    text,
    true,
    tuple_,
)
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from casework.applications.tables import AnswerRow, MatterRow
from casework.authority.sight import Sight
from casework.authority.tables import DeputyshipRow
from casework.benefits.catalogue import Catalogue
from casework.signs.tables import CaseSignRow
from casework.tasks.law import given_to
from casework.tasks.sources import SOURCES
from casework.tasks.sources.parts import with_parts
from casework.tasks.sources.source import COLUMNS, Group, Source, Whose
from casework.tasks.tables import TaskMarkRow
from kit.db import ReadSession, WriteSession

State = Literal["open", "postponed", "done"]
Of = Literal["centre", "mine", "free"]
Sort = Literal["due_on", "-due_on", "since", "-since"]

_TYPES: dict[str, Any] = {
    "kind": Text, "ahead": Integer, "key": Text, "due_on": Date, "since": Date, "unit": Text, "application": Uuid, "decision": Uuid,
    "matter": Uuid, "person": Uuid, "other_person": Uuid, "household": Uuid, "benefit": Text, "detail": Text,
}  # fmt: skip
_PARAMETERS: dict[str, Any] = {
    "length_code": ARRAY(Text), "length_since": ARRAY(Date), "length_until": ARRAY(Date), "length_months": ARRAY(Integer),
    "length_days": ARRAY(Integer), "free_day": ARRAY(Date), "free_next": ARRAY(Date), "gmina": Text, "day": Date, "sector_day": ARRAY(Date),
    "sector_benefit": ARRAY(Text), "sector_electronic": ARRAY(Boolean), "sector_since": ARRAY(Date), "sector_until": ARRAY(Date),
} | {"invoiced": ARRAY(Text)}  # fmt: skip

_ACT = table("decision_act", Column("gmina", Text), Column("decision", Uuid), Column("root", Uuid))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks; None leaves a question open. until: due by that day; without it each kind is told when its end is near. since: with
    a last day, from that day on.

    of: all that the caller sees, hers (or of whom she stands in for that day), or those nobody has that her roles are for.
    """

    state: State | None = "open"
    of: Of = "centre"
    kinds: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    whose: Whose | None = None
    overdue: bool | None = None
    until: date | None = None
    assignee: str | None = None
    unit: str | None = None
    benefit: str | None = None
    application: UUID | None = None
    decision: UUID | None = None
    since: date | None = None

    def named(self) -> dict[str, object]:
        """The filters by name, which a cursor is bound to."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, what she sees, and on which day. subject: whose tasks are hers, where that is not whoever the view is of."""

    sight: Sight
    roles: frozenset[str]
    on: date
    subject: str = ""

    @property
    def me(self) -> str:
        return self.subject or self.sight.subject


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins and which way it goes; fetch None: everything."""

    sort: Sort = "due_on"
    after: tuple[str, str] | None = None
    fetch: int | None = None


async def tasks(
    db: ReadSession | WriteSession, catalogue: Catalogue, asking: Asking, wanted: Wanted, place: Place
) -> list[dict[str, Any]]:
    """The tasks as rows, in order; one statement."""
    chosen = _chosen(catalogue, asking, wanted)
    if not chosen:
        return []
    listed = _listed(asking, wanted, chosen)
    column = listed.c["order_due" if place.sort.endswith("due_on") else "order_since"]
    order = (column, listed.c.key)
    query = select(*listed.c, column.label("order_on"))
    descending = place.sort.startswith("-")
    if place.after is not None:
        here = tuple_(literal(date.fromisoformat(place.after[0]), Date), literal(place.after[1], Text))
        query = query.where(tuple_(*order) < here if descending else tuple_(*order) > here)
    query = query.order_by(*(one.desc() if descending else one for one in order)).limit(place.fetch)
    # Signs last: they are looked up for the rows of the page only.
    shown = query.subquery("w")
    again = (shown.c.order_on, shown.c.key)
    told = _with_signs(shown, db.gmina).order_by(*(one.desc() if descending else one for one in again))
    return await _rows(db, catalogue, asking, told)


async def counts(
    db: ReadSession | WriteSession, catalogue: Catalogue, asking: Asking, wanted: Wanted
) -> list[dict[str, Any]]:
    """How many tasks of each kind: all, overdue, due that day, due in the week after it."""
    chosen = _chosen(catalogue, asking, wanted)
    if not chosen:
        return []
    listed = _listed(asking, wanted, chosen)
    due, week = listed.c.due_on, asking.on + timedelta(days=7)
    query = (
        select(
            listed.c.kind,
            func.count().label("all"),
            func.count().filter(due < asking.on).label("overdue"),
            func.count().filter(due == asking.on).label("due_today"),
            func.count().filter(and_(due > asking.on, due <= week)).label("due_in_a_week"),
        )
        .group_by(listed.c.kind)
        .order_by(listed.c.kind)
    )
    return await _rows(db, catalogue, asking, query)


async def task(db: ReadSession | WriteSession, catalogue: Catalogue, asking: Asking, key: str) -> dict[str, Any] | None:
    """The task of this key, whatever its state; None where no register gives it or the caller does not see it."""
    kind = key.partition(":")[0] if ":" in key else "own"
    source = by_kind(catalogue).get(kind)
    if source is None or source.readers.isdisjoint(asking.roles):
        return None
    listed = _listed(asking, Wanted(state=None, until=date.max), (source,))
    found = _with_signs(select(*listed.c).where(listed.c.key == key).subquery("w"), db.gmina)
    rows = await _rows(db, catalogue, asking, found)
    return rows[0] if rows else None


def _chosen(catalogue: Catalogue, asking: Asking, wanted: Wanted) -> tuple[Source, ...]:
    """The sources that the caller may see and asks for."""
    return tuple(
        one
        for one in sources_of(catalogue)
        if not one.readers.isdisjoint(asking.roles)
        and (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.groups or one.group in wanted.groups)
        and (wanted.whose is None or one.whose == wanted.whose)
        and (wanted.of != "free" or not one.doers.isdisjoint(asking.roles))
    )


@lru_cache(maxsize=256)
def _derived(sources: tuple[Source, ...]) -> Subquery:
    """The tasks of the sources as the registers give them."""
    names = ", ".join(COLUMNS)
    queries = [
        f"SELECT '{one.kind}' AS kind, {one.ahead} AS ahead, s.* FROM ({one.sql}) AS s ({names})" for one in sources
    ]
    made = text(with_parts("\nUNION ALL\n".join(queries)))
    typed = made.bindparams(*(bindparam(name, type_=kind) for name, kind in _PARAMETERS.items()))
    return typed.columns(*(Column(name, kind) for name, kind in _TYPES.items())).subquery("derived")


def _listed(asking: Asking, wanted: Wanted, sources: tuple[Source, ...]) -> Subquery:
    """The tasks that are seen and wanted, each with what people did with it."""
    sight, t = asking.sight, _derived(sources).c
    mark, of_case = (_marks(name, sight.gmina) for name in ("mark", "of_case"))
    case_key = func.concat("case:", func.coalesce(t.application, t.matter))
    state = case(
        (and_(mark.c.state == "postponed", mark.c.postponed_until <= asking.on), "open"),
        else_=func.coalesce(mark.c.state, "open"),
    )
    assignee = func.coalesce(mark.c.assignee, of_case.c.assignee)
    rows = select(
        *(column for name, column in t.items() if name != "ahead"),
        state.label("state"),
        assignee.label("assignee"),
        mark.c.postponed_until,
        mark.c.done_on,
        func.coalesce(mark.c.version, 0).label("version"),
        func.coalesce(t.due_on, t.since).label("order_due"),
        func.coalesce(t.since, t.due_on).label("order_since"),
    ).select_from(_derived(sources).outerjoin(mark, mark.c.key == t.key).outerjoin(of_case, of_case.c.key == case_key))
    return rows.where(*_seen(sight, t), *_asked(asking, wanted, t, state, assignee)).subquery("listed")


def _marks(name: str, gmina: str) -> Subquery:
    marks = _table(TaskMarkRow).c
    columns = [marks[one] for one in ("key", "state", "assignee", "postponed_until", "done_on", "version")]
    return select(*columns).where(marks.gmina == gmina).subquery(name)


def _seen(sight: Sight, t: Any) -> list[ColumnElement[bool]]:
    return [
        true() if sight.units is None else or_(t.unit.is_(None), t.unit.in_(sorted(sight.units))),
        sight.persons(t.person),
        sight.persons(t.other_person),
        sight.households(t.household),
        sight.of_decision(t.decision),
    ]


def _asked(
    asking: Asking, wanted: Wanted, t: Any, state: ColumnElement[str], assignee: ColumnElement[str]
) -> list[ColumnElement[bool]]:
    near = t.due_on <= wanted.until if wanted.until is not None else t.due_on <= literal(asking.on, Date) + t.ahead
    found: list[ColumnElement[bool]] = [or_(t.due_on.is_(None), near)]
    for value, column in (
        (wanted.state, state), (wanted.unit, t.unit), (wanted.benefit, t.benefit), (wanted.application, t.application),
        (wanted.decision, t.decision), (wanted.assignee, assignee),
    ):  # fmt: skip
        if value is not None:
            found.append(column == value)
    if wanted.since is not None:
        found.append(t.due_on >= wanted.since)
    if wanted.overdue is not None:
        late = func.coalesce(t.due_on < asking.on, False)
        found.append(late if wanted.overdue else ~late)
    if wanted.of == "mine":
        found.append(or_(assignee == asking.me, assignee.in_(_stood_in_for(asking))))
    elif wanted.of == "free":
        found.append(assignee.is_(None))
    return found


def _stood_in_for(asking: Asking) -> Select[Any]:
    deputy = _table(DeputyshipRow).c
    return select(deputy.replaces).where(
        deputy.gmina == asking.sight.gmina,
        deputy.deputy == asking.me,
        deputy.since <= asking.on,
        deputy.until >= asking.on,
    )


def _with_signs(shown: Subquery, gmina: str) -> Select[Any]:
    """The rows with the signs of their cases: of the application, or of the one that the decision, or the first of its chain, answers."""
    matters, signs_given, answers = (_table(row) for row in (MatterRow, CaseSignRow, AnswerRow))
    matter, sign, answer = matters.c, signs_given.c, answers.c
    later = _ACT.c.decision == shown.c.decision
    root = select(_ACT.c.root).where(_ACT.c.gmina == gmina, later).correlate(shown).scalar_subquery()
    answered = (
        select(answer.application)
        .where(answer.gmina == gmina, answer.decision.in_([shown.c.decision, root]))
        .order_by(answer.application)
        .limit(1)
        .correlate(shown)
        .scalar_subquery()
    )
    signs = (
        select(sign.sign)
        .distinct()
        .select_from(matters)
        .join(signs_given, and_(sign.gmina == matter.gmina, sign.id == matter.sign))
        .where(matter.gmina == gmina, matter.application == func.coalesce(shown.c.application, answered))
        .order_by(sign.sign)
        .correlate(shown)
        .scalar_subquery()
    )
    return select(*shown.c, func.array(signs, type_=ARRAY(Text)).label("signs"))


def _table(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


async def _rows(
    db: ReadSession | WriteSession, catalogue: Catalogue, asking: Asking, query: Select[Any]
) -> list[dict[str, Any]]:
    given = given_to(catalogue, db.gmina, asking.on) | {"gmina": db.gmina, "day": asking.on}
    connection = await db.connection()
    found = await connection.execute(query, given)
    return [dict(row) for row in found.mappings()]


def sources_of(catalogue: Catalogue) -> tuple[Source, ...]:
    """The sources of the procedure, and those of the service's own slices."""
    return SOURCES + catalogue.own.tasks


def by_kind(catalogue: Catalogue) -> dict[str, Source]:
    """The same by kind."""
    return {one.kind: one for one in sources_of(catalogue)}


def kinds_for(catalogue: Catalogue, roles: Collection[str]) -> Sequence[Source]:
    """The kinds of tasks that somebody with these roles sees."""
    return [one for one in sources_of(catalogue) if not one.readers.isdisjoint(roles)]
