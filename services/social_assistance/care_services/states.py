"""The way of a plan of care services, and of a month of it (u.p.s. art. 50-50a)."""

from casework.transitions import Process, Transition

CARE_PLAN = Process(
    "care_plan",
    "Usługi opiekuńcze osoby",
    {
        "urgent": "rozpoczęte w trybie pilnym, przed decyzją",
        "open": "prowadzone",
        "ended": "zakończone",
        "cancelled": "wpisane omyłkowo",
    },
    (
        Transition("decide", "urgent", "open", "art. 50a ust. 2 u.p.s."),
        Transition("change", "open", "open", "art. 50 ust. 5-6 u.p.s."),
        Transition("end", "open", "ended", "art. 50 ust. 5 u.p.s."),
        Transition("cancel", "urgent", "cancelled"),
        Transition("cancel", "open", "cancelled"),
    ),
)
CARE_MONTH = Process(
    "care_month",
    "Miesiąc usług opiekuńczych",
    {"open": "w toku", "confirmed": "zatwierdzony"},
    (
        Transition("confirm", "open", "confirmed", "art. 50 ust. 6-7 u.p.s."),
        Transition("reopen", "confirmed", "open"),
    ),
)
ARTICLES = {(one.step, one.target): one.article for one in CARE_PLAN.transitions}
