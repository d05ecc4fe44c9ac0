"""/third-parties and /invoices: whom the gmina pays for what it gives in kind, and the documents that ask for it (u.f.p. art. 53-54)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import first_day, parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.third_parties import allocating, parties, reading, service, store
from services.social_assistance.third_parties import problems as refused
from services.social_assistance.third_parties import schemas as s
from services.social_assistance.third_parties.desk import Desk, Merits

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Accountant = Annotated[Principal, requires("accountant")]
Head = Annotated[Principal, requires("head")]
Ender = Annotated[Principal, requires("caseworker", "social_worker", "accountant", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
Sort = Literal["due_on", "-due_on", "service_month", "-service_month", "received_on", "-received_on"]
_STEP = (refused.InvoiceNotFound, TransitionNotAllowed, DayOutOfOrder, *CHANGE_REFUSED)
_CHECKED = (refused.SameChecker, refused.AllocationDiffers, OfficialExcluded, *_STEP)


def third_parties_router(catalogue: Catalogue) -> APIRouter:
    """Routes of the register of third parties."""
    router = APIRouter(prefix="/third-parties", tags=["third_parties"])

    @router.get(
        "",
        operation_id="third_party_list",
        summary="Whom the gmina pays by invoice or note, by name (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.ThirdPartyOut],
    )
    async def list_parties(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        paging: Paging,
        kind: Annotated[s.PartyKind | None, Query()] = None,
        unit: Annotated[Code | None, Query()] = None,
        on: Annotated[Day | None, Query(description="in the register that day")] = None,
        sort: Literal["name", "-name"] = "name",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.ThirdPartyOut] | Response:
        whole = format == "csv"
        desk = Desk(Hand(db, audit, who.subject, today), sight, catalogue)
        found = await parties.page(desk, paging, store.PartyFilters(kind, unit, on), sort, everything=whole)
        return csv_response(s.ThirdPartyOut, found.items, "kontrahenci") if whole else found

    @router.post(
        "",
        status_code=201,
        operation_id="third_party_register",
        summary="Enter whom the gmina pays by invoice or note",
        responses=problems(refused.ThirdPartyExists, ValidationFailed, *CREATION_REFUSED),
    )
    async def register(
        body: s.ThirdPartyIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("third-parties", lambda: parties.register(desk, body))

    @router.post(
        "/{third_party}/close",
        operation_id="third_party_close",
        summary="Its last day; what came before is worked on",
        responses=problems(refused.ThirdPartyNotFound, ValidationFailed, *CHANGE_REFUSED),
    )
    async def close(
        third_party: UUID,
        body: s.ClosedIn,
        who: Accountant,
        audit: Audit,
        today: Today,
        sight: Seeing,
        change: Changing,
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: parties.close(desk, third_party, body, change.version))

    return router


def invoices_router(catalogue: Catalogue, merits: Merits) -> APIRouter:
    """Routes of documents; merits: what other registers of the service say of them."""
    router = APIRouter(prefix="/invoices", tags=["third_parties"])
    _read(router, catalogue)
    _written(router, catalogue)
    _steps(router, catalogue, merits)
    return router


def _read(router: APIRouter, catalogue: Catalogue) -> None:
    @router.get(
        "",
        operation_id="invoice_list",
        summary="Invoices, notes and corrections, by a day of theirs (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.InvoiceOut],
    )
    async def list_invoices(
        who: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.InvoiceOut] | Response:
        whole = format == "csv"
        desk = Desk(Hand(db, audit, who.subject, today), sight, catalogue)
        found = await reading.page(desk, paging, wanted, sort, everything=whole)
        return csv_response(s.InvoiceOut, found.items, "faktury") if whole else found

    @router.get(
        "/{invoice}",
        operation_id="invoice_show",
        summary="A document with its division over persons and sources (audited)",
        responses=problems(refused.InvoiceNotFound),
    )
    async def show(
        invoice: UUID, who: Reader, db: Write, audit: Audit, today: Today, sight: Seeing, response: Response
    ) -> s.InvoiceShown:
        found = await reading.show(Desk(Hand(db, audit, who.subject, today), sight, catalogue), invoice)
        response.headers["ETag"] = etag(found.version)
        return found


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="invoice_register",
        summary="Enter an invoice, a debit note or a correction that came",
        responses=problems(
            refused.ThirdPartyNotFound, refused.InvoiceExists, refused.InvoiceNotFound, DayOutOfOrder, ValidationFailed,
            *CREATION_REFUSED,
        ),
    )  # fmt: skip
    async def register(
        body: s.InvoiceIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, creation: Creating
    ) -> Answer:
        desk = Desk(Hand(creation.db, audit, who.subject, today), sight, catalogue)
        return await creation.run("invoices", lambda: service.register(desk, body))

    @router.post(
        "/{invoice}/allocate",
        operation_id="invoice_allocate",
        summary="Divide it over persons, benefits and months; what was said before is taken back",
        responses=problems(refused.AllocationDiffers, OfficialExcluded, ValidationFailed, *_STEP),
    )
    async def allocate(
        invoice: UUID, body: s.AllocationsIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: allocating.allocate(desk, invoice, body, change.version))


def _steps(router: APIRouter, catalogue: Catalogue, merits: Merits) -> None:
    @router.post(
        "/{invoice}/check",
        operation_id="invoice_check",
        summary="Another official confirms by its merits that it was given",
        responses=problems(*_CHECKED),
    )
    async def check(
        invoice: UUID, body: s.DayIn, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.check(desk, merits, invoice, body, change.version))

    @router.post(
        "/{invoice}/control",
        operation_id="invoice_control",
        summary="The accountant confirms its form and its sums",
        responses=problems(refused.SameChecker, *_STEP),
    )
    async def control(
        invoice: UUID, body: s.DayIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.control(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/accept",
        operation_id="invoice_accept",
        summary="The head accepts it for payment: a liability",
        responses=problems(CannotBeBooked, *_CHECKED),
    )
    async def accept(
        invoice: UUID, body: s.DayIn, who: Head, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.accept(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/pay",
        operation_id="invoice_note_paid",
        summary="Note the bank's day: an expenditure",
        responses=problems(refused.InvoiceOtherYear, CannotBeBooked, *_STEP),
    )
    async def note_paid(
        invoice: UUID, body: s.PaidIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.note_paid(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/take-back-payment",
        operation_id="invoice_take_back_payment",
        summary="The payment was noted in error",
        responses=problems(refused.InvoiceOtherYear, refused.InvoiceCorrected, *_STEP),
    )
    async def take_back_payment(
        invoice: UUID, body: s.ReasonIn, who: Accountant, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.take_back_payment(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/withdraw-acceptance",
        operation_id="invoice_withdraw_acceptance",
        summary="The acceptance was an error: it is divided and checked anew",
        responses=problems(refused.InvoiceOtherYear, refused.InvoiceCorrected, *_STEP),
    )
    async def withdraw_acceptance(
        invoice: UUID, body: s.ReasonIn, who: Head, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.withdraw_acceptance(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/send-back",
        operation_id="invoice_send_back",
        summary="Something is wrong in its division: it is divided and checked anew",
        responses=problems(*_STEP),
    )
    async def send_back(
        invoice: UUID, body: s.ReasonIn, who: Ender, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.send_back(desk, invoice, body, change.version))

    @router.post(
        "/{invoice}/return",
        operation_id="invoice_return",
        summary="It went back to its issuer; its number may come again",
        responses=problems(refused.InvoiceCorrected, *_STEP),
    )
    async def give_back(
        invoice: UUID, body: s.ReasonIn, who: Ender, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.end(desk, invoice, body, change.version, "return"))

    @router.post(
        "/{invoice}/cancel",
        operation_id="invoice_cancel",
        summary="It was entered in error; its number may come again",
        responses=problems(refused.InvoiceCorrected, *_STEP),
    )
    async def cancel(
        invoice: UUID, body: s.ReasonIn, who: Ender, audit: Audit, today: Today, sight: Seeing, change: Changing
    ) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: service.end(desk, invoice, body, change.version, "cancel"))


async def _filters(
    third_party: Annotated[UUID | None, Query()] = None,
    state: Annotated[s.InvoiceState | None, Query()] = None,
    kind: Annotated[s.InvoiceKind | None, Query()] = None,
    purpose: Annotated[s.Purpose | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    month: Annotated[MonthText | None, Query(description="of service")] = None,
    due_to: Annotated[Day | None, Query(description="to be paid by that day")] = None,
    person: Annotated[UUID | None, Query(description="divided over this person too")] = None,
) -> store.Filters:
    of_month = None if month is None else first_day(parse_month(month))
    return store.Filters(third_party, state, kind, purpose, unit, of_month, due_to, person)
