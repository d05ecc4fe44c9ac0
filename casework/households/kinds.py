"""What kind a household was: on a day, and as it was known on a day (the two axes of time that facts have, casework/evidence).

A step says that from its day on the household was of a kind; a later record of the same day stands in its place, one without a kind takes
the step back. Steps are written when the kind changes; a household without any was of one kind all the time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, col, select

from casework.households.tables import HouseholdRow
from kit.db import ReadSession, WriteSession
from kit.feed.envelope import new_id


class HouseholdKindRow(SQLModel, table=True):
    """A record of a step; never changed."""

    __tablename__ = "household_kind"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    household: UUID
    since: date
    kind: str | None = Field(default=None, sa_type=Text)
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Record:
    """That from the day on the household was of the kind (None: that it changed on that day was an error), recorded on a day."""

    since: date
    kind: str | None
    recorded_on: date


Steps = Sequence[tuple[date, str]]
"""The days on which the kind changed, in order."""


def steps(records: Sequence[Record], known_on: date | None = None) -> Steps:
    """The steps as they were known on the day; what was recorded later was not known, unless nothing else was."""
    known = [one for one in records if known_on is None or one.recorded_on <= known_on] or records
    newest = {one.since: one.kind for one in known}
    return [(since, kind) for since, kind in sorted(newest.items(), key=lambda one: one[0]) if kind is not None]


def kind_on(told: Steps, day: date, otherwise: str) -> str:
    """The kind on the day; before the first step what that says. otherwise: without any step."""
    there = [kind for since, kind in told if since <= day]
    if there:
        return there[-1]
    return told[0][1] if told else otherwise


def restated(
    told: Steps,
    was: Collection[date],
    now: Collection[date],
    others: Collection[date],
    kind: str | None,
    otherwise: str,
) -> dict[date, str | None]:
    """What changes when a stay's days of turning (the first day in the household, the first out of it) are `now` in place of `was`.

    others: those of other stays, whose steps stay. kind: from the first new day on, or where none is new from the first old one; what is
    said of the days behind the stay stays. Without it a step moves with its day.
    """
    known = dict(told)
    first = told[0][0] if told else None
    gone = [day for day in sorted(set(was) - set(now)) if day not in others and day in known and day != first]
    new = sorted(set(now) - set(was))
    made: dict[date, str | None] = dict.fromkeys(gone)
    left = [one for one in told if one[0] not in gone]
    if kind is None:
        if len(gone) == len(new) == 1:
            made[new[0]] = known[gone[0]]
        return made
    start = min(new or [*was, *now], default=first)
    if start is not None:
        before = kind_on(left, start, otherwise) if left and left[0][0] < start else otherwise
        made[start] = kind
        if first is not None and start < first:
            # The family began earlier than was known: what it was from its beginning is what is said now.
            made[first] = None
        if len(new) > 1 and not any(start < since <= new[-1] for since, _ in left):
            # A stay that was over when it was entered: afterwards the household was again what it had been.
            made[new[-1]] = before
    return made


async def records(db: ReadSession | WriteSession, households: Collection[UUID]) -> Mapping[UUID, list[Record]]:
    """What was recorded of these households, the oldest record first."""
    found: dict[UUID, list[Record]] = defaultdict(list)
    rows = await db.exec(
        select(HouseholdKindRow)
        .where(HouseholdKindRow.gmina == db.gmina, col(HouseholdKindRow.household).in_(households))
        .order_by(col(HouseholdKindRow.id))
    )
    for row in rows.all():
        found[row.household].append(Record(row.since, row.kind, row.recorded_on))
    return found


async def record(
    db: WriteSession, row: HouseholdRow, made: Mapping[date, str | None], since: date, today: date
) -> Steps:
    """Writes the steps down and returns all. since: the household's first day, from which on it was of the kind that stands until now."""
    known = list((await records(db, [row.id])).get(row.id, []))
    written = [Record(day, kind, today) for day, kind in sorted(made.items())]
    if made and not known:
        first = row.created_at.date() if row.created_at is not None else today
        written.insert(0, Record(since, row.kind, min(first, today)))
    for one in written:
        db.add(
            HouseholdKindRow(
                gmina=db.gmina, id=new_id(), household=row.id, since=one.since, kind=one.kind, recorded_on=one.recorded_on
            )
        )  # fmt: skip
        await db.flush()
    return steps([*known, *written])
