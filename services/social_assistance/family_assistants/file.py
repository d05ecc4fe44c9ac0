"""What work with a family that has an assistant holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.households.tables import MemberRow
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.social_assistance.family_assistants import store
from services.social_assistance.family_assistants.tables import ChildRow, FamilyRow

_NAMES = {
    "state": "Stan",
    "as_child": "Dziecko, dla którego prowadzi się pracę",
    "basis": "Podstawa",
    "since": "Od",
    "ended_on": "Zakończono",
    "ended_as": "Wynik",
    "steps": "Plan pracy z rodziną",
    "reviews": "Okresowe oceny",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """The work with her families while she was of them, in the order in which it began."""
    as_child = select(ChildRow.family).where(ChildRow.gmina == db.gmina, ChildRow.person == person)
    of_hers = select(MemberRow.household).where(
        and_(
            col(MemberRow.gmina) == db.gmina,
            col(MemberRow.person) == person,
            col(MemberRow.household) == col(FamilyRow.household),
            or_(col(FamilyRow.ended_on).is_(None), col(MemberRow.since) <= col(FamilyRow.ended_on)),
            or_(col(MemberRow.until).is_(None), col(MemberRow.until) >= col(FamilyRow.since)),
        )
    )
    found = await db.exec(
        select(FamilyRow)
        .where(
            FamilyRow.gmina == db.gmina, or_(col(FamilyRow.id).in_(as_child), of_hers.exists()), store.seen(sight)
        )
        .order_by(col(FamilyRow.since), col(FamilyRow.id))
    )  # fmt: skip
    told: list[tuple[UUID, Mapping[str, Said]]] = []
    for one in found.all():
        children = {child.person for child in await store.children(db, one.id)}
        told.append((one.id, await _told(db, one, as_child=person in children)))
    return told


async def _told(db: WriteSession, row: FamilyRow, *, as_child: bool) -> dict[str, Said]:
    return {
        "state": row.state,
        "as_child": as_child,
        "basis": row.basis,
        "since": row.since.isoformat(),
        "ended_on": None if row.ended_on is None else row.ended_on.isoformat(),
        "ended_as": row.ended_as,
        "steps": [f"{one.step}, {one.due_on}: {one.state}" for one in await store.steps(db, row.id)],
        "reviews": [f"{one.held_on}: {one.outcome}" for one in await store.reviews(db, row.id)],
    }


OF_ASSISTED_FAMILIES = Held(
    "assisted_family",
    "Praca asystenta rodziny",
    _NAMES,
    frozenset({"assisted_family", "assisted_child", "assisted_family_step", "assisted_family_review"}),
    _read,
)
