"""What is done with families that have an assistant: given one, handed over, the plan, half-year assessments, the end; lists."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.households import store as households
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.paging import Page, PageRequest
from services.social_assistance.acts.entering import enter, take_back
from services.social_assistance.family_assistants import schemas as s
from services.social_assistance.family_assistants import store
from services.social_assistance.family_assistants.assistants import room
from services.social_assistance.family_assistants.problems import (
    AssistantFull,
    AssistantNotThere,
    AssistedFamilyNotFound,
    FamilyAssisted,
    FamilyReviewed,
    FamilyStepNoted,
)
from services.social_assistance.family_assistants.states import ARTICLES, ASSISTED_FAMILY
from services.social_assistance.family_assistants.tables import AssistantRow, ChildRow, FamilyRow, ReviewRow, StepRow
from services.social_assistance.social_work.rules import assessed_by

REGISTER = "asystent_rodziny"
_FAMILY = "assisted_family"
_GIVEN = "art. 8 ust. 3, art. 11 ust. 3-4 ustawy o wspieraniu rodziny"


async def take_on(hand: Hand, sight: Sight, catalogue: Catalogue, body: s.AssistedFamilyIn) -> Answer:
    """A family is given an assistant. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder, FamilyAssisted, AssistantFull,
    AssistantNotThere.
    """
    if not sight.works_on(body.unit):
        raise OtherUnit
    if await hidden_households(hand.db, sight, [body.household]) or not await households.lock(hand.db, body.household):
        raise wrong("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")
    await deciding.not_excluded(hand.db, hand.by, _whose(body.household, body.children), hand.today)
    assistant = await _assistant(hand, sight, catalogue, body.assistant)
    on = hand.day(body.since, assistant.since)
    if await store.runs(hand.db, body.household):
        raise FamilyAssisted
    for number, child in enumerate(body.children):
        await _of_family(hand, sight, body.household, child, f"/children/{number}")
    review_by = _next_by(hand, catalogue, on, "/since")
    act = await enter(
        hand, sight, catalogue, REGISTER, "przydzielenie", unit=body.unit, on=on, households=[body.household],
        children=body.children,
    )  # fmt: skip
    row = FamilyRow(
        gmina=hand.db.gmina, id=new_id(), assistant=assistant.id, household=body.household, unit=body.unit, basis=body.basis,
        since=on, review_by=review_by, act=act, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    for child in body.children:
        hand.db.add(ChildRow(gmina=row.gmina, family=row.id, person=child, since=on))
    await hand.db.flush()
    await hand.note("taken_on", _FAMILY, row.id, legal_basis=_GIVEN)
    return Answer(id=row.id, version=row.version, state=row.state)


async def hand_over(
    hand: Hand, sight: Sight, catalogue: Catalogue, family: UUID, body: s.FamilyHandedOverIn, version: int
) -> Answer:
    """Another assistant works with the family. Raises AssistedFamilyNotFound, TransitionNotAllowed, AssistantFull, AssistantNotThere."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "hand_over")
    if body.assistant == row.assistant:
        raise wrong("/assistant", "the_same", "Ten asystent już pracuje z tą rodziną.")
    row.assistant = (await _assistant(hand, sight, catalogue, body.assistant)).id
    return await _changed(hand, row, "hand_over")


async def add_child(hand: Hand, sight: Sight, family: UUID, body: s.FamilyChildIn, version: int) -> Answer:
    """The work is for one more child. Raises AssistedFamilyNotFound, TransitionNotAllowed, DayOutOfOrder, ValidationFailed."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "add_child")
    on = hand.day(body.since, row.since)
    await _of_family(hand, sight, row.household, body.child, "/child")
    if body.child in {one.person for one in await store.children(hand.db, row.id)}:
        raise wrong("/child", "named_twice", "To dziecko jest już wpisane.")
    hand.db.add(ChildRow(gmina=row.gmina, family=row.id, person=body.child, since=on))
    return await _changed(hand, row, "add_child")


async def end_child(
    hand: Hand, sight: Sight, family: UUID, child: UUID, body: s.FamilyChildEndedIn, version: int
) -> Answer:
    """The work is for the child no more. Raises AssistedFamilyNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "end_child")
    found = next((one for one in await store.children(hand.db, row.id) if one.person == child), None)
    if found is None or found.until is not None:
        raise AssistedFamilyNotFound
    found.until = hand.day(body.on, found.since)
    return await _changed(hand, row, "end_child")


