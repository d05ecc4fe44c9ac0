"""Reading and writing social contracts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.contracts.tables import ContractRow, ReviewRow, StepRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which contracts; None leaves a question open. since, until: the day on which they were concluded. review_to: reviewed by then."""

    state: str | None = None
    unit: str | None = None
    aim: str | None = None
    person: UUID | None = None
    household: UUID | None = None
    since: date | None = None
    until: date | None = None
    review_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The contracts (ContractRow) that she sees: of her units, whose person and family are not hidden from her."""
    units: Any = True if sight.units is None else col(ContractRow.unit).in_(sorted(sight.units))
    return and_(units, sight.persons(ContractRow.person), sight.households(ContractRow.household))


async def load(db: WriteSession, sight: Sight, contract: UUID, *, lock: bool = False) -> ContractRow | None:
    """The contract, where she sees it; kept from other writers when locked."""
    query = select(ContractRow).where(ContractRow.gmina == db.gmina, ContractRow.id == contract, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def runs(db: WriteSession, person: UUID) -> bool:
    """Whether the person has a contract that runs, under any entry of hers."""
    entries = await one_person.entries(db, person)
    found = select(ContractRow.id).where(
        ContractRow.gmina == db.gmina, col(ContractRow.person).in_(entries), ContractRow.state == "running"
    )
    return (await db.exec(found)).first() is not None


async def steps(db: WriteSession, contract: UUID) -> Sequence[StepRow]:
    """The steps in the order in which they were undertaken."""
    found = select(StepRow).where(StepRow.gmina == db.gmina, StepRow.contract == contract)
    return (await db.exec(found.order_by(col(StepRow.number)))).all()


async def reviews(db: WriteSession, contract: UUID) -> Sequence[ReviewRow]:
    """The reviews in their order."""
    found = select(ReviewRow).where(ReviewRow.gmina == db.gmina, ReviewRow.contract == contract)
    return (await db.exec(found.order_by(col(ReviewRow.number)))).all()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[ContractRow]:
    """Contracts that are seen, by a day of theirs; fetch None: all."""
    query = select(ContractRow).where(ContractRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(ContractRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "unit", "aim", "household"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ContractRow, name) == value)
    if wanted.since is not None:
        query = query.where(col(ContractRow.concluded_on) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(ContractRow.concluded_on) <= wanted.until)
    if wanted.review_to is not None:
        query = query.where(ContractRow.state == "running", col(ContractRow.review_by) <= wanted.review_to)
    order: tuple[Any, Any] = (getattr(ContractRow, order_by), col(ContractRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
