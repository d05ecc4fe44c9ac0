"""What a decision says of the ways to contest it (k.p.a. art. 107 § 1 pkt 7 and 9): appeal, waiver and its effect, complaint to court."""

from datetime import date

from casework.letters.contents import Office
from casework.terms.law import procedure


def instruction(office: Office, on: date, *, granted_in_full: bool, justified: bool) -> tuple[str, ...]:
    """The instruction's sentences under the law of the day.

    A decision that grants in full and goes without a justification is final with its delivery (art. 127 § 1a): no appeal lies, a
    complaint to court does, and its fee and the exemption are told.
    """
    law = procedure().on(on)
    if granted_in_full and not justified and law.flag("kpa_full_grant_final_at_delivery"):
        return _complaint(office, law.count("ppsa_complaint_days"))
    told = (
        f"Od niniejszej decyzji stronie służy odwołanie do: {office.appeal_body}, wnoszone za pośrednictwem organu, który "
        f"wydał decyzję ({office.centre}), w terminie {law.count('kpa_appeal_days')} dni od dnia jej doręczenia "
        "(art. 127 § 1 i 2 oraz art. 129 § 1 i 2 k.p.a.).",
    )
    return (*told, *_WAIVER) if law.flag("kpa_waiver") else told


_WAIVER = (
    "W trakcie biegu terminu do wniesienia odwołania strona może zrzec się prawa do wniesienia odwołania wobec organu, który "
    "wydał decyzję (art. 127a § 1 k.p.a.).",
    "Z dniem doręczenia organowi oświadczenia o zrzeczeniu się prawa do wniesienia odwołania przez ostatnią ze stron decyzja "
    "staje się ostateczna i prawomocna (art. 127a § 2 k.p.a.). Oznacza to, że nie można jej zaskarżyć ani odwołaniem, ani "
    "skargą do sądu administracyjnego, a zrzeczenia się nie można cofnąć.",
)


def _complaint(office: Office, days: int) -> tuple[str, ...]:
    return (
        "Decyzja uwzględnia w całości żądanie strony i nie zawiera uzasadnienia, jest więc ostateczna z dniem doręczenia i nie "
        "służy od niej odwołanie (art. 127 § 1a k.p.a.).",
        f"Na decyzję można wnieść skargę do: {office.court}, za pośrednictwem organu, który wydał decyzję ({office.centre}), "
        f"w terminie {days} dni od dnia jej doręczenia (art. 53 § 1 i art. 54 § 1 ustawy – Prawo o postępowaniu przed sądami "
        "administracyjnymi).",
        "Skarga w sprawie z zakresu pomocy i opieki społecznej jest wolna od wpisu i innych kosztów sądowych (art. 239 § 1 "
        "pkt 1 lit. a tej ustawy); strona może się ubiegać o przyznanie prawa pomocy (art. 243 § 1 tej ustawy).",
    )
