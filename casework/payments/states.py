"""The process of a payment list, as data: the simple circuit (two people) and the full one with the checks of art. 54 u.f.p.

In the simple circuit one person draws the list up and another approves it. In the full one the approval comes last, after the
check of merits, the formal and accounting check and the chief accountant's preliminary control. The accountant first gives the
list back to be put right and refuses when it is not (ust. 4); the head, told of the refusal, holds the payment back or orders it
in writing (ust. 5).
"""

from casework.transitions import Process, Transition

_STATES = {
    "draft": "sporządzona",
    "merit_checked": "sprawdzona merytorycznie",
    "formal_checked": "sprawdzona formalno-rachunkowo",
    "controlled": "po wstępnej kontroli głównego księgowego",
    "refused": "odmowa podpisu głównego księgowego",
    "ordered": "polecenie realizacji na piśmie",
    "approved": "zatwierdzona do wypłaty",
    "settled": "rozliczona",
    "withdrawn": "wycofana",
}
_STEPS = {
    "exclude": "zdjęcie wypłat z listy",
    "withdraw": "wycofanie listy",
    "merit_check": "sprawdzenie pod względem merytorycznym",
    "formal_check": "sprawdzenie pod względem formalno-rachunkowym",
    "preliminary_control": "wstępna kontrola głównego księgowego",
    "return": "zwrot do poprawienia",
    "refuse": "odmowa podpisu przez głównego księgowego",
    "hold": "wstrzymanie realizacji przez kierownika",
    "order": "polecenie realizacji wydane przez kierownika na piśmie",
    "approve": "zatwierdzenie do wypłaty",
    "settle": "rozliczenie wypłat w całości",
    "settle_part": "rozliczenie części wypłat",
}
_PAYING = (
    Transition("settle", "approved", "settled"),
    Transition("settle_part", "approved", "approved"),
)

SIMPLE = Process(
    code="payment_list_simple",
    title="Lista wypłat: obieg prosty",
    start="draft",
    states={name: _STATES[name] for name in ("draft", "approved", "settled", "withdrawn")},
    steps={name: _STEPS[name] for name in ("exclude", "withdraw", "approve", "settle", "settle_part")},
    transitions=(
        Transition("exclude", "draft", "draft"),
        Transition("withdraw", "draft", "withdrawn"),
        Transition("approve", "draft", "approved"),
        *_PAYING,
    ),
)
FULL = Process(
    code="payment_list_full",
    title="Lista wypłat: obieg pełny",
    start="draft",
    states=_STATES,
    steps=_STEPS,
    transitions=(
        Transition("exclude", "draft", "draft"),
        Transition("withdraw", "draft", "withdrawn"),
        Transition("merit_check", "draft", "merit_checked"),
        Transition("return", "draft", "draft"),
        Transition("formal_check", "merit_checked", "formal_checked"),
        Transition("return", "merit_checked", "draft"),
        Transition("preliminary_control", "formal_checked", "controlled"),
        Transition("return", "formal_checked", "draft"),
        Transition("refuse", "formal_checked", "refused"),
        Transition("hold", "refused", "draft"),
        Transition("order", "refused", "ordered"),
        Transition("approve", "controlled", "approved"),
        Transition("return", "controlled", "draft"),
        Transition("approve", "ordered", "approved"),
        *_PAYING,
    ),
)
PROCESSES = (SIMPLE, FULL)


def process_of(circuit: str) -> Process:
    """The process of a list by its circuit, which was fixed when it was drawn up."""
    return FULL if circuit == "full" else SIMPLE
