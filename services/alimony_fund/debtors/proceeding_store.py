"""Reading the register of proceedings against debtors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from kit.db import WriteSession
from services.alimony_fund.debtors.states import STANDING
from services.alimony_fund.debtors.store import of_seen
from services.alimony_fund.debtors.tables import ProceedingRow, ProceedingStepRow
from services.alimony_fund.debtors.turning import Turn, turned


@dataclass(frozen=True, slots=True)
class Filters:
    """Which proceedings; None leaves a question open. due_to: their soft term is that day or earlier."""

    debtor: UUID | None = None
    state: str | None = None
    reason: str | None = None
    due_to: date | None = None


async def load(db: WriteSession, sight: Sight, proceeding: UUID, *, lock: bool = False) -> ProceedingRow | None:
    """The proceeding, where she sees its debtor; kept from other writers when locked."""
    query = select(ProceedingRow).where(
        ProceedingRow.gmina == db.gmina, ProceedingRow.id == proceeding, of_seen(sight, ProceedingRow.debtor)
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def steps(db: WriteSession, proceeding: UUID) -> Sequence[ProceedingStepRow]:
    """What was done, in order."""
    found = await db.exec(
        select(ProceedingStepRow)
        .where(ProceedingStepRow.gmina == db.gmina, ProceedingStepRow.proceeding == proceeding)
        .order_by(col(ProceedingStepRow.number))
    )
    return found.all()


async def decision_stands(db: WriteSession, debtor: UUID, besides: UUID) -> bool:
    """Whether another proceeding's decision against the debtor is in force (art. 5a ust. 2)."""
    found = await db.exec(
        select(ProceedingRow.id).where(
            ProceedingRow.gmina == db.gmina,
            ProceedingRow.debtor == debtor,
            ProceedingRow.id != besides,
            col(ProceedingRow.state).in_(STANDING),
        )
    )
    return found.first() is not None


async def page(db: WriteSession, sight: Sight, wanted: Filters, turn: Turn) -> Sequence[ProceedingRow]:
    """Proceedings that are seen."""
    query = select(ProceedingRow).where(ProceedingRow.gmina == db.gmina, of_seen(sight, ProceedingRow.debtor))
    for name in ("debtor", "state", "reason"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ProceedingRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(ProceedingRow.due_on) <= wanted.due_to)
    found: Sequence[ProceedingRow] = (await db.exec(turned(query, ProceedingRow, turn))).all()
    return found
