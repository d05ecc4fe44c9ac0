"""What the facts of a decision rest on: the versions of established facts behind each member, kept with the decision and never changed.

The facts themselves are the decision's own snapshot. They are put together once more from what was known on the day, so that what the
decision took as it was established is told apart from what it states otherwise; nothing of this is taken from the client.
"""

from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.evidence.basis import BasisIn
from casework.evidence.composing import Case, compose
from casework.evidence.composing_schemas import CompositionIn
from casework.evidence.tables import BasisRow, DecisionEvidenceRow
from kit.db import WriteSession
from kit.schemas import Schema
from kit.secrets import KeyRing

AS_ESTABLISHED, STATED_OTHERWISE = "as_established", "stated_otherwise"
_ABSENT = object()


async def rest_on(
    db: WriteSession,
    keys: KeyRing,
    catalogue: Catalogue,
    sight: Sight,
    *,
    decision: UUID,
    benefit: str,
    on: date,
    basis: BasisIn,
    facts: Schema,
    today: date,
) -> None:
    """Writes down what the decision's facts rest on. Raises what composing raises."""
    order = CompositionIn(benefit=benefit, on=on, **{name: getattr(basis, name) for name in BasisIn.model_fields})
    case = await compose(db, keys, catalogue, sight, order, today)
    db.add(
        BasisRow(
            gmina=db.gmina,
            decision=decision,
            known_on=case.known_on,
            person=case.person,
            household=case.household,
            application=case.application,
            missing=[{"pointer": one.pointer, "code": one.code} for one in case.composed.missing],
        )
    )
    await db.flush()
    db.add_all(
        DecisionEvidenceRow(gmina=db.gmina, decision=decision, pointer=pointer, fact_row=row, standing=standing)
        for pointer, (rows, standing) in _standings(case, facts).items()
        for row in rows
    )
    await db.flush()


def _standings(case: Case, facts: Schema) -> dict[str, tuple[tuple[UUID, ...], str]]:
    told = facts.model_dump(mode="json")
    found: dict[str, tuple[tuple[UUID, ...], str]] = {}
    for used in case.composed.used:
        same = says_the_same(type(facts), told, used.pointer, _at(case.composed.facts, used.pointer))
        before = found.get(used.pointer, ((), AS_ESTABLISHED))
        standing = AS_ESTABLISHED if same else STATED_OTHERWISE
        found[used.pointer] = (tuple(dict.fromkeys((*before[0], *used.rows))), standing)
    return found


def says_the_same(form: type[Schema], told: dict[str, Any], pointer: str, established: Any) -> bool:
    """Whether the facts are the same when the member at the pointer is put as it was established."""
    *way, last = pointer.strip("/").split("/")
    changed = deepcopy(told)
    place = _at(changed, "/".join(way))
    key: Any = int(last) if isinstance(place, list) and last.isdigit() else last
    if _at(told, pointer) is _ABSENT or established is _ABSENT or not isinstance(place, dict | list):
        return False
    place[key] = established
    try:
        return form.model_validate(changed).model_dump(mode="json") == told
    except ValidationError:
        return False


def _at(value: Any, pointer: str) -> Any:
    for part in (one for one in pointer.split("/") if one):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return _ABSENT
    return value
