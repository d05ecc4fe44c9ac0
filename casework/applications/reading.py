"""Applications as the API shows them: short in lists and files, whole one by one; every reading is audited."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import attachments, store
from casework.applications.desk import Desk
from casework.applications.problems import ApplicationNotFound
from casework.applications.schemas import (
    ApplicationOut,
    ApplicationShort,
    CallOut,
    MatterOut,
    StepOut,
    TurnoverOut,
)
from casework.applications.states import APPLICATION, OPEN
from casework.applications.store import Filters
from casework.applications.tables import ApplicationRow, CallRow
from casework.authority.sight import Sight
from casework.signs import store as signs
from casework.tasks import store as clocks
from casework.tasks.office import office_clock
from kit.db import WriteSession
from kit.paging import Page, PageRequest


async def show(*, desk: Desk, application: UUID) -> ApplicationOut:
    """The application with everything that was done with it."""
    db = desk.db
    row = await store.load(db, application)
    if row is None:
        raise ApplicationNotFound
    await desk.note("read", "application", row.id)
    matters, calls, steps = (
        await store.matters(db, row.id),
        await store.calls(db, row.id),
        await store.steps(db, row.id),
    )
    given = await signs.signs(db, {one.sign for one in matters if one.sign is not None})
    last_days = [one.last_day for one in calls if one.result is None and one.last_day is not None]
    plain = {name: getattr(row, name) for name in ApplicationOut.model_fields if hasattr(row, name)}
    return ApplicationOut.model_validate(
        {
            **plain,
            "benefits": [one.benefit for one in matters],
            "signs": sorted(one.sign for one in given.values()),
            "call_last_day": max(last_days, default=None),
            "settle_by": await _settle_by(desk, row, calls),
            "allowed": list(APPLICATION.allowed(row.state)),
            "matters": [
                MatterOut.model_validate(
                    {
                        "benefit": one.benefit,
                        "case": one.sign,
                        "sign": given[one.sign].sign if one.sign else None,
                        "outcome": one.outcome,
                        "closed_on": one.closed_on,
                    }
                )
                for one in matters
            ],
            "calls": [CallOut.model_validate(one) for one in calls],
            "steps": [
                StepOut.model_validate(
                    {
                        **{name: getattr(one, name, None) for name in StepOut.model_fields},
                        "on": one.on_day,
                        "by": one.by_whom,
                    }
                )
                for one in steps
            ],
            "decisions": [one.decision for one in await store.answers(db, row.id)],
            "attachments": await attachments.of_application(desk, row.id),
        }
    )


async def page(
    *, desk: Desk, sight: Sight, paging: PageRequest, filters: Filters, sort: str, everything: bool = False
) -> Page[ApplicationShort]:
    """One page of the applications that are seen; everything: all that the filter leaves, for a file."""
    db = desk.db
    keyset = paging.keyset(f"applications by {sort}", {"gmina": db.gmina, **filters.named()})
    await desk.note("listed", "application", filters.person)
    descending = sort.startswith("-")
    if everything:
        rows = await store.page(db, sight, filters, after=None, descending=descending, fetch=None)
        return Page(items=_short(rows), next_cursor=None)
    after = None if keyset.after is None else (str(keyset.after[0]), str(keyset.after[1]))
    rows = await store.page(db, sight, filters, after=after, descending=descending, fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row["received_on"], row["id"]))
    return Page(items=_short(shown), next_cursor=cursor)


async def turnover(*, db: WriteSession, sight: Sight, since: date, until: date) -> list[TurnoverOut]:
    """Opening, received, closed and pending of every benefit that was asked for, in the applications that are seen."""
    return [TurnoverOut.model_validate(one) for one in await store.turnover(db, sight, since, until)]


def _short(rows: Sequence[dict[str, object]]) -> list[ApplicationShort]:
    return [ApplicationShort.model_validate(one) for one in rows]


async def _settle_by(desk: Desk, row: ApplicationRow, calls: Sequence[CallRow]) -> date | None:
    """The end of the office's term (art. 35 § 3), or the later day told in a notice of delay; None while it stands or is over."""
    if row.state not in OPEN:
        return None
    kept, pauses = await clocks.clock(desk.db, row.id), await clocks.pauses(desk.db, row.id)
    return office_clock(row.received_on, kept, calls, pauses, desk.today).last_day
