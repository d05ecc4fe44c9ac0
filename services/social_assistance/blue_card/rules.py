"""Terms of the procedure "Niebieskie Karty" (ustawa o przeciwdziałaniu przemocy domowej art. 9a–9d; rozp. Dz.U. 2023 poz. 1870). Pure.

What runs is said by the law of the day of the event: to 27.09.2023 the form A went to the team within calendar days, since then within
working days, and the terms of the group came with that regulation. A term that the law of the day does not know is None, never a guess.
These are terms of the office among its own bodies: one in calendar days does not run on past a day off (k.p.a. art. 57 is not applied).
"""

from dataclasses import dataclass
from datetime import date

from casework.terms.computing import Unit, term
from kit.law import View
from kit.periods import add_months

FORM_A_TO_TEAM = "form_a_to_team"
CALENDAR: Unit = "days"
_NAMES: dict[str, tuple[str, Unit | None]] = {
    FORM_A_TO_TEAM: ("nk_przekazanie_formularza_a_do_zespolu", None),
    "form_a_to_group": ("nk_przekazanie_formularza_przez_zespol_do_grupy", "working_days"),
    "group_named": ("nk_powolanie_grupy", "days"),
    "first_meeting": ("nk_pierwsze_posiedzenie_grupy", "working_days"),
    "protocol_to_team": ("nk_protokol_zakonczenia_do_zespolu", "working_days"),
}
STEPS = tuple(_NAMES)
"""What has a term of days, by the step that keeps it."""

_MONITORING = "nk_monitoring_po_zakonczeniu"
_TEAM = "nk_posiedzenia_zespolu_co_najmniej_co"


class UnknownStep(ValueError):
    """No term is known of such a step."""


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a step is to be done. last_day: on which it is in time still."""

    step: str
    last_day: date
    count: int
    unit: Unit


def due(step: str, event_on: date, view: View) -> Due | None:
    """The term of a step from the day of what starts it; view: the law of that day. None where that law sets no term.

    Starting events: the form A was drawn up; the team received it; it came to the team (of naming the group); the group was handed the
    form; the procedure was closed. Raises UnknownStep.
    """
    if step not in _NAMES:
        raise UnknownStep(step)
    name, unit = _NAMES[step]
    if not view.has(name):
        return None
    counted: Unit = unit or ("working_days" if view.text(f"{name}_dni") == "working_days" else CALENDAR)
    count = view.count(name)
    return Due(step, term(event_on, count, counted, shifts=False).last_day, count, counted)


def monitored_until(closed_on: date, view: View) -> date | None:
    """The last day of monitoring after the procedure was closed; None before the law knew monitoring (22.06.2023)."""
    return add_months(closed_on, view.count(_MONITORING)) if view.has(_MONITORING) else None


def team_meets_by(last_meeting_on: date, view: View) -> date | None:
    """Until when the interdisciplinary team meets next: every 2 months, before 22.06.2023 every 3."""
    return add_months(last_meeting_on, view.count(_TEAM)) if view.has(_TEAM) else None


@dataclass(frozen=True, slots=True)
class FormA:
    """A form A as it was drawn up: of which procedure, and whether that procedure ran already on its day."""

    procedure: object
    joined: bool


def procedures_and_forms(forms: tuple[FormA, ...]) -> tuple[int, int]:
    """How many procedures were opened and how many forms A drawn up: a second form A on the same family joins the running case."""
    return len({one.procedure for one in forms if not one.joined}), len(forms)
