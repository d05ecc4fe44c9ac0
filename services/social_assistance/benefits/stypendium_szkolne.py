"""Stypendium szkolne (art. 90d): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="stypendium_szkolne",
    name="Stypendium szkolne",
    act="ustawa z dnia 7 września 1991 r. o systemie oświaty",
    article="art. 90d",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
