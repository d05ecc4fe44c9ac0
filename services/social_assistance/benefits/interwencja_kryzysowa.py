"""Interwencja kryzysowa (art. 47): recorded, the amount is entered with a reason and an article."""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="interwencja_kryzysowa",
    name="Interwencja kryzysowa",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 47",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
    without_decision="art. 106 ust. 2 u.p.s.",
)
