"""What is hidden from a person of the office, for lists that are written in SQL: of payments, undue payments, notices, recalculations.

Matters that are restricted are few, so their ids go along as parameters. Whoever pays (accountant) sees all that is paid: a list that
left somebody out would not be paid. Sums of a payment list and of a budget stay whole for everybody: they name nobody.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from casework.authority.sight import Sight, all_hidden, sight_of
from casework.today import Today
from kit.auth import CurrentPrincipal, Gmina, Principal
from kit.db import ReadSession, WriteSession

_OF_AWARD = """NOT EXISTS (SELECT FROM award v LEFT JOIN decision_act va ON va.gmina = v.gmina AND va.decision = v.decision
     WHERE v.gmina = %(gmina)s AND v.id = {column}
       AND (v.entitled = ANY (%(v_persons)s::uuid[]) OR v.recipient = ANY (%(v_persons)s::uuid[])
            OR v.household = ANY (%(v_households)s::uuid[]) OR v.decision = ANY (%(v_decisions)s::uuid[])
            OR va.root = ANY (%(v_decisions)s::uuid[])
            OR (%(v_units)s::text[] IS NOT NULL AND v.unit <> ALL (%(v_units)s::text[]))))"""
_OF_DECISION = """NOT EXISTS (SELECT FROM decision v
     WHERE v.gmina = %(gmina)s AND v.id = {column}
       AND (v.entitled = ANY (%(v_persons)s::uuid[]) OR v.recipient = ANY (%(v_persons)s::uuid[])
            OR v.household = ANY (%(v_households)s::uuid[]) OR v.id = ANY (%(v_decisions)s::uuid[])
            OR (%(v_units)s::text[] IS NOT NULL AND v.unit <> ALL (%(v_units)s::text[]))))"""
_OF_PERSON = "({column} IS NULL OR {column} <> ALL (%(v_persons)s::uuid[]))"
_OF_UNIT = "(%(v_units)s::text[] IS NULL OR {column} = ANY (%(v_units)s::text[]))"


@dataclass(frozen=True, slots=True)
class Veil:
    """Ids that are hidden, and the units whose cases are seen (None: all)."""

    persons: tuple[UUID, ...] = ()
    households: tuple[UUID, ...] = ()
    decisions: tuple[UUID, ...] = ()
    units: tuple[str, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is hidden."""
        return self == OPEN

    def parameters(self) -> dict[str, Any]:
        """What the conditions below name."""
        return {
            "v_persons": list(self.persons),
            "v_households": list(self.households),
            "v_decisions": list(self.decisions),
            "v_units": None if self.units is None else list(self.units),
        }

    def award(self, column: str) -> str:
        """SQL: the right in this column is seen."""
        return self._said(_OF_AWARD, column)

    def decision(self, column: str) -> str:
        """SQL: the decision in this column is seen."""
        return self._said(_OF_DECISION, column)

    def person(self, column: str) -> str:
        """SQL: the person in this column is seen."""
        return self._said(_OF_PERSON, column)

    def unit(self, column: str) -> str:
        """SQL: cases of the unit in this column are seen."""
        return self._said(_OF_UNIT, column)

    def _said(self, condition: str, column: str) -> str:
        return "true" if self.is_open else condition.format(column=column)


OPEN = Veil()
"""Nothing is hidden."""


async def veil_of(db: ReadSession | WriteSession, sight: Sight) -> Veil:
    """What is hidden from whoever has this sight."""
    if sight.open_all and sight.units is None:
        return OPEN
    persons, households, decisions = ((), (), ()) if sight.open_all else await all_hidden(db, sight)
    return Veil(persons, households, decisions, None if sight.units is None else tuple(sorted(sight.units)))


def pays(who: Principal) -> bool:
    """Whether she sees all that is paid."""
    return "accountant" in who.roles


async def _sight(request: Request, who: CurrentPrincipal, gmina: Gmina, today: Today) -> Sight:
    async with request.app.state.database.read(gmina) as db:
        return await sight_of(db, who, today)


async def _veil(request: Request, who: CurrentPrincipal, gmina: Gmina, today: Today) -> Veil:
    async with request.app.state.database.read(gmina) as db:
        return await veil_of(db, await sight_of(db, who, today))


async def _veil_of_money(request: Request, who: CurrentPrincipal, gmina: Gmina, today: Today) -> Veil:
    return OPEN if pays(who) else await _veil(request, who, gmina, today)


async def _sight_of_money(request: Request, who: CurrentPrincipal, gmina: Gmina, today: Today) -> Sight:
    return Sight(gmina, who.subject, True, None) if pays(who) else await _sight(request, who, gmina, today)


Seeing = Annotated[Sight, Depends(_sight)]
SeeingMoney = Annotated[Sight, Depends(_sight_of_money)]
Veiled = Annotated[Veil, Depends(_veil)]
VeiledMoney = Annotated[Veil, Depends(_veil_of_money)]
