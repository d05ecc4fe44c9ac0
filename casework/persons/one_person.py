"""Who was entered twice is one person: the ids that she is named by, for whoever looks for rows by a person or joins them by her.

A row keeps the entry it was recorded under (persons/merging.py); what is asked of one entry is asked of all of them.
"""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from casework.persons.tables import PersonRow
from kit.db import ReadSession, WriteSession

GAVE_WAY = """
gave_way AS MATERIALIZED (SELECT id, merged_into FROM person WHERE gmina = %(gmina)s AND merged_into IS NOT NULL)
"""
"""Common table expression: entries that gave way and the ones that stand for them; few, in a gmina of any size."""


def entries_of(person: str) -> str:
    """SQL: the ids that the person is named by, as an array. person: an expression; of a query it is evaluated once."""
    return f"""ARRAY(SELECT {person}
      UNION SELECT stands.merged_into FROM person stands
             WHERE stands.gmina = %(gmina)s AND stands.id = {person} AND stands.merged_into IS NOT NULL
      UNION SELECT other.id FROM person other
             WHERE other.gmina = %(gmina)s AND other.merged_into IS NOT NULL AND other.merged_into = coalesce(
                   (SELECT stands.merged_into FROM person stands WHERE stands.gmina = %(gmina)s AND stands.id = {person}), {person}))"""


async def entries(db: ReadSession | WriteSession, person: UUID) -> list[UUID]:
    """Every id that the person is named by: of the entry that stands, first, and of those that gave way to it."""
    stands = (await stand_ins(db, [person]))[person]
    found = await db.exec(
        select(PersonRow.id)
        .where(PersonRow.gmina == db.gmina, PersonRow.merged_into == stands)
        .order_by(col(PersonRow.id))
    )
    return [stands, *found.all()]


async def stand_ins(db: ReadSession | WriteSession, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """For each of the ids the entry that stands: itself, unless it gave way."""
    found = await db.exec(
        select(PersonRow.id, PersonRow.merged_into).where(
            PersonRow.gmina == db.gmina, col(PersonRow.id).in_(ids), col(PersonRow.merged_into).is_not(None)
        )
    )
    return {one: one for one in ids} | {entry: stands for entry, stands in found.all() if stands is not None}


async def all_entries(db: ReadSession | WriteSession, ids: Collection[UUID]) -> set[UUID]:
    """Every id that any of these persons is named by."""
    stand = set((await stand_ins(db, ids)).values())
    found = await db.exec(
        select(PersonRow.id).where(
            PersonRow.gmina == db.gmina,
            col(PersonRow.merged_into).is_not(None),
            col(PersonRow.merged_into).in_(stand),
        )
    )
    return {*ids, *stand, *found.all()}
