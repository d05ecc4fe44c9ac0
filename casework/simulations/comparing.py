"""One chain of acts under both laws: what its rights are granted, what the law as it stands gives, and what the supposed law gives. No I/O.

The law is asked by the core of mass recalculations. A month that an act has taken from a person does not come back because old facts are
read again; a right that becomes another one (złotówka za złotówkę begins or ends) is the same person's money, and is counted.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from casework.awards.algebra import Schedule, amount_in
from casework.awards.effects import Standing
from casework.benefits.catalogue import Catalogue
from casework.decisions.granting import rights_of
from casework.recalculations.assessing import Chain, NotAssessed, prepared, reassessed
from casework.simulations.supposing import Asked
from casework.simulations.tally import Amounts, Compared
from kit.law import Law
from kit.periods import first_day
from kit.schemas import Schema

_Whose = tuple[str, UUID]
"""Benefit and person: what makes rights of different variants and mechanisms one right."""


def compared(of: Asked, benefit: str, chain: Chain) -> tuple[Compared, ...]:
    """What the chain's rights to each benefit come to in the months counted. Raises NotAssessed.

    benefit: of the decision or the imported right that it began with.
    """
    recorded = of.base.get(benefit).assess is None
    if chain.facts is not None and not recorded:
        return _by_facts(of, benefit, chain, chain.facts)
    if not recorded and chain.award is None:
        raise NotAssessed("no_facts")
    return tuple(_by_rate(of, chain.award is not None, award) for award in chain.awards)


def granted(of: Asked, chain: Chain) -> int:
    """Grosze of the chain's rights in the months counted, as they stand."""
    return sum(amount or 0 for award in chain.awards for amount in _months(of, award.amounts))


def _by_facts(of: Asked, benefit: str, chain: Chain, facts: Schema) -> tuple[Compared, ...]:
    now: dict[_Whose, Amounts] = {}
    for award in chain.awards:
        _add(of, now, (award.right.benefit, award.right.entitled), award.amounts)
    on, case = _day(of, chain), prepared(of.base, benefit, facts)
    before = _rights(of, of.base, benefit, on, chain, case)
    after = _rights_supposed(of, benefit, on, chain, case)
    none: Amounts = (None,) * len(of.months)
    found = []
    for whose in dict.fromkeys((*now, *before, *after)):
        stands, was, will = now.get(whose, none), before.get(whose, none), after.get(whose, none)
        if None in stands and any(one is None and other is not None for one, other in zip(stands, was, strict=True)):
            taken = [one is None and other is not None for one, other in zip(stands, was, strict=True)]
            was, will = _without(was, taken), _without(will, taken)
        found.append((whose[0], stands, was, will))
    return tuple(found)


def _day(of: Asked, chain: Chain) -> date:
    """The day whose law applies: the first of the supposed law, but none before the chain's own rights began."""
    first = min((award.amounts[0].first for award in chain.awards if award.amounts), default=of.first)
    return of.on if first <= of.first else first_day(first)


def _rights(
    of: Asked, catalogue: Catalogue, benefit: str, on: date, chain: Chain, case: object
) -> Mapping[_Whose, Amounts]:
    _, grants = reassessed(catalogue, of.gmina, benefit, on, of.first, chain, case)
    found: dict[_Whose, Amounts] = {}
    for right, amounts in rights_of(grants):
        _add(of, found, (right.benefit, right.entitled), amounts)
    return found


def _rights_supposed(of: Asked, benefit: str, on: date, chain: Chain, case: object) -> Mapping[_Whose, Amounts]:
    try:
        return _rights(of, of.other, benefit, on, chain, case)
    except (ArithmeticError, LookupError, ValueError):
        # No act would say so (a year of no months): nothing follows from it, and that is no fault of the program.
        raise NotAssessed("supposed_law_contradicts") from None


def _by_rate(of: Asked, is_imported: bool, award: Standing) -> Compared:
    """A right without facts whose amount the law states as one sum, and which runs at that."""
    benefit = of.base.get(award.right.benefit)
    name = benefit.amount_of.get(award.right.variant, benefit.amount_of.get(None)) if is_imported else benefit.code
    if name is None:
        raise NotAssessed("imported" if is_imported else "no_facts")
    base, other = of.base.law(of.gmina), of.other.law(of.gmina)
    stands = _months(of, award.amounts)
    due = [at for at, amount in zip(of.months, stands, strict=True) if amount is not None]
    if award.right.mechanism is not None or not {one for one in stands if one is not None} <= _sums(
        base, name, [of.first - 1, *due]
    ):
        raise NotAssessed("amount_not_of_the_law")
    was, will = (
        tuple(
            None if stood is None else law.month(at).amount(name) for at, stood in zip(of.months, stands, strict=True)
        )
        for law in (base, other)
    )
    return award.right.benefit, stands, was, will


def _sums(law: Law, name: str, months: Iterable[int]) -> set[int]:
    parameter = law.parameters.get(name)
    views = [law.month(at) for at in months]
    if parameter is None or parameter.kind != "money" or not all(view.has(name) for view in views[1:]):
        raise NotAssessed("no_facts")
    return {view.amount(name) for view in views if view.has(name)}


def _add(of: Asked, into: dict[_Whose, Amounts], whose: _Whose, amounts: Schedule) -> None:
    months = _months(of, amounts)
    known = into.get(whose)
    into[whose] = months if known is None else tuple(map(_both, known, months))


def _months(of: Asked, amounts: Schedule) -> Amounts:
    if len(amounts) == 1 and amounts[0].first <= of.first and (amounts[0].last is None or amounts[0].last >= of.until):
        return (amounts[0].amount,) * len(of.months)
    return tuple(amount_in(amounts, at) for at in of.months)


def _both(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _without(amounts: Amounts, taken: Iterable[bool]) -> Amounts:
    return tuple(None if gone else amount for amount, gone in zip(amounts, taken, strict=True))
