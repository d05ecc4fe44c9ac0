"""Pension contributions for a person who gave up work to care (art. 42 u.p.s.): from the criterion for one person in a family."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule, View
from kit.money import half_up
from kit.periods import birthday, parse_month
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.conditions import FAMILY_CRITERION, IncomeTest
from services.social_assistance.facts import Day, MonthText
from services.social_assistance.steps import MONTH

CODE, FACTS = "skladka_spoleczna_za_opiekuna", "care_for_ill"
TEST = IncomeTest(
    "at_most", "art. 42 ust. 1 u.p.s.", multiple="skladka_emerytalno_rentowa_opiekuna_prog", for_one_in_family=True
)
_PENSION, _DISABILITY = "skladka_emerytalna_stopa", "skladka_rentowa_stopa"
_LONG_ENOUGH = {"F": "skladka_opiekuna_staz_kobieta", "M": "skladka_opiekuna_staz_mezczyzna"}
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "care_income_above_limit",
            "art. 42 ust. 1 u.p.s.",
            "Dochód na osobę w rodzinie przekracza 150 % kryterium dochodowego na osobę w rodzinie.",
        ),
        Ground(
            "care_work_not_given_up",
            "art. 42 ust. 1 u.p.s.",
            "Osoba nie zrezygnowała z zatrudnienia w związku z opieką ani nie pozostaje na bezpłatnym urlopie.",
        ),
        Ground(
            "care_insured_otherwise",
            "art. 42 ust. 1 u.p.s.",
            "Osoba podlega obowiązkowo ubezpieczeniom z innego tytułu albo otrzymuje emeryturę lub rentę.",
        ),
        Ground(
            "care_not_certified",
            "art. 42 ust. 3 u.p.s.",
            "Nie ma zaświadczenia lekarza wydanego nie wcześniej niż na 14 dni przed złożeniem wniosku.",
        ),
        Ground(
            "care_insured_too_little",
            "art. 42 ust. 5 pkt 1 u.p.s.",
            "Osoba ukończyła wiek określony w ustawie i nie ma wymaganego okresu ubezpieczenia.",
        ),
        Ground(
            "care_insured_long_enough",
            "art. 42 ust. 5 pkt 2 u.p.s.",
            "Osoba ma już okres ubezpieczenia, do którego opłaca się składkę.",
        ),
    )
}
PERIOD = Rule(
    "care_insurance_period",
    "art. 42 ust. 4-6 u.p.s.",
    "Okres ubezpieczenia wynosi {counted} miesięcy (nieskładkowe najwyżej w jednej trzeciej składkowych), potrzebny {needed}.",
    ("counted:number", "needed:number"),
    parameters=(*_LONG_ENOUGH.values(), "skladka_opiekuna_nieskladkowe_najwyzej"),
)
CONTRIBUTION = Rule(
    "care_contribution",
    "art. 42 ust. 1 i 4 u.p.s.",
    "Składka od {base} zł: emerytalna {pension} zł i rentowa {disability} zł, razem {amount} zł.",
    ("base:zl", "pension:zl", "disability:zl", "amount:zl"),
    result="amount",
    parameters=(FAMILY_CRITERION, _PENSION, _DISABILITY),
)


class CareForIll(Schema):
    """The carer: what was given up and for how long, other insurance, the doctor's certificate, and insurance until the application."""

    born_on: Day
    sex: Literal["F", "M"]
    gave_up_work: Annotated[
        bool, Field(description="rezygnacja z zatrudnienia albo bezpłatny urlop z powodu opieki")
    ] = True
    insured_otherwise: bool = False
    draws_pension: Annotated[bool, Field(description="otrzymuje emeryturę albo rentę")] = False
    certificate_on: Day | None = None
    contributory_months: Annotated[int, Field(ge=0, le=720, description="okres składkowy w miesiącach")]
    other_months: Annotated[int, Field(ge=0, le=720, description="okres nieskładkowy w miesiącach")] = 0
    last_month: MonthText


def care_answer(case: Case, law: Law, on: date) -> Assessment:
    """The contributions from the month of the application, until the care or the needed insurance is complete.

    Raises NoParameter, UnfitFacts.
    """
    asked = case.own.get(FACTS)
    if not isinstance(asked, CareForIll):
        raise UnfitFacts("facts_missing", f"/{FACTS}", f"Do oceny tego świadczenia potrzebna jest część „{FACTS}”.")
    if parse_month(asked.last_month) < case.received:
        raise UnfitFacts("period_before_application", f"/{FACTS}/last_month", "Opieka kończy się przed wnioskiem.")
    whole = case.whole()
    filed = law.on(case.received_on)
    trace: list[Record] = []
    counted, needed = _insured(asked, filed)
    trace.append((PERIOD, counted, needed))
    why = [Refusal(GROUNDS[code]) for code in _against(asked, filed, case.received_on, counted, needed)]
    last = min(parse_month(asked.last_month), case.received + max(needed - counted, 1) - 1)
    due, figures = _months(whole, law, on, last, trace)
    if not due and not why:
        why = [Refusal(GROUNDS["care_income_above_limit"])]
    if why:
        return refused(CODE, why, figures=figures, trace=trace)
    return granted(CODE, due, figures=figures, trace=trace)


def _months(
    case: Case, law: Law, on: date, last: int, trace: list[Record]
) -> tuple[list[Due], tuple[tuple[str, int], ...]]:
    due: list[Due] = []
    before: list[Record] = []
    figures: tuple[tuple[str, int], ...] = ()
    for at in range(case.received, last + 1):
        steps: list[Record] = []
        view = law.month(at)
        tested = TEST.of(case, view, law.on(on), at, steps)
        figures = figures or tested.figures
        if tested.met:
            due.append(Due(CODE, at, at, _contribution(view, steps)))
        if steps != before:
            trace.append((MONTH, at))
            trace.extend(steps)
            before = steps
    return due, figures


def _contribution(view: View, steps: list[Record]) -> int:
    base = view.amount(FAMILY_CRITERION)
    pension, disability = (
        half_up(base * rate.numerator, rate.denominator) for rate in (view.ratio(_PENSION), view.ratio(_DISABILITY))
    )
    steps.append((CONTRIBUTION, base, pension, disability, pension + disability))
    return pension + disability


def _insured(asked: CareForIll, view: View) -> tuple[int, int]:
    """Months of insurance that count, whole ones, and those needed (ust. 4-6)."""
    most = asked.contributory_months // view.count("skladka_opiekuna_nieskladkowe_najwyzej")
    return asked.contributory_months + min(asked.other_months, most), view.count(_LONG_ENOUGH[asked.sex])


def _against(asked: CareForIll, view: View, filed: date, counted: int, needed: int) -> Iterator[str]:
    if not asked.gave_up_work:
        yield "care_work_not_given_up"
    if asked.insured_otherwise or asked.draws_pension:
        yield "care_insured_otherwise"
    days = view.count("skladka_opiekuna_zaswiadczenie_wydane_najwczesniej")
    if asked.certificate_on is None or not 0 <= (filed - asked.certificate_on).days <= days:
        yield "care_not_certified"
    grown = birthday(asked.born_on, view.count("skladka_opiekuna_wiek")) <= filed
    if grown and counted < view.count("skladka_opiekuna_staz_minimalny"):
        yield "care_insured_too_little"
    if counted >= needed:
        yield "care_insured_long_enough"
