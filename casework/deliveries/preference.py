"""The order of the ways of delivery (k.p.a. art. 39): first the electronic address, where the base (BAE) has one; a warning."""

from datetime import date
from typing import Literal

from casework.terms.law import procedure

OutOfOrder = Literal["electronic_address_known", "electronic_address_not_checked"]
_PAPER = frozenset({"post", "own_staff", "hybrid"})
_DIRECTLY = frozenset({"post", "own_staff"})
"""What may be done at once with an act that is enforceable at once (art. 39 § 4)."""


def out_of_order(
    way: str, sent_on: date, *, checked_on: date | None, found: bool | None, at_once: bool
) -> OutOfOrder | None:
    """What speaks against the way in which the letter was sent; None: nothing, or the organ had no such duty on that day."""
    if way not in _PAPER or (at_once and way in _DIRECTLY) or not procedure().on(sent_on).flag("ude_organ_duty"):
        return None
    if found:
        return "electronic_address_known"
    return "electronic_address_not_checked" if checked_on is None else None
