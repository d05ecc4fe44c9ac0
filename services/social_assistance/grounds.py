"""Grounds of refusal of the permanent allowance and of its health contribution: code, article, sentence."""

from casework.benefits.results import Ground

_ALL = (
    Ground("not_adult", "art. 37 ust. 1 u.p.s.", "Osoba nie jest pełnoletnia."),
    Ground(
        "not_incapable",
        "art. 37 ust. 1 u.p.s.",
        "Osoba nie jest niezdolna do pracy z powodu wieku ani całkowicie niezdolna do pracy.",
    ),
    Ground("no_such_person", "art. 37 ust. 1 u.p.s.", "Wskazana osoba nie należy do gospodarstwa."),
    Ground("concurrent_benefit", "art. 37 ust. 4 u.p.s.", "Zbieg ze świadczeniem, które wyklucza zasiłek stały."),
    Ground("in_prison", "art. 13 ust. 1 u.p.s.", "Osoba odbywa karę pozbawienia wolności."),
    Ground("income_not_below_criterion", "art. 37 ust. 1 u.p.s.", "Dochód nie jest niższy od kryterium dochodowego."),
    Ground("certificate_expired", "art. 106 ust. 3 u.p.s.", "Orzeczenie straciło ważność przed miesiącem wniosku."),
    Ground(
        "other_insurance_title",
        "art. 66 ust. 1 pkt 26 ustawy o świadczeniach opieki zdrowotnej",
        "Osoba ma inny tytuł ubezpieczenia zdrowotnego.",
    ),
    Ground(
        "no_permanent_allowance",
        "art. 66 ust. 1 pkt 26 ustawy o świadczeniach opieki zdrowotnej",
        "Nie przysługuje zasiłek stały.",
    ),
)

GROUNDS = {ground.code: ground for ground in _ALL}
"""Every ground by its code."""
