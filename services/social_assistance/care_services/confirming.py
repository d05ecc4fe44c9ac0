"""A month of care: looked at, confirmed by another person than whoever entered its days, reopened (u.p.s. art. 50 ust. 6-7).

Confirming charges the fees of all plans at once, in the ledger of fees; what the services cost is never netted with them.
"""

from collections.abc import Sequence
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.periods import first_day, parse_month
from services.social_assistance.care_services import store, telling
from services.social_assistance.care_services.fee_tables import FeeTables
from services.social_assistance.care_services.months import FEES
from services.social_assistance.care_services.plans import changed, opened
from services.social_assistance.care_services.problems import CareMonthOfHerOwn
from services.social_assistance.care_services.reckoning import SERVICES, Reckoned, in_force, reckon
from services.social_assistance.care_services.schemas import CareMonthIn
from services.social_assistance.care_services.states import CARE_MONTH
from services.social_assistance.care_services.tables import CareDayRow, CareMonthRow, CarePlanRow, CareTermRow
from services.social_assistance.fees.ledger import FeeOrder, assess

MONTH = "care_month"
_ARTICLE = "art. 50 ust. 6-7 u.p.s."
Found = tuple[CarePlanRow, CareTermRow, Reckoned]


async def reckoned(
    hand: Hand, catalogue: Catalogue, tables: FeeTables, plans: Sequence[CarePlanRow], at: int
) -> tuple[list[Found], dict[UUID, list[CareDayRow]]]:
    """What the month of these plans comes to, and its days. Raises MoreThanADay."""
    law, ids = catalogue.law(hand.db.gmina), [one.id for one in plans]
    terms, days = await store.terms(hand.db, ids), await store.days(hand.db, ids, at)
    found: list[Found] = []
    for one in plans:
        term = in_force(terms[one.id], at)
        if term is not None:
            found.append((one, term, reckon(law, tables, one, term, days[one.id], at)))
    return found, days


async def confirm(hand: Hand, sight: Sight, catalogue: Catalogue, tables: FeeTables, body: CareMonthIn) -> Answer:
    """The month of every plan that is open is confirmed, and its fee is owed. Raises CareMonthOfHerOwn, ValidationFailed, CannotBeBooked.

    A plan whose fee cannot be said, or from whose matter she is excluded, stays open, and the answer says `incomplete`.
    """
    at = parse_month(body.month)
    if first_day(at + 1) > hand.today:
        raise wrong("/month", "month_not_over", "Ten miesiąc jeszcze się nie skończył.")
    await store.alone(hand.db)
    plans = await store.served(hand.db, sight, at, lock=True)
    stands = await store.months(hand.db, [one.id for one in plans], at)
    waiting = [one for one in plans if one.id not in stands or stands[one.id].state == "open"]
    not_hers = await store.not_hers(hand.db, hand.by, waiting, hand.today)
    mine = [one for one in waiting if one.id not in not_hers]
    found, days = await reckoned(hand, catalogue, tables, mine, at)
    ready = [one for one in found if one[2].lacking is None]
    if any(row.noted_by == hand.by for plan, *_ in ready for row in days[plan.id]):
        raise CareMonthOfHerOwn
    state = CARE_MONTH.move("open", "confirm")
    for plan, _, month in ready:
        before = stands.get(plan.id)
        hand.db.add(_stated(hand, plan, month, before.number + 1 if before else 1, state))
    await hand.db.flush()
    await assess(hand, catalogue, MONTH, [_order(plan, term, month) for plan, term, month in ready])
    if ready:
        await telling.tell(hand.db, at)
    await hand.note("confirm", MONTH, None, legal_basis=_ARTICLE)
    told = "incomplete" if len(ready) < len(waiting) else "confirmed" if ready else "known"
    return Answer(id=new_id(), version=1, state=told)


async def reopen(hand: Hand, sight: Sight, plan: UUID, body: CareMonthIn, version: int) -> Answer:
    """Days of the month may be entered again; its fee stands until it is confirmed anew. Raises CarePlanNotFound, TransitionNotAllowed."""
    row = await opened(hand, sight, plan, version)
    stands = (await store.months(hand.db, [row.id], parse_month(body.month))).get(row.id)
    state = CARE_MONTH.move("open" if stands is None else stands.state, "reopen")
    if stands is not None:
        again = {"number": stands.number + 1, "state": state, "noted_by": hand.by, "noted_on": hand.today}
        hand.db.add(CareMonthRow(**stands.model_dump(exclude={"noted_at"}) | again))
    return await changed(hand, row, "reopen_month", row.state, _ARTICLE)


def _order(plan: CarePlanRow, term: CareTermRow, month: Reckoned) -> FeeOrder:
    return FeeOrder(
        payer=plan.person, person=plan.person, household=plan.household, benefit=FEES[SERVICES[plan.service]],
        source=plan.id, month=month.at, amount=month.fee, due_on=month.due_on, unit=plan.unit,
        decision=term.decision or plan.decision, basis=dict(month.basis) | {"share": str(month.share)},
    )  # fmt: skip


def _stated(hand: Hand, plan: CarePlanRow, month: Reckoned, number: int, state: str) -> CareMonthRow:
    basis = dict(month.basis) | {"remarks": list(month.remarks)}
    return CareMonthRow(
        gmina=plan.gmina, plan=plan.id, month=first_day(month.at), number=number, state=state, minutes=month.minutes,
        over_plan=month.over_plan, cost=month.cost, share=str(month.share), fee=month.fee, due_on=month.due_on,
        basis=basis, noted_by=hand.by, noted_on=hand.today,
    )  # fmt: skip
