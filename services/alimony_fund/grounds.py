"""Grounds of refusal of the alimony fund: code, article, sentence."""

from casework.benefits.results import Ground

_ALL = (
    Ground("enforcement_effective", "art. 2 pkt 2 i 11 u.p.o.u.a.", "Egzekucja alimentów nie jest bezskuteczna."),
    Ground(
        "no_title_from_parent",
        "art. 2 pkt 11 u.p.o.u.a.",
        "Alimentów na podstawie tytułu wykonawczego nie jest winien rodzic osoby uprawnionej.",
    ),
    Ground(
        "no_current_alimony",
        "art. 10 ust. 1, art. 29 u.p.o.u.a.",
        "W tym czasie żaden tytuł nie ustala bieżących alimentów.",
    ),
    Ground(
        "foreigner_not_listed",
        "art. 1a ust. 1 u.p.o.u.a.",
        "Osoba nie jest obywatelem polskim ani cudzoziemcem, któremu świadczenia przysługują.",
    ),
    Ground("not_in_poland", "art. 1a ust. 2 u.p.o.u.a.", "Osoba nie mieszka w Polsce przez okres świadczeniowy."),
    Ground("too_old", "art. 9 ust. 1-1a u.p.o.u.a.", "Osoba przekroczyła wiek, do którego świadczenie przysługuje."),
    Ground("married", "art. 10 ust. 2 pkt 3 u.p.o.u.a.", "Osoba uprawniona zawarła związek małżeński."),
    Ground(
        "in_care",
        "art. 10 ust. 2 pkt 1 u.p.o.u.a.",
        "Osoba uprawniona przebywa w pieczy zastępczej lub w instytucji z pełnym utrzymaniem.",
    ),
    Ground("income_over_criterion", "art. 9 ust. 2-2b u.p.o.u.a.", "Dochód rodziny na osobę wyklucza świadczenie."),
    Ground("period_over", "art. 18 ust. 1 u.p.o.u.a.", "Okres świadczeniowy skończył się przed miesiącem wniosku."),
    Ground(
        "filed_too_early",
        "art. 20 ust. 3 u.p.o.u.a.",
        "Na ten okres wniosków jeszcze się nie przyjmuje.",
        outcome="left_unexamined",
    ),
)

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground by its code."""
