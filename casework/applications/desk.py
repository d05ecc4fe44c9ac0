"""What every act on an application has in common: it is opened at the version that was read, the act is written down, facts are told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications import store
from casework.applications.problems import ApplicationNotFound
from casework.applications.states import APPLICATION
from casework.applications.tables import ApplicationRow, MatterRow, StepRow
from casework.authority.deciding import not_excluded
from casework.authority.rules import Matter
from casework.authority.sight import Sight, sight_of
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.households import kinds
from casework.households import store as households
from casework.letters import store as letters
from casework.persons import store as persons
from kit.audit import Auditor
from kit.auth import Principal
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import event
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts in which unit of work, on which day. audit: none where the act is part of another one that is audited."""

    db: WriteSession
    audit: Auditor | None
    by: str
    today: date

    async def note(self, action: str, subject: str, subject_id: UUID | None, *, legal_basis: str | None = None) -> None:
        """Notes the act in the audit log."""
        if self.audit is not None:
            await self.audit.note(self.db, action, subject, subject_id, legal_basis=legal_basis)

    def day(self, on: date | None, since: date) -> date:
        """The day of an act: today unless stated, never in the future and not before the application came. Raises DayOutOfOrder."""
        day = on or self.today
        if day > self.today:
            raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
        if day < since:
            raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż czynność, po której następuje.")
        return day


@dataclass(frozen=True, slots=True)
class Desk(Hand):
    """The same with what intake needs: the keys of attachments, the benefits that may be asked for, and what the official sees."""

    keys: KeyRing
    catalogue: Catalogue
    sight: Sight


async def desk_of(
    db: WriteSession, audit: Auditor, who: Principal, today: date, keys: KeyRing, catalogue: Catalogue
) -> Desk:
    """The desk of whoever asks."""
    return Desk(db, audit, who.subject, today, keys, catalogue, await sight_of(db, who, today))


@dataclass(frozen=True, slots=True)
class Act:
    """A step as it will be written down. detail: codes and names of offices, never of persons."""

    step: str
    on: date
    article: str | None = None
    benefits: Sequence[str] = ()
    detail: Mapping[str, str | list[str]] = field(default_factory=dict)
    letter: UUID | None = None


async def opened(desk: Hand, application: UUID, version: int) -> ApplicationRow:
    """The application, kept from other writers. Raises ApplicationNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.lock(desk.db, application)
    if row is None:
        raise ApplicationNotFound
    check_version(version, row.version)
    # Whoever is excluded takes no part in the matter at all (art. 24 § 1), not only in its decision.
    await not_excluded(desk.db, desk.by, matter_of(row), desk.today)
    return row


def matter_of(row: ApplicationRow) -> Matter:
    """Whose matter it is, as exclusions are looked for."""
    persons = frozenset(one for one in (row.applicant, row.representative) if one is not None)
    return Matter(persons, row.household, application=row.id)


def moved(row: ApplicationRow, step: str, to: str | None = None) -> str:
    """The state that the step leads to. Raises TransitionNotAllowed."""
    return APPLICATION.move(row.state, step, to)


async def written(desk: Hand, row: ApplicationRow, act: Act, state: str) -> Answer:
    """The act is written down and the application stands in its new state."""
    await _known_letter(desk.db, act.letter)
    row.state = state
    row.version += 1
    await note(desk, row, act)
    return Answer(id=row.id, version=row.version, state=row.state)


async def note(desk: Hand, row: ApplicationRow, act: Act) -> None:
    """Writes an act down."""
    number = await store.steps_done(desk.db, row.id) + 1
    desk.db.add(
        StepRow(
            gmina=row.gmina,
            application=row.id,
            number=number,
            step=act.step,
            state=row.state,
            on_day=act.on,
            by_whom=desk.by,
            article=act.article,
            benefits=list(act.benefits),
            detail=dict(act.detail),
            letter=act.letter,
        )
    )
    await desk.db.flush()
    await desk.note(act.step, "application", row.id, legal_basis=act.article)


async def tell(
    db: WriteSession, row: ApplicationRow, matters: Collection[MatterRow], type_: str, on: date, **more: Any
) -> None:
    """One event for each of the benefits (events.md, Case facts): no name and no number of a person."""
    applicant = await persons.load(db, row.applicant) if row.applicant else None
    household = await households.load(db, row.household) if row.household else None
    kind = None
    if household is not None:
        told = (await kinds.records(db, [household.id])).get(household.id, [])
        kind = kinds.kind_on(kinds.steps(told), on, household.kind)
    for matter in matters:
        data = {
            "application": row.id,
            "benefit": matter.benefit,
            "on": on,
            "received_on": row.received_on,
            "channel": row.channel,
            "unit": row.unit,
            "applicant": applicant.pseudonym if applicant else None,
            "household": household.pseudonym if household else None,
            "single": kind == "single" if household else row.single,
            "household_kind": kind,
            "reasons": sorted(row.reasons),
            "represented": row.representative is not None,
            **more,
        }
        if matter.outcome is not None:
            data["outcome"] = matter.outcome
        db.emit(event(service=db.service, gmina=db.gmina, type=type_, subject=row.id, data=data))


async def _known_letter(db: WriteSession, letter: UUID | None) -> None:
    if letter is not None and await letters.letter(db, letter) is None:
        raise ValidationFailed(
            "Nie ma takiego pisma.", errors=[FieldError("/letter", "letter_unknown", "Nie ma takiego pisma.")]
        )
