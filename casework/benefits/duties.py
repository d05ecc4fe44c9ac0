"""What whoever receives a benefit has to tell the office, and what follows when she does not: data of the acts (`duties`).

A duty holds for the benefits whose budget lines lie in the same folder of the law, or in those of `acts`, or for the named `benefits`.
Where an act puts no such duty on the party, it says why not (`no_duties`); nothing is left unsaid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kit.law import BadLaw, Document

_OF = {"acts", "benefits"}
_DUTY_MEMBERS = {"article", "text", "from", "to", "confidence"} | _OF
_NONE_MEMBERS = {"reason", "confidence"} | _OF


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty, or what follows when it is not kept, as a Polish sentence without its full stop, with the article it stands in."""

    code: str
    article: str
    text: str
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: str = "confirmed"

    def in_force(self, on: date) -> bool:
        """Whether a letter of that day tells it."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    @property
    def told(self) -> str:
        """The sentence of a letter's instruction."""
        return f"{self.text} ({self.article})."


@dataclass(frozen=True, slots=True)
class DutyLaw:
    """The duties of a service's benefits by code, in the order of the acts, and why the others have none."""

    duties: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def of(self, benefit: str) -> tuple[Duty, ...]:
        """Every duty of whoever receives the benefit, on any day."""
        return self.duties.get(benefit, ())

    def told(self, benefits: Iterable[str], on: date) -> tuple[str, ...]:
        """The sentences of the instruction that a grant of these benefits carries on the day, each once."""
        found = (duty.told for benefit in dict.fromkeys(benefits) for duty in self.of(benefit) if duty.in_force(on))
        return tuple(dict.fromkeys(found))


def read_duties(documents: Iterable[Document]) -> DutyLaw:
    """The sections `duties` and `no_duties`. Raises BadLaw: one given twice, an unknown act, benefit or member, a duty and none."""
    listed = tuple(documents)
    benefits: dict[str, set[str]] = {}
    for document in listed:
        benefits.setdefault(document.act, set()).update(document.content.get("budget") or {})
    duties: dict[str, list[Duty]] = {}
    reasons: dict[str, str] = {}
    codes: set[str] = set()
    for document in listed:
        for code, row in (document.content.get("duties") or {}).items():
            where = f"{document.path.name}: {code}"
            if code in codes or set(row) - _DUTY_MEMBERS:
                raise BadLaw(f"{where}: given twice, or not a duty")
            codes.add(code)
            duty = _duty(code, row)
            for benefit in sorted(_benefits(where, document.act, row, benefits)):
                duties.setdefault(benefit, []).append(duty)
        for row in document.content.get("no_duties") or ():
            where = f"{document.path.name}: no_duties"
            if set(row) - _NONE_MEMBERS or not row.get("reason"):
                raise BadLaw(f"{where}: not a reason")
            reasons |= dict.fromkeys(_benefits(where, document.act, row, benefits), str(row["reason"]))
    if both := duties.keys() & reasons.keys():
        raise BadLaw(f"duties and none: {sorted(both)}")
    return DutyLaw({code: tuple(found) for code, found in duties.items()}, reasons)


def _duty(code: str, row: Mapping[str, Any]) -> Duty:
    return Duty(
        code,
        str(row["article"]),
        str(row["text"]),
        row.get("from"),
        row.get("to"),
        str(row.get("confidence", "confirmed")),
    )


def _benefits(where: str, act: str, row: Mapping[str, Any], known: Mapping[str, set[str]]) -> set[str]:
    named = set(row.get("benefits") or ())
    if unknown := named - set().union(*known.values()):
        raise BadLaw(f"{where}: no such benefits: {sorted(unknown)}")
    if named and "acts" in row:
        raise BadLaw(f"{where}: acts or benefits, not both")
    acts = set(row.get("acts") or (act,))
    if unknown := acts - known.keys():
        raise BadLaw(f"{where}: no such acts: {sorted(unknown)}")
    return named or {code for one in acts for code in known[one]}
