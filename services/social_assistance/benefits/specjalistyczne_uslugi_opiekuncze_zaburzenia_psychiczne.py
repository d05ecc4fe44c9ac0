"""Specjalistyczne usługi opiekuńcze dla osób z zaburzeniami psychicznymi.

Recorded: the amount is entered with a reason and an article (art. 18 ust. 1 pkt 3, art. 50).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="specjalistyczne_uslugi_opiekuncze_zaburzenia_psychiczne",
    name="Specjalistyczne usługi opiekuńcze dla osób z zaburzeniami psychicznymi",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 18 ust. 1 pkt 3, art. 50",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="godzina",
)
