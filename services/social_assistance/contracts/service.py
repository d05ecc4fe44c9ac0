"""What is done with social contracts: concluded, steps noted, reviewed, ended; lists."""

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
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from services.social_assistance.acts.entering import enter, take_back
from services.social_assistance.contracts import schemas as s
from services.social_assistance.contracts import store
from services.social_assistance.contracts.problems import (
    ContractReviewed,
    ContractStepNoted,
    SocialContractNotFound,
    SocialContractRuns,
)
from services.social_assistance.contracts.states import SOCIAL_CONTRACT
from services.social_assistance.contracts.tables import ContractRow, ReviewRow, StepRow

_CONTRACT = "social_contract"
_REGISTER = "kontrakty_socjalne"
_ARTICLE = "art. 108 u.p.s."
_BEGINNING = date(2004, 5, 1)


async def conclude(hand: Hand, sight: Sight, catalogue: Catalogue, body: s.SocialContractIn) -> Answer:
    """A contract was concluded. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder, SocialContractRuns."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    there = (await persons.many(hand.db, [body.person])).keys() - await hidden_persons(hand.db, sight, [body.person])
    if not there:
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if body.household is not None:
        hidden = await hidden_households(hand.db, sight, [body.household])
        if hidden or await households.load(hand.db, body.household) is None:
            raise wrong("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")
    on = hand.day(body.concluded_on, _BEGINNING)
    if body.until < on:
        raise wrong("/until", "ends_before", "Kontrakt kończy się przed dniem zawarcia.")
    if body.review_by is not None and not on < body.review_by <= body.until:
        raise wrong("/review_by", "outside", "Ocena przypada w czasie trwania kontraktu.")
    for number, step in enumerate(body.steps):
        if not on <= step.due_on <= body.until:
            raise wrong(f"/steps/{number}/due_on", "outside", "Termin działania przypada w czasie trwania kontraktu.")
    row = ContractRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, household=body.household, unit=body.unit, aim=body.aim,
        concluded_on=on, until=body.until, review_by=body.review_by, noted_by=hand.by,
    )  # fmt: skip
    await deciding.not_excluded(hand.db, hand.by, _whose(row), hand.today)
    # Two who conclude at once wait for each other here, so that the second is told and does not break the key.
    await persons.lock(hand.db, body.person)
    if await store.runs(hand.db, body.person):
        raise SocialContractRuns
    row.act = await _counted(hand, sight, catalogue, "zawarcie", row, on)
    hand.db.add(row)
    await hand.db.flush()
    for number, step in enumerate(body.steps, 1):
        hand.db.add(_step(row, number, step))
    return await _noted(hand, row, "concluded")


async def add_step(hand: Hand, sight: Sight, contract: UUID, body: s.ContractStepIn, version: int) -> Answer:
    """One side undertakes more. Raises SocialContractNotFound, TransitionNotAllowed, ValidationFailed."""
    row = await _opened(hand, sight, contract, version)
    SOCIAL_CONTRACT.move(row.state, "add_step")
    if not row.concluded_on <= body.due_on <= row.until:
        raise wrong("/due_on", "outside", "Termin działania przypada w czasie trwania kontraktu.")
    hand.db.add(_step(row, len(await store.steps(hand.db, row.id)) + 1, body))
    return await _changed(hand, row, "add_step")


async def note_step(
    hand: Hand, sight: Sight, contract: UUID, number: int, body: s.ContractStepNotedIn, version: int
) -> Answer:
    """A step was done or dropped. Raises SocialContractNotFound, TransitionNotAllowed, ContractStepNoted, DayOutOfOrder."""
    row = await _opened(hand, sight, contract, version)
    SOCIAL_CONTRACT.move(row.state, "note_step")
    step = next((one for one in await store.steps(hand.db, row.id) if one.number == number), None)
    if step is None:
        raise SocialContractNotFound
    if step.state != "open":
        raise ContractStepNoted
    step.state, step.noted_on = body.state, hand.day(body.on, row.concluded_on)
    return await _changed(hand, row, "note_step")


async def review(
    hand: Hand, sight: Sight, catalogue: Catalogue, contract: UUID, body: s.ContractReviewIn, version: int
) -> Answer:
    """What was done so far was reviewed. Raises SocialContractNotFound, TransitionNotAllowed, DayOutOfOrder, ValidationFailed."""
    row = await _opened(hand, sight, contract, version)
    SOCIAL_CONTRACT.move(row.state, "review")
    held = await store.reviews(hand.db, row.id)
    on = hand.day(body.on, held[-1].held_on if held else row.concluded_on)
    if body.next_by is not None and not on < body.next_by <= row.until:
        raise wrong("/next_by", "outside", "Ocena przypada w czasie trwania kontraktu.")
    await _counted(hand, sight, catalogue, "ocena", row, on)
    hand.db.add(
        ReviewRow(
            gmina=row.gmina, contract=row.id, number=len(held) + 1, held_on=on, outcome=body.outcome, next_by=body.next_by,
            noted_by=hand.by,
        )
    )  # fmt: skip
    row.review_by = body.next_by
    return await _changed(hand, row, "review")


async def end(
    hand: Hand, sight: Sight, catalogue: Catalogue, contract: UUID, body: s.SocialContractEndIn, version: int
) -> Answer:
    """The contract ended. Raises SocialContractNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await _opened(hand, sight, contract, version)
    state = SOCIAL_CONTRACT.move(row.state, "end")
    held = await store.reviews(hand.db, row.id)
    on = hand.day(body.on, held[-1].held_on if held else row.concluded_on)
    await _counted(hand, sight, catalogue, "zakonczenie", row, on)
    row.state, row.ended_on, row.ended_as = state, on, body.ended_as
    return await _changed(hand, row, "end")


