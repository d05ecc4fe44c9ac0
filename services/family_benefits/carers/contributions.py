"""Contributions that the office pays for a carer: pension and disability insurance (art. 6 ust. 2a-2b SUS), health insurance.

The base is what is due of the care benefit in the month (art. 18 ust. 5a, 5e SUS); the increase for further persons belongs to it,
because it raises the amount of the benefit itself (art. 17 ust. 3e u.ś.r.). What is due only because the right outlives the person cared
for (art. 17 ust. 4a u.ś.r., art. 63 ust. 12 of the act of 7.07.2023) is no base of the pension contributions: nothing of it, or not the
increase (art. 6 ust. 2b pkt 2-3 SUS). Each contribution is rounded to the grosz, half up.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.benefits.results import Assessment, Due, Refusal, UnfitFacts, granted, joined, refused
from kit.law import Law, Record, View
from kit.money import grosze, half_up
from kit.periods import MONTHS_OF_YEAR
from services.family_benefits.carers import rules
from services.family_benefits.carers.carers_allowance import carers_allowance_right
from services.family_benefits.carers.conditions import GUARDIAN, NURSING_BENEFIT, SPECIAL
from services.family_benefits.carers.facts import Insurance
from services.family_benefits.carers.grounds import CONTRIBUTION_GROUNDS
from services.family_benefits.carers.monthly import Right, Within, within
from services.family_benefits.carers.nursing_benefit import nursing_benefit_right
from services.family_benefits.carers.right import carer_of
from services.family_benefits.carers.special_allowance import special_allowance_right
from services.family_benefits.case import Case

PENSION, HEALTH = "skladki_emerytalno_rentowe_opiekunow", "skladki_zdrowotne_opiekunow"
ZUS, KRUS = "zus", "krus"

_PENSION_RATE, _DISABILITY_RATE, _HEALTH_RATE = "skladka_emerytalna", "skladka_rentowa", "skladka_zdrowotna_opiekun"
_YEARS_MAN, _YEARS_WOMAN = "staz_koniec_oplacania_skladek_mezczyzna", "staz_koniec_oplacania_skladek_kobieta"
_BY_AGE = "staz_kobiety_wedlug_roku_wieku_emerytalnego"
_OF_PENSION_AGE = "staz_koniec_oplacania_skladek_kobieta_z_wiekiem_w_roku"
_KRUS_UNLIMITED = "skladka_krus_bez_wzgledu_na_staz"
_RIGHTS = {
    NURSING_BENEFIT: nursing_benefit_right,
    SPECIAL: special_allowance_right,
    GUARDIAN: carers_allowance_right,
}


def pension_answer(case: Case, law: Law, on: date, only: Within | None = None) -> Assessment:
    """Pension and disability contributions month by month, until the insured years are reached; `only`: from which month and to which day
    another act lets the right last. Raises NoParameter, UnfitFacts."""
    insurance, right, person = _read(case, law, on, only)
    if not right.months:
        return refused(PENSION, (Refusal(CONTRIBUTION_GROUNDS["no_care_benefit"], person),), trace=right.steps)
    if insurance.krus_on_request:
        return _krus(insurance, right, person, law)
    if insurance.title != "none":
        return refused(PENSION, (Refusal(CONTRIBUTION_GROUNDS["other_title"], person),))
    found: list[Due] = []
    steps: dict[tuple[int, int], tuple[int, int, View]] = {}
    first = right.months[0].at
    ended = False
    for month in right.months:
        view = law.month(month.at)
        if _insured_long_enough(insurance, law, month.at, first):
            ended = True
            continue
        pension = _part(month.earned, view, _PENSION_RATE)
        disability = _part(month.earned, view, _DISABILITY_RATE)
        if pension + disability == 0:
            continue
        steps[month.at, pension + disability] = (month.earned, pension, view)
        goes_on = right.goes_on and month is right.months[-1]
        variant = f"{insurance.benefit}_{ZUS}"
        found.append(Due(PENSION, month.at, month.at, pension + disability, (person,), variant, open_ended=goes_on))
    if not found:
        ground = "insured_long_enough" if ended else "no_care_benefit"
        return refused(PENSION, (Refusal(CONTRIBUTION_GROUNDS[ground], person),), trace=right.steps)
    trace = list(right.steps)
    due = joined(found)
    for one in due:
        base, pension, view = steps[one.first, one.amount]
        rates = view.ratio(_PENSION_RATE), view.ratio(_DISABILITY_RATE)
        trace.append(
            (
                rules.PENSION_CONTRIBUTIONS,
                base,
                rates[0],
                pension,
                rates[1],
                one.amount - pension,
                one.amount,
                one.first,
                one.last,
            )
        )
    if ended:
        last = found[-1].last
        trace.append((rules.INSURED_TO, insurance.insured_months, _years(insurance, law, last + 1), last))
    base, pension, _ = steps[due[-1].first, due[-1].amount]
    figures = (("base", base), ("skladka_emerytalna", pension), ("skladka_rentowa", due[-1].amount - pension))
    return granted(PENSION, due, figures=figures, trace=trace)


def health_answer(case: Case, law: Law, on: date, only: Within | None = None) -> Assessment:
    """Health contributions month by month, without a limit of time; `only` as of the pension. Raises NoParameter, UnfitFacts."""
    insurance, right, person = _read(case, law, on, only)
    if not right.months:
        return refused(HEALTH, (Refusal(CONTRIBUTION_GROUNDS["no_care_benefit"], person),), trace=right.steps)
    if insurance.own_health_title:
        return refused(HEALTH, (Refusal(CONTRIBUTION_GROUNDS["own_health_title"], person),))
    bases = {month.at: month.amount for month in right.months}
    due = joined(
        Due(
            HEALTH, month.at, month.at, _part(month.amount, law.month(month.at), _HEALTH_RATE), (person,), insurance.benefit,
            open_ended=right.goes_on and month is right.months[-1],
        )
        for month in right.months
    )  # fmt: skip
    return granted(HEALTH, due, trace=(*right.steps, *_told_health(due, bases, law)))


def _told_health(due: Iterable[Due], bases: Mapping[int, int], law: Law) -> Iterable[Record]:
    for one in due:
        rate = law.month(one.first).ratio(_HEALTH_RATE)
        yield (rules.HEALTH_CONTRIBUTION, rate, bases[one.first], one.amount, one.first, one.last)


def insurance_of(case: Case) -> Insurance:
    """The part of the facts about the carer's insurance. Raises UnfitFacts."""
    insurance = case.own.get("insurance")
    if not isinstance(insurance, Insurance):
        raise UnfitFacts("facts_missing", "/insurance", "Do oceny składek potrzebna jest część „insurance”.")
    return insurance


