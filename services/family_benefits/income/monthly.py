"""The family's monthly income in a month of the period: the base year's average, corrected by loss and gain (art. 5 ust. 4-4c, 8-9).

Results are in 1/27720 of a grosz (rates.SCALE), so that dividing by the months of a year stays exact; farm income alone is rounded
to the grosz, once, after multiplying (the act is silent: the order is our choice, unconfirmed).
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kit.law import Law, Record
from kit.money import half_up
from kit.periods import add_months, number_in_year
from services.family_benefits.case import Case, Source
from services.family_benefits.income import told
from services.family_benefits.rates import SCALE, Rates

FARM_FIGURE = "dochod_z_1_ha_przeliczeniowego_za_rok"

EVENT_TITLES = frozenset(
    {
        "employment", "business", "childcare_leave", "unemployment_benefit", "pension", "sickness_after_work", "parental_benefit",
        "krus_maternity", "doctoral_stipend",
    }
)  # fmt: skip
"""The closed catalogue of art. 3 pkt 23-24, the same on both sides."""
LOSS_ONLY_TITLES = frozenset({"alimony"})
SAME_EMPLOYER_TITLES = frozenset({"employment", "business"})
BUSINESS = "business"


def income_in(case: Case, rates: Rates, law: Law, at: int, trace: list[Record]) -> int:
    """The family's income of the month `at`, in 1/27720 of a grosz, never below zero.

    Raises NoParameter when a farm's figure of the base year is not announced yet.
    """
    total = case.plain_total * rates.year_part
    trace.append((told.STEADY, case.plain_members, case.plain_total, rates.months_of_year))
    for source in case.sources:
        total += _of_source(case, source, rates, law, at, trace)
    return total if total > 0 else 0


def _of_source(case: Case, source: Source, rates: Rates, law: Law, at: int, trace: list[Record]) -> int:
    if source.kind == "alimony_paid":
        trace.append((told.ALIMONY_PAID, source.member, source.amount))
        return -source.amount * rates.year_part
    if source.kind == "farm":
        return _farm(case, source, rates, law, trace)
    if (
        source.title in SAME_EMPLOYER_TITLES
        and rates.same_employer_months is not None
        and _same_employer(case, source, rates.same_employer_months)
    ):
        trace.append((told.SAME_EMPLOYER, source.member, source.amount))
        in_base_year = source.gained_on is None or _gained_in(source, case.base_year)
        return source.amount * rates.year_part if in_base_year else 0
    if source.lost_on is not None and _may_be_lost(source) and source.lost_on.year >= _base(case) and at > source.lost:
        trace.append((told.LOST, source.member, source.lost_on, source.amount))
        return 0
    if source.gained_on is not None and source.title in EVENT_TITLES and source.still_received:
        if _gained_in(source, case.base_year):
            months = source.months_received or rates.months_of_year - number_in_year(source.gained) + 1
            trace.append((told.GAINED_IN_BASE_YEAR, source.member, source.amount, months))
            return source.amount * (SCALE // months)
        if source.gained_on.year > _base(case):
            return _gained_later(source, rates, at, trace)
    trace.append((told.YEARLY, source.member, source.amount, rates.months_of_year))
    return source.amount * rates.year_part


def _gained_later(source: Source, rates: Rates, at: int, trace: list[Record]) -> int:
    if source.following is None or at < source.gained + rates.gain_works_after:
        # art. 24 ust. 7: it lowers the right from the month after the first month that follows the gain.
        trace.append((told.GAIN_NOT_YET, source.member, source.gained_on, at))
        return 0
    trace.append((told.GAINED_AFTER_BASE_YEAR, source.member, source.following, source.gained + 1))
    return source.following * SCALE


def _farm(case: Case, source: Source, rates: Rates, law: Law, trace: list[Record]) -> int:
    figure = law.on(date(_base(case), 1, 1)).amount(FARM_FIGURE)
    monthly = half_up(figure * source.hectares.numerator, source.hectares.denominator * rates.months_of_year)
    rent = source.amount * rates.year_part
    trace.append((told.FARM, source.member, _plain(source.hectares), figure, _base(case), monthly, source.amount))
    return monthly * SCALE - rent


def _same_employer(case: Case, source: Source, months: int) -> bool:
    for other in case.sources:
        if other is source or other.member != source.member or other.title != source.title:
            continue
        if source.title != BUSINESS and (source.employer is None or source.employer != other.employer):
            continue
        lost, gained = (source, other) if source.lost_on is not None else (other, source)
        if lost.lost_on is None or gained.gained_on is None:
            continue
        if lost.lost_on <= gained.gained_on <= add_months(lost.lost_on, months):
            return True
    return False


def _may_be_lost(source: Source) -> bool:
    return source.title in EVENT_TITLES or source.title in LOSS_ONLY_TITLES


def _gained_in(source: Source, year: int | None) -> bool:
    return source.gained_on is not None and source.gained_on.year == year


def _base(case: Case) -> int:
    return case.base_year or 0


def _plain(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:.4f}".rstrip("0").rstrip(".")
