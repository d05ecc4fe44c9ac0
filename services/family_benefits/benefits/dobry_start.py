"""Świadczenie „Dobry start” (§ 2–4): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dobry_start",
    name="Świadczenie „Dobry start”",
    act="rozporządzenie Rady Ministrów z dnia 30 maja 2018 r. w sprawie szczegółowych warunków realizacji rządowego programu „Dobry start”",
    article="§ 2–4",
    unit="child",
    counted="entitled",
    kind="recorded",
    quantity="swiadczenie",
)
