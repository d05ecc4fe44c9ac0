"""Months in which a granted and a running right stand side by side by a circumstance that the facts of either tell (`unless` of a row).

The table of exclusions says what goes with what; that a care benefit only outlives the person cared for is said by the facts, of the
decision that is read or of the newest act on the running right. Months alone leave this module, and nothing else of what facts say.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from pydantic import ValidationError

from casework.awards.effects import Right
from casework.benefits.catalogue import Catalogue
from casework.decisions.tables import DecisionRow
from kit.db import ReadSession, raw
from kit.schemas import Schema
from kit.secrets import KeyRing, Place

# The facts that hold for a right: the newest of the chain of acts that its decision began, as a recalculation reads them.
_FACTS = """
SELECT w.id AS of, x.id, x.facts, x.persons
  FROM unnest(%(decisions)s::uuid[]) AS w(id)
 CROSS JOIN LATERAL (
       SELECT coalesce((SELECT a.root FROM decision_act a WHERE a.gmina = %(gmina)s AND a.decision = w.id), w.id) AS id) AS root
 CROSS JOIN LATERAL (
       SELECT o.id, o.facts, o.persons FROM decision o
        WHERE o.gmina = %(gmina)s AND o.facts IS NOT NULL AND o.issued_on IS NOT NULL AND o.state <> 'removed'
          AND (o.id = root.id
               OR o.id IN (SELECT a.decision FROM decision_act a WHERE a.gmina = %(gmina)s AND a.root = root.id))
        ORDER BY o.issued_on DESC, o.id DESC LIMIT 1) AS x
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the facts of a decision say. persons: the references that they use, by person."""

    facts: Schema
    persons: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Spared:
    """The circumstances of the decision that is read and of the running rights, by their decisions."""

    catalogue: Catalogue
    gmina: str
    granted: _Told | None = None
    running: Mapping[UUID, _Told] = field(default_factory=dict)

    def months(self, unless: str, right: Right, decision: UUID | None, benefit: str, entitled: UUID) -> frozenset[int]:
        """The months in which by the circumstance the granted right stands beside the running one (`decision`, `benefit`, `entitled`)."""
        mine, other = self.granted, None if decision is None else self.running.get(decision)
        found: frozenset[int] = frozenset()
        if mine is not None:
            # What began after a death is told by the facts of the one, and the death by those of the other.
            facts = mine.facts if other is None else self.catalogue.rights.beside(mine.facts, other.facts)
            found |= self._of(facts, right.benefit, mine.persons.get(right.entitled), unless)
        if other is not None:
            facts = other.facts if mine is None else self.catalogue.rights.beside(other.facts, mine.facts)
            found |= self._of(facts, benefit, other.persons.get(entitled), unless)
        return found

    def _of(self, facts: Schema, benefit: str, person: str | None, unless: str) -> frozenset[int]:
        law = self.catalogue.law(self.gmina)
        return self.catalogue.rights.spared(facts, law, benefit, person).get(unless, frozenset())


async def spared(
    db: ReadSession, keys: KeyRing, catalogue: Catalogue, row: DecisionRow, decisions: Collection[UUID]
) -> Spared:
    """The circumstances of the decision and of the running rights that these decisions gave, in one statement."""
    of = {"gmina": db.gmina, "decisions": sorted(decisions)}
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        found = await (await cursor.execute(_FACTS, of)).fetchall()
    read = {one["of"]: _read(keys, catalogue, db.gmina, one["id"], one["facts"], one["persons"]) for one in found}
    return Spared(
        catalogue,
        db.gmina,
        None if row.facts is None else _read(keys, catalogue, db.gmina, row.id, row.facts, row.persons),
        {decision: told for decision, told in read.items() if told is not None},
    )


def _read(
    keys: KeyRing, catalogue: Catalogue, gmina: str, decision: UUID, sealed: bytes, persons: Mapping[str, Any]
) -> _Told | None:
    text = keys.decrypt(bytes(sealed), Place(gmina, "decision", "facts"), str(decision))
    try:
        facts = catalogue.stored_facts.read(text)
    except ValidationError:
        # The form of facts asks for more by now: such a right is warned of as the table has it.
        return None
    return _Told(facts, {UUID(person): name for name, person in persons.items()})
