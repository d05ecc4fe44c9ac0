"""Calendars to subscribe to: each has a secret address of its own, of which only a hash is kept, and can be revoked.

The secret follows from the service's key and the calendar's id, so that a repeated request is told the same address; whoever has the
database alone cannot make it.
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from sqlmodel import col, select

from casework.authority import store as authority
from casework.authority.problems import wrong
from casework.authority.rules import Post, in_force, units_of
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.tasks import worklist
from casework.tasks.ics import calendar_of
from casework.tasks.problems import CalendarNotFound
from casework.tasks.rules import sees_calendars_of_others
from casework.tasks.schemas import CalendarIn, CalendarOut
from casework.tasks.states import CALENDAR
from casework.tasks.tables import CalendarRow
from casework.tasks.worklist import Asking, Place, Wanted
from kit.auth import Principal
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest

LONGEST_DAYS = 366
MOST_EVENTS = 2_000
_AHEAD_DAYS = 366
_BEHIND_DAYS = 62


@dataclass(frozen=True, slots=True)
class Secrets:
    """Makes the secrets of calendars from the service's key."""

    key: bytes

    def of(self, gmina: str, calendar: UUID) -> str:
        """43 characters that nobody guesses."""
        made = hmac.digest(self.key, f"calendar {gmina} {calendar}".encode(), "sha256")
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def address(self, gmina: str, calendar: UUID) -> str:
        """Where a calendar program reads it, behind the address of the service."""
        return f"/v1/calendars/read/{self.of(gmina, calendar)}.ics?teryt={gmina}"


async def make(db: WriteSession, who: Principal, secrets: Secrets, order: CalendarIn, today: date) -> Answer:
    """A calendar with the roles and unit that its owner has now. Raises ValidationFailed for days out of bounds."""
    last = today + timedelta(days=LONGEST_DAYS)
    until = order.until or last
    if not today <= until <= last:
        raise wrong("/until", "day_impossible", f"Kalendarz jest czynny najdłużej {LONGEST_DAYS} dni.")
    made = new_id()
    db.add(
        CalendarRow(
            gmina=db.gmina, id=made, subject=who.subject, tasks=order.tasks, roles=sorted(who.roles), unit=who.unit,
            secret_hash=sha256(secrets.of(db.gmina, made).encode()).digest(), state="open", made_on=today, until=until,
        )
    )  # fmt: skip
    await db.flush()
    return Answer(id=made, version=1, state="open")


async def page(db: ReadSession, paging: PageRequest, who: Principal) -> Page[CalendarOut]:
    """The caller's calendars, for the head everybody's, the newest first."""
    keyset = paging.keyset("calendars by id", {"gmina": db.gmina, "subject": who.subject})
    query = select(CalendarRow).where(CalendarRow.gmina == db.gmina)
    if not sees_calendars_of_others(who.roles):
        query = query.where(CalendarRow.subject == who.subject)
    if keyset.after is not None:
        query = query.where(col(CalendarRow.id) < UUID(keyset.after[0]))
    rows = (await db.exec(query.order_by(col(CalendarRow.id).desc()).limit(keyset.fetch))).all()
    shown, cursor = keyset.page(rows, lambda row: (row.id,))
    items = [
        CalendarOut.model_validate(row.model_dump() | {"allowed": list(CALENDAR.allowed(row.state))}) for row in shown
    ]
    return Page(items=items, next_cursor=cursor)


async def revoke(db: WriteSession, who: Principal, calendar: UUID, version: int, today: date) -> Answer:
    """Its address opens nothing any more. Raises CalendarNotFound, TransitionNotAllowed."""
    row = await db.get(CalendarRow, (db.gmina, calendar), with_for_update=True)
    if row is None or (row.subject != who.subject and not sees_calendars_of_others(who.roles)):
        raise CalendarNotFound
    check_version(version, row.version)
    row.state = CALENDAR.move(row.state, "revoke")
    row.revoked_on, row.revoked_by = today, who.subject
    row.version += 1
    await db.flush()
    return Answer(id=row.id, version=row.version, state=row.state)


async def read(db: WriteSession, catalogue: Catalogue, secret: str, today: date) -> bytes:
    """The calendar behind the secret, as its owner may see it today. Raises CalendarNotFound."""
    digest = sha256(secret.encode()).digest()
    found = await db.exec(select(CalendarRow).where(CalendarRow.gmina == db.gmina, CalendarRow.secret_hash == digest))
    row = found.first()
    if row is None or row.state != "open" or row.until < today:
        raise CalendarNotFound
    posts = [Post(one.unit, one.since, one.until) for one in await authority.posts(db, row.subject)]
    if posts and not any(in_force(one.since, one.until, today) for one in posts):
        # She has left the office.
        raise CalendarNotFound
    if row.read_on != today:
        row.read_on = today
        await db.flush()
    asking = _asking(row, posts, today)
    wanted = Wanted(
        of="mine" if row.tasks == "mine" else "centre",
        since=today - timedelta(days=_BEHIND_DAYS),
        until=today + timedelta(days=_AHEAD_DAYS),
    )
    rows = await worklist.tasks(db, catalogue, asking, wanted, Place(fetch=MOST_EVENTS))
    return calendar_of(rows, worklist.by_kind(catalogue), db.gmina, today)


def _asking(row: CalendarRow, posts: Sequence[Post], today: date) -> Asking:
    roles = frozenset(row.roles)
    units = units_of(roles=roles, claim=row.unit, posts=posts, on=today)
    # Nobody's name: what is restricted leaves the house in no calendar, not even in that of a named reader or of the head.
    return Asking(Sight(row.gmina, "", open_all=False, units=units), roles, today, subject=row.subject)
