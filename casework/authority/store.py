"""The registers of authority in the database; the only SQL about them besides what hides restricted matters (sight.py)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, text, tuple_
from sqlmodel import col, select

from casework.authority.rules import Matter
from casework.authority.tables import (
    AuthorisationRow,
    DecisionAuthorityRow,
    DeputyshipRow,
    ExclusionRow,
    RegisterActRow,
    RestrictionRow,
    StaffRow,
)
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw

Row = TypeVar("Row", StaffRow, AuthorisationRow, DeputyshipRow, ExclusionRow, RestrictionRow)
# One statement for a chunk of thousands: rows of an ORM session cost ten times as much.
_KEEP = """
INSERT INTO decision_authority (gmina, decision, step, official, authorisation, on_day)
SELECT %s, n.decision, %s, %s, n.authorisation, %s FROM unnest(%b::uuid[], %b::uuid[]) AS n(decision, authorisation)
"""
_KINDS = "SELECT id, kind FROM decision WHERE gmina = %s AND id = ANY (%b)"
# Whoever is a party, acts for one, is named by the facts, or lives in the family that the decision counts (art. 24 § 1 pkt 1-4).
_MATTERS = """
SELECT d.id, d.household,
       ARRAY(SELECT DISTINCT named.person
               FROM (SELECT unnest(ARRAY[d.entitled, d.recipient]) AS person
                     UNION ALL SELECT (g ->> 'entitled')::uuid FROM jsonb_array_elements(d.grants) AS g
                     UNION ALL SELECT f.value::uuid FROM jsonb_each_text(d.persons) AS f
                     UNION ALL SELECT unnest(ARRAY[p.person, p.attorney]) FROM decision_party p
                                WHERE p.gmina = d.gmina AND p.decision = d.id AND p.withdrawn_on IS NULL
                     UNION ALL SELECT unnest(ARRAY[a.applicant, a.representative])
                                 FROM application_decision x JOIN application a ON a.gmina = x.gmina AND a.id = x.application
                                WHERE x.gmina = d.gmina AND x.decision = d.id
                     UNION ALL SELECT m.person FROM household_member m
                                WHERE m.gmina = d.gmina AND m.household = d.household AND m.since <= d.on_day
                                  AND (m.until IS NULL OR m.until >= d.on_day)) AS named
              WHERE named.person IS NOT NULL) AS persons,
       ARRAY(SELECT x.application FROM application_decision x WHERE x.gmina = d.gmina AND x.decision = d.id) AS answers
  FROM decision d WHERE d.gmina = %s AND d.id = ANY (%b)