async def add_step(hand: Hand, sight: Sight, family: UUID, body: s.FamilyStepIn, version: int) -> Answer:
    """The plan says one more step. Raises AssistedFamilyNotFound, TransitionNotAllowed, ValidationFailed."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "add_step")
    if body.due_on < row.since:
        raise wrong("/due_on", "outside", "Termin działania przypada przed początkiem pracy z rodziną.")
    number = len(await store.steps(hand.db, row.id)) + 1
    hand.db.add(StepRow(gmina=row.gmina, family=row.id, number=number, step=body.step, due_on=body.due_on))
    return await _changed(hand, row, "add_step")


async def note_step(
    hand: Hand, sight: Sight, family: UUID, number: int, body: s.FamilyStepNotedIn, version: int
) -> Answer:
    """What came of a step. Raises AssistedFamilyNotFound, TransitionNotAllowed, FamilyStepNoted, DayOutOfOrder."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "note_step")
    step = next((one for one in await store.steps(hand.db, row.id) if one.number == number), None)
    if step is None:
        raise AssistedFamilyNotFound
    if step.state != "open":
        raise FamilyStepNoted
    step.state, step.noted_on = body.state, hand.day(body.on, row.since)
    return await _changed(hand, row, "note_step")


async def review(
    hand: Hand, sight: Sight, catalogue: Catalogue, family: UUID, body: s.FamilyReviewIn, version: int
) -> Answer:
    """The situation was assessed. Raises AssistedFamilyNotFound, TransitionNotAllowed, DayOutOfOrder, ValidationFailed."""
    row = await _opened(hand, sight, family, version)
    ASSISTED_FAMILY.move(row.state, "review")
    held = await store.reviews(hand.db, row.id)
    on = hand.day(body.on, held[-1].held_on if held else row.since)
    next_by = _next_by(hand, catalogue, on, "/on")
    await _counted(hand, sight, catalogue, "ocena", row, on)
    hand.db.add(
        ReviewRow(
            gmina=row.gmina, family=row.id, number=len(held) + 1, held_on=on, outcome=body.outcome, next_by=next_by,
            noted_by=hand.by,
        )
    )  # fmt: skip
    row.review_by = next_by
    return await _changed(hand, row, "review")


