"""Where accounts of debtors are worked on: who acts, whom she sees, the law of the gmina and the budget lines of what comes in."""

from dataclasses import dataclass

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.db import WriteSession
from services.alimony_fund.ledger.terms import Terms


@dataclass(frozen=True, slots=True)
class Keeping:
    """By whom and in which unit of work documents of accounts are written, by which law and on which budget lines."""

    db: WriteSession
    by: str
    terms: Terms
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Desk:
    """One request on accounts."""

    hand: Hand
    sight: Sight
    terms: Terms
    catalogue: Catalogue

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.hand.db, self.hand.by, self.terms, self.catalogue)
