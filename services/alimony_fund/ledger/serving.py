"""Whom each receipt of an account served: rank by rank of art. 28 u.p.o.u.a., and to whom goes what is not the office's.

The office books what it is owed for benefits of the fund and for zaliczki (art. 27 ust. 9-10); what the transfer held for the entitled
person or the liquidator of the fund of 1974 it passes on, and what is over every claim goes back to whoever paid.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.applications.desk import Hand
from casework.authority.sight import Sight, hidden_persons
from kit.money import ZlotyText, zloty
from kit.paging import Page, PageRequest
from kit.schemas import Out
from services.alimony_fund.ledger import store
from services.alimony_fund.ledger.acts_schemas import Benefits
from services.alimony_fund.ledger.entries import Act, Document
from services.alimony_fund.ledger.reading import account_of
from services.alimony_fund.ledger.schemas import Source
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.tables import ActRow
from services.alimony_fund.ledger.terms import COSTS, Terms

Ranked = Literal["costs", "fund", "advance", "creditor_current", "creditor_arrears", "liquidator", "surplus"]
Addressee = Literal["office", "entitled", "liquidator", "bailiff", "debtor"]
_ADDRESSEES: Mapping[str, Addressee] = {
    COSTS: "office",
    "fund": "office",
    "advance": "office",
    "creditor_current": "entitled",
    "creditor_arrears": "entitled",
    "liquidator": "liquidator",
}
_OFFICE = frozenset({"fund", "advance"})
_ARTICLES: Mapping[str, str] = {"paid": "art. 28 ust. 1 u.p.o.u.a.", "stopped": "art. 28 ust. 2 u.p.o.u.a."}


class DebtServedOut(Out):
    """What one claim got of a receipt. benefits: whether the entitled person received them, which decides the order; addressee: whose it
    is. claimed: what the bailiff's transfer held for another, of which the amount was served. entitled: whom the payer named, of what
    served her claims; null: of whomever."""

    receipt: UUID
    document: int
    day: date
    received: ZlotyText
    source: Source
    benefits: Benefits
    article: str
    rank: Annotated[
        int, Field(description="its place in the order of the day; costs are before it (0), surplus comes after all")
    ]
    claim: Ranked
    claimed: ZlotyText | None
    amount: ZlotyText
    addressee: Addressee
    entitled: UUID | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Receipts of which days of value; None leaves a question open."""

    since: date | None = None
    until: date | None = None


async def page(
    hand: Hand,
    sight: Sight,
    terms: Terms,
    debtor: UUID,
    paging: PageRequest,
    wanted: Filters,
    sort: str,
    *,
    everything: bool,
) -> Page[DebtServedOut]:
    """Receipts that count, in the order of booking, each by its ranks. Raises DebtAccountNotFound."""
    row = await account_of(hand, sight, debtor)
    keyset = paging.keyset(f"debt_served by {sort}", {"gmina": row.gmina, "debtor": row.id, **asdict(wanted)})
    descending = sort.startswith("-")
    books = await store.books(hand.db, row.id)
    stated = await store.receipts(hand.db, row.id)
    hidden = await hidden_persons(hand.db, sight, {one.entitled for one in stated.values() if one.entitled is not None})
    whose = {one.id: one.entitled for one in books.claims}
    acts = {one.id: one for one in books.acts}
    rows = [
        line
        for one in in_force(books.documents)
        if one.kind == "receipt" and (wanted.since or one.day) <= one.day <= (wanted.until or one.day)
        for line in _lines(one, _Receipt(acts[one.of], stated[one.of], whose, hidden), terms)
    ]
    rows.sort(key=_place, reverse=descending)
    if everything:
        return Page(items=rows, next_cursor=None)
    if keyset.after is not None:
        last = int(keyset.after[0]), int(keyset.after[1])
        rows = [one for one in rows if (_place(one) < last if descending else _place(one) > last)]
    items, cursor = keyset.page(rows[: keyset.fetch], _place)
    return Page(items=items, next_cursor=cursor)


@dataclass(frozen=True, slots=True)
class _Receipt:
    """What was stated of a receipt; whose: of each claim of the account the entitled person; hidden: whom the reader does not see."""

    act: Act
    stated: ActRow
    whose: Mapping[UUID, UUID]
    hidden: Collection[UUID]

    @property
    def named(self) -> UUID | None:
        return None if self.stated.entitled in self.hidden else self.stated.entitled

    def is_hers(self, claim: UUID) -> bool:
        """Whether the claim is among those that are served first."""
        return not self.act.of_person or self.whose[claim] in self.act.of_person


def _lines(document: Document, of: _Receipt, terms: Terms) -> Iterator[DebtServedOut]:
    act, source = of.act, of.stated.source
    order = terms.order(act.own, act.day)
    claimed: dict[str, int] = dict(act.others)
    ranks = [(COSTS, True), *((name, True) for name in order)]
    if act.of_person:
        ranks += [(name, False) for name in order if name in _OFFICE]
    for rank, (name, first) in enumerate((*ranks, ("surplus", not act.of_person))):
        amount = _served(document, name, of, first=first)
        held = claimed.get(name) if first else None
        if not amount and held is None:
            continue
        yield DebtServedOut.model_validate(
            {
                "receipt": act.id, "document": document.number, "day": document.day, "received": zloty(act.amount), "source": source,
                "benefits": act.own, "article": _ARTICLES[act.own], "rank": rank, "claim": name,
                "claimed": None if held is None else zloty(held), "amount": zloty(amount),
                "addressee": _ADDRESSEES.get(name) or ("bailiff" if source == "bailiff" else "debtor"),
                "entitled": of.named if first else None,
            }
        )  # fmt: skip


def _served(document: Document, name: str, of: _Receipt, *, first: bool) -> int:
    """Grosze of a claim on the receipt's document: what it took off the office's claims of a class, or put aside for another."""
    if name in _OFFICE:
        off = [
            one.amount
            for one in document.entries
            if one.claim is not None and one.klass == name and of.is_hers(one.claim) == first
        ]
        return -sum(amount for amount in off if amount < 0)
    return -sum(one.amount for one in document.entries if one.account == name)


def _place(one: DebtServedOut) -> tuple[int, int]:
    return one.document, one.rank
