"""Opłata za pobyt w schronisku dla osób bezdomnych.

Recorded: the amount is entered with a reason and an article (art. 97 ust. 1a).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_schronienie",
    name="Opłata za pobyt w schronisku dla osób bezdomnych",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 97 ust. 1a",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
)
