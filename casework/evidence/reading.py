"""Reading evidence and facts as the office knew them on a day; every reading of a person's facts stands in the audit log."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.tables import ApplicationRow
from casework.authority.sight import hidden_households, hidden_persons
from casework.evidence import sealed, store
from casework.evidence.desk import Desk
from casework.evidence.incomes import Run, by_month, received
from casework.evidence.kinds import EvidenceLaw
from casework.evidence.problems import EvidenceNotFound, FactNotFound, refused
from casework.evidence.shown import (
    DetailOut,
    EvidenceOut,
    EvidenceShownOut,
    ExpiringOut,
    FactHistoryOut,
    FactKindOut,
    FactKindsOut,
    FactOut,
    IncomeMonthsOut,
    SourceMonthOut,
    SourceMonthsOut,
)
from casework.evidence.states import FACT
from casework.evidence.tables import EvidenceRow, FactRow
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.service import PersonNotFound
from kit.db import raw
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import Months, month_of, month_text

READS_CONCLUSIONS = frozenset({"social_worker", "head"})
"""Whom the conclusions of an interview are for."""
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts: of a person, a household or an application's parties; valid on a day; as known at the end of a day."""

    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    kind: str | None = None
    on: date | None = None
    known_on: date | None = None


async def page(desk: Desk, wanted: Wanted, paging: PageRequest) -> Page[FactOut]:
    """Facts in the order in which they were first established. Raises FactRefused, InvalidCursor."""
    people, households = await _subjects(desk, wanted)
    known_on = wanted.known_on or date.max
    filters = {name: getattr(wanted, name) for name in Wanted.__slots__}
    keyset = paging.keyset("established facts", {"gmina": desk.db.gmina, **filters})
    rows = await store.standing(
        desk.db,
        known_on,
        store.about(persons=await one_person.all_entries(desk.db, people), households=households, kind=wanted.kind),
        sight=desk.sight,
        valid_on=wanted.on,
        after=None if keyset.after is None else UUID(keyset.after[0]),
        fetch=keyset.fetch,
    )
    shown, cursor = keyset.page(rows, lambda row: (row.fact,))
    for person in people:
        await desk.audit.note(desk.db, "read_facts", "person", person)
    for household in households:
        await desk.audit.note(desk.db, "read_facts", "household", household)
    return Page(items=await described(desk, shown), next_cursor=cursor)


async def history(desk: Desk, fact: UUID) -> FactHistoryOut:
    """The fact with all its versions. Raises FactNotFound."""
    rows = await store.versions(desk.db, fact)
    if not rows:
        raise FactNotFound
    await desk.note("read", [rows[0].person], "established_fact", fact)
    newest = rows[0]
    return FactHistoryOut.model_validate(
        {
            "id": fact,
            "version": newest.version,
            "state": newest.state,
            "allowed": list(FACT.allowed(newest.state)),
            "versions": await described(desk, rows),
        }
    )


async def shown(desk: Desk, evidence: UUID) -> EvidenceShownOut:
    """The evidence with what it established. Raises EvidenceNotFound."""
    row = (await store.evidence(desk.db, [evidence])).get(evidence)
    if row is None:
        raise EvidenceNotFound
    facts = await store.established_by(desk.db, evidence)
    await desk.note("read", [one.person for one in facts], "evidence", evidence)
    said = await sealed.opened(desk.db, desk.keys, [evidence])
    told = _evidence(row, said.get(evidence, {}))
    return EvidenceShownOut(**told.model_dump(), facts=await described(desk, facts))


async def incomes(desk: Desk, person: UUID, span: Months, known_on: date | None) -> IncomeMonthsOut:
    """A person's income by source and month, each month of a source once. Raises PersonNotFound, FactRefused."""
    if len(span) > MOST_MONTHS:
        raise refused("/query/to_month", "period_too_long", f"Najwyżej {MOST_MONTHS} miesięcy.")
    if await persons.load(desk.db, person) is None:
        raise PersonNotFound
    at = known_on or desk.today
    hers = await one_person.entries(desk.db, person)
    rows = await store.standing(desk.db, at, store.about(persons=hers), sight=desk.sight)
    said = await sealed.opened(desk.db, desk.keys, [row.id for row in rows])
    runs = runs_by_source(rows, said)
    await desk.audit.note(desk.db, "read_incomes", "person", person)
    return IncomeMonthsOut(
        person=person,
        from_month=month_text(span.first),
        to_month=month_text(span.last),
        known_on=at,
        sources=[
            SourceMonthsOut(
                source=row.fact,
                code=row.code,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                begun_by=said.get(row.id, {}).get("begun_by"),
                ended_by=said.get(row.id, {}).get("ended_by"),
                months=[
                    SourceMonthOut(
                        month=month_text(one.month),
                        amount=None if one.amount is None else zloty(one.amount),
                        row=one.row,
                    )
                    for one in by_month(received(row.valid_from, row.valid_to, span), runs.get(row.fact, ()))
                ],
            )
            for row in rows
            if row.kind == "income_source"
        ],
    )


