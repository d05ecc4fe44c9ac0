"""Who belongs to a household is one thing in facts and in the register of households: what is established of it, the register follows.

A membership of a code that makes nobody a member (the debtor of alimony is a person of the case, not of the family) is a fact alone.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence import sealed, store
from casework.evidence.desk import Desk
from casework.households import store as households
from casework.households.following import Stay, follow
from casework.persons import store as persons
from kit.periods import birthday

Belonging = tuple[UUID, UUID]
"""A household and a person."""


@asynccontextmanager
async def followed(
    desk: Desk, belongings: Collection[Belonging], kinds: Mapping[UUID, str | None]
) -> AsyncIterator[None]:
    """While facts of membership are written: households are kept from other writers, and their register follows at the end.

    kinds: what kind of household it is from then on, where that is said. Raises HouseholdFull.
    """
    rows = {home: await households.lock(desk.db, home) for home in sorted({home for home, _ in belongings})}
    before = {one: await stays(desk, one) for one in sorted(set(belongings))}
    yield
    for one, was in before.items():
        row = rows[one[0]]
        if row is not None:
            now = await stays(desk, one)
            await follow(desk.db, row, one[1], was, now, kinds.get(one[0]), today=desk.today)


async def stays(desk: Desk, one: Belonging) -> list[Stay]:
    """The person's stays in the household as they are established now."""
    home, person = one
    rows = await store.standing(desk.db, date.max, store.about(households=[home], kind="membership"))
    own = [row for row in rows if row.person == person]
    said = await sealed.opened(desk.db, desk.keys, [row.id for row in own])
    found = []
    for row in own:
        role = await _role(desk, row.code, person, row.valid_from, said.get(row.id, {}))
        if role is not None:
            found.append(Stay(row.valid_from, row.valid_to, role))
    return found


async def _role(desk: Desk, code: str, person: UUID, on: date, said: Mapping[str, Any]) -> str | None:
    listed = desk.law.find("membership", code)
    if listed is None or listed.role == "none":
        return None
    if said.get("role") is not None:
        return str(said["role"])
    if listed.adult_from is None:
        return listed.role
    born = (await persons.many(desk.db, [person]))[person].birth_date
    years = desk.catalogue.law(desk.db.gmina).on(on).count(listed.adult_from)
    return "child" if on < birthday(born, years) else "adult"
