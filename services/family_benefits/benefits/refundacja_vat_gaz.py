"""Refundacja podatku VAT za paliwa gazowe (art. 18–20 of the act of 15.12.2022): the VAT of paid invoices for gas used for heating."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from casework.benefits.types import Benefit
from kit.law import Law, Record, Rule, View
from kit.money import grosze
from services.family_benefits.case import Case
from services.family_benefits.household import aid, heating_aid
from services.family_benefits.household.facts import Gas, GasInvoice, Household
from services.family_benefits.household.grounds import grounds
from services.family_benefits.household.income import household_income, year_of_application

CODE = "refundacja_vat_gaz"
FUELS = frozenset({"gaz_sieciowy"})

_ACT = "ustawy o szczególnej ochronie niektórych odbiorców paliw gazowych"
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 18 {_ACT}",
        "invoice_late": f"art. 19 ust. 1 {_ACT}",
        "invoice_outside_period": f"art. 18 {_ACT}",
        "invoice_not_paid": f"art. 18, art. 20 ust. 1 {_ACT}",
        "invoice_forecast": f"art. 18 {_ACT}",
        "no_invoice": f"art. 20 ust. 1 {_ACT}",
        "no_vat": f"art. 18 {_ACT}",
        "other_heating": f"art. 18 pkt 1 {_ACT}",
        "not_in_ceeb": f"art. 18 pkt 1 {_ACT}",
        "income_over_limit": f"art. 18 pkt 2 {_ACT}",
    }
)
_HEATING = heating_aid.telling(CODE, f"art. 18 pkt 1 {_ACT}", f"art. 18 pkt 1 {_ACT}", f"art. 18 pkt 1 {_ACT}")
_CRITERIA = ("kryterium_refundacja_vat_gaz_jednoosobowe", "kryterium_refundacja_vat_gaz_wieloosobowe")
_WITHIN = Rule(
    "refundacja_vat_gaz_within_limit",
    f"art. 18 pkt 2 {_ACT}",
    "Dochód {each} zł nie przekracza kwoty {limit} zł.",
    ("each:zl", "limit:zl"),
    parameters=_CRITERIA,
)
_OVER = Rule(
    "refundacja_vat_gaz_over_limit",
    f"art. 18 pkt 2 {_ACT}",
    "Dochód {each} zł przekracza kwotę {limit} zł, dlatego refundacja nie przysługuje.",
    ("each:zl", "limit:zl"),
    parameters=_CRITERIA,
)
_BEFORE = Rule(
    "refundacja_vat_gaz_examined_before",
    f"art. 20 ust. 4 {_ACT}",
    "Źródło ogrzewania i dochód zbadano przy pierwszym wniosku o refundację.",
)
_EARLY = Rule(
    "refundacja_vat_gaz_filed_early",
    f"art. 18 {_ACT}",
    "Wniosek złożono {received}, przed {since}, od którego dostawy są objęte refundacją.",
    ("received:day", "since:day"),
    parameters=("refundacja_vat_gaz_dostawy_od",),
)
_INVOICE = Rule(
    "refundacja_vat_gaz_invoice",
    f"art. 18, art. 19 ust. 1 {_ACT}",
    "Opłacona faktura otrzymana {received} za paliwo dostarczone od {first} do {last}: podatek VAT {vat} zł.",
    ("received:day", "first:day", "last:day", "vat:zl"),
    result="vat",
    parameters=("refundacja_vat_gaz_dostawy_od", "refundacja_vat_gaz_dostawy_do", "refundacja_vat_gaz_wniosek_do"),
)
_LEFT_OUT = Rule(
    "refundacja_vat_gaz_invoice_left_out",
    f"art. 18, art. 19 ust. 1 {_ACT}",
    "Faktury otrzymanej {received} za paliwo dostarczone od {first} do {last} nie uwzględnia się: {why}",
    ("received:day", "first:day", "last:day", "why:text"),
)
_SUM = Rule(
    "refundacja_vat_gaz",
    f"art. 18 {_ACT}",
    "Refundacja podatku VAT wynosi {amount} zł.",
    ("amount:zl",),
    result="amount",
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The law of the application's day: criterion for a single household and for one person of several, days of deliveries, terms."""

    single: int
    many: int
    deliveries: tuple[date, date]
    until: date
    days_from_invoice: int
    entered_to: date


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment in the month of the application: the sum of VAT, no złotówka za złotówkę. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    gas: Gas = case.own["gas"]
    trace: list[Record] = []
    first = aid.day_of(law.on(law.parameters[f"{CODE}_dostawy_od"].values[0].valid_from), f"{CODE}_dostawy_od")
    if case.received_on < first:
        return refused(CODE, (Refusal(_GROUNDS["filed_before_start"]),), trace=((_EARLY, case.received_on, first),))
    terms = law.on(case.received_on).resolved(_terms)
    amount, left_out = _sum(gas, terms, case.received_on, trace)
    if not amount:
        return refused(CODE, left_out or (Refusal(_GROUNDS["no_vat" if gas.invoices else "no_invoice"]),), trace=trace)
    figures: tuple[tuple[str, int], ...] = ()
    why: tuple[Refusal, ...] = ()
    if gas.examined_before:
        trace.append((_BEFORE,))
    else:
        why, figures = _examined(case, household, terms, law, trace)
    if why:
        return refused(CODE, why, figures=figures, trace=trace)
    trace.append((_SUM, amount))
    due = Due(CODE, case.received, case.received, amount, per="once")
    return granted(CODE, (due,), refusals=left_out, figures=figures, trace=trace)


