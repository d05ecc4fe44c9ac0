"""/ledger/payouts and /ledger/turnover: what concerns all accounts at once."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import wrong
from casework.authority.sight import Sight
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.overpayments.problems import NoInterestRate
from casework.today import Today
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.ledger import payouts, reading, taking_over
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.payouts_schemas import DebtPayoutOut, DebtPayoutsIn
from services.alimony_fund.ledger.problems import SurplusTaken
from services.alimony_fund.ledger.taking_over_schemas import TakenClaimsIn
from services.alimony_fund.ledger.terms import Terms
from services.alimony_fund.ledger.turnover import DebtTurnoverOut, turnover

Accountant = Annotated[Principal, requires("accountant")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
Sort = Literal["paid_on", "-paid_on"]
_WHOLE = "csv: everything that the filter leaves"


def many_router(catalogue: Catalogue) -> APIRouter:
    """Routes of all accounts together."""
    router = APIRouter(prefix="/ledger", tags=["ledger"])

    @router.post(
        "/payouts",
        status_code=201,
        operation_id="debt_payout_take_up",
        summary="Every payout of the fund of these bank days whose debtor is known is owed; what was taken up before is passed over",
        responses=problems(NoInterestRate, CannotBeBooked, DayOutOfOrder, ValidationFailed, KeyReused),
    )
    async def take_up(body: DebtPayoutsIn, hand: _Booking, sight: Seeing, once: Idempotent) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await once.run(hand.db, lambda: payouts.take_up(desk, body))

    @router.post(
        "/claims/taken-over",
        status_code=201,
        operation_id="debt_claim_take_over",
        summary="Debts of an older program as they stood on a day, all or none; what was taken over before is passed over",
        responses=problems(NoInterestRate, CannotBeBooked, SurplusTaken, ValidationFailed, KeyReused),
    )
    async def take_claims_over(body: TakenClaimsIn, hand: _Booking, sight: Seeing, once: Idempotent) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await once.run(hand.db, lambda: taking_over.take_over(desk, body))

    @router.get(
        "/payouts",
        operation_id="debt_payout_list",
        summary="Payouts of the fund that are on no account, and why (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[DebtPayoutOut],
    )
    async def list_payouts(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[payouts.Filters, Depends(_filters)],
        sort: Sort = "paid_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[DebtPayoutOut] | Response:
        whole = format == "csv"
        found = await payouts.page(_desk(catalogue, hand, sight), paging, wanted, sort, everything=whole)
        return csv_response(DebtPayoutOut, found.items, "wyplaty") if whole else found

    @router.get(
        "/turnover",
        operation_id="debt_turnover",
        summary="A year of the books by class of debt: owed, repaid, written off, and the interest that accrued in it (audited)",
        responses={**CSV_ANSWER, **problems(NoInterestRate, ValidationFailed)},
        response_model=list[DebtTurnoverOut],
    )
    async def turnover_read(
        hand: _Looking,
        sight: Seeing,
        year: Annotated[int, Query(ge=2005, le=2100, examples=[2025], description="to 31 December, or to today")],
        until: Annotated[
            Day | None, Query(description="to this day of the year, as at the end of a quarter, in place of its last")
        ] = None,
        unit: Annotated[Code | None, Query()] = None,
        format: Annotated[Format, Query(description="csv: a line for each class")] = "json",  # noqa: A002
    ) -> list[DebtTurnoverOut] | Response:
        if year > hand.today.year:
            raise wrong("/query/year", "year_to_come", "Ten rok jeszcze się nie zaczął.")
        if until is not None and until.year != year:
            raise wrong("/query/until", "day_of_another_year", "Dzień należy do innego roku.")
        terms = Terms(catalogue.law(hand.db.gmina))
        debtors = await reading.debtors(hand, sight, unit)
        last = min(until or date(year, 12, 31), hand.today)
        found = await turnover(hand.db, terms.rates(), debtors, date(year, 1, 1), last)
        await hand.note("listed", "debt_account", None)
        return csv_response(DebtTurnoverOut, found, "obroty") if format == "csv" else found

    return router


def _desk(catalogue: Catalogue, hand: Hand, sight: Sight) -> Desk:
    return Desk(hand, sight, Terms(catalogue.law(hand.db.gmina)), catalogue)


async def _booked(who: Accountant, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


async def _looked(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Booking = Annotated[Hand, Depends(_booked)]
_Looking = Annotated[Hand, Depends(_looked)]


async def _filters(
    since: Annotated[Day, Query(description="first bank day")],
    until: Annotated[Day, Query(description="last bank day")],
    why: Annotated[payouts.Why | None, Query(description="what they wait for")] = None,
) -> payouts.Filters:
    return payouts.Filters(since, until, why)
