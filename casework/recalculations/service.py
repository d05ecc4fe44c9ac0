"""What is done with mass recalculations. Every step works in chunks: a request carries one on, and whoever asks next goes on from there.

The operation's row is locked for a chunk and says how far it has come, so a process that died, or two clerks at once, leave nothing
out and do nothing twice.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

import orjson
from psycopg.rows import TupleRow

from casework.assessments.service import BenefitRecorded
from casework.authority.deciding import Step, may_sign_some, unsignable
from casework.awards.carrying import Act, Gathered, beside, carry_out_gathered, gathered, stale
from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.decisions import numbering
from casework.decisions.at_once import covered, rule_of
from casework.decisions.content import declared
from casework.decisions.enforceability import Statute
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.grounds_checked import GroundNotAllowed, no_ground
from casework.decisions.moments import SameOfficial
from casework.office import service as office
from casework.recalculations import drafts_store, imported, lettering, looking, sending, store
from casework.recalculations.chains import rate_of
from casework.recalculations.facts import issued_facts
from casework.recalculations.holding import answer_of, locked, moved
from casework.recalculations.schemas import RecalculationIn
from casework.recalculations.states import DONE, PROCESS
from casework.recalculations.tables import RecalculationRow
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.periods import first_day, month, parse_month
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing

CHUNK = 5_000
"""Chains of one request."""
ISSUED_AT_ONCE = 1_500
"""Drafts that one request issues: what their facts, awards and commitments take in memory is a multiple of what a draft takes."""


class PreviewTooLong(ValidationFailed):
    """The preview ends before the first month, or more than ten years behind it."""

    code = "preview_months_impossible"
    title = "Okres podglądu jest niemożliwy"


async def start(*, db: WriteSession, catalogue: Catalogue, order: RecalculationIn, by: str, today: date) -> Answer:
    """A new operation; nothing is assessed yet. Raises UnknownBenefitCode, BenefitRecorded, GroundNotAllowed, PreviewTooLong."""
    benefit = declared(catalogue, order.benefit)
    if (
        benefit.assess is None
        and rate_of(catalogue, db.gmina, order.benefit, parse_month(order.effective_from)) is None
    ):
        message = "Kwotę tego świadczenia wpisuje się z uzasadnieniem i artykułem."
        raise BenefitRecorded(errors=[FieldError("/benefit", "benefit_recorded", message)])
    ground = _ground(catalogue, order)
    first = parse_month(order.effective_from)
    until = month(max(order.on.year, first // 12), 12) if order.until is None else parse_month(order.until)
    if not first <= until <= first + 120:
        raise PreviewTooLong(
            errors=[FieldError("/until", "preview_months_impossible", "Miesiąc spoza okresu podglądu.")]
        )
    row = RecalculationRow(
        gmina=db.gmina,
        id=new_id(),
        benefit=order.benefit,
        on_day=order.on,
        effective_from=first_day(first),
        until=first_day(until),
        ground=ground.code,
        article=order.article or ground.article,
        reason=order.reason,
        state="assessing",
        started_by=by,
        started_on=today,
        chains=await store.how_many(db, order.benefit, first_day(first))
        + await imported.how_many(db, order.benefit, first_day(first)),
    )
    db.add(row)
    await db.flush()
    return answer_of(row)


async def go_on(*, db: WriteSession, keys: KeyRing, catalogue: Catalogue, operation: UUID, version: int) -> Answer:
    """The next chunk of the step that is under way, without waiting for the background. Raises TransitionNotAllowed, CannotBeBooked."""
    row = await locked(db, operation, version)
    PROCESS.move(row.state, "continue")
    return await carry_on(db, keys, catalogue, row)


async def stop(db: WriteSession, operation: UUID, code: str) -> None:
    """The background gives it up until somebody carries it on. code: of the problem that it met."""
    row = await store.lock(db, operation)
    if row is not None:
        row.stopped = code
        await moved(db, row)


async def carry_on(db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: RecalculationRow) -> Answer:
    """The next chunk of an operation that is locked and under way. Raises NoAuthority, CannotBeBooked."""
    row.stopped = None
    if row.state == "assessing":
        fits = _every_ground(catalogue)[row.ground].older_states
        done = await looking.chunk(db, keys, catalogue, row, fits, CHUNK)
    elif row.state == "drafting":
        done = await _draft(db, catalogue, row)
    elif row.state == "approving":
        done = await _approve(db, catalogue, row)
    elif row.state == "lettering":
        reserved = await lettering.reserve(db, row)
        done = not reserved and await lettering.finished(db, row.id)
        if not reserved and not done:
            # All that is left is in somebody's hands; nothing is moved until it is made or taken from him.
            return answer_of(row)
    elif row.state == "sending":
        done = not await sending.send(db, row)
    else:
        done = await _issue(db, catalogue, row)
    if done:
        row.state = DONE[row.state]
    return await moved(db, row)


async def draft(*, db: WriteSession, operation: UUID, by: str, version: int, today: date) -> Answer:
    """What was previewed is to become drafts, prepared by this person."""
    row = await locked(db, operation, version)
    row.state = PROCESS.move(row.state, "draft")
    row.drafted_by, row.drafted_on = by, today
    return await moved(db, row)


async def approve(
    *, db: WriteSession, catalogue: Catalogue, operation: UUID, by: str, version: int, today: date
) -> Answer:
    """Another person approves all drafts. Raises SameOfficial, NoAuthority."""
    row = await locked(db, operation, version)
    state = PROCESS.move(row.state, "approve")
    if by == row.drafted_by:
        raise SameOfficial
    kinds = await store.kinds(db, row.id)
    await may_sign_some(db, kinds=kinds, benefit=catalogue.get(row.benefit), by=by, on=today, step="approve")
    row.state, row.approved_by, row.approved_on = state, by, today
    return await moved(db, row)


async def issue(*, db: WriteSession, operation: UUID, by: str, version: int, today: date) -> Answer:
    """All approved drafts are to go out today."""
    row = await locked(db, operation, version)
    row.state = PROCESS.move(row.state, "issue")
    row.issued_by, row.issued_on = by, today
    return await moved(db, row)


async def withdraw(*, db: WriteSession, operation: UUID, version: int) -> Answer:
    """The operation is given up; its drafts are taken back. What is issued already stays, with the letters that are due of it."""
    row = await locked(db, operation, version)
    row.state = PROCESS.move(row.state, "withdraw")
    row.stopped = None
    await store.withdraw(db, row.id)
    return await moved(db, row)


async def _draft(db: WriteSession, catalogue: Catalogue, row: RecalculationRow) -> bool:
    found = await store.pick(db, row.id, "planned", CHUNK)
    if found:
        benefit = catalogue.get(row.benefit)
        basis = f"{row.article}, {benefit.article} {benefit.act}"
        roots = list(found.values())
        # What the former program decided, it decided for the same organ: an import names none.
        organ = None
        if await drafts_store.first_of_ours(db, row.id, roots):
            organ = (await office.in_force(db, row.drafted_on or row.started_on)).organ
        await drafts_store.draft(db, row, roots, basis, organ)
    return len(found) < CHUNK


async def _approve(db: WriteSession, catalogue: Catalogue, row: RecalculationRow) -> bool:
    found = await store.pick(db, row.id, "drafted", CHUNK)
    if found and row.approved_by is not None and row.approved_on is not None:
        barred = await _barred(db, catalogue, row, list(found), "approve")
        allowed = found.keys() - barred.keys()
        approved = await store.approve(db, sorted(allowed), row.approved_by, row.approved_on)
        await _mark(db, row, found, approved, "approved")
        await _mark_barred(db, row, found, barred)
        await _mark(db, row, found, allowed - approved, "left_out", "draft_gone")
    return len(found) < CHUNK


async def _issue(db: WriteSession, catalogue: Catalogue, row: RecalculationRow) -> bool:
    found = await store.pick(db, row.id, "approved", ISSUED_AT_ONCE)
    if found and row.issued_by is not None and row.issued_on is not None:
        by, on = row.issued_by, row.issued_on
        ready = await store.for_issue(db, list(found))
        rule = rule_of(catalogue, benefit=row.benefit, gmina=db.gmina, on=on)
        # Each time the database works, a thread computes what it will be given next.
        barred, (acts, at_once) = await beside(
            _barred(db, catalogue, row, [one[0] for one in ready], "issue"), partial(_acts, ready, on, rule)
        )
        gone = await stale(db, acts) - barred.keys()
        acts = [act for act in acts if act.decision not in gone | barred.keys()]
        issued = [act.decision for act in acts]
        rows = await store.rows_for_facts(db, issued)

        async def write_and_read() -> Gathered:
            await store.issue(db, {decision: at_once[decision] for decision in issued}, by, on)
            await _mark(db, row, found, issued, "issued")
            await _mark(db, row, found, gone, "left_out", "award_changed")
            await _mark_barred(db, row, found, barred)
            await _mark(db, row, found, found.keys() - {one[0] for one in ready}, "left_out", "draft_gone")
            return await gathered(db, acts)

        about, events = await beside(write_and_read(), partial(issued_facts, db.service, db.gmina, rows, on))
        db.emit(*events)
        await carry_out_gathered(db, catalogue, about)
        await numbering.number(db, issued, year=on.year, on=on)
    return len(found) < ISSUED_AT_ONCE


def _acts(ready: Sequence[TupleRow], on: date, rule: Statute | None) -> tuple[list[Act], dict[UUID, str | None]]:
    """The acts of approved drafts in the version that they have once they are issued, and the article that makes each enforceable."""
    acts = [
        Act(decision, version + 1, on, tuple(map(Planned.from_json, orjson.loads(plan))))
        for decision, version, plan, _ in ready
    ]
    return acts, {act.decision: covered(rule, one[3], act.plans) for act, one in zip(acts, ready, strict=True)}


async def _mark(
    db: WriteSession, row: RecalculationRow, found: Mapping[UUID, UUID], decisions: Collection[UUID], state: str,
    code: str | None = None,
) -> None:  # fmt: skip
    await store.mark(db, row.id, [found[decision] for decision in decisions], state, code)


async def _mark_barred(
    db: WriteSession, row: RecalculationRow, found: Mapping[UUID, UUID], barred: Mapping[UUID, str]
) -> None:
    for code in sorted(set(barred.values())):
        decisions = [decision for decision, reason in barred.items() if reason == code]
        await _mark(db, row, found, decisions, "left_out", code)


async def _barred(
    db: WriteSession, catalogue: Catalogue, row: RecalculationRow, decisions: list[UUID], step: Step
) -> dict[UUID, str]:
    """The drafts that the person who signs may not sign, with the reason: excluded from the matter, or another kind than she decides.

    The others stand under her authorisation. Raises NoAuthority where she may sign none of the operation.
    """
    benefit, by = catalogue.get(row.benefit), row.approved_by or ""
    on = (row.approved_on if step == "approve" else row.issued_on) or row.started_on
    await may_sign_some(db, kinds=await store.kinds(db, row.id), benefit=benefit, by=by, on=on, step=step)
    found = await unsignable(db, decisions=decisions, benefit=benefit, by=by, on=on, step=step)
    return {decision: problem.code for decision, problem in found.items()}


def _ground(catalogue: Catalogue, order: RecalculationIn) -> Ground:
    every = _every_ground(catalogue)
    ground = every.get(order.ground)
    if ground is None or not ground.fits("change", order.benefit, order.on) or ground.consent or ground.no_right:
        fitting = [one for one in every.values() if one.fits("change", order.benefit, order.on) and not one.consent]
        raise no_ground("/ground", fitting)
    if ground.states_article and order.article is None:
        raise GroundNotAllowed(errors=[FieldError("/article", "required", "Ta podstawa wymaga wskazania przepisu.")])
    return ground


def _every_ground(catalogue: Catalogue) -> dict[str, Ground]:
    return {**of_procedure(), **catalogue.grounds}
