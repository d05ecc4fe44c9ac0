"""What is done with a matter of coordination: what the voivode wrote, what came back, what he was told of undue payments."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.applications.desk import Act, Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.persons import one_person
from kit.etag import check_version
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_text
from services.family_benefits.coordination_matters import store
from services.family_benefits.coordination_matters.concerned import Concerned, concerned
from services.family_benefits.coordination_matters.course import noted
from services.family_benefits.coordination_matters.problems import (
    CoordinationMatterNotFound,
    NothingPaidThen,
    ReturnedUnfit,
)
from services.family_benefits.coordination_matters.schemas import (
    CoordinationOut,
    CoordinationShown,
    FindingIn,
    FindingOut,
    OpinionIn,
    ReturnedIn,
    StayOut,
    ToldIn,
)
from services.family_benefits.coordination_matters.states import ARTICLES, COORDINATION
from services.family_benefits.coordination_matters.tables import CoordinationRow, FindingRow

_MATTER = "coordination_matter"


async def note_opinion(hand: Hand, sight: Sight, matter: UUID, order: OpinionIn, version: int) -> Answer:
    """The voivode wrote without a finding; the matter goes on waiting. Raises CoordinationMatterNotFound, TransitionNotAllowed."""
    row = await _opened(hand, sight, matter, version)
    state = COORDINATION.move(row.state, "note_opinion")
    received_on = _received(hand, row, order.dated, order.received_on)
    if order.answer_by is not None:
        if order.answer_by < received_on:
            raise wrong("/answer_by", "day_out_of_order", "Termin poprzedza pismo wojewody.")
        row.answer_by = order.answer_by
    await _written(hand, row, FindingRow(
        gmina=row.gmina, matter=row.id, number=0, kind="opinion", dated=order.dated, received_on=received_on, noted_by=hand.by,
    ))  # fmt: skip
    return await _changed(hand, row, "note_opinion", state)


async def answer(hand: Hand, sight: Sight, matter: UUID, order: FindingIn, version: int) -> Answer:
    """The voivode found that coordination applies, for which time, or that it does not; also anew. Raises CoordinationMatterNotFound."""
    row = await _opened(hand, sight, matter, version)
    state = COORDINATION.move(row.state, "answer", order.answer)
    if order.rest_returned and row.way != "application":
        raise wrong("/rest_returned", "rest_returned", "Wojewoda zwraca sprawę tylko z wniosku, który mu przekazano.")
    received_on = _received(hand, row, order.dated, order.received_on)
    row.state, row.answered_on, row.rest_returned = state, order.dated, order.rest_returned
    row.applies_since, row.applies_until = order.since, order.until
    # He found another time: what was paid for it has to be told anew.
    row.undue_told_on = None
    await _written(hand, row, FindingRow(
        gmina=row.gmina, matter=row.id, number=0, kind=order.answer, dated=order.dated, received_on=received_on, since=order.since,
        until=order.until, noted_by=hand.by,
    ))  # fmt: skip
    return await _changed(hand, row, "answer", state)


async def link_returned(hand: Hand, sight: Sight, matter: UUID, order: ReturnedIn, version: int) -> Answer:
    """The matter came back and is registered as an application, whose term runs from its receipt. Raises ReturnedUnfit."""
    row = await _opened(hand, sight, matter, version)
    state = COORDINATION.move(row.state, "link_returned")
    if not await applications.is_seen(hand.db, sight, order.application):
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    came = await applications.load(hand.db, order.application)
    comes_back = row.way == "application" and (row.state == "does_not_apply" or row.rest_returned)
    if (
        came is None
        or not comes_back
        or came.id == row.application
        or came.passed_on_by is None
        or came.state == "cancelled"
        or came.applicant not in await one_person.entries(hand.db, row.person)
        or (row.answered_on is not None and came.received_on < row.answered_on)
    ):
        raise ReturnedUnfit
    row.returned_as = came.id
    return await _changed(hand, row, "link_returned", state)


async def tell_undue(hand: Hand, sight: Sight, matter: UUID, order: ToldIn, version: int) -> Answer:
    """The voivode was told what was paid for the time: he establishes and collects it (ust. 9). Raises NothingPaidThen."""
    row = await _opened(hand, sight, matter, version)
    state = COORDINATION.move(row.state, "tell_undue")
    if not any(one.paid > 0 for one in await _concerned(hand, sight, row)):
        raise NothingPaidThen
    row.undue_told_on = hand.day(order.on, row.answered_on or row.forwarded_on)
    await noted(hand, row, Act("tell_undue_coordination", row.undue_told_on, "art. 23a ust. 9 u.ś.r."))
    return await _changed(hand, row, "tell_undue", state)


async def withdraw(hand: Hand, sight: Sight, matter: UUID, order: ToldIn, version: int) -> Answer:
    """It waits no more: entered in error, or the party took back what she asked for. Raises CoordinationMatterNotFound."""
    row = await _opened(hand, sight, matter, version)
    state = COORDINATION.move(row.state, "withdraw")
    row.ended_on = hand.day(order.on, row.forwarded_on)
    return await _changed(hand, row, "withdraw", state)


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[CoordinationOut]:
    """Matters by their soft term, or by the day on which they went."""
    keyset = paging.keyset(f"{_MATTER} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    about = wanted.application or wanted.decision or wanted.person
    await hand.note("exported" if everything else "listed", _MATTER, about)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[CoordinationOut.model_validate(_told(row, hand.today)) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, matter: UUID) -> CoordinationShown:
    """The matter with what the voivode wrote and the rights that are concerned. Raises CoordinationMatterNotFound."""
    row = await store.load(hand.db, sight, matter)
    if row is None:
        raise CoordinationMatterNotFound
    await hand.note("read", _MATTER, row.id)
    abroad = {UUID(one["person"]) for one in row.stays if one["person"] is not None}
    hidden = {str(one) for one in await hidden_persons(hand.db, sight, abroad)}
    rights = await _concerned(hand, sight, row)
    return CoordinationShown.model_validate(
        _told(row, hand.today)
        | {
            "stays": [
                StayOut.model_validate(one | {"person": None if one["person"] in hidden else one["person"]})
                for one in row.stays
            ],
            "findings": [FindingOut.model_validate(one.model_dump()) for one in await store.findings(hand.db, row.id)],
            "rights": [_right(one) for one in rights],
            "paid": zloty(sum(one.paid for one in rights)),
        }
    )


def _told(row: CoordinationRow, today: date) -> dict[str, object]:
    return row.model_dump() | {
        "countries": sorted({one["country"] for one in row.stays}),
        "overdue": row.state == "waiting" and row.answer_by < today,
        "allowed": list(COORDINATION.allowed(row.state)),
    }


def _right(one: Concerned) -> dict[str, object]:
    months = [
        {"month": month_text(m.month), "due": None if m.due is None else zloty(m.due), "paid": zloty(m.paid)}
        for m in one.months
    ]
    told = {"award": one.award, "benefit": one.benefit, "decision": one.decision}
    return told | {"to_repeal": one.to_repeal, "paid": zloty(one.paid), "months": months}


async def _concerned(hand: Hand, sight: Sight, row: CoordinationRow) -> tuple[Concerned, ...]:
    if row.applies_since is None:
        return ()
    rights = await store.owned(hand.db, sight, row)
    return concerned(rights, row.applies_since, row.applies_until, hand.today)


async def _opened(hand: Hand, sight: Sight, matter: UUID, version: int) -> CoordinationRow:
    """The matter, kept from other writers. Raises CoordinationMatterNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, matter, lock=True)
    if row is None:
        raise CoordinationMatterNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person}), application=row.application, decision=row.decision)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row


def _received(hand: Hand, row: CoordinationRow, dated: date, received_on: date | None) -> date:
    """When his letter came; it is of a day after the matter went to him. Raises DayOutOfOrder."""
    return hand.day(received_on, hand.day(dated, row.forwarded_on))


async def _written(hand: Hand, row: CoordinationRow, finding: FindingRow) -> None:
    """Keeps the letter, and notes it in the course of the applications that it is about."""
    finding.number = len(await store.findings(hand.db, row.id)) + 1
    hand.db.add(finding)
    came = Act("note_coordination", finding.received_on, "art. 23a ust. 3 u.ś.r.", (), {"finding": finding.kind})
    await noted(hand, row, came)


async def _changed(hand: Hand, row: CoordinationRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, _MATTER, row.id, legal_basis=ARTICLES.get((step, state)) or None)
    return Answer(id=row.id, version=row.version, state=row.state)
