"""The way of a procedure "Niebieskie Karty": running, closed and monitored, or entered in error."""

from casework.transitions import Process, Transition

BLUE_CARD = Process(
    "blue_card",
    "Procedura „Niebieskie Karty”",
    {"open": "w toku", "closed": "zakończona", "cancelled": "założona omyłkowo"},
    (
        Transition("note_act", "open", "open"),
        Transition("name_group", "open", "open", "art. 9a u.p.p.d."),
        Transition("close", "open", "closed", "art. 9d u.p.p.d."),
        Transition("cancel", "open", "cancelled"),
        # The protocol, and the monitoring after it.
        Transition("note_act", "closed", "closed"),
        Transition("reopen", "closed", "open"),
    ),
)
