"""The way of an application (k.p.a. art. 61-66): what may be done with it, from its receipt to its end."""

from casework.transitions import Process, Transition

OPEN = ("registered", "called", "completed")
_ARTICLES = {
    "leave_unexamined": "art. 63 § 1, art. 64 k.p.a.",
    "forward": "art. 65 § 1 k.p.a.",
    "return": "art. 66 § 3 k.p.a.",
    "refuse_start": "art. 61a § 1 k.p.a.",
    "withdraw": "art. 105 § 2 k.p.a.",
    "decide": "art. 104 k.p.a.",
}
_ENDS = {
    "leave_unexamined": "left_unexamined",
    "forward": "forwarded",
    "return": "returned",
    "refuse_start": "start_refused",
    "withdraw": "withdrawn",
    "decide": "decided",
}
_CALL = "art. 64 § 2 k.p.a."
_REST = "art. 66 § 1 k.p.a."

APPLICATION = Process(
    "application",
    "Podanie",
    {
        "registered": "wpłynęło",
        "called": "wezwano do usunięcia braków",
        "completed": "uzupełnione",
        "left_unexamined": "pozostawione bez rozpatrzenia",
        "forwarded": "przekazane według właściwości",
        "returned": "zwrócone",
        "start_refused": "odmówiono wszczęcia postępowania",
        "withdrawn": "wycofane",
        "decided": "rozstrzygnięte",
    },
    (
        *(Transition("call", source, "called", _CALL) for source in OPEN),
        Transition("deliver_call", "called", "called", _CALL),
        Transition("supply", "called", "completed", _CALL),
        Transition("supply", "called", "called", _CALL),
        *(Transition("tell_rest", source, source, _REST) for source in OPEN),
        *(
            Transition(step, source, target, _ARTICLES[step])
            for step, target in _ENDS.items()
            for source in OPEN
        ),
        *(Transition("link_decision", source, source, "art. 104 k.p.a.") for source in ("registered", "completed")),
        # Withdrawn proceedings are discontinued by a decision.
        Transition("link_decision", "withdrawn", "withdrawn", "art. 105 k.p.a."),
        # What was sent back, is reviewed by the organ itself or was reopened is decided again in the same case.
        Transition("link_decision", "decided", "decided", "art. 132, art. 138 § 2, art. 151 k.p.a."),
        *(Transition("open_case", source, source, "instrukcja kancelaryjna § 5") for source in OPEN),
    ),
)  # fmt: skip
"""A step that names some of the benefits ends those; the application reaches the step's state when none is left open."""
