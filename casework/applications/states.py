"""The way of an application (k.p.a. art. 61-66): what may be done with it, from its receipt to its end."""

from casework.transitions import Process, Transition

OPEN = ("registered", "called", "completed", "reopened")
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
_DELIVERY = "art. 39-49 k.p.a."
_ENTRY = "instrukcja kancelaryjna"
_AGAIN = "art. 132, art. 138 § 2, art. 149 § 1, art. 158 § 1 k.p.a."
_REST = "art. 66 § 1 k.p.a."

APPLICATION = Process(
    "application",
    "Podanie",
    {
        "registered": "wpłynęło",
        "called": "wezwano do usunięcia braków",
        "completed": "uzupełnione",
        "reopened": "do ponownego rozpatrzenia",
        "left_unexamined": "pozostawione bez rozpatrzenia",
        "forwarded": "przekazane według właściwości",
        "returned": "zwrócone",
        "start_refused": "odmówiono wszczęcia postępowania",
        "withdrawn": "wycofane",
        "decided": "rozstrzygnięte",
        "cancelled": "wpis anulowany",
    },
    (
        *(Transition("call", source, "called", _CALL) for source in OPEN),
        Transition("send_call", "called", "called", _DELIVERY),
        Transition("deliver_call", "called", "called", _CALL),
        # Mending a delivery may show that an answer was in time, or late, after all.
        *(
            Transition("note_call_delivery", before, after, _DELIVERY)
            for before in ("called", "completed")
            for after in ("called", "completed")
        ),
        Transition("supply", "called", "completed", _CALL),
        Transition("supply", "called", "called", _CALL),
        # What was left unexamined for it is answered after all: late, with a request for the term, or posted in time (restoring.py).
        Transition("supply", "left_unexamined", "left_unexamined", "art. 57 § 5, art. 58 § 2 k.p.a."),
        *(
            Transition("supply", source, source, "art. 57 § 5, art. 58 § 2 k.p.a.", by_itself=True)
            for source in OPEN
            if source != "called"
        ),
        # Orders (casework/applications/ordering.py).
        *(Transition("suspend", source, source, "art. 97 § 1, art. 98 § 1 k.p.a.", by_itself=True) for source in OPEN),
        *(Transition("resume", source, source, "art. 97 § 2, art. 98 § 2 k.p.a.", by_itself=True) for source in OPEN),
        *(Transition("restore_term", source, source, "art. 58-59 k.p.a.", by_itself=True) for source in OPEN),
        Transition("restore_term", "called", "completed", "art. 58-59 k.p.a.", by_itself=True),
        Transition("restore_term", "left_unexamined", "left_unexamined", "art. 58-59 k.p.a.", by_itself=True),
        *(Transition("note_urging", source, source, "art. 37 § 1 k.p.a.") for source in OPEN),
        *(Transition("note_mediation", source, source, "art. 96a § 1b k.p.a.") for source in OPEN),
        *(
            Transition(step, source, source, "art. 97 § 4-7 k.p.a.")
            for step in ("tell_discontinuing", "object_to_discontinuing")
            for source in OPEN
        ),
        *(Transition("tell_rest", source, source, _REST) for source in OPEN),
        *(
            Transition(step, source, target, _ARTICLES[step])
            for step, target in _ENDS.items()
            for source in OPEN
        ),
        # The last benefit that was called for ends apart: nothing is missing for the others.
        *(Transition(step, "called", "completed", article) for step, article in _ARTICLES.items()),
        # While called: benefits that no call asks anything for.
        *(Transition("link_decision", source, source, "art. 104 k.p.a.") for source in OPEN),
        # Withdrawn proceedings are discontinued by a decision.
        Transition("link_decision", "withdrawn", "withdrawn", "art. 105 k.p.a."),
        # What was sent back, is reviewed by the organ itself or was reopened is decided again in the same case.
        Transition("link_decision", "decided", "decided", "art. 132, art. 138 § 2, art. 151 k.p.a."),
        # What was sent back, reopened or annulled is pending again; what another benefit waits for goes on.
        *(Transition("open_again", source, source, _AGAIN, by_itself=True) for source in OPEN),
        *(Transition("open_again", source, "reopened", _AGAIN, by_itself=True) for source in _ENDS.values()),
        # What was decided once and told so is put right by no correction of its entry.
        *(Transition("correct", source, source, _ENTRY) for source in OPEN if source != "reopened"),
        *(Transition("cancel", source, "cancelled", _ENTRY) for source in OPEN if source != "reopened"),
        *(Transition("open_case", source, source, "instrukcja kancelaryjna § 5") for source in OPEN),
    ),
)  # fmt: skip
"""A step that names some of the benefits ends those; the application reaches the step's state when none is left open."""
