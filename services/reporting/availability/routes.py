"""POST /availability: a read; what it asks for is too long for an address."""

from typing import Annotated, Any

from fastapi import APIRouter, Request

from kit.auth import Access, access
from kit.money import zloty
from kit.problems import problems
from services.reporting.availability import store
from services.reporting.availability.positions import Place, Position, positions
from services.reporting.availability.schemas import (
    AvailabilityIn,
    AvailabilityOut,
    LineIn,
    LineOut,
    PlannedAsOut,
)
from services.reporting.availability.sources import source_out
from services.reporting.sources.workers import Puller
from services.reporting.statements import proof
from services.reporting.statements.reading import Reading, read_together

Reader = Annotated[Access, access("accountant", "head", "system")]


def availability_router() -> APIRouter:
    """The route of what is left of the plan."""
    router = APIRouter(tags=["availability"])

    @router.post(
        "/availability",
        operation_id="availability_read",
        summary="What is left of the plan on budget lines: plan, commitments, payments and bookings of all services; stores nothing",
        responses=problems(),
    )
    async def availability_read(request: Request, who: Reader, wanted: AvailabilityIn) -> AvailabilityOut:
        puller: Puller = request.app.state.puller
        await puller.catch_up(who.gmina)
        places = [_place(line) for line in wanted.lines]
        asked = store.Question(who.gmina, places, wanted.unit, wanted.until, wanted.known_on)
        readings: list[Reading[Any]] = [
            store.plan(asked), store.money(asked), store.refused(asked), proof.sources(who.gmina),
        ]  # fmt: skip
        async with request.app.state.database.tenant(who.gmina, one_moment=True) as connection:
            plan, ledger, refused, logs = await read_together(connection, readings)
        now = proof.utc_now()
        return AvailabilityOut(
            gmina=who.gmina,
            unit=wanted.unit,
            until=wanted.until,
            known_on=wanted.known_on,
            lines=[_line(place, found) for place, found in zip(places, positions(places, plan, ledger), strict=True)],
            sources=[source_out(log, now) for log in logs],
            current=all(log.current for log in logs),
            refused_facts=refused,
            observed_at=now,
        )

    return router


def _place(line: LineIn) -> Place:
    return Place(line.year, line.rozdzial, line.task_kind, line.paragraf, line.source)


def _line(asked: Place, found: Position) -> LineOut:
    left, place = found.left, found.place
    return LineOut.model_validate(
        {
            **asked._asdict(),
            "dzial": asked.rozdzial[:3],
            "planned_as": None
            if found.plan is None
            else PlannedAsOut(paragraf=place.paragraf or None, source=place.source or None),
            "plan": None if found.plan is None else zloty(found.plan),
            **{
                name: zloty(getattr(found, name)) for name in ("committed", "liabilities", "executed", "booked", "used")
            },
            "left": None if left is None else zloty(left),
        }
    )
