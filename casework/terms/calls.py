"""What the office does with an application that lacks something (k.p.a. art. 63-64 and the sector's own acts).

A formal defect is called on with a term; missed, the application is left unexamined by letter, never by decision. Merits evidence
that is missing is no defect: the case is decided. An act with terms of its own declares them as `SectorCalls`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.terms.computing import Term, term
from casework.terms.law import procedure
from kit.law import View

Defect = Literal[
    "form_filled_wrongly", "document_missing", "other_formal", "no_address", "ordinary_email", "merits_evidence_missing"
]
Answer = Literal["call", "leave_unexamined", "decide"]
Calls = Literal["form_filled_wrongly", "document_missing", "other_formal"]
_WITHOUT_CALL: dict[Defect, tuple[Answer, str]] = {
    "no_address": ("leave_unexamined", "art. 64 § 1 k.p.a."),
    "ordinary_email": ("leave_unexamined", "art. 63 § 1 k.p.a."),
    "merits_evidence_missing": ("decide", "art. 64 § 2, art. 77 § 1 k.p.a."),
}


@dataclass(frozen=True, slots=True)
class SectorCalls:
    """Names of the sector act's parameters, in days: correcting the form, and documents between least and most."""

    form: str
    documents_least: str
    documents_most: str


@dataclass(frozen=True, slots=True)
class CallTerm:
    """How long a call may give: from `least` to `most` days (None: no upper bound), with the article."""

    least: int
    most: int | None
    article: str

    def allows(self, days: int) -> bool:
        """Whether the office may set a term of so many days."""
        return self.least <= days and (self.most is None or days <= self.most)


@dataclass(frozen=True, slots=True)
class OutOfBounds(ValueError):
    """The call gives fewer or more days than the law allows."""

    days: int
    allowed: CallTerm


def answer_to(defect: Defect) -> tuple[Answer, str | None]:
    """What follows from the defect, with the article; of a call the article stands with its term."""
    return _WITHOUT_CALL.get(defect, ("call", None))


def call_term(defect: Calls, on: date, sector: SectorCalls | None = None, law: View | None = None) -> CallTerm:
    """How long the call may give on the day of the call. `law`: the sector act's parameters of that day.

    Where the sector act has no term of its own for the day or the defect, the code's applies (art. 64 § 2). Raises NoParameter.
    """
    if sector is not None and law is not None:
        if defect == "form_filled_wrongly" and law.has(sector.form):
            value = law.value(sector.form)
            return CallTerm(law.count(sector.form), law.count(sector.form), value.article)
        if defect == "document_missing" and law.has(sector.documents_least):
            value = law.value(sector.documents_least)
            return CallTerm(law.count(sector.documents_least), law.count(sector.documents_most), value.article)
    view = procedure().on(on)
    least = view.count("kpa_call_least_days")
    most = least if view.flag("kpa_call_exact") else None
    return CallTerm(least, most, f"{view.value('kpa_call_least_days').article} k.p.a.")


def call(delivered_on: date, days: int, allowed: CallTerm) -> Term:
    """The term of a call that was delivered on the day. Raises OutOfBounds."""
    if not allowed.allows(days):
        raise OutOfBounds(days, allowed)
    return term(delivered_on, days, "days")
