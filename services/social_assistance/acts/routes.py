"""/social-acts and their registers: what the centre does beside decisions and money, entered once and counted by itself."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.schemas import Code, Day, MonthText
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import parse_month
from kit.problems import ValidationFailed, problems
from services.social_assistance.acts import schemas as s
from services.social_assistance.acts import service, store
from services.social_assistance.acts.problems import LimitExceeded, SocialActNotFound
from services.social_assistance.acts.registers import registers

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Counter = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "reporter", "auditor")]
Sort = Literal["done_on", "-done_on", "due_on", "-due_on"]
_STEP = (SocialActNotFound, TransitionNotAllowed, DayOutOfOrder, OfficialExcluded, OtherUnit, *CHANGE_REFUSED)


def acts_router(catalogue: Catalogue) -> APIRouter:
    """Routes of registers of acts."""
    router = APIRouter(tags=["social-acts"])
    _counted(router)
    _read(router)
    _written(router, catalogue)
    return router


def _counted(router: APIRouter) -> None:
    @router.get(
        "/social-acts/registers",
        operation_id="social_register_list",
        summary="The registers of acts, and whoever asks for acts",
    )
    async def list_registers(who: Counter) -> s.SocialRegistersOut:
        return s.SocialRegistersOut(
            registers=[
                s.SocialRegisterOut(
                    code=one.code, title=one.title, article=one.article, counts=list(one.counts), requesters=one.requesters,
                    quantity=one.quantity, cost=one.cost, products=dict(one.products),
                    acts=[
                        s.SocialActKindOut(
                            code=act.code, title=act.title, limit_parameter=act.limit.parameter if act.limit else None,
                            limit_per=act.limit.per if act.limit else None,
                        )
                        for act in one.acts.values()
                    ],
                )
                for one in registers().by_code.values()
            ],
            requesters=dict(registers().requesters),
        )  # fmt: skip

    @router.get(
        "/social-acts/counts",
        operation_id="social_act_counts",
        summary="Acts, persons, families and children of each register from a month to a month, each different one once",
        responses=problems(ValidationFailed),
    )
    async def count(
        who: Counter,
        db: Read,
        since: Annotated[MonthText, Query()],
        until: Annotated[MonthText, Query(description="not before since")],
        register_code: Annotated[Code | None, Query()] = None,
    ) -> s.SocialActCountsOut:
        first, last = parse_month(since), parse_month(until)
        if last < first:
            raise ValidationFailed("Okres kończy się przed jego początkiem.")
        return await service.counts(db, first, last, register_code)


def _read(router: APIRouter) -> None:
    @router.get(
        "/social-acts",
        operation_id="social_act_list",
        summary="Acts of registers by the day on which they were done or their term (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[s.SocialActOut],
    )
    async def list_acts(
        hand: _Looking,
        sight: Seeing,
        paging: Paging,
        wanted: Annotated[store.Filters, Depends(_filters)],
        sort: Sort = "-done_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[s.SocialActOut] | Response:
        whole = format == "csv"
        found = await service.page(hand, sight, paging, wanted, sort, everything=whole)
        return csv_response(s.SocialActOut, found.items, "czynnosci") if whole else found

    @router.get(
        "/social-acts/{act}",
        operation_id="social_act_show",
        summary="An act with the persons and families that it names (audited)",
        responses=problems(SocialActNotFound),
    )
    async def show(act: UUID, hand: _Looking, sight: Seeing, response: Response) -> s.SocialActOut:
        found = await service.show(hand, sight, act)
        response.headers["ETag"] = etag(found.version)
        return found


def _written(router: APIRouter, catalogue: Catalogue) -> None:
    @router.post(
        "/social-acts",
        status_code=201,
        operation_id="social_act_register",
        summary="An act was done, or was asked for and waits",
        responses=problems(
            LimitExceeded, DayOutOfOrder, OfficialExcluded, OtherUnit, ValidationFailed, *CREATION_REFUSED
        ),
    )
    async def register(body: s.SocialActIn, hand: _Receiving, sight: Seeing, creation: Creating) -> Answer:
        return await creation.run("social-acts", lambda: service.register(hand, sight, catalogue, body))

    @router.post(
        "/social-acts/{act}/finish",
        operation_id="social_act_finish",
        summary="What waited was done; it counts from that day",
        responses=problems(LimitExceeded, *_STEP, ValidationFailed),
    )
    async def finish(act: UUID, body: s.SocialActDoneIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.finish(hand, sight, catalogue, act, body, change.version))

    @router.post(
        "/social-acts/{act}/withdraw",
        operation_id="social_act_withdraw",
        summary="It stands no more; what was told of it is taken back, and what follows is told anew",
        responses=problems(*_STEP, ValidationFailed),
    )
    async def withdraw(act: UUID, body: s.SocialActWithdrawnIn, hand: _Here, sight: Seeing, change: Changing) -> Answer:
        return await change.run(lambda: service.withdraw(hand, sight, act, body, change.version))


async def _at_hand(who: Worker, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Worker, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


_Here = Annotated[Hand, Depends(_at_hand)]
_Receiving = Annotated[Hand, Depends(_receiving)]
_Looking = Annotated[Hand, Depends(_looking)]


async def _filters(
    register_code: Annotated[Code | None, Query()] = None,
    act: Annotated[Code | None, Query()] = None,
    state: Annotated[s.ActState | None, Query()] = None,
    unit: Annotated[Code | None, Query()] = None,
    requester: Annotated[Code | None, Query()] = None,
    person: Annotated[UUID | None, Query()] = None,
    household: Annotated[UUID | None, Query()] = None,
    since: Annotated[Day | None, Query(description="done on this day or later")] = None,
    until: Annotated[Day | None, Query(description="done on this day or earlier")] = None,
    due_to: Annotated[Day | None, Query(description="they wait, and their term is this day or earlier")] = None,
) -> store.Filters:
    return store.Filters(register_code, act, state, unit, requester, person, household, since, until, due_to)
