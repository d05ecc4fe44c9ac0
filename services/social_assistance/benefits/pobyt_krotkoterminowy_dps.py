"""Pobyt krótkoterminowy w domu pomocy społecznej.

Recorded: the amount is entered with a reason and an article (art. 55a–55b).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="pobyt_krotkoterminowy_dps",
    name="Pobyt krótkoterminowy w domu pomocy społecznej",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 55a–55b",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
    paid_by="invoice",
)
