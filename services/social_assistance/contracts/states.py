"""The way of a social contract (u.p.s. art. 6 pkt 6, art. 108)."""

from casework.transitions import Process, Transition

SOCIAL_CONTRACT = Process(
    "social_contract",
    "Kontrakt socjalny",
    {"running": "realizowany", "ended": "zakończony", "withdrawn": "wpisany omyłkowo"},
    (
        Transition("add_step", "running", "running"),
        Transition("note_step", "running", "running"),
        Transition("review", "running", "running", "art. 108 u.p.s."),
        Transition("end", "running", "ended", "art. 11 ust. 2, art. 108 u.p.s."),
        Transition("withdraw", "running", "withdrawn"),
    ),
)
