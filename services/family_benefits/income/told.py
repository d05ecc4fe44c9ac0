"""The steps of the income computation as they are told: article, inputs, sentence."""

from kit.law import Rule

YEARLY = Rule(
    "income_of_year",
    "art. 3 pkt 2a u.ś.r.",
    "Dochód ({member}) z roku bazowego {amount} zł dzieli się przez {months} miesięcy.",
    ("member:text", "amount:zl", "months:number"),
    depth=2,
)
STEADY = Rule(
    "steady_income",
    "art. 3 pkt 2a u.ś.r.",
    "Dochody bez utraty i uzyskania ({members}) z roku bazowego razem {amount} zł dzieli się przez {months} miesięcy.",
    ("members", "amount:zl", "months:number"),
    depth=2,
)
ALIMONY_PAID = Rule(
    "alimony_paid",
    "art. 3 pkt 1 u.ś.r.",
    "Odlicza się alimenty świadczone na rzecz innych osób ({member}): {amount} zł w roku bazowym.",
    ("member:text", "amount:zl"),
    depth=2,
)
FARM = Rule(
    "farm_income",
    "art. 5 ust. 8-9 u.ś.r.",
    "Gospodarstwo rolne ({member}): {hectares} ha przeliczeniowych × {figure} zł za {year} r. daje "
    "{monthly} zł miesięcznie; czynsz dzierżawny {rent} zł w roku.",
    ("member:text", "hectares:text", "figure:zl", "year:number", "monthly:zl", "rent:zl"),
    result="monthly",
    parameters=("dochod_z_1_ha_przeliczeniowego_za_rok",),
    depth=2,
)
LOST = Rule(
    "income_lost",
    "art. 5 ust. 4, art. 24 ust. 6 u.ś.r.",
    "Nie uwzględnia się dochodu utraconego {day} ({member}): {amount} zł w roku bazowym.",
    ("member:text", "day:day", "amount:zl"),
    depth=2,
)
GAINED_IN_BASE_YEAR = Rule(
    "income_gained_in_base_year",
    "art. 5 ust. 4a u.ś.r.",
    "Dochód uzyskany w roku bazowym ({member}) {amount} zł dzieli się przez {months} miesięcy jego uzyskiwania.",
    ("member:text", "amount:zl", "months:number"),
    depth=2,
)
GAINED_AFTER_BASE_YEAR = Rule(
    "income_gained_after_base_year",
    "art. 5 ust. 4b u.ś.r.",
    "Dolicza się dochód uzyskany po roku bazowym ({member}): {amount} zł za {month}.",
    ("member:text", "amount:zl", "month:month"),
    depth=2,
)
GAIN_NOT_YET = Rule(
    "income_gained_without_effect_yet",
    "art. 24 ust. 7 u.ś.r.",
    "Uzyskanie dochodu {day} ({member}) nie wpływa na prawo za {month}.",
    ("member:text", "day:day", "month:month"),
    depth=2,
)
SAME_EMPLOYER = Rule(
    "same_employer",
    "art. 5 ust. 4c u.ś.r.",
    "Utraty i uzyskania dochodu u tego samego pracodawcy w krótkim odstępie nie uwzględnia się "
    "({member}); dochód roku bazowego {amount} zł pozostaje.",
    ("member:text", "amount:zl"),
    parameters=("ten_sam_pracodawca_miesiace",),
    depth=2,
)
