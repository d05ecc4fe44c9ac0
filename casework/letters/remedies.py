"""What a letter says of the ways to contest an act (k.p.a. art. 107 § 1 pkt 7 and 9, art. 124 § 1), by its kind and the law of the day."""

from datetime import date

from casework.decisions.kinds import Kind, Remedy
from casework.letters.contents import Office
from casework.letters.polish import body_in_genitive
from casework.terms.law import procedure


def instruction(
    office: Office, on: date, kind: Kind, *, granted_in_full: bool, justified: bool, enforceable: bool
) -> tuple[str, ...]:
    """The sentences for an act of the kind under the law of the day.

    A decision that grants in full and goes without a justification is final with its delivery (art. 127 § 1a): no appeal lies, a
    complaint to court does, and its fee and the exemption are told. enforceable: the decision is carried out before its term is over.
    """
    law = procedure().on(on)
    if kind.remedy != "appeal":
        return of_order(office, on, kind.remedy, supplement=kind.code.removeprefix("refuse_") == "supplement")
    if granted_in_full and not justified and law.flag("kpa_full_grant_final_at_delivery"):
        return _court(office, law.count("ppsa_complaint_days"))
    told = (
        f"Od niniejszej decyzji stronie służy odwołanie do {body_in_genitive(office.appeal_body)}. Odwołanie wnosi się za "
        f"pośrednictwem organu, który wydał decyzję ({_where(office)}), w terminie {law.count('kpa_appeal_days')} dni od dnia "
        "doręczenia decyzji (art. 127 § 1 i 2 oraz art. 129 § 1 i 2 k.p.a.).",
        "Odwołanie nie wymaga szczegółowego uzasadnienia; wystarczy, że wynika z niego, iż strona nie jest zadowolona z "
        "decyzji (art. 128 k.p.a.). Wniesienie odwołania jest wolne od opłat.",
        _SUSPENDED if enforceable else _SUSPENDS,
        "Organ, który wydał decyzję, może ją uchylić lub zmienić, jeżeli uzna, że odwołanie zasługuje w całości na "
        "uwzględnienie (art. 132 § 1 k.p.a.); w przeciwnym razie przekazuje odwołanie wraz z aktami sprawy w terminie "
        f"{law.count('kpa_forward_appeal_days')} dni (art. 133 k.p.a.).",
    )
    return (*told, *_WAIVER) if law.flag("kpa_waiver") else told


def of_order(office: Office, on: date, remedy: Remedy, *, supplement: bool = False) -> tuple[str, ...]:
    """The sentences for an order; supplement: it answers a request to supplement a decision, whose term runs from it (art. 111 § 2)."""
    if remedy == "complaint":
        return _complaint(office, on)
    return (_NOTHING, _SUPPLEMENTED) if supplement else (_NOTHING,)


_NOTHING = (
    "Na niniejsze postanowienie nie służy zażalenie; można je zaskarżyć tylko w odwołaniu od decyzji (art. 142 k.p.a.)."
)
_SUPPLEMENTED = (
    "Termin do wniesienia odwołania od decyzji biegnie dla strony, która żądała uzupełnienia, od dnia doręczenia tego "
    "postanowienia (art. 111 § 2 k.p.a.)."
)
_SUSPENDS = (
    "Przed upływem terminu do wniesienia odwołania decyzja nie ulega wykonaniu, a wniesienie odwołania w terminie wstrzymuje "
    "jej wykonanie, chyba że decyzja jest zgodna z żądaniem wszystkich stron (art. 130 § 1, 2 i 4 k.p.a.)."
)
_SUSPENDED = "Wniesienie odwołania nie wstrzymuje wykonania decyzji, która podlega natychmiastowemu wykonaniu (art. 130 § 3 k.p.a.)."
_WAIVER = (
    "W trakcie biegu terminu do wniesienia odwołania strona może zrzec się prawa do wniesienia odwołania wobec organu, który "
    "wydał decyzję (art. 127a § 1 k.p.a.).",
    "Z dniem doręczenia organowi oświadczenia o zrzeczeniu się prawa do wniesienia odwołania przez ostatnią ze stron decyzja "
    "staje się ostateczna i prawomocna (art. 127a § 2 k.p.a.). Oznacza to, że nie można jej zaskarżyć ani odwołaniem, ani "
    "skargą do sądu administracyjnego, a zrzeczenia się nie można cofnąć.",
)


def _complaint(office: Office, on: date) -> tuple[str, ...]:
    law = procedure().on(on)
    told = (
        f"Na niniejsze postanowienie stronie służy zażalenie do {body_in_genitive(office.appeal_body)}. Zażalenie wnosi się za "
        f"pośrednictwem organu, który wydał postanowienie ({_where(office)}), w terminie {law.count('kpa_complaint_days')} dni "
        "od dnia doręczenia postanowienia (art. 141 § 1 i 2 oraz art. 144 w związku z art. 129 § 1 k.p.a.).",
        "Wniesienie zażalenia jest wolne od opłat i nie wstrzymuje wykonania postanowienia; organ może jednak wstrzymać jego "
        "wykonanie, gdy uzna to za uzasadnione (art. 143 k.p.a.).",
    )
    if not law.flag("kpa_waiver"):
        return told
    return (
        *told,
        "Przed upływem terminu do wniesienia zażalenia strona może zrzec się prawa do jego wniesienia wobec organu, który wydał "
        "postanowienie. Z dniem doręczenia organowi oświadczenia ostatniej ze stron postanowienie staje się ostateczne i "
        "prawomocne (art. 127a w związku z art. 144 k.p.a.).",
    )


def _court(office: Office, days: int) -> tuple[str, ...]:
    return (
        "Decyzja uwzględnia w całości żądanie strony i nie zawiera uzasadnienia, jest więc ostateczna z dniem doręczenia i nie "
        "służy od niej odwołanie (art. 127 § 1a k.p.a.).",
        f"Na decyzję można wnieść skargę do {body_in_genitive(office.court)}, za pośrednictwem organu, który wydał decyzję "
        f"({_where(office)}), w terminie {days} dni od dnia jej doręczenia (art. 53 § 1 i art. 54 § 1 ustawy – Prawo o "
        "postępowaniu przed sądami administracyjnymi).",
        "Skarga w sprawie z zakresu pomocy i opieki społecznej jest wolna od wpisu i innych kosztów sądowych (art. 239 § 1 "
        "pkt 1 lit. a tej ustawy); strona może się ubiegać o przyznanie prawa pomocy (art. 243 § 1 tej ustawy).",
    )


def _where(office: Office) -> str:
    return ", ".join((office.centre, *office.address))
