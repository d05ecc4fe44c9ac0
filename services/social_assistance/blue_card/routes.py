"""/blue-cards: procedures "Niebieskie Karty" (ustawa o przeciwdziałaniu przemocy domowej art. 9a-9d), for readers entered by name.

To whoever is not entered nothing of them exists, whatever her post: every address answers 404.
"""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.social_assistance.blue_card import schemas as s
from services.social_assistance.blue_card import service, showing, store
from services.social_assistance.blue_card.problems import (
    BlueCardActNoted,
    BlueCardActStays,
    BlueCardNotFound,
    BlueCardRuns,
)
from services.social_assistance.blue_card.service import Room

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
_STEP = (BlueCardNotFound, TransitionNotAllowed, DayOutOfOrder, OtherUnit, ValidationFailed, *CHANGE_REFUSED)
_NEW = (BlueCardNotFound, DayOutOfOrder, OtherUnit, ValidationFailed, *CREATION_REFUSED)


def blue_cards_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of the procedures."""
    router = APIRouter(prefix="/blue-cards", tags=["blue-cards"])
    doors = _Doors(catalogue, keys)
    _read(router, doors)
    _opened(router, doors)
    _stepped(router, doors)
    return router


class _Doors:
    """Dependencies that let readers in, with what they need there."""

    def __init__(self, catalogue: Catalogue, keys: KeyRing) -> None:
        async def room(hand: Hand, sight: Seeing) -> Room:
            if not await store.is_reader(hand.db, hand.by, hand.today):
                raise BlueCardNotFound
            return Room(hand, sight, catalogue.law(hand.db.gmina), keys)

        async def looking(who: Reader, db: Write, audit: Audit, today: Today, sight: Seeing) -> Room:
            return await room(Hand(db, audit, who.subject, today), sight)

        async def making(who: Worker, creation: Creating, audit: Audit, today: Today, sight: Seeing) -> Room:
            return await room(Hand(creation.db, audit, who.subject, today), sight)

        async def changing(who: Worker, change: Changing, audit: Audit, today: Today, sight: Seeing) -> Room:
            return await room(Hand(change.db, audit, who.subject, today), sight)

        self.looking, self.making, self.changing = Depends(looking), Depends(making), Depends(changing)


async def _filters(
    state: Annotated[s.CardState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    since: Annotated[Day | None, Query(description="opened on this day or later")] = None,
    until: Annotated[Day | None, Query(description="opened on this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, unit, since, until)


def _read(router: APIRouter, doors: _Doors) -> None:
    @router.get(
        "",
        operation_id="blue_card_list",
        summary="Procedures by the day of opening, without whom they are about (audited)",
        responses=problems(BlueCardNotFound, InvalidCursor),
    )
    async def list_cards(
        room: Annotated[Room, doors.looking],
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Literal["opened_on", "-opened_on"] = "-opened_on",
    ) -> Page[s.BlueCardOut]:
        return await showing.page(room, paging, wanted, sort)

    @router.get(
        "/waiting",
        operation_id="blue_card_waiting",
        summary="Steps that wait in all procedures with their terms, and until when the team meets (audited)",
        responses=problems(BlueCardNotFound),
    )
    async def waiting(room: Annotated[Room, doors.looking]) -> s.BlueCardWaitsOut:
        return await showing.waiting(room)

    @router.get(
        "/counts",
        operation_id="blue_card_counts",
        summary="What was done from a day to a day, and on how many different families (audited)",
        responses=problems(BlueCardNotFound, ValidationFailed),
    )
    async def counts(
        room: Annotated[Room, doors.looking], since: Annotated[Day, Query()], until: Annotated[Day, Query()]
    ) -> s.BlueCardCountsOut:
        if until < since:
            raise ValidationFailed("Okres kończy się przed jego początkiem.")
        return await showing.counts(room, since, until)

    @router.get(
        "/{blue_card}",
        operation_id="blue_card_show",
        summary="A procedure with whom it is about, what was done, the group and the terms (audited)",
        responses=problems(BlueCardNotFound),
    )
    async def show(blue_card: UUID, room: Annotated[Room, doors.looking], response: Response) -> s.BlueCardShown:
        found = await showing.show(room, blue_card)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/search",
        operation_id="blue_card_find",
        summary="Procedures that name whoever has the PESEL (audited)",
        responses=problems(BlueCardNotFound, ValidationFailed),
    )
    async def find(body: s.BlueCardSoughtIn, room: Annotated[Room, doors.looking]) -> s.BlueCardsFoundOut:
        return await showing.find(room, body)


def _opened(router: APIRouter, doors: _Doors) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="blue_card_open",
        summary="A form A opens a procedure",
        responses=problems(BlueCardRuns, *_NEW),
    )
    async def open_card(body: s.BlueCardIn, room: Annotated[Room, doors.making], creation: Creating) -> Answer:
        return await creation.run("blue-cards", lambda: service.open_card(room, body))

    @router.post(
        "/team-meetings",
        status_code=201,
        operation_id="blue_card_team_met",
        summary="The interdisciplinary team met",
        responses=problems(*_NEW),
    )
    async def team_met(body: s.BlueCardTeamIn, room: Annotated[Room, doors.making], creation: Creating) -> Answer:
        return await creation.run("blue-cards/team-meetings", lambda: service.team_met(room, body))


def _stepped(router: APIRouter, doors: _Doors) -> None:
    @router.post(
        "/{blue_card}/acts",
        operation_id="blue_card_note_act",
        summary="A form, its way to the team and the group, a meeting, the protocol, monitoring",
        responses=problems(BlueCardActNoted, BlueCardActStays, *_STEP),
    )
    async def note_act(
        blue_card: UUID, body: s.BlueCardActIn, room: Annotated[Room, doors.changing], change: Changing
    ) -> Answer:
        return await change.run(lambda: service.note_act(room, blue_card, body, change.version))

    @router.post(
        "/{blue_card}/acts/{act}/withdraw",
        operation_id="blue_card_withdraw_act",
        summary="An act was entered in error; what was told of it is taken back",
        responses=problems(BlueCardActStays, *_STEP),
    )
    async def withdraw_act(
        blue_card: UUID, act: UUID, room: Annotated[Room, doors.changing], change: Changing
    ) -> Answer:
        return await change.run(lambda: service.withdraw_act(room, blue_card, act, change.version))

    @router.post(
        "/{blue_card}/group",
        operation_id="blue_card_name_group",
        summary="The group of the procedure is named, or named anew",
        responses=problems(*_STEP),
    )
    async def name_group(
        blue_card: UUID, body: s.BlueCardGroupIn, room: Annotated[Room, doors.changing], change: Changing
    ) -> Answer:
        return await change.run(lambda: service.name_group(room, blue_card, body, change.version))

    @router.post(
        "/{blue_card}/close",
        operation_id="blue_card_close",
        summary="The procedure ends; the family is monitored",
        responses=problems(*_STEP),
    )
    async def close(
        blue_card: UUID, body: s.BlueCardCloseIn, room: Annotated[Room, doors.changing], change: Changing
    ) -> Answer:
        return await change.run(lambda: service.close(room, blue_card, body, change.version))

    @router.post(
        "/{blue_card}/reopen",
        operation_id="blue_card_reopen",
        summary="The closing was entered in error",
        responses=problems(BlueCardRuns, *_STEP),
    )
    async def reopen(blue_card: UUID, room: Annotated[Room, doors.changing], change: Changing) -> Answer:
        return await change.run(lambda: service.reopen(room, blue_card, change.version))

    @router.post(
        "/{blue_card}/cancel",
        operation_id="blue_card_cancel",
        summary="The procedure was entered in error: nothing of it counts",
        responses=problems(*_STEP),
    )
    async def cancel(blue_card: UUID, room: Annotated[Room, doors.changing], change: Changing) -> Answer:
        return await change.run(lambda: service.cancel(room, blue_card, change.version))