async def end(
    hand: Hand, sight: Sight, catalogue: Catalogue, family: UUID, body: s.AssistedFamilyEndIn, version: int
) -> Answer:
    """The work ended. Raises AssistedFamilyNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await _opened(hand, sight, family, version)
    state = ASSISTED_FAMILY.move(row.state, "end")
    held = await store.reviews(hand.db, row.id)
    on = hand.day(body.on, held[-1].held_on if held else row.since)
    await _counted(hand, sight, catalogue, "zakonczenie", row, on)
    row.state, row.ended_on, row.ended_as = state, on, body.ended_as
    return await _changed(hand, row, "end")


async def withdraw(hand: Hand, sight: Sight, family: UUID, version: int) -> Answer:
    """It was entered in error. Raises AssistedFamilyNotFound, TransitionNotAllowed, FamilyReviewed."""
    row = await _opened(hand, sight, family, version)
    state = ASSISTED_FAMILY.move(row.state, "withdraw")
    # Of one act alone: what is told anew of a second one in the same unit of work has no place in the log yet.
    if await store.reviews(hand.db, row.id):
        raise FamilyReviewed
    await take_back(hand, sight, row.act)
    row.state = state
    return await _changed(hand, row, "withdraw")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.AssistedFamilyOut]:
    """Work with families by its first day, or by when the situation is assessed next."""
    keyset = paging.keyset(f"{_FAMILY} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", _FAMILY, wanted.household or wanted.child)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[_told(row) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, family: UUID) -> s.AssistedFamilyShown:
    """Work with a family: children, plan, assessments. Raises AssistedFamilyNotFound."""
    row = await store.load(hand.db, sight, family)
    if row is None:
        raise AssistedFamilyNotFound
    await hand.note("read", _FAMILY, row.id)
    children = [
        {"child": one.person, "since": one.since, "until": one.until} for one in await store.children(hand.db, row.id)
    ]
    steps = [
        one.model_dump() | {"overdue": row.state == "running" and one.state == "open" and one.due_on < hand.today}
        for one in await store.steps(hand.db, row.id)
    ]
    reviews = [one.model_dump() for one in await store.reviews(hand.db, row.id)]
    return s.AssistedFamilyShown.model_validate(
        _told(row).model_dump() | {"children": children, "steps": steps, "reviews": reviews}
    )


async def _assistant(hand: Hand, sight: Sight, catalogue: Catalogue, one: UUID) -> AssistantRow:
    """The assistant who takes on one more family today. Raises ValidationFailed, AssistantNotThere, AssistantFull."""
    row = await store.assistant(hand.db, sight, one, lock=True)
    if row is None:
        raise wrong("/assistant", "assistant_unknown", "Nie ma takiego asystenta rodziny.")
    if row.since > hand.today or (row.until is not None and row.until < hand.today):
        raise AssistantNotThere
    works = (await store.families_of(hand.db, [row.id]))[row.id]
    if room(catalogue, hand.db.gmina, works, hand.today) == 0:
        raise AssistantFull
    return row


async def _of_family(hand: Hand, sight: Sight, household: UUID, child: UUID, pointer: str) -> None:
    """The child belongs or belonged to the family, and she sees it. Raises ValidationFailed."""
    of_family = {one.person for one in await households.members(hand.db, household)}
    if child not in of_family or await hidden_persons(hand.db, sight, [child]):
        raise wrong(pointer, "child_unknown", "To dziecko nie należy do tej rodziny.")


def _next_by(hand: Hand, catalogue: Catalogue, on: date, pointer: str) -> date:
    try:
        return assessed_by(on, catalogue.law(hand.db.gmina).on(on))
    except NoParameter:
        raise wrong(pointer, "no_term", "Z tego dnia nie jest znany termin oceny.") from None


async def _counted(hand: Hand, sight: Sight, catalogue: Catalogue, act: str, row: FamilyRow, on: date) -> None:
    children = [
        one.person
        for one in await store.children(hand.db, row.id)
        if one.since <= on and (one.until is None or one.until >= on)
    ]
    await enter(
        hand, sight, catalogue, REGISTER, act, unit=row.unit, on=on, households=[row.household], children=children
    )  # fmt: skip


async def _opened(hand: Hand, sight: Sight, family: UUID, version: int) -> FamilyRow:
    """The work, kept from other writers. Raises AssistedFamilyNotFound, PreconditionFailed, OtherUnit, OfficialExcluded."""
    row = await store.load(hand.db, sight, family, lock=True)
    if row is None:
        raise AssistedFamilyNotFound
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    children = [one.person for one in await store.children(hand.db, row.id)]
    await deciding.not_excluded(hand.db, hand.by, _whose(row.household, children), hand.today)
    return row


async def _changed(hand: Hand, row: FamilyRow, step: str) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(step, _FAMILY, row.id, legal_basis=ARTICLES[step] or None)
    return Answer(id=row.id, version=row.version, state=row.state)


def _whose(household: UUID, children: Sequence[UUID]) -> Matter:
    return Matter(frozenset(children), household=household)


def _told(row: FamilyRow) -> s.AssistedFamilyOut:
    return s.AssistedFamilyOut.model_validate(
        row.model_dump() | {"allowed": list(ASSISTED_FAMILY.allowed(row.state))}
    )  # fmt: skip
