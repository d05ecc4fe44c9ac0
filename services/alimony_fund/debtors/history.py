"""What was said of a debtor and of his titles before it changed: rows that are only ever added.

An entry that was made before these rows were kept has none: its first change writes down what stood until then as number one.
"""

from collections.abc import Sequence
from datetime import date

from casework.applications.desk import Hand
from services.alimony_fund.debtors import store
from services.alimony_fund.debtors.tables import DebtorRow, RoleRow, TitleRow, TitleVersionRow

_OF_ROLE = ("unit", "creditor_organ", "debtor_organ", "other_organ")
_OF_TITLE = ("kind", "court", "case_sign", "creditor_organ", "monthly", "valid_from", "valid_to")


async def roles(hand: Hand, row: DebtorRow) -> Sequence[RoleRow]:
    """The roles of the entry in their order; without a row those that it has had since it was opened."""
    return await store.roles(hand.db, row.id) or [role_of(row, 1, row.opened_on, row.noted_by)]


async def versions(hand: Hand, row: TitleRow) -> Sequence[TitleVersionRow]:
    """What the title was entered as, in order; without a row what it says."""
    return await store.versions(hand.db, row.id) or [version_of(row, 1, _made_on(hand, row), row.noted_by)]


async def roles_since(hand: Hand, row: DebtorRow) -> date:
    """From when the roles of this office are those of the entry; what stood without a row is written down."""
    known = await store.roles(hand.db, row.id)
    if not known:
        await keep_role(hand, row, row.opened_on, by=row.noted_by)
    return known[-1].since if known else row.opened_on


async def keep_role(hand: Hand, row: DebtorRow, since: date, by: str | None = None) -> None:
    """The roles of the entry hold from the day."""
    known = await store.roles(hand.db, row.id)
    hand.db.add(role_of(row, len(known) + 1, since, by or hand.by))
    await hand.db.flush()


async def before_change(hand: Hand, row: TitleRow) -> None:
    """What a title without a version says is written down before it changes."""
    if not await store.versions(hand.db, row.id):
        await keep_title(hand, row, _made_on(hand, row), by=row.noted_by)


async def keep_title(hand: Hand, row: TitleRow, stated_on: date, by: str | None = None) -> None:
    """What the title says is one version more, unless it says the same as the last."""
    known = await store.versions(hand.db, row.id)
    if known and all(getattr(row, name) == getattr(known[-1], name) for name in _OF_TITLE):
        return
    hand.db.add(version_of(row, len(known) + 1, stated_on, by or hand.by))
    await hand.db.flush()


def role_of(row: DebtorRow, number: int, since: date, by: str) -> RoleRow:
    """The roles of the entry as a row of their history."""
    told = {name: getattr(row, name) for name in _OF_ROLE}
    return RoleRow(gmina=row.gmina, debtor=row.id, number=number, since=since, noted_by=by, **told)


def version_of(row: TitleRow, number: int, stated_on: date, by: str) -> TitleVersionRow:
    """What the title says as a row of its history."""
    told = {name: getattr(row, name) for name in _OF_TITLE}
    return TitleVersionRow(gmina=row.gmina, title=row.id, number=number, stated_on=stated_on, noted_by=by, **told)


def _made_on(hand: Hand, row: TitleRow) -> date:
    return hand.today if row.created_at is None else row.created_at.date()
