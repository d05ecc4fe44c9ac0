"""The common course of the energy aids: when an application may come, whose it is, what is left of an amount above the criterion.

Each benefit brings its own rules of telling (article and parameters of its act) and its own conditions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule, View
from kit.money import half_up
from kit.periods import Months, month_of
from services.family_benefits.award import ZLOTY_FOR_ZLOTY
from services.family_benefits.case import Case
from services.family_benefits.household.facts import Heating, Household
from services.family_benefits.household.income import HouseholdIncome
from services.family_benefits.rates import SCALE

Grounds = Mapping[str, Ground]


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which applications are taken, and the span of months for which the aid is (its parameters' names)."""

    since: date
    until: date


@dataclass(frozen=True, slots=True, eq=False)
class Filing:
    """The telling of an application's day. `since`, `until`: names of the parameters with the first and the last day.

    One act has one, so that it is compared and hashed as this very object: the law keeps the window it read by it.
    """

    since: str
    until: str
    in_time: Rule
    early: Rule
    late: Rule

    def window(self, view: View) -> Window:
        """The days that the law of the view names. Raises NoParameter."""
        return Window(day_of(view, self.since), day_of(view, self.until))


@dataclass(frozen=True, slots=True)
class Limit:
    """The telling of the criterion and of the reduced amount."""

    within: Rule
    reduced: Rule
    below: Rule


