"""What an act says of undue payments, for tests: grounds with and without interest, half of a current payment, rates of 2016 to 2022."""

from datetime import date
from fractions import Fraction

from casework.overpayments.interest import Rate, Rates
from casework.overpayments.ledger import Terms
from casework.overpayments.rules import Dated, Deduction, Ground, Revenue, Rules
from kit.law import Parameter, Value

SINCE = date(2004, 5, 1)
RATES = (
    ("7", date(2016, 1, 1), date(2020, 3, 17)),
    ("6.5", date(2020, 3, 18), date(2020, 4, 8)),
    ("6", date(2020, 4, 9), date(2020, 5, 28)),
    ("5.6", date(2020, 5, 29), None),
)
BENEFITS = frozenset({"zasilek_staly_testowy", "zasilek_mieszany", "zasilek_przeniesiony"})


def _value(value: object, since: date, to: date | None = None) -> Value:
    return Value(value, since, to, "art. 1", "Dz.U. 2004 poz. 1", "confirmed", SINCE)  # type: ignore[arg-type]


PARAMETERS = (
    Parameter(
        "odsetki", "odsetki", "kc", "ratio", "",
        tuple(_value(Fraction(rate) / 100, first, last) for rate, first, last in RATES),
    ),
    Parameter("najpozniej", "termin decyzji", "ustawa", "count", "lata", (_value(10, SINCE),)),
    Parameter("przedawnienie", "przedawnienie", "ustawa", "count", "lata", (_value(3, SINCE),)),
    Parameter("potracenie", "potrącenie", "ustawa", "ratio", "", (_value(Fraction(1, 2), SINCE),)),
)  # fmt: skip
YES, NO = (Dated(True, SINCE, None),), (Dated(False, SINCE, None),)
RULES = Rules(
    code="testowa",
    title="ustawa testowa",
    benefits=BENEFITS,
    grounds=(
        Ground("zmiana_okolicznosci", "art. 30 ust. 2 pkt 1", "Zmiana okoliczności.", YES, True, SINCE, None),
        Ground("falszywe_zeznania", "art. 30 ust. 2 pkt 2", "Fałszywe zeznania.", YES, False, SINCE, None),
        Ground("niewaznosc", "art. 30 ust. 2 pkt 4", "Nieważność decyzji.", NO, False, SINCE, None),
    ),
    rate="odsetki",
    days_of_year=365,
    starts=(Dated("month_after_payout", SINCE, None),),
    allocation="interest_first",
    decision_within="najpozniej",
    limitation="przedawnienie",
    death="art. 30 ust. 11",
    deduction=Deduction("art. 30 ust. 6", BENEFITS, "potracenie"),
    revenue=(
        Revenue("principal", frozenset({"dotacja_zlecone_2010", "dotacja_wlasne_2030"}), "291", "0", "dochod_panstwa"),
        Revenue("interest", frozenset({"dotacja_zlecone_2010", "dotacja_wlasne_2030"}), "090", "0", "dochod_panstwa"),
        Revenue("principal", frozenset({"srodki_wlasne"}), "094", "0", "dochod_wlasny"),
        Revenue("interest", frozenset({"srodki_wlasne"}), "092", "0", "dochod_wlasny"),
    ),
)
TERMS = Terms(
    "interest_first", Rates(tuple(Rate(first, last, Fraction(rate) / 100) for rate, first, last in RATES), 365)
)
