"""The steps of the family allowance and its supplements as they are told (the act on family benefits, u.ś.r.)."""

from kit.law import Rule

_SUPPLEMENT = ("child:text", "amount:zl", "first:month", "last:month", "variant:text")
"""A stretch of months: every rule of an amount due starts with these values, so that one record is both result and step."""

BAND = Rule(
    "family_allowance",
    "art. 6 ust. 2, art. 25 ust. 2 u.ś.r.",
    "Zasiłek rodzinny ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("zasilek_rodzinny_do_5_lat", "zasilek_rodzinny_5_18_lat", "zasilek_rodzinny_18_24_lata"),
)
MONTH = Rule("month", "art. 24 ust. 2 u.ś.r.", "Prawo ustala się od {month}.", ("month:month",), depth=0)
WITHIN = Rule(
    "income_within_limit",
    "art. 5 ust. 1-2 u.ś.r.",
    "Dochód rodziny {income} zł miesięcznie nie przekracza {limit} zł (kryterium {threshold} zł na osobę, członków rodziny: {persons}).",
    ("income:zl", "persons:number", "threshold:zl", "limit:zl"),
    result="limit",
    parameters=("kryterium_zasilek_rodzinny_ogolne", "kryterium_zasilek_rodzinny_niepelnosprawnosc"),
)
OVER = Rule(
    "income_over_limit",
    "art. 5 ust. 1-3 u.ś.r.",
    "Dochód rodziny {income} zł miesięcznie przekracza {limit} zł (kryterium {threshold} zł na osobę, członków rodziny: {persons}) "
    "o {over} zł.",
    ("income:zl", "persons:number", "threshold:zl", "limit:zl", "over:zl"),
    result="over",
    parameters=("kryterium_zasilek_rodzinny_ogolne", "kryterium_zasilek_rodzinny_niepelnosprawnosc"),
)
PAYMENT = Rule(
    "zloty_for_zloty",
    "art. 5 ust. 1-3b u.ś.r.",
    "Dochód rodziny {income} zł miesięcznie przekracza {limit} zł (kryterium {threshold} zł na osobę, członków rodziny: {persons}) "
    "o {over} zł, a więc o mniej niż łączna kwota zasiłków z dodatkami, {total} zł miesięcznie; zgodnie z zasadą „złotówka za złotówkę” "
    "kwotę tę pomniejsza się o przekroczenie i wypłaca {payment} zł miesięcznie.",
    ("income:zl", "persons:number", "threshold:zl", "limit:zl", "over:zl", "total:zl", "payment:zl"),
    result="payment",
    parameters=("kryterium_zasilek_rodzinny_ogolne", "kryterium_zasilek_rodzinny_niepelnosprawnosc"),
)
BELOW_LEAST = Rule(
    "payment_below_minimum",
    "art. 5 ust. 3a-3c u.ś.r.",
    "Łączna kwota zasiłków z dodatkami {total} zł pomniejszona o przekroczenie {over} zł daje {payment} zł, mniej niż {least} zł, dlatego "
    "świadczenia nie przysługują.",
    ("total:zl", "over:zl", "payment:zl", "least:zl"),
    result="payment",
    parameters=("zl_za_zl_minimalna_wyplata_zasilek_rodzinny",),
)
BEYOND = Rule(
    "over_exceeds_total",
    "art. 5 ust. 3 u.ś.r.",
    "Przekroczenie {over} zł jest wyższe niż łączna kwota zasiłków z dodatkami {total} zł, dlatego zasiłek nie przysługuje.",
    ("over:zl", "total:zl"),
)
TOLERATED = Rule(
    "excess_tolerated_before_2016",
    "art. 5 ust. 3 u.ś.r. w brzmieniu do 31.12.2015",
    "Przekroczenie {over} zł nie jest wyższe niż najniższy zasiłek rodzinny {least} zł, a zasiłek przysługiwał w poprzednim okresie, "
    "dlatego przysługują pełne kwoty.",
    ("over:zl", "least:zl"),
)
NOT_TOLERATED = Rule(
    "excess_not_tolerated_before_2016",
    "art. 5 ust. 3 u.ś.r. w brzmieniu do 31.12.2015",
    "Przekroczenie {over} zł wyklucza zasiłek, ponieważ jest wyższe niż najniższy zasiłek rodzinny {least} zł albo zasiłek nie "
    "przysługiwał w poprzednim okresie, albo przekroczenie już raz przyjęto.",
    ("over:zl", "least:zl"),
)
LONE = Rule(
    "lone_parent_supplement",
    "art. 11a ust. 3-4 u.ś.r.",
    "Dodatek z tytułu samotnego wychowywania dziecka ({child}) wynosi {amount} zł miesięcznie od {first} do {last}; dzieci, na które "
    "przysługuje: {count}, z orzeczeniem: {disabled}.",
    (*_SUPPLEMENT, "count:number", "disabled:number"),
    result="amount",
    parameters=("dodatek_samotne_wychowywanie", "dodatek_samotne_wychowywanie_max_wszystkie_dzieci"),
)
LARGE_FAMILY = Rule(
    "large_family_supplement",
    "art. 12a ust. 2 u.ś.r.",
    "Dodatek z tytułu wychowywania dziecka w rodzinie wielodzietnej ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_wielodzietnosc",),
)
REHABILITATION = Rule(
    "rehabilitation_supplement",
    "art. 13 u.ś.r.",
    "Dodatek z tytułu kształcenia i rehabilitacji ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_ksztalcenie_rehabilitacja_do_5_lat", "dodatek_ksztalcenie_rehabilitacja_5_24_lata"),
)
RESIDENCE = Rule(
    "study_residence_supplement",
    "art. 15 ust. 1 pkt 1 u.ś.r.",
    "Dodatek z tytułu zamieszkiwania w miejscowości szkoły ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_nauka_zamieszkanie",),
)
COMMUTING = Rule(
    "study_commuting_supplement",
    "art. 15 ust. 1 pkt 2 u.ś.r.",
    "Dodatek z tytułu dojazdu do szkoły ({child}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_nauka_dojazd",),
)
SCHOOL_START = Rule(
    "school_start_supplement",
    "art. 14 u.ś.r.",
    "Dodatek z tytułu rozpoczęcia roku szkolnego ({child}) wynosi {amount} zł i przysługuje jednorazowo, za {first}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_rozpoczecie_roku_szkolnego",),
)
BIRTH = Rule(
    "birth_supplement",
    "art. 9 u.ś.r.",
    "Dodatek z tytułu urodzenia dziecka ({child}) wynosi {amount} zł i przysługuje jednorazowo, za {first}.",
    _SUPPLEMENT,
    result="amount",
    parameters=("dodatek_urodzenie_dziecka",),
)
LEAVE = Rule(
    "childcare_leave_supplement",
    "art. 10 ust. 2-3 u.ś.r.",
    "Dodatek z tytułu opieki nad dzieckiem w okresie urlopu wychowawczego ({child}) wynosi {amount} zł miesięcznie od {first} do {last}; "
    "dni: {days} z {divisor}.",
    (*_SUPPLEMENT, "days:number", "divisor:number"),
    result="amount",
    parameters=("dodatek_urlop_wychowawczy", "zaokraglenie_niepelny_miesiac"),
)
INCLUDED = Rule(
    "supplement_within_payment",
    "art. 5 ust. 3a-3b u.ś.r.",
    "Dodatek mieści się w kwocie wypłacanej według zasady złotówka za złotówkę razem z zasiłkiem rodzinnym.",
)
NURSING = Rule(
    "nursing_allowance",
    "art. 16 ust. 2-4 u.ś.r.",
    "Zasiłek pielęgnacyjny ({variant}) wynosi {amount} zł miesięcznie od {first} do {last}.",
    ("variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("zasilek_pielegnacyjny",),
)
FROM_CERTIFICATE = Rule(
    "right_from_certificate_application",
    "art. 24 ust. 2a u.ś.r.",
    "Wniosek złożono w terminie {months} miesięcy od wydania orzeczenia ({issued}), dlatego prawo ustala się od miesiąca, w którym "
    "złożono wniosek o orzeczenie ({first}).",
    ("months:number", "issued:day", "first:month"),
    result="first",
    parameters=("orzeczenie_termin_wniosku_miesiace",),
)
