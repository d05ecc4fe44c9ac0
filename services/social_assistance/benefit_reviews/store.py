"""Reading which running rights are due to be reviewed and which were: rights of more than one month against acts of the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.awards.tables import AwardAmountRow, AwardRow
from casework.persons.tables import PersonRow
from kit.db import ReadSession, WriteSession
from kit.periods import first_day, last_day
from services.social_assistance.acts.tables import ActHouseholdRow, ActPersonRow, ActRow

REGISTER = "przeglad_swiadczen"
MONTHS_TO_THE_NEXT = 6
"""A review is held every June and December, so that what is done late belongs to the one before."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rights; None leaves a question open. month: of the review, an ordinal. done: whether they were reviewed."""

    month: int
    done: bool | None = None
    benefit: str | None = None
    unit: str | None = None


def _due(sight: Sight, wanted: Filters) -> ColumnElement[bool]:
    """The rights (AwardRow) that run in the month and last for more than one, as far as she sees them."""
    month = first_day(wanted.month)
    runs = (
        select(AwardAmountRow.award)
        .where(
            AwardAmountRow.gmina == AwardRow.gmina,
            AwardAmountRow.award == AwardRow.id,
            AwardAmountRow.since <= month,
            or_(col(AwardAmountRow.until).is_(None), col(AwardAmountRow.until) >= month),
        )
        .correlate(AwardRow)
        .exists()
    )
    last = col(AwardRow.until)
    found = and_(
        col(AwardRow.gmina) == sight.gmina, or_(last.is_(None), last > col(AwardRow.since)), runs, sight.awards()
    )
    if wanted.benefit is not None:
        found = and_(found, col(AwardRow.benefit) == wanted.benefit)
    if wanted.unit is not None:
        found = and_(found, col(AwardRow.unit) == wanted.unit)
    return found


def _done_on(wanted: Filters) -> Any:
    """The first day from the month of the review to the next one on which an act of it names the person or the family of AwardRow."""
    named, entitled = aliased(PersonRow), aliased(PersonRow)
    of_person = (
        select(ActPersonRow.act)
        .join(named, and_(col(named.gmina) == col(ActPersonRow.gmina), col(named.id) == col(ActPersonRow.person)))
        .join(entitled, col(entitled.gmina) == col(ActPersonRow.gmina))
        .where(
            ActPersonRow.gmina == ActRow.gmina,
            ActPersonRow.act == ActRow.id,
            col(entitled.id) == col(AwardRow.entitled),
            # Who was entered twice is one person: an act may name her under another entry.
            func.coalesce(col(named.merged_into), col(named.id))
            == func.coalesce(col(entitled.merged_into), col(entitled.id)),
        )
        .correlate(ActRow, AwardRow)
        .exists()
    )
    of_family = (
        select(ActHouseholdRow.act)
        .where(
            ActHouseholdRow.gmina == ActRow.gmina,
            ActHouseholdRow.act == ActRow.id,
            col(ActHouseholdRow.household) == col(AwardRow.household),
        )
        .correlate(ActRow, AwardRow)
        .exists()
    )
    return (
        select(func.min(col(ActRow.done_on)))
        .where(
            ActRow.gmina == AwardRow.gmina,
            ActRow.register_code == REGISTER,
            ActRow.state == "done",
            col(ActRow.done_on).between(first_day(wanted.month), last_day(wanted.month + MONTHS_TO_THE_NEXT - 1)),
            or_(of_person, of_family),
        )
        .correlate(AwardRow)
        .scalar_subquery()
    )


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[tuple[AwardRow, date | None]]:
    """Rights that are due, each with the day on which it was reviewed, by their first month; fetch None: all."""
    done_on = _done_on(wanted)
    query = select(AwardRow, done_on).where(_due(sight, wanted))
    if wanted.done is not None:
        query = query.where(done_on.is_not(None) if wanted.done else done_on.is_(None))
    order: tuple[Any, Any] = (col(AwardRow.since), col(AwardRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def counts(
    db: ReadSession | WriteSession, sight: Sight, wanted: Filters
) -> Sequence[tuple[str, int, int, int]]:  # fmt: skip
    """By benefit: rights that are due, reviewed, and of these after the month."""
    rows: Any = (
        select(col(AwardRow.benefit).label("benefit"), _done_on(wanted).label("done_on"))
        .where(_due(sight, wanted))
        .subquery()
    )
    query: Any = (
        select(
            rows.c.benefit,
            func.count(),
            func.count(rows.c.done_on),
            func.count().filter(rows.c.done_on > last_day(wanted.month)),
        )
        .group_by(rows.c.benefit)
        .order_by(rows.c.benefit)
    )
    return [(benefit, due, done, late) for benefit, due, done, late in (await db.exec(query)).all()]
