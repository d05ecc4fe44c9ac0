"""The steps of the income computation of art. 8 as they are told."""

from kit.law import Rule

COUNTED = Rule(
    "income_counted",
    "art. 8 ust. 3 u.p.s.",
    "Dochód ({member}, {kind}): {amount} zł miesięcznie.",
    ("member:text", "kind:text", "amount:zl"),
    result="amount",
    depth=2,
)
FOREIGN = Rule(
    "foreign_income",
    "art. 8 ust. 13 u.p.s.",
    "Dochód w walucie obcej ({member}): {amount} {currency} po średnim kursie NBP {rate} z dnia {day}.",
    ("member:text", "amount:text", "currency:text", "rate:text", "day:day"),
    depth=2,
)
EXCLUDED = Rule(
    "income_excluded",
    "art. 8 ust. 4-4a, art. 37 ust. 6 u.p.s.",
    "Nie wlicza się do dochodu ({member}): {kind}.",
    ("member:text", "kind:text"),
    depth=2,
)
BUSINESS = Rule(
    "business_income",
    "art. 8 ust. 5-6 u.p.s.",
    "Dochód z działalności ({member}) {amount} zł dzieli się przez {months} miesięcy jej prowadzenia.",
    ("member:text", "amount:zl", "months:number"),
    depth=2,
)
FARM = Rule(
    "farm_income",
    "art. 8 ust. 9 u.p.s.",
    "Gospodarstwo rolne ({member}): {hectares} ha przeliczeniowych × {rate} zł daje {amount} zł miesięcznie.",
    ("member:text", "hectares:text", "rate:zl", "amount:zl"),
    result="amount",
    parameters=("dochod_z_1_ha_przeliczeniowego",),
    depth=2,
)
FARM_TOO_SMALL = Rule(
    "farm_below_least_area",
    "art. 8 ust. 4 pkt 6 u.p.s.",
    "Nie wlicza się dochodu z {hectares} ha przeliczeniowych ({member}), bo powierzchnia jest mniejsza niż {least} ha.",
    ("member:text", "hectares:text", "least:text"),
    parameters=("grunt_minimalna_powierzchnia_liczona",),
    depth=2,
)
SPLIT = Rule(
    "one_off_income_split",
    "art. 8 ust. 11 u.p.s.",
    "Dochód jednorazowy ({member}) {amount} zł przekracza {limit} zł: rozlicza się go w {months} równych częściach od {month}.",
    ("member:text", "amount:zl", "limit:zl", "months:number", "month:month"),
    parameters=("dochod_jednorazowy_prog", "dochod_jednorazowy_okres_rozliczenia"),
    depth=2,
)
NOT_SPLIT = Rule(
    "one_off_income_whole",
    "art. 8 ust. 11 u.p.s.",
    "Dochód jednorazowy ({member}) {amount} zł nie przekracza {limit} zł: jest dochodem miesiąca wypłaty {month}.",
    ("member:text", "amount:zl", "limit:zl", "month:month"),
    parameters=("dochod_jednorazowy_prog",),
    depth=2,
)
FOR_PERIOD = Rule(
    "income_for_period",
    "art. 8 ust. 12 u.p.s.",
    "Dochód za okres ({member}) {amount} zł dzieli się na {months} miesięcy od {month} (kierunek rozliczenia sporny).",
    ("member:text", "amount:zl", "months:number", "month:month"),
    depth=2,
)
ALIMONY_PAID = Rule(
    "alimony_paid",
    "art. 8 ust. 3 pkt 3 u.p.s.",
    "Odlicza się alimenty świadczone na rzecz innych osób ({member}): {amount} zł.",
    ("member:text", "amount:zl"),
    depth=2,
)
