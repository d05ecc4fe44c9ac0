"""What the rules of school aid say: their steps in Polish and the grounds on which it is refused."""

from casework.benefits.results import Ground
from kit.law import Rule

ACT = "ustawy o systemie oświaty"

_ALL = (
    Ground("school_not_a_pupil", f"art. 90b ust. 3 {ACT}", "Osoba nie uczy się w szkole, kolegium ani ośrodku."),
    Ground(
        "school_too_old",
        f"art. 90b ust. 3 pkt 1 {ACT}",
        "Uczeń ukończył wiek, do którego przysługuje pomoc materialna.",
    ),
    Ground("school_no_such_person", f"art. 90d ust. 7 {ACT}", "Wskazany uczeń nie należy do rodziny."),
    Ground("school_income_above", f"art. 90d ust. 7 {ACT}", "Dochód na osobę w rodzinie przekracza kryterium."),
    Ground("school_filed_late", f"art. 90n ust. 6 {ACT}", "Wniosek złożono po terminie bez uzasadnionego powodu."),
    Ground("school_other_stipend", f"art. 90d ust. 12-13 {ACT}", "Inne stypendium socjalne wyczerpuje roczną kwotę."),
    Ground(
        "school_event_too_long_ago",
        f"art. 90e ust. 4 {ACT}",
        "Od zdarzenia losowego minął termin do ubiegania się o zasiłek.",
    ),
    Ground(
        "school_no_hardship",
        f"art. 90e ust. 1 {ACT}",
        "Zdarzenie nie spowodowało przejściowo trudnej sytuacji materialnej.",
    ),
)

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground by its code."""

_LIMITS = ("kryterium_osoba_w_rodzinie",)
PER_PERSON = Rule(
    "school_income_per_person",
    f"art. 90d ust. 7-8 {ACT}",
    "Dochód rodziny {total} zł (liczba osób: {persons}) daje {each} zł na osobę.",
    ("total:zl", "persons:number", "each:zl"),
    result="each",
    depth=0,
)
WITHIN = Rule(
    "school_income_within",
    f"art. 90d ust. 7 {ACT}",
    "Dochód na osobę {each} zł nie przekracza kryterium {limit} zł.",
    ("each:zl", "limit:zl"),
    parameters=_LIMITS,
)
ABOVE = Rule(
    "school_income_above",
    f"art. 90d ust. 7 {ACT}",
    "Dochód na osobę {each} zł przekracza kryterium {limit} zł.",
    ("each:zl", "limit:zl"),
    parameters=_LIMITS,
)
STIPEND = Rule(
    "school_stipend",
    f"art. 90d ust. 9-10 {ACT}",
    "Stypendium szkolne ({person}) od {first} do {last}: {amount} zł miesięcznie, w granicach od {least} zł do {most} zł.",
    ("person:text", "first:month", "last:month", "amount:zl", "least:zl", "most:zl"),
    result="amount",
    parameters=("stypendium_szkolne_minimum", "stypendium_szkolne_maksimum"),
    depth=0,
)
OF_YEAR = Rule(
    "school_year_limit",
    f"art. 90d ust. 11 i 13 {ACT}",
    "W roku szkolnym ({person}) razem {total} zł, najwyżej {most} zł.",
    ("person:text", "total:zl", "most:zl"),
    parameters=("stypendium_szkolne_laczny_limit_roczny", "stypendium_szkolne_podstawa_zasilek_rodzinny_5_18"),
)
HARDSHIP = Rule(
    "school_hardship",
    f"art. 90e ust. 3 {ACT}",
    "Zasiłek szkolny ({person}) po zdarzeniu z {event} wynosi {amount} zł, najwyżej {most} zł.",
    ("person:text", "event:day", "amount:zl", "most:zl"),
    result="amount",
    parameters=("zasilek_szkolny_maksimum",),
    depth=0,
)
