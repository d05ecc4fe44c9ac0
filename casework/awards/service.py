"""What is done with awards: suspended, resumed, terminated. What a termination frees of the budget is told to the log."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.awards import store
from casework.awards.commitments import Commitment, Range, Whose, commitments_of, committed
from casework.awards.schemas import AwardShort
from casework.awards.tables import AwardRow
from casework.benefits.catalogue import Catalogue
from casework.households import store as households
from casework.persons import store as persons
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text, parse_month
from kit.problems import Conflict, NotFound


class AwardNotFound(NotFound):
    """No such award in this gmina."""

    code = "award_not_found"
    title = "Nie znaleziono przyznania"


class AwardWrongState(Conflict):
    """The award's state does not allow this step."""

    code = "award_wrong_state"
    title = "Stan przyznania nie pozwala na tę czynność"


async def page(
    *,
    db: ReadSession,
    paging: PageRequest,
    month: str | None,
    benefit: str | None,
    state: str | None,
    person: UUID | None,
) -> Page[AwardShort]:
    """One page of awards; with a month, what is due in it."""
    filters = {"gmina": db.gmina, "month": month, "benefit": benefit, "state": state, "person": person}
    keyset = paging.keyset("awards by id", filters)
    rows = await store.page(
        db,
        month=None if month is None else first_day(parse_month(month)),
        benefit=benefit,
        state=state,
        person=person,
        after=None if keyset.after is None else UUID(keyset.after[0]),
        fetch=keyset.fetch,
    )
    shown, cursor = keyset.page(rows, lambda row: (row[0].id,))
    return Page(items=[_short(award, amount) for award, amount in shown], next_cursor=cursor)


async def suspend(*, db: WriteSession, award: UUID, version: int) -> Answer:
    """Payments of a running right are held."""
    return await _move(db, await _locked(db, award, version), "active", "suspended")


async def resume(*, db: WriteSession, award: UUID, version: int) -> Answer:
    """A held right runs again; months that were held are paid by the lists of those months."""
    return await _move(db, await _locked(db, award, version), "suspended", "active")


async def terminate(
    *, db: WriteSession, catalogue: Catalogue, award: UUID, last_month: int, version: int, today: date
) -> Answer:
    """The right ends with a month: later months are taken off, earlier ones may still be paid.

    What they had committed of the budget is freed; an imported award committed nothing here.
    """
    row = await _locked(db, award, version)
    if row.state == "terminated":
        raise AwardWrongState("Przyznanie jest już zakończone.")
    if row.until is not None and month_of(row.until) <= last_month:
        raise AwardWrongState("Przyznanie kończy się wcześniej niż po wskazanym miesiącu.")
    ranges = [
        Range(month_of(one.since), None if one.until is None else month_of(one.until), one.amount)
        for one in await store.amounts(db, award)
    ]
    await store.cut(db, award, first_day(last_month))
    row.state, row.until = "terminated", first_day(last_month)
    row.version += 1
    await db.flush()
    issued_on = None if row.decision is None else await store.issued_on(db, row.decision)
    if issued_on is not None:
        await _free(db, catalogue, row, commitments_of(ranges, issued_on, after=last_month), issued_on, today)
    return _answer(row)


async def _free(
    db: WriteSession,
    catalogue: Catalogue,
    row: AwardRow,
    commitments: Sequence[Commitment],
    issued_on: date,
    today: date,
) -> None:
    known = await persons.many(db, {row.entitled, row.recipient})
    household = None if row.household is None else await households.load(db, row.household)
    whose = Whose(
        known[row.entitled].pseudonym, known[row.recipient].pseudonym, household.pseudonym if household else None
    )
    for commitment in commitments:
        db.emit(
            committed(
                service=db.service,
                benefit=catalogue.get(row.benefit),
                award=row,
                whose=whose,
                commitment=commitment,
                document=("award", str(row.id), row.version),
                issued_on=issued_on,
                on=today,
                freed=True,
            )
        )


async def _locked(db: WriteSession, award: UUID, version: int) -> AwardRow:
    row = await store.lock(db, award)
    if row is None:
        raise AwardNotFound
    check_version(version, row.version)
    return row


async def _move(db: WriteSession, row: AwardRow, before: str, after: str) -> Answer:
    if row.state != before:
        raise AwardWrongState
    row.state = after
    row.version += 1
    await db.flush()
    return _answer(row)


def _answer(row: AwardRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)


def _short(row: AwardRow, amount: int | None) -> AwardShort:
    return AwardShort(
        id=row.id,
        benefit=row.benefit,
        variant=row.variant,
        mechanism=row.mechanism,
        entitled=row.entitled,
        recipient=row.recipient,
        state=row.state,
        first_month=_month(row.since) or "",
        last_month=_month(row.until),
        amount=None if amount is None else zloty(amount),
        version=row.version,
    )


def _month(day: date | None) -> str | None:
    return None if day is None else month_text(month_of(day))
