"""Dodatek węglowy (art. 2 of the act of 5.08.2022): one amount for a household heated with coal, without a test of income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, granted, refused
from casework.benefits.types import Benefit
from kit.law import Law, Record, Rule, View
from kit.periods import add_months
from services.family_benefits.case import Case
from services.family_benefits.household import aid, heating_aid
from services.family_benefits.household.facts import Household
from services.family_benefits.household.grounds import grounds

CODE = "dodatek_weglowy"
FUELS = frozenset({"wegiel_kamienny"})
"""Hard coal, briquettes and pellets of at least 85 % of it (art. 2 ust. 3)."""

_ACT = "ustawy o dodatku węglowym"
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 2 ust. 9 {_ACT}",
        "filed_late": f"art. 2 ust. 10 {_ACT}",
        "earlier_at_address": f"art. 2 ust. 3a–3b {_ACT}",
        "earlier_application": f"art. 2 ust. 4 {_ACT}",
        "no_residence": f"art. 2 ust. 7 {_ACT}",
        "interview_refused": f"art. 2 ust. 15e {_ACT}",
        "preferential_fuel": f"art. 2 ust. 5 {_ACT}",
        "heat_source_aid_granted": f"art. 2 ust. 5a {_ACT}",
        "other_heating": f"art. 2 ust. 1 i 3 {_ACT}",
        "not_in_ceeb": f"art. 2 ust. 1 {_ACT}",
    },
    frozenset({"filed_late", "earlier_at_address"}),
)
_FILING = aid.filing(CODE, (f"art. 2 ust. 9 {_ACT}", f"art. 2 ust. 10 {_ACT}"))
_HEATING = heating_aid.telling(CODE, f"art. 2 ust. 1 {_ACT}", f"art. 2 ust. 15g {_ACT}", f"art. 2 ust. 3c–3d {_ACT}")
_AMOUNT = Rule(
    "dodatek_weglowy",
    f"art. 2 ust. 8 i 11 {_ACT}",
    "Dodatek węglowy dla gospodarstwa domowego wynosi {amount} zł jednorazowo i podlega wypłacie do {day}.",
    ("amount:zl", "day:day"),
    result="amount",
    parameters=(CODE, "dodatek_weglowy_wyplata_miesiace"),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The amount of the application's day and the months within which it is paid."""

    amount: int
    paid_within: int


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment in the month of the application; `on`: the day whose rules of procedure apply. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    trace: list[Record] = []
    why = aid.filed(_FILING, _GROUNDS, case, law, trace)
    if not why:
        procedure = heating_aid.procedure(CODE, law.on(max(on, case.received_on)))
        why = heating_aid.earlier(_HEATING, _GROUNDS, household, procedure, trace) or (
            *aid.barred(_GROUNDS, household),
            *heating_aid.unfit_source(_HEATING, _GROUNDS, household.heating, FUELS, procedure, trace),
        )
    if why:
        return refused(CODE, why, trace=trace)
    terms = law.on(case.received_on).resolved(_terms)
    trace.append((_AMOUNT, terms.amount, add_months(case.received_on, terms.paid_within)))
    due = Due(CODE, case.received, case.received, terms.amount, per="once")
    return granted(CODE, (due,), trace=trace)


def _terms(view: View) -> _Terms:
    return _Terms(view.amount(CODE), view.count("dodatek_weglowy_wyplata_miesiace"))


BENEFIT = Benefit(
    code=CODE,
    name="Dodatek węglowy",
    act="ustawa z dnia 5 sierpnia 2022 r. o dodatku węglowym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household",),
    own_parts={"household": Household},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 2 ust. 16).",
)
