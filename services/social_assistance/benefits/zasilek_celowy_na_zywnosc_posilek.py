"""Zasiłek celowy na zakup posiłku lub żywności.

Recorded: the amount is entered with a reason and an article (art. 39, art. 48b; program „Posiłek w szkole i w domu”).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="zasilek_celowy_na_zywnosc_posilek",
    name="Zasiłek celowy na zakup posiłku lub żywności",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 39, art. 48b; program „Posiłek w szkole i w domu”",
    unit="person",
    counted="recipient",
    kind="recorded",
    quantity="swiadczenie",
)
