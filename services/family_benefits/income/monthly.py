"""The family's monthly income in a month of the period: the base year's average, corrected by loss and gain (art. 5 ust. 4-4c, 7-9).

Results are in 1/27720 of a grosz (rates.SCALE), so that dividing by the months of a year stays exact; farm income alone is rounded
to the grosz, once, after multiplying (the act is silent: the order is our choice, unconfirmed).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from casework.benefits.results import UnfitFacts
from kit.law import Law, Record
from kit.money import half_up
from kit.periods import MONTHS_OF_YEAR, add_months, month_of, number_in_year
from services.family_benefits.case import Case
from services.family_benefits.income import told
from services.family_benefits.income.lump_sum import BY_NOTICE, LumpSumFigure, yearly_income
from services.family_benefits.income.same_employer import TITLES as SAME_EMPLOYER_TITLES
from services.family_benefits.income.same_employer import Carried, carried_on
from services.family_benefits.income.sources import Source, plain_steps
from services.family_benefits.income.untaxed import listed
from services.family_benefits.rates import SCALE, Rates

FARM_FIGURE = "dochod_z_1_ha_przeliczeniowego_za_rok"
NOTICE = "ryczalt_obwieszczenie"


def income_in(case: Case, rates: Rates, law: Law, at: int, trace: list[Record]) -> int:
    """The family's income of the month `at`, in 1/27720 of a grosz, never below zero.

    Raises:
        NoParameter: a farm's figure, or the notice on lump-sum tax, of the base year is not announced yet.
        UnfitFacts: an income of somebody who is not of the family, one that is not on the list of untaxed ones, or one on lump-sum tax
            that no table of the year tells.
    """
    total = case.plain_total * rates.year_part
    tell_plain(case, rates, trace)
    carried = carried_on(case.sources, rates.same_employer_months)
    for source in case.sources:
        if source.stranger:
            where = f"{case.incomes_at}/items/{source.index}/member"
            raise UnfitFacts("unknown_member", where, "Dochód ma osoba, której nie ma w składzie rodziny.")
        if not source.since <= at <= source.until:
            joins = at < source.since
            rule, day = (told.JOINS_LATER, source.since) if joins else (told.HAS_LEFT, source.until)
            trace.append((rule, source.member, day))
            continue
        total += _of_source(case, source, carried.get(source.index), rates, law, at, trace)
    return total if total > 0 else 0


def tell_plain(case: Case, rates: Rates, trace: list[Record]) -> None:
    """The incomes of which the year's amount is enough, and whose incomes do not count."""
    months = rates.months_of_year
    if months == MONTHS_OF_YEAR:
        trace += case.plain_steps
    else:
        trace += plain_steps(case.base_year, case.plain, case.placed, not (case.plain or case.sources), months)


