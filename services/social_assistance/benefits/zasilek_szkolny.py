"""Zasiłek szkolny (art. 90e): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_szkolny",
    name="Zasiłek szkolny",
    act="ustawa z dnia 7 września 1991 r. o systemie oświaty",
    article="art. 90e",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
