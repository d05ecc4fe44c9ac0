"""The way of an interview that is to be held (u.p.s. art. 107)."""

from casework.transitions import Process, Transition

INTERVIEW_ORDER = Process(
    "interview_order",
    "Wywiad środowiskowy do przeprowadzenia",
    {"open": "do przeprowadzenia", "held": "przeprowadzony", "withdrawn": "odwołany"},
    (
        Transition("note_held", "open", "held", "art. 107 u.p.s."),
        Transition("withdraw", "open", "withdrawn"),
    ),
)
