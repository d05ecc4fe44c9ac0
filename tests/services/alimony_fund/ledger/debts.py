"""The worked cases of debts that lie beside the law (law/upoua/przypadki_dlugow.yaml), and a debtor's books made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from kit.law import Law, read_documents
from kit.money import grosze
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim, Document
from services.alimony_fund.ledger.terms import Terms
from tests.services.worked_cases import SERVICES

TERMS = Terms(CATALOGUE.law())
CHILD, OTHER_CHILD = UUID(int=1), UUID(int=2)
_IDS = UUID(int=77)

_FOUND = [
    one.content["debt_cases"]
    for one in read_documents(SERVICES / "alimony_fund" / "law")
    if one.content.get("debt_cases")
]


def cases(topic: str) -> list[Mapping[str, Any]]:
    """The cases of a topic."""
    return [case for told in _FOUND for case in told[topic]]


def named(name: str) -> UUID:
    """An id that stays the same for a name."""
    return uuid5(_IDS, name)


def a_claim(name: str, day: date, amount: str, *, entitled: UUID = CHILD) -> Claim:
    """A payout of the fund."""
    return Claim(named(name), "fund", day, grosze(amount), entitled)


def a_receipt(name: str, day: date, amount: str) -> Act:
    """Money that came."""
    return Act(named(name), "receipt", day, grosze(amount))


def books_of(claims: Sequence[Mapping[str, Any]]) -> Books:
    """The books with the claims of a case; a zaliczka is owed with its surcharge."""
    books = Books()
    for one in claims:
        klass = one.get("klass", "fund")
        amount = grosze(one["amount"])
        owed = TERMS.advance_debt(amount, one["day"]) if klass == "advance" else amount
        books = books.with_claim(Claim(named(one["id"]), klass, one["day"], owed, CHILD), TERMS)
    return books


def taken_off(document: Document, account: str) -> int:
    """Grosze that a document takes off principal or interest of claims."""
    return -sum(one.amount for one in document.entries if one.account == account and one.amount < 0 and one.claim)


def with_text(name: str, text: str) -> Terms:
    """The law with another text of a parameter on every day."""
    return Terms(
        Law(
            replace(one, values=tuple(replace(value, value=text) for value in one.values)) if one.name == name else one
            for one in TERMS.law.parameters.values()
        )
    )
