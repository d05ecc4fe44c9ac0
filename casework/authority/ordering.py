"""Who may make an order (postanowienie) in the organ's name, and who may act in a matter at all (k.p.a. art. 24-25, 124 § 1, 268a).

Acts of a decision's chain ask casework/authority/deciding.py; what decides nothing in the matter itself but is an order asks here.
"""

from collections.abc import Collection
from datetime import date

from casework.authority import store
from casework.authority.deciding import mandate_of
from casework.authority.rules import Mandate, authorises, strongest
from casework.authority.tables import AuthorisationRow
from casework.benefits.types import Benefit
from kit.db import WriteSession


async def mandate_for(
    db: WriteSession, *, benefits: Collection[Benefit], kind: str | None, by: str, on: date
) -> AuthorisationRow | None:
    """The mandate that covers every one of the benefits that day; where none is known, one without limits. kind: None is any."""
    standing_in_for = await store.stood_in_for(db, by, on)
    held = [
        row
        for row in await store.authorisations(db, by)
        if _covers(mandate_of(row), benefits, kind, by, on, standing_in_for)
    ]
    return held[strongest([mandate_of(row) for row in held])] if held else None


def _covers(
    mandate: Mandate,
    benefits: Collection[Benefit],
    kind: str | None,
    by: str,
    on: date,
    standing_in_for: Collection[str],
) -> bool:
    if not benefits and (mandate.acts or mandate.benefits):
        return False
    asked = kind or next(iter(mandate.kinds), "")
    of = [(one.act, one.code) for one in benefits] or [("", "")]
    return all(
        authorises(mandate, by=by, act=act, benefit=code, kind=asked, on=on, standing_in_for=standing_in_for)
        for act, code in of
    )
