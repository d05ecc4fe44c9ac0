"""/register-lookups: registers are asked, asked again when they failed, and their answers become facts; every look-up is audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.benefits.catalogue import Catalogue
from casework.evidence.problems import FactRefused, MonthsCovered, MonthsOutside
from casework.evidence.seats import ClerksSeat, Reader, ReadersSeat
from casework.lookups import asking, problems, turning
from casework.lookups.asking import ANSWER_SECONDS, Counter
from casework.lookups.recorded import recorded_registers
from casework.lookups.registers import Registers
from casework.lookups.schemas import (
    AskAgainIn,
    RegisterLookupOut,
    RegisterLookupShort,
    RegisterOut,
    RegisterQuestionIn,
    TakeOverIn,
)
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
        responses=told(problems.RegisterNotAllowed, FactRefused, *CREATION_REFUSED),
    )
    async def ask(body: RegisterQuestionIn, seat: ClerksSeat, creation: Creating) -> Answer:
        desk = await seat.desk(creation.db, keys, catalogue)
        return await creation.run("register-lookups", lambda: asking.ask(desk, counter, body))

    @router.get(
        "/register-lookups",
        operation_id="register_lookup_list",
        summary="Look-ups, the newest first (audited)",
        responses=told(InvalidCursor),
    )
    async def list_lookups(
        seat: ReadersSeat,
        db: Write,
        paging: Paging,
        person: Annotated[UUID | None, Query(description="about this person")] = None,
        application: Annotated[UUID | None, Query(description="in this case")] = None,
    ) -> Page[RegisterLookupShort]:
        return await asking.page(await seat.desk(db, keys, catalogue), paging, person, application)

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
        responses=told(problems.LookupNotFound, TransitionNotAllowed, *CHANGE_REFUSED),
    )
    async def ask_again(lookup: UUID, _: AskAgainIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: asking.ask_again(desk, counter, lookup, change.version))

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
            *CREATION_REFUSED,
        ),
    )
    async def establish(lookup: UUID, body: TakeOverIn, seat: ClerksSeat, creation: Creating) -> Answer:
        desk = await seat.desk(creation.db, keys, catalogue)
        return await creation.run("evidence", lambda: turning.take_over(desk, lookup, body))

    return router
