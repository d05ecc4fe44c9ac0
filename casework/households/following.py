"""The register of households follows what is known of a person's stays in one: rows are written anew and the log is told every day that
differs.

A snapshot says who belongs from its day on, until the next one. A change in the past is therefore told for its first day, for every
later day on which somebody joined or left or that was told of before, and for the first day on which everything is as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, delete

from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from casework.households import store
from casework.households.problems import HouseholdFull
from casework.households.schemas import MOST_MEMBERS
from casework.households.tables import HouseholdRow, MemberRow
from casework.persons import store as persons
from kit.db import WriteSession
from kit.feed.envelope import event

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's stay in a household, both days included; without `until` it goes on. role: adult or child."""

    since: date
    until: date | None
    role: str

    def holds(self, day: date) -> bool:
        """Whether she belongs on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "Stay") -> bool:
        """Whether the two have a day in common."""
        return (self.until is None or other.since <= self.until) and (other.until is None or self.since <= other.until)


async def follow(
    db: WriteSession,
    row: HouseholdRow,
    person: UUID,
    was: Sequence[Stay],
    now: Sequence[Stay],
    kind: str | None = None,
) -> bool:
    """The person's stays are `now` in place of `was`; the household is kept from other writers by the caller. Whether anything changed.

    Stays of the register that neither of them meets are left as they are. kind: of the household from now on. Raises HouseholdFull.
    """
    members = list(await store.members(db, row.id))
    own = [_stay(one) for one in members if one.person == person]
    kept = [one for one in own if not any(one.meets(other) for other in (*was, *now))]
    new = merged([*kept, *now])
    if new == merged(own) and kind in (None, row.kind):
        return False
    others = [one for one in members if one.person != person]
    await db.exec(
        delete(MemberRow).where(
            col(MemberRow.gmina) == db.gmina, col(MemberRow.household) == row.id, col(MemberRow.person) == person
        )
    )
    for one in members:
        if one.person == person:
            db.expunge(one)
    rows = [
        MemberRow(gmina=db.gmina, household=row.id, person=person, role=one.role, since=one.since, until=one.until)
        for one in new
    ]
    db.add_all(rows)
    everybody = [*others, *rows]
    if any(len(on_day(everybody, one.since)) > MOST_MEMBERS for one in new):
        raise HouseholdFull
    row.kind = kind or row.kind
    row.version += 1
    await db.flush()
    for day in told_days(own, new, [_stay(one) for one in others], await store.told(db, row.id)):
        await snapshot(db, row, everybody, day)
    return True


def told_days(
    was: Sequence[Stay], now: Sequence[Stay], others: Iterable[Stay], told: Iterable[date] = ()
) -> list[date]:
    """The days of which the log is told when a person's stays change, in order. told: those that it was told of before, for ever."""
    turns = {*told, *(one.since for one in (*was, *now, *others))}
    turns |= {one.until + _DAY for one in (*was, *now, *others) if one.until is not None and one.until < date.max}
    differing = [day for day in turns if role_on(was, day) != role_on(now, day)]
    if not differing:
        return []
    first, last = min(differing), max(differing)
    after = min((day for day in turns if day > last), default=last)
    return sorted(day for day in turns if first <= day <= after)


def merged(stays: Iterable[Stay]) -> list[Stay]:
    """The stays in order, those that overlap as one in the later one's role."""
    found: list[Stay] = []
    for one in sorted(stays, key=lambda stay: stay.since):
        if found and found[-1].meets(one):
            before = found.pop()
            until = None if before.until is None or one.until is None else max(before.until, one.until)
            one = Stay(before.since, until, one.role)
        found.append(one)
    return found


def role_on(stays: Iterable[Stay], day: date) -> str | None:
    """In which role she belongs on the day, None when she does not."""
    return next((one.role for one in stays if one.holds(day)), None)


def on_day(members: Iterable[MemberRow], day: date) -> list[MemberRow]:
    """Who belongs on the day."""
    return [one for one in members if one.since <= day and (one.until is None or one.until >= day)]


async def snapshot(db: WriteSession, row: HouseholdRow, members: Sequence[MemberRow], on: date) -> None:
    """Tells the log who belongs on the day (events.md)."""
    there = on_day(members, on)
    await store.tell(db, row.id, on)
    if not there:
        # The fact names at least one member; of a household that nobody belongs to there is nothing to count.
        return
    known = await persons.many(db, [member.person for member in there], erased=True)
    data = {
        "household": row.pseudonym,
        "on": on,
        "kind": row.kind,
        "members": sorted(person.pseudonym for person in known.values()),
        "children": sum(member.role == "child" for member in there),
    }
    db.emit(event(service=db.service, gmina=db.gmina, type=HOUSEHOLD_SNAPSHOTTED, subject=row.id, data=data))


def _stay(row: MemberRow) -> Stay:
    return Stay(row.since, row.until, row.role)
