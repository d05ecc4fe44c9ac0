"""From which day applications for a new benefit period are taken: earlier when they come electronically (art. 26 ust. 2a u.ś.r.)."""

from dataclasses import dataclass
from datetime import date

from kit.law import Law, Record, Rule, View
from kit.periods import Months, first_day, year_of
from services.family_benefits.case import Case

_PAPER, _ELECTRONIC = "okres_zasilkowy_wnioski_od", "okres_zasilkowy_wnioski_elektroniczne_od"
TOO_EARLY = Rule(
    "filed_before_window",
    "art. 26 ust. 2a u.ś.r.",
    "Wniosek na okres zasiłkowy od {period} złożono {received}, a takie wnioski przyjmuje się od {since}.",
    ("period:day", "received:day", "since:day"),
    parameters=(_PAPER, _ELECTRONIC),
)


@dataclass(frozen=True, slots=True)
class Window:
    """The day of the year, as month and day, from which applications for the period that begins in it are taken."""

    paper: tuple[int, int]
    electronic: tuple[int, int]


def too_early(case: Case, period: Months, law: Law) -> Record | None:
    """The step that tells of an application for a period whose applications are not taken yet; None when it is not one.

    The act has no clause on what becomes of it: the ground is a refusal (our reading, unconfirmed). Raises NoParameter.
    """
    if case.received >= period.first:
        return None
    begins = first_day(period.first)
    window = law.on(begins).resolved(_window)
    since = date(year_of(period.first), *(window.electronic if case.electronic else window.paper))
    return (TOO_EARLY, begins, case.received_on, since) if case.received_on < since else None


def _window(view: View) -> Window:
    return Window(view.month_day(_PAPER), view.month_day(_ELECTRONIC))
