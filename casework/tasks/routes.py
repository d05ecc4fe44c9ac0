"""/tasks: the worklist of the centre and of a person, and what people do with what stands on it."""

from collections.abc import Awaitable, Callable
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from casework.authority.problems import OfficialExcluded, OtherUnit
from casework.authority.schemas import Code, Day, Subject
from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.tasks import problems as refused
from casework.tasks import reading, service, worklist
from casework.tasks import schemas as s
from casework.tasks.service import Desk
from casework.tasks.sources.source import Group, Whose
from casework.tasks.worklist import Asking, Of, Sort, State, Wanted
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Change, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, ReadSession, Write, WriteSession
from kit.etag import etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import FieldError, ValidationFailed, problems

Official = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]
On = Annotated[Day | None, Query(description="the day to look from; today unless stated")]

_STEP = (refused.TaskNotFound, TransitionNotAllowed, ValidationFailed, *CHANGE_REFUSED)
_STATES = ("open", "postponed", "done", "any")


def _asked(catalogue: Catalogue) -> Callable[..., Awaitable[Wanted]]:
    """The filter of a worklist, from the query."""
    known = worklist.by_kind(catalogue).keys()

    async def filters(
        state: Annotated[str, Query(json_schema_extra={"enum": list(_STATES)})] = "open",
        of: Annotated[
            Of, Query(description="centre: all; mine: hers, also as a deputy; free: nobody's, for her roles")
        ] = "centre",
        kind: Annotated[list[Code] | None, Query(max_length=60, description="as /tasks/kinds lists them")] = None,
        group: Annotated[list[Group] | None, Query(max_length=10)] = None,
        whose: Annotated[Whose | None, Query(description="whose term it is")] = None,
        overdue: Annotated[bool | None, Query()] = None,
        until: Annotated[
            Day | None, Query(description="due by that day; else each kind is told when its end is near")
        ] = None,
        assignee: Annotated[Subject | None, Query()] = None,
        unit: Annotated[Code | None, Query()] = None,
        benefit: Annotated[Code | None, Query()] = None,
        application: Annotated[UUID | None, Query()] = None,
        decision: Annotated[UUID | None, Query()] = None,
    ) -> Wanted:
        wrong = [
            FieldError("/query/kind", "unknown_kind", "Nie ma takiego rodzaju zadań.")
            for one in kind or ()
            if one not in known
        ]
        if state not in _STATES:
            wrong.append(FieldError("/query/state", "not_one_of", "Oczekiwano: open, postponed, done albo any."))
        if wrong:
            raise ValidationFailed("Nieprawidłowy filtr.", errors=wrong)
        chosen = next((one for one in get_args(State) if one == state), None)
        return Wanted(
            chosen, of, tuple(sorted(kind or ())), tuple(sorted(group or ())), whose, overdue, until, assignee, unit, benefit,
            application, decision,
        )  # fmt: skip

    return filters


def tasks_router(catalogue: Catalogue) -> APIRouter:
    """Routes of tasks; the catalogue says how long undue payments may be decided on and claimed."""
    router = APIRouter(prefix="/tasks", tags=["terms and tasks"])
    _listed(router, catalogue)
    _done(router, catalogue)
    return router


