"""What is done with rights by hand: a technical hold until a decision; of a right that was brought over its end, and its decision noted.

A right that a decision granted is changed by acts (decisions/acting.py). What is done by hand stands in award_act for good.
"""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.authority.deciding import matter_of, not_excluded
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.awards import effects_store, store
from casework.awards.commitments import bound_anew, committed
from casework.awards.effects import cut, held, released
from casework.awards.problems import AwardByDecision, AwardNotFound, AwardWrongState, EarlierDecisionKnown
from casework.awards.schemas import AwardActOut, AwardShort, EarlierDecisionIn, HoldIn, ReleaseIn, TerminationIn
from casework.awards.states import AWARD
from casework.awards.tables import AwardActRow, AwardRow
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store
from casework.persons import rights_twice
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession, raw
from kit.etag import check_version
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text, parse_month
from kit.problems import FieldError, ValidationFailed


async def page(
    *,
    db: WriteSession,
    sight: Sight,
    audit: Auditor,
    paging: PageRequest,
    wanted: store.Filter,
    sort: str,
    everything: bool,
) -> Page[AwardShort]:
    """One page of the awards that are seen; everything: all that the filter leaves, for a file. The reading is audited."""
    by, descending = sort.removeprefix("-"), sort.startswith("-")
    keyset = paging.keyset(f"awards by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    await audit.note(db, "exported_awards" if everything else "listed_awards", "person", wanted.person)
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await store.page(db, sight, wanted, by=by, descending=descending, after=after, fetch=fetch)
    if everything:
        return Page(items=[_short(award, amount) for award, amount in rows], next_cursor=None)
    shown, cursor = keyset.page(rows, lambda row: (row[0].id,) if by == "id" else (row[0].since, row[0].id))
    return Page(items=[_short(award, amount) for award, amount in shown], next_cursor=cursor)


async def suspend(*, db: WriteSession, award: UUID, hold: HoldIn, by: str, version: int, today: date) -> Answer:
    """Payments of a running right are held until it is decided, all that no list has paid yet. Raises OfficialExcluded."""
    row, stood = await _moving(db, award, version, "suspend", by, today)
    standing = stood.standing
    ends = [one.last for one in standing.holds if one.last is not None]
    first = max([month_of(row.since), *(last + 1 for last in ends)])
    await effects_store.carry_out(await raw(db), db.gmina, [(None, held(standing, first))])
    return await _done(db, row, "suspend", first, hold, by, today)


async def resume(*, db: WriteSession, award: UUID, release: ReleaseIn, by: str, version: int, today: date) -> Answer:
    """A technical hold is let go; months that were held are paid by the lists of those months.

    What a decision holds, or what was taken away meanwhile, only a decision lets go. Raises AwardByDecision, OfficialExcluded.
    """
    row, stood = await _moving(db, award, version, "resume", by, today)
    if await store.held_by_decision(db, award):
        raise AwardByDecision("Wypłatę wstrzymano decyzją; wznawia ją decyzja.", ["resume"])
    if stood.root is not None and await store.removed(db, stood.root):
        raise AwardByDecision("Decyzji, która przyznała prawo, nie ma już w obrocie albo SKO ją zmieniło.", ["grant"])
    first = next((one.first for one in stood.standing.holds if one.last is None), month_of(row.since))
    plan = released(stood.standing, first, whole=True)
    await effects_store.carry_out(await raw(db), db.gmina, [(None, plan)])
    return await _done(db, row, "resume", first, release, by, today)


async def terminate(
    *, db: WriteSession, catalogue: Catalogue, award: UUID, end: TerminationIn, by: str, version: int, today: date
) -> Answer:
    """A right that was brought over, or that goes on in another gmina, ends here with a month: later months are taken off, earlier ones may
    still be paid.

    What it bound of the budget for later months is freed. Raises AwardByDecision, AwardWrongState, OfficialExcluded.
    """
    row, stood = await _moving(db, award, version, "terminate", by, today)
    if end.reason == "passed_on":
        await _may_pass_on(db, catalogue, row, end, today)
    elif row.origin != "imported" or await acts_store.standing_on(db, award):
        raise AwardByDecision("Prawo przyznano lub zmieniono decyzją; kończy je kolejna decyzja.", ["repeal", "expire"])
    last_month = parse_month(end.last_month)
    if row.until is not None and month_of(row.until) <= last_month:
        raise AwardWrongState("Przyznanie kończy się wcześniej niż po wskazanym miesiącu.")
    await effects_store.carry_out(await raw(db), db.gmina, [(None, cut(stood.standing, last_month + 1))])
    await db.refresh(row)
    await _free(db, catalogue, row, last_month, today)
    await rights_twice.noted_of(db, [row.id], today)
    return await _done(db, row, "terminate", last_month, end, by, today)


async def note_decision(
    *, db: WriteSession, audit: Auditor, award: UUID, order: EarlierDecisionIn, by: str, version: int, today: date
) -> Answer:
    """By which decision another system had granted a right that was imported without saying it: once, and never changed.

    Raises AwardWrongState, EarlierDecisionKnown, OfficialExcluded, ValidationFailed where an act on the right names another decision.
    """
    row, _ = await _moving(db, award, version, "note_decision", by, today)
    if row.origin != "imported":
        raise AwardWrongState("Prawo przyznano decyzją tego systemu.")
    if (row.reference or {}).get("number") is not None:
        raise EarlierDecisionKnown
    issued = order.issued_on.isoformat()
    if order.issued_on > today:
        raise ValidationFailed(errors=[FieldError("/issued_on", "day_in_future", "Dzień jest w przyszłości.")])
    if any(one != (order.number, issued) for one in await store.named_earlier(db, award)):
        told = "W akcie dotyczącym tego prawa wskazano inną decyzję."
        raise ValidationFailed(told, errors=[FieldError("/number", "earlier_differs", told)])
    row.reference = {**(row.reference or {}), "number": order.number, "issued_on": issued}
    row.version += 1
    await _kept(db, row, "note_decision", month_of(row.since), "decision_known", order.document, by, today)
    await audit.note(db, "noted_decision", "award", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def acts(*, db: ReadSession, award: UUID) -> list[AwardActOut]:
    """What was done to the right by hand, in order. Raises AwardNotFound."""
    if await store.load(db, award) is None:
        raise AwardNotFound
    return [
        AwardActOut.model_validate(
            {**row.model_dump(), "month": month_text(month_of(row.month)), "by": row.by_whom, "on": row.on_day}
        )
        for row in await store.acts(db, award)
    ]


async def _may_pass_on(db: WriteSession, catalogue: Catalogue, row: AwardRow, end: TerminationIn, today: date) -> None:
    """Whether the decision goes to the gmina to which the person moved, which carries it on without a new one; what was paid here stays
    this gmina's. Raises AwardByDecision, AwardWrongState, ValidationFailed without the letter.
    """
    follows, view = catalogue.get(row.benefit).follows_person, catalogue.law(db.gmina).on(today)
    if follows is None or not view.has(follows) or not view.flag(follows):
        raise AwardByDecision("Decyzji o tym świadczeniu nie przekazuje się innej gminie.", ["repeal", "expire"])
    if end.document is None:
        told = "Trzeba wskazać pismo, którym przekazano decyzję z aktami."
        raise ValidationFailed(told, errors=[FieldError("/document", "required", told)])
    paid = (await effects_store.paid(await raw(db), db.gmina, [row.id])).get(row.id, {})
    if any(month > parse_month(end.last_month) and amount for month, amount in paid.items()):
        raise AwardWrongState("Za późniejszy miesiąc już wypłacono; to świadczenie zostaje należnością tej gminy.")


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


async def _moving(
    db: WriteSession, award: UUID, version: int, step: str, by: str, today: date
) -> tuple[AwardRow, effects_store.Stood]:
    """The right, kept from other writers, in a state that allows the step. Raises AwardNotFound, OfficialExcluded."""
    row = await store.lock(db, award)
    if row is None:
        raise AwardNotFound
    check_version(version, row.version)
    AWARD.move(row.state, step)
    (stood,) = await effects_store.standing(await raw(db), db.gmina, [row.id])
    matter = Matter(frozenset({row.entitled, row.recipient}), row.household)
    await not_excluded(db, by, matter if row.decision is None else await matter_of(db, row.decision), today)
    return row, stood


async def _done(
    db: WriteSession, row: AwardRow, act: str, month: int, why: HoldIn | ReleaseIn | TerminationIn, by: str, today: date
) -> Answer:
    """The row as the statements have left it, and the act on it kept for good."""
    await db.refresh(row)
    await _kept(db, row, act, month, why.reason, why.document, by, today)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _kept(
    db: WriteSession, row: AwardRow, act: str, month: int, reason: str, document: str | None, by: str, today: date
) -> None:
    db.add(
        AwardActRow(
            gmina=db.gmina,
            award=row.id,
            number=len(await store.acts(db, row.id)) + 1,
            act=act,
            month=first_day(month),
            reason=reason,
            document=document,
            by_whom=by,
            on_day=today,
        )
    )
    await db.flush()


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
