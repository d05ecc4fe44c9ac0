"""Posiłek dziecka lub ucznia (art. 48b): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="posilek_dziecka",
    name="Posiłek dziecka lub ucznia",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 48b",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="posilek",
    paid_by="invoice",
)
