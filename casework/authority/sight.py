"""What a person of the office sees: cases of her own units, and no restricted matter unless she is named in it.

A restriction on a person hides her, the households she belongs to, and decisions on her right or to her; one on a household hides it,
its members and its decisions; one on a decision hides it. Lists of rights and payments leave it out for everybody but those who pay
(veil.py); a right or a payment that is asked for by its id carries ids and amounts only and stays.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, and_, not_, or_, true, union
from sqlalchemy.sql import ColumnElement
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow, MatterRow
from casework.authority import store
from casework.authority.rules import Post, is_unit_bound, sees_restricted, units_of, works_on
from casework.authority.tables import RestrictionRow
from casework.awards.tables import AwardRow
from casework.decisions.tables import DecisionRow
from casework.households.tables import MemberRow
from casework.persons.tables import PersonRow
from casework.signs.tables import CaseSignRow
from kit.auth import Principal
from kit.db import ReadSession, WriteSession

Hidden = CompoundSelect[Any] | Select[Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """One person's view of a gmina's cases. units: None is the whole centre; open_all: restricted matters too."""

    gmina: str
    subject: str
    open_all: bool
    units: frozenset[str] | None

    def persons(self, column: Any) -> ColumnElement[bool]:
        """The persons in this column whom she sees; a row without one is not hidden by it."""
        return true() if self.open_all else or_(col(column).is_(None), col(column).not_in(_hidden_persons(self)))

    def households(self, column: Any) -> ColumnElement[bool]:
        """The households in this column that she sees; a row without one is not hidden by it."""
        return true() if self.open_all else or_(col(column).is_(None), col(column).not_in(_hidden_households(self)))

    def decisions(self) -> ColumnElement[bool]:
        """The decisions (DecisionRow) that she sees."""
        of_units = true() if self.units is None else col(DecisionRow.unit).in_(sorted(self.units))
        if self.open_all:
            return of_units
        return and_(
            of_units,
            self.persons(DecisionRow.entitled),
            self.persons(DecisionRow.recipient),
            self.households(DecisionRow.household),
            col(DecisionRow.id).not_in(_hidden_decisions(self)),
        )

    def awards(self) -> ColumnElement[bool]:
        """The rights (AwardRow) that she sees."""
        of_units = true() if self.units is None else col(AwardRow.unit).in_(sorted(self.units))
        if self.open_all:
            return of_units
        return and_(
            of_units,
            self.persons(AwardRow.entitled),
            self.persons(AwardRow.recipient),
            self.households(AwardRow.household),
            or_(col(AwardRow.decision).is_(None), col(AwardRow.decision).not_in(_hidden_decisions(self))),
        )

    def cases(self) -> ColumnElement[bool]:
        """The cases (CaseSignRow) that she sees: of a party, and of an application, that she sees."""
        unseen = (
            select(MatterRow.sign)
            .join(
                ApplicationRow,
                (col(ApplicationRow.gmina) == col(MatterRow.gmina))
                & (col(ApplicationRow.id) == col(MatterRow.application)),
            )
            .where(MatterRow.gmina == self.gmina, col(MatterRow.sign).is_not(None), not_(self.applications()))
        )
        return and_(self.persons(CaseSignRow.party), col(CaseSignRow.id).not_in(unseen))

    def applications(self) -> ColumnElement[bool]:
        """The applications (ApplicationRow) that she sees."""
        of_units = true() if self.units is None else col(ApplicationRow.unit).in_(sorted(self.units))
        return and_(of_units, _open_applications(self))

    def of_decision(self, column: Any) -> ColumnElement[bool]:
        """Rows whose decision, named in this column, she sees; a row without one is not hidden by it."""
        if self.open_all and self.units is None:
            return true()
        unseen = select(DecisionRow.id).where(DecisionRow.gmina == self.gmina, not_(self.decisions()))
        return or_(col(column).is_(None), col(column).not_in(unseen))

    def works_on(self, unit: str) -> bool:
        """Whether a case of this unit is one of hers."""
        return works_on(self.units, unit)


async def sight_of(db: ReadSession | WriteSession, who: Principal, today: date) -> Sight:
    """What the person sees today: her units by the token's claim, else by the register of staff."""
    posts: list[Post] = []
    if who.unit is None and is_unit_bound(who.roles):
        posts = [Post(row.unit, row.since, row.until) for row in await store.posts(db, who.subject)]
    units = units_of(roles=who.roles, claim=who.unit, posts=posts, on=today)
    return Sight(db.gmina, who.subject, sees_restricted(who.roles), units)