def runs_by_source(rows: Sequence[FactRow], said: dict[UUID, dict[str, Any]]) -> dict[UUID, list[Run]]:
    """What each source brought; a row whose content was destroyed says nothing any more."""
    found: dict[UUID, list[Run]] = {}
    for row in rows:
        if row.kind == "income" and row.of is not None and row.id in said:
            months = Months(month_of(row.valid_from), month_of(row.valid_to or row.valid_from))
            found.setdefault(row.of, []).append(Run(months, said[row.id]["amount"], said[row.id]["per"], row.id))
    return found


async def ending(
    desk: Desk, paging: PageRequest, kind: str, until: date, since: date | None, *, everything: bool
) -> Page[ExpiringOut]:
    """Certificates that end, or interviews to be updated, up to a day; of hidden persons and households none. Raises InvalidCursor.

    everything: all of them, for a file.
    """
    keyset = paging.keyset(f"ending {kind}", {"gmina": desk.db.gmina, "until": until, "since": since})
    after = None if keyset.after is None or everything else (date.fromisoformat(keyset.after[0]), UUID(keyset.after[1]))
    ask = store.expiring if kind == "certificate" else store.interviews_due
    fetch = None if everything else keyset.fetch
    rows = await ask(await raw(desk.db), desk.db.gmina, until, since=since, after=after, fetch=fetch)
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.on, row.fact))
    people = await hidden_persons(desk.db, desk.sight, {row.person for row in shown if row.person})
    homes = await hidden_households(desk.db, desk.sight, {row.household for row in shown if row.household})
    seen = [row for row in shown if row.person not in people and row.household not in homes]
    await desk.audit.note(desk.db, f"{'exported' if everything else 'listed'}_{kind}s", "established_fact")
    return Page(items=[ExpiringOut.model_validate(row) for row in seen], next_cursor=cursor)


async def described(desk: Desk, rows: Sequence[FactRow]) -> list[FactOut]:
    """Versions of facts as they are shown; conclusions only to whom they are for. Three queries for any number of them."""
    evidence = await store.evidence(desk.db, {row.evidence for row in rows})
    said = await sealed.opened(desk.db, desk.keys, {row.id for row in rows} | set(evidence))
    reads = not READS_CONCLUSIONS.isdisjoint(desk.roles)
    return [
        _fact(row, said.get(row.id), _evidence(evidence[row.evidence], said.get(row.evidence, {})), desk.law, reads)
        for row in rows
    ]


def listed(law: EvidenceLaw) -> FactKindsOut:
    """The closed lists of the service's acts."""
    return FactKindsOut(
        items=[
            FactKindOut(
                kind=one.kind,
                code=one.code,
                title=one.title,
                article=one.article,
                about=one.about,
                details=[
                    DetailOut(name=name, type=told.type, choices=list(told.choices), required=name in one.required)
                    for name, told in one.details.items()
                ],
                confidence=one.confidence,
            )
            for _, one in sorted(law.kinds.items())
        ]
    )


async def _subjects(desk: Desk, wanted: Wanted) -> tuple[Collection[UUID], Collection[UUID]]:
    people = {one for one in (wanted.person,) if one is not None}
    households = {one for one in (wanted.household,) if one is not None}
    if wanted.application is not None:
        row = await desk.db.get(ApplicationRow, (desk.db.gmina, wanted.application))
        if row is not None:
            people |= {one for one in (row.applicant,) if one is not None}
            households |= {one for one in (row.household,) if one is not None}
    elif not people and not households:
        raise refused("/query/person", "subject_required", "Proszę wskazać osobę, rodzinę albo podanie.")
    return sorted(people), sorted(households)


def _evidence(row: EvidenceRow, said: dict[str, Any]) -> EvidenceOut:
    named = {name: getattr(row, name) for name in EvidenceOut.model_fields if name != "described"}
    return EvidenceOut.model_validate({**named, "described": said.get("described")})


def _fact(
    row: FactRow, content: dict[str, Any] | None, evidence: EvidenceOut, law: EvidenceLaw, reads: bool
) -> FactOut:
    found = law.find(row.kind, row.code)
    said = content or {}
    amount = said.get("amount")
    conclusions = said.get("conclusions")
    return FactOut.model_validate(
        {
            **{name: getattr(row, name, None) for name in FactOut.model_fields},
            "id": row.fact,
            "row": row.id,
            "title": found.title if found else row.code,
            "article": found.article if found else "",
            "begun_by": said.get("begun_by"),
            "ended_by": said.get("ended_by"),
            "amount": None if amount is None else zloty(amount),
            "per": said.get("per"),
            "held_by": said.get("held_by"),
            "conclusions": conclusions if reads else None,
            "conclusions_restricted": conclusions is not None and not reads,
            "details": said.get("details", {}),
            "reason": said.get("reason"),
            "destroyed": content is None,
            "evidence": evidence,
            "recorded_at": row.created_at,
        }
    )