@dataclass(frozen=True, slots=True)
class Test:
    """What the law of the day says of the criterion: for a single household, for one person of several, and the least payment."""

    single: int
    many: int
    least: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is due after the criterion, or the ground for nothing; figures for both."""

    amount: int
    mechanism: str | None
    ground: str | None
    figures: tuple[tuple[str, int], ...]


def filing(code: str, articles: tuple[str, str]) -> Filing:
    """The telling of one act. articles: of the term, and of what follows when it has passed."""
    since, until = f"{code}_wniosek_od", f"{code}_wniosek_do"
    term, passed = articles
    return Filing(
        since,
        until,
        Rule(
            f"{code}_filed_in_time",
            term,
            "Wniosek złożono {received}, w terminie od {since} do {until}.",
            ("received:day", "since:day", "until:day"),
            parameters=(since, until),
        ),
        Rule(
            f"{code}_filed_early",
            term,
            "Wniosek złożono {received}, przed {since}, od którego przyjmuje się wnioski.",
            ("received:day", "since:day"),
            parameters=(since,),
        ),
        Rule(
            f"{code}_filed_late",
            passed,
            "Wniosek złożono {received}, po {until}, dlatego pozostawia się go bez rozpoznania.",
            ("received:day", "until:day"),
            parameters=(until,),
        ),
    )


def limit(code: str, article: str, minimum: str) -> Limit:
    """The telling of one act. minimum: the article of the least payment."""
    inputs = ("each:zl", "limit:zl", "amount:zl")
    named = (f"kryterium_{code}_jednoosobowe", f"kryterium_{code}_wieloosobowe")
    return Limit(
        Rule(
            f"{code}_within_limit",
            article,
            "Dochód {each} zł nie przekracza kwoty {limit} zł, dlatego przysługuje {amount} zł.",
            inputs,
            result="amount",
            parameters=named,
        ),
        Rule(
            f"{code}_reduced",
            article,
            "Dochód {each} zł przekracza kwotę {limit} zł o {over} zł; zgodnie z zasadą „złotówka za złotówkę” {amount} zł pomniejsza się "
            "o przekroczenie i wypłaca {payment} zł.",
            (*inputs, "over:zl", "payment:zl"),
            result="payment",
            parameters=named,
        ),
        Rule(
            f"{code}_below_minimum",
            minimum,
            "Dochód {each} zł przekracza kwotę {limit} zł o {over} zł; {amount} zł pomniejszone o przekroczenie daje mniej niż {least} zł, "
            "dlatego świadczenie nie przysługuje.",
            (*inputs, "over:zl", "least:zl"),
            parameters=(*named, f"{code}_minimum"),
        ),
    )


def household_of(case: Case) -> Household:
    """The household of the facts. Raises UnfitFacts when there is none."""
    found: Household | None = case.own.get("household")
    if found is None:
        raise UnfitFacts("facts_missing", "/household", "Do oceny tego świadczenia potrzebna jest część „household”.")
    return found


def filed(
    told: Filing, grounds: Grounds, case: Case, law: Law, trace: list[Record], asked_on: date | None = None
) -> tuple[Refusal, ...]:
    """Why the application cannot be examined for its day: too early, or late; nothing when it came in time. asked_on: a day of the law
    whose window the application means, when it says so."""
    window = _window(told, law, asked_on or case.received_on)
    if case.received_on < window.since:
        trace.append((told.early, case.received_on, window.since))
        return (Refusal(grounds["filed_before_start"]),)
    if case.received_on > window.until:
        trace.append((told.late, case.received_on, window.until))
        return (Refusal(grounds["filed_late"]),)
    trace.append((told.in_time, case.received_on, window.since, window.until))
    return ()


def test_of(code: str, view: View) -> Test:
    """The criterion of the act on the day. Raises NoParameter."""
    return Test(
        single=view.amount(f"kryterium_{code}_jednoosobowe"),
        many=view.amount(f"kryterium_{code}_wieloosobowe"),
        least=view.amount(f"{code}_minimum"),
    )


def by_size(code: str, view: View, size: int) -> str:
    """The name of the parameter with the amount for a household of that size: bounds of the groups are parameters, too."""
    if size <= view.count(f"{code}_pierwsza_grupa_do"):
        return "1_osoba"
    if size <= view.count(f"{code}_druga_grupa_do"):
        return "2_3_osoby"
    return "4_5_osob" if size <= view.count(f"{code}_trzecia_grupa_do") else "6_i_wiecej_osob"


def after_limit(told: Limit, test: Test, income: HouseholdIncome, amount: int, trace: list[Record]) -> Outcome:
    """The amount within the criterion; above it the amount less the excess for one person, once for the household.

    The excess is exact and the result rounded to the grosz, half up (the acts have no rounding rule: our choice, unconfirmed).
    """
    size = income.size
    each = test.single if size == 1 else test.many
    over = income.monthly - each * size * SCALE
    figures: tuple[tuple[str, int], ...] = (
        ("income_per_person", income.each),
        ("limit", each),
        ("full_amount", amount),
    )
    if over <= 0:
        trace.append((told.within, income.each, each, amount))
        return Outcome(amount, None, None, figures)
    excess = half_up(over, size * SCALE)
    payment = half_up(amount * size * SCALE - over, size * SCALE)
    figures = (*figures, ("excess_per_person", excess))
    if payment >= test.least:
        trace.append((told.reduced, income.each, each, amount, excess, payment))
        return Outcome(payment, ZLOTY_FOR_ZLOTY, None, figures)
    trace.append((told.below, income.each, each, amount, excess, test.least))
    return Outcome(0, None, "payment_below_minimum" if payment > 0 else "income_over_limit", figures)


def exceeds(income: HouseholdIncome, limit: int) -> bool:
    """Whether the exact income for one person is over the limit in grosze."""
    return income.monthly > limit * income.size * SCALE


def one_payment(
    code: str,
    months: Months,
    outcome: Outcome,
    grounds: Grounds,
    trace: Sequence[Record],
    variant: str | None = None,
) -> Assessment:
    """One payment for the months, or the refusal by the criterion."""
    if outcome.ground is not None:
        return refused(code, (Refusal(grounds[outcome.ground]),), figures=outcome.figures, trace=trace)
    due = Due(code, months.first, months.last, outcome.amount, (), variant, outcome.mechanism, "once")
    return granted(code, (due,), figures=outcome.figures, trace=trace)


def met(grounds: Grounds, conditions: Mapping[str, bool]) -> tuple[Refusal, ...]:
    """The grounds of the act that are met, in the order given."""
    return tuple(Refusal(grounds[code]) for code, holds in conditions.items() if holds)


def barred(grounds: Grounds, household: Household) -> tuple[Refusal, ...]:
    """The bars that the act has and the household meets."""
    held = {
        "no_residence": not household.residence,
        "interview_refused": household.interview_refused,
        "preferential_fuel": household.preferential_fuel,
        "coal_aid_granted": "dodatek_weglowy" in household.other_aid,
        "heat_source_aid_granted": "dodatek_dla_gospodarstw_domowych" in household.other_aid,
    }
    return met(grounds, {code: holds for code, holds in held.items() if code in grounds})


def entered(heating: Heating, until: date) -> bool:
    """Whether the source stands in CEEB since that day at the latest, or was entered there later for the first time."""
    return heating.in_ceeb_since is not None and (heating.in_ceeb_since <= until or heating.first_entry)


def period_of(code: str, view: View) -> Months:
    """The months for which the aid of the day is. Raises NoParameter."""
    return Months(month_of(day_of(view, f"{code}_okres_od")), month_of(day_of(view, f"{code}_okres_do")))


def day_of(view: View, name: str) -> date:
    """A day that the act names. Raises NoParameter."""
    return date.fromisoformat(view.text(name))


def _window(told: Filing, law: Law, received: date) -> Window:
    first = law.parameters[told.since].values[0]
    # Before the act the answer is the first day of its first window: no law of that day has one.
    return law.on(max(received, first.valid_from)).resolved(told.window)
