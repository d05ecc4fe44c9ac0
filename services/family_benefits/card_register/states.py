"""The way of a card of a large family, from its order to its end (ustawa o Karcie Dużej Rodziny)."""

from casework.transitions import Process, Transition

_ACT = "ustawy o Karcie Dużej Rodziny"

CARD = Process(
    "large_family_card",
    "Karta Dużej Rodziny",
    {
        "ordered": "zamówiona",
        "issued": "wydana",
        "replaced": "zastąpiona",
        "void": "unieważniona",
        "cancelled": "zamówienie anulowane",
    },
    (
        Transition("issue", "ordered", "issued", f"art. 9 ust. 1-3 {_ACT}"),
        Transition("cancel", "ordered", "cancelled", f"art. 7 ust. 2 {_ACT}"),
        Transition("duplicate", "issued", "replaced", f"art. 12 ust. 2, art. 17 {_ACT}"),
        # Another form of the same card: the first one stays good until the new one is given out.
        Transition("second_form", "issued", "issued", f"art. 13 ust. 1a {_ACT}"),
        Transition("replace", "issued", "replaced", f"art. 17 ust. 1 {_ACT}", by_itself=True),
        Transition("end", "issued", "void", f"art. 16-17 {_ACT}"),
    ),
)
