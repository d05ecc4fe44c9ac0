"""The kinds of acts as data (kinds.yaml): which older act and which award each may refer to, and what it does to the award.

The table is read once when the service starts and checked whole; the documentation is drawn from the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from kit.written import read_yaml

Form = Literal["decision", "postanowienie", "letter"]
Older = Literal["none", "optional", "required"]
Effect = Literal["none", "grant", "change", "cut", "hold", "release"]
Says = Literal["never", "may", "must"]
GroundOf = Literal["own", "listed"]
Remedy = Literal["appeal", "complaint", "none"]
Due = Literal["never", "instalments", "day"]
Does = Literal["none", "refuse_start", "return", "suspend", "resume", "restore", "reopen", "refuse_reopen", "enforce"]

ORDERED = "ordered"
DISCONTINUED = "discontinued"
"""The outcome of an order of the proceedings."""
ENDS: Mapping[str, str] = {"refuse_start": "start_refused", "return": "returned"}
"""What an order does that ends matters of its application, and the outcome that they then have."""
_TABLE = Path(__file__).with_name("kinds.yaml")
_ON_RIGHTS = ("grant", "refuse", "change", "repeal", "expire", "suspend", "resume")
_MEMBERS = {
    "name", "form", "outcome", "older", "older_states", "older_kinds", "award", "effect", "from", "amount", "ground", "remedy",
    "due", "words", "application", "does",
}  # fmt: skip


class BadTable(ValueError):
    """A row of the table is wrong; the message names it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act. older_kinds None: an older act of any kind; award_states empty: the act touches no award."""

    code: str
    name: str
    form: Form
    outcome: str
    older: Older
    older_states: tuple[str, ...]
    older_kinds: tuple[str, ...] | None
    award_states: tuple[str, ...]
    effect: Effect
    starts: Says
    amount: Says
    ground: GroundOf
    remedy: Remedy
    due: Due
    words: Says
    application: Says
    does: Does

    @property
    def in_a_case(self) -> bool:
        """Whether it may stand in a case that the office began itself, where there is no application: an order, or the end of the case."""
        if self.outcome == DISCONTINUED:
            return True
        return self.outcome == ORDERED and self.application != "never" and self.does not in ENDS


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its code, in the order of the table. Raises BadTable."""
    rows = read_yaml(_TABLE.read_text(encoding="utf-8"))["kinds"]
    table = {code: _kind(code, row) for code, row in rows.items()}
    for kind in table.values():
        unknown = set(kind.older_kinds or ()) - table.keys()
        if (
            unknown
            or (kind.older != "none" and not kind.older_states)
            or (kind.effect in {"change", "cut", "hold", "release"}) != bool(kind.award_states)
        ):
            raise BadTable(kind.code)
    return table


def allowed_on(older_kind: str, older_state: str) -> tuple[str, ...]:
    """The kinds of act that may refer to an older act of this kind in this state."""
    return tuple(
        kind.code
        for kind in kinds().values()
        if kind.older != "none"
        and older_state in kind.older_states
        and (kind.older_kinds is None or older_kind in kind.older_kinds)
    )


def remedy_of(kind: str) -> Remedy:
    """What lies against an act of the kind; what the table does not know is a decision."""
    known = kinds().get(kind)
    return "appeal" if known is None else known.remedy


def orders() -> frozenset[str]:
    """The kinds that are orders of the proceedings: they decide nothing of the right (k.p.a. art. 123)."""
    return frozenset(kind.code for kind in kinds().values() if kind.outcome == ORDERED)


def _kind(code: str, row: Mapping[str, Any]) -> Kind:
    if set(row) - _MEMBERS:
        raise BadTable(f"{code}: unknown members {sorted(set(row) - _MEMBERS)}")
    older_kinds = row.get("older_kinds", list(_ON_RIGHTS))
    kind = Kind(
        code=code,
        name=row["name"],
        form=row["form"],
        outcome=row["outcome"],
        older=row["older"],
        older_states=tuple(row.get("older_states", ())),
        older_kinds=None if older_kinds == "any" else tuple(older_kinds),
        award_states=tuple(row.get("award", ())),
        effect=row.get("effect", "none"),
        starts=row.get("from", "never"),
        amount=row.get("amount", "never"),
        ground=row["ground"],
        remedy=row["remedy"],
        due=row.get("due", "never"),
        words=row.get("words", "never"),
        application=row.get("application", "never"),
        does=row.get("does", "none"),
    )
    said = ((kind.form, Form), (kind.older, Older), (kind.effect, Effect), (kind.starts, Says), (kind.amount, Says),
            (kind.ground, GroundOf), (kind.remedy, Remedy), (kind.due, Due), (kind.words, Says),
            (kind.application, Says), (kind.does, Does))  # fmt: skip
    if any(value not in get_args(of) for value, of in said):
        raise BadTable(code)
    return kind
