"""What the register of debtors knew of a family on a day, for composing its facts: who pays alimony to whom by a title."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, exists, select

from casework.authority.sight import Sight
from casework.households.tables import MemberRow
from casework.own import OfCase
from casework.persons import one_person
from kit.db import WriteSession
from services.alimony_fund.composing_claims import Obliged
from services.alimony_fund.debtors import store
from services.alimony_fund.debtors.tables import DebtorRow, TitleRow, TitleVersionRow


async def titles_of_family(db: WriteSession, sight: Sight, case: OfCase) -> Sequence[Obliged]:
    """Titles that entitle somebody of the person's families, as far as they were entered by the day and the reader sees them."""
    named = await one_person.entries(db, case.person)
    families = select(MemberRow.household).where(MemberRow.gmina == db.gmina, col(MemberRow.person).in_(named))
    members = select(MemberRow.person).where(MemberRow.gmina == db.gmina, col(MemberRow.household).in_(families))
    entered_later = exists().where(
        col(TitleVersionRow.gmina) == TitleRow.gmina,
        col(TitleVersionRow.title) == TitleRow.id,
        col(TitleVersionRow.number) == 1,
        col(TitleVersionRow.stated_on) > case.known_on,
    )
    found = await db.exec(
        select(DebtorRow.person, TitleRow)
        .join(DebtorRow, (col(DebtorRow.gmina) == TitleRow.gmina) & (col(DebtorRow.id) == TitleRow.debtor))
        .where(
            TitleRow.gmina == db.gmina,
            or_(col(TitleRow.entitled).in_(members), col(TitleRow.entitled).in_(named)),
            DebtorRow.opened_on <= case.known_on,
            col(DebtorRow.why).is_distinct_from("entered_in_error"),
            ~entered_later,
            store.seen_titles(sight),
        )
        .order_by(col(TitleRow.valid_from), col(TitleRow.id))
    )
    rows = found.all()
    entries = await one_person.all_entries(db, {one for person, title in rows for one in (person, title.entitled)})
    stands = await one_person.stand_ins(db, entries)

    def named_by(whose: UUID) -> frozenset[UUID]:
        return frozenset(one for one in entries if stands[one] == stands[whose])

    return [
        Obliged(named_by(person), named_by(title.entitled), title.valid_from, title.valid_to) for person, title in rows
    ]
