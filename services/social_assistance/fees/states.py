"""The way of a reminder of fees, from its issue to the enforcement title (u.p.e.a. art. 15 § 1, art. 26; u.p.s. art. 104 ust. 1)."""

from casework.transitions import Process, Transition

REMINDER = Process(
    "fee_reminder",
    "Upomnienie o zapłatę opłat",
    {
        "issued": "wystawione",
        "delivered": "doręczone",
        "titled": "wystawiono tytuł wykonawczy",
        "withdrawn": "wycofane",
        "ended": "egzekucja zakończona",
    },
    (
        Transition("deliver", "issued", "delivered", "art. 15 § 1 u.p.e.a."),
        Transition("title", "delivered", "titled", "art. 26 u.p.e.a."),
        Transition("withdraw", "issued", "withdrawn"),
        Transition("withdraw", "delivered", "withdrawn"),
        Transition("end", "titled", "ended"),
    ),
)
ARTICLES = {one.step: one.article for one in REMINDER.transitions if one.article}
LIVING = ("issued", "delivered", "titled")
"""States in which nobody is reminded of the same fee again."""
