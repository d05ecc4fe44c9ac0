"""Grounds of refusal of the family allowance, its supplements and the nursing allowance: code, article, sentence."""

from casework.benefits.results import Ground

_ALL = (
    Ground("child_married", "art. 7 pkt 1 u.ś.r.", "Dziecko lub osoba ucząca się pozostaje w związku małżeńskim."),
    Ground(
        "child_placed",
        "art. 7 pkt 2-3 u.ś.r.",
        "Dziecko umieszczono w pieczy zastępczej albo w instytucji zapewniającej całodobowe utrzymanie.",
    ),
    Ground(
        "allowance_for_own_child",
        "art. 7 pkt 4 u.ś.r.",
        "Dziecko jest uprawnione do zasiłku rodzinnego na własne dziecko.",
    ),
    Ground(
        "no_alimony_title",
        "art. 7 pkt 5, art. 24a ust. 4 u.ś.r.",
        "Osoba samotnie wychowująca dziecko nie przedstawiła tytułu wykonawczego ustalającego alimenty.",
        "left_unexamined",
    ),
    Ground(
        "alimony_not_ordered",
        "art. 7 pkt 5 u.ś.r.",
        "Na rzecz dziecka osoby samotnie je wychowującej nie ustalono od jego rodzica alimentów na podstawie tytułu wykonawczego.",
    ),
    Ground("allowance_abroad", "art. 7 pkt 6 u.ś.r.", "Na dziecko przysługuje zasiłek rodzinny za granicą."),
    Ground(
        "child_too_old",
        "art. 6 ust. 1-1a u.ś.r.",
        "Dziecko przekroczyło wiek, do którego przysługuje zasiłek, albo nie uczy się w szkole.",
    ),
    Ground("no_child", "art. 4 ust. 2 u.ś.r.", "W rodzinie nie ma dziecka ani osoby uczącej się."),
    Ground("filed_after_period", "art. 24 ust. 2 u.ś.r.", "Wniosek wpłynął po zakończeniu okresu zasiłkowego."),
    Ground(
        "filed_before_window",
        "art. 26 ust. 2a u.ś.r.",
        "Wniosek złożono przed dniem, od którego przyjmuje się wnioski na ten okres zasiłkowy.",
    ),
    Ground(
        "income_over_limit",
        "art. 5 ust. 1-3a u.ś.r.",
        "Dochód rodziny przekracza kryterium o więcej niż łączna kwota zasiłków z dodatkami.",
    ),
    Ground(
        "payment_below_minimum",
        "art. 5 ust. 3c u.ś.r.",
        "Zasiłek z dodatkami obniżony o przekroczenie kryterium jest niższy niż kwota wypłacana.",
    ),
    Ground("no_family_allowance", "art. 8 u.ś.r.", "Na dziecko nie przysługuje zasiłek rodzinny."),
    Ground("not_requested", "art. 23 ust. 1 u.ś.r.", "O dodatek nie wniesiono."),
    Ground(
        "filed_after_deadline",
        "art. 26 ust. 5 u.ś.r.",
        "Wniosek złożono po ukończeniu przez dziecko pierwszego roku życia.",
    ),
    Ground(
        "no_medical_care",
        "art. 9 ust. 6 u.ś.r.",
        "Matka nie pozostawała pod opieką medyczną najpóźniej od wymaganego tygodnia ciąży.",
    ),
    Ground("paid_already", "art. 9 ust. 3 u.ś.r.", "Dodatek wypłacono już na to dziecko."),
    Ground(
        "employment_too_short",
        "art. 10 ust. 5 pkt 2 u.ś.r.",
        "Zatrudnienie bezpośrednio przed urlopem trwało za krótko.",
    ),
    Ground(
        "work_prevents_personal_care",
        "art. 10 ust. 5 pkt 3 u.ś.r.",
        "Praca w czasie urlopu uniemożliwia osobistą opiekę nad dzieckiem.",
    ),
    Ground(
        "child_in_full_care",
        "art. 10 ust. 5 pkt 4 u.ś.r.",
        "Dziecko korzysta z całodobowej opieki ponad 5 dni w tygodniu albo opieki zaprzestano.",
    ),
    Ground("maternity_benefit", "art. 10 ust. 5 pkt 5 u.ś.r.", "W czasie urlopu pobierany jest zasiłek macierzyński."),
    Ground("parental_benefit", "art. 10 ust. 5 pkt 6 u.ś.r.", "Pobierane jest świadczenie rodzicielskie."),
    Ground(
        "leave_used_up",
        "art. 10 ust. 1 u.ś.r.",
        "Wykorzystano najdłuższy okres dodatku albo urlop nie przypada w okresie.",
    ),
    Ground("one_supplement_for_carer", "art. 10 ust. 2 i 4 u.ś.r.", "Za ten czas przysługuje już jeden dodatek."),
    Ground(
        "no_reason_without_alimony",
        "art. 11a ust. 1 u.ś.r.",
        "Nie zachodzi przyczyna, dla której nie zasądzono alimentów.",
    ),
    Ground(
        "unemployment_benefit_chosen",
        "art. 11a ust. 6 u.ś.r.",
        "Dodatek nie przysługuje po utracie zasiłku dla bezrobotnych.",
    ),
    Ground(
        "fewer_children",
        "art. 3 pkt 16a, art. 12a ust. 2 u.ś.r.",
        "Mniej dzieci niż wymaga rodzina wielodzietna ma prawo do zasiłku.",
    ),
    Ground("no_certificate", "art. 13 ust. 1 u.ś.r.", "Dziecko nie ma wymaganego orzeczenia w tym wieku."),
    Ground(
        "not_a_pupil",
        "art. 14 ust. 1-1a u.ś.r.",
        "Dziecko nie rozpoczyna roku szkolnego ani rocznego przygotowania przedszkolnego.",
    ),
    Ground(
        "school_start_filed_late",
        "art. 14 ust. 3-4 u.ś.r.",
        "Wniosek złożono po zakończeniu okresu zasiłkowego, w którym rozpoczęto rok szkolny.",
        "left_unexamined",
    ),
    Ground("wrong_school_type", "art. 15 ust. 1 u.ś.r.", "Dodatek nie przysługuje na naukę w szkole tego rodzaju."),
    Ground(
        "onset_after_21",
        "art. 16 ust. 3 u.ś.r.",
        "Niepełnosprawność umiarkowana nie powstała przed ukończeniem wymaganego wieku.",
    ),
    Ground(
        "no_entitling_disability", "art. 16 ust. 2-3 u.ś.r.", "Brak orzeczenia albo wieku, od którego zależy zasiłek."
    ),
    Ground("dodatek_pielegnacyjny", "art. 16 ust. 6 u.ś.r.", "Osoba jest uprawniona do dodatku pielęgnacyjnego."),
    Ground(
        "in_institution",
        "art. 16 ust. 5 u.ś.r.",
        "Osoba przebywa w instytucji zapewniającej nieodpłatne całodobowe utrzymanie.",
    ),
    Ground(
        "care_benefit_abroad", "art. 16 ust. 5a u.ś.r.", "Za granicą przysługuje świadczenie na pielęgnację tej osoby."
    ),
)

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground by its code."""
