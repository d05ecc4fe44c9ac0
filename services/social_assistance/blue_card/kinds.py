"""What is done in a procedure "Niebieskie Karty", by its code: codes go out in events for ever, none is renamed or taken out."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

REGISTER = "niebieska_karta"
"""The register that reporting counts these acts under."""

OPENED, FORM_A, TO_TEAM, GROUP_NAMED = "wszczecie", "formularz_a", "przekazanie_do_zespolu", "powolanie_grupy"
TO_GROUP, MEETING, CLOSED, PROTOCOL = "przekazanie_do_grupy", "posiedzenie_grupy", "zakonczenie", "protokol"
TEAM_MEETING = "posiedzenie_zespolu"

Noted = Literal[
    "formularz_a", "formularz_b", "formularz_c", "formularz_d", "przekazanie_do_zespolu", "przekazanie_do_grupy",
    "posiedzenie_grupy", "protokol", "monitorowanie",
]  # fmt: skip
"""What is noted by itself; opening, closing and the naming of a group are steps of their own."""
Body = Literal["policja", "pomoc_spoleczna", "asystent_rodziny", "oswiata", "ochrona_zdrowia", "komisja", "zandarmeria"]
"""Whose form A it is, and whose officials sit in a group (art. 9a ust. 11a, art. 9d ust. 2)."""
Role = Literal["doznajaca", "stosujaca", "dziecko"]
ClosedAs = Literal["ustanie_przemocy", "niezasadnosc"]
BODIES = get_args(Body)


@dataclass(frozen=True, slots=True)
class Kind:
    """An act. after: it follows the closing; once: a procedure has one that stands."""

    title: str
    after: bool = False
    once: bool = False


KINDS = MappingProxyType({
    OPENED: Kind("wszczęcie procedury", once=True),
    FORM_A: Kind("formularz „Niebieska Karta – A”"),
    "formularz_b": Kind("formularz „Niebieska Karta – B”"),
    "formularz_c": Kind("formularz „Niebieska Karta – C”"),
    "formularz_d": Kind("formularz „Niebieska Karta – D”"),
    TO_TEAM: Kind("formularz A dotarł do zespołu interdyscyplinarnego", once=True),
    GROUP_NAMED: Kind("powołanie grupy diagnostyczno-pomocowej"),
    TO_GROUP: Kind("przekazanie formularza A grupie", once=True),
    MEETING: Kind("posiedzenie grupy"),
    CLOSED: Kind("zakończenie procedury", once=True),
    PROTOCOL: Kind("przekazanie protokołu zakończenia zespołowi", after=True, once=True),
    "monitorowanie": Kind("sprawdzenie sytuacji po zakończeniu", after=True),
    TEAM_MEETING: Kind("posiedzenie zespołu interdyscyplinarnego"),
})  # fmt: skip
STEPS_ALONE = frozenset({OPENED, CLOSED, GROUP_NAMED, TEAM_MEETING})
