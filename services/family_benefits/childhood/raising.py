"""Świadczenie wychowawcze month by month (art. 4-8, 18): the period, the first day, the first child's test of income, part months.

Who is the first child is read on the first day of each month: the act does not say what holds in the month in which the oldest comes of
age (our choice, unconfirmed). From 1.08.2017 to 30.06.2019 a lone parent without a title for alimony on a child gets nothing for that
child, whether it is the first or a further one (art. 8 ust. 2); read on the day of the application, as in u.ś.r. art. 7 pkt 5 (the
transition of 2017 was not read). The child stays the first one of the family's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.benefits.results import Assessment, Due, Refusal, UnfitFacts, granted, refused
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, Value, View
from kit.money import half_up
from kit.periods import Months, add_months, birthday, first_day, month_of, month_text
from services.family_benefits.case import Case, Child
from services.family_benefits.childhood.days import days_of, part_of
from services.family_benefits.childhood.facts import ChildRaising, RaisedChild
from services.family_benefits.childhood.grounds import GROUNDS
from services.family_benefits.family import with_disability
from services.family_benefits.income.per_person import PerPerson, of_year, per_person, with_income
from services.family_benefits.rates import rates

CODE, PART = "swiadczenie_wychowawcze", "child_raising"
FIRST, NEXT, EVERY = "pierwsze_dziecko", "kolejne_dziecko", "kazde_dziecko"
PERIOD, BASE_YEAR, BY_GMINA = f"{CODE}_okres_miesiace", f"{CODE}_rok_bazowy", f"{CODE}_wnioski_do_gminy"
BACK, BIRTH_TERM, AGE = f"{CODE}_wyrownanie_od_poczatku", f"{CODE}_termin_od_urodzenia", f"{CODE}_wiek"
HALF, LIMIT = f"{CODE}_opieka_naprzemienna_czesc", "kryterium_swiadczenie_wychowawcze_pierwsze_dziecko"
LIMIT_DISABILITY, STEP = f"{LIMIT}_niepelnosprawnosc", "zaokraglenie_niepelny_miesiac"
TITLE = f"{CODE}_tytul_alimentow"

_ACT = "ustawy o pomocy państwa w wychowywaniu dzieci"
_PERIOD = Rule(
    "child_raising_period",
    f"art. 18 {_ACT}",
    "Okres świadczeniowy trwa od {first} do {last}; wniosek złożono {received}, dlatego prawo ustala się od {since}.",
    ("first:month", "last:month", "received:day", "since:month"),
    parameters=(PERIOD, BACK),
    depth=0,
)
_FROM_BIRTH = Rule(
    "child_raising_from_birth",
    f"art. 18 ust. 2a {_ACT}",
    "Wniosek na dziecko ({child}) złożono {received}, w terminie do {until}, dlatego prawo ustala się od dnia {since}.",
    ("child:text", "received:day", "until:day", "since:day"),
    result="since",
    parameters=(BIRTH_TERM,),
)
_WITHIN = Rule(
    "child_raising_income_within_limit",
    f"art. 5 ust. 3-4 {_ACT}",
    "Od {at} dochód na osobę {each} zł nie przekracza kwoty {limit} zł, dlatego świadczenie na pierwsze dziecko ({child}) przysługuje.",
    ("child:text", "at:month", "each:zl", "limit:zl"),
    parameters=(LIMIT, LIMIT_DISABILITY),
)
_OVER = Rule(
    "child_raising_income_over_limit",
    f"art. 5 ust. 3-4 {_ACT}",
    "Od {at} dochód na osobę {each} zł przekracza kwotę {limit} zł, dlatego świadczenie na pierwsze dziecko ({child}) nie przysługuje.",
    ("child:text", "at:month", "each:zl", "limit:zl"),
    parameters=(LIMIT, LIMIT_DISABILITY),
)
_WITHOUT_TEST = Rule(
    "child_raising_next_child",
    f"art. 5 ust. 1 i 3 {_ACT}",
    "Świadczenie na drugie i kolejne dziecko ({child}) przysługuje bez względu na dochód.",
    ("child:text",),
)
_DUE = Rule(
    "child_raising",
    f"art. 5 ust. 1-2a {_ACT}",
    "Świadczenie wychowawcze ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    ("child:text", "variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=(CODE, STEP, HALF),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The law of a month: grosze, share under alternating custody (None: by days), limits of the first child (None: no test)."""

    amount: int
    half: tuple[int, int] | None
    limit: int | None
    limit_disability: int | None
    step: int
    age: int


