"""The tables of a later act's letter: each month before and after, months that are held or paid again. Pure."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from casework.awards.algebra import within
from casework.awards.effects import Planned
from casework.letters.contents import Amount, Changed


def changed(plans: Iterable[Planned], persons: Mapping[UUID, str], benefits: Mapping[str, str]) -> tuple[Changed, ...]:
    """The months whose amount differs, award by award."""
    return tuple(
        Changed(
            benefits[plan.before.right.benefit],
            persons[plan.before.right.entitled],
            one.first,
            one.last,
            one.before,
            one.after,
        )
        for plan in plans
        for one in plan.changes
    )


def held(plans: Iterable[Planned], persons: Mapping[UUID, str], benefits: Mapping[str, str]) -> tuple[Amount, ...]:
    """The months that an act holds."""
    return _amounts(
        ((plan, one.first, one.last) for plan in plans for one in plan.holds if one not in plan.before.holds),
        persons,
        benefits,
    )


def let_go(
    plans: Iterable[Planned], until: int, persons: Mapping[UUID, str], benefits: Mapping[str, str]
) -> tuple[Amount, ...]:
    """The months up to `until` that were held and are paid after all."""
    return _amounts(
        (
            (plan, one.first, until if one.last is None else min(one.last, until))
            for plan in plans
            for one in plan.before.holds
            if one.first not in {kept.first for kept in plan.holds} and one.first <= until
        ),
        persons,
        benefits,
    )


def _amounts(
    stretches: Iterable[tuple[Planned, int, int | None]], persons: Mapping[UUID, str], benefits: Mapping[str, str]
) -> tuple[Amount, ...]:
    return tuple(
        Amount(
            benefits[plan.before.right.benefit],
            persons[plan.before.right.entitled],
            part.first,
            part.last,
            part.amount,
        )
        for plan, first, last in stretches
        for part in within(plan.amounts, first, last)
    )
