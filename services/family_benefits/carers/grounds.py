"""Grounds of refusal of the care benefits and of the contributions for carers: code, article, sentence."""

from dataclasses import replace

from casework.benefits.results import Ground

_OF_SPECIAL = {
    "no_care_certificate": "art. 16a ust. 1 u.ś.r.",
    "no_alimony_duty": "art. 16a ust. 1 u.ś.r.",
    "work_not_given_up": "art. 16a ust. 1 u.ś.r.",
    "farm_not_stopped": "art. 17b u.ś.r.",
    "care_ended": "art. 16a ust. 1 u.ś.r.",
}

_ALL = (
    Ground(
        "no_care_certificate",
        "art. 17 ust. 1 u.ś.r.",
        "Osoba wymagająca opieki nie ma orzeczenia o znacznym stopniu niepełnosprawności ani orzeczenia o "
        "niepełnosprawności ze wskazaniami z pkt 7 i 8.",
    ),
    Ground(
        "no_alimony_duty",
        "art. 17 ust. 1 u.ś.r.",
        "Opiekun nie należy do osób, którym przysługuje świadczenie: nie ciąży na nim obowiązek alimentacyjny.",
    ),
    Ground(
        "nearer_kin_able",
        "art. 17 ust. 1a u.ś.r.",
        "Opiekę mogą sprawować osoby bliższe: rodzice, inni krewni pierwszego stopnia, opiekun faktyczny albo"
        " rodzina zastępcza spokrewniona.",
    ),
    Ground(
        "carer_severely_disabled",
        "art. 17 ust. 1 pkt 4 u.ś.r.",
        "Opiekun legitymuje się orzeczeniem o znacznym stopniu niepełnosprawności.",
    ),
    Ground(
        "work_not_given_up",
        "art. 17 ust. 1 u.ś.r.",
        "Opiekun pracuje: nie zrezygnował z zatrudnienia w celu sprawowania opieki.",
    ),
    Ground(
        "farm_not_stopped",
        "art. 17b u.ś.r.",
        "Opiekun nie zaprzestał prowadzenia gospodarstwa rolnego ani pracy w nim.",
    ),
    Ground(
        "own_pension",
        "art. 17 ust. 5 pkt 1 lit. a u.ś.r.",
        "Opiekun ma ustalone prawo do emerytury, renty albo innego świadczenia, które wyklucza świadczenie opiekuńcze.",
    ),
    Ground(
        "carer_has_care_benefit",
        "art. 17 ust. 5 pkt 1 lit. b u.ś.r.",
        "Opiekun ma ustalone prawo do innego świadczenia opiekuńczego.",
    ),
    Ground(
        "one_benefit_by_choice",
        "art. 27 ust. 5 u.ś.r.",
        "Opiekun pobiera świadczenie, z którym zbiega się prawo; przysługuje jedno, wybrane przez osobę uprawnioną.",
    ),
    Ground(
        "cared_for_married",
        "art. 17 ust. 5 pkt 2 lit. a u.ś.r.",
        "Osoba wymagająca opieki pozostaje w związku małżeńskim, a małżonek nie ma znacznego stopnia "
        "niepełnosprawności.",
    ),
    Ground(
        "cared_for_in_foster_care",
        "art. 17 ust. 5 pkt 2 lit. b u.ś.r.",
        "Osobę wymagającą opieki umieszczono w pieczy zastępczej.",
    ),
    Ground(
        "full_board_over_5_days",
        "art. 17 ust. 5 pkt 2 lit. b u.ś.r.",
        "Osoba wymagająca opieki przebywa z powodu kształcenia lub rehabilitacji w placówce z całodobową "
        "opieką ponad 5 dni w tygodniu.",
    ),
    Ground(
        "cared_for_in_institution",
        "art. 17 ust. 5 u.ś.r.",
        "Dziecko umieszczono lub przebywa w placówce zapewniającej całodobową opiekę albo w jednostce penitencjarnej.",
    ),
    Ground(
        "early_retirement_for_care",
        "art. 17 ust. 5 pkt 3 u.ś.r.",
        "Inna osoba ma na tę osobę prawo do wcześniejszej emerytury.",
    ),
    Ground(
        "care_benefit_already_set",
        "art. 17 ust. 5 pkt 4, art. 27 ust. 4 u.ś.r.",
        "Na tę osobę ustalono już prawo do świadczenia opiekuńczego.",
    ),
    Ground(
        "care_benefit_abroad",
        "art. 17 ust. 5 u.ś.r.",
        "Za granicą przysługuje świadczenie na pokrycie wydatków związanych z opieką nad tą osobą.",
    ),
    Ground(
        "swiadczenie_wspierajace",
        "art. 63 ust. 6 ustawy o świadczeniu wspierającym",
        "Osobie wymagającej opieki przysługuje świadczenie wspierające.",
    ),
    Ground(
        "cared_for_is_adult",
        "art. 17 ust. 1 u.ś.r.",
        "Osoba wymagająca opieki ukończyła 18 lat, a opiekun nie zachował prawa według zasad obowiązujących "
        "do końca 2023 r.",
    ),
    Ground(
        "no_kept_right",
        "art. 63 ust. 1-2 ustawy o świadczeniu wspierającym",
        "Opiekun nie miał prawa do tego świadczenia do dnia 31 grudnia 2023 r., a nowych praw od 2024 r. się nie ustala.",
    ),
    Ground(
        "kept_right_lost",
        "art. 63 ust. 3 ustawy o świadczeniu wspierającym",
        "Nie dochowano terminu wniosku o nowe orzeczenie albo o świadczenie: prawo według dotychczasowych "
        "zasad wygasło.",
    ),
    Ground(
        "one_amount_for_all_persons",
        "art. 17 ust. 1, 3 i 3e u.ś.r.",
        "Świadczenie przysługuje opiekunowi w jednej kwocie bez względu na liczbę osób: podwyższenie na kolejną osobę nie dotyczy "
        "dyrektora placówki ani praw według zasad obowiązujących do końca 2023 r.",
    ),
    Ground("certificate_expired", "art. 24 ust. 3-4 u.ś.r.", "Orzeczenie straciło ważność, zanim prawo mogło powstać."),
    Ground("care_ended", "art. 17 ust. 1 u.ś.r.", "Opieka ustała, zanim prawo mogło powstać."),
)

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground of the nursing benefit by its code."""

_SPECIAL_ALLOWANCE = (
    Ground(
        "income_over_limit_of_two_families",
        "art. 16a ust. 2-3 u.ś.r.",
        "Łączny dochód rodziny opiekuna i rodziny osoby wymagającej opieki na osobę przekracza kryterium.",
    ),
    Ground("filed_after_period", "art. 24 ust. 2 u.ś.r.", "Wniosek wpłynął po zakończeniu okresu zasiłkowego."),
    Ground(
        "filed_before_window",
        "art. 26 ust. 2a u.ś.r.",
        "Wniosek złożono przed dniem, od którego przyjmuje się wnioski na ten okres zasiłkowy.",
    ),
    Ground(
        "next_period_asked_too_late",
        "art. 63 ust. 4 ustawy o świadczeniu wspierającym",
        "Wniosku na kolejny okres nie złożono w terminie od zakończenia poprzedniego okresu.",
    ),
)

SPECIAL_GROUNDS = {
    code: ground
    if ground.article.startswith(("art. 24", "art. 27", "art. 63"))
    else replace(ground, article=_OF_SPECIAL.get(code, "art. 16a ust. 8 u.ś.r."))
    for code, ground in GROUNDS.items()
} | {ground.code: ground for ground in _SPECIAL_ALLOWANCE}
"""Those of the special care allowance, whose exclusions stand in art. 16a ust. 8."""

_CARERS_ALLOWANCE = (
    Ground(
        "no_expired_decision",
        "art. 2 ust. 1 ustawy z 4.04.2014",
        "Osoba nie miała decyzji o świadczeniu pielęgnacyjnym, która wygasła z mocy prawa z dniem 30 czerwca 2013 r.",
    ),
    Ground(
        "filed_after_term_of_2014",
        "art. 5 ustawy z 4.04.2014",
        "Wniosek o zasiłek dla opiekuna złożono po terminie ustawy.",
    ),
)

GUARDIAN_GROUNDS = {
    code: ground
    if ground.article.startswith("art. 63")
    else replace(ground, article=f"art. 10 ust. 1 ustawy z 4.04.2014, {ground.article}")
    for code, ground in GROUNDS.items()
} | {ground.code: ground for ground in _CARERS_ALLOWANCE}
"""Those of the carer's allowance, to which the rules of the nursing benefit apply."""

_CONTRIBUTIONS = (
    Ground(
        "no_care_benefit",
        "art. 6 ust. 2a SUS",
        "Opiekunowi nie przysługuje świadczenie, od którego opłaca się składki.",
    ),
    Ground("other_title", "art. 6 ust. 2a SUS", "Opiekun podlega ubezpieczeniom z innego tytułu."),
    Ground(
        "insured_long_enough",
        "art. 6 ust. 2b SUS",
        "Okres składkowy i nieskładkowy opiekuna osiągnął liczbę lat, do której opłaca się składki.",
    ),
    Ground(
        "own_health_title",
        "art. 66 ust. 1 pkt 28-28b ustawy o świadczeniach opieki zdrowotnej",
        "Opiekun podlega ubezpieczeniu zdrowotnemu z własnego innego tytułu.",
    ),
)

CONTRIBUTION_GROUNDS = {ground.code: ground for ground in _CONTRIBUTIONS}
"""Those of the contributions."""
