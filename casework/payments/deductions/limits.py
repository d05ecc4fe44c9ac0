"""Which benefits a bailiff may reach into, and how far (k.p.c. art. 833): dated law, asked for the day of payment. Pure."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from casework.benefits.types import Benefit
from kit.law import Law, NoParameter

KINDS = ("alimony", "other")
_SHARES = {"alimony": "zajecie_udzial_alimenty", "other": "zajecie_udzial_inne"}
_OTHERWISE = "zajecie_bez_wskazania"


def attachable(benefits: Iterable[Benefit], law: Law, procedure: Law, on: date) -> tuple[str, ...]:
    """Codes of the benefits that are not free of execution on the day.

    law: of the service, where a benefit says so for itself. procedure: the common rule for those that say nothing.
    """
    otherwise = procedure.on(on).flag(_OTHERWISE)
    return tuple(item.code for item in benefits if _flag(law, f"zajecie_dopuszczalne_{item.code}", on, otherwise))


def share(kind: str, procedure: Law, on: date) -> Fraction:
    """The largest part of a payment that claims of this kind may take, what was deducted before included."""
    return procedure.on(on).ratio(_SHARES[kind])


def _flag(law: Law, name: str, on: date, otherwise: bool) -> bool:
    try:
        return law.on(on).flag(name)
    except NoParameter:
        return otherwise
