"""/large-family-cards: the register of cards of large families, and the statistics of a year (ustawa o Karcie Dużej Rodziny)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Day
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.family_benefits.card_register import schemas as s
from services.family_benefits.card_register import service, store
from services.family_benefits.card_register.problems import (
    CardHeld,
    CardNotDue,
    CardNumberTaken,
    LargeFamilyCardNotFound,
)

Clerk = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Counter = Annotated[Principal, requires("caseworker", "head", "accountant", "reporter", "auditor")]
Sort = Literal["ordered_on", "-ordered_on", "valid_until", "-valid_until"]
_STEP = (LargeFamilyCardNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, *CHANGE_REFUSED)


def card_register_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of cards of large families."""
    router = APIRouter(prefix="/large-family-cards", tags=["large-family-cards"])
    _read(router, keys)
    _ordered(router, catalogue)
    _done(router, keys)
    return router


def _read(router: APIRouter, keys: KeyRing) -> None:
    @router.get(
        "",
        operation_id="large_family_card_list",
        summary="Cards by the day of their order or their last day (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.CardOut],
    )
    async def list_cards(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "ordered_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.CardOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, keys, paging, wanted, sort, everything=whole)
        return csv_response(s.CardOut, found.items, "karty_duzej_rodziny") if whole else found

    @router.get(
        "/statistics",
        operation_id="large_family_card_statistics",
        summary="The year of cards: families, cards by kind and form, duplicates, fees, and what is held at its end",
        responses=problems(ValidationFailed),
    )
    async def statistics(
        who: Counter, db: Read, today: Today, year: Annotated[int, Query(ge=2014, le=2099)]
    ) -> s.CardStatisticsOut:
        return await service.statistics(db, year, today)

    @router.get(
        "/{card}",
        operation_id="large_family_card_show",
        summary="A card with its number (audited)",
        responses=problems(LargeFamilyCardNotFound),
    )
    async def show(card: UUID, hand: _Looking, sight: Seeing) -> s.CardOut:
        return await service.show(hand, sight, keys, card)


def _ordered(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "",
        status_code=201,
        operation_id="large_family_card_order",
        summary="A card is granted to a member of a large family and ordered; how long it is valid follows from the act",
        responses=problems(CardHeld, CardNotDue, DayOutOfOrder, OfficialExcluded, ValidationFailed, *CREATION_REFUSED),
    )
    async def order(body: s.CardIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("large-family-cards", lambda: service.order(hand, sight, catalogue, body))

    @router.post(
        "/{card}/duplicate",
        operation_id="large_family_card_duplicate",
        summary="The card was lost: it is void, and another one is ordered for the fee of the day (art. 12-13)",
        responses=problems(CardHeld, CardNotDue, *_STEP, ValidationFailed),
    )
    async def duplicate(card: UUID, body: s.FurtherIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(
            lambda: service.further(hand, sight, catalogue, card, "duplicate", body, change.version)
        )

    @router.post(
        "/{card}/second-form",
        operation_id="large_family_card_second_form",
        summary="The other form of the card is ordered for the fee of the day (art. 13 ust. 1a)",
        responses=problems(CardHeld, CardNotDue, *_STEP, ValidationFailed),
    )
    async def second_form(card: UUID, body: s.FurtherIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(
            lambda: service.further(hand, sight, catalogue, card, "second_form", body, change.version)
        )


def _done(router: APIRouter, keys: KeyRing) -> None:
    @router.post(
        "/{card}/issue",
        operation_id="large_family_card_issue",
        summary="It was given out under its number; the card that it replaces is void",
        responses=problems(CardNumberTaken, CardNotDue, *_STEP, ValidationFailed),
    )
    async def issue(card: UUID, body: s.IssuedIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.issue(hand, sight, keys, card, body, change.version))

    @router.post(
        "/{card}/end",
        operation_id="large_family_card_end",
        summary="It is void: returned, the right was lost, its data changed (art. 16-17)",
        responses=problems(*_STEP, ValidationFailed),
    )
    async def end(card: UUID, body: s.EndedIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.end(hand, sight, card, body, change.version))

    @router.post(
        "/{card}/cancel",
        operation_id="large_family_card_cancel",
        summary="What was ordered is not given out (art. 7 ust. 2)",
        responses=problems(*_STEP),
    )
    async def cancel(card: UUID, body: s.DayIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.cancel(hand, sight, card, body, change.version))


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    state: Annotated[s.CardState | None, Query()] = None,
    kind: Annotated[s.Kind | None, Query()] = None,
    form: Annotated[s.Form | None, Query()] = None,
    request: Annotated[s.CardRequest | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    valid_on: Annotated[Day | None, Query(description="in force that day")] = None,
    ending_to: Annotated[Day | None, Query(description="issued, and their last day is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(state, kind, form, request, person, household, valid_on, ending_to)
