"""What was asked for is no fact of the family: whoever prepares the assessment states the part that a benefit brings for it."""

from datetime import date

from casework.evidence.composed import Composing, Established
from services.family_benefits.facts import Facts

_ONCE = frozenset({"jednorazowa_zapomoga_urodzenie"})


def lacking(parts: tuple[str, ...], notes: Composing) -> None:
    """Note the parts that single benefits bring and that nobody establishes as facts: they have to be stated."""
    for part in parts:
        if part not in Facts.model_fields:
            notes.lack(
                f"/{part}", "to_be_stated", "Treść wniosku i jego okoliczności podaje osoba, która przygotowuje ocenę."
            )


def period_day(known: Established) -> date:
    """The day whose period names the base year: that of the application for a benefit paid once, else that of the assessment."""
    if known.benefit in _ONCE and known.application is not None:
        return known.application.received_on
    return known.on
