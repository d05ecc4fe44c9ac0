"""Applications of a gmina in the database; the only SQL about them but for attachments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlmodel import col, func, select

from casework.applications.tables import (
    AnswerRow,
    ApplicationRow,
    CallRow,
    DiscontinuingNoticeRow,
    MatterRow,
    ReopeningRow,
    StepRow,
)
from casework.authority.sight import Sight, hidden_applications
from casework.persons.one_person import GAVE_WAY, entries_of
from kit.db import ReadSession, WriteSession, raw

_HERS = entries_of("%(person)s::uuid")
_LIST = f"""
SELECT a.id, a.register_mark || '/' || a.register_number || '/' || a.register_year AS number, a.received_on, a.counted_on, a.form,
       a.channel, a.state, a.applicant, a.closed_on, a.version,
       ARRAY(SELECT m.benefit FROM application_matter m WHERE m.gmina = a.gmina AND m.application = a.id
              ORDER BY m.benefit) AS benefits,
       ARRAY(SELECT DISTINCT s.sign FROM application_matter m JOIN case_sign s ON s.gmina = m.gmina AND s.id = m.sign
              WHERE m.gmina = a.gmina AND m.application = a.id ORDER BY s.sign) AS signs,
       (SELECT max(c.last_day) FROM application_call c
         WHERE c.gmina = a.gmina AND c.application = a.id AND c.result IS NULL AND c.closed_on IS NULL) AS call_last_day
  FROM application a
 WHERE a.gmina = %(gmina)s
   AND a.id <> ALL (%(hidden)s::uuid[]) AND (%(units)s::text[] IS NULL OR a.unit = ANY (%(units)s))
   AND (%(state)s::text IS NULL OR a.state = %(state)s)
   AND (%(open)s::boolean IS NULL OR (a.closed_on IS NULL) = %(open)s)
   AND (%(form)s::text IS NULL OR a.form = %(form)s)
   AND (%(person)s::uuid IS NULL OR a.applicant = ANY ({_HERS}) OR a.representative = ANY ({_HERS}))
   AND (%(number)s::text IS NULL OR concat_ws('/', a.register_mark, a.register_number, a.register_year) = %(number)s)
   AND (%(unit)s::text IS NULL OR a.unit = %(unit)s)
   AND (%(household)s::uuid IS NULL OR a.household = %(household)s)
   AND (%(channel)s::text IS NULL OR a.channel = %(channel)s)
   AND (%(late)s::uuid[] IS NULL OR a.id = ANY (%(late)s))
   AND (%(since)s::date IS NULL OR a.received_on >= %(since)s)
   AND (%(until)s::date IS NULL OR a.received_on <= %(until)s)
   AND (%(benefit)s::text IS NULL OR EXISTS (
        SELECT FROM application_matter m WHERE m.gmina = a.gmina AND m.application = a.id AND m.benefit = %(benefit)s))
   AND (%(sign)s::text IS NULL OR a.id = ANY (ARRAY(
        SELECT m.application FROM case_sign s JOIN application_matter m ON m.gmina = s.gmina AND m.sign = s.id
         WHERE s.gmina = %(gmina)s AND s.sign = %(sign)s)))
"""
_FORWARDS = """
   AND (%(after_day)s::date IS NULL OR (a.received_on, a.id) > (%(after_day)s, %(after_id)s::uuid))
 ORDER BY a.received_on, a.id LIMIT %(fetch)s
"""
_BACKWARDS = """
   AND (%(after_day)s::date IS NULL OR (a.received_on, a.id) < (%(after_day)s, %(after_id)s::uuid))
 ORDER BY a.received_on DESC, a.id DESC LIMIT %(fetch)s
"""
_TURNOVER = """
WITH asked AS (
    SELECT m.gmina, m.application, m.benefit, a.received_on, m.closed_on
      FROM application_matter m JOIN application a ON a.gmina = m.gmina AND a.id = m.application
     WHERE m.gmina = %(gmina)s AND a.received_on <= %(until)s AND m.outcome IS DISTINCT FROM 'cancelled'
       AND a.id <> ALL (%(hidden)s::uuid[]) AND (%(units)s::text[] IS NULL OR a.unit = ANY (%(units)s))),
again AS (
    SELECT r.benefit, r.closed_on, r.opened_on FROM application_reopening r JOIN asked USING (gmina, application, benefit)),
-- What came, came again or went, day by day.
moved AS (
    SELECT benefit, received_on AS day, 1 AS came, 0 AS again, 0 AS went FROM asked
    UNION ALL SELECT benefit, opened_on, 1, 1, 0 FROM again
    UNION ALL SELECT benefit, closed_on, 0, 0, 1 FROM again
    UNION ALL SELECT benefit, closed_on, 0, 0, 1 FROM asked WHERE closed_on IS NOT NULL)
