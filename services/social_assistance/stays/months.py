"""Months of stays: entered by the day or the hour, and confirmed by another person, which is when a fee is owed (u.p.s. art. 97-97a)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.periods import first_day, last_day, month_of, parse_month
from services.social_assistance.fees.ledger import FeeOrder, assess
from services.social_assistance.stays import store
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.problems import SupportMonthNotCharged
from services.social_assistance.stays.rules import AmountMissing, Charge, GrantMissing, charge
from services.social_assistance.stays.schemas import SupportMonthIn, SupportMonthsIn
from services.social_assistance.stays.service import as_term, changed, opened
from services.social_assistance.stays.states import STAY
from services.social_assistance.stays.tables import SupportMonthRow, SupportStayRow, SupportTermRow

MONTH = "support_month"
_ARTICLE = "art. 97-97a u.p.s."


async def enter(
    hand: Hand, sight: Sight, catalogue: Catalogue, stay: UUID, body: SupportMonthIn, version: int
) -> Answer:
    """What was used of a month; it stands instead of what was entered before. Raises SupportStayNotFound, SupportMonthNotCharged,
    TransitionNotAllowed, ValidationFailed.
    """
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "enter_month")
    at = parse_month(body.month)
    most = days_of(row, at)
    if not most or first_day(at) > hand.today:
        raise wrong("/month", "month_outside", "Ten miesiąc nie należy do pobytu albo jeszcze się nie zaczął.")
    days = most if body.days is None else body.days
    if days > most:
        raise wrong("/days", "days_outside", "Dni jest więcej, niż trwał pobyt w tym miesiącu.")
    term = in_force((await store.of_stays(hand.db, SupportTermRow, [row.id]))[row.id], at)
    found = _charge(hand, catalogue, row, term, days, body.hours, at)
    before = await store.month_of_stay(hand.db, row.id, first_day(at))
    hand.db.add(
        SupportMonthRow(
            gmina=row.gmina, stay=row.id, month=first_day(at), number=1 if before is None else before.number + 1, state="entered",
            days=days, hours=body.hours, fee=found.fee, due_on=_due_on(term, at), basis=dict(found.basis), noted_by=hand.by,
            noted_on=hand.today,
        )
    )  # fmt: skip
    return await changed(hand, row, "enter_month", state)


async def confirm(hand: Hand, sight: Sight, catalogue: Catalogue, body: SupportMonthsIn) -> Answer:
    """The month of every stay that somebody else entered is confirmed, and its fee is owed by the term that holds now. Raises
    ValidationFailed, SupportMonthNotCharged, CannotBeBooked.

    What she entered herself, or from whose matter she is excluded, stays, and the answer says `incomplete`.
    """
    at = parse_month(body.month)
    if first_day(at + 1) > hand.today:
        raise wrong("/month", "month_not_over", "Ten miesiąc jeszcze się nie skończył.")
    await store.alone(hand.db)
    waiting = await store.entered(hand.db, sight, first_day(at))
    stated = await store.of_stays(hand.db, SupportTermRow, [stay.id for stay, _ in waiting])
    terms = {stay: in_force(of_it, at) for stay, of_it in stated.items()}
    not_hers = await store.not_hers(hand.db, hand.by, [(stay, terms[stay.id]) for stay, _ in waiting], hand.today)
    ready = [
        (stay, terms[stay.id], _confirmed(hand, catalogue, stay, terms[stay.id], month))
        for stay, month in waiting
        if month.noted_by != hand.by and stay.id not in not_hers
    ]
    hand.db.add_all([month for *_, month in ready])
    await hand.db.flush()
    orders = [
        _order(stay, term, month, fee)
        for stay, term, month in ready
        if stay.charged and (fee := KINDS[stay.kind].fee) is not None
    ]
    await assess(hand, catalogue, MONTH, orders)
    await hand.note("confirm", MONTH, None, legal_basis=_ARTICLE)
    told = "incomplete" if len(ready) < len(waiting) else "confirmed" if ready else "known"
    return Answer(id=new_id(), version=1, state=told)


def days_of(row: SupportStayRow, at: int) -> int:
    """Days of the month (an ordinal) that lie in the stay, the first and the last one included."""
    first, last = max(row.since, first_day(at)), min(row.until or date.max, last_day(at))
    return max(0, (last - first).days + 1)


def in_force(terms: Sequence[SupportTermRow], at: int) -> SupportTermRow | None:
    """The term of the month: the latest that begins by then, and of one month what was stated last."""
    begun = [one for one in terms if month_of(one.since) <= at]
    return max(begun, key=lambda one: (one.since, one.number), default=None)


def _charge(
    hand: Hand, catalogue: Catalogue, row: SupportStayRow, term: SupportTermRow | None, days: int, hours: int, at: int
) -> Charge:
    kind = KINDS[row.kind]
    if kind.rule == "free":
        return Charge(0, 0, 0, {"rule": kind.rule, "article": kind.article})
    if term is None:
        raise SupportMonthNotCharged
    try:
        return charge(kind, as_term(term), days, hours, at, catalogue.law(hand.db.gmina).month(at))
    except NoParameter as missing:
        raise wrong("/month", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
    except (GrantMissing, AmountMissing):
        raise SupportMonthNotCharged from None


def _due_on(term: SupportTermRow | None, at: int) -> date:
    following = first_day(at + 1)
    return following if term is None else following.replace(day=term.due_day)


def _confirmed(
    hand: Hand, catalogue: Catalogue, stay: SupportStayRow, term: SupportTermRow | None, month: SupportMonthRow
) -> SupportMonthRow:
    """The days and hours as they were entered, at the fee of the term that holds now."""
    at = month_of(month.month)
    found = _charge(hand, catalogue, stay, term, month.days, month.hours, at)
    return SupportMonthRow(
        gmina=month.gmina, stay=month.stay, month=month.month, number=month.number + 1, state="confirmed", days=month.days,
        hours=month.hours, fee=found.fee, due_on=_due_on(term, at), basis=dict(found.basis), noted_by=hand.by, noted_on=hand.today,
    )  # fmt: skip


def _order(stay: SupportStayRow, term: SupportTermRow | None, month: SupportMonthRow, fee: str) -> FeeOrder:
    by = term.decision if term is not None else None
    return FeeOrder(
        payer=stay.person, person=stay.person, household=stay.household, benefit=fee, source=stay.id,
        month=month_of(month.month), amount=month.fee, due_on=month.due_on, unit=stay.unit,
        decision=by or stay.decision, basis=dict(month.basis),
    )  # fmt: skip
