"""Opłata za specjalistyczne usługi opiekuńcze dla osób z zaburzeniami psychicznymi.

Recorded: the amount is entered with a reason and an article (art. 50 ust. 7).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="oplata_specjalistyczne_uslugi_zaburzenia_psychiczne",
    name="Opłata za specjalistyczne usługi opiekuńcze dla osób z zaburzeniami psychicznymi",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 50 ust. 7",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="miesiac",
)
