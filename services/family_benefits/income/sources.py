"""The incomes of a family as the rules read them: amounts in grosze, months as ordinals, each for the months in which its member belongs.

Read once from the validated facts, in an order of their own, so that the order in which the office entered them does not matter.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from kit.law import Record
from kit.money import grosze, half_up
from kit.periods import MONTHS_OF_YEAR, month_of
from kit.values import value
from services.family_benefits import facts as f
from services.family_benefits.income import told
from services.family_benefits.income.lump_sum import LumpSumFigure
from services.family_benefits.months import ALWAYS, NEVER_ENDS

PLAIN_KIND = "taxed"
"""The kind of which the year's amount alone is enough, when nothing was lost or gained; an untaxed one names its item of the list."""
_NO_LAND = Fraction(0)
_NO_FIGURES = (0, 0, 0, 0, 0)
_ALWAYS_HERE = (ALWAYS, NEVER_ENDS)

Stays = Mapping[str, tuple[int, int] | None]
"""By member of the family, the first and the last month in it; None: placed in foster care or an institution (art. 5 ust. 7)."""
Plain = tuple[str, str, int]
"""Member, kind, grosze of the base year."""


@value(frozen=True, slots=True)
class Source:
    """One source of income: total of the base year in grosze, hectares of a farm, loss and gain as months with their days.

    `months_received` when it is told and does not follow from the day of the gain; `figures`: revenue, costs, tax, social and health
    contributions that the amount was computed from; `lump_sum`: what its amount is looked up by in the minister's table; `since`, `until`:
    months in which its member belongs to the family; `stranger`: he is not of the family at all; `index`: its place among the items
    entered.
    """

    member: str
    kind: str
    title: str
    amount: int
    hectares: Fraction
    excluded: Fraction
    employer: str | None
    lost_on: date | None
    lost: int
    gained_on: date | None
    gained: int
    months_received: int | None
    still_received: bool
    following: int | None
    code: str | None
    figures: tuple[int, int, int, int, int] | None
    lump_sum: LumpSumFigure | None
    since: int
    until: int
    stranger: bool
    index: int


@value(frozen=True, slots=True)
class Incomes:
    """All incomes of a base year. `plain` need no rule but the division by the year, `sources` are the others, `placed` are the members
    whose incomes do not count, `plain_steps` tell both. `at`: pointer to them in the facts."""

    base_year: int | None = None
    plain_total: int = 0
    plain_members: tuple[str, ...] = ()
    plain: tuple[Plain, ...] = ()
    sources: tuple[Source, ...] = ()
    placed: tuple[str, ...] = ()
    plain_steps: tuple[Record, ...] = ()
    at: str = "/income"


def stays_of(members: Sequence[f.Member]) -> Stays:
    """When each member belongs to the family."""
    return {
        one.id: None
        if one.placed is not None
        else (
            month_of(one.joined_on) if one.joined_on else ALWAYS,
            month_of(one.left_on) if one.left_on else NEVER_ENDS,
        )
        for one in members
    }


def incomes_of(income: f.Income | None, stays: Stays, at: str = "/income") -> Incomes:
    """The incomes as entered; `stays` is empty when there is no family but a household, or none at all."""
    if income is None:
        return Incomes(plain_steps=plain_steps(None, (), (), True, MONTHS_OF_YEAR), at=at)
    plain: list[Plain] = []
    sources: list[Source] = []
    placed: set[str] = set()
    for index, item in enumerate(income.items):
        stay = stays.get(item.member, _ALWAYS_HERE)
        if stay is None:
            placed.add(item.member)
            continue
        stranger = bool(stays) and item.member not in stays
        if not stranger and stay == _ALWAYS_HERE and _is_plain(item):
            plain.append((item.member, item.kind, grosze(item.amount)))
        else:
            sources.append(_source(item, stay, stranger, index))
    plain.sort()
    return Incomes(
        income.base_year,
        sum(amount for _, _, amount in plain),
        tuple(dict.fromkeys(member for member, _, _ in plain)),
        tuple(plain),
        tuple(sorted(sources, key=_in_order)),
        away := tuple(sorted(placed)),
        plain_steps(income.base_year, plain, away, not (plain or sources), MONTHS_OF_YEAR),
        at,
    )


def plain_steps(
    year: int | None, plain: Sequence[Plain], placed: tuple[str, ...], nothing: bool, months: int
) -> tuple[Record, ...]:
    """The incomes of which the year's amount is enough, divided by its months, and whose incomes do not count."""
    steps: list[Record] = [
        (told.OF_YEAR[kind], member, year, amount, months, half_up(amount, months)) for member, kind, amount in plain
    ]
    if placed:
        steps.append((told.PLACED, placed))
    if nothing:
        steps.append((told.NO_INCOME, year or 0))
    return tuple(steps)


def net(figures: tuple[int, int, int, int, int]) -> int:
    """Revenue less costs, tax and contributions; a loss of one source takes nothing from the others (our choice, unconfirmed)."""
    revenue, *less = figures
    return max(0, revenue - sum(less))


def _is_plain(item: f.IncomeItem) -> bool:
    return item.kind == PLAIN_KIND and item.lost_on is None and item.gained_on is None and item.figures is None


def _source(item: f.IncomeItem, stay: tuple[int, int], stranger: bool, index: int) -> Source:
    figures = _figures(item.figures)
    return Source(
        member=item.member,
        kind=item.kind,
        title=item.title,
        amount=grosze(item.amount) if figures is None else net(figures),
        hectares=Fraction(item.hectares) if item.hectares is not None else _NO_LAND,
        excluded=Fraction(item.excluded_hectares) if item.excluded_hectares is not None else _NO_LAND,
        employer=" ".join(item.employer.split()).casefold() if item.employer is not None else None,
        lost_on=item.lost_on,
        lost=month_of(item.lost_on) if item.lost_on else NEVER_ENDS,
        gained_on=item.gained_on,
        gained=month_of(item.gained_on) if item.gained_on else ALWAYS,
        months_received=item.months_received,
        still_received=item.still_received,
        following=grosze(item.following_month_amount) if item.following_month_amount is not None else None,
        code=item.untaxed_code,
        figures=figures,
        lump_sum=(item.lump_sum.rate, grosze(item.lump_sum.figure)) if item.lump_sum is not None else None,
        since=stay[0],
        until=stay[1],
        stranger=stranger,
        index=index,
    )


def _figures(told: f.IncomeFigures | None) -> tuple[int, int, int, int, int] | None:
    if told is None:
        return None
    return grosze(told.revenue), grosze(told.costs), grosze(told.tax), grosze(told.social), grosze(told.health)


def _in_order(source: Source) -> tuple[object, ...]:
    return (
        source.member, source.kind, source.title, source.gained_on or date.min, source.lost_on or date.max, source.employer or "",
        source.code or "", source.amount, source.hectares, source.excluded, source.following or 0, source.months_received or 0,
        source.still_received, source.figures or _NO_FIGURES, str(source.lump_sum),
    )  # fmt: skip
