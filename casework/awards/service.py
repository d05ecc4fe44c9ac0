"""What is done with awards: suspended, resumed, terminated. What a termination frees of the budget is told to the log."""

from datetime import date
from uuid import UUID

from casework.authority.sight import Sight
from casework.awards import effects_store, store
from casework.awards.commitments import bound_anew, committed
from casework.awards.effects import Standing, held, released
from casework.awards.schemas import AwardShort
from casework.awards.tables import AwardRow
from casework.benefits.catalogue import Catalogue
from kit.db import ReadSession, WriteSession, raw
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
    sight: Sight,
    paging: PageRequest,
    month: str | None,
    benefit: str | None,
    state: str | None,
    person: UUID | None,
) -> Page[AwardShort]:
    """One page of the awards that are seen; with a month, what is due in it."""
    filters = {"gmina": db.gmina, "month": month, "benefit": benefit, "state": state, "person": person}
    keyset = paging.keyset("awards by id", filters)
    rows = await store.page(
        db,
        sight,
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
    """Payments of a running right are held, all that no list has paid yet."""
    row, standing = await _standing(db, await _locked(db, award, version), "active")
    ends = [one.last for one in standing.holds if one.last is not None]
    first = max([month_of(row.since), *(last + 1 for last in ends)])
    await effects_store.carry_out(await raw(db), db.gmina, [(None, held(standing, first))])
    return await _moved(db, row)


async def resume(*, db: WriteSession, award: UUID, version: int) -> Answer:
    """A held right runs again; months that were held are paid by the lists of those months.

    What a decision holds only a decision lets go. Raises AwardWrongState.
    """
    row, standing = await _standing(db, await _locked(db, award, version), "suspended")
    if await store.held_by_decision(db, award):
        raise AwardWrongState("Wypłatę wstrzymano decyzją; wznawia ją decyzja.")
    plan = released(standing, month_of(row.since), whole=True)
    await effects_store.carry_out(await raw(db), db.gmina, [(None, plan)])
    return await _moved(db, row)


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
    await store.cut(db, award, first_day(last_month))
    row.state, row.until = "terminated", first_day(last_month)
    row.version += 1
    await db.flush()
    await _free(db, catalogue, row, last_month, today)
    return _answer(row)


async def _free(db: WriteSession, catalogue: Catalogue, row: AwardRow, last_month: int, today: date) -> None:
    connection = await raw(db)
    bound = (await effects_store.bound(connection, db.gmina, [row.id])).get(row.id, ())
    kept, moved = bound_anew(bound, (), last_month + 1, today)
    await effects_store.set_bound(connection, db.gmina, {row.id: kept})
    header, whose = (await effects_store.whose(connection, db.gmina, [row.id]))[row.id]
    for one in moved:
        db.emit(
            committed(
                service=db.service,
                benefit=catalogue.get(row.benefit),
                award=header,
                whose=whose,
                moved=one,
                document=("award", str(row.id), row.version),
                on=today,
            )
        )


async def _standing(db: WriteSession, row: AwardRow, state: str) -> tuple[AwardRow, Standing]:
    if row.state != state:
        raise AwardWrongState
    (stood,) = await effects_store.standing(await raw(db), db.gmina, [row.id])
    return row, stood.standing


async def _locked(db: WriteSession, award: UUID, version: int) -> AwardRow:
    row = await store.lock(db, award)
    if row is None:
        raise AwardNotFound
    check_version(version, row.version)
    return row


async def _moved(db: WriteSession, row: AwardRow) -> Answer:
    """The row as the statements have left it."""
    await db.refresh(row)
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
