"""The way of a matter that went to the voivode (to 2017 the marshal), who finds whether coordination applies (u.ś.r. art. 23a)."""

from casework.transitions import Process, Transition

_FINDING = "art. 23a ust. 3 u.ś.r."
_APPLIES = "art. 23a ust. 3-6 u.ś.r."
_DOES_NOT = "art. 23a ust. 7 u.ś.r."
_FOUND = ("applies", "does_not_apply")

COORDINATION = Process(
    "coordination_matter",
    "Sprawa przekazana wojewodzie (koordynacja)",
    {
        "waiting": "czeka na ustalenie wojewody",
        "applies": "koordynacja ma zastosowanie",
        "does_not_apply": "koordynacja nie ma zastosowania",
        "withdrawn": "wycofana",
    },
    (
        Transition("note_opinion", "waiting", "waiting", _FINDING),
        Transition("answer", "waiting", "applies", _APPLIES),
        Transition("answer", "waiting", "does_not_apply", _DOES_NOT),
        # He may find otherwise later, or for another time.
        *(Transition("answer", before, "applies", _APPLIES) for before in _FOUND),
        *(Transition("answer", before, "does_not_apply", _DOES_NOT) for before in _FOUND),
        Transition("link_returned", "applies", "applies", "art. 23a ust. 4a u.ś.r."),
        Transition("link_returned", "does_not_apply", "does_not_apply", "art. 23a ust. 7 pkt 1, ust. 8 u.ś.r."),
        Transition("tell_undue", "applies", "applies", "art. 23a ust. 9, art. 30 ust. 2 pkt 3 u.ś.r."),
        Transition("withdraw", "waiting", "withdrawn"),
    ),
)
ARTICLES = {(one.step, one.target): one.article for one in COORDINATION.transitions}
