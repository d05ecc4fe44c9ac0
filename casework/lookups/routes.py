"""/register-lookups: registers are asked, asked again when they failed, and their answers become facts; every look-up is audited."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.evidence.problems import FactRefused, MonthsCovered, MonthsOutside
from casework.evidence.schemas import Day
from casework.evidence.seats import ClerksSeat, Reader, ReadersSeat
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.lookups import asking, problems, turning
from casework.lookups.asking import ANSWER_SECONDS, Counter
from casework.lookups.recorded import recorded_registers
from casework.lookups.registers import RegisterCode, Registers
from casework.lookups.schemas import (
    AskAgainIn,
    RegisterLookupOut,
    RegisterLookupShort,
    RegisterOut,
    RegisterQuestionIn,
    State,
    TakeOverIn,
)
from casework.lookups.store import Filter
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import problems as told
from kit.secrets import KeyRing


def lookups_router(
    catalogue: Catalogue, keys: KeyRing, registers: Registers | None = None, seconds: int = ANSWER_SECONDS
) -> APIRouter:
    """Routes of look-ups. registers: the adapters; recorded answers unless given. seconds: how long an answer is waited for."""
    router = APIRouter(tags=["registers"])
    counter = Counter(recorded_registers() if registers is None else registers, seconds)
    allowed = [
        RegisterOut(
            code=one.code, title=one.title, article=one.article, confidence=one.confidence, becomes=sorted(one.items)
        )
        for _, one in sorted(catalogue.evidence.registers.items())
    ]

    @router.get("/registers", operation_id="register_list", summary="Registers that may be asked, and on what ground")
    async def list_registers(_: Reader) -> list[RegisterOut]:
        return allowed

    @router.post(
        "/register-lookups",
        status_code=201,
        operation_id="register_lookup_ask",
        summary="Ask a register; a failure of it is a state of the look-up",
        responses=told(problems.RegisterNotAllowed, FactRefused, OfficialExcluded, *CREATION_REFUSED),
    )
    async def ask(body: RegisterQuestionIn, seat: ClerksSeat, creation: Creating) -> Answer:
        desk = await seat.desk(creation.db, keys, catalogue)
        return await creation.run(
            "register-lookups", lambda: asking.put(desk, body), lambda put: asking.bring(desk, counter, put)
        )

    @router.get(
        "/register-lookups",
        operation_id="register_lookup_list",
        summary="Look-ups in order of asking (audited)",
        responses={**CSV_ANSWER, **told(InvalidCursor)},
        response_model=Page[RegisterLookupShort],
    )
    async def list_lookups(
        seat: ReadersSeat,
        db: Write,
        paging: Paging,
        person: Annotated[UUID | None, Query(description="about this person")] = None,
        application: Annotated[UUID | None, Query(description="in this case")] = None,
        register_code: Annotated[RegisterCode | None, Query()] = None,
        state: Annotated[State | None, Query()] = None,
        asked_by: Annotated[str | None, Query(max_length=200)] = None,
        asked_from: Annotated[Day | None, Query()] = None,
        asked_to: Annotated[Day | None, Query()] = None,
        sort: Literal["asked_on", "-asked_on"] = "-asked_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[RegisterLookupShort] | Response:
        desk = await seat.desk(db, keys, catalogue)
        wanted = Filter(person, application, register_code, state, asked_by, asked_from, asked_to)
        found = await asking.page(desk, paging, wanted, sort=sort, everything=format == "csv")
        return csv_response(RegisterLookupShort, found.items, "zapytania") if format == "csv" else found

    @router.get(
        "/register-lookups/{lookup}",
        operation_id="register_lookup_show",
        summary="A look-up: question, purpose, ground, who asked, what came back (audited)",
        responses=told(problems.LookupNotFound),
    )
    async def show(lookup: UUID, seat: ReadersSeat, db: Write, response: Response) -> RegisterLookupOut:
        found = await asking.show(await seat.desk(db, keys, catalogue), lookup)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/register-lookups/{lookup}/ask-again",
        operation_id="register_lookup_ask_again",
        summary="The same question to a register that failed",
        responses=told(problems.LookupNotFound, TransitionNotAllowed, OfficialExcluded, *CHANGE_REFUSED),
    )
    async def ask_again(lookup: UUID, _: AskAgainIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(
            lambda: asking.put_again(desk, lookup, change.version), lambda put: asking.bring(desk, counter, put)
        )

    @router.post(
        "/register-lookups/{lookup}/establish",
        status_code=201,
        operation_id="register_lookup_establish",
        summary="The answer becomes facts, in one act",
        responses=told(
            problems.LookupNotFound,
            problems.AnswerUnfit,
            TransitionNotAllowed,
            FactRefused,
            MonthsCovered,
            MonthsOutside,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
    )
    async def establish(lookup: UUID, body: TakeOverIn, seat: ClerksSeat, creation: Creating) -> Answer:
        desk = await seat.desk(creation.db, keys, catalogue)
        return await creation.run("evidence", lambda: turning.take_over(desk, lookup, body))

    return router
