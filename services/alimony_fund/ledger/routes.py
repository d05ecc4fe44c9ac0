"""/ledger: what debtors owe, what they repaid and whose it is (u.p.o.u.a. art. 27-30)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.sight import Sight
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
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
from services.alimony_fund.ledger import acts_schemas as acts
from services.alimony_fund.ledger import reading, service, serving
from services.alimony_fund.ledger import schemas as s
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.problems import (
    DebtAccountNotFound,
    DebtRecordNotFound,
    MoreThanOwed,
    NotCreditorOrgan,
    PayoutClaimed,
    PayoutUnfit,
    ReliefDecides,
    SurplusTaken,
    WrittenOffByHead,
)
from services.alimony_fund.ledger.terms import Terms

Accountant = Annotated[Principal, requires("accountant")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
Sort = Literal["total", "-total"]
DocumentSort = Literal["number", "-number"]
_ON = "at the end of this day; today unless stated"
_WHOLE = "csv: everything that the filter leaves"
_REFUSED = (
    DebtAccountNotFound, NotCreditorOrgan, MoreThanOwed, SurplusTaken, NoInterestRate, CannotBeBooked, DayOutOfOrder, OfficialExcluded,
    ValidationFailed, *CREATION_REFUSED,
)  # fmt: skip


def ledger_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the ledger."""
    router = APIRouter(prefix="/ledger", tags=["ledger"])
    _read(router, catalogue)
    _written(router, catalogue)
    return router


def _terms(catalogue: Catalogue, hand: Hand) -> Terms:
    return Terms(catalogue.law(hand.db.gmina))