SELECT benefit, coalesce(sum(came - went) FILTER (WHERE day < %(since)s), 0) AS opening,
       coalesce(sum(came) FILTER (WHERE day >= %(since)s), 0) AS received,
       coalesce(sum(again) FILTER (WHERE day >= %(since)s), 0) AS reopened,
       coalesce(sum(went) FILTER (WHERE day >= %(since)s), 0) AS closed, sum(came - went) AS pending
  FROM moved WHERE day <= %(until)s GROUP BY benefit ORDER BY benefit
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which applications. open: True: with something left to settle; False: ended. settle_before: whose term ends before the day."""

    state: str | None = None
    open: bool | None = None
    form: str | None = None
    benefit: str | None = None
    person: UUID | None = None
    sign: str | None = None
    since: date | None = None
    until: date | None = None
    number: str | None = None
    unit: str | None = None
    household: UUID | None = None
    channel: str | None = None
    settle_before: date | None = None

    def named(self) -> dict[str, object]:
        """The filters as parameters."""
        return {name: getattr(self, name) for name in self.__slots__}


_DECIDED_AGAIN = """
SELECT EXISTS (
    SELECT FROM application_decision x JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision
     WHERE x.gmina = %(gmina)s AND x.application = %(application)s AND (d.benefit = %(benefit)s OR x.benefits ? %(benefit)s)
       AND d.outcome <> 'ordered'
       AND (d.state = 'removed'
            OR EXISTS (SELECT FROM appeal a WHERE a.gmina = d.gmina AND a.decision = d.id AND a.state IN ('registered', 'to_carry_out'))
            OR EXISTS (SELECT FROM extraordinary e WHERE e.gmina = d.gmina AND e.decision = d.id AND e.state = 'started')))
"""
# The applicant, whom she speaks for and those who live with them, against everybody whom the decision is about. A letter without a known
# applicant says nothing of whose it is.
_ABOUT_THE_SAME = f"""
WITH {GAVE_WAY},
asked AS (
    SELECT a.applicant AS person FROM application a WHERE a.gmina = %(gmina)s AND a.id = %(application)s
    UNION SELECT m.person FROM application a
            JOIN household_member m ON m.gmina = a.gmina AND m.household = a.household
                 AND (m.until IS NULL OR m.until >= a.received_on)
           WHERE a.gmina = %(gmina)s AND a.id = %(application)s),
decided AS (
    SELECT unnest(ARRAY[d.entitled, d.recipient]) AS person FROM decision d WHERE d.gmina = %(gmina)s AND d.id = %(decision)s
    UNION SELECT (g ->> 'entitled')::uuid FROM decision d CROSS JOIN LATERAL jsonb_array_elements(d.grants) AS g
           WHERE d.gmina = %(gmina)s AND d.id = %(decision)s
    UNION SELECT m.person FROM decision d
            JOIN household_member m ON m.gmina = d.gmina AND m.household = d.household
                 AND m.since <= d.on_day AND (m.until IS NULL OR m.until >= d.on_day)
           WHERE d.gmina = %(gmina)s AND d.id = %(decision)s)
SELECT NOT EXISTS (SELECT FROM asked WHERE person IS NOT NULL)
       OR EXISTS (SELECT FROM asked LEFT JOIN gave_way a ON a.id = asked.person
                   JOIN (decided LEFT JOIN gave_way d ON d.id = decided.person)
                     ON coalesce(d.merged_into, decided.person) = coalesce(a.merged_into, asked.person))
