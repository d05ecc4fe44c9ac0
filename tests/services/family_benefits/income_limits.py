"""Whether a worked case has an income at its limit, or a grosz a month above it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kit.law import Record, Rule
from kit.money import grosze
from kit.periods import MONTHS_OF_YEAR

_MOST_PERSONS = 30


class Limit(NamedTuple):
    """What a step compares, in grosze: a month's income, of a person or of the family, as the step shows it, the limit for it, and the
    limit of the act, which is for a person."""

    income: int
    limit: int
    each: int
    of_family: bool


def limit_of(record: Record) -> Limit | None:
    """The limit that a step compares an income with; None where it compares none."""
    rule: Rule = record[0]
    values = dict(zip((name.partition(":")[0] for name in rule.inputs), record[1:], strict=True))
    income = values.get("each", values.get("income"))
    if "limit" not in values or not isinstance(income, int):
        return None
    limit = int(values["limit"])
    return Limit(income, limit, int(values.get("threshold", limit)), "each" not in values)


def exceeds(facts: dict[str, Any], limit: Limit, grosze_over: int) -> bool:
    """Whether the income is over the limit by so much to a fraction of a grosz; steps show it rounded, so the incomes are
    added up."""
    of_month = limit.limit + grosze_over
    of_year, total, stated = MONTHS_OF_YEAR * of_month, sum(_incomes(facts)), sum(_monthly(facts))
    persons = (1,) if limit.of_family else range(1, _MOST_PERSONS + 1)
    shown = any(total == of_year * count or stated == of_month * count for count in persons)
    return limit.income == of_month and shown


def _incomes(facts: Any) -> Iterator[int]:
    """The amounts of all incomes of the facts, whosever they are."""
    if isinstance(facts, dict):
        for item in facts.get("items", ()):
            yield grosze(item.get("amount", "0.00"))
        facts = list(facts.values())
    if isinstance(facts, list):
        for part in facts:
            yield from _incomes(part)


def _monthly(facts: dict[str, Any]) -> Iterator[int]:
    """Incomes of a month that a benefit's own part states as one amount."""
    for part in facts.values():
        if isinstance(part, dict) and isinstance(part.get("income"), str):
            yield grosze(part["income"])
