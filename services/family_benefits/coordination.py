"""Coordination of social security systems (art. 23a u.ś.r.): a stay abroad on the day of the application takes the matter to the voivode.

The gmina decides nothing before his answer; when he finds that coordination does not apply it decides from the month of the application.
"""

from dataclasses import replace
from datetime import date

from casework.benefits.results import Assessment, Ground, Refusal, refused
from kit.law import Law, Record, Rule
from services.family_benefits import facts as f
from services.family_benefits.case import Case
from services.family_benefits.rights import OF_THE_FAMILY_PAYMENT

_ARTICLE = "art. 23a ust. 1 u.ś.r."
_OF_RAISING = "art. 16 ust. 1 ustawy o pomocy państwa w wychowywaniu dzieci"
_RAISING = "swiadczenie_wychowawcze"
COORDINATED = OF_THE_FAMILY_PAYMENT | {
    "zasilek_pielegnacyjny", "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "swiadczenie_rodzicielskie",
    "jednorazowe_swiadczenie_za_zyciem", _RAISING,
}  # fmt: skip
"""Benefits that coordination may reach; the one-off grant of art. 15b stands outside it."""
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "stay_in_a_state_of_coordination",
            _ARTICLE,
            "Wnioskodawca, członek rodziny albo rodzic dziecka przebywa w państwie, w którym stosuje się przepisy o koordynacji systemów "
            "zabezpieczenia społecznego: wniosek przekazuje się.",
            "forwarded",
        ),
        Ground(
            "coordination_applies",
            _ARTICLE,
            "Mają zastosowanie przepisy o koordynacji systemów zabezpieczenia społecznego: decyzję wydaje inny organ.",
            "forwarded",
        ),
    )
}
_NOT_COUNTED = frozenset({"tourism", "treatment", "education"})
_WHO = {"applicant": "wnioskodawca", "family_member": "członek rodziny", "other_parent": "rodzic dziecka"}

_STAY = Rule(
    "stay_in_a_state_of_coordination",
    _ARTICLE,
    "W dniu wniosku, {day}, {who} przebywa w państwie {country}, w którym stosuje się przepisy o koordynacji: wniosek z dokumentami "
    "przekazuje się, a organem jest {organ}.",
    ("day:day", "who:text", "country:text", "organ:text"),
    result="organ",
    parameters=("koordynacja_organ", "koordynacja_panstwa"),
    depth=0,
)
_APPLIES = Rule(
    "coordination_applies",
    "art. 21 ust. 1 pkt 2, art. 23a ust. 5 u.ś.r.",
    "Organ ({organ}) ustalił {day}, że mają zastosowanie przepisy o koordynacji, i sam wydaje decyzję.",
    ("organ:text", "day:day"),
    result="organ",
    parameters=("koordynacja_organ",),
    depth=0,
)


def forwarded(benefit: str, case: Case, law: Law, on: date) -> Assessment | None:
    """The answer when another organ decides, or another act does; None when the gmina does by this one. Raises NoParameter."""
    told: f.Coordination | None = case.own.get(f.COORDINATION)
    if told is None or benefit not in COORDINATED or told.answer == "does_not_apply":
        return None
    view = law.on(case.received_on)
    organ = view.text("koordynacja_organ")
    if told.answer == "applies":
        day = told.answered_on or on
        return _answer(benefit, "coordination_applies", [(_APPLIES, law.on(day).text("koordynacja_organ"), day)])
    states = view.text("koordynacja_panstwa").split()
    trace: list[Record] = [
        (_STAY, case.received_on, _WHO[stay.who], stay.country, organ)
        for stay in sorted(told.stays, key=lambda one: (one.who, one.country, one.since or date.min))
        if stay.country in states and stay.reason not in _NOT_COUNTED and _on(stay, case.received_on)
    ]
    return _answer(benefit, "stay_in_a_state_of_coordination", trace) if trace else None


def _answer(benefit: str, code: str, trace: list[Record]) -> Assessment:
    ground = GROUNDS[code]
    return refused(
        benefit, (Refusal(replace(ground, article=_OF_RAISING) if benefit == _RAISING else ground),), trace=trace
    )


def _on(stay: f.StayAbroad, day: date) -> bool:
    return (stay.since is None or stay.since <= day) and (stay.until is None or day <= stay.until)
