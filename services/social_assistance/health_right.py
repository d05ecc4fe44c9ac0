"""The right to health care of whoever is not insured (art. 54 of the act on health care): confirmed for some days from the application."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule
from kit.periods import month_of
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.conditions import IncomeTest
from services.social_assistance.facts import Day

CODE, FACTS = "prawo_do_swiadczen_opieki_zdrowotnej_decyzje", "uninsured"
_ACT = "ustawy o świadczeniach opieki zdrowotnej"
_DAYS, _FROM_FIRST = "potwierdzenie_prawa_okres", "potwierdzenie_prawa_pierwszy_dzien_liczony"
TEST = IncomeTest("at_most", f"art. 54 ust. 3 {_ACT}; art. 8 ust. 1 u.p.s.")
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground("health_insured", f"art. 54 {_ACT}", "Osoba jest objęta ubezpieczeniem zdrowotnym."),
        Ground(
            "health_not_entitled",
            f"art. 2 ust. 1, art. 54 {_ACT}",
            "Osoba nie ma obywatelstwa polskiego, statusu uchodźcy ani ochrony uzupełniającej.",
        ),
        Ground("health_not_resident", f"art. 54 {_ACT}", "Osoba nie mieszka na terytorium Rzeczypospolitej Polskiej."),
        Ground("health_income_above", f"art. 54 {_ACT}; art. 8 u.p.s.", "Dochód przekracza kryterium dochodowe."),
        Ground(
            "health_property_disproportion",
            f"art. 54 {_ACT}; art. 12 u.p.s.",
            "Dochód jest w dysproporcji do sytuacji majątkowej.",
        ),
        Ground("health_no_interview", f"art. 54 {_ACT}", "Nie przeprowadzono rodzinnego wywiadu środowiskowego."),
    )
}
CONFIRMED = Rule(
    "health_right_days",
    f"art. 54 ust. 7 {_ACT}",
    "Prawo potwierdza się na {days} dni, od {since} do {until}.",
    ("days:number", "since:day", "until:day"),
    parameters=(_DAYS, _FROM_FIRST),
)


class Uninsured(Schema):
    """The person for whom the right is confirmed."""

    insured: Annotated[bool, Field(description="objęta ubezpieczeniem zdrowotnym")] = False
    entitled: Annotated[bool, Field(description="obywatelstwo polskie, status uchodźcy albo ochrona uzupełniająca")] = (
        True
    )
    resident: bool = True
    interview_done: bool = True
    disproportion: Annotated[bool, Field(description="dysproporcja majątkowa (art. 12 u.p.s.)")] = False
    emergency_since: Annotated[Day | None, Field(description="dzień udzielenia świadczenia w stanie nagłym")] = None


def health_answer(case: Case, law: Law, on: date) -> Assessment:
    """The right, which pays nothing: the days stand in the findings, its months are due 0. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(FACTS)
    if not isinstance(asked, Uninsured):
        raise UnfitFacts("facts_missing", f"/{FACTS}", f"Do oceny tego świadczenia potrzebna jest część „{FACTS}”.")
    trace: list[Record] = []
    view = law.on(on)
    tested = TEST.of(case.whole(), view, view, case.received, trace)
    why = [Refusal(GROUNDS[code]) for code in _against(asked)]
    if not tested.met:
        why.append(Refusal(GROUNDS["health_income_above"]))
    if why:
        return refused(CODE, why, figures=tested.figures, trace=trace)
    since = asked.emergency_since or case.received_on
    days = view.count(_DAYS)
    until = since + timedelta(days=days - view.flag(_FROM_FIRST))
    trace.append((CONFIRMED, days, since, until))
    due = Due(CODE, month_of(since), month_of(until), 0)
    findings = (("valid_from", since.isoformat()), ("valid_to", until.isoformat()))
    return granted(CODE, [due], figures=tested.figures, findings=findings, trace=trace)


def _against(asked: Uninsured) -> Iterator[str]:
    if asked.insured:
        yield "health_insured"
    if not asked.entitled:
        yield "health_not_entitled"
    if not asked.resident:
        yield "health_not_resident"
    if asked.disproportion:
        yield "health_property_disproportion"
    if not asked.interview_done:
        yield "health_no_interview"
