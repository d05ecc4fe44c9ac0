"""What the ledger of debtors holds of a person, for the copy of her data (GDPR art. 15): payouts, and what came in and went."""

from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from casework.authority.sight import Sight
from services.alimony_fund.debtors import store
from services.alimony_fund.debtors.file import of_debtor, register
from services.alimony_fund.ledger.tables import ActRow, ClaimRow


def _claims(sight: Sight, person: UUID) -> Any:
    whose = or_(of_debtor(sight, person, col(ClaimRow.debtor)), ClaimRow.entitled == person)
    mine = (
        ClaimRow.gmina == sight.gmina,
        whose,
        store.of_seen(sight, ClaimRow.debtor),
        sight.persons(ClaimRow.entitled),
    )
    return select(ClaimRow.id, ClaimRow).where(*mine).order_by(col(ClaimRow.paid_on), col(ClaimRow.id))


def _acts(sight: Sight, person: UUID) -> Any:
    mine = (ActRow.gmina == sight.gmina, of_debtor(sight, person, col(ActRow.debtor)))
    return select(ActRow.id, ActRow).where(*mine).order_by(col(ActRow.day), col(ActRow.id))


HELD = (
    register(
        "debt_claim", "Wypłaty, których zwrot obciąża dłużnika", ["debt_claim"],
        {"klass": "Rodzaj", "period": "Za miesiąc", "paid_on": "Wypłacono dnia", "paid": "Wypłacono", "owed": "Do zwrotu"}, _claims,
    ),
    register(
        "debt_act", "Wpłaty, umorzenia i zwroty dłużnika", ["debt_act"],
        {"kind": "Co", "day": "Dzień", "amount": "Kwota", "source": "Od kogo", "reason": "Powód", "document": "Dokument"}, _acts,
    ),
)  # fmt: skip
NOT_HELD = {
    "debt_document": "the books of the payouts and acts of the file: they follow from these by the rule",
    "debt_entry": "the lines of those documents",
}
