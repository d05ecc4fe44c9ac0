"""What lines about many deliveries name, found in a bounded number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.deliveries.tables import DeliveryRow
from casework.letters.tables import LetterRow
from kit.db import WriteSession, raw

_NUMBERS = """
SELECT n.number || '/' || n.year, n.decision
  FROM unnest(%(numbers)s::integer[], %(years)s::integer[]) AS w(number, year)
  JOIN decision_number n ON n.gmina = %(gmina)s AND n.year = w.year AND n.number = w.number
"""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Which decision a letter brings, and to whom."""

    decision: UUID
    party: UUID | None


async def numbers(db: WriteSession, wanted: Collection[str]) -> dict[str, UUID]:
    """Decisions by their numbers, 12/2026."""
    parts = [one.split("/") for one in wanted]
    of = {"gmina": db.gmina, "numbers": [int(one[0]) for one in parts], "years": [int(one[1]) for one in parts]}
    return dict(await (await (await raw(db)).execute(_NUMBERS, of)).fetchall())


async def letters(db: WriteSession, sight: Sight, wanted: Collection[UUID]) -> dict[UUID, Addressed]:
    """Letters that bring a decision to a party, of those that are seen."""
    found = await db.exec(
        select(LetterRow.id, LetterRow.decision, LetterRow.party).where(
            LetterRow.gmina == db.gmina,
            col(LetterRow.id).in_(wanted),
            col(LetterRow.act),
            col(LetterRow.draft).is_(False),
            sight.persons(LetterRow.person),
        )
    )
    return {letter: Addressed(decision, party) for letter, decision, party in found.all() if decision is not None}


async def sent(db: WriteSession, decisions: Collection[UUID]) -> Sequence[DeliveryRow]:
    """How the decisions themselves were sent, the first sending first."""
    found = await db.exec(
        select(DeliveryRow)
        .where(DeliveryRow.gmina == db.gmina, col(DeliveryRow.decision).in_(decisions), DeliveryRow.act == "decision")
        .order_by(col(DeliveryRow.decision), col(DeliveryRow.id))
    )
    return found.all()
