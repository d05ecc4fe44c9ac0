"""The lives of entries in the registers of authority: entered once, closed once, never opened again."""

from casework.transitions import Process, Transition

STAFF = Process(
    "staff_entry",
    "Wpis pracownika",
    {"entered": "wpisany", "ended": "zakończony"},
    (Transition("end", "entered", "ended"),),
)
AUTHORISATION = Process(
    "authorisation",
    "Upoważnienie",
    {"entered": "wpisane", "revoked": "cofnięte"},
    (Transition("revoke", "entered", "revoked", "art. 268a k.p.a."),),
)
DEPUTYSHIP = Process(
    "deputyship",
    "Zastępstwo",
    {"entered": "wpisane", "ended": "zakończone"},
    (Transition("end", "entered", "ended"),),
)
EXCLUSION = Process(
    "exclusion",
    "Wyłączenie pracownika lub organu",
    {"excluded": "wyłączony", "lifted": "uchylone"},
    (Transition("lift", "excluded", "lifted", "art. 24 k.p.a."),),
)
RESTRICTION = Process(
    "restriction",
    "Ograniczenie dostępu do sprawy",
    {"restricted": "ograniczony", "lifted": "zniesione"},
    (Transition("change_readers", "restricted", "restricted"), Transition("lift", "restricted", "lifted")),
)
PROCESSES = (STAFF, AUTHORISATION, DEPUTYSHIP, EXCLUSION, RESTRICTION)