async def withdraw(hand: Hand, sight: Sight, contract: UUID, version: int) -> Answer:
    """It was entered in error. Raises SocialContractNotFound, TransitionNotAllowed, ContractReviewed."""
    row = await _opened(hand, sight, contract, version)
    state = SOCIAL_CONTRACT.move(row.state, "withdraw")
    if await store.reviews(hand.db, row.id):
        raise ContractReviewed
    await take_back(hand, sight, row.act)
    row.state = state
    return await _changed(hand, row, "withdraw")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.SocialContractOut]:
    """Contracts by the day on which they were concluded, or to which."""
    keyset = paging.keyset(f"{_CONTRACT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", _CONTRACT, wanted.person or wanted.household)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[_told(row) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, contract: UUID) -> s.SocialContractShown:
    """A contract with its steps and reviews. Raises SocialContractNotFound."""
    row = await store.load(hand.db, sight, contract)
    if row is None:
        raise SocialContractNotFound
    await hand.note("read", _CONTRACT, row.id)
    steps = [
        one.model_dump() | {"overdue": row.state == "running" and one.state == "open" and one.due_on < hand.today}
        for one in await store.steps(hand.db, row.id)
    ]
    reviews = [one.model_dump() for one in await store.reviews(hand.db, row.id)]
    return s.SocialContractShown.model_validate(_told(row).model_dump() | {"steps": steps, "reviews": reviews})


async def _opened(hand: Hand, sight: Sight, contract: UUID, version: int) -> ContractRow:
    """The contract, kept from other writers. Raises SocialContractNotFound, PreconditionFailed, OtherUnit, OfficialExcluded."""
    row = await store.load(hand.db, sight, contract, lock=True)
    if row is None:
        raise SocialContractNotFound
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    await deciding.not_excluded(hand.db, hand.by, _whose(row), hand.today)
    return row


async def _changed(hand: Hand, row: ContractRow, step: str) -> Answer:
    row.version += 1
    return await _noted(hand, row, step)


async def _noted(hand: Hand, row: ContractRow, step: str) -> Answer:
    await hand.db.flush()
    await hand.note(step, _CONTRACT, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _counted(hand: Hand, sight: Sight, catalogue: Catalogue, act: str, row: ContractRow, on: date) -> UUID:
    families = [] if row.household is None else [row.household]
    return await enter(
        hand, sight, catalogue, _REGISTER, act, unit=row.unit, on=on, persons=[row.person], households=families
    )


def _step(row: ContractRow, number: int, step: s.ContractStepIn) -> StepRow:
    return StepRow(gmina=row.gmina, contract=row.id, number=number, side=step.side, step=step.step, due_on=step.due_on)


def _whose(row: ContractRow) -> Matter:
    return Matter(frozenset({row.person}), household=row.household)


def _told(row: ContractRow) -> s.SocialContractOut:
    return s.SocialContractOut.model_validate(row.model_dump() | {"allowed": list(SOCIAL_CONTRACT.allowed(row.state))})
