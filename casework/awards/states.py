"""How a right stands, and what changes it: acts; by hand a technical hold, and the end of one brought over or passed on elsewhere."""

from casework.transitions import Process, Transition

_BY_HAND = "czynność techniczna do czasu decyzji"
_ENDS = "prawo przeniesione z innego systemu albo decyzja przekazana innej gminie za osobą"
_ACT = "art. 104, art. 110 k.p.a."

AWARD = Process(
    "award",
    "Przyznane świadczenie",
    {"active": "w wypłacie", "suspended": "wstrzymane", "terminated": "zakończone"},
    (
        Transition("suspend", "active", "suspended", _BY_HAND),
        Transition("resume", "suspended", "active", _BY_HAND),
        Transition("terminate", "active", "terminated", _ENDS),
        # Months that are held stay held: what becomes of them is still to be decided.
        Transition("terminate", "suspended", "suspended", _ENDS),
        Transition("terminate", "suspended", "terminated", _ENDS),
        *(
            Transition("note_decision", state, state, "tylko prawo przeniesione z innego systemu, raz")
            for state in ("active", "suspended", "terminated")
        ),
        *(
            Transition("later_act", before, after, _ACT)
            for before in ("active", "suspended", "terminated")
            for after in ("active", "suspended", "terminated")
        ),
    ),
)
