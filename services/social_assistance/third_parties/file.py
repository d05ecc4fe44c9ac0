"""What third parties' documents hold of a person, for the copy of her data (GDPR art. 15): what was given to her and what it cost."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.facts.money import thousandths
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing
from services.social_assistance.third_parties import store
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow, ThirdPartyRow

_NAMES = {
    "party": "Kto udzielił",
    "benefit": "Świadczenie",
    "months": "Miesiące, ilość i koszt",
    "state": "Stan dokumentu",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Documents divided over her, in the order of service: only her own part of each."""
    rows = await db.exec(
        select(InvoiceRow, ThirdPartyRow.name)
        .join(
            ThirdPartyRow,
            (col(ThirdPartyRow.gmina) == col(InvoiceRow.gmina))
            & (col(ThirdPartyRow.id) == col(InvoiceRow.third_party)),
        )
        .where(
            InvoiceRow.gmina == db.gmina,
            col(InvoiceRow.id).in_(
                select(AllocationRow.invoice).where(AllocationRow.gmina == db.gmina, AllocationRow.entitled == person)
            ),
            store.of_units(sight, InvoiceRow.unit),
        )
        .order_by(col(InvoiceRow.service_month), col(InvoiceRow.id))
    )
    documents = {row.id: (row, name) for row, name in rows.all()}
    hers: dict[UUID, list[AllocationRow]] = {}
    for one in await store.allocations(db, [*documents]):
        if one.entitled == person:
            hers.setdefault(one.invoice, []).append(one)
    return [
        (
            invoice,
            {
                "party": documents[invoice][1],
                "benefit": sorted({one.benefit for one in of_it}),
                "months": [
                    f"{month_text(month_of(one.period))}: {thousandths(one.quantity)}, {zloty(one.amount)}"
                    for one in of_it
                ],
                "state": documents[invoice][0].state,
            },
        )
        for invoice, of_it in hers.items()
    ]


OF_INVOICES = Held(
    "invoice",
    "Pomoc w naturze opłacona z faktur i not",
    _NAMES,
    frozenset({"invoice_allocation"}),
    _read,
)