def _read(case: Case, law: Law, on: date, only: Within | None) -> tuple[Insurance, Right, str]:
    insurance = insurance_of(case)
    right = _RIGHTS[insurance.benefit](case, law, on)
    return insurance, right if only is None else within(right, only, law), carer_of(case).id


def _krus(insurance: Insurance, right: Right, person: str, law: Law) -> Assessment:
    """Contributions to KRUS at the carer's request: what KRUS states, in the months with a benefit before a death; that the insured years
    do not end them is unconfirmed, and told so."""
    if insurance.krus_contribution is None or (amount := grosze(insurance.krus_contribution)) == 0:
        raise UnfitFacts(
            "krus_contribution_missing", "/insurance/krus_contribution", "Proszę podać składkę według KRUS."
        )
    first = right.months[0].at
    unlimited = law.month(first).flag(_KRUS_UNLIMITED)
    due = joined(
        Due(
            PENSION, month.at, month.at, amount, (person,), f"{insurance.benefit}_{KRUS}",
            open_ended=right.goes_on and month is right.months[-1],
        )
        for month in right.months
        if month.earned > 0 and (unlimited or not _insured_long_enough(insurance, law, month.at, first))
    )  # fmt: skip
    if not due:
        return refused(PENSION, (Refusal(CONTRIBUTION_GROUNDS["no_care_benefit"], person),), trace=right.steps)
    told = [(rules.KRUS, one.amount, one.first, one.last, unlimited) for one in due]
    return granted(PENSION, due, trace=(*right.steps, *told))


def _part(base: int, view: View, rate: str) -> int:
    share = view.ratio(rate)
    return half_up(base * share.numerator, share.denominator)


def _insured_long_enough(insurance: Insurance, law: Law, at: int, first: int) -> bool:
    return insurance.insured_months + at - first >= _years(insurance, law, at) * MONTHS_OF_YEAR


def _years(insurance: Insurance, law: Law, at: int) -> int:
    """Insured years to which contributions are paid in the month; for women to September 2017 by the year of reaching pension age."""
    view = law.month(at)
    if insurance.sex == "man":
        return view.count(_YEARS_MAN)
    if insurance.pension_age_in is not None and view.has(_BY_AGE) and view.flag(_BY_AGE):
        return law.on(date(insurance.pension_age_in, 1, 1)).count(_OF_PENSION_AGE)
    return view.count(_YEARS_WOMAN)
