"""Where accounts of debtors are worked on: who acts, whom she sees, the law of the gmina and the budget lines of what comes in."""

from dataclasses import dataclass

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from services.alimony_fund.ledger.terms import Terms


@dataclass(frozen=True, slots=True)
class Desk:
    """One request on accounts."""

    hand: Hand
    sight: Sight
    terms: Terms
    catalogue: Catalogue
