"""/ledger/accounts/{debtor}/acts, /entries and /interest: an account so that it can be reckoned again by hand (u.p.o.u.a. art. 27-30)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.overpayments.problems import NoInterestRate
from casework.today import Today
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems
from kit.schemas import INT32_MAX
from services.alimony_fund.ledger import proof
from services.alimony_fund.ledger import proof_schemas as s
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.problems import DebtAccountNotFound
from services.alimony_fund.ledger.terms import Terms

Reader = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]
ActSort = Literal["day", "-day"]
EntrySort = Literal["document", "-document"]
_WHOLE = "csv: everything that the filter leaves"


def proof_router(catalogue: Catalogue) -> APIRouter:
    """Routes of what an account is reckoned again from."""
    router = APIRouter(prefix="/ledger/accounts/{debtor}", tags=["ledger"])

    def at(hand: Hand, sight: Sight) -> Desk:
        return Desk(hand, sight, Terms(catalogue.law(hand.db.gmina)), catalogue)

    @router.get(
        "/acts",
        operation_id="debt_act_list",
        summary="Money, relief and surplus as they were stated, with source and document of the bank (audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, InvalidCursor)},
        response_model=Page[s.DebtActOut],
    )
    async def list_acts(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[proof.ActFilters, Depends(_acts)],
        sort: ActSort = "day",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.DebtActOut] | Response:
        whole = format == "csv"
        found = await proof.acts(at(hand, sight), debtor, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtActOut, found.items, "zdarzenia") if whole else found

    @router.get(
        "/entries",
        operation_id="debt_entry_list",
        summary="The lines of an account's documents: debits and credits that sum to zero in each (audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, InvalidCursor)},
        response_model=Page[s.DebtEntryOut],
    )
    async def list_entries(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[proof.EntryFilters, Depends(_entries)],
        sort: EntrySort = "document",
        format: Annotated[Format, Query(description=_WHOLE)] = "json",  # noqa: A002
    ) -> Page[s.DebtEntryOut] | Response:
        whole = format == "csv"
        found = await proof.entries(at(hand, sight), debtor, paging, wanted, sort, everything=whole)
        return csv_response(s.DebtEntryOut, found.items, "pozycje") if whole else found

    @router.get(
        "/interest",
        operation_id="debt_interest_show",
        summary="Interest of each payout by stretches of one rate: first and last day, days, rate, base, amount (audited)",
        responses={**CSV_ANSWER, **problems(DebtAccountNotFound, NoInterestRate)},
        response_model=list[s.DebtInterestOut],
    )
    async def show_interest(
        debtor: UUID,
        hand: _Looking,
        sight: Seeing,
        on: Annotated[Day | None, Query(description="at the end of this day; today unless stated")] = None,
        format: Annotated[Format, Query(description="csv: a line for each stretch")] = "json",  # noqa: A002
    ) -> list[s.DebtInterestOut] | Response:
        found = await proof.interest(at(hand, sight), debtor, on or hand.today)
        return csv_response(s.DebtInterestOut, found, "odsetki") if format == "csv" else found

    return router


async def _looked(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Looking = Annotated[Hand, Depends(_looked)]


async def _acts(
    since: Annotated[Day | None, Query(description="first day of value")] = None,
    until: Annotated[Day | None, Query(description="last day of value")] = None,
    kind: Annotated[s.ActKind | None, Query()] = None,
) -> proof.ActFilters:
    return proof.ActFilters(since, until, kind)


async def _entries(
    since: Annotated[Day | None, Query(description="first day of value")] = None,
    until: Annotated[Day | None, Query(description="last day of value")] = None,
    document: Annotated[int | None, Query(ge=0, le=INT32_MAX, description="number of the document")] = None,
    claim: Annotated[UUID | None, Query()] = None,
) -> proof.EntryFilters:
    return proof.EntryFilters(since, until, document, claim)
