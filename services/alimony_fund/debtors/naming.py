"""Whose an entry, a title, an account or a payout is, by name: for lists of whoever may read the persons."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from casework.persons import store as persons
from kit.db import WriteSession
from services.alimony_fund.debtors.tables import DebtorRow

Named = dict[str, str]
"""last_name and first_name; empty of whom the file was destroyed."""


async def of_persons(db: WriteSession, of: Collection[UUID]) -> dict[UUID, Named]:
    """Names of persons: one statement for any number."""
    found = await persons.many(db, of, erased=True) if of else {}
    return {one: {"last_name": row.last_name, "first_name": row.first_name} for one, row in found.items()}


async def of_debtors(db: WriteSession, of: Collection[UUID]) -> dict[UUID, Named]:
    """Names of debtors, by their entries in the register."""
    rows = await db.exec(
        select(DebtorRow.id, DebtorRow.person).where(DebtorRow.gmina == db.gmina, col(DebtorRow.id).in_(of))
    )
    whose = dict(rows.all())
    names = await of_persons(db, set(whose.values()))
    return {debtor: names[person] for debtor, person in whose.items()}