"""
_SUBJECT_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('staff ' || :gmina || ' ' || :subject, 0))"


async def load(db: ReadSession | WriteSession, kind: type[Row], entry: UUID) -> Row | None:
    """The entry with this id."""
    return await db.get(kind, (db.gmina, entry))


async def lock(db: WriteSession, kind: type[Row], entry: UUID) -> Row | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(kind, (db.gmina, entry), with_for_update={"key_share": True})


async def page(
    db: ReadSession | WriteSession,
    kind: type[Row],
    wanted: Sequence[ColumnElement[bool]],
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[Row]:
    """Entries in order of the day they count from."""
    order = [col(kind.since), col(kind.id)]
    query = select(kind).where(kind.gmina == db.gmina, *wanted)
    if after is not None:
        key, place = tuple_(*order), tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(key < place if descending else key > place)
    query = query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch)
    return (await db.exec(query)).all()


async def history(db: ReadSession | WriteSession, entry: UUID) -> Sequence[RegisterActRow]:
    """What was done with an entry, in order."""
    found = await db.exec(
        select(RegisterActRow)
        .where(RegisterActRow.gmina == db.gmina, RegisterActRow.entry == entry)
        .order_by(col(RegisterActRow.at), col(RegisterActRow.id))
    )
    return found.all()


async def only_writer_of(db: WriteSession, subject: str) -> None:
    """Keeps other writers from the entries of this person until the end of the transaction."""
    await db.exec(text(_SUBJECT_LOCK), params={"gmina": db.gmina, "subject": subject})  # type: ignore[call-overload]


async def posts(db: ReadSession | WriteSession, subject: str) -> Sequence[StaffRow]:
    """Every post of the person, past ones too."""
    found = await db.exec(
        select(StaffRow)
        .where(StaffRow.gmina == db.gmina, StaffRow.subject == subject)
        .order_by(col(StaffRow.since), col(StaffRow.id))
    )
    return found.all()


async def posts_of(db: ReadSession | WriteSession, subjects: Collection[str]) -> dict[str, list[StaffRow]]:
    """The same for many persons."""
    found = await db.exec(
        select(StaffRow)
        .where(StaffRow.gmina == db.gmina, col(StaffRow.subject).in_(subjects))
        .order_by(col(StaffRow.since), col(StaffRow.id))
    )
    held: dict[str, list[StaffRow]] = {one: [] for one in subjects}
    for row in found.all():
        held[row.subject].append(row)
    return held


async def authorisations(db: WriteSession, subject: str) -> Sequence[AuthorisationRow]:
    """Every authorisation of the person, kept from being revoked meanwhile."""
    found = await db.exec(
        select(AuthorisationRow)
        .where(AuthorisationRow.gmina == db.gmina, AuthorisationRow.subject == subject)
        .order_by(col(AuthorisationRow.since).desc(), col(AuthorisationRow.id).desc())
        .with_for_update(read=True)
    )
    return found.all()


async def numbered(db: WriteSession, number: str, subject: str, since: date) -> bool:
    """Whether the same document is entered already."""
    found = await db.exec(
        select(AuthorisationRow.id).where(
            AuthorisationRow.gmina == db.gmina,
            AuthorisationRow.number == number,
            AuthorisationRow.subject == subject,
            AuthorisationRow.since == since,
        )
    )
    return found.first() is not None


async def stood_in_for(db: WriteSession, deputy: str, on: date) -> frozenset[str]:
    """Whom the person stands in for on a day."""
    found = await db.exec(
        select(DeputyshipRow.replaces).where(
            DeputyshipRow.gmina == db.gmina,
            DeputyshipRow.deputy == deputy,
            DeputyshipRow.since <= on,
            DeputyshipRow.until >= on,
        )
    )
    return frozenset(found.all())


async def exclusions(db: ReadSession | WriteSession, official: str, matter: Matter) -> Sequence[ExclusionRow]:
    """Exclusions of the official, or of the organ, from the matter; of a person, under whichever entry of hers."""
    ids = matter.ids() | {"person": sorted(await one_person.all_entries(db, matter.persons))}
    of_matter = or_(
        *((col(ExclusionRow.matter_kind) == kind) & col(ExclusionRow.matter).in_(of) for kind, of in ids.items())
    )
    found = await db.exec(
        select(ExclusionRow).where(
            ExclusionRow.gmina == db.gmina,
            or_(col(ExclusionRow.official).is_(None), col(ExclusionRow.official) == official),
            of_matter,
        )
    )
    return found.all()


async def every_exclusion(db: ReadSession | WriteSession, official: str) -> Sequence[ExclusionRow]:
    """Exclusions of the official, or of the organ, from any matter: few, however many matters are asked about."""
    found = await db.exec(
        select(ExclusionRow).where(
            ExclusionRow.gmina == db.gmina,
            or_(col(ExclusionRow.official).is_(None), col(ExclusionRow.official) == official),
        )
    )
    return found.all()


async def restricted(db: ReadSession | WriteSession, matter_kind: str, matter: UUID) -> RestrictionRow | None:
    """The restriction that stands on a matter."""
    found = await db.exec(
        select(RestrictionRow).where(
            RestrictionRow.gmina == db.gmina,
            RestrictionRow.matter_kind == matter_kind,
            RestrictionRow.matter == matter,
            RestrictionRow.state == "restricted",
        )
    )
    return found.first()


async def decided_under(
    db: ReadSession | WriteSession, decisions: Collection[UUID], step: str
) -> dict[UUID, tuple[DecisionAuthorityRow, AuthorisationRow]]:
    """The authorisations under which a step of the decisions was done; a decision without that step is left out."""
    found = await db.exec(
        select(DecisionAuthorityRow).where(
            DecisionAuthorityRow.gmina == db.gmina,
            col(DecisionAuthorityRow.decision).in_(decisions),
            DecisionAuthorityRow.step == step,
        )
    )
    done = found.all()
    given = await db.exec(
        select(AuthorisationRow).where(
            AuthorisationRow.gmina == db.gmina, col(AuthorisationRow.id).in_({row.authorisation for row in done})
        )
    )
    held = {row.id: row for row in given.all()}
    return {row.decision: (row, held[row.authorisation]) for row in done if row.authorisation in held}


def names(subject: str) -> ColumnElement[bool]:
    """The restrictions that name the subject as a reader."""
    return func.coalesce(func.array_position(col(RestrictionRow.readers), subject), 0) > 0


async def matters(db: ReadSession | WriteSession, decisions: Sequence[UUID]) -> dict[UUID, Matter]:
    """Whose matters these decisions are: parties, attorneys, applicants, persons of the facts, members of the household."""
    rows = await (await (await raw(db)).execute(_MATTERS, (db.gmina, list(decisions)))).fetchall()
    return {
        decision: Matter(frozenset(persons), household, decision, answers=frozenset(answers))
        for decision, household, persons, answers in rows
    }


async def kinds(db: WriteSession, decisions: Sequence[UUID]) -> dict[UUID, str]:
    """The kind of each decision."""
    return dict(await (await (await raw(db)).execute(_KINDS, (db.gmina, list(decisions)))).fetchall())


async def keep(db: WriteSession, under: Mapping[UUID, UUID], *, official: str, step: str, on: date) -> None:
    """Keeps under which authorisation each decision's step was done."""
    place = (db.gmina, step, official, on, list(under), list(under.values()))
    await (await raw(db)).execute(_KEEP, place)
