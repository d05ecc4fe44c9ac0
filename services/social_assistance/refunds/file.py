"""What claims for refunds hold of a person, for the copy of her data (GDPR art. 15): as who had the help, and as who is obliged.

One who is obliged is told of what was stated of him alone (art. 15 ust. 4 RODO).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing
from services.social_assistance.refunds import store
from services.social_assistance.refunds.tables import ClaimRow, ObligedRow

_CLAIM = {
    "state": "Stan",
    "kind": "Rodzaj wydatku",
    "benefit": "Za jaką pomoc",
    "expense": "Wydatek",
    "agreed_to_help": "Umowa o pomoc bliskich",
    "allowance_due": "Należy się zasiłek pogrzebowy",
    "noted_on": "Wpisano",
}
_OBLIGED = {
    "who": "Jako kto",
    "persons": "Osób w gospodarstwie",
    "income": "Dochód",
    "estate": "Wartość spadku",
    "ended": "Nie jest już obowiązany",
}


async def _claims(
    db: WriteSession, _: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(ClaimRow)
        .where(ClaimRow.gmina == db.gmina, ClaimRow.person == person, store.seen(sight))
        .order_by(col(ClaimRow.noted_on), col(ClaimRow.id))
    )
    return [
        (
            one.id,
            {
                "state": one.state,
                "kind": one.kind,
                "benefit": one.benefit,
                "expense": zloty(one.expense),
                "agreed_to_help": one.agreed_to_help,
                "allowance_due": one.allowance_due,
                "noted_on": one.noted_on.isoformat(),
            },
        )
        for one in found.all()
    ]


async def _obliged(
    db: WriteSession, _: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    seen = select(ClaimRow.id).where(ClaimRow.gmina == db.gmina, store.seen(sight))
    found = await db.exec(
        select(ObligedRow)
        .where(ObligedRow.gmina == db.gmina, ObligedRow.person == person, col(ObligedRow.claim).in_(seen))
        .order_by(col(ObligedRow.claim), col(ObligedRow.number))
    )
    return [
        (
            one.claim,
            {
                "who": one.who,
                "persons": str(one.persons),
                "income": zloty(one.income),
                "estate": zloty(one.estate),
                "ended": one.ended,
            },
        )
        for one in found.all()
    ]


HELD = (
    Held("refund_claim", "Wydatki na świadczenia do zwrotu", _CLAIM, frozenset({"refund_claim"}), _claims),
    Held("refund_obliged", "Obowiązek zwrotu wydatków", _OBLIGED, frozenset({"refund_obliged"}), _obliged),
)
