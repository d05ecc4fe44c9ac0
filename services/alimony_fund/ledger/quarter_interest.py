"""Interest that runs at the end of a quarter, told to reporting for Rb-27ZZ (§ 0920), though no settlement has booked it yet.

It is told on the last day of the quarter and taken off on the next, so that what a settlement books afterwards stands once. The books of
the accounts do not change. Asked for again, after something of that quarter was recorded late, only the difference is told.
"""

from datetime import date, timedelta
from uuid import UUID, uuid5

from sqlalchemy import func
from sqlmodel import select

from casework.authority.problems import OtherUnit, wrong
from casework.facts.money import DEBT_ASSESSED
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from kit.db import WriteSession, raw
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger import telling
from services.alimony_fund.ledger.balances import of_classes
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.parts import INTEREST, Part
from services.alimony_fund.ledger.schemas import DebtQuarterIn
from services.alimony_fund.ledger.tables import QuarterToldRow

_REGISTER = "debt_quarter_interest"
_OF_QUARTERS = UUID("0197a000-0000-7000-8000-000000000927")
_MONTHS_OF_A_QUARTER = 3
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('debt_quarter_interest|' || %s, 0))"
_TOLD = """
SELECT coalesce(sum((line ->> 'amount')::bigint), 0)::bigint
  FROM event_log CROSS JOIN LATERAL json_array_elements(item::json #> '{data,lines}') AS line
 WHERE gmina = %s AND subject = %s AND item::json ->> 'type' = %s AND item::json #>> '{data,booked_on}' = %s
"""


async def tell(desk: Desk, body: DebtQuarterIn) -> Answer:
    """The running interest of a unit's accounts at the end of the quarter. Raises OtherUnit, NoInterestRate, CannotBeBooked,
    ValidationFailed."""
    hand, db = desk.hand, desk.hand.db
    if not desk.sight.works_on(body.unit):
        raise OtherUnit
    next_day = body.until + timedelta(days=1)
    if next_day.day != 1 or body.until.month % _MONTHS_OF_A_QUARTER:
        raise wrong("/until", "no_end_of_a_quarter", "Ten dzień nie kończy kwartału.")
    if next_day > hand.today:
        raise wrong("/until", "quarter_not_over", "Ten kwartał jeszcze trwa.")
    await (await raw(db)).execute(_ONE_AT_A_TIME, (db.gmina,))
    subject = uuid5(_OF_QUARTERS, f"{db.gmina}/{body.unit}/{body.until.isoformat()}")
    amount = await _running(desk, body.unit, body.until) - await _told(db, subject, body.until)
    if amount:
        document = {"kind": _REGISTER, "id": str(new_id()), "version": 1}
        for day, part in ((body.until, amount), (next_day, -amount)):
            told = telling.fact(desk.catalogue, body.unit, document, Part(DEBT_ASSESSED, INTEREST, part), day, day)
            db.emit(event(service=db.service, gmina=db.gmina, type=DEBT_ASSESSED, subject=subject, data=told))
    before = select(func.coalesce(func.max(QuarterToldRow.number), 0)).where(
        QuarterToldRow.gmina == db.gmina, QuarterToldRow.unit == body.unit, QuarterToldRow.until == body.until
    )
    number = int((await db.exec(before)).one()) + 1
    db.add(
        QuarterToldRow(
            gmina=db.gmina, unit=body.unit, until=body.until, number=number, amount=amount, noted_by=hand.by,
        )
    )  # fmt: skip
    await db.flush()
    await hand.note("told", _REGISTER, subject, legal_basis="art. 27 ust. 1a u.p.o.u.a.")
    return Answer(id=subject, version=1, state="told" if amount else "known")


async def _running(desk: Desk, unit: str, on: date) -> int:
    db = desk.hand.db
    whose = (await db.exec(select(DebtorRow.id).where(DebtorRow.gmina == db.gmina, DebtorRow.unit == unit))).all()
    try:
        found = await of_classes(db, desk.terms.rates(), whose, on)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    return found["fund"].running if "fund" in found else 0


async def _told(db: WriteSession, subject: UUID, on: date) -> int:
    found = await (await raw(db)).execute(_TOLD, (db.gmina, subject, DEBT_ASSESSED, on.isoformat()))
    row = await found.fetchone()
    return int(row[0]) if row else 0
