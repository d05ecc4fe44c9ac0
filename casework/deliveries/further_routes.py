"""/letters/{letter}/sendings: deliveries of further letters; /deliveries: every delivery of the office in one list."""

from dataclasses import asdict
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.assessments.service import NoLawForDate
from casework.authority.veil import Seeing
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.deliveries import further, further_store
from casework.deliveries.further_schemas import AnyDeliveryOut, LetterSendingIn, LetterSendingOut, Subject
from casework.deliveries.problems import DeliveryImpossible, DeliveryNotFound, LetterNotSentHere
from casework.deliveries.schemas import DeliveryState, EventIn
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.letters.problems import LetterNotFound
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems

Sender = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


def further_deliveries_router() -> APIRouter:
    """Routes of deliveries that no decision and no call has of its own."""
    router = APIRouter(tags=["deliveries"])

    @router.post(
        "/letters/{letter}/sendings",
        status_code=201,
        operation_id="letter_send",
        summary="Send a letter; a decision and a call have routes of their own",
        responses=problems(
            LetterNotFound, LetterNotSentHere, DayOutOfOrder, DeliveryImpossible, NoLawForDate, *CREATION_REFUSED
        ),
    )
    async def send(letter: UUID, body: LetterSendingIn, who: Sender, creation: Creating, today: Today) -> Answer:
        return await creation.run(
            f"letters/{letter}/sendings",
            lambda: further.send(db=creation.db, letter=letter, order=body, by=who.subject, today=today),
        )

    @router.post(
        "/letters/{letter}/sendings/{sending}/events",
        operation_id="letter_note_event",
        summary="Note what happened to it; nothing is ever erased",
        responses=problems(
            DeliveryNotFound, TransitionNotAllowed, DayOutOfOrder, DeliveryImpossible, NoLawForDate, *CHANGE_REFUSED
        ),
    )
    async def note_event(
        letter: UUID, sending: UUID, body: EventIn, who: Sender, change: Changing, today: Today
    ) -> Answer:
        return await change.run(
            lambda: further.note_event(
                db=change.db,
                letter=letter,
                sending=sending,
                event=body,
                by=who.subject,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "/letters/{letter}/sendings",
        operation_id="letter_sending_list",
        summary="How a letter was sent, and the day it counts as delivered (audited)",
        responses=problems(LetterNotFound),
    )
    async def list_sendings(letter: UUID, _: Reader, db: Write, audit: Audit) -> list[LetterSendingOut]:
        await audit.note(db, "read_deliveries", "letter", letter)
        return await further.sendings(db=db, letter=letter)

    @router.get(
        "/deliveries",
        operation_id="any_delivery_list",
        summary="Deliveries of decisions, calls and letters: what waits, what was without effect (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[AnyDeliveryOut],
    )
    async def list_deliveries(
        _: Reader,
        sight: Seeing,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: Annotated[further_store.Filters, Depends(_filters)],
        sort: Literal["sent_on", "-sent_on"] = "-sent_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[AnyDeliveryOut] | Response:
        everything = format == "csv"
        keyset = paging.keyset(f"deliveries by {sort}", {"gmina": db.gmina, **asdict(wanted)})
        after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
        rows = await further_store.page(db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
        shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row["sent_on"], row["key"]))
        await audit.note(db, "exported" if everything else "listed", "delivery")
        items = [AnyDeliveryOut.model_validate({**row, "to": row["addressed_to"]}) for row in shown]
        return (
            csv_response(AnyDeliveryOut, items, "doreczenia") if everything else Page(items=items, next_cursor=cursor)
        )

    return router


async def _filters(
    subject: Annotated[Subject | None, Query()] = None,
    state: Annotated[DeliveryState | None, Query()] = None,
    way: Annotated[Code | None, Query()] = None,
    kind: Annotated[Code | None, Query(description="of the act, or of the letter")] = None,
    sent_by: Annotated[str | None, Query(max_length=200)] = None,
    since: Annotated[Day | None, Query(description="sent on this day or later")] = None,
    until: Annotated[Day | None, Query(description="sent on this day or earlier")] = None,
    waits_to: Annotated[
        Day | None, Query(description="counts as delivered on this day or earlier if nobody collects it")
    ] = None,
) -> further_store.Filters:
    return further_store.Filters(subject, state, way, kind, sent_by, since, until, waits_to)
