"""A permanent allowance whose proceedings waited for the certificate (art. 106 ust. 7-10): from which month it is due, and in which months
the periodic allowance paid meanwhile counts as income after all.

Brought within the days of the act, the certificate gives the right from the application's month, and every month in which the periodic
allowance was paid counts it; later, from the month in which it was brought, which alone counts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.terms.computing import term
from kit.law import Law, Record, Rule
from kit.money import grosze
from kit.periods import month_of, parse_month
from services.social_assistance.case import Case

_DAYS = "zasilek_staly_dostarczenie_orzeczenia_termin"

IN_TIME = Rule(
    "certificate_in_time",
    "art. 106 ust. 9 u.p.s.",
    "Orzeczenie otrzymane {received} dostarczono {delivered}, w terminie do {until}: prawo od miesiąca {first}.",
    ("received:day", "delivered:day", "until:day", "first:month"),
    parameters=(_DAYS,),
)
LATE = Rule(
    "certificate_late",
    "art. 106 ust. 10 u.p.s.",
    "Orzeczenie otrzymane {received} dostarczono {delivered}, po terminie {until}: prawo od miesiąca {first}.",
    ("received:day", "delivered:day", "until:day", "first:month"),
    parameters=(_DAYS,),
)
COUNTED = Rule(
    "periodic_allowance_counted",
    "art. 106 ust. 9-10 u.p.s.",
    "Zasiłek okresowy pobrany w czasie zawieszenia postępowania wlicza się do dochodu: {amount} zł.",
    ("amount:zl",),
    result="amount",
)


@dataclass(frozen=True, slots=True)
class Suspension:
    """first: the month from which the allowance is due; counted: grosze of the periodic allowance by the months that count it."""

    first: int
    counted: Mapping[int, int]


def suspension(case: Case, law: Law, trace: list[Record]) -> Suspension:
    """What the wait for the certificate means for the right; nothing where nobody waited. Raises NoParameter."""
    waited = None if case.incapacity is None else case.incapacity.suspended
    if waited is None:
        return Suspension(case.received, {})
    days = law.on(waited.certificate_received_on).count(_DAYS)
    until = term(waited.certificate_received_on, days, "days")
    paid = {parse_month(one.month): grosze(one.amount) for one in waited.periodic}
    brought = max(month_of(waited.delivered_on), case.received)
    in_time = until.in_time(waited.delivered_on)
    first = case.received if in_time else brought
    told = (waited.certificate_received_on, waited.delivered_on, until.last_day, first)
    trace.append((IN_TIME if in_time else LATE, *told))
    counted = {at: amount for at, amount in paid.items() if in_time or at == brought}
    return Suspension(first, counted)
