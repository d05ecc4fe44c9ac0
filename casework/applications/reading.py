"""Applications as the API shows them: short in lists and files, whole one by one; every reading is audited."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from casework.applications import calls_store, describing, restoring, store
from casework.applications.calls_schemas import CallOut, CallSendingOut
from casework.applications.desk import Desk
from casework.applications.outstanding import allowed
from casework.applications.problems import ApplicationNotFound
from casework.applications.schemas import ApplicationOut, ApplicationShort, MatterOut, StepOut, TurnoverOut
from casework.applications.states import APPLICATION, OPEN
from casework.applications.store import Filters
from casework.applications.tables import ApplicationRow, CallRow, MatterRow, StepRow
from casework.authority.sight import Sight
from casework.deliveries.schemas import DeliveryEventOut
from casework.letters import store as letters
from casework.letters.tables import LetterRow
from casework.signs import store as signs
from casework.tasks import store as clocks
from casework.tasks import worklist
from casework.tasks.office import office_clock
from casework.tasks.sector import sector_term
from casework.tasks.worklist import Asking, Place, Wanted
from kit.auth import Principal
from kit.db import WriteSession
from kit.paging import Page, PageRequest

LETTER_OF = {"forward": "forwarding", "leave_unexamined": "left_unexamined"}
"""Steps that are told by a letter of this kind."""


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
    about = await letters.about(db, "application", row.id)
    given = await signs.signs(db, {one.sign for one in matters if one.sign is not None})
    last_days = [
        one.last_day for one in calls if one.result is None and one.closed_on is None and one.last_day is not None
    ]
    plain = {name: getattr(row, name) for name in ApplicationOut.model_fields if hasattr(row, name)}
    answerable = any("supply" in allowed(one, row.state, matters) for one in calls)
    return ApplicationOut.model_validate(
        {
            **plain,
            "benefits": [one.benefit for one in matters],
            "signs": sorted(one.sign for one in given.values()),
            "call_last_day": max(last_days, default=None),
            "settle_by": await _settle_by(desk, row, matters, calls),
            "allowed": [step for step in APPLICATION.allowed(row.state) if step != "supply" or answerable],
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
            "calls": await _calls(db, row, calls, matters),
            "steps": [
                StepOut.model_validate(
                    {
                        **{name: getattr(one, name, None) for name in StepOut.model_fields},
                        "on": one.on_day,
                        "by": one.by_whom,
                        "letter": one.letter or _letter_of(one, about),
                    }
                )
                for one in steps
            ],
            "decisions": [one.decision for one in await store.answers(db, row.id)],
            "attachments": await describing.of_application(desk, row.id),
        }
    )


async def page(
    *,
    desk: Desk,
    sight: Sight,
    who: Principal,
    paging: PageRequest,
    filters: Filters,
    sort: str,
    everything: bool = False,
) -> Page[ApplicationShort]:
    """One page of the applications that are seen; everything: all that the filter leaves, for a file."""
    db = desk.db
    keyset = paging.keyset(f"applications by {sort}", {"gmina": db.gmina, **filters.named()})
    await desk.note("listed", "application", filters.person)
    descending = sort.startswith("-")
    late = await _late(desk, sight, who, filters.settle_before)
    if everything:
        rows = await store.page(db, sight, filters, after=None, descending=descending, fetch=None, late=late)
        return Page(items=_short(rows), next_cursor=None)
    after = None if keyset.after is None else (str(keyset.after[0]), str(keyset.after[1]))
    rows = await store.page(db, sight, filters, after=after, descending=descending, fetch=keyset.fetch, late=late)
    shown, cursor = keyset.page(rows, lambda row: (row["received_on"], row["id"]))
    return Page(items=_short(shown), next_cursor=cursor)


async def _late(desk: Desk, sight: Sight, who: Principal, day: date | None) -> list[UUID] | None:
    """Applications whose term of the office ends before the day, by the same statement as the worklist; None: the term is not asked for."""
    if day is None:
        return None
    wanted = Wanted(state=None, kinds=("application_settle",), until=day - timedelta(days=1))
    asking = Asking(sight, who.roles, desk.today)
    return [one["application"] for one in await worklist.tasks(desk.db, desk.catalogue, asking, wanted, Place())]


async def turnover(*, db: WriteSession, sight: Sight, since: date, until: date) -> list[TurnoverOut]:
    """Opening, received, closed and pending of every benefit that was asked for, in the applications that are seen."""
    return [TurnoverOut.model_validate(one) for one in await store.turnover(db, sight, since, until)]


def _short(rows: Sequence[dict[str, object]]) -> list[ApplicationShort]:
    return [ApplicationShort.model_validate(one) for one in rows]


def _letter_of(step: StepRow, about: Sequence[LetterRow]) -> UUID | None:
    """A letter that can be made only after its step was noted is found by what it was made of."""
    kind = LETTER_OF.get(step.step)
    return next((one.id for one in about if one.kind == kind), None)


async def _calls(
    db: WriteSession, row: ApplicationRow, calls: Sequence[CallRow], matters: Sequence[MatterRow]
) -> list[CallOut]:
    application = row.id
    may = APPLICATION.allowed(row.state)
    noted = await calls_store.events(db, [application])
    sent: dict[int, list[CallSendingOut]] = {}
    for one in await calls_store.sendings(db, application):
        happened = [
            DeliveryEventOut.model_validate({**event.model_dump(), "on": event.on_day})
            for event in noted.get((application, one.call, one.number), [])
        ]
        told: dict[str, object] = {
            "to": one.addressed_to,
            "address_checked_on": one.checked_address_on,
            "events": happened,
        }
        told["allowed"] = ["note_call_delivery"] if "note_call_delivery" in may else []
        sent.setdefault(one.call, []).append(CallSendingOut.model_validate({**one.model_dump(), **told}))
    return [
        CallOut.model_validate(
            {
                **one.model_dump(),
                "restoration": restoring.asked(one),
                "sendings": sent.get(one.number, []),
                "allowed": allowed(one, row.state, matters),
            }
        )
        for one in calls
    ]


async def _settle_by(
    desk: Desk, row: ApplicationRow, matters: Sequence[MatterRow], calls: Sequence[CallRow]
) -> date | None:
    """The end of the office's term (art. 35 § 3), or the later day of the sector's act or of a notice of delay; None while it stands or is
    over."""
    if row.state not in OPEN:
        return None
    kept, pauses = await clocks.clock(desk.db, row.id), await clocks.pauses(desk.db, row.id)
    sector = sector_term(desk.catalogue, desk.db.gmina, row, matters, calls)
    return office_clock(row.term_from, kept, calls, pauses, desk.today, sector.day if sector else None).last_day