def _listed(router: APIRouter, catalogue: Catalogue) -> None:
    Filters = Annotated[Wanted, Depends(_asked(catalogue))]  # noqa: N806

    @router.post(
        "",
        status_code=201,
        operation_id="task_create",
        summary="Set a task of one's own, about an application, a decision or neither",
        responses=problems(OtherUnit, OfficialExcluded, refused.NotForYouToAssign, ValidationFailed, *CREATION_REFUSED),
    )
    async def create(body: s.TaskIn, who: Official, creation: Creating, today: Today) -> Answer:
        async def work() -> Answer:
            asking = await _asking(creation.db, who, today)
            return await service.set_task(Desk(creation.db, catalogue, asking), body)

        return await creation.run("tasks", work)

    @router.get(
        "",
        operation_id="task_list",
        summary="What is due, overdue, waiting for signature or ending, of the centre or of a person",
        responses={**CSV_ANSWER, **problems(InvalidCursor, ValidationFailed)},
        response_model=Page[s.TaskOut],
    )
    async def list_tasks(
        who: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        wanted: Filters,
        today: Today,
        on: On = None,
        sort: Annotated[Sort, Query(description="due_on: what has no last day by the day it waits from")] = "due_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Response | Page[s.TaskOut]:
        asking = await _asking(db, who, today, on)
        found = await reading.page(db, catalogue, audit, paging, asking, wanted, sort, everything=format == "csv")
        return csv_response(s.TaskOut, found.items, "zadania") if format == "csv" else found

    @router.get(
        "/counts",
        operation_id="task_count",
        summary="How many tasks of each kind: all, overdue, due that day and in the week after it",
        responses=problems(ValidationFailed),
    )
    async def count(who: Reader, db: Read, wanted: Filters, today: Today, on: On = None) -> list[s.TaskCountOut]:
        return await reading.counts(db, catalogue, await _asking(db, who, today, on), wanted)

    @router.get(
        "/kinds", operation_id="task_kinds", summary="The kinds of tasks that the caller sees", responses=problems()
    )
    async def kinds(who: Reader) -> list[s.TaskKindOut]:
        return reading.kinds(catalogue, who.roles)

    @router.get(
        "/{task}",
        operation_id="task_show",
        summary="A task with what was done with it and what may be done now",
        responses=problems(refused.TaskNotFound),
    )
    async def show(
        task: s.TaskKey, who: Reader, db: Write, audit: Audit, today: Today, response: Response, on: On = None
    ) -> s.TaskShown:
        found = await reading.show(db, catalogue, audit, await _asking(db, who, today, on), task)
        response.headers["ETag"] = etag(found.version)
        return found


def _done(router: APIRouter, catalogue: Catalogue) -> None:
    async def desk(change: Change, who: Principal, today: Today) -> Desk:
        return Desk(change.db, catalogue, await _asking(change.db, who, today))

    @router.post(
        "/{task}/assign",
        operation_id="task_assign",
        summary="Take a task, give it back, or (the head) give it to somebody; with all tasks of the case if wanted",
        responses=problems(OfficialExcluded, refused.NotForYouToAssign, *_STEP),
    )
    async def assign(task: s.TaskKey, body: s.AssignIn, who: Official, change: Changing, today: Today) -> Answer:
        async def work() -> Answer:
            return await service.assign(await desk(change, who, today), task, body, change.version)

        return await change.run(work)

    @router.post("/{task}/note", operation_id="task_note", summary="A remark on a task", responses=problems(*_STEP))
    async def note(task: s.TaskKey, body: s.NoteIn, who: Official, change: Changing, today: Today) -> Answer:
        async def work() -> Answer:
            return await service.note(await desk(change, who, today), task, body, change.version)

        return await change.run(work)

    @router.post(
        "/{task}/postpone",
        operation_id="task_postpone",
        summary="Out of the list until a day, with the reason; the law's term stays what it is",
        responses=problems(*_STEP),
    )
    async def postpone(task: s.TaskKey, body: s.PostponeIn, who: Official, change: Changing, today: Today) -> Answer:
        async def work() -> Answer:
            return await service.postpone(await desk(change, who, today), task, body, change.version)

        return await change.run(work)

    @router.post(
        "/{task}/finish",
        operation_id="task_finish",
        summary="Done by hand; told how, where a register gives the task",
        responses=problems(*_STEP),
    )
    async def finish(task: s.TaskKey, body: s.FinishIn, who: Official, change: Changing, today: Today) -> Answer:
        async def work() -> Answer:
            return await service.finish(await desk(change, who, today), task, body, change.version)

        return await change.run(work)

    @router.post(
        "/{task}/reopen",
        operation_id="task_reopen",
        summary="Back on the list: it was not done, or need not wait",
        responses=problems(*_STEP),
    )
    async def reopen(task: s.TaskKey, who: Official, change: Changing, today: Today) -> Answer:
        async def work() -> Answer:
            return await service.reopen(await desk(change, who, today), task, change.version)

        return await change.run(work)


async def _asking(db: ReadSession | WriteSession, who: Principal, today: Today, on: Day | None = None) -> Asking:
    """Who asks: she sees what she sees today, whatever day she looks from."""
    return Asking(await sight_of(db, who, today), who.roles, on or today)