"""


async def decided_again(db: WriteSession, application: UUID, benefit: str) -> bool:
    """Whether what decided the application was taken away, is appealed from, or was reopened: then it is decided again."""
    place = {"gmina": db.gmina, "application": application, "benefit": benefit}
    row = await (await (await raw(db)).execute(_DECIDED_AGAIN, place)).fetchone()
    return row is not None and bool(row[0])


async def about_the_same(db: WriteSession, application: UUID, decision: UUID) -> bool:
    """Whether the decision is about the applicant or her family."""
    place = {"gmina": db.gmina, "application": application, "decision": decision}
    row = await (await (await raw(db)).execute(_ABOUT_THE_SAME, place)).fetchone()
    return row is not None and bool(row[0])


async def load(db: ReadSession | WriteSession, application: UUID) -> ApplicationRow | None:
    """The application with this id."""
    return await db.get(ApplicationRow, (db.gmina, application))


async def lock(db: WriteSession, application: UUID) -> ApplicationRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(ApplicationRow, (db.gmina, application), with_for_update={"key_share": True})


async def is_seen(db: WriteSession, sight: Sight, application: UUID) -> bool:
    """Whether the application is there and she sees it."""
    found = await db.exec(
        select(ApplicationRow.id).where(
            ApplicationRow.gmina == db.gmina, ApplicationRow.id == application, sight.applications()
        )
    )
    return found.first() is not None


async def matters(db: ReadSession | WriteSession, application: UUID) -> Sequence[MatterRow]:
    """What it asks for, in order of code."""
    found = await db.exec(
        select(MatterRow)
        .where(MatterRow.gmina == db.gmina, MatterRow.application == application)
        .order_by(col(MatterRow.benefit))
    )
    return found.all()


async def reopenings(
    db: ReadSession | WriteSession, application: UUID, benefit: str | None = None
) -> Sequence[ReopeningRow]:
    """When what it asks for was opened again after it had been settled, in order; of one benefit or of all."""
    query = select(ReopeningRow).where(ReopeningRow.gmina == db.gmina, ReopeningRow.application == application)
    if benefit is not None:
        query = query.where(ReopeningRow.benefit == benefit)
    return (await db.exec(query.order_by(col(ReopeningRow.benefit), col(ReopeningRow.number)))).all()


async def calls(db: ReadSession | WriteSession, application: UUID) -> Sequence[CallRow]:
    """Its calls for completion, in order."""
    found = await db.exec(
        select(CallRow)
        .where(CallRow.gmina == db.gmina, CallRow.application == application)
        .order_by(col(CallRow.number))
    )
    return found.all()


async def discontinuing_notices(db: ReadSession | WriteSession, application: UUID) -> Sequence[DiscontinuingNoticeRow]:
    """Other parties who were told of discontinuing, in order."""
    found = await db.exec(
        select(DiscontinuingNoticeRow)
        .where(DiscontinuingNoticeRow.gmina == db.gmina, DiscontinuingNoticeRow.application == application)
        .order_by(col(DiscontinuingNoticeRow.number))
    )
    return found.all()


async def steps(db: ReadSession | WriteSession, application: UUID) -> Sequence[StepRow]:
    """What was done with it, in order."""
    found = await db.exec(
        select(StepRow)
        .where(StepRow.gmina == db.gmina, StepRow.application == application)
        .order_by(col(StepRow.number))
    )
    return found.all()


async def steps_done(db: WriteSession, application: UUID) -> int:
    """How many steps there are; the application is locked by whoever asks."""
    found = await db.exec(
        select(func.count())
        .select_from(StepRow)
        .where(col(StepRow.gmina) == db.gmina, col(StepRow.application) == application)
    )
    return int(found.one())


async def answers(db: ReadSession | WriteSession, application: UUID) -> Sequence[AnswerRow]:
    """The decisions that answer it."""
    found = await db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == db.gmina, AnswerRow.application == application)
        .order_by(col(AnswerRow.created_at), col(AnswerRow.decision))
    )
    return found.all()


async def answered_by(db: ReadSession | WriteSession, decision: UUID) -> Sequence[AnswerRow]:
    """The applications that a decision answers."""
    found = await db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == db.gmina, AnswerRow.decision == decision)
        .order_by(col(AnswerRow.application))
    )
    return found.all()


async def begun(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> dict[UUID, date]:
    """Of each decision the day on which the earliest application that it answers reached the office (k.p.a. art. 61 § 3)."""
    found = await db.exec(
        select(AnswerRow.decision, func.min(ApplicationRow.received_on))
        .join(
            AnswerRow,
            (col(AnswerRow.gmina) == col(ApplicationRow.gmina))
            & (col(AnswerRow.application) == col(ApplicationRow.id)),
        )
        .where(AnswerRow.gmina == db.gmina, col(AnswerRow.decision).in_(decisions))
        .group_by(col(AnswerRow.decision))
    )
    return dict(found.all())


async def page(
    db: WriteSession,
    sight: Sight,
    filters: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
    late: Collection[UUID] | None = None,
) -> list[dict[str, Any]]:
    """Applications that are seen, in order of receipt; fetch None: all. late: only these, whose term of the office ends too early."""
    day, last = after or (None, None)
    seen = await _seen(db, sight)
    only = None if late is None else list(late)
    asked = {
        **filters.named(),
        **seen,
        "late": only,
        "gmina": db.gmina,
        "after_day": day,
        "after_id": last,
        "fetch": fetch,
    }
    return await _rows(db, _LIST + (_BACKWARDS if descending else _FORWARDS), asked)


async def turnover(db: WriteSession, sight: Sight, since: date, until: date) -> list[dict[str, Any]]:
    """Opening, received (those opened again among them), closed and pending per benefit, both days included."""
    return await _rows(db, _TURNOVER, {**await _seen(db, sight), "gmina": db.gmina, "since": since, "until": until})


async def _seen(db: WriteSession, sight: Sight) -> dict[str, Any]:
    units = None if sight.units is None else sorted(sight.units)
    return {"hidden": await hidden_applications(db, sight), "units": units}


async def _rows(db: WriteSession, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, parameters)
        return await cursor.fetchall()
