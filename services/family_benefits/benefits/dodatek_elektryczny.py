"""Dodatek elektryczny (art. 27–30 of the act of 7.10.2022): electric heating, more when much was used in 2021; no test of income."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, granted, refused
from casework.benefits.types import Benefit, DatedValue
from kit.law import Law, Record, Rule, View
from services.family_benefits.case import Case
from services.family_benefits.household import aid, heating_aid
from services.family_benefits.household.facts import Electricity, Household
from services.family_benefits.household.grounds import grounds

CODE = "dodatek_elektryczny"
PLAIN, MUCH = "podstawowy", "zuzycie_ponad_prog"
FUELS = frozenset({"energia_elektryczna"})

_ACT = "ustawy z dnia 7 października 2022 r. o ochronie odbiorców energii elektrycznej"
_SINCE = date(2022, 12, 1)
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 30 ust. 3 {_ACT}",
        "filed_late": f"art. 30 ust. 4 {_ACT}",
        "earlier_at_address": f"art. 28 ust. 1–2 {_ACT}",
        "earlier_application": f"art. 28 ust. 3 {_ACT}",
        "no_residence": f"art. 29 {_ACT}",
        "interview_refused": f"art. 32 ust. 5 {_ACT}",
        "preferential_fuel": f"art. 28 ust. 4 {_ACT}",
        "coal_aid_granted": f"art. 28 ust. 5 {_ACT}",
        "heat_source_aid_granted": f"art. 28 ust. 6 {_ACT}",
        "other_heating": f"art. 27 ust. 1 {_ACT}",
        "not_in_ceeb": f"art. 27 ust. 1 {_ACT}",
        "prosumer": f"art. 27 ust. 2 {_ACT}",
    },
    frozenset({"filed_late", "earlier_at_address"}),
)
_FILING = aid.filing(CODE, (f"art. 30 ust. 3 {_ACT}", f"art. 30 ust. 4 {_ACT}"))
_HEATING = heating_aid.telling(CODE, f"art. 27 ust. 1 {_ACT}", f"art. 32a ust. 2 {_ACT}", f"art. 28 ust. 2a–2b {_ACT}")
_AMOUNT = Rule(
    "dodatek_elektryczny",
    f"art. 30 ust. 1–2 i 5 {_ACT}",
    "Zużycie energii elektrycznej w 2021 r. wyniosło {used} MWh, próg {limit} MWh; dodatek wynosi {amount} zł jednorazowo i podlega "
    "wypłacie do {day}.",
    ("used:text", "limit:number", "amount:zl", "day:day"),
    result="amount",
    parameters=(CODE, "dodatek_elektryczny_zuzycie_ponad_5mwh", "dodatek_elektryczny_prog_zuzycia_2021"),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Amounts, the use above which the higher one is due (MWh), the last day of payment."""

    plain: int
    much: int
    limit: Fraction
    paid_to: date


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment in the month of the application; `on`: the day whose rules of procedure apply. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    electricity: Electricity = case.own["electricity"]
    trace: list[Record] = []
    why = aid.filed(_FILING, _GROUNDS, case, law, trace)
    if not why:
        procedure = heating_aid.procedure(CODE, law.on(max(on, case.received_on)))
        why = heating_aid.earlier(_HEATING, _GROUNDS, household, procedure, trace) or (
            *aid.barred(_GROUNDS, household),
            *aid.met(_GROUNDS, {"prosumer": electricity.prosumer}),
            *heating_aid.unfit_source(_HEATING, _GROUNDS, household.heating, FUELS, procedure, trace),
        )
    if why:
        return refused(CODE, why, trace=trace)
    terms = law.on(case.received_on).resolved(_terms)
    used = electricity.used_in_2021
    much = used is not None and Fraction(used) > terms.limit
    amount = terms.much if much else terms.plain
    trace.append((_AMOUNT, used or "nie wykazano", terms.limit, amount, terms.paid_to))
    due = Due(CODE, case.received, case.received, amount, (), MUCH if much else PLAIN, per="once")
    return granted(CODE, (due,), trace=trace)


def _terms(view: View) -> _Terms:
    return _Terms(
        view.amount(CODE),
        view.amount("dodatek_elektryczny_zuzycie_ponad_5mwh"),
        view.quantity("dodatek_elektryczny_prog_zuzycia_2021"),
        aid.day_of(view, "dodatek_elektryczny_wyplata_do"),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Dodatek elektryczny",
    act="ustawa z dnia 7 października 2022 r. o szczególnych rozwiązaniach służących ochronie odbiorców energii elektrycznej w 2023 roku",
    article="art. 27",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(PLAIN, "zużycie w 2021 r. do progu", _SINCE),
        DatedValue(MUCH, "zużycie w 2021 r. ponad próg", _SINCE),
    ),
    parts=("household", "electricity"),
    own_parts={"household": Household, "electricity": Electricity},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 33 ust. 1).",
)
