"""Who may do which act of a payment list, and who must be another person than whom: the rule table. Pure.

u.f.p. art. 54 ust. 3 sets the chief accountant's signature beside that of the worker whose matter it is; art. 53 ust. 1 and the
standards of management control keep drawing up, checking and approving apart. The formal check may be the chief accountant's own:
it is part of the preliminary control (art. 54 ust. 3 pkt 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.payments.acts import problems as refused


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act, the roles that do it, and the acts of the same round whose doers must not do it."""

    act: str
    roles: tuple[str, ...]
    differs_from: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act that was done; outcome: passed, returned, refused, held, ordered."""

    act: str
    by: str
    on: date
    outcome: str


RULES = {
    rule.act: rule
    for rule in (
        ActRule("merit_check", ("caseworker", "social_worker"), ("generate",), "u.f.p. art. 53 ust. 1, art. 69 ust. 1"),
        ActRule("formal_check", ("accountant",), ("generate", "merit_check"), "u.f.p. art. 53 ust. 1, art. 69 ust. 1"),
        ActRule("preliminary_control", ("accountant",), ("generate", "merit_check"), "u.f.p. art. 54 ust. 1 pkt 3, ust. 3"),
        ActRule("decide_refusal", ("head",), ("generate", "preliminary_control"), "u.f.p. art. 54 ust. 5"),
        ActRule("give_back", ("head",), (), "u.f.p. art. 53 ust. 1"),
        ActRule(
            "approve", ("head",), ("generate", "merit_check", "formal_check", "preliminary_control"),
            "u.f.p. art. 53 ust. 1",
        ),
    )
}  # fmt: skip
_STARTS_ANEW = frozenset({"returned", "held"})


def this_round(done: Iterable[Act]) -> tuple[Act, ...]:
    """The acts that still hold: what was done since the list was last given back, and that it was drawn up."""
    held: list[Act] = []
    for one in done:
        held = [first for first in held if first.act == "generate"] if one.outcome in _STARTS_ANEW else [*held, one]
    return tuple(held)


def check_person(act: str, by: str, done: Iterable[Act]) -> None:
    """Raises SamePerson when somebody does this act who did one from which the rule keeps it apart."""
    apart = RULES[act].differs_from
    for one in this_round(done):
        if one.by == by and one.act in apart:
            raise refused.SamePerson(
                f"Ta osoba wykonała już na tej liście czynność: {NAMES[one.act]}.", legal_basis=[RULES[act].basis]
            )


NAMES = {
    "generate": "sporządzenie listy",
    "merit_check": "sprawdzenie pod względem merytorycznym",
    "formal_check": "sprawdzenie pod względem formalno-rachunkowym",
    "preliminary_control": "wstępna kontrola głównego księgowego",
    "decide_refusal": "rozstrzygnięcie kierownika po odmowie podpisu",
    "give_back": "zwrot listy przez kierownika",
    "approve": "zatwierdzenie do wypłaty",
    "settle": "rozliczenie",
    "withdraw": "wycofanie",
    "right_changed": "zmiana prawa objętego listą",
}
