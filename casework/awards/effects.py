"""What a later act does to an award: its months are changed, cut, held or let go from a month on. Pure; the months stay an algebra.

An award stands with its amounts and with the months that are held. A held month keeps its amount: it is still the party's right and still
binds the budget, only no list pays it; let go, it falls due and a list of that month pays it as arrears. A hold behind which nothing of
the right is left ends with the right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from casework.awards.algebra import KNOWN, Change, Schedule, Stretch, amount_in, changes, schedule, within, without
from kit.periods import month_text, parse_month


class NothingHeld(ValueError):
    """The award has no months that are held without an end."""


class HeldAlready(ValueError):
    """Some of the months are held already."""


@dataclass(frozen=True, slots=True, order=True)
class Hold:
    """Months that no list pays, from `first` to `last` (None: until they are let go)."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Right:
    """Whose right to what: what makes two grants of one person the same award."""

    benefit: str
    entitled: UUID
    variant: str | None
    mechanism: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An award as it stands at a version; version 0: it does not exist yet."""

    award: UUID
    version: int
    right: Right
    state: str
    amounts: Schedule
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What an act makes of an award: `before` is the award as it was read."""

    before: Standing
    amounts: Schedule
    holds: tuple[Hold, ...]
    state: str

    @property
    def changes(self) -> tuple[Change, ...]:
        """The months whose amount differs."""
        return changes(self.before.amounts, self.amounts)

    @property
    def alters(self) -> bool:
        """Whether anything differs at all."""
        return self.moves or self.holds != self.before.holds or self.state != self.before.state

    @property
    def moves(self) -> bool:
        """Whether a month's amount differs: schedules are canonical, so equal months are equal stretches."""
        return self.amounts != self.before.amounts

    def to_json(self) -> dict[str, Any]:
        """As it stands with the act."""
        right = self.before.right
        return {
            "award": str(self.before.award),
            "version": self.before.version,
            "benefit": right.benefit,
            "entitled": str(right.entitled),
            "variant": right.variant,
            "mechanism": right.mechanism,
            "before": {
                "state": self.before.state,
                "amounts": _stretches(self.before.amounts),
                "holds": _holds(self.before.holds),
            },
            "after": {"state": self.state, "amounts": _stretches(self.amounts), "holds": _holds(self.holds)},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Planned":
        """The plan that stands with an act."""
        was, will = stored["before"], stored["after"]
        right = Right(stored["benefit"], UUID(stored["entitled"]), stored["variant"], stored["mechanism"])
        before = Standing(
            UUID(stored["award"]), stored["version"], right, was["state"], _read(was["amounts"]), _held(was["holds"])
        )
        return cls(before, _read(will["amounts"]), _held(will["holds"]), will["state"])


@dataclass(frozen=True, slots=True)
class Difference:
    """A month that was paid otherwise than it is due now; grosze. Positive: arrears. Negative: paid too much."""

    month: int
    paid: int
    due: int

    @property
    def amount(self) -> int:
        return self.due - self.paid


def changed(award: Standing, wanted: Schedule, first: int) -> Planned:
    """From the month on what is wanted, before it what was; with nothing wanted the right is cut there."""
    return plan_of(award, _from_then(award.amounts, wanted, first), award.holds)


def cut(award: Standing, first: int) -> Planned:
    """The right ends before the month."""
    return plan_of(award, without(award.amounts, first, None), award.holds)


def held(award: Standing, first: int) -> Planned:
    """No list pays the month and those behind it. Raises HeldAlready."""
    if any(one.last is None or one.last >= first for one in award.holds):
        raise HeldAlready
    return plan_of(award, award.amounts, (*award.holds, Hold(first, None)))


def released(award: Standing, first: int, *, whole: bool) -> Planned:
    """Lists pay again from the month on; `whole`: also the months that were held. Raises NothingHeld."""
    is_open = next((one for one in award.holds if one.last is None), None)
    if is_open is None:
        raise NothingHeld
    kept = [one for one in award.holds if one.last is not None]
    if not whole and is_open.first < first:
        kept.append(replace(is_open, last=first - 1))
    return plan_of(award, award.amounts, tuple(sorted(kept)))


def without_act(now: Standing, plan: Planned) -> Planned:
    """The award without an act that was quashed: where months are still as the act left them, they are again what they were before."""
    return _swapped(now, plan, [(one, one.after, one.before) for one in plan.changes], plan.holds, plan.before.holds)


def with_act(now: Standing, plan: Planned) -> Planned:
    """The award with an act that has come back, where months are still as they were before it."""
    return _swapped(now, plan, [(one, one.before, one.after) for one in plan.changes], plan.before.holds, plan.holds)


def plan_of(award: Standing, amounts: Schedule, holds: tuple[Hold, ...]) -> Planned:
    """The award with these months and holds; its state follows from them."""
    if amounts != award.amounts:
        holds = tuple(one for one in holds if within(amounts, one.first, one.last))
    if not amounts:
        state = "terminated"
    elif any(one.last is None for one in holds):
        state = "suspended"
    else:
        moved = _end_moved(award.amounts, amounts)
        state = "terminated" if moved < 0 or (award.state == "terminated" and not moved) else "active"
    return Planned(award, amounts, holds, state)


def differences(due: Schedule, paid: Mapping[int, int]) -> tuple[Difference, ...]:
    """The months that were paid otherwise than they are due. paid: grosze by month, without what came back; only months of a list."""
    found = (Difference(month, amount, amount_in(due, month) or 0) for month, amount in sorted(paid.items()))
    return tuple(one for one in found if one.amount)


def _swapped(
    now: Standing,
    plan: Planned,
    changes: Sequence[tuple[Change, int | None, int | None]],
    gone: tuple[Hold, ...],
    back: tuple[Hold, ...],
) -> Planned:
    amounts = now.amounts
    for change, was, will in changes:
        for part in _months_with(amounts, change, was):
            amounts = without(amounts, part.first, part.last)
            if will is not None:
                amounts = schedule((*amounts, replace(part, amount=will)))
    # Of a right that has gone on as another one meanwhile nothing is left behind a hold that comes back (going_on.held_again).
    come = {one for one in set(back) - set(gone) if within(amounts, one.first, one.last)}
    holds = tuple(sorted((set(now.holds) - (set(gone) - set(back))) | come, key=lambda one: one.first))
    return plan_of(now, amounts, holds)


def _months_with(amounts: Schedule, change: Change, amount: int | None) -> Schedule:
    """The months of the change that have this amount (None: that have none)."""
    there = within(amounts, change.first, change.last)
    if amount is not None:
        return tuple(one for one in there if one.amount == amount)
    left: Schedule = (Stretch(change.first, change.last, 0),)
    for one in there:
        left = without(left, one.first, one.last)
    return left


def _end_moved(before: Schedule, after: Schedule) -> int:
    """Whether the last month of the right moved to an earlier one (-1), to a later one (1), or stays."""
    was, will = (before[-1].last if before else -1), after[-1].last
    if was == will:
        return 0
    return 1 if will is None or (was is not None and will > was) else -1


@lru_cache(maxsize=KNOWN)
def _from_then(amounts: Schedule, wanted: Schedule, first: int) -> Schedule:
    return schedule((*without(amounts, first, None), *within(wanted, first, None)))


def _stretches(amounts: Schedule) -> list[list[Any]]:
    return [[month_text(one.first), _text(one.last), one.amount] for one in amounts]


def _holds(holds: Sequence[Hold]) -> list[list[Any]]:
    return [[month_text(one.first), _text(one.last)] for one in holds]


def _read(stored: Sequence[Sequence[Any]]) -> Schedule:
    return _schedule(tuple(map(tuple, stored)))


@lru_cache(maxsize=KNOWN)
def _schedule(stored: tuple[tuple[Any, ...], ...]) -> Schedule:
    return tuple(Stretch(parse_month(first), _month(last), amount) for first, last, amount in stored)


def _held(stored: Sequence[Sequence[Any]]) -> tuple[Hold, ...]:
    return tuple(Hold(parse_month(first), _month(last)) for first, last in stored)


def _text(month: int | None) -> str | None:
    return None if month is None else month_text(month)


def _month(text: str | None) -> int | None:
    return None if text is None else parse_month(text)
