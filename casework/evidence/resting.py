"""What the facts of a decision rest on: the versions of established facts behind each member, kept with the decision and never changed.

The facts themselves are the decision's own snapshot. They are put together once more from what was known on the day, so that what the
decision took as it was established is told apart from what it states otherwise; nothing of this is taken from the client.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError
from sqlmodel import select

from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions.tables import DecisionRow
from casework.evidence.basis import BasisIn
from casework.evidence.composing import Case, compose
from casework.evidence.composing_schemas import CompositionIn
from casework.evidence.tables import BasisRow, DecisionEvidenceRow
from kit.db import ReadSession, WriteSession
from kit.schemas import Schema
from kit.secrets import KeyRing, Place

AS_ESTABLISHED, STATED_OTHERWISE = "as_established", "stated_otherwise"
BY_HAND = "stated_without_evidence"
"""Why a member rests on nothing: whoever prepared the decision stated it, and nothing established stands behind it."""
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
            missing=[
                *({"pointer": one.pointer, "code": one.code} for one in case.composed.missing),
                *({"pointer": one, "code": BY_HAND} for one in _by_hand(case, facts)),
            ],
        )
    )
    await db.flush()
    db.add_all(
        DecisionEvidenceRow(gmina=db.gmina, decision=decision, pointer=pointer, fact_row=row, standing=standing)
        for pointer, (rows, standing) in _standings(case, facts).items()
        for row in rows
    )
    await db.flush()


async def without_source(
    db: ReadSession | WriteSession, keys: KeyRing, catalogue: Catalogue, decision: DecisionRow
) -> list[tuple[str, str]]:
    """Members of the decision's facts that nothing established stands behind, with the reason; of a recorded amount there are none."""
    basis = await db.get(BasisRow, (db.gmina, decision.id))
    if basis is not None:
        return [(one["pointer"], one["code"]) for one in basis.missing]
    return [(one, BY_HAND) for one in _members(db, keys, catalogue, decision)]


async def sources(
    db: ReadSession | WriteSession, keys: KeyRing, catalogue: Catalogue, decision: DecisionRow
) -> list[tuple[str, str]]:
    """Every member of the decision's facts: taken as it was established, stated otherwise, or stated without evidence."""
    members = _members(db, keys, catalogue, decision)
    basis = await db.get(BasisRow, (db.gmina, decision.id))
    if basis is None:
        return [(one, BY_HAND) for one in members]
    rows = await db.exec(
        select(DecisionEvidenceRow.pointer, DecisionEvidenceRow.standing).where(
            DecisionEvidenceRow.gmina == db.gmina, DecisionEvidenceRow.decision == decision.id
        )
    )
    behind = {**{one["pointer"]: BY_HAND for one in basis.missing}, **dict(rows.all())}
    return [(one, _source(one, behind)) for one in members]


def _source(member: str, behind: Mapping[str, str]) -> str:
    # What was said of the nearest place above it; what nothing was said of is as composing put it.
    place = member
    while place:
        if place in behind:
            return behind[place]
        place = place.rpartition("/")[0]
    return AS_ESTABLISHED


def _members(db: ReadSession | WriteSession, keys: KeyRing, catalogue: Catalogue, decision: DecisionRow) -> list[str]:
    if decision.facts is None:
        return []
    text = keys.decrypt(decision.facts, Place(db.gmina, "decision", "facts"), str(decision.id))
    told = orjson.loads(text)
    try:
        return stated(catalogue.facts.model_validate(told))
    except ValidationError:
        # A snapshot of before the form was changed stays what it was: then what stands in it is told, with its defaults.
        return list(_leaves(told, ""))


def stated(facts: Schema) -> list[str]:
    """Pointers to everything that the facts say, but for what they would say by themselves."""
    return list(_leaves(facts.model_dump(mode="json", exclude_defaults=True), ""))


def _by_hand(case: Case, facts: Schema) -> list[str]:
    told = facts.model_dump(mode="json")
    behind = tuple(used.pointer for used in case.composed.used)
    return [
        one
        for one in stated(facts)
        if not any(one == pointer or one.startswith(f"{pointer}/") for pointer in behind)
        and not says_the_same(type(facts), told, one, _at(case.composed.facts, one))
    ]


def _leaves(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, one in value.items():
            yield from _leaves(one, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list) and value:
        for n, one in enumerate(value):
            yield from _leaves(one, f"{pointer}/{n}")
    elif value is not None:
        yield pointer


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
