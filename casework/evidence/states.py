"""The life of an established fact: it stands until it is withdrawn; a correction or an end is a new version above the old one."""

from casework.transitions import Process, Transition

FACT = Process(
    "established_fact",
    "Ustalony fakt",
    {"standing": "ustalony", "withdrawn": "wycofany"},
    (
        Transition("correct", "standing", "standing", "art. 77 § 1–2 k.p.a."),
        Transition("end", "standing", "standing", "art. 77 § 1–2 k.p.a."),
        Transition("withdraw", "standing", "withdrawn", "art. 77 § 1–2 k.p.a."),
    ),
)
