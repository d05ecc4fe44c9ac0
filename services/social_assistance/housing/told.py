"""What the rules of the housing allowance say: their steps in Polish and the grounds on which it is not granted."""

from casework.benefits.results import Ground
from kit.law import Rule

_ACT = "ustawy o dodatkach mieszkaniowych"
_PREFIX = "dodatek_mieszkaniowy"

_ALL = (
    Ground("housing_in_institution", f"art. 2 ust. 3 {_ACT}", "Osoba przebywa w instytucji z bezpłatnym całodobowym utrzymaniem."),
    Ground("housing_no_title", f"art. 2 ust. 1 {_ACT}", "Osoba nie ma tytułu do lokalu ani nie oczekuje na przysługujący jej lokal."),
    Ground("housing_gross_disproportion", f"art. 7 ust. 3 pkt 1 {_ACT}", "Stan majątkowy rażąco odbiega od wykazanych dochodów."),
    Ground("housing_fewer_persons", f"art. 7 ust. 3 pkt 2 {_ACT}", "W lokalu gospodaruje mniej osób, niż wykazano w deklaracji."),
    Ground("housing_interview_refused", f"art. 7 ust. 3a {_ACT}", "Wnioskodawca nie zgodził się na wywiad środowiskowy."),
    Ground("housing_no_property_statement", f"art. 7 ust. 4 {_ACT}", "Odmówiono złożenia oświadczenia o stanie majątkowym."),
    Ground("housing_no_documents", f"art. 7 ust. 13 {_ACT}", "Nie dostarczono w terminie dokumentów, do których organ wezwał."),
    Ground("housing_area_too_large", f"art. 5 ust. 5 {_ACT}", "Powierzchnia lokalu przekracza dopuszczalną."),
    Ground("housing_income_too_high", f"art. 3 ust. 1, art. 6 ust. 8 {_ACT}", "Nadwyżka dochodu przekracza wysokość dodatku."),
    Ground("housing_below_minimum", f"art. 7 ust. 6 {_ACT}", "Dodatek byłby niższy od kwoty, od której się go przyznaje."),
)  # fmt: skip

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground by its code."""

NORM = Rule(
    "normative_area",
    f"art. 5 ust. 1 i 3 {_ACT}",
    "Powierzchnia normatywna (liczba osób: {persons}) wynosi {norm} m², lokal ma {area} m².",
    ("persons:number", "norm:text", "area:text"),
    result="norm",
    depth=0,
)
AREA_FITS = Rule(
    "area_fits",
    f"art. 5 ust. 5 {_ACT}",
    "Powierzchnia {area} m² nie przekracza dopuszczalnych {most} m².",
    ("area:text", "most:text"),
    parameters=(f"{_PREFIX}_przekroczenie_powierzchni", f"{_PREFIX}_przekroczenie_powierzchni_warunkowe"),
)
AREA_TOO_LARGE = Rule(
    "area_too_large",
    f"art. 5 ust. 5 {_ACT}",
    "Powierzchnia {area} m² przekracza dopuszczalne {most} m².",
    ("area:text", "most:text"),
    parameters=(f"{_PREFIX}_przekroczenie_powierzchni", f"{_PREFIX}_przekroczenie_powierzchni_warunkowe"),
)
MUNICIPAL_RENT = Rule(
    "municipal_rent",
    f"art. 6 ust. 6 pkt 1 {_ACT}",
    "Lokal jest spoza zasobu gminy: z {stated} zł liczy się najwyżej {counted} zł, czyli czynsz, jaki obowiązywałby w zasobie.",
    ("stated:zl", "counted:zl"),
    result="counted",
)
FUEL = Rule(
    "fuel_base",
    f"art. 6a ust. 1 {_ACT}",
    "Podstawa ryczałtu na zakup opału: {energy} kWh × {price} zł daje {base} zł.",
    ("energy:text", "price:text", "base:zl"),
    result="base",
    parameters=(f"{_PREFIX}_ryczalt_ogrzewanie", f"{_PREFIX}_ryczalt_ciepla_woda", f"{_PREFIX}_ryczalt_gaz_1_osoba"),
)
EXPENSES = Rule(
    "expenses",
    f"art. 5 ust. 4, art. 6 ust. 1 i 9 {_ACT}",
    "Wydatki {stated} zł dają {counted} zł na powierzchnię normatywną (z podstawą ryczałtu).",
    ("stated:zl", "counted:zl"),
    result="counted",
)
OWN_SHARE = Rule(
    "own_share",
    f"art. 6 ust. 1 {_ACT}",
    "Wydatki własne to {share} dochodu {income} zł: {amount} zł.",
    ("share:ratio", "income:zl", "amount:zl"),
    result="amount",
)
DIFFERENCE = Rule(
    "difference",
    f"art. 6 ust. 1 {_ACT}",
    "Różnica wydatków i wydatków własnych: {amount} zł.",
    ("amount:zl",),
    result="amount",
)
CAPPED = Rule(
    "cap",
    f"art. 6 ust. 10 {_ACT}",
    "Dodatek nie może przekraczać {limit} wydatków: {amount} zł.",
    ("limit:ratio", "amount:zl"),
    result="amount",
    parameters=(f"{_PREFIX}_limit_wydatkow",),
)
THRESHOLD = Rule(
    "income_within_threshold",
    f"art. 3 ust. 1 {_ACT}",
    "Dochód na osobę {each} zł nie przekracza {threshold} zł ({ratio} kwoty {base} zł z dnia wniosku).",
    ("each:zl", "threshold:zl", "ratio:ratio", "base:zl"),
)
SURPLUS = Rule(
    "income_over_threshold",
    f"art. 6 ust. 8 {_ACT}",
    "Dochód na osobę {each} zł przekracza {threshold} zł ({ratio} kwoty {base} zł z dnia wniosku); nadwyżka {surplus} zł ({reading}).",
    ("each:zl", "threshold:zl", "ratio:ratio", "base:zl", "surplus:zl", "reading:text"),
    result="surplus",
    parameters=(f"{_PREFIX}_nadwyzka", f"{_PREFIX}_kolejnosc"),
)
MINIMUM = Rule(
    "minimum",
    f"art. 7 ust. 6 {_ACT}",
    "Dodatek {amount} zł porównuje się z {least} zł ({ratio} kwoty {base} zł z dnia decyzji).",
    ("amount:zl", "least:zl", "ratio:ratio", "base:zl"),
    parameters=(f"{_PREFIX}_minimum_wyplaty",),
)
PERIOD = Rule(
    "period",
    f"art. 7 ust. 5 {_ACT}",
    "Dodatek {amount} zł miesięcznie przyznaje się od {first} do {last}.",
    ("amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=(f"{_PREFIX}_okres",),
)
FUEL_PART = Rule(
    "fuel_part",
    f"art. 6a ust. 2-3 {_ACT}",
    "Ryczałt na zakup opału wypłacany wnioskodawcy wynosi {amount} zł ({reading}).",
    ("amount:zl", "reading:text"),
    result="amount",
    parameters=(f"{_PREFIX}_ryczalt_udzial",),
)
