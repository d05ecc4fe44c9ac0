"""A shelter's invoice is for those who stayed there: checked before it is paid (u.p.s. art. 48a, 55a, 97a ust. 4)."""

from collections.abc import Sequence

from casework.persons import one_person
from kit.periods import last_day, month_of
from services.social_assistance.stays import store
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.months import days_of
from services.social_assistance.stays.problems import NobodyStayed
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

SHELTERS = "shelter"


async def by_merits(desk: Desk, document: InvoiceRow, allocations: Sequence[AllocationRow]) -> None:
    """Before an invoice for shelter is checked: each of whom it is divided over stayed there in the month, by that benefit.

    allocations: one at least. Raises NobodyStayed.
    """
    months = [month_of(one.period) for one in allocations]
    stays = await store.stayed(
        desk.hand.db, document.third_party, min(one.period for one in allocations), last_day(max(months))
    )
    named = {one.entitled for one in allocations} | {one.person for one in stays}
    stands = await one_person.stand_ins(desk.hand.db, named)
    known = {
        (stands.get(one.person, one.person), KINDS[one.kind].benefit, at)
        for one in stays
        for at in set(months)
        if days_of(one, at)
    }
    if any(
        (stands.get(one.entitled, one.entitled), one.benefit, month_of(one.period)) not in known for one in allocations
    ):
        raise NobodyStayed