def _desk(catalogue: Catalogue, hand: Hand, sight: Sight) -> Desk:
    return Desk(hand, sight, _terms(catalogue, hand), catalogue)


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "/accounts",
        operation_id="debt_account_list",
        summary="What debtors owe on a day, principal and interest (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor, NoInterestRate)},
        response_model=Page[s.DebtBalanceOut],
    )
    async def list_accounts(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[reading.Filters, Depends(_filters)],
        sort: Sort = "-total",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.DebtBalanceOut] | Response:
        whole = format == "csv"
        terms = _terms(catalogue, hand)
        found = await reading.page(hand, sight, terms, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtBalanceOut, found.items, "zadluzenie") if whole else found

    @router.get(
        "/accounts/{debtor}",
        operation_id="debt_account_show",
        summary="An account on a day: by entitled person and by payout; csv: the payouts, for the bailiff (art. 27 ust. 8; audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, NoInterestRate)},
        response_model=s.DebtAccountOut,
    )
    async def show(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        on: Annotated[Day | None, Query(description=_ON)] = None,
        format: Annotated[Format, Query(description="csv: a line for each payout")] = "json",  # noqa: A002
    ) -> s.DebtAccountOut | Response:
        found = await reading.account(hand, sight, _terms(catalogue, hand), debtor, on or hand.today)
        return csv_response(s.DebtOwedOut, found.claims, "wyplaty") if format == "csv" else found

    @router.get(
        "/accounts/{debtor}/documents",
        operation_id="debt_document_list",
        summary="What was booked on an account, with the shares of the gmina and the State (audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, InvalidCursor)},
        response_model=Page[s.DebtDocumentOut],
    )
    async def list_documents(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[reading.DocumentFilters, Depends(_of_days)],
        sort: DocumentSort = "number",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.DebtDocumentOut] | Response:
        whole = format == "csv"
        found = await reading.documents(hand, sight, debtor, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtDocumentOut, found.items, "zapisy") if whole else found

    @router.get(
        "/accounts/{debtor}/receipts",
        operation_id="debt_receipt_list",
        summary="Whom each receipt served, by the ranks of art. 28, and to whom goes what is not the office's (audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, InvalidCursor)},
        response_model=Page[serving.DebtServedOut],
    )
    async def list_receipts(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[serving.Filters, Depends(_of_value)],
        sort: DocumentSort = "number",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[serving.DebtServedOut] | Response:
        whole, terms = format == "csv", _terms(catalogue, hand)
        found = await serving.page(hand, sight, terms, debtor, paging, wanted, sort, everything=whole)
        return csv_response(serving.DebtServedOut, found.items, "wplaty") if whole else found

    @router.get(
        "/transfers",
        operation_id="debt_transfer_terms",
        summary="The State's part of what came in on these days, by what it is of, with the last day for passing it on (u.f.p. art. 255)",
        responses=problems(ValidationFailed),
    )
    async def transfers(
        hand: _Looking,
        sight: Seeing,
        since: Annotated[Day, Query(description="first day of the office's account")],
        until: Annotated[Day, Query(description="last day of the office's account")],
    ) -> list[s.DebtTransferOut]:
        return await reading.to_pass_on(hand, sight, _terms(catalogue, hand), since, until)


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/accounts/{debtor}/claims",
        status_code=201,
        operation_id="debt_claim_record",
        summary="A payout is owed by the debtor from the day it left the account",
        responses=problems(PayoutUnfit, PayoutClaimed, *_REFUSED),
    )
    async def claim(debtor: UUID, body: s.DebtClaimIn, hand: _Booking, sight: Seeing, creation: Creating) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await creation.run(_of(debtor, "claims"), lambda: service.claim(desk, debtor, body))

    @router.post(
        "/accounts/{debtor}/receipts",
        status_code=201,
        operation_id="debt_receipt_record",
        summary="Money came; it is divided and shared out by the law of its day",
        responses=problems(*_REFUSED),
    )
    async def receipt(
        debtor: UUID, body: acts.DebtReceiptIn, hand: _Booking, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await creation.run(_of(debtor, "receipts"), lambda: service.receipt(desk, debtor, body))

    @router.post(
        "/accounts/{debtor}/write-offs",
        status_code=201,
        operation_id="debt_write_off",
        summary="The debt expires with the debtor's death (art. 28 ust. 3), or another organ remitted a share of it (art. 30 ust. 1)",
        responses=problems(ReliefDecides, *_REFUSED),
    )
    async def write_off(
        debtor: UUID, body: acts.DebtWriteOffIn, hand: _Relieving, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await creation.run(_of(debtor, "write-offs"), lambda: service.write_off(desk, debtor, body))

    @router.post(
        "/accounts/{debtor}/give-backs",
        status_code=201,
        operation_id="debt_surplus_give_back",
        summary="What came in over the debt goes back, or what is another's by the order of art. 28 goes to him",
        responses=problems(*_REFUSED),
    )
    async def give_back(
        debtor: UUID, body: acts.DebtGiveBackIn, hand: _Booking, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await creation.run(_of(debtor, "give-backs"), lambda: service.give_back(desk, debtor, body))

    @router.post(
        "/accounts/{debtor}/corrections",
        status_code=201,
        operation_id="debt_record_take_back",
        summary="A payout or an act counts no more: counter-documents, and what stands behind it is booked again",
        responses=problems(DebtRecordNotFound, WrittenOffByHead, *_REFUSED),
    )
    async def take_back(
        debtor: UUID, body: acts.DebtTakenBackIn, hand: _Booking, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = _desk(catalogue, hand, sight)
        return await creation.run(_of(debtor, "corrections"), lambda: service.take_back(desk, debtor, body))

    @router.post(
        "/accounts/{debtor}/write-off-corrections",
        status_code=201,
        operation_id="debt_write_off_take_back",
        summary="The head takes back what she wrote off in error; what a relief wrote off goes with the relief",
        responses=problems(DebtRecordNotFound, WrittenOffByHead, *_REFUSED),
    )
    async def take_back_write_off(
        debtor: UUID, body: acts.DebtTakenBackIn, hand: _Relieving, sight: Seeing, creation: Creating
    ) -> Answer:
        desk, place = _desk(catalogue, hand, sight), _of(debtor, "write-off-corrections")
        return await creation.run(place, lambda: service.take_back_write_off(desk, debtor, body))


def _of(debtor: UUID, part: str) -> str:
    return f"ledger/accounts/{debtor}/{part}"


async def _booked(who: Accountant, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _relieved(who: Head, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looked(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Booking = Annotated[Hand, Depends(_booked)]
_Relieving = Annotated[Hand, Depends(_relieved)]
_Looking = Annotated[Hand, Depends(_looked)]


async def _filters(
    today: Today,
    on: Annotated[Day | None, Query(description=_ON)] = None,
    entitled: Annotated[UUID | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    owing: Annotated[bool | None, Query(description="whether anything is open on the day")] = None,
) -> reading.Filters:
    return reading.Filters(on or today, entitled, unit, owing)


async def _of_value(
    since: Annotated[Day | None, Query(description="first day of value")] = None,
    until: Annotated[Day | None, Query(description="last day of value")] = None,
) -> serving.Filters:
    return serving.Filters(since, until)


async def _of_days(
    since: Annotated[Day | None, Query(description="first day of value")] = None,
    until: Annotated[Day | None, Query(description="last day of value")] = None,
) -> reading.DocumentFilters:
    return reading.DocumentFilters(since, until)
