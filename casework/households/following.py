"""The register of households follows what is known of a person's stays in one: rows are written anew and the log is told every day that
differs.

A snapshot says who belongs from its day on, until the next one. A change in the past is therefore told for its first day, for every
later day on which somebody joined or left or that was told of before, and for the first day on which everything is as it was.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, delete

from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from casework.households import kinds, store
from casework.households.problems import HouseholdFull
from casework.households.schemas import MOST_MEMBERS
from casework.households.tables import HouseholdRow, MemberRow
from casework.persons import one_person
from casework.persons import store as persons
from kit.db import WriteSession
from kit.feed.envelope import event
from kit.problems import FieldError, ValidationFailed

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
    *,
    today: date,
) -> bool:
    """The person's stays are `now` in place of `was`; the household is kept from other writers by the caller. Whether anything changed.

    Stays of the register that neither of them meets are left as they are. kind: of the household from the first day that is new
    (kinds.restated); today: the day on which it is recorded. Raises HouseholdFull.
    """
    members = list(await store.members(db, row.id))
    own = [_stay(one) for one in members if one.person == person]
    kept = [one for one in own if not any(one.meets(other) for other in (*was, *now))]
    new = merged([*kept, *now])
    if new == merged(own) and kind in (None, row.kind):
        return False
    others = [one for one in members if one.person != person]
    hers = set(await one_person.entries(db, person))
    if any(one.person in hers and _stay(one).meets(stay) for one in others for stay in new):
        told = "Ta osoba należy już wtedy do rodziny pod innym swoim wpisem."
        raise ValidationFailed(told, errors=[FieldError("/person", "member_already", told)])
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
    since, otherwise = min(one.since for one in members or rows), row.kind
    stays, before = [_stay(one) for one in others], await _steps(db, row) or [(since, otherwise)]
    made = kinds.restated(before, turns(own), turns(new), turns(stays), kind, otherwise)
    after = await kinds.record(db, row, made, since, today)
    row.kind = kinds.kind_on(after, date.max, otherwise)
    row.version += 1
    await db.flush()

    def differs(day: date) -> bool:
        return kinds.kind_on(before, day, otherwise) != kinds.kind_on(after, day, otherwise)

    stated = [since for since, _ in (*before, *after)]
    for day in told_days(own, new, stays, await store.told(db, row.id), stated, differs):
        await snapshot(db, row, everybody, day, kinds.kind_on(after, day, otherwise))
    return True


def told_days(
    was: Sequence[Stay],
    now: Sequence[Stay],
    others: Iterable[Stay],
    told: Iterable[date] = (),
    stated: Iterable[date] = (),
    differs: Callable[[date], bool] = lambda _: False,
) -> list[date]:
    """The days of which the log is told when a person's stays change, in order. told: those that it was told of before, for ever.

    stated: days on which the kind of the household changes, or did; differs: whether on a day it is now another one.
    """
    days = {*told, *stated, *turns((*was, *now, *others))}
    differing = [day for day in days if role_on(was, day) != role_on(now, day) or differs(day)]
    if not differing:
        return []
    first, last = min(differing), max(differing)
    after = min((day for day in days if day > last), default=last)
    return sorted(day for day in days if first <= day <= after)


def turns(stays: Iterable[Stay]) -> set[date]:
    """The days on which somebody joins, or is there no more."""
    found = set()
    for one in stays:
        found.add(one.since)
        if one.until is not None and one.until < date.max:
            found.add(one.until + _DAY)
    return found


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


async def snapshot(db: WriteSession, row: HouseholdRow, members: Sequence[MemberRow], on: date, kind: str) -> None:
    """Tells the log who belongs on the day, and of what kind the household is then (events.md)."""
    there = on_day(members, on)
    await store.tell(db, row.id, on)
    if not there:
        # The fact names at least one member; of a household that nobody belongs to there is nothing to count.
        return
    known = await persons.many(db, [member.person for member in there], erased=True)
    data = {
        "household": row.pseudonym,
        "on": on,
        "kind": kind,
        "members": sorted(person.pseudonym for person in known.values()),
        "children": sum(member.role == "child" for member in there),
    }
    db.emit(event(service=db.service, gmina=db.gmina, type=HOUSEHOLD_SNAPSHOTTED, subject=row.id, data=data))


async def _steps(db: WriteSession, row: HouseholdRow) -> kinds.Steps:
    return kinds.steps((await kinds.records(db, [row.id])).get(row.id, []))


def _stay(row: MemberRow) -> Stay:
    return Stay(row.since, row.until, row.role)
