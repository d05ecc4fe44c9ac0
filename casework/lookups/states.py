"""The life of a look-up: what the register said; an answer becomes facts once.

One that failed, or of which nothing came back because the office's own machine stopped, may be asked again.
"""

from casework.transitions import Process, Transition

_BASIS = "art. 77 § 4, art. 220 § 1 k.p.a."
FAILED = ("unavailable", "timed_out")
ANSWERS = ("answered", "not_found", "refused", *FAILED)

LOOKUP = Process(
    "register_lookup",
    "Zapytanie do rejestru",
    {
        "asked": "zadane",
        "answered": "jest odpowiedź",
        "not_found": "rejestr nie ma tej osoby",
        "refused": "rejestr odmówił odpowiedzi",
        "unavailable": "rejestr nie odpowiada",
        "timed_out": "przekroczono czas oczekiwania",
        "used": "odpowiedź przyjęta do ustaleń",
    },
    (
        *(Transition("ask", "asked", end, _BASIS, by_itself=True) for end in ANSWERS),
        *(Transition("ask_again", start, end, _BASIS) for start in ("asked", *FAILED) for end in ANSWERS),
        Transition("establish", "answered", "used", "art. 77 § 1 k.p.a."),
    ),
)
