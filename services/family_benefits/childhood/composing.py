"""What was asked for is no fact of the family: whoever prepares the assessment states the part that a benefit brings for it."""

from datetime import date

from casework.evidence.composed import Composing, Established
def lacking(benefit: str, notes: Composing) -> None:
    """Note the part that has to be stated."""
    if benefit in _OF_UKRAINE:
        notes.lack("/ukraine", "to_be_stated", "Status obywatela Ukrainy podaje osoba, która przygotowuje ocenę.")
    part = ASKED.get(benefit)
    if part is not None:
        notes.lack(
            f"/{part}", "to_be_stated", "Treść wniosku i okoliczności dziecka podaje osoba, która przygotowuje ocenę."
        )
