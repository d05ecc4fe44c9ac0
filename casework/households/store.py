"""Households of a gmina in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import any_, literal, update
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.households.tables import HouseholdRow, MemberRow
from kit.db import ReadSession, WriteSession, raw

_TOLD = "SELECT on_day FROM household_told WHERE gmina = %(gmina)s AND household = %(household)s"
_TELL = "INSERT INTO household_told (gmina, household, on_day) VALUES (%(gmina)s, %(household)s, %(on)s) ON CONFLICT DO NOTHING"


async def load(db: ReadSession | WriteSession, household: UUID) -> HouseholdRow | None:
    """The household with this id."""
    return await db.get(HouseholdRow, (db.gmina, household))


async def many(db: ReadSession | WriteSession, ids: Collection[UUID]) -> dict[UUID, HouseholdRow]:
    """The households with these ids, as far as the gmina knows them."""
    found = await db.exec(select(HouseholdRow).where(HouseholdRow.gmina == db.gmina, col(HouseholdRow.id).in_(ids)))
    return {row.id: row for row in found.all()}


async def lock(db: WriteSession, household: UUID) -> HouseholdRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(HouseholdRow, (db.gmina, household), with_for_update={"key_share": True})


async def members(db: ReadSession | WriteSession, household: UUID) -> Sequence[MemberRow]:
    """Everybody who belongs or belonged to it."""
    found = await db.exec(
        select(MemberRow)
        .where(MemberRow.gmina == db.gmina, MemberRow.household == household)
        .order_by(col(MemberRow.since), col(MemberRow.person))
    )
    return found.all()


async def of_person(db: WriteSession, sight: Sight, entries: Collection[UUID]) -> Sequence[HouseholdRow]:
    """Households that are seen and that the person, under any of her entries, belongs or belonged to."""
    found = await db.exec(
        select(HouseholdRow)
        .where(
            HouseholdRow.gmina == db.gmina,
            sight.households(HouseholdRow.id),
            col(HouseholdRow.id).in_(
                select(MemberRow.household).where(MemberRow.gmina == db.gmina, col(MemberRow.person).in_(entries))
            ),
        )
        .order_by(col(HouseholdRow.id))
    )
    return found.all()


async def of_reference(db: WriteSession, person: UUID) -> HouseholdRow | None:
    """The household that this person stands for, kept from other writers."""
    found = await db.exec(
        select(HouseholdRow)
        .where(HouseholdRow.gmina == db.gmina, HouseholdRow.reference_person == person)
        .with_for_update(key_share=True)
    )
    return found.first()


async def stood_for(db: WriteSession, entries: Collection[UUID]) -> bool:
    """Whether the person stands for a household under any of her entries."""
    found = await db.exec(
        select(HouseholdRow.id)
        .where(HouseholdRow.gmina == db.gmina, col(HouseholdRow.reference_person).in_(entries))
        .limit(1)
    )
    return found.first() is not None


async def also_of(db: WriteSession, person: UUID) -> Sequence[HouseholdRow]:
    """The households that this person stands for elsewhere."""
    found = await db.exec(
        select(HouseholdRow)
        .where(HouseholdRow.gmina == db.gmina, literal(person) == any_(col(HouseholdRow.also_stood_for_by)))
        .order_by(col(HouseholdRow.id))
    )
    return found.all()


async def told(db: WriteSession, household: UUID) -> set[date]:
    """The days for which the log was told who belonged."""
    rows = await (await (await raw(db)).execute(_TOLD, {"gmina": db.gmina, "household": household})).fetchall()
    return {row[0] for row in rows}


async def tell(db: WriteSession, household: UUID, on: date) -> None:
    """Notes that the log was told of the day."""
    await (await raw(db)).execute(_TELL, {"gmina": db.gmina, "household": household, "on": on})


async def rename(db: WriteSession, household: UUID, pseudonym: str) -> None:
    """The household under its new pseudonym."""
    await db.exec(
        update(HouseholdRow)
        .where(col(HouseholdRow.gmina) == db.gmina, col(HouseholdRow.id) == household)
        .values(pseudonym=pseudonym)
    )