def _sum(gas: Gas, terms: _Terms, received: date, trace: list[Record]) -> tuple[int, tuple[Refusal, ...]]:
    amount = 0
    grounds_met: dict[str, None] = {}
    for one in sorted(
        gas.invoices, key=lambda item: (item.delivered_from, item.delivered_to, item.received_on, item.vat)
    ):
        code = _left_out(one, terms, received)
        days = (one.received_on, one.delivered_from, one.delivered_to)
        if code is None:
            vat = grosze(one.vat)
            amount += vat
            trace.append((_INVOICE, *days, vat))
        else:
            grounds_met.setdefault(code)
            trace.append((_LEFT_OUT, *days, _GROUNDS[code].text))
    return amount, tuple(Refusal(_GROUNDS[code]) for code in sorted(grounds_met))


def _left_out(one: GasInvoice, terms: _Terms, received: date) -> str | None:
    first, last = terms.deliveries
    if one.delivered_to < first or one.delivered_from > last or one.delivered_to < one.delivered_from:
        return "invoice_outside_period"
    if one.forecast:
        return "invoice_forecast"
    if not one.paid:
        return "invoice_not_paid"
    # The later of two terms: the day of the act, and so many days from the invoice (art. 19 ust. 1).
    if received > terms.until and (received - one.received_on) > timedelta(days=terms.days_from_invoice):
        return "invoice_late"
    return None


def _examined(
    case: Case, household: Household, terms: _Terms, law: Law, trace: list[Record]
) -> tuple[tuple[Refusal, ...], tuple[tuple[str, int], ...]]:
    procedure = heating_aid.Procedure(False, False, False, terms.entered_to)
    why = heating_aid.unfit_source(_HEATING, _GROUNDS, household.heating, FUELS, procedure, trace)
    year = year_of_application(case.received_on, law, trace)
    income = household_income(case, household, year, law, trace)
    limit = terms.single if income.size == 1 else terms.many
    over = aid.exceeds(income, limit)
    trace.append((_OVER if over else _WITHIN, income.each, limit))
    why = (*why, *aid.met(_GROUNDS, {"income_over_limit": over}))
    return why, (("income_per_person", income.each), ("limit", limit))


def _terms(view: View) -> _Terms:
    return _Terms(
        single=view.amount(_CRITERIA[0]),
        many=view.amount(_CRITERIA[1]),
        deliveries=(aid.day_of(view, f"{CODE}_dostawy_od"), aid.day_of(view, f"{CODE}_dostawy_do")),
        until=aid.day_of(view, f"{CODE}_wniosek_do"),
        days_from_invoice=view.count(f"{CODE}_dni_od_faktury"),
        entered_to=aid.day_of(view, f"{CODE}_ceeb_do"),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Refundacja podatku VAT za paliwa gazowe",
    act="ustawa z dnia 15 grudnia 2022 r. o szczególnej ochronie niektórych odbiorców paliw gazowych",
    article="art. 18",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    parts=("household", "income", "gas"),
    own_parts={"household": Household, "gas": Gas},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 20 ust. 5).",
)