def raising_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months of the period for every child asked for.

    Raises:
        NoParameter: a day before 1.04.2016, or a farm's figure that is not announced.
        UnfitFacts: an unknown child, a missing or wrong year of income, no days of custody where the law counts by them.
    """
    asked: ChildRaising = case.own[PART]
    mine = _children(case, asked)
    received = law.on(case.received_on)
    if not received.has(BY_GMINA) and received.has(AGE):
        return refused(CODE, (Refusal(GROUNDS["child_raising_by_zus"]),))
    period = _period(case, law, on)
    if case.received > period.last:
        return refused(CODE, (Refusal(GROUNDS["child_raising_filed_after_period"]),))
    since = max(period.first, case.received)
    if since > period.first and received.flag(BACK):
        since = period.first
    trace: list[Record] = [(_PERIOD, period.first, period.last, case.received_on, since)]
    read = with_income(case, asked.income, f"/{PART}/income")
    due: list[Due] = []
    refusals: list[Refusal] = []
    figures: list[tuple[str, int]] = []
    title = received.has(TITLE) and received.flag(TITLE)
    for one, child in mine:
        ground = _ground(one, child, title=title)
        runs = [] if ground else _months(_Asked(read, asked, one, child, period, since), law, trace, figures)
        if runs:
            due.extend(runs)
            if any(run.variant == NEXT for run in runs):
                trace.append((_WITHOUT_TEST, child.id))
        else:
            over = any(record[0] is _OVER and record[1] == child.id for record in trace)
            ground = ground or ("child_raising_income_over_limit" if over else "child_raising_of_age")
            refusals.append(Refusal(GROUNDS[ground], child.id))
    if not due:
        return refused(CODE, refusals, figures=figures[:3], trace=trace)
    found = granted(CODE, due, refusals=refusals, figures=figures[:3])
    trace.extend((_DUE, run.persons[0], run.variant, run.amount, run.first, run.last) for run in found.months)
    return granted(CODE, due, refusals=refusals, figures=figures[:3], trace=trace)


def period_and_year(law: Law, on: date, received_on: date) -> tuple[Months, int | None]:
    """The period in which the day lies, else that of the application, and the year whose income counts in it; None: there is no test
    of income. Raises NoParameter outside of the gmina's years."""
    view = law.on(on)
    period = _months_of((view if view.has(PERIOD) else law.on(received_on)).value(PERIOD))
    begins = law.month(period.first)
    return period, begins.count(BASE_YEAR) if begins.has(BASE_YEAR) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """One child of the request, with all that its months read."""

    case: Case
    asked: ChildRaising
    one: RaisedChild
    child: Child
    period: Months
    since: int


def _children(case: Case, asked: ChildRaising) -> list[tuple[RaisedChild, Child]]:
    known = {child.id: child for child in case.children}
    found = []
    for number, one in enumerate(asked.children):
        child = known.pop(one.child, None)
        if child is None:
            at = f"/{PART}/children/{number}/child"
            raise UnfitFacts("unknown_child", at, "To nie jest dziecko tej rodziny albo podano je dwa razy.")
        found.append((one, child))
    return sorted(found, key=lambda pair: (pair[1].born_on, pair[1].id))


def _period(case: Case, law: Law, on: date) -> Months:
    """The period asked for by its first year, else the one in which the day of the assessment lies, else that of the application."""
    if case.period is None:
        return period_and_year(law, on, case.received_on)[0]
    found = next((one for one in law.parameters[PERIOD].values if one.valid_from.year == case.period), None)
    if found is None:
        raise UnfitFacts("unknown_period", "/application/period", "W tym roku nie zaczyna się okres świadczeniowy.")
    return _months_of(found)


def _months_of(value: Value) -> Months:
    first = month_of(value.valid_from)
    return Months(first, first + int(value.value) - 1)


