"""The way of a stay in a care home, from the referral to the day of leaving (u.p.s. art. 54-59)."""

from casework.transitions import Process, Transition

STAY = Process(
    "care_home_stay",
    "Pobyt w domu pomocy społecznej",
    {
        "referred": "skierowany, czeka na miejsce",
        "admitted": "przebywa w domu",
        "left": "opuścił dom",
        "withdrawn": "skierowanie wycofane",
    },
    (
        Transition("admit", "referred", "admitted", "art. 59 ust. 2 u.p.s."),
        Transition("withdraw", "referred", "withdrawn"),
        Transition("leave", "admitted", "left"),
    ),
)
ARTICLES = {(one.step, one.target): one.article for one in STAY.transitions}
