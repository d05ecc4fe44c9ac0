"""What was asked for is no fact of the family: each of these benefits names the part that whoever prepares the assessment states."""

from datetime import date

from casework.evidence.composed import Composing, Established

ASKED = {
    "jednorazowa_zapomoga_urodzenie": "birth_grant",
    "jednorazowe_swiadczenie_za_zyciem": "for_life",
    "dobry_start": "school_year_start",
    "swiadczenie_wychowawcze": "child_raising",
    "swiadczenie_rodzicielskie": "parental",
}
"""By benefit, the part with what was asked and the circumstances of the child that nobody establishes as facts."""

WITHOUT_FAMILY = frozenset({"jednorazowe_swiadczenie_za_zyciem", "dobry_start", "swiadczenie_rodzicielskie"})
"""Benefits that read neither the family nor its income."""

_ONCE = frozenset({"jednorazowa_zapomoga_urodzenie"})


def lacking(benefit: str, notes: Composing) -> None:
    """Note the part that has to be stated."""
    part = ASKED.get(benefit)
    if part is not None:
        notes.lack(
            f"/{part}", "to_be_stated", "Treść wniosku i okoliczności dziecka podaje osoba, która przygotowuje ocenę."
        )


def period_day(known: Established) -> date:
    """The day whose period names the base year: that of the application for a benefit paid once, else that of the assessment."""
    if known.benefit in _ONCE and known.application is not None:
        return known.application.received_on
    return known.on