def _of_source(
    case: Case, source: Source, carried: Carried | None, rates: Rates, law: Law, at: int, trace: list[Record]
) -> int:
    if source.kind == "alimony_paid":
        trace.append((told.ALIMONY_PAID, source.member, source.amount, half_up(source.amount, rates.months_of_year)))
        return -source.amount * rates.year_part
    if source.kind == "farm":
        return _farm(case, source, rates, law, trace)
    if source.lump_sum is not None:
        source = _by_table(case, source, source.lump_sum, law, trace)
    _tell_amount(case, source, law, at, trace)
    if carried is not None:
        return _carried(case, source, carried, rates, at, trace)
    base = _base(case)
    title = told.TITLES[source.title]
    if source.lost_on is not None and source.lost_on.year >= base:
        if source.title not in rates.losses:
            trace.append((told.NOT_A_LOSS, source.member, source.lost_on))
        elif at > source.lost:
            _tell_lost(source, source.lost_on, rates, trace)
            return 0
        else:
            trace.append((told.LOSS_NOT_YET, source.member, title, source.lost_on, source.lost + 1))
    if source.gained_on is not None and source.gained_on.year >= base:
        if source.title not in rates.gains:
            trace.append((told.NOT_A_GAIN, source.member, source.gained_on))
        elif not source.still_received:
            trace.append((told.GAIN_ENDED, source.member, source.gained_on))
        elif source.gained_on.year > base:
            return _gained_later(source, source.gained_on, rates, at, trace)
        else:
            months = source.months_received or rates.months_of_year - number_in_year(source.gained) + 1
            monthly = half_up(source.amount, months)
            trace.append(
                (told.GAINED_IN_BASE_YEAR, source.member, title, source.gained_on, source.amount, months, monthly)
            )
            return source.amount * (SCALE // months)
    return _yearly(case, source, rates, trace)


def _yearly(case: Case, source: Source, rates: Rates, trace: list[Record]) -> int:
    months = rates.months_of_year
    told_by = told.OF_YEAR[source.kind]
    trace.append((told_by, source.member, case.base_year, source.amount, months, half_up(source.amount, months)))
    return source.amount * rates.year_part


def _tell_amount(case: Case, source: Source, law: Law, at: int, trace: list[Record]) -> None:
    """Where the amount of the year comes from: figures of the tax return, the list of untaxed incomes, the minister's table."""
    if source.kind == "untaxed":
        listed(source, law, at, case.incomes_at, trace)
    if source.figures is not None:
        trace.append((told.FIGURES, source.member, *source.figures, source.amount))
    if source.kind != "ryczalt":
        return
    base = _base(case)
    view = law.on(date(base, 1, 1))
    if view.has(BY_NOTICE):
        trace.append((told.BY_NOTICE, source.member, base, view.text(NOTICE), source.amount))
    else:
        trace.append((told.DECLARED, source.member, base, source.amount))


def _by_table(case: Case, source: Source, found: LumpSumFigure, law: Law, trace: list[Record]) -> Source:
    """The source with the income that the minister's table of the base year gives for it."""
    base = _base(case)
    where = f"{case.incomes_at}/items/{source.index}/lump_sum"
    amount = yearly_income(found, law.on(date(base, 1, 1)), where)
    rate, figure = found
    if rate is None:
        trace.append((told.BY_CARD, source.member, base, figure, amount))
    else:
        trace.append((told.BY_RATE, source.member, base, rate.replace(".", ","), figure, amount))
    return replace(source, amount=amount)


def _carried(case: Case, source: Source, carried: Carried, rates: Rates, at: int, trace: list[Record]) -> int:
    """Neither loss nor gain: the base year's amount, until the last of these works was lost for good."""
    base = _base(case)
    if carried.again is not None:
        months = rates.same_employer_months
        trace.append((told.SAME_EMPLOYER, source.member, source.lost_on, carried.again.gained_on, months))
    else:
        trace.append((told.SAME_EMPLOYER_GAIN, source.member, source.gained_on, source.amount))
    if source.gained_on is not None and source.gained_on.year > base:
        return 0
    if carried.ends_on is not None and carried.ends_on.year >= base and at > month_of(carried.ends_on):
        _tell_lost(source, carried.ends_on, rates, trace)
        return 0
    return _yearly(case, source, rates, trace)


def _tell_lost(source: Source, lost_on: date, rates: Rates, trace: list[Record]) -> None:
    trace.append((told.LOST, source.member, told.TITLES[source.title], lost_on, source.amount))
    months = rates.same_employer_months
    if months is not None and source.title in SAME_EMPLOYER_TITLES:
        trace.append((told.RECHECK, source.member, add_months(lost_on, months), months))


def _gained_later(source: Source, gained_on: date, rates: Rates, at: int, trace: list[Record]) -> int:
    title = told.TITLES[source.title]
    if source.following is None:
        trace.append((told.NO_FOLLOWING_MONTH, source.member, title, gained_on))
        return 0
    works_from = source.gained + rates.gain_works_after
    if at < works_from:
        # art. 24 ust. 7: it lowers the right from the month after the first month that follows the gain.
        trace.append((told.GAIN_NOT_YET, source.member, title, gained_on, works_from))
        return 0
    trace.append((told.GAINED_AFTER_BASE_YEAR, source.member, title, gained_on, source.following, source.gained + 1))
    return source.following * SCALE


def _farm(case: Case, source: Source, rates: Rates, law: Law, trace: list[Record]) -> int:
    figure = law.on(date(_base(case), 1, 1)).amount(FARM_FIGURE)
    counted = source.hectares - source.excluded
    if source.excluded:
        trace.append((told.FARM_EXCLUDED, source.member, _plain(source.excluded), _plain(source.hectares)))
    monthly = half_up(figure * counted.numerator, counted.denominator * rates.months_of_year)
    trace.append((told.FARM, source.member, _plain(counted), figure, _base(case), monthly, source.amount))
    # A rent above the farm's income takes nothing from other incomes (our choice, unconfirmed).
    return max(0, monthly * SCALE - source.amount * rates.year_part)


def _base(case: Case) -> int:
    return case.base_year or 0


def _plain(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:.4f}".rstrip("0").rstrip(".")
