"""The way of a stay in a centre of support, a flat or a family home (u.p.s. art. 48a, 51-53, 55a)."""

from casework.transitions import Process, Transition

STAY = Process(
    "support_stay",
    "Pobyt w ośrodku wsparcia, mieszkaniu albo rodzinnym domu pomocy",
    {"open": "trwa", "ended": "zakończony", "cancelled": "wpisany omyłkowo"},
    (
        Transition("state_term", "open", "open", "art. 97-97a u.p.s."),
        Transition("enter_month", "open", "open"),
        Transition("enter_month", "ended", "ended"),
        Transition("end", "open", "ended"),
        Transition("cancel", "open", "cancelled"),
    ),
)
ARTICLES = {one.step: one.article for one in STAY.transitions if one.article}
