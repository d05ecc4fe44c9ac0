"""The states of a mass recalculation: each step is started by somebody and carried on in chunks until it is done."""

from casework.transitions import Process, Transition

PROCESS = Process(
    code="recalculation",
    title="Przeliczenie masowe",
    states={
        "assessing": "oceniane są biegnące prawa",
        "previewed": "gotowy podgląd kosztu",
        "drafting": "powstają projekty decyzji",
        "drafted": "projekty czekają na zatwierdzenie",
        "approving": "projekty są zatwierdzane",
        "approved": "zatwierdzone",
        "issuing": "decyzje są wydawane",
        "issued": "wydane",
        "lettering": "powstają pisma",
        "lettered": "pisma czekają na wysłanie",
        "sending": "odnotowywane jest wysłanie pism",
        "sent": "wysłane",
        "withdrawn": "wycofane",
    },
    transitions=(
        Transition("continue", "assessing", "assessing"),
        Transition("continue", "assessing", "previewed"),
        Transition("draft", "previewed", "drafting", "art. 104 k.p.a."),
        Transition("continue", "drafting", "drafting"),
        Transition("continue", "drafting", "drafted"),
        Transition("approve", "drafted", "approving", "art. 268a k.p.a."),
        Transition("continue", "approving", "approving"),
        Transition("continue", "approving", "approved"),
        Transition("issue", "approved", "issuing", "art. 109 k.p.a."),
        Transition("continue", "issuing", "issuing"),
        Transition("continue", "issuing", "issued"),
        Transition("letters", "issued", "lettering", "art. 107, art. 109 k.p.a."),
        Transition("continue", "lettering", "lettering"),
        Transition("continue", "lettering", "lettered"),
        Transition("letters", "lettered", "lettering", "art. 107, art. 109 k.p.a."),
        Transition("send", "lettered", "sending", "art. 39-49 k.p.a."),
        Transition("continue", "sending", "sending"),
        Transition("continue", "sending", "sent"),
        Transition("letters", "sent", "lettering", "art. 107, art. 109 k.p.a."),
        Transition("withdraw", "previewed", "withdrawn"),
        Transition("withdraw", "drafted", "withdrawn"),
        Transition("withdraw", "approved", "withdrawn"),
        # Whoever signs may have lost her authorisation meanwhile; what did not go out is given up, what went out gets its letters.
        Transition("withdraw", "approving", "withdrawn"),
        Transition("withdraw", "assessing", "withdrawn"),
        Transition("withdraw", "drafting", "withdrawn"),
        Transition("withdraw", "issuing", "issued"),
    ),
)
DONE = {
    "assessing": "previewed", "drafting": "drafted", "approving": "approved", "issuing": "issued", "lettering": "lettered",
    "sending": "sent",
}  # fmt: skip
"""What a state becomes when nothing of it is left."""
LETTERED = frozenset({"lettered", "sending", "sent"})
"""The states in which every letter is made, or left out by name."""
ISSUED = frozenset({"issued", "lettering", "lettered", "sending", "sent"})
"""The states in which its decisions are out."""
