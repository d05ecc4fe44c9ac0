"""The life of a task, and of a calendar that a program subscribes to."""

from casework.transitions import Process, Transition

TASK = Process(
    "task",
    "Zadanie",
    {"open": "do zrobienia", "postponed": "odłożone", "done": "zrobione"},
    (
        *(Transition(step, state, state) for step in ("assign", "note") for state in ("open", "postponed")),
        Transition("postpone", "open", "postponed"),
        Transition("postpone", "postponed", "postponed"),
        Transition("finish", "open", "done"),
        Transition("finish", "postponed", "done"),
        Transition("reopen", "postponed", "open"),
        Transition("reopen", "done", "open"),
    ),
)
"""A derived task also ends by itself, when its register no longer gives it."""

CALENDAR = Process(
    "calendar",
    "Kalendarz zadań",
    {"open": "czynny", "revoked": "odwołany"},
    (Transition("revoke", "open", "revoked"),),
)
PROCESSES = (TASK, CALENDAR)
