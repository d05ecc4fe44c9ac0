"""Who may have family benefits at all: Polish citizens, and foreigners by their title of stay, who live in Poland (art. 1 ust. 2-3 u.ś.r.).

The titles are law: each is a parameter whose words say what the act asks beside it, with another for the months that a permit must exceed.
"""

from casework.benefits.results import Assessment, Ground, Refusal, UnfitFacts, refused
from kit.law import Law, Record, Rule, View
from services.family_benefits import facts as f
from services.family_benefits.case import Case
from services.family_benefits.rights import OF_THE_FAMILY_PAYMENT
from services.family_benefits.stay import Citizenship

TITLE, MONTHS = "tytul_pobytu_", "_miesiace_ponad"
"""What the names of the titles' parameters begin with, and what the name of the months adds to it."""
BENEFITS = OF_THE_FAMILY_PAYMENT | {
    "jednorazowa_zapomoga_urodzenie", "zasilek_pielegnacyjny", "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy",
    "swiadczenie_rodzicielskie",
}  # fmt: skip
"""Family benefits of art. 2 that the act itself gives; those of a council (art. 22a-22b) follow its resolution."""
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "foreigner_without_title",
            "art. 1 ust. 2 pkt 2 u.ś.r.",
            "Cudzoziemiec nie ma tytułu pobytu, z którym ustawa łączy prawo do świadczeń rodzinnych.",
        ),
        Ground(
            "foreigner_without_family",
            "art. 1 ust. 2 pkt 2 lit. c i e u.ś.r.",
            "Cudzoziemiec z tym tytułem pobytu nie mieszka z członkami rodziny w Polsce.",
        ),
        Ground(
            "not_living_in_poland",
            "art. 1 ust. 3 u.ś.r.",
            "Osoba nie mieszka w Polsce przez okres zasiłkowy, w którym miałaby otrzymywać świadczenia.",
        ),
    )
}
_WITH_FAMILY, _NO_STUDIES, _UNLESS = "rodzina", "bez_studiow_sezonu_i_wizy", "chyba_ze_inne_przepisy"
_SHORT = Rule(
    "permit_too_short",
    "art. 1 ust. 2 pkt 2 lit. d-f u.ś.r.",
    "Zezwolono na {months} miesięcy, a tytuł ten wymaga więcej niż {limit}.",
    ("months:number", "limit:number"),
)


def not_entitled(benefit: str, case: Case, law: Law) -> Assessment | None:
    """The refusal of who is outside of the act; None for whoever is within it. Raises UnfitFacts when a permit has no months."""
    told: Citizenship | None = case.own.get(f.CITIZENSHIP)
    if told is None or benefit not in BENEFITS:
        return None
    trace: list[Record] = []
    code = None if told.polish else _of_title(told, law.on(case.received_on), trace)
    if code is None and not told.lives_in_poland and not told.other_rules:
        code = "not_living_in_poland"
    return None if code is None else refused(benefit, (Refusal(GROUNDS[code]),), trace=trace)


def _of_title(told: Citizenship, view: View, trace: list[Record]) -> str | None:
    name = f"{TITLE}{told.title}"
    if told.title is None or not view.has(name):
        return "foreigner_without_title"
    asked = view.text(name).split()
    if _NO_STUDIES in asked and told.studies_seasonal_work_or_visa:
        return "foreigner_without_title"
    if view.has(f"{name}{MONTHS}") and not (_UNLESS in asked and told.other_rules):
        limit = view.count(f"{name}{MONTHS}")
        if told.permit_months is None:
            where = f"/{f.CITIZENSHIP}/permit_months"
            raise UnfitFacts("permit_months_missing", where, "Prawo z tym tytułem pobytu zależy od czasu zezwolenia.")
        if told.permit_months <= limit:
            trace.append((_SHORT, told.permit_months, limit))
            return "foreigner_without_title"
    return "foreigner_without_family" if _WITH_FAMILY in asked and not told.lives_with_family else None
