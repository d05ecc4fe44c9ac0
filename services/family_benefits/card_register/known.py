"""What the register of cards knew of a family on a day, for composing its facts."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.households.tables import MemberRow
from casework.own import OfCase
from casework.persons import one_person
from kit.db import WriteSession
from services.family_benefits.card_register import store
from services.family_benefits.card_register.composing import HeldCard
from services.family_benefits.card_register.tables import CardRow


async def held_cards(db: WriteSession, sight: Sight, case: OfCase) -> Sequence[HeldCard]:
    """Cards of the person's families that were ordered by the day and had not ended, in order; those that the case's own application
    brought are no cards that it finds."""
    named = await one_person.entries(db, case.person)
    families = select(MemberRow.household).where(MemberRow.gmina == db.gmina, col(MemberRow.person).in_(named))
    query = (
        select(CardRow)
        .where(
            CardRow.gmina == db.gmina,
            or_(col(CardRow.household).in_(families), col(CardRow.person).in_(named)),
            CardRow.ordered_on <= case.known_on,
            or_(col(CardRow.ended_on).is_(None), col(CardRow.ended_on) > case.known_on),
            store.seen(sight),
        )
        .order_by(col(CardRow.ordered_on), col(CardRow.id))
    )
    if case.application is not None:
        query = query.where(col(CardRow.application).is_distinct_from(case.application))
    cards = (await db.exec(query)).all()
    entries = await one_person.all_entries(db, {one.person for one in cards})
    stands = await one_person.stand_ins(db, entries)
    return [
        HeldCard(
            frozenset(entry for entry in entries if stands[entry] == stands.get(one.person, one.person)),
            one.valid_until,
        )
        for one in cards
    ]
