"""Decided by the officer: the grounds of the law on which a decision says otherwise than the computation, with the officer's reason.

A ground is data (`officer_grounds` of a YAML): those of the procedure hold for every benefit, a sector act's for the benefits that it
names. `met_by` is the step of a computation that shows that the point is the officer's to decide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.benefits.results import Assessment
from casework.terms.law import LAW_FOLDER
from kit.law import BadLaw, Document, read_documents

_MEMBERS = {"article", "text", "benefits", "outcomes", "met_by", "from", "to", "confidence"}
_OUTCOMES = {"granted", "refused"}


@dataclass(frozen=True, slots=True)
class OfficerGround:
    """A ground on which the officer may grant or refuse what the computation does not. benefits None: every benefit."""

    code: str
    article: str
    text: str
    outcomes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    benefits: frozenset[str] | None
    met_by: str | None
    confidence: str

    def fits(self, benefit: str, outcome: str, on: date) -> bool:
        """Whether a decision of this outcome on this benefit may rest on it on the day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_force and outcome in self.outcomes and (self.benefits is None or benefit in self.benefits)


@cache
def of_every_benefit() -> Mapping[str, OfficerGround]:
    """The grounds of the procedure by code. Raises BadLaw."""
    return read_officer_grounds(read_documents(LAW_FOLDER), every_benefit=True)


def read_officer_grounds(documents: Iterable[Document], *, every_benefit: bool = False) -> Mapping[str, OfficerGround]:
    """The grounds of the documents by code. Raises BadLaw."""
    found: dict[str, OfficerGround] = {}
    for document in documents:
        for code, row in (document.content.get("officer_grounds") or {}).items():
            benefits, outcomes = row.get("benefits"), tuple(row.get("outcomes") or ())
            wrong = set(row) - _MEMBERS or not outcomes or set(outcomes) - _OUTCOMES
            if code in found or wrong or (benefits is None) != every_benefit or not isinstance(row.get("from"), date):
                raise BadLaw(f"{document.path.name}: {code}: not a ground of the officer's")
            found[code] = OfficerGround(
                code, str(row["article"]), str(row["text"]), outcomes, row["from"], row.get("to"),
                None if benefits is None else frozenset(benefits), row.get("met_by"),
                str(row.get("confidence", "confirmed")),
            )  # fmt: skip
    return found


def for_the_officer(grounds: Mapping[str, OfficerGround], found: Assessment, on: date) -> tuple[OfficerGround, ...]:
    """The points of an assessment that the officer decides: grounds whose step the computation met."""
    if not any(one.met_by for one in grounds.values()):
        return ()
    steps = {record[0].code for record in found.trace}
    return tuple(
        one
        for one in grounds.values()
        if one.met_by in steps and any(one.fits(found.benefit, outcome, on) for outcome in one.outcomes)
    )
