"""The steps of the income computation as they are told: article, inputs, sentence."""

from kit.law import Rule

_OF_YEAR = ("member:text", "year:number", "amount:zl", "months:number", "monthly:zl")
_DIVIDED = "za {year} r.: {amount} zł podzielone przez {months} miesięcy daje {monthly} zł miesięcznie."


def _of_year(code: str, article: str, named: str) -> Rule:
    return Rule(
        code, f"{article}, pkt 2a u.ś.r.", f"{named} ({{member}}) {_DIVIDED}", _OF_YEAR, result="monthly", depth=2
    )


TAXED = _of_year("income_taxed", "art. 3 pkt 1 lit. a", "Dochód opodatkowany na zasadach ogólnych")
UNTAXED = _of_year("income_untaxed", "art. 3 pkt 1 lit. c", "Dochód niepodlegający opodatkowaniu")
LUMP_SUM = _of_year("income_lump_sum", "art. 3 pkt 1 lit. b", "Dochód opodatkowany ryczałtem lub kartą podatkową")
OF_YEAR = {"taxed": TAXED, "untaxed": UNTAXED, "ryczalt": LUMP_SUM}
"""By kind of income, how the amount of the base year is divided by its months."""

NO_INCOME = Rule(
    "no_income",
    "art. 3 pkt 2-2a u.ś.r.",
    "Rodzina nie ma dochodu za {year} r.",
    ("year:number",),
    depth=2,
)
PLACED = Rule(
    "member_placed",
    "art. 5 ust. 7 u.ś.r.",
    "Nie uwzględnia się osoby umieszczonej w pieczy zastępczej lub w instytucji ani jej dochodu ({members}).",
    ("members",),
    depth=2,
)
JOINS_LATER = Rule(
    "member_joins_later",
    "art. 3 pkt 2 i 16 u.ś.r.",
    "Dochód ({member}) uwzględnia się od {month}, gdy osoba ta należy do rodziny.",
    ("member:text", "month:month"),
    depth=2,
)
HAS_LEFT = Rule(
    "member_has_left",
    "art. 3 pkt 2 i 16 u.ś.r.",
    "Dochód ({member}) uwzględnia się do {month}, gdy osoba ta należała do rodziny.",
    ("member:text", "month:month"),
    depth=2,
)
FIGURES = Rule(
    "income_figures",
    "art. 3 pkt 1 lit. a i c u.ś.r.",
    "Dochód roczny ({member}): przychód {revenue} zł pomniejszony o koszty {costs} zł, podatek {tax} zł, składki na ubezpieczenia "
    "społeczne {social} zł i na ubezpieczenie zdrowotne {health} zł wynosi {amount} zł.",
    ("member:text", "revenue:zl", "costs:zl", "tax:zl", "social:zl", "health:zl", "amount:zl"),
    result="amount",
    depth=2,
)
LISTED = Rule(
    "income_listed",
    "art. 3 pkt 1 lit. c u.ś.r.",
    "Do dochodu ({member}) wlicza się pozycję zamkniętego wykazu: {title}.",
    ("member:text", "title:text"),
    depth=2,
)
BY_NOTICE = Rule(
    "lump_sum_by_notice",
    "art. 5 ust. 7a u.ś.r.",
    "Dochód z działalności opodatkowanej ryczałtem lub kartą podatkową ({member}) za {year} r. przyjmuje się z tabeli ministra "
    "({notice}), nie z deklaracji: {amount} zł.",
    ("member:text", "year:number", "notice:text", "amount:zl"),
    result="amount",
    parameters=("ryczalt_wedlug_obwieszczenia", "ryczalt_obwieszczenie"),
    depth=2,
)
DECLARED = Rule(
    "lump_sum_declared",
    "art. 3 pkt 1 lit. b u.ś.r.",
    "Dochód z działalności opodatkowanej ryczałtem lub kartą podatkową ({member}) za {year} r. przyjmuje się według "
    "oświadczenia: {amount} zł.",
    ("member:text", "year:number", "amount:zl"),
    result="amount",
    depth=2,
)
BY_CARD = Rule(
    "lump_sum_tax_card",
    "art. 5 ust. 7a u.ś.r.",
    "Działalność opodatkowana kartą podatkową ({member}): opłaconemu za {year} r. podatkowi {figure} zł odpowiada w tabeli ministra dochód "
    "roczny {amount} zł.",
    ("member:text", "year:number", "figure:zl", "amount:zl"),
    result="amount",
    depth=2,
)
BY_RATE = Rule(
    "lump_sum_of_revenue",
    "art. 5 ust. 7a u.ś.r.",
    "Działalność opodatkowana ryczałtem ({member}): przychodowi za {year} r. według stawki {rate}%, {figure} zł, odpowiada w tabeli "
    "ministra dochód roczny {amount} zł.",
    ("member:text", "year:number", "rate:text", "figure:zl", "amount:zl"),
    result="amount",
    depth=2,
)
ALIMONY_PAID = Rule(
    "alimony_paid",
    "art. 3 pkt 1 u.ś.r.",
    "Odlicza się alimenty świadczone na rzecz innych osób ({member}): {amount} zł w roku bazowym, {monthly} zł miesięcznie.",
    ("member:text", "amount:zl", "monthly:zl"),
    result="monthly",
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
FARM_EXCLUDED = Rule(
    "farm_land_not_counted",
    "art. 5 ust. 8a u.ś.r.",
    "Do gospodarstwa ({member}) nie wlicza się {excluded} z {hectares} ha przeliczeniowych, oddanych w dzierżawę lub użytkowanie.",
    ("member:text", "excluded:text", "hectares:text"),
    depth=2,
)
LOST = Rule(
    "income_lost",
    "art. 5 ust. 4, art. 24 ust. 6 u.ś.r.",
    "Nie uwzględnia się dochodu utraconego {day} ({member}, {title}): {amount} zł w roku bazowym.",
    ("member:text", "title:text", "day:day", "amount:zl"),
    depth=2,
)
RECHECK = Rule(
    "loss_checked_again",
    "art. 24 ust. 6a u.ś.r.",
    "Prawo ustalone po utracie dochodu ({member}) sprawdza się ponownie po {day}: czy w ciągu {months} miesięcy od utraty nie uzyskano "
    "dochodu u tego samego pracodawcy albo z ponownie rozpoczętej działalności.",
    ("member:text", "day:day", "months:number"),
    parameters=("ten_sam_pracodawca_miesiace",),
    depth=2,
)
LOSS_NOT_YET = Rule(
    "income_lost_later",
    "art. 5 ust. 4, art. 24 ust. 6 u.ś.r.",
    "Utrata dochodu {day} ({member}, {title}) działa od {month}; do tego czasu dochód się uwzględnia.",
    ("member:text", "title:text", "day:day", "month:month"),
    depth=2,
)
NOT_A_LOSS = Rule(
    "not_a_loss_of_the_act",
    "art. 3 pkt 23 u.ś.r.",
    "Zakończenie dochodu {day} ({member}) nie jest utratą dochodu w rozumieniu ustawy: dochód roku bazowego pozostaje.",
    ("member:text", "day:day"),
    depth=2,
)
NOT_A_GAIN = Rule(
    "not_a_gain_of_the_act",
    "art. 3 pkt 24 u.ś.r.",
    "Rozpoczęcie dochodu {day} ({member}) nie jest uzyskaniem dochodu w rozumieniu ustawy: liczy się kwota roku bazowego.",
    ("member:text", "day:day"),
    depth=2,
)
GAIN_ENDED = Rule(
    "gained_income_not_received",
    "art. 5 ust. 4a-4b u.ś.r.",
    "Dochodu uzyskanego {day} ({member}) nie uzyskuje się w okresie, na który ustala się prawo: przepisu o uzyskaniu się nie stosuje.",
    ("member:text", "day:day"),
    depth=2,
)
GAINED_IN_BASE_YEAR = Rule(
    "income_gained_in_base_year",
    "art. 5 ust. 4a u.ś.r.",
    "Dochód uzyskany w roku bazowym, {day} ({member}, {title}): {amount} zł podzielone przez {months} miesięcy jego uzyskiwania daje "
    "{monthly} zł miesięcznie.",
    ("member:text", "title:text", "day:day", "amount:zl", "months:number", "monthly:zl"),
    result="monthly",
    depth=2,
)
GAINED_AFTER_BASE_YEAR = Rule(
    "income_gained_after_base_year",
    "art. 5 ust. 4b u.ś.r.",
    "Dolicza się dochód uzyskany po roku bazowym, {day} ({member}, {title}): {amount} zł za {month}.",
    ("member:text", "title:text", "day:day", "amount:zl", "month:month"),
    result="amount",
    depth=2,
)
NO_FOLLOWING_MONTH = Rule(
    "gain_without_following_month",
    "art. 5 ust. 4b u.ś.r.",
    "Dochód uzyskany po roku bazowym, {day} ({member}, {title}), nie ma kwoty za następny miesiąc: nic się nie dolicza.",
    ("member:text", "title:text", "day:day"),
    depth=2,
)
GAIN_NOT_YET = Rule(
    "income_gained_without_effect_yet",
    "art. 24 ust. 7 u.ś.r.",
    "Uzyskanie dochodu {day} ({member}, {title}) wpływa na prawo od {month}.",
    ("member:text", "title:text", "day:day", "month:month"),
    depth=2,
)
SAME_EMPLOYER = Rule(
    "same_employer",
    "art. 5 ust. 4c u.ś.r.",
    "Utraty dochodu {lost} i uzyskania {gained} u tego samego pracodawcy albo z ponownie rozpoczętej działalności ({member}) nie "
    "uwzględnia się, bo nastąpiły w ciągu {months} miesięcy.",
    ("member:text", "lost:day", "gained:day", "months:number"),
    parameters=("ten_sam_pracodawca_miesiace",),
    depth=2,
)
SAME_EMPLOYER_GAIN = Rule(
    "same_employer_gain",
    "art. 5 ust. 4c u.ś.r.",
    "Dochodu uzyskanego {gained} u tego samego pracodawcy albo z ponownie rozpoczętej działalności ({member}) nie traktuje się jako "
    "uzyskanego: liczy się tylko kwota roku bazowego {amount} zł.",
    ("member:text", "gained:day", "amount:zl"),
    result="amount",
    parameters=("ten_sam_pracodawca_miesiace",),
    depth=2,
)

TITLES = {
    "employment": "zatrudnienie lub inna praca zarobkowa",
    "business": "działalność gospodarcza wykreślona z rejestru lub rozpoczęta",
    "business_suspension": "działalność gospodarcza zawieszona lub wznowiona",
    "childcare_leave": "urlop wychowawczy",
    "unemployment_benefit": "zasiłek lub stypendium dla bezrobotnych",
    "pension": "emerytura, renta lub świadczenie wymienione obok nich",
    "sickness_after_work": "zasiłek chorobowy, macierzyński lub świadczenie rehabilitacyjne po utracie zatrudnienia",
    "parental_benefit": "świadczenie rodzicielskie",
    "krus_maternity": "zasiłek macierzyński z ubezpieczenia rolników",
    "doctoral_stipend": "stypendium doktoranckie",
    "alimony": "alimenty po śmierci osoby zobowiązanej",
    "other": "inna przyczyna",
}
"""The causes of loss and gain (art. 3 pkt 23-24) as people read them."""
