"""/ledger/state-terms and /ledger/state-transfers: what is passed on to the State, in time or not (u.f.p. art. 255)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OtherUnit
from casework.authority.sight import Sight
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import OFFICE_UNIT, Code, Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.overpayments.problems import NoInterestRate
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from services.alimony_fund.ledger import quarter_interest
from services.alimony_fund.ledger import state_register as register
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.problems import StateTransferNotFound
from services.alimony_fund.ledger.schemas import (
    Addressee,
    DebtQuarterIn,
    DebtStateTermOut,
    DebtStateTransferIn,
    DebtStateTransferOut,
)
from services.alimony_fund.ledger.terms import Terms

Accountant = Annotated[Principal, requires("accountant")]
Reader = Annotated[Principal, requires("head", "accountant", "auditor")]
Sort = Literal["passed_on", "-passed_on"]
_WHOLE = "csv: everything that the filter leaves"
_TRANSFERS = "ledger/state-transfers"


def state_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the register of what is passed on."""
    router = APIRouter(prefix="/ledger", tags=["ledger"])

    def at(hand: Hand, sight: Sight) -> Desk:
        return Desk(hand, sight, Terms(catalogue.law(hand.db.gmina)), catalogue)

    @router.get(
        "/state-terms",
        operation_id="debt_state_term_list",
        summary="Terms for passing on the State's part of repayments: owed, passed on, interest on what is late (audited)",
        responses={**CSV_ANSWER, **problems(NoInterestRate, OtherUnit, ValidationFailed)},
        response_model=list[DebtStateTermOut],
    )
    async def terms_list(
        hand: _Looking,
        sight: Seeing,
        wanted: Annotated[register.TermFilters, Depends(_terms)],
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> list[DebtStateTermOut] | Response:
        found = await register.terms_kept(at(hand, sight), wanted)
        return csv_response(DebtStateTermOut, found, "terminy") if format == "csv" else found

    @router.get(
        "/state-transfers",
        operation_id="debt_state_transfer_list",
        summary="What was passed on to the State, without what was taken back (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[DebtStateTransferOut],
    )
    async def transfers_list(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[register.TransferFilters, Depends(_transfers)],
        sort: Sort = "passed_on",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[DebtStateTransferOut] | Response:
        whole = format == "csv"
        found = await register.page(at(hand, sight), paging, wanted, sort, everything=whole)
        return csv_response(DebtStateTransferOut, found.items, "przekazania") if whole else found

    @router.post(
        "/state-transfers",
        status_code=201,
        operation_id="debt_state_transfer_record",
        summary="The State's money of a day's balance was passed on",
        responses=problems(CannotBeBooked, DayOutOfOrder, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def record(body: DebtStateTransferIn, hand: _Booking, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run(_TRANSFERS, lambda: register.record(at(hand, sight), body))

    @router.post(
        "/quarter-interest",
        status_code=201,
        operation_id="debt_quarter_interest_tell",
        summary="Interest that runs at the end of a quarter is told to reporting (Rb-27ZZ, § 0920); again: what has changed of it",
        responses=problems(CannotBeBooked, NoInterestRate, OtherUnit, ValidationFailed, *CREATION_REFUSED),
    )
    async def quarter(body: DebtQuarterIn, hand: _Booking, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("ledger/quarter-interest", lambda: quarter_interest.tell(at(hand, sight), body))

    @router.post(
        "/state-transfers/{transfer}/take-back",
        status_code=201,
        operation_id="debt_state_transfer_take_back",
        summary="A transfer that was recorded in error counts no more",
        responses=problems(StateTransferNotFound, OtherUnit, *CREATION_REFUSED),
    )
    async def take_back(transfer: UUID, hand: _Booking, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run(_TRANSFERS, lambda: register.take_back(at(hand, sight), transfer))

    return router


async def _booked(who: Accountant, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looked(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Booking = Annotated[Hand, Depends(_booked)]
_Looking = Annotated[Hand, Depends(_looked)]


async def _terms(
    today: Today,
    since: Annotated[Day, Query(description="first of the last days")],
    until: Annotated[Day, Query(description="last of them")],
    unit: Annotated[Code, Query()] = OFFICE_UNIT,
    on: Annotated[Day | None, Query(description="how they stand at the end of this day; today unless stated")] = None,
    addressee: Annotated[
        Addressee | None,
        Query(
            description="by what went to the gmina's account alone, or on to the voivode; unless stated by all of it"
        ),
    ] = None,
) -> register.TermFilters:
    return register.TermFilters(since, until, unit, on or today, addressee)


async def _transfers(
    since: Annotated[Day | None, Query(description="first day of passing on")] = None,
    until: Annotated[Day | None, Query(description="last day of passing on")] = None,
    unit: Annotated[Code | None, Query()] = None,
    addressee: Annotated[Addressee | None, Query(description="to the gmina's account, or on to the voivode")] = None,
) -> register.TransferFilters:
    return register.TransferFilters(since, until, unit, addressee)
