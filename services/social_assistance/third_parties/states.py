"""The way of an invoice, debit note or correction: registered, checked by its merits and its form, accepted, paid (u.f.p. art. 53-54)."""

from casework.transitions import Process, Transition

_UFP = "art. 53-54 u.f.p."
_CHECKS = ("registered", "checked", "controlled")

INVOICE = Process(
    "invoice",
    "Faktura, nota albo korekta",
    {
        "registered": "zarejestrowana",
        "checked": "sprawdzona merytorycznie",
        "controlled": "sprawdzona formalnie i rachunkowo",
        "accepted": "zatwierdzona do zapłaty",
        "paid": "zapłacona",
        "returned": "zwrócona wystawcy",
        "cancelled": "wpisana omyłkowo",
    },
    (
        Transition("allocate", "registered", "registered", _UFP),
        Transition("check", "registered", "checked", _UFP),
        Transition("control", "checked", "controlled", _UFP),
        Transition("accept", "controlled", "accepted", _UFP),
        Transition("note_paid", "accepted", "paid", _UFP),
        # What somebody finds wrong goes back to whoever divides it, before anything was told.
        *(Transition("send_back", before, "registered", _UFP) for before in ("checked", "controlled")),
        *(Transition("return", before, "returned") for before in _CHECKS),
        *(Transition("cancel", before, "cancelled") for before in _CHECKS),
        # Noted in error: what the log was told is taken back.
        Transition("withdraw_acceptance", "accepted", "registered", _UFP),
        Transition("take_back_payment", "paid", "accepted", _UFP),
    ),
)
ARTICLES = {one.step: one.article for one in INVOICE.transitions if one.article}