def _months(asked: _Asked, law: Law, trace: list[Record], figures: list[tuple[str, int]]) -> list[Due]:
    child, since = asked.child, asked.since
    starts = max(child.born_on, asked.one.taken_on or child.born_on)
    first = max(starts, first_day(since))
    view = law.on(asked.case.received_on)
    if month_of(starts) < since and view.has(BIRTH_TERM):
        until = rolled(add_months(starts, view.count(BIRTH_TERM)))
        if asked.case.received_on <= until:
            first = max(starts, first_day(asked.period.first))
            trace.append((_FROM_BIRTH, child.id, asked.case.received_on, until, first))
    runs: list[Due] = []
    tested: tuple[int, int] | None = None
    was_due = False
    for at in range(month_of(first), min(asked.period.last, child.present_to) + 1):
        terms = law.resolved(_terms, at)
        # The day before the birthday is the last one (unconfirmed).
        last = birthday(child.born_on, terms.age) - timedelta(days=1)
        days = days_of(at, first, last)
        if days == 0 or at < child.present_from:
            continue
        variant = EVERY
        if terms.limit is not None:
            variant = FIRST if _first_of(asked, at, terms.age) == child.id else NEXT
        if variant == FIRST:
            steps: list[Record] = []
            income, limit = _tested(asked, law, at, terms, steps)
            if not figures:
                figures.extend(
                    (("income_monthly", income.income), ("income_per_person", income.each), ("criterion", limit))
                )
            within = income.within(limit)
            if tested != (income.exact, limit):
                trace.extend((*steps, (_WITHIN if within else _OVER, child.id, at, income.each, limit)))
                tested = (income.exact, limit)
            if not within:
                was_due = False
                continue
        elif tested is not None and variant == EVERY and not was_due:
            # The first child refused by income needs a new application for the time without the test.
            continue
        amount = _amount(asked, terms, at, days)
        was_due = True
        if amount:
            runs.append(Due(CODE, at, at, amount, (child.id,), variant))
    return runs


def _amount(asked: _Asked, terms: _Terms, at: int, days: int) -> int:
    if not asked.one.alternating_custody:
        return part_of(terms.amount, days, at, terms.step)
    if terms.half is not None:
        return part_of(half_up(terms.amount * terms.half[0], terms.half[1]), days, at, terms.step)
    custody = next(
        (one.days for one in asked.one.custody_months if one.month == month_text(at)), asked.one.custody_days
    )
    if custody is None:
        where = f"/{PART}/children"
        raise UnfitFacts(
            "custody_days_missing", where, "Do 30 czerwca 2019 r. liczą się dni opieki naprzemiennej w miesiącu."
        )
    return part_of(terms.amount, min(custody, days), at, terms.step)


def _first_of(asked: _Asked, at: int, age: int) -> str:
    """The only or oldest child under age of the family; of those born on one day the one whom the parent names."""
    day = first_day(at)
    young = [
        child
        for child in asked.case.children
        if child.member and child.present_from <= at <= child.present_to and birthday(child.born_on, age) > day
    ]
    if not young:
        return asked.child.id
    oldest = [child.id for child in young if child.born_on == young[0].born_on]
    return asked.asked.first_child if asked.asked.first_child in oldest else oldest[0]


def _tested(asked: _Asked, law: Law, at: int, terms: _Terms, steps: list[Record]) -> tuple[PerPerson, int]:
    case = asked.case
    where = f"/{PART}/income" if asked.asked.income is not None else "/income"
    if case.base_year is None:
        raise UnfitFacts("facts_missing", where, "Świadczenie na pierwsze dziecko zależy od dochodu rodziny.")
    of_year(case, law.month(asked.period.first).count(BASE_YEAR), where)
    limit = terms.limit_disability if with_disability(case, law.resolved(rates, at), at) else terms.limit
    return per_person(case, law, at, steps, asked.since), limit or 0


def _ground(one: RaisedChild, child: Child, *, title: bool) -> str | None:
    if child.ground == "child_married":
        return "child_raising_married"
    if child.ground == "child_placed":
        return "child_raising_placed"
    if one.benefit_abroad:
        return "child_raising_abroad"
    if title and child.title_missing:
        return "child_raising_no_alimony_title"
    return None


def _terms(view: View) -> _Terms:
    tested = view.has(LIMIT)
    half = view.ratio(HALF) if view.has(HALF) else None
    return _Terms(
        amount=view.amount(CODE),
        half=None if half is None else (half.numerator, half.denominator),
        limit=view.amount(LIMIT) if tested else None,
        limit_disability=view.amount(LIMIT_DISABILITY) if tested else None,
        step=view.amount(STEP),
        age=view.count(AGE),
    )
