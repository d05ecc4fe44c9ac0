"""The books of one debtor: claims and acts are added, documents only appended. Pure.

Whatever is recorded late (a payout or a receipt of an earlier day, an act taken back) is booked by counter-documents: what stands behind
it in the course of the account is taken back, and booked once more after it. Otherwise a document never changes, also when the law gets
another rate for its days; interest that is not settled follows the rates.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.alimony_fund.ledger.entries import Account, Act, Claim, Document, Entry, Place
from services.alimony_fund.ledger.settling import settled
from services.alimony_fund.ledger.standing import Standing, in_force, standing
from services.alimony_fund.ledger.terms import Klass, Terms


class NotThere(LookupError):
    """The books have no such claim or act, or it was taken back."""


@dataclass(frozen=True, slots=True)
class Books:
    """Claims, acts and documents of a debtor, in the order of recording."""

    claims: tuple[Claim, ...] = ()
    acts: tuple[Act, ...] = ()
    documents: tuple[Document, ...] = ()

    def standing(self, terms: Terms, on: date) -> Standing:
        """What is owed at the end of the day."""
        return standing(self.claims, self.documents, terms, on)

    def with_claim(self, claim: Claim, terms: Terms) -> "Books":
        """A payout; what was settled of later days is booked again."""
        return self.with_claims((claim,), terms)

    def with_claims(self, claims: Sequence[Claim], terms: Terms) -> "Books":
        """Payouts, one at least; what was settled behind the first of them is booked again once. Raises SurplusGone."""
        return self.instead((), claims, terms)

    def instead(self, of: Collection[UUID], claims: Sequence[Claim], terms: Terms) -> "Books":
        """Payouts that count no more, and what is owed in their place: what was settled behind the first of all is booked again once.

        Raises NotThere, SurplusGone.
        """
        gone = [one for one in in_force(self.documents) if one.kind == "claim" and one.of in of]
        if len(gone) != len(of):
            raise NotThere
        opened, again = self._opened(min([*(one.place for one in gone), *(one.place for one in claims)]))
        return opened._countered(gone)._claimed(sorted(claims, key=lambda one: one.place))._booked(again, terms)

    def with_act(self, act: Act, terms: Terms) -> "Books":
        """Money, relief or money that goes out; what was settled behind it is booked again. Raises MoreThanOpen, SurplusGone."""
        opened, again = self._opened(act.place)
        made = replace(opened, acts=(*opened.acts, act))._booked([act.id], terms, again=False)
        return made._booked(again, terms)

    def without(self, of: UUID, terms: Terms) -> "Books":
        """Takes back a claim or an act by counter-documents. Raises NotThere, SurplusGone."""
        document = next((one for one in in_force(self.documents) if one.of == of), None)
        if document is None:
            raise NotThere
        opened, again = self._opened(document.place)
        return opened._countered([document])._booked(again, terms)

    def _opened(self, place: Place) -> tuple["Books", list[UUID]]:
        """The books without the settlements behind the place, and the acts to book once more."""
        behind = [one for one in in_force(self.documents) if one.kind != "claim" and one.place > place]
        behind.sort(key=lambda one: one.place)
        return self._countered(behind[::-1]), [one.of for one in behind]

    def _claimed(self, claims: Sequence[Claim]) -> "Books":
        documents = [
            Document(number, "claim", one.id, one.day, one.place, _owed(one))
            for number, one in enumerate(claims, start=len(self.documents))
        ]
        return replace(self, claims=(*self.claims, *claims), documents=(*self.documents, *documents))

    def _countered(self, documents: list[Document]) -> "Books":
        made = list(self.documents)
        for one in documents:
            entries = tuple(replace(entry, amount=-entry.amount) for entry in one.entries)
            made.append(
                Document(
                    len(made), "counter", one.of, one.day, one.place, entries, split=one.split.taken_back,
                    counters=one.number,
                )
            )  # fmt: skip
        return replace(self, documents=tuple(made))

    def _booked(self, acts: list[UUID], terms: Terms, *, again: bool = True) -> "Books":
        books = self
        known = {one.id: one for one in self.acts}
        for of in acts:
            act = known[of]
            document = settled(act, books.standing(terms, act.day), terms, len(books.documents), again=again)
            books = replace(books, documents=(*books.documents, document))
        return books


def _owed(claim: Claim) -> tuple[Entry, ...]:
    """What is owed for a payout; of one that was taken over the interest that had come up too, which bears none itself."""
    made: list[Entry] = []
    if claim.amount:
        made += [
            Entry("principal", claim.amount, claim.klass, claim.id),
            Entry("paid_out", -claim.amount, claim.klass),
        ]
    if claim.interest:
        made += [
            Entry("interest", claim.interest, claim.klass, claim.id),
            Entry("accrued", -claim.interest, claim.klass),
        ]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a class, grosze: owed and accrued, repaid, written off; what is left by these."""

    claimed: int
    accrued: int
    repaid: int
    written_off: int

    @property
    def left(self) -> int:
        return self.claimed + self.accrued - self.repaid - self.written_off


def totals(books: Books, klass: Klass) -> Totals:
    """What the documents booked of a class; `left` is the balance of its principal and booked interest."""
    entries = [
        (document.kind, entry)
        for document in in_force(books.documents)
        for entry in document.entries
        if entry.klass == klass
    ]

    def of(account: Account) -> int:
        return sum(entry.amount for _, entry in entries if entry.account == account)

    repaid = sum(one.amount for kind, one in entries if kind == "receipt" and one.claim is not None and one.amount < 0)
    return Totals(-of("paid_out"), -of("accrued"), -repaid, of("written_off"))
