"""/blue-card-readers: who may know of procedures "Niebieskie Karty"."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from casework.applications.desk import Hand
from casework.decisions.moments import DayOutOfOrder
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems
from services.social_assistance.blue_card import readers
from services.social_assistance.blue_card import schemas as s
from services.social_assistance.blue_card.problems import ReaderEntersHimself, ReaderNotFound

Head = Annotated[Principal, requires("head")]
Looker = Annotated[Principal, requires("head", "auditor")]


def blue_card_readers_router() -> APIRouter:
    """Routes of those who may know."""
    router = APIRouter(prefix="/blue-card-readers", tags=["blue-cards"])

    @router.get(
        "",
        operation_id="blue_card_reader_list",
        summary="Who may know of the procedures, or might",
        responses=problems(),
    )
    async def entered(who: Looker, db: Read) -> s.BlueCardReadersOut:
        return await readers.entered(db)

    @router.post(
        "",
        status_code=201,
        operation_id="blue_card_reader_enter",
        summary="Somebody may know of the procedures; nobody enters himself",
        responses=problems(ReaderEntersHimself, DayOutOfOrder, ValidationFailed, *CREATION_REFUSED),
    )
    async def enter(body: s.BlueCardReaderIn, hand: _Receiving, creation: Creating) -> Answer:
        return await creation.run("blue-card-readers", lambda: readers.enter(hand, body))

    @router.post(
        "/{reader}/end",
        operation_id="blue_card_reader_end",
        summary="Somebody may know no more",
        responses=problems(ReaderNotFound, DayOutOfOrder, ValidationFailed, *CHANGE_REFUSED),
    )
    async def end(reader: UUID, body: s.BlueCardReaderEndIn, hand: _Here, change: Changing) -> Answer:
        return await change.run(lambda: readers.end(hand, reader, body, change.version))

    return router


async def _at_hand(who: Head, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Head, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
