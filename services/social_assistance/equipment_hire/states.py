"""The way of a contract of hire of equipment."""

from casework.transitions import Process, Transition

EQUIPMENT_HIRE = Process(
    "equipment_hire",
    "Wypożyczenie sprzętu",
    {"lent": "wypożyczony", "returned": "zwrócony", "withdrawn": "wpisane omyłkowo"},
    (
        Transition("prolong", "lent", "lent"),
        Transition("note_returned", "lent", "returned"),
        Transition("withdraw", "lent", "withdrawn"),
    ),
)
