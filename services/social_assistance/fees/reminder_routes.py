"""/fee-reminders: payers called upon to pay what is overdue before it is enforced (u.p.s. art. 104 ust. 1; u.p.e.a. art. 15 § 1)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, SignatureUnknown
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.letters.problems import AddressUnknown, LetterExists, LetterTooLong, TemplateRefused
from casework.letters.sheets import Desk
from casework.office.service import OfficeUnknown
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.social_assistance.fees import letter, reminders
from services.social_assistance.fees import reminder_schemas as s
from services.social_assistance.fees import reminder_store as store
from services.social_assistance.fees.problems import (
    FeeReminderEnded,
    FeeReminderNotFound,
    NothingOverdue,
    ReminderTermRuns,
)

Accountant = Annotated[Principal, requires("accountant")]
Writer = Annotated[Principal, requires("caseworker", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
_STEP = (FeeReminderNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def reminders_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of reminders; `keys` opens addresses and seals the letter that was made."""
    router = APIRouter(prefix="/fee-reminders", tags=["fees"])
    _read(router)
    _written(router)
    _letter(router, catalogue, keys)
    return router


def _read(router: APIRouter) -> None:
    @router.get(
        "",
        operation_id="fee_reminder_list",
        summary="Reminders of fees by the day of their issue (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.FeeReminderOut],
    )
    async def list_reminders(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["issued_on", "-issued_on"] = "issued_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.FeeReminderOut] | Response:
        whole = format == "csv"
        found = await reminders.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.FeeReminderOut, found.items, "upomnienia") if whole else found

    @router.get(
        "/{reminder}",
        operation_id="fee_reminder_show",
        summary="A reminder with its fees (audited)",
        responses=problems(FeeReminderNotFound),
    )
    async def show(reminder: UUID, hand: _Looking, sight: Seeing) -> s.FeeReminderShown:
        return await reminders.show(hand, sight, reminder)


def _written(router: APIRouter) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="fee_reminder_issue",
        summary="A payer is called upon to pay all that is overdue and was not reminded of (art. 15 § 1 u.p.e.a.)",
        responses=problems(NothingOverdue, OfficialExcluded, DayOutOfOrder, ValidationFailed, *CREATION_REFUSED),
    )
    async def issue(body: s.FeeReminderIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("fee-reminders", lambda: reminders.issue(hand, sight, body))

    @router.post(
        "/{reminder}/deliver",
        operation_id="fee_reminder_deliver",
        summary="It was delivered; the payer's term runs",
        responses=problems(*_STEP),
    )
    async def deliver(reminder: UUID, body: s.FeeReminderDayIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reminders.deliver(hand, sight, reminder, body, change.version))

    @router.post(
        "/{reminder}/title",
        operation_id="fee_reminder_title",
        summary="An enforcement title was issued for what is open still (art. 26 u.p.e.a.)",
        responses=problems(ReminderTermRuns, NothingOverdue, *_STEP),
    )
    async def title(reminder: UUID, body: s.FeeTitleIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reminders.title(hand, sight, reminder, body, change.version))

    @router.post(
        "/{reminder}/withdraw",
        operation_id="fee_reminder_withdraw",
        summary="It was issued in error; what is open may be reminded of again",
        responses=problems(*_STEP),
    )
    async def withdraw(reminder: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reminders.close(hand, sight, reminder, change.version, "withdraw"))

    @router.post(
        "/{reminder}/end",
        operation_id="fee_reminder_end",
        summary="The enforcement ended; what is open may be reminded of again",
        responses=problems(*_STEP),
    )
    async def end(reminder: UUID, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: reminders.close(hand, sight, reminder, change.version, "end"))


def _letter(router: APIRouter, catalogue: Catalogue, keys: KeyRing) -> None:
    @router.post(
        "/{reminder}/letters",
        status_code=201,
        operation_id="fee_reminder_letter_make",
        summary="Make the reminder's letter",
        responses=problems(
            FeeReminderNotFound, FeeReminderEnded, OfficeUnknown, SignatureUnknown, AddressUnknown, LetterExists, LetterTooLong,
            TemplateRefused, OfficialExcluded, ValidationFailed, *CREATION_REFUSED,
        ),
    )  # fmt: skip
    async def make(
        reminder: UUID,
        body: s.FeeReminderLetterIn,
        who: Writer,
        sight: Seeing,
        creation: Creating,
        audit: Audit,
        today: Today,
    ) -> Answer:
        made = letter.letter(Desk(creation.db, keys, audit, who.subject, today), catalogue, sight, reminder, body)
        return await creation.run("letters", made.prepare, made.make)


async def _at_hand(who: Accountant, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Accountant, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    payer: Annotated[UUID | None, Query()] = None,
    state: Annotated[s.ReminderState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    fee: Annotated[UUID | None, Query(description="that name this fee")] = None,
) -> store.Filters:
    return store.Filters(payer, state, unit, fee)
