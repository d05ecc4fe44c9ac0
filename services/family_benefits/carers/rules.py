"""The steps of the care benefits as they are told: article, values, sentence."""

from kit.law import Rule

OLD_RULES = Rule(
    "care_by_the_rules_to_2023",
    "art. 17 ust. 1 u.ś.r. w brzmieniu do 31.12.2023",
    "Opiekun ({carer}) w związku z opieką nad osobą {person} nie pracuje; orzeczenie: {certificate}; prawo od {start}.",
    ("carer:text", "person:text", "certificate:text", "start:day"),
    result="start",
    depth=0,
)
NEW_RULES = Rule(
    "care_of_a_child_by_the_rules_from_2024",
    "art. 17 ust. 1 u.ś.r.",
    "Opiekun ({carer}) opiekuje się dzieckiem {person}, które nie ukończyło {age} lat; orzeczenie: {certificate}; prawo od {start}. Praca "
    "i emerytura opiekuna nie mają znaczenia.",
    ("carer:text", "person:text", "age:number", "certificate:text", "start:day"),
    result="start",
    parameters=("swiadczenie_pielegnacyjne_wiek_dziecka",),
    depth=0,
)
KEPT = Rule(
    "kept_right",
    "art. 63 ust. 1-3 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Prawo ({person}) istniało do dnia {until}, dlatego ocenia się je według zasad obowiązujących w tym dniu.",
    ("person:text", "until:day"),
)
NEW_CERTIFICATE = Rule(
    "new_certificate_in_time",
    "art. 63 ust. 3 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Poprzednie orzeczenie ({person}) wygasło {expired}; o nowe i o świadczenie wystąpiono w terminie {months} miesięcy: prawo zachowano.",
    ("person:text", "expired:day", "months:number"),
    parameters=("prawo_zachowane_termin_miesiace",),
)
LATE_ONSET = Rule(
    "onset_of_disability",
    "art. 17 ust. 1b u.ś.r.; wyrok TK K 38/13",
    "Niepełnosprawność ({person}) powstała {onset}; w zakresie uznanym za niezgodny z Konstytucją moment jej powstania nie wyklucza "
    "opiekuna osoby dorosłej.",
    ("person:text", "onset:day"),
)
SUSPENDED = Rule(
    "own_pension_suspended",
    "art. 17 ust. 5 pkt 1 lit. a u.ś.r. w orzecznictwie sądów administracyjnych",
    "Wypłatę własnego świadczenia opiekuna ({carer}) zawieszono, więc nie wyklucza ono prawa.",
    ("carer:text",),
)
ENDS_CERTIFICATE = Rule(
    "certificate_ends",
    "art. 24 ust. 3-4 u.ś.r.",
    "Orzeczenie ({person}) jest ważne do {valid}: prawo do ostatniego dnia tego miesiąca, {last}.",
    ("person:text", "valid:day", "last:day"),
    result="last",
)
ENDS_GROWN = Rule(
    "child_grows_up",
    "art. 17 ust. 1 u.ś.r.",
    "Dziecko ({person}) kończy {age} lat: ostatnim dniem prawa jest dzień poprzedni, {last}.",
    ("person:text", "age:number", "last:day"),
    result="last",
    parameters=("swiadczenie_pielegnacyjne_wiek_dziecka",),
)
ENDS_DEATH = Rule(
    "right_to_the_day_of_death",
    "art. 17 ust. 1 i 4 u.ś.r.",
    "Osoba wymagająca opieki ({person}) zmarła: prawo do tego dnia, {last}.",
    ("person:text", "last:day"),
    result="last",
)
AFTER_DEATH = Rule(
    "right_after_death",
    "art. 17 ust. 4a u.ś.r.; art. 63 ust. 12 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Osoba wymagająca opieki ({person}) zmarła {died}: prawo do ostatniego dnia następnego miesiąca, {last}.",
    ("person:text", "died:day", "last:day"),
    result="last",
    parameters=("swiadczenie_opiekuncze_zachowanie_po_smierci",),
)
ENDS_SUPPORT = Rule(
    "swiadczenie_wspierajace_begins",
    "art. 63 ust. 6 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Osobie {person} przysługuje świadczenie wspierające: ostatnim dniem prawa opiekuna jest {last}.",
    ("person:text", "last:day"),
    result="last",
)
NURSING_BENEFIT = Rule(
    "nursing_benefit",
    "art. 17 ust. 3-3d u.ś.r.",
    "Świadczenie pielęgnacyjne ({variant}): {amount} zł miesięcznie od {first} do {last}.",
    ("variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne",),
)
INCREASED = Rule(
    "nursing_benefit_increased",
    "art. 17 ust. 3-3e u.ś.r.",
    "Świadczenie pielęgnacyjne ({variant}), podwyższone o {increase} na drugą i każdą kolejną osobę: {amount} zł miesięcznie od "
    "{first} do {last}.",
    ("variant:text", "increase:ratio", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne", "swiadczenie_pielegnacyjne_podwyzszenie_druga_i_kolejna_osoba"),
)
BROKEN_NURSING = Rule(
    "nursing_benefit_broken_month",
    "art. 17 ust. 4 u.ś.r.",
    "Niepełny miesiąc {month}: {base} zł podzielone przez {divisor} i pomnożone przez {days} dni, w górę do {step} zł, daje {amount} zł.",
    ("month:month", "base:zl", "divisor:number", "days:number", "step:zl", "amount:zl"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne", "zaokraglenie_niepelny_miesiac", "dzielnik_niepelny_miesiac_opiekuncze"),
)
SPECIAL_ALLOWANCE = Rule(
    "special_care_allowance",
    "art. 16a ust. 6 u.ś.r.",
    "Specjalny zasiłek opiekuńczy: {amount} zł miesięcznie od {first} do {last}.",
    ("variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("specjalny_zasilek_opiekunczy",),
)
BROKEN_SPECIAL = Rule(
    "special_care_allowance_broken_month",
    "art. 16a ust. 7 u.ś.r.",
    BROKEN_NURSING.sentence,
    BROKEN_NURSING.inputs,
    result="amount",
    parameters=(
        "specjalny_zasilek_opiekunczy",
        "zaokraglenie_niepelny_miesiac",
        "dzielnik_niepelny_miesiac_opiekuncze",
    ),
)
BOTH_WITHIN = Rule(
    "income_of_two_families_within_limit",
    "art. 16a ust. 2 i 4 u.ś.r.",
    "{month}: dochód rodziny opiekuna {own} zł i rodziny osoby wymagającej opieki {other} zł, osób {persons}: "
    "{each} zł na osobę, nie więcej niż {limit} zł.",
    ("month:month", "own:zl", "other:zl", "persons:number", "each:zl", "limit:zl"),
    result="each",
    parameters=("kryterium_specjalny_zasilek_opiekunczy",),
)
BOTH_OVER = Rule(
    "income_of_two_families_over_limit",
    "art. 16a ust. 2-4 u.ś.r.",
    "{month}: dochód rodziny opiekuna {own} zł i rodziny osoby wymagającej opieki {other} zł, osób {persons}: "
    "{each} zł na osobę, więcej niż {limit} zł.",
    ("month:month", "own:zl", "other:zl", "persons:number", "each:zl", "limit:zl"),
    result="each",
    parameters=("kryterium_specjalny_zasilek_opiekunczy",),
)
BOTH_TOLERATED = Rule(
    "excess_of_two_families_tolerated",
    "art. 16a ust. 3 u.ś.r.",
    "Przekroczenie na osobę nie jest wyższe niż najniższy zasiłek rodzinny {least} zł, zasiłek przysługiwał w poprzednim okresie, a "
    "przekroczenia wtedy nie przyjęto: zasiłek przysługuje.",
    ("least:zl",),
    parameters=("zasilek_rodzinny_do_5_lat",),
)
CARERS_ALLOWANCE = Rule(
    "carers_allowance",
    "art. 4 ustawy z 4.04.2014 o ustaleniu i wypłacie zasiłków dla opiekunów",
    "Zasiłek dla opiekuna: {amount} zł miesięcznie od {first} do {last}.",
    ("variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("zasilek_dla_opiekuna",),
)
BROKEN_CARERS = Rule(
    "carers_allowance_broken_month",
    "art. 10 ust. 1 ustawy z 4.04.2014, art. 17 ust. 4 u.ś.r.",
    BROKEN_NURSING.sentence,
    BROKEN_NURSING.inputs,
    result="amount",
    parameters=("zasilek_dla_opiekuna", "zaokraglenie_niepelny_miesiac", "dzielnik_niepelny_miesiac_opiekuncze"),
)
EXPIRED = Rule(
    "decision_expired_in_2013",
    "art. 2 ust. 1, art. 5 ustawy z 4.04.2014 o ustaleniu i wypłacie zasiłków dla opiekunów",
    "Decyzja opiekuna ({carer}) o świadczeniu pielęgnacyjnym wygasła z mocy prawa, a wniosek złożono w terminie, {day}.",
    ("carer:text", "day:day"),
)
PENSION_CONTRIBUTIONS = Rule(
    "pension_contributions_of_a_carer",
    "art. 6 ust. 2a, art. 18 ust. 5a, art. 22 SUS",
    "Składki od podstawy {base} zł: emerytalna {pension_rate}, {pension} zł, i rentowa {disability_rate}, {disability} zł, "
    "razem {amount} zł miesięcznie od {first} do {last}.",
    (
        "base:zl", "pension_rate:ratio", "pension:zl", "disability_rate:ratio", "disability:zl", "amount:zl", "first:month",
        "last:month",
    ),
    result="amount",
    parameters=("skladka_emerytalna", "skladka_rentowa"),
)  # fmt: skip
INSURED_TO = Rule(
    "contributions_end_with_the_insured_years",
    "art. 6 ust. 2a-2b SUS",
    "Okres składkowy i nieskładkowy wynosił {months} miesięcy; składki opłaca się do osiągnięcia {years} lat, ostatni raz za {last}.",
    ("months:number", "years:number", "last:month"),
    result="last",
    parameters=("staz_koniec_oplacania_skladek_kobieta", "staz_koniec_oplacania_skladek_mezczyzna"),
)
KRUS = Rule(
    "krus_contributions_of_a_carer",
    "art. 6 ust. 2a SUS; ustawa o ubezpieczeniu społecznym rolników",
    "Opiekun na swój wniosek pozostaje w ubezpieczeniu rolników: składka według KRUS {amount} zł miesięcznie od {first} do {last}.",
    ("amount:zl", "first:month", "last:month"),
    result="amount",
)
HEALTH_CONTRIBUTION = Rule(
    "health_contribution_of_a_carer",
    "art. 66 ust. 1 pkt 28-28b, art. 79, art. 81 ustawy o świadczeniach opieki zdrowotnej",
    "Składka zdrowotna {rate} od podstawy {base} zł: {amount} zł miesięcznie od {first} do {last}.",
    ("rate:ratio", "base:zl", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("skladka_zdrowotna_opiekun",),
)
