"""What a decision's letter says of being carried out at once: by the benefit's own act, or because it was ordered (k.p.a. art. 108)."""

from datetime import date

from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.decisions.acts_store import ActRow
from casework.decisions.at_once import at_once
from casework.decisions.kinds import kinds
from casework.decisions.tables import DecisionRow
from casework.deliveries.tables import CourseRow

_GROUNDS = {
    "health_or_life": "ze względu na ochronę zdrowia lub życia ludzkiego",
    "national_economy": "dla zabezpieczenia gospodarstwa narodowego przed ciężkimi stratami",
    "other_social_interest": "ze względu na inny interes społeczny",
    "important_interest_of_party": "ze względu na wyjątkowo ważny interes strony",
}


def enforceable_text(
    catalogue: Catalogue, row: DecisionRow, act: ActRow | None, course: CourseRow | None, day: date
) -> str | None:
    """The sentence with its article; None where the decision waits for its term. Computes and asks nobody."""
    if course is not None and course.immediate_on is not None:
        ground = _GROUNDS.get(course.immediate_ground or "")
        told = "decyzji nadano rygor natychmiastowej wykonalności"
        return f"{told}{f' {ground}' if ground else ''} (art. 108 § 1 k.p.a.)."
    kind = kinds().get(row.kind)
    # A refusal has nothing in it that could be carried out.
    if kind is not None and kind.effect == "none" and kind.amount == "never":
        return None
    plans = [] if act is None else [Planned.from_json(one) for one in act.plan]
    article = row.at_once or at_once(
        catalogue, benefit=row.benefit, gmina=row.gmina, kind=row.kind, plans=plans, on=day
    )
    return None if article is None else f"decyzja podlega natychmiastowemu wykonaniu z mocy prawa ({article})."
