"""Dodatek elektryczny (art. 27): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="dodatek_elektryczny",
    name="Dodatek elektryczny",
    act="ustawa z dnia 7 października 2022 r. o szczególnych rozwiązaniach służących ochronie odbiorców energii elektrycznej w 2023 roku",
    article="art. 27",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
