"""The housing allowance: normative area, expenses on it, own share, cap, surplus of income, minimum (art. 3-7).

Two wordings: an application to 30.06.2021 is measured by the lowest pension, a later one by the average wage; the parameter
dodatek_mieszkaniowy_podstawa says which. Thresholds take the base of the day of the application, the minimum that of the day of the
decision. Everything stays exact until the amount is rounded half up to the grosz, once.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, View
from kit.money import grosze, half_up
from kit.periods import add_months, month_of
from services.social_assistance.case import Case
from services.social_assistance.housing import told
from services.social_assistance.housing.facts import Housing

CODE, PART = "dodatek_mieszkaniowy", "housing"
LARGEST_LISTED = 6
_GROSZE = 100

PER_HOUSEHOLD = "na_gospodarstwo"
SURPLUS_FIRST = "nadwyzka_przed_limitem"
SCALED_FIRST = "wydatki_przeliczone"


@dataclass(frozen=True, slots=True)
class _Expenses:
    """Exact grosze of a month: as borne, on the normative area, and the base of the fuel lump sum, which the total includes."""

    borne: Fraction
    scaled: Fraction
    fuel: Fraction

    @property
    def total(self) -> Fraction:
        return self.scaled + self.fuel


def housing_answer(case: Case, law: Law, on: date) -> Assessment:
    """The allowance for six months from the one after the application. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(PART)
    if not isinstance(asked, Housing):
        raise UnfitFacts("facts_missing", f"/{PART}", f"Do oceny tego świadczenia potrzebna jest część „{PART}”.")
    view = law.on(case.received_on)
    trace: list[Record] = []
    barred = _barred(asked)
    norm = normative_area(asked, view)
    trace.append((told.NORM, asked.persons, _metres(norm), asked.area))
    most = largest_area(asked, norm, view)
    fits = Fraction(grosze(asked.area), _GROSZE) <= most
    trace.append((told.AREA_FITS if fits else told.AREA_TOO_LARGE, asked.area, _metres(most)))
    if not fits:
        barred.append("housing_area_too_large")
    if barred:
        return refused(CODE, [Refusal(told.GROUNDS[code]) for code in barred], trace=trace)
    expenses = _expenses(asked, norm, view, trace)
    return _amount(case, asked, expenses, law, on, trace)


def decided_by(received_on: date, law: Law) -> date:
    """The last day on which an application is to be decided: a month from it (art. 7 ust. 7), as long as the code's own term."""
    return add_months(received_on, law.on(received_on).count(f"{CODE}_termin_decyzji"))


def normative_area(asked: Housing, view: View) -> Fraction:
    """Square metres that count for a household of this size (art. 5 ust. 1 and 3)."""
    listed = min(asked.persons, LARGEST_LISTED)
    metres = view.count(f"{CODE}_powierzchnia_normatywna_{listed}")
    metres += (asked.persons - listed) * view.count(f"{CODE}_powierzchnia_kolejna_osoba")
    if asked.wheelchair_or_separate_room:
        metres += view.count(f"{CODE}_powierzchnia_niepelnosprawnosc")
    return Fraction(metres)


def largest_area(asked: Housing, norm: Fraction, view: View) -> Fraction:
    """The largest area with which the allowance is due; more where rooms and kitchen take little of it (art. 5 ust. 5)."""
    rooms = Fraction(grosze(asked.rooms_and_kitchen), grosze(asked.area))
    over = view.ratio(f"{CODE}_przekroczenie_powierzchni")
    if rooms <= view.ratio(f"{CODE}_udzial_pokoi_i_kuchni_maks"):
        over = max(over, view.ratio(f"{CODE}_przekroczenie_powierzchni_warunkowe"))
    return norm * (1 + over)


def _barred(asked: Housing) -> list[str]:
    found = []
    if asked.in_institution:
        found.append("housing_in_institution")
    if asked.title == "bez_tytulu":
        found.append("housing_no_title")
    return [*found, *(f"housing_{one}" for one in sorted(asked.found))]


def _expenses(asked: Housing, norm: Fraction, view: View, trace: list[Record]) -> _Expenses:
    area = Fraction(grosze(asked.area), _GROSZE)
    rent = Fraction(grosze(asked.rent))
    if not asked.municipal_stock and asked.municipal_rent_per_metre is not None:
        counted = min(rent, grosze(asked.municipal_rent_per_metre) * area)
        trace.append((told.MUNICIPAL_RENT, _shown(rent), _shown(counted)))
        rent = counted
    borne = rent + grosze(asked.other_fees)
    fuel = _fuel(asked, min(norm, area), view, trace)
    found = _Expenses(borne, borne * min(norm, area) / area, fuel)
    trace.append((told.EXPENSES, _shown(borne), _shown(found.total)))
    return found


