"""Grounds of refusal of the benefits for a child: code, article, sentence; left unexamined where the act says so."""

from casework.benefits.results import Ground

_BIRTH = (
    Ground(
        "birth_grant_filed_late",
        "art. 15b ust. 3 u.ś.r.",
        "Wniosek złożono po upływie terminu liczonego od urodzenia dziecka, objęcia go opieką albo przysposobienia.",
        "left_unexamined",
    ),
    Ground(
        "birth_grant_child_of_age",
        "art. 15b ust. 3 u.ś.r.",
        "Wniosek złożono po ukończeniu przez dziecko 18. roku życia.",
        "left_unexamined",
    ),
    Ground("birth_grant_not_born_alive", "art. 15b ust. 1 u.ś.r.", "Zapomoga przysługuje na dziecko urodzone żywe."),
    Ground(
        "birth_grant_no_medical_care",
        "art. 15b ust. 5 u.ś.r.",
        "Matka nie pozostawała pod opieką medyczną najpóźniej od wymaganego tygodnia ciąży.",
    ),
    Ground(
        "birth_grant_abroad",
        "art. 15b ust. 4 pkt 1 u.ś.r.",
        "Członkowi rodziny przysługuje za granicą świadczenie z tytułu urodzenia dziecka.",
    ),
    Ground(
        "birth_grant_no_alimony_title",
        "art. 15b ust. 4 pkt 2, art. 24a ust. 4 u.ś.r.",
        "Osoba samotnie wychowująca dziecko nie przedstawiła tytułu wykonawczego ustalającego alimenty na to dziecko.",
        "left_unexamined",
    ),
    Ground("birth_grant_paid_already", "art. 15b ust. 1 u.ś.r.", "Na to dziecko wypłacono już zapomogę."),
    Ground(
        "birth_grant_income_over_limit",
        "art. 15b ust. 2 u.ś.r.",
        "Dochód rodziny w przeliczeniu na osobę przekracza kryterium.",
    ),
)
_ACT_FOR_LIFE = "ustawy „Za życiem”"
_FOR_LIFE = (
    Ground(
        "for_life_filed_late",
        f"art. 10 {_ACT_FOR_LIFE}",
        "Wniosek złożono po upływie terminu liczonego od dnia narodzin dziecka.",
        "left_unexamined",
    ),
    Ground("for_life_not_born_alive", f"art. 10 {_ACT_FOR_LIFE}", "Świadczenie przysługuje na dziecko urodzone żywe."),
    Ground(
        "for_life_no_certificate",
        f"art. 10, art. 4 ust. 3 {_ACT_FOR_LIFE}",
        "Dziecko nie ma zaświadczenia o ciężkim i nieodwracalnym upośledzeniu albo nieuleczalnej chorobie zagrażającej życiu.",
    ),
    Ground(
        "for_life_no_medical_care",
        f"art. 10 {_ACT_FOR_LIFE}",
        "Matka nie pozostawała pod opieką medyczną najpóźniej od wymaganego tygodnia ciąży.",
    ),
    Ground(
        "for_life_filed_before_start",
        f"art. 10 {_ACT_FOR_LIFE}",
        "Wniosek złożono przed dniem, od którego przysługuje świadczenie.",
    ),
    Ground("for_life_paid_already", f"art. 10 {_ACT_FOR_LIFE}", "Na to dziecko wypłacono już świadczenie."),
)
_DOBRY_START = "rozporządzenia „Dobry start”"
_SCHOOL_YEAR = (
    Ground(
        "dobry_start_filed_late",
        f"§ 10 {_DOBRY_START}",
        "Wniosek złożono po terminie składania wniosków na ten rok szkolny.",
        "left_unexamined",
    ),
    Ground(
        "dobry_start_filed_early",
        f"§ 10 {_DOBRY_START}",
        "Wniosek złożono przed dniem, od którego przyjmuje się wnioski na ten rok szkolny.",
        "left_unexamined",
    ),
    Ground(
        "dobry_start_by_zus",
        "rozporządzenie Rady Ministrów z dnia 15 czerwca 2021 r., art. 65 k.p.a.",
        "Na ten rok szkolny świadczenie przyznaje Zakład Ubezpieczeń Społecznych: wniosek przekazuje się.",
        "left_unexamined",
    ),
    Ground(
        "dobry_start_too_old",
        f"§ 4 {_DOBRY_START}",
        "Uczeń ukończył wiek, do którego przysługuje świadczenie, przed rokiem, w którym zaczyna się rok szkolny.",
    ),
    Ground("dobry_start_school", f"§ 4 {_DOBRY_START}", "Świadczenie nie przysługuje na naukę w szkole tego rodzaju."),
    Ground("dobry_start_paid_already", f"§ 4 {_DOBRY_START}", "Świadczenie na ten rok szkolny już wypłacono."),
)
_RAISING_ACT = "ustawy o pomocy państwa w wychowywaniu dzieci"
_RAISING = (
    Ground(
        "child_raising_by_zus",
        f"art. 10 {_RAISING_ACT}, art. 65 k.p.a.",
        "Nowe wnioski o świadczenie wychowawcze przyjmuje Zakład Ubezpieczeń Społecznych: wniosek przekazuje się.",
        "forwarded",
    ),
    Ground(
        "child_raising_filed_after_period",
        f"art. 18 {_RAISING_ACT}",
        "Wniosek wpłynął po zakończeniu okresu, o który się ubiegano.",
    ),
    Ground("child_raising_married", f"art. 8 {_RAISING_ACT}", "Dziecko pozostaje w związku małżeńskim."),
    Ground(
        "child_raising_placed",
        f"art. 8 {_RAISING_ACT}",
        "Dziecko umieszczono w pieczy zastępczej albo w instytucji zapewniającej całodobowe utrzymanie.",
    ),
    Ground(
        "child_raising_abroad",
        f"art. 8 {_RAISING_ACT}",
        "Na dziecko przysługuje za granicą świadczenie o podobnym charakterze.",
    ),
    Ground(
        "child_raising_no_alimony_title",
        f"art. 8 ust. 2, art. 19 ust. 4 {_RAISING_ACT} w brzmieniu do 30.06.2019",
        "Osoba samotnie wychowująca dziecko nie przedstawiła tytułu wykonawczego ustalającego alimenty na to dziecko.",
        "left_unexamined",
    ),
    Ground(
        "child_raising_of_age",
        f"art. 4 ust. 3 {_RAISING_ACT}",
        "W żadnym miesiącu prawa dziecko nie jest w wieku do ukończenia 18. roku życia.",
    ),
    Ground(
        "child_raising_income_over_limit",
        f"art. 5 ust. 3-4 {_RAISING_ACT} w brzmieniu do 30.06.2019",
        "Dochód rodziny w przeliczeniu na osobę przekracza kryterium, od którego zależy świadczenie na pierwsze dziecko.",
    ),
)
_PARENTAL = (
    Ground(
        "parental_filed_after_weeks",
        "art. 17c ust. 3, art. 24 ust. 9-10 u.ś.r.",
        "Wniosek złożono po upływie okresu świadczenia.",
    ),
    Ground(
        "parental_maternity_benefit",
        "art. 17c ust. 9 pkt 1 u.ś.r.",
        "Na dziecko pobierany jest zasiłek albo uposażenie macierzyńskie.",
    ),
    Ground("parental_foster_care", "art. 17c ust. 9 pkt 2 u.ś.r.", "Dziecko umieszczono w pieczy zastępczej."),
    Ground(
        "parental_no_personal_care",
        "art. 17c ust. 9 pkt 3 u.ś.r.",
        "Osoba nie sprawuje osobistej opieki nad dzieckiem.",
    ),
    Ground(
        "parental_care_benefit",
        "art. 17c ust. 9 pkt 4 u.ś.r.",
        "Na to dziecko ustalono już prawo do świadczenia opiekuńczego.",
    ),
    Ground(
        "parental_other_chosen",
        "art. 27 ust. 5 u.ś.r. w brzmieniu do 31.12.2023",
        "Osoba wybrała inne ze zbiegających się świadczeń.",
    ),
    Ground(
        "parental_abroad", "art. 17c ust. 9 pkt 5 u.ś.r.", "Za granicą przysługuje świadczenie o podobnym charakterze."
    ),
    Ground(
        "parental_child_too_old",
        "art. 17c ust. 1 pkt 2-4 u.ś.r.",
        "Objęto opieką dziecko, które ukończyło wymagany wiek.",
    ),
    Ground(
        "parental_professional_family",
        "art. 17c ust. 1 pkt 3 u.ś.r.",
        "Świadczenie nie przysługuje rodzinie zastępczej zawodowej.",
    ),
    Ground(
        "parental_father", "art. 17c ust. 2 u.ś.r.", "Nie zachodzi przyczyna, z której świadczenie przysługuje ojcu."
    ),
    Ground(
        "parental_mother_weeks",
        "art. 17c ust. 2 pkt 1 u.ś.r.",
        "Matka wykorzystała świadczenie lub zasiłek za okres krótszy niż wymagany.",
    ),
    Ground(
        "parental_no_difference", "art. 17c ust. 6 u.ś.r.", "Zasiłek dla bezrobotnych nie jest niższy niż świadczenie."
    ),
    Ground("parental_no_days", "art. 17c ust. 3-4 u.ś.r.", "Okres świadczenia skończył się, zanim powstało prawo."),
    Ground("parental_longer_filed_late", "art. 17c ust. 3e u.ś.r.", "Wniosek o wydłużenie złożono po terminie."),
    Ground(
        "parental_longer_no_stay", "art. 17c ust. 3a u.ś.r.", "Pobyt dziecka w szpitalu nie wydłuża okresu świadczenia."
    ),
)

GROUNDS = {ground.code: ground for ground in (*_BIRTH, *_FOR_LIFE, *_SCHOOL_YEAR, *_RAISING, *_PARENTAL)}
"""Every ground by its code."""