async def hidden_persons(db: ReadSession | WriteSession, sight: Sight, persons: Collection[UUID]) -> set[UUID]:
    """Those of the persons whom she does not see."""
    if sight.open_all or not persons:
        return set()
    hidden = _hidden_persons(sight).subquery()
    found = await db.exec(select(hidden.c[0]).where(hidden.c[0].in_(persons)))
    return set(found.all())


async def hidden_households(db: ReadSession | WriteSession, sight: Sight, households: Collection[UUID]) -> set[UUID]:
    """Those of the households that she does not see."""
    if sight.open_all or not households:
        return set()
    hidden = _hidden_households(sight).subquery()
    found = await db.exec(select(hidden.c[0]).where(hidden.c[0].in_(households)))
    return set(found.all())


async def all_hidden(
    db: ReadSession | WriteSession, sight: Sight
) -> tuple[tuple[UUID, ...], tuple[UUID, ...], tuple[UUID, ...]]:
    """Persons, households and decisions that restrictions hide from her."""
    kinds = (_hidden_persons(sight), _hidden_households(sight), _hidden_decisions(sight))
    hidden = [query.subquery() for query in kinds]
    persons, households, decisions = [tuple((await db.exec(select(one.c[0]))).all()) for one in hidden]
    return persons, households, decisions


async def hidden_applications(db: ReadSession | WriteSession, sight: Sight) -> list[UUID]:
    """The applications that a restriction hides from her, of whatever unit; for lists that are written in SQL."""
    if sight.open_all:
        return []
    found = await db.exec(
        select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(_open_applications(sight)))
    )
    return list(found.all())


def _open_applications(sight: Sight) -> ColumnElement[bool]:
    return and_(
        sight.persons(ApplicationRow.applicant),
        sight.persons(ApplicationRow.representative),
        sight.households(ApplicationRow.household),
    )


def _closed_to(sight: Sight, kind: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(RestrictionRow.gmina) == sight.gmina,
        col(RestrictionRow.matter_kind) == kind,
        col(RestrictionRow.state) == "restricted",
        not_(store.names(sight.subject)),
    )


def _hidden_persons(sight: Sight) -> Hidden:
    members = select(MemberRow.person).where(
        MemberRow.gmina == sight.gmina,
        col(MemberRow.household).in_(select(RestrictionRow.matter).where(*_closed_to(sight, "household"))),
    )
    return _every_entry(sight, union(select(RestrictionRow.matter).where(*_closed_to(sight, "person")), members))


def _hidden_households(sight: Sight) -> Hidden:
    homes = select(MemberRow.household).where(
        MemberRow.gmina == sight.gmina,
        col(MemberRow.person).in_(
            _every_entry(sight, select(RestrictionRow.matter).where(*_closed_to(sight, "person")))
        ),
    )
    return union(select(RestrictionRow.matter).where(*_closed_to(sight, "household")), homes)


def _every_entry(sight: Sight, persons: Hidden) -> Hidden:
    """The persons with the other entries of whoever was entered twice."""
    of, stands = PersonRow.gmina == sight.gmina, col(PersonRow.merged_into)
    named = persons.subquery()
    whose = union(
        select(named.c[0]), select(stands).where(of, stands.is_not(None), col(PersonRow.id).in_(select(named.c[0])))
    ).subquery()
    gave_way = select(PersonRow.id).where(of, stands.is_not(None), stands.in_(select(whose.c[0])))
    return union(select(whose.c[0]), gave_way)


def _hidden_decisions(sight: Sight) -> Hidden:
    return select(RestrictionRow.matter).where(*_closed_to(sight, "decision"))
