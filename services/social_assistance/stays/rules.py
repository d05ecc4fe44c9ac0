"""What a month of a stay in a centre of support costs whoever stays (u.p.s. art. 48a, 51b, 53, 97, 97a). Pure; grosze.

What is agreed with the person, decided, or set by the council is stated; the act says who pays nothing and what a fee may not exceed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kit.law import View
from kit.money import half_up, zloty
from kit.periods import days_in
from services.social_assistance.care_services.rules import (
    criterion,
    day_centre_fee,
    round_the_clock_fee,
    shelter_fee,
)
from services.social_assistance.stays.kinds import Kind

By = Literal["month", "day", "hour"]
_WHOLE = 100
"""Per cent."""


class GrantMissing(ValueError):
    """The average grant for a place is not stated, above which nobody pays for a stay round the clock (art. 51b ust. 4)."""


class AmountMissing(ValueError):
    """No fee was stated, and the act computes none."""


@dataclass(frozen=True, slots=True)
class Term:
    """By what a stay is charged from a month on. amount: of a month, a day or an hour, as it was agreed or decided. income: a month of
    `persons`. place_grant: the average monthly grant for a place. exempted: per cent. from_care_home: gave up a care home for the flat.
    """

    by: By
    amount: int | None
    income: int
    persons: int = 1
    place_grant: int | None = None
    exempted: int = 0
    from_care_home: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """A month: what the stated amount comes to, the most that may be asked (None: no bound), the fee, and what it was computed from."""

    stated: int
    at_most: int | None
    fee: int
    basis: Mapping[str, str]


def charge(kind: Kind, term: Term, days: int, hours: int, at: int, view: View) -> Charge:
    """The fee for a month (an ordinal) of so many days or hours. Raises NoParameter, GrantMissing, AmountMissing."""
    basis = {"rule": kind.rule, "article": kind.article, "income": zloty(term.income), "persons": str(term.persons)}
    if kind.rule == "free":
        return Charge(0, 0, 0, basis)
    per_person = Fraction(term.income, term.persons)
    single = term.persons == 1
    if kind.rule == "day_centre":
        stated = day_centre_fee(single, per_person, view) if days else 0
        return Charge(stated, None, _exempted(stated, term), basis)
    if kind.rule == "round_the_clock":
        if term.place_grant is None:
            raise GrantMissing
        stated = round_the_clock_fee(Fraction(term.income), days, days_in(at), term.place_grant, view)
        basis["place_grant"] = zloty(term.place_grant)
        return Charge(stated, None, _exempted(stated, term), basis | {"days": f"{days}/{days_in(at)}"})
    stated = _stated(term, days, hours)
    at_most = bound(kind, term, view)
    fee = stated if at_most is None else min(stated, at_most)
    basis |= {"by": term.by, "amount": zloty(term.amount or 0), "days": str(days), "hours": str(hours)}
    if at_most is not None:
        basis["at_most"] = zloty(at_most)
    return Charge(stated, at_most, _exempted(fee, term), basis)


def bound(kind: Kind, term: Term, view: View) -> int | None:
    """The most that may be asked for a month at this income; 0: nothing, None: the act has no bound. Raises NoParameter."""
    per_person, single = Fraction(term.income, term.persons), term.persons == 1
    if kind.form is not None:
        return shelter_fee(kind.form, single, per_person, view).at_most
    if kind.rule == "short_term":
        return 0 if per_person <= criterion(view, single=True) else None
    if kind.rule != "flat":
        return None
    if per_person <= criterion(view, single=single):
        return 0
    if term.from_care_home:
        most = view.ratio("mieszkanie_treningowe_wspomagane_oplata_maks_byly_dps") * per_person
        return most.numerator // most.denominator
    return None


def _stated(term: Term, days: int, hours: int) -> int:
    if term.amount is None:
        raise AmountMissing
    units = {"month": 1 if days or hours else 0, "day": days, "hour": hours}
    return term.amount * units[term.by]


def _exempted(fee: int, term: Term) -> int:
    return half_up(fee * (_WHOLE - term.exempted), _WHOLE)
