"""What the register of social contracts has of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.social_assistance.contracts import store
from services.social_assistance.contracts.tables import ContractRow

_NAMES = {
    "state": "Stan",
    "aim": "Cel",
    "concluded_on": "Zawarto",
    "until": "Do dnia",
    "ended_on": "Zakończono",
    "ended_as": "Wynik",
    "steps": "Działania",
    "reviews": "Oceny",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Her contracts with their steps and reviews, in the order in which they were concluded."""
    rows = await db.exec(
        select(ContractRow)
        .where(ContractRow.gmina == db.gmina, ContractRow.person == person, store.seen(sight))
        .order_by(col(ContractRow.concluded_on), col(ContractRow.id))
    )
    return [(one.id, await _told(db, one)) for one in rows.all()]


async def _told(db: WriteSession, row: ContractRow) -> dict[str, Said]:
    steps = [f"{one.step}, {one.due_on}: {one.state}" for one in await store.steps(db, row.id)]
    reviews = [f"{one.held_on}: {one.outcome}" for one in await store.reviews(db, row.id)]
    return {
        "state": row.state, "aim": row.aim, "concluded_on": row.concluded_on.isoformat(), "until": row.until.isoformat(),
        "ended_on": None if row.ended_on is None else row.ended_on.isoformat(), "ended_as": row.ended_as, "steps": steps,
        "reviews": reviews,
    }  # fmt: skip


OF_CONTRACTS = Held(
    "social_contract",
    "Kontrakty socjalne",
    _NAMES,
    frozenset({"social_contract", "social_contract_step", "social_contract_review"}),
    _read,
)
