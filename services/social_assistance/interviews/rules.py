"""Terms of the family interview (u.p.s. art. 107; rozp. Dz.U. 2016 poz. 1406 and Dz.U. 2021 poz. 893). Pure.

It is held within 14 working days from learning of the need, within 2 where help is needed at once, and brought up to date every 6 months
also when nothing changed; of a resident of a care home, and of a user of a self-help home, every 12. The unit and the count are those of
the day on which the office learned.
"""

from datetime import date
from typing import Literal

from casework.terms.computing import Unit, term
from kit.law import View
from kit.periods import add_months

Kind = Literal["household", "care_home_resident", "self_help_home_user"]
"""Whose interview: by whom the interval of the updates differs."""

_ORDINARY = "wywiad_termin"
_URGENT = "wywiad_termin_sprawa_pilna"
_UPDATE = "wywiad_aktualizacja"
_OTHERS: dict[str, str] = {
    "care_home_resident": "wywiad_aktualizacja_mieszkaniec_dps",
    "self_help_home_user": "wywiad_aktualizacja_uczestnik_sds",
}


def due(learned_on: date, view: View, *, urgent: bool) -> date:
    """The last day for holding the interview; view: the law of the day on which the office learned.

    Before 11.09.2016 the law knew no urgent term: the ordinary one runs. Raises NoParameter before 2012.
    """
    if urgent and view.has(_URGENT):
        return term(learned_on, view.count(_URGENT), "working_days").last_day
    unit: Unit = "working_days" if view.text(f"{_ORDINARY}_dni") == "working_days" else "days"
    return term(learned_on, view.count(_ORDINARY), unit).last_day


def update_by(held_on: date, kind: Kind, view: View) -> date:
    """Until when the interview is brought up to date at the latest; view: the law of the day on which it was held."""
    name = _OTHERS.get(kind, _UPDATE)
    return add_months(held_on, view.count(name if view.has(name) else _UPDATE))
