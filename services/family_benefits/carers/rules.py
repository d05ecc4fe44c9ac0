"""The steps of the care benefits as they are told: article, values, sentence."""

from kit.law import Rule

OLD_RULES = Rule(
    "care_by_the_rules_to_2023",
    "art. 17 ust. 1 u.ś.r. w brzmieniu do 31.12.2023",
    "Opiekun ({carer}) nie pracuje, ponieważ opiekuje się osobą ({person}), która ma {certificate}; prawo przysługuje od {start}.",
    ("carer:text", "person:text", "certificate:text", "start:day"),
    result="start",
    depth=0,
)
NEW_RULES = Rule(
    "care_of_a_child_by_the_rules_from_2024",
    "art. 17 ust. 1 u.ś.r.",
    "Opiekun ({carer}) opiekuje się dzieckiem ({person}), które nie ukończyło {age} lat i ma {certificate}; praca i emerytura opiekuna "
    "nie mają znaczenia, a prawo przysługuje od {start}.",
    ("carer:text", "person:text", "age:number", "certificate:text", "start:day"),
    result="start",
    parameters=("swiadczenie_pielegnacyjne_wiek_dziecka",),
    depth=0,
)
KEPT = Rule(
    "kept_right",
    "art. 63 ust. 1-3 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Prawo do świadczenia na tę osobę ({person}) istniało w dniu {until}, dlatego ocenia się je według zasad z tego dnia.",
    ("person:text", "until:day"),
)
NEW_CERTIFICATE = Rule(
    "new_certificate_in_time",
    "art. 63 ust. 3 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Poprzednie orzeczenie ({person}) wygasło {expired}, a o nowe i o świadczenie wystąpiono w terminie {months} miesięcy, dlatego prawo "
    "zachowano.",
    ("person:text", "expired:day", "months:number"),
    parameters=("prawo_zachowane_termin_miesiace",),
)
RESIGNED = Rule(
    "other_benefit_resigned",
    "art. 17 ust. 5 pkt 1 lit. b, art. 27 ust. 5 u.ś.r.",
    "Opiekun ({carer}) rezygnuje od {day} z innego świadczenia: {benefit}; do tego dnia wykluczało ono prawo.",
    ("carer:text", "day:day", "benefit:text"),
    result="day",
)
OWN_RIGHT_ENDED = Rule(
    "own_right_ended",
    "art. 17 ust. 5 pkt 1 lit. a u.ś.r. w brzmieniu do 31.12.2023",
    "Własne prawo opiekuna ({carer}), które wykluczało świadczenie, trwało do {day}: prawo od {first}.",
    ("carer:text", "day:day", "first:day"),
    result="first",
)
BAR_ENDED = Rule(
    "bar_ended",
    "art. 17 ust. 5 u.ś.r.",
    "Okoliczność, która wykluczała świadczenie na tę osobę ({person}), trwała do {day}: prawo od {first}.",
    ("person:text", "day:day", "first:day"),
    result="first",
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
    "Orzeczenie ({person}) jest ważne do {valid}, dlatego prawo przysługuje do ostatniego dnia tego miesiąca, {last}.",
    ("person:text", "valid:day", "last:day"),
    result="last",
)
ENDS_GROWN = Rule(
    "child_grows_up",
    "art. 17 ust. 1 u.ś.r.",
    "Dziecko ({person}) kończy {age} lat, dlatego ostatnim dniem prawa jest dzień poprzedni, {last}.",
    ("person:text", "age:number", "last:day"),
    result="last",
    parameters=("swiadczenie_pielegnacyjne_wiek_dziecka",),
)
ENDS_DEATH = Rule(
    "right_to_the_day_of_death",
    "art. 17 ust. 1 i 4 u.ś.r.",
    "Osoba wymagająca opieki ({person}) zmarła, dlatego prawo przysługuje do tego dnia, {last}.",
    ("person:text", "last:day"),
    result="last",
)
AFTER_DEATH = Rule(
    "right_after_death",
    "art. 17 ust. 4a u.ś.r.; art. 63 ust. 12 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Osoba wymagająca opieki ({person}) zmarła {died}, dlatego prawo przysługuje do ostatniego dnia następnego miesiąca, {last}.",
    ("person:text", "died:day", "last:day"),
    result="last",
    parameters=("swiadczenie_opiekuncze_zachowanie_po_smierci",),
)
BESIDE_AFTER_DEATH = Rule(
    "drawn_beside_after_death",
    "art. 63 ust. 13 pkt 1-2 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Opiekun ({carer}) od {day}, już po śmierci osoby wymagającej opieki, pobiera inne świadczenie: {benefit}; nie odbiera ono prawa za "
    "czas po śmierci.",
    ("carer:text", "day:day", "benefit:text"),
)
BEGUN_AFTER_DEATH = Rule(
    "work_or_pension_after_death",
    "art. 63 ust. 13 pkt 3 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Opiekun ({carer}) od {day}, już po śmierci osoby wymagającej opieki, pracuje albo ma własne prawo do emerytury lub renty; nie traci "
    "przez to prawa za czas po śmierci.",
    ("carer:text", "day:day"),
)
ENDS_WORK = Rule(
    "work_begins",
    "art. 17 ust. 1 i 4 u.ś.r. w brzmieniu do 31.12.2023",
    "Opiekun ({carer}) od {day} pracuje, dlatego ostatnim dniem prawa na tę osobę ({person}) jest {last}.",
    ("carer:text", "person:text", "day:day", "last:day"),
    result="last",
)
ENDS_OWN_RIGHT = Rule(
    "own_right_begins",
    "art. 17 ust. 4 i 5 pkt 1 lit. a u.ś.r. w brzmieniu do 31.12.2023",
    "Opiekun ({carer}) od {day} ma własne prawo, które wyklucza świadczenie, dlatego ostatnim dniem prawa na tę osobę ({person}) jest "
    "{last}.",
    ("carer:text", "person:text", "day:day", "last:day"),
    result="last",
)
ENDS_SUPPORT = Rule(
    "swiadczenie_wspierajace_begins",
    "art. 63 ust. 6 ustawy z 7.07.2023 o świadczeniu wspierającym",
    "Osobie wymagającej opieki ({person}) przysługuje świadczenie wspierające, dlatego ostatnim dniem prawa opiekuna jest {last}.",
    ("person:text", "last:day"),
    result="last",
)
ENDS_CHOICE = Rule(
    "one_benefit_by_choice_begins",
    "art. 27 ust. 5 u.ś.r.",
    "Opiekun ({carer}) pobiera też inne świadczenie, a od {day} przysługuje jedno z nich, wybrane przez niego; dopóki nie wybierze prawa "
    "na tę osobę ({person}), jego ostatnim dniem jest {last}.",
    ("carer:text", "person:text", "day:day", "last:day"),
    result="last",
    parameters=("jedno_swiadczenie_do_wyboru", "jedno_swiadczenie_do_wyboru_rozne_osoby"),
)
NURSING_BENEFIT = Rule(
    "nursing_benefit",
    "art. 17 ust. 3-3d u.ś.r.",
    "Świadczenie pielęgnacyjne wynosi {amount} zł miesięcznie od {first} do {last}.",
    ("variant:text", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne",),
)
INCREASED = Rule(
    "nursing_benefit_increased",
    "art. 17 ust. 3-3e u.ś.r.",
    "Świadczenie pielęgnacyjne podwyższone o {increase} na drugą i każdą kolejną osobę wynosi {amount} zł miesięcznie od {first} do "
    "{last}.",
    ("variant:text", "increase:ratio", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne", "swiadczenie_pielegnacyjne_podwyzszenie_druga_i_kolejna_osoba"),
)
BROKEN_NURSING = Rule(
    "nursing_benefit_broken_month",
    "art. 17 ust. 4 u.ś.r.",
    "Za niepełny miesiąc ({month}) przysługuje {amount} zł: {base} zł podzielone przez {divisor} i pomnożone przez liczbę dni {days}, "
    "zaokrąglone w górę do {step} zł.",
    ("month:month", "base:zl", "divisor:number", "days:number", "step:zl", "amount:zl"),
    result="amount",
    parameters=("swiadczenie_pielegnacyjne", "zaokraglenie_niepelny_miesiac", "dzielnik_niepelny_miesiac_opiekuncze"),
)
SPECIAL_ALLOWANCE = Rule(
    "special_care_allowance",
    "art. 16a ust. 6 u.ś.r.",
    "Specjalny zasiłek opiekuńczy wynosi {amount} zł miesięcznie od {first} do {last}.",
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
    "Od {month} dochód rodziny opiekuna {own} zł i rodziny osoby wymagającej opieki {other} zł miesięcznie, podzielony przez liczbę osób "
    "{persons}, wynosi {each} zł na osobę i nie przekracza {limit} zł.",
    ("month:month", "own:zl", "other:zl", "persons:number", "each:zl", "limit:zl"),
    result="each",
    parameters=("kryterium_specjalny_zasilek_opiekunczy",),
)
BOTH_OVER = Rule(
    "income_of_two_families_over_limit",
    "art. 16a ust. 2-4 u.ś.r.",
    "Od {month} dochód rodziny opiekuna {own} zł i rodziny osoby wymagającej opieki {other} zł miesięcznie, podzielony przez liczbę osób "
    "{persons}, wynosi {each} zł na osobę i przekracza {limit} zł.",
    ("month:month", "own:zl", "other:zl", "persons:number", "each:zl", "limit:zl"),
    result="each",
    parameters=("kryterium_specjalny_zasilek_opiekunczy",),
)
BOTH_TOLERATED = Rule(
    "excess_of_two_families_tolerated",
    "art. 16a ust. 3 u.ś.r.",
    "Przekroczenie na osobę nie jest wyższe niż najniższy zasiłek rodzinny {least} zł, zasiłek przysługiwał w poprzednim okresie, a "
    "przekroczenia wtedy nie przyjęto, dlatego zasiłek przysługuje.",
    ("least:zl",),
    parameters=("zasilek_rodzinny_do_5_lat",),
)
CARERS_ALLOWANCE = Rule(
    "carers_allowance",
    "art. 4 ustawy z 4.04.2014 o ustaleniu i wypłacie zasiłków dla opiekunów",
    "Zasiłek dla opiekuna wynosi {amount} zł miesięcznie od {first} do {last}.",
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
    "Od podstawy {base} zł składka emerytalna {pension_rate} wynosi {pension} zł, a rentowa {disability_rate} {disability} zł, razem "
    "{amount} zł miesięcznie od {first} do {last}.",
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
    "Okres składkowy i nieskładkowy przed pierwszym miesiącem liczył miesięcy: {months}; składki opłaca się do osiągnięcia {years} lat, "
    "ostatni raz za {last}.",
    ("months:number", "years:number", "last:month"),
    result="last",
    parameters=("staz_koniec_oplacania_skladek_kobieta", "staz_koniec_oplacania_skladek_mezczyzna"),
)
KRUS = Rule(
    "krus_contributions_of_a_carer",
    "art. 6 ust. 2a SUS; ustawa o ubezpieczeniu społecznym rolników",
    "Opiekun na swój wniosek pozostaje w ubezpieczeniu rolników, a składka według KRUS wynosi {amount} zł miesięcznie od {first} do "
    "{last}; opłaca się ją bez względu na długość okresu ubezpieczenia (wykładnia niepotwierdzona): {unlimited}.",
    ("amount:zl", "first:month", "last:month", "unlimited:yes"),
    result="amount",
    parameters=("skladka_krus_bez_wzgledu_na_staz",),
)
HEALTH_CONTRIBUTION = Rule(
    "health_contribution_of_a_carer",
    "art. 66 ust. 1 pkt 28-28b, art. 79, art. 81 ustawy o świadczeniach opieki zdrowotnej",
    "Składka zdrowotna {rate} od podstawy {base} zł wynosi {amount} zł miesięcznie od {first} do {last}.",
    ("rate:ratio", "base:zl", "amount:zl", "first:month", "last:month"),
    result="amount",
    parameters=("skladka_zdrowotna_opiekun",),
)