def _fuel(asked: Housing, metres: Fraction, view: View, trace: list[Record]) -> Fraction:
    if not asked.lacking or asked.energy_price is None:
        return Fraction(0)
    energy = Fraction(0)
    if "ogrzewanie" in asked.lacking:
        energy += view.count(f"{CODE}_ryczalt_ogrzewanie") * metres
    if "ciepla_woda" in asked.lacking:
        energy += view.count(f"{CODE}_ryczalt_ciepla_woda") * asked.persons
    if "gaz" in asked.lacking:
        energy += view.count(f"{CODE}_ryczalt_gaz_1_osoba")
        energy += view.count(f"{CODE}_ryczalt_gaz_kazda_dodatkowa") * (asked.persons - 1)
    base = energy * Fraction(asked.energy_price) * _GROSZE
    trace.append((told.FUEL, _metres(energy), asked.energy_price, _shown(base)))
    return base


def _amount(case: Case, asked: Housing, expenses: _Expenses, law: Law, on: date, trace: list[Record]) -> Assessment:
    view = law.on(case.received_on)
    base_name = view.text(f"{CODE}_podstawa")
    base = view.amount(base_name)
    income = grosze(asked.income_monthly)
    each = Fraction(income, asked.persons)
    share = _share(asked.persons, each, base, view)
    own = share * income
    exact = expenses.total - own
    trace.append((told.OWN_SHARE, share, income, _shown(own)))
    trace.append((told.DIFFERENCE, _shown(exact)))
    kind = "jednoosobowe" if asked.persons == 1 else "wieloosobowe"
    ratio = view.ratio(f"{CODE}_kryterium_{kind}")
    figures = [
        ("income_per_person", _shown(each)), ("threshold", _shown(ratio * base)), ("expenses", _shown(expenses.total)),
        ("own_share", _shown(own)),
    ]  # fmt: skip
    surplus = _surplus(asked, each, ratio, base, view, trace)
    most = view.ratio(f"{CODE}_limit_wydatkow")
    cap = most * expenses.total
    surplus_first = view.text(f"{CODE}_kolejnosc") == SURPLUS_FIRST
    reached = exact if surplus_first else min(exact, cap)
    if surplus > reached:
        return refused(CODE, [Refusal(told.GROUNDS["housing_income_too_high"])], figures=figures, trace=trace)
    if cap < (exact - surplus if surplus_first else exact):
        trace.append((told.CAPPED, most, _shown(cap)))
    due = min(exact - surplus, cap) if surplus_first else reached - surplus
    least_ratio, wage = view.ratio(f"{CODE}_minimum_wyplaty"), law.on(on).amount(base_name)
    trace.append((told.MINIMUM, _shown(due), _shown(least_ratio * wage), least_ratio, wage))
    if due < least_ratio * wage:
        return refused(CODE, [Refusal(told.GROUNDS["housing_below_minimum"])], figures=figures, trace=trace)
    amount = _shown(due)
    first = month_of(case.received_on) + 1
    last = first + view.count(f"{CODE}_okres") - 1
    trace.append((told.PERIOD, amount, first, last))
    if expenses.fuel:
        figures.append(("fuel_lump_sum", _fuel_part(amount, expenses, view, trace)))
    return granted(CODE, [Due(CODE, first, last, amount)], figures=figures, trace=trace)


def _share(persons: int, each: Fraction, base: int, view: View) -> Fraction:
    """The part of the household's income that it spends itself (art. 6 ust. 1-2), raised in the old wording."""
    size = "1_osoba" if persons == 1 else "2_4_osoby" if persons < 5 else "5_i_wiecej"
    kind = "jednoosobowe" if persons == 1 else "wieloosobowe"
    edge = f"{CODE}_prog_udzialu_podwyzszonego_{kind}"
    raised = view.has(edge) and each >= view.ratio(edge) * base
    return view.ratio(f"{CODE}_udzial_wlasny_{'podwyzszony_' if raised else ''}{size}")


def _surplus(asked: Housing, each: Fraction, ratio: Fraction, base: int, view: View, trace: list[Record]) -> Fraction:
    over = each - ratio * base
    if over <= 0:
        trace.append((told.THRESHOLD, _shown(each), _shown(ratio * base), ratio, base))
        return Fraction(0)
    reading = view.text(f"{CODE}_nadwyzka")
    surplus = over * asked.persons if reading == PER_HOUSEHOLD else over
    told_as = f"{reading}, {view.text(f'{CODE}_kolejnosc')}".replace("_", " ")
    trace.append((told.SURPLUS, _shown(each), _shown(ratio * base), ratio, base, _shown(surplus), told_as))
    return surplus


def _fuel_part(amount: int, expenses: _Expenses, view: View, trace: list[Record]) -> int:
    """Grosze of the allowance that are the fuel lump sum: the owner of a house is paid the whole anyway (art. 8 ust. 2)."""
    reading = view.text(f"{CODE}_ryczalt_udzial")
    whole = (expenses.scaled if reading == SCALED_FIRST else expenses.borne) + expenses.fuel
    part = _shown(amount * expenses.fuel / whole)
    trace.append((told.FUEL_PART, part, reading.replace("_", " ")))
    return part


def _shown(exact: Fraction) -> int:
    return half_up(exact.numerator, exact.denominator)


def _metres(exact: Fraction) -> str:
    hundredths = half_up(exact.numerator * _GROSZE, exact.denominator)
    return f"{hundredths // _GROSZE}.{hundredths % _GROSZE:02d}"
