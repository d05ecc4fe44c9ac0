"""The average monthly income of a household for one person (art. 411 ust. 10g-10m p.o.ś., to which the acts on energy aid refer).

It is the income of the whole named calendar year in the sense of art. 3 pkt 1 u.ś.r., through twelve months: of the rules of art. 5 u.ś.r.
only those on farms (ust. 8-9) and on the lump-sum tax (ust. 7a) apply, loss and gain (ust. 4-4c) do not.
"""

from dataclasses import dataclass, replace
from datetime import date

from casework.benefits.results import UnfitFacts
from kit.law import Law, Record, Rule, View
from kit.money import half_up
from services.family_benefits.case import ALWAYS, NEVER_ENDS, Case, with_incomes
from services.family_benefits.household.facts import Household
from services.family_benefits.income.monthly import income_in
from services.family_benefits.income.sources import Source
from services.family_benefits.rates import SCALE, rates

YEAR = Rule(
    "household_income_year",
    "art. 411 ust. 10k p.o.ś.",
    "Wniosek złożono {received}, dlatego liczy się dochód za {year} r.",
    ("received:day", "year:number"),
    result="year",
    parameters=(
        "dochod_gospodarstwa_zmiana_roku",
        "dochod_gospodarstwa_lata_przed_zmiana",
        "dochod_gospodarstwa_lata_od_zmiany",
    ),
)
SINGLE = Rule(
    "household_income_single",
    "art. 411 ust. 10g-10j p.o.ś.",
    "Przeciętny miesięczny dochód jednoosobowego gospodarstwa domowego wynosi {each} zł.",
    ("each:zl",),
    result="each",
)
MANY = Rule(
    "household_income_per_person",
    "art. 411 ust. 10g-10j p.o.ś.",
    "Przeciętny miesięczny dochód wieloosobowego gospodarstwa domowego (osób: {size}) wynosi {income} zł, a na osobę {each} zł.",
    ("income:zl", "size:number", "each:zl"),
    result="each",
)


@dataclass(frozen=True, slots=True)
class YearRule:
    """Which calendar year counts: `before` years back until the day of the year, `after` years back from it."""

    turns: tuple[int, int]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class HouseholdIncome:
    """Monthly income in 1/27720 of a grosz (rates.SCALE) of `size` persons; `each` of one of them, to the grosz, half up."""

    year: int
    size: int
    monthly: int
    each: int


def year_of_application(received: date, law: Law, trace: list[Record]) -> int:
    """The last but one year before 1 August, the last one from that day (art. 411 ust. 10k p.o.ś.). Raises NoParameter."""
    rule = law.on(received).resolved(_year_rule)
    back = rule.before if (received.month, received.day) < rule.turns else rule.after
    trace.append((YEAR, received, received.year - back))
    return received.year - back


def household_income(case: Case, household: Household, year: int, law: Law, trace: list[Record]) -> HouseholdIncome:
    """The income of the year for one person of the household.

    Raises:
        UnfitFacts: the income is of another year, or of more persons than keep house together.
        NoParameter: a farm's figure of the year is not announced yet.
    """
    read = _of_household(case, household)
    where = "/household/income" if household.income is not None else "/income"
    if read.base_year != year:
        raise UnfitFacts("wrong_base_year", f"{where}/base_year", f"Do tego świadczenia liczy się dochód za {year} r.")
    if len({*read.plain_members, *(source.member for source in read.sources)}) > household.size:
        raise UnfitFacts(
            "more_earners_than_persons", f"{where}/items", "Dochód ma więcej osób, niż liczy gospodarstwo domowe."
        )
    at = case.received
    monthly = income_in(read, law.resolved(rates, at), law, at, trace)
    size = household.size
    each = half_up(monthly, SCALE * size)
    trace.append((SINGLE, each) if size == 1 else (MANY, half_up(monthly, SCALE), size, each))
    return HouseholdIncome(year, size, monthly, each)


def _of_household(case: Case, household: Household) -> Case:
    if household.income is not None:
        # A household is no family: everyone who has an income there keeps house with the others.
        case = with_incomes(replace(case, stays={}), household.income, "/household/income")
    if not case.sources and not case.placed:
        return case
    return replace(case, placed=(), sources=tuple(_whole_year(source) for source in case.sources))


def _whole_year(source: Source) -> Source:
    return replace(
        source,
        lost_on=None,
        lost=NEVER_ENDS,
        gained_on=None,
        gained=ALWAYS,
        months_received=None,
        following=None,
        since=ALWAYS,
        until=NEVER_ENDS,
        stranger=False,
    )


def _year_rule(view: View) -> YearRule:
    return YearRule(
        turns=view.month_day("dochod_gospodarstwa_zmiana_roku"),
        before=view.count("dochod_gospodarstwa_lata_przed_zmiana"),
        after=view.count("dochod_gospodarstwa_lata_od_zmiany"),
    )
