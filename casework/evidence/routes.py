"""/evidence and /established-facts: established from evidence, corrected by a new version, read as known on a day; readings audited."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.evidence import changing, establishing, problems, reading
from casework.evidence.composing_routes import composing_router
from casework.evidence.kinds import Kind
from casework.evidence.schemas import Day, EstablishIn, FactCorrectionIn, FactEndIn, FactWithdrawalIn, MonthText
from casework.evidence.seats import ClerksSeat, Reader, ReadersSeat
from casework.evidence.shown import (
    EvidenceShownOut,
    ExpiringOut,
    FactHistoryOut,
    FactKindsOut,
    FactOut,
    IncomeMonthsOut,
)
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.households.problems import HouseholdFull
from casework.persons.service import PersonNotFound
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.periods import Months, parse_month
from kit.problems import problems as told
from kit.secrets import KeyRing

_CHANGE = (
    problems.FactNotFound, problems.FactRefused, problems.MonthsCovered, problems.MonthsOutside, TransitionNotAllowed, HouseholdFull,
    OfficialExcluded, *CHANGE_REFUSED,
)  # fmt: skip
KnownOn = Annotated[Day | None, Query(description="as the office knew it at the end of this day; today unless stated")]


def evidence_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of evidence and established facts; `keys` seals what they say."""
    router = APIRouter(tags=["evidence"])
    router.include_router(_writing(catalogue, keys))
    router.include_router(_showing(catalogue, keys))
    router.include_router(composing_router(catalogue, keys))
    return router


def _writing(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/evidence",
        status_code=201,
        operation_id="evidence_establish",
        summary="Establish facts from one piece of evidence",
        responses=told(
            problems.FactRefused,
            problems.MonthsCovered,
            problems.MonthsOutside,
            HouseholdFull,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
    )
    async def establish(body: EstablishIn, seat: ClerksSeat, creation: Creating) -> Answer:
        desk = await seat.desk(creation.db, keys, catalogue)
        return await creation.run("evidence", lambda: establishing.establish(desk, body))

    @router.post(
        "/established-facts/{fact}/correct",
        operation_id="fact_correct",
        summary="The fact is known otherwise now: a new version from its own evidence",
        responses=told(*_CHANGE),
    )
    async def correct(fact: UUID, body: FactCorrectionIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: changing.correct(desk, fact, body, change.version))

    @router.post(
        "/established-facts/{fact}/end",
        operation_id="fact_end",
        summary="The fact holds up to a day; of a source of income also the statutory kind of loss",
        responses=told(*_CHANGE),
    )
    async def end(fact: UUID, body: FactEndIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: changing.end(desk, fact, body, change.version))

    @router.post(
        "/established-facts/{fact}/withdraw",
        operation_id="fact_withdraw",
        summary="The fact was never so; it stays in the history",
        responses=told(*_CHANGE, problems.StillRelied),
    )
    async def withdraw(fact: UUID, body: FactWithdrawalIn, seat: ClerksSeat, change: Changing) -> Answer:
        desk = await seat.desk(change.db, keys, catalogue)
        return await change.run(lambda: changing.withdraw(desk, fact, body, change.version))

    return router


def _showing(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    router = APIRouter()
    kinds = reading.listed(catalogue.evidence)

    @router.get("/fact-kinds", operation_id="fact_kind_list", summary="What may be established: the acts' closed lists")
    async def list_kinds(_: Reader) -> FactKindsOut:
        return kinds

    @router.get(
        "/evidence/{evidence}",
        operation_id="evidence_show",
        summary="Evidence with what it established (audited)",
        responses=told(problems.EvidenceNotFound),
    )
    async def show_evidence(evidence: UUID, seat: ReadersSeat, db: Write, response: Response) -> EvidenceShownOut:
        desk = await seat.desk(db, keys, catalogue)
        response.headers["ETag"] = etag(1)
        return await reading.shown(desk, evidence)

    @router.get(
        "/established-facts",
        operation_id="fact_list",
        summary="Facts of a person, a household or an application's parties, valid and known on a day (audited)",
        responses=told(problems.FactRefused, InvalidCursor),
    )
    async def list_facts(
        seat: ReadersSeat,
        db: Write,
        paging: Paging,
        person: Annotated[UUID | None, Query(description="of this person")] = None,
        household: Annotated[UUID | None, Query(description="of this household: who belongs to it, interviews")] = None,
        application: Annotated[UUID | None, Query(description="of its applicant and household")] = None,
        kind: Annotated[Kind | None, Query()] = None,
        on: Annotated[Day | None, Query(description="only what holds on this day")] = None,
        known_on: KnownOn = None,
    ) -> Page[FactOut]:
        wanted = reading.Wanted(person, household, application, kind, on, known_on)
        return await reading.page(await seat.desk(db, keys, catalogue), wanted, paging)

    @router.get(
        "/established-facts/{fact}",
        operation_id="fact_show",
        summary="A fact with all its versions and their evidence (audited)",
        responses=told(problems.FactNotFound),
    )
    async def show_fact(fact: UUID, seat: ReadersSeat, db: Write, response: Response) -> FactHistoryOut:
        desk = await seat.desk(db, keys, catalogue)
        found = await reading.history(desk, fact)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/persons/{person}/incomes",
        operation_id="person_incomes",
        summary="Income by source and month, each month of a source once (audited)",
        responses=told(PersonNotFound, problems.FactRefused),
    )
    async def incomes(
        person: UUID,
        seat: ReadersSeat,
        db: Write,
        from_month: Annotated[MonthText, Query()],
        to_month: Annotated[MonthText, Query()],
        known_on: KnownOn = None,
    ) -> IncomeMonthsOut:
        first, last = parse_month(from_month), parse_month(to_month)
        if last < first:
            raise problems.refused("/query/to_month", "period_backwards", "Koniec okresu jest przed jego początkiem.")
        desk = await seat.desk(db, keys, catalogue)
        return await reading.incomes(desk, person, Months(first, last), known_on)

    @router.get(
        "/certificates/expiring",
        operation_id="certificate_expiring",
        summary="Certificates that end by a day and that no later one replaces (audited)",
        responses={**CSV_ANSWER, **told(InvalidCursor)},
        response_model=Page[ExpiringOut],
    )
    async def expiring(
        seat: ReadersSeat,
        db: Write,
        paging: Paging,
        until: Annotated[Day, Query()],
        since: Annotated[Day | None, Query(description="leave out what ended before")] = None,
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[ExpiringOut] | Response:
        found = await reading.ending(
            await seat.desk(db, keys, catalogue), paging, "certificate", until, since, everything=format == "csv"
        )
        return csv_response(ExpiringOut, found.items, "zaswiadczenia") if format == "csv" else found

    @router.get(
        "/interviews/due",
        operation_id="interview_due",
        summary="Interviews to be updated by a day (audited)",
        responses={**CSV_ANSWER, **told(InvalidCursor)},
        response_model=Page[ExpiringOut],
    )
    async def due(
        seat: ReadersSeat,
        db: Write,
        paging: Paging,
        until: Annotated[Day, Query()],
        since: Annotated[Day | None, Query(description="leave out what was due before")] = None,
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[ExpiringOut] | Response:
        found = await reading.ending(
            await seat.desk(db, keys, catalogue), paging, "interview", until, since, everything=format == "csv"
        )
        return csv_response(ExpiringOut, found.items, "wywiady") if format == "csv" else found

    return router
