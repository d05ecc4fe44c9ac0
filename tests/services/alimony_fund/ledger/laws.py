"""The law of the ledger read otherwise, where it is a setting."""

from dataclasses import replace

from kit.law import Law
from services.alimony_fund.ledger.terms import Terms
from tests.services.alimony_fund.ledger.debts import TERMS


def with_text(name: str, value: str) -> Terms:
    """The law with another text of a parameter on all its days."""
    return Terms(
        Law(
            replace(one, values=tuple(replace(each, value=value) for each in one.values)) if one.name == name else one
            for one in TERMS.law.parameters.values()
        )
    )
