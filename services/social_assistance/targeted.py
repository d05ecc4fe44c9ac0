"""The purpose allowances (art. 39-41 u.p.s. and the meal programme): the office grants an amount for a need, on the conditions of the act.

They begin with the month of the application (art. 106 ust. 3): what is paid once is due in it by the law of the day of the decision, of
what is paid monthly each month takes its own law. Nothing here says that the allowance is due: the act says "may".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from casework.benefits.types import Assess
from kit.law import Law, Record, Rule, View
from kit.money import grosze, half_up
from kit.periods import add_months, first_day, parse_month
from services.social_assistance import targeted_facts as f
from services.social_assistance.case import Case
from services.social_assistance.conditions import IncomeTest, Tested, barred
from services.social_assistance.income.monthly import criterion
from services.social_assistance.steps import MONTH

_AFTER_WORK = "zasilek_celowy_kontrakt_po_zatrudnieniu_maks"
_FUNERAL = "zasilek_celowy_pogrzeb_bez_kryterium"
_LIMIT = "specjalny_zasilek_celowy_limit"
ORDINARY = IncomeTest("at_most", "art. 8 ust. 1, art. 39 u.p.s.", council=True)
FOR_FOOD = IncomeTest(
    "at_most", "art. 8 ust. 1, art. 48b u.p.s.; program dożywiania", multiple="posilek_prog_kryterium"
)
ABOVE = IncomeTest("above", "art. 41 u.p.s.")
_ALL = (
    Ground("targeted_income_above_limit", "art. 8 ust. 1 u.p.s.", "Dochód przekracza próg dochodowy zasiłku."),
    Ground(
        "special_income_not_above",
        "art. 41 u.p.s.",
        "Dochód nie przekracza kryterium dochodowego; pomoc z art. 41 jest dla osób i rodzin o dochodach wyższych.",
    ),
    Ground("special_not_justified", "art. 41 u.p.s.", "Przypadek nie jest szczególnie uzasadniony."),
    Ground("no_loss_by_event", "art. 40 ust. 1-2 u.p.s.", "Osoba lub rodzina nie poniosła strat w wyniku zdarzenia."),
)
GROUNDS = {ground.code: ground for ground in _ALL}
AMOUNT = Rule("targeted_amount", "art. 39-41 u.p.s.", "Ośrodek przyznał {amount} zł.", ("amount:zl",), result="amount")
WITHIN = Rule(
    "special_upper_limit",
    "art. 41 pkt 1 u.p.s.",
    "Ośrodek ustalił {asked} zł, najwyżej {most} zł: {amount} zł.",
    ("asked:zl", "most:zl", "amount:zl"),
    result="amount",
    parameters=(_LIMIT,),
)
WITHOUT_INCOME = Rule(
    "targeted_whatever_income", "art. 40 ust. 3 u.p.s.", "Zasiłek przyznaje się niezależnie od dochodu.", ()
)
AFTER_WORK = Rule(
    "targeted_after_work",
    "art. 39a ust. 2 u.p.s.",
    "Po podjęciu zatrudnienia {employed} zasiłek może być wypłacany niezależnie od dochodu do {until}.",
    ("employed:day", "until:day"),
    parameters=(_AFTER_WORK,),
)
FOR_FUNERAL = Rule(
    "targeted_funeral_whatever_income",
    "art. 40 ust. 1a-1g u.p.s.",
    "Udokumentowane koszty pogrzebu, których nie pokrywa zasiłek pogrzebowy: zasiłek niezależnie od dochodu.",
    (),
    parameters=(_FUNERAL,),
)
RETURNED = Rule(
    "targeted_returned",
    "art. 40 ust. 3, art. 41 pkt 2 u.p.s.",
    "Do zwrotu {back} zł, najpóźniej {until}.",
    ("back:zl", "until:day"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """How one of the allowances is assessed: its code, its part of the facts, its test of income (None: whatever the income).

    `most` is the highest amount, where the act has one.
    """

    code: str
    part: str
    test: IncomeTest | None
    against: str = "targeted_income_above_limit"
    most: Callable[[Case, View], int] | None = None


def assessing(way: Way) -> Assess:
    """What assesses the allowance; it raises NoParameter and UnfitFacts."""

    def assess(case: Case, law: Law, on: date) -> Assessment:
        asked = case.own.get(way.part)
        if not isinstance(asked, f.Help):
            raise UnfitFacts(
                "facts_missing", f"/{way.part}", f"Do oceny tego świadczenia potrzebna jest część „{way.part}”."
            )
        whole = case.whole()
        why = [one for one in barred(whole) if way.test is not None or one.ground.code != "no_reason_for_help"]
        why += [Refusal(GROUNDS[code]) for code in _against(asked)]
        trace: list[Record] = []
        due, figures = _paid(way, whole, asked, law, on, trace)
        if not due and not why:
            why = [Refusal(GROUNDS[way.against])]
        if why:
            return refused(way.code, why, figures=figures, trace=trace)
        returned = asked.back if isinstance(asked, f.Loss | f.Returnable) else None
        if returned is not None:
            back = min(grosze(returned.amount), sum(one.amount for one in due))
            trace.append((RETURNED, back, returned.until))
            figures = (*figures, ("returned", back))
        return granted(way.code, due, figures=figures, trace=trace)

    return assess


def _paid(
    way: Way, case: Case, asked: f.Help, law: Law, on: date, trace: list[Record]
) -> tuple[list[Due], tuple[tuple[str, int], ...]]:
    """What is due in each month, and the figures of the first."""
    due: list[Due] = []
    figures: list[tuple[tuple[str, int], ...]] = []
    before: list[Record] = []
    for at, view, day in _months(way.part, case, asked, law, on):
        steps: list[Record] = []
        tested, shown = _may_be_paid(way, case, asked, law, view, law.on(on), at, day, steps)
        most = way.most(case, view) if way.most is not None else None
        if most is not None:
            shown = (*shown, ("upper_limit", most))
        figures.append(shown)
        if tested:
            amount = _amount(asked, most, steps)
            due.append(Due(way.code, at, at, amount, per="month" if asked.last_month else "once"))
        if steps != before:
            trace.append((MONTH, at))
            trace.extend(steps)
            before = steps
    return due, figures[0]


def _months(part: str, case: Case, asked: f.Help, law: Law, on: date) -> Iterator[tuple[int, View, date]]:
    """Each month with the law whose limits count in it, and its day for the terms of the act. Raises UnfitFacts."""
    if asked.last_month is None:
        day = max(on, case.received_on)
        yield case.received, law.on(day), day
        return
    last = parse_month(asked.last_month)
    if last < case.received:
        raise UnfitFacts(
            "period_before_application", f"/{part}/last_month", "Zasiłek przysługuje od miesiąca złożenia wniosku."
        )
    for at in range(case.received, last + 1):
        view = law.month(at)
        yield at, view, max(case.received_on, first_day(at))


def _may_be_paid(
    way: Way, case: Case, asked: f.Help, law: Law, view: View, composition: View, at: int, day: date, steps: list[Record]
) -> tuple[bool, tuple[tuple[str, int], ...]]:  # fmt: skip
    if way.test is None:
        steps.append((WITHOUT_INCOME,))
        return True, ()
    tested: Tested = way.test.of(case, view, composition, at, steps)
    if tested.met:
        return True, tested.figures
    exempt = _exempt(asked, law, view, day)
    if exempt is not None:
        steps.append(exempt)
    return exempt is not None, tested.figures


def _amount(asked: f.Help, most: int | None, steps: list[Record]) -> int:
    amount = grosze(asked.amount)
    if most is None:
        steps.append((AMOUNT, amount))
        return amount
    steps.append((WITHIN, amount, most, min(amount, most)))
    return min(amount, most)


def _exempt(asked: f.Help, law: Law, view: View, day: date) -> Record | None:
    """Whatever the income: two months from taking up work under a social contract (art. 39a), and funeral costs (art. 40 ust. 1a)."""
    if not isinstance(asked, f.Targeted):
        return None
    work = asked.work
    if work is not None and work.social_contract and work.employed_on <= day:
        until = add_months(work.employed_on, law.on(work.employed_on).count(_AFTER_WORK))
        if day <= until:
            return (AFTER_WORK, work.employed_on, until)
    costs = asked.funeral
    if costs is not None and view.has(_FUNERAL) and view.flag(_FUNERAL):
        uncovered = costs.allowance != "covers"
        if costs.bears and costs.documented and uncovered:
            return (FOR_FUNERAL,)
    return None


def _against(asked: f.Help) -> Iterator[str]:
    """What stands against an allowance for losses, or in a special case."""
    if isinstance(asked, f.Loss) and not asked.losses:
        yield "no_loss_by_event"
    if isinstance(asked, f.Special) and not asked.specially_justified:
        yield "special_not_justified"


def special_limit(case: Case, view: View) -> int:
    """The criterion of the single person or of the family, by the act (art. 41 pkt 1). Raises NoParameter."""
    exact = view.ratio(_LIMIT) * criterion(case, view) * case.size
    return half_up(exact.numerator, exact.denominator)
