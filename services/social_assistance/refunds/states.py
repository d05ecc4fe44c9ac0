"""The way of a claim for what help cost (u.p.s. art. 96): open, or withdrawn."""

from casework.transitions import Process, Transition

CLAIM = Process(
    "refund_claim",
    "Zwrot wydatków na świadczenia z pomocy społecznej",
    {"open": "wydatek podlega zwrotowi", "withdrawn": "nie żąda się zwrotu"},
    (
        Transition("state_obliged", "open", "open", "art. 96 ust. 1-3 u.p.s."),
        Transition("ask", "open", "open", "art. 96, art. 104 ust. 3 u.p.s."),
        Transition("withdraw", "open", "withdrawn", "art. 104 ust. 4 u.p.s."),
    ),
)
ARTICLES = {one.step: one.article for one in CLAIM.transitions}
