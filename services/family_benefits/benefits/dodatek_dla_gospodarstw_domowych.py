"""Dodatek dla gospodarstw domowych z tytułu wykorzystywania niektórych źródeł ciepła.

Recorded: the amount is entered with a reason and an article (art. 24).
"""

from datetime import date

from casework.benefits.types import Benefit, DatedValue

BENEFIT = Benefit(
    code="dodatek_dla_gospodarstw_domowych",
    name="Dodatek dla gospodarstw domowych z tytułu wykorzystywania niektórych źródeł ciepła",
    act=(
        "ustawa z dnia 15 września 2022 r. o szczególnych rozwiązaniach w zakresie niektórych źródeł ciepła "
        "w związku z sytuacją na rynku paliw"
    ),
    article="art. 24",
    unit="household",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
    variants=(
        DatedValue("pellet_lub_inna_biomasa", "pellet lub inna biomasa", date(2022, 9, 20)),
        DatedValue("drewno_kawalkowe", "drewno kawałkowe", date(2022, 9, 20)),
        DatedValue("lpg", "gaz skroplony LPG", date(2022, 9, 20)),
        DatedValue("olej", "olej opałowy", date(2022, 9, 20)),
    ),
)
