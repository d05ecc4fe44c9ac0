"""Who decides of a debtor in the organ's name: whoever has an authorisation that covers the fund (u.p.o.u.a. art. 8b, k.p.a. art. 268a)."""

from datetime import date

from casework.applications.desk import Hand
from casework.authority.ordering import mandate_for
from casework.authority.problems import NoAuthority
from casework.benefits.catalogue import Catalogue
from services.alimony_fund.fund import FUND

_LACKING = "W tym dniu nie obowiązuje upoważnienie tej osoby do wydawania decyzji w takiej sprawie."


async def may_decide(hand: Hand, catalogue: Catalogue, on: date, kind: str | None = None) -> None:
    """Whether she may decide on the day, and still when it is noted: an earlier day does not go round what was revoked since.

    kind: of decisions (kinds.yaml); None: one that the code's kinds do not know. Raises NoAuthority.
    """
    of = [catalogue.get(FUND)]
    for day in sorted({on, hand.today}):
        if await mandate_for(hand.db, benefits=of, kind=kind, by=hand.by, on=day) is None:
            raise NoAuthority(_LACKING)
