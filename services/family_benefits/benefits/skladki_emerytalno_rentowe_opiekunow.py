"""Składki emerytalne i rentowe za opiekunów.

Recorded: the amount is entered with a reason and an article (art. 6 ust. 2a–2b, art. 22).
"""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="skladki_emerytalno_rentowe_opiekunow",
    name="Składki emerytalne i rentowe za opiekunów",
    act="ustawa z dnia 13 października 1998 r. o systemie ubezpieczeń społecznych",
    article="art. 6 ust. 2a–2b, art. 22",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="miesiac",
    variants=(
        DatedValue("swiadczenie_pielegnacyjne_zus", "od świadczenia pielęgnacyjnego, ZUS", date(2004, 5, 1)),
        DatedValue("swiadczenie_pielegnacyjne_krus", "od świadczenia pielęgnacyjnego, KRUS", date(2004, 5, 1)),
        DatedValue("specjalny_zasilek_opiekunczy_zus", "od specjalnego zasiłku opiekuńczego, ZUS", date(2013, 1, 1)),
        DatedValue("specjalny_zasilek_opiekunczy_krus", "od specjalnego zasiłku opiekuńczego, KRUS", date(2013, 1, 1)),
        DatedValue("zasilek_dla_opiekuna_zus", "od zasiłku dla opiekuna, ZUS", date(2013, 7, 1)),
        DatedValue("zasilek_dla_opiekuna_krus", "od zasiłku dla opiekuna, KRUS", date(2013, 7, 1)),
    ),
)
