"""How the interest of an account was reckoned: each payout between settlements, by stretches of one rate (art. 27 ust. 1a). Pure.

It is reckoned anew by the law as it is known now, beside what the documents booked: a rate that became known later shows as a difference,
and changes no document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from casework.overpayments.interest import Stretch
from kit.money import half_up
from services.alimony_fund.ledger.entries import Claim, Document
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.terms import Terms

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Interest of a payout up to a settlement, or up to the day that is asked for (document None), which is booked by nothing.

    base: grosze of principal that bore it. booked: grosze that the document booked.
    """

    document: int | None
    claim: Claim
    base: int
    stretches: tuple[Stretch, ...]
    days_of_year: int
    booked: int | None

    def exact(self, stretch: Stretch) -> Fraction:
        """Grosze of a stretch, not rounded."""
        return self.base * stretch.days * stretch.yearly / self.days_of_year

    @property
    def interest(self) -> int:
        """Grosze of all stretches together, rounded once, half up."""
        whole = sum((self.exact(one) for one in self.stretches), Fraction(0))
        return half_up(whole.numerator, whole.denominator)


def reckoned(claims: Iterable[Claim], documents: Sequence[Document], terms: Terms, on: date) -> tuple[Reckoned, ...]:
    """Every settlement in force by the day, in the order of the account, and what runs since then to the end of the day. Raises NoRate."""
    bearing = sorted((one for one in claims if one.klass == "fund"), key=lambda one: one.place)
    rates = terms.rates()
    principal: dict[UUID, int] = {}
    settled: date | None = None
    found: list[Reckoned] = []

    def until(day: date, document: Document | None) -> None:
        for claim in bearing:
            base = principal.get(claim.id, 0)
            since = claim.day if settled is None else max(settled, claim.day)
            stretches = rates.stretches(max(terms.bears_from(claim.day), since + _ONE_DAY), day) if base else ()
            if not stretches:
                continue
            number = None if document is None else document.number
            booked = None if document is None else _booked(document, claim.id)
            found.append(Reckoned(number, claim, base, stretches, rates.days_of_year, booked))

    for one in sorted((one for one in in_force(documents) if one.day <= on), key=lambda one: one.place):
        if one.settles:
            until(one.day, one)
            settled = one.day
        for entry in one.entries:
            if entry.account == "principal" and entry.claim is not None:
                principal[entry.claim] = principal.get(entry.claim, 0) + entry.amount
    until(on, None)
    return tuple(found)


def _booked(document: Document, claim: UUID) -> int:
    return sum(
        one.amount for one in document.entries if one.claim == claim and one.account == "interest" and one.amount > 0
    )
