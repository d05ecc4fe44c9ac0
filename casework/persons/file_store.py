"""What the tables hold on one person; every statement is limited by the gmina that the session knows and by the person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from kit.db import WriteSession, raw

_MEMBERSHIPS = """
SELECT m.household, h.kind, m.role, m.since, m.until
  FROM household_member m JOIN household h ON h.gmina = m.gmina AND h.id = m.household
 WHERE m.gmina = %(gmina)s AND m.person = %(person)s ORDER BY m.since, m.household
"""
_DECISIONS = """
SELECT id, benefit, kind, outcome, state, legal_basis, reason, steps, on_day AS "on", issued_on, delivered_on, final_on,
       CASE WHEN recipient = %(person)s THEN facts END AS facts
  FROM decision
 WHERE gmina = %(gmina)s AND (entitled = %(person)s OR recipient = %(person)s) ORDER BY prepared_on, id
"""
_AWARDS = """
SELECT id, benefit, origin, state, since, until, entitled = %(person)s AS as_entitled, recipient = %(person)s AS as_recipient
  FROM award WHERE gmina = %(gmina)s AND (entitled = %(person)s OR recipient = %(person)s) ORDER BY since, id
"""
_PAYMENTS = """
SELECT p.id, p.award, p.benefit, p.period, p.amount, p.state, p.booked_on,
       coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0)::bigint
       AS came_back
  FROM payment p JOIN award a ON a.gmina = p.gmina AND a.id = p.award
 WHERE p.gmina = %(gmina)s AND (a.entitled = %(person)s OR a.recipient = %(person)s) ORDER BY p.period, p.id
"""
_LETTERS = """
SELECT id, kind, znak, decision, draft, dated
  FROM letter WHERE gmina = %(gmina)s AND person = %(person)s ORDER BY made_on, id
"""
_PARTY = """
SELECT p.decision, p.id AS party, p.attorney = %(person)s AS as_attorney, w.received_on AS waived_on,
       coalesce((SELECT jsonb_agg(jsonb_build_object('way', d.way, 'act', d.act, 'sent_on', d.sent_on, 'state', d.state,
                                                     'delivered_on', d.delivered_on) ORDER BY d.id)
                   FROM delivery d WHERE d.gmina = p.gmina AND d.decision = p.decision AND d.party = p.id), '[]') AS deliveries,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'received_on', a.received_on, 'state', a.state) ORDER BY a.id)
                   FROM appeal a WHERE a.gmina = p.gmina AND a.party = p.id), '[]') AS appeals,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'received_on', x.received_on, 'state', x.state)
                                  ORDER BY x.id)
                   FROM extraordinary x WHERE x.gmina = p.gmina AND x.asked_by = p.id), '[]') AS extraordinary
  FROM decision_party p LEFT JOIN waiver w ON w.gmina = p.gmina AND w.party = p.id
 WHERE p.gmina = %(gmina)s AND (p.person = %(person)s OR p.attorney = %(person)s) ORDER BY p.id
"""
_APPLICATIONS = """
SELECT a.id, a.register_mark || '/' || a.register_number || '/' || a.register_year AS number, a.received_on, a.form, a.state, a.closed_on,
       ARRAY(SELECT m.benefit FROM application_matter m WHERE m.gmina = a.gmina AND m.application = a.id
              ORDER BY m.benefit) AS benefits,
       coalesce(a.applicant = %(person)s, false) AS as_applicant,
       coalesce(a.representative = %(person)s, false) AS as_representative
  FROM application a
 WHERE a.gmina = %(gmina)s AND (a.applicant = %(person)s OR a.representative = %(person)s) ORDER BY a.received_on, a.id
"""
_ATTACHMENTS = """
SELECT t.id, t.application, t.name, t.media_type, t.size,
       coalesce((SELECT n.received_on FROM attachment_note n
                  WHERE n.gmina = t.gmina AND n.attachment = t.id AND n.act = 'described' ORDER BY n.number DESC LIMIT 1),
                t.received_on) AS received_on
  FROM attachment t JOIN application a ON a.gmina = t.gmina AND a.id = t.application
 WHERE t.gmina = %(gmina)s AND a.applicant = %(person)s ORDER BY t.id
"""
_ACCESSES = """
SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, who, roles, action, subject
  FROM audit_entry
 WHERE gmina = %(gmina)s AND subject_id IN (
       SELECT %(person)s::uuid
       UNION SELECT a.id FROM award a WHERE a.gmina = %(gmina)s AND (a.entitled = %(person)s OR a.recipient = %(person)s)
       UNION SELECT p.id FROM award a JOIN payment p ON p.gmina = a.gmina AND p.award = a.id
              WHERE a.gmina = %(gmina)s AND (a.entitled = %(person)s OR a.recipient = %(person)s)
       UNION SELECT d.id FROM decision d WHERE d.gmina = %(gmina)s AND (d.entitled = %(person)s OR d.recipient = %(person)s)
       UNION SELECT o.id FROM overpayment o WHERE o.gmina = %(gmina)s AND o.person = %(person)s
       UNION SELECT unnest(%(records)s::uuid[]))
 ORDER BY at, id
"""


async def memberships(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Her households."""
    return await rows(db, _MEMBERSHIPS, person)


async def decisions(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Decisions on her right or addressed to her; the encrypted facts only where she is the recipient."""
    return await rows(db, _DECISIONS, person)


async def awards(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Rights of hers or paid to her."""
    return await rows(db, _AWARDS, person)


async def payments(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Money for her or paid to her, in grosze."""
    return await rows(db, _PAYMENTS, person)


async def letters(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Letters to her."""
    return await rows(db, _LETTERS, person)


async def parties(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Where she is a party of a decision or an attorney: what was delivered, waived and lodged."""
    return await rows(db, _PARTY, person)


async def applications(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Applications of hers or brought by her."""
    return await rows(db, _APPLICATIONS, person)


async def attachments(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Attachments of her own applications; their names are encrypted."""
    return await rows(db, _ATTACHMENTS, person)


async def accesses(db: WriteSession, person: UUID, records: Sequence[UUID]) -> list[dict[str, Any]]:
    """The audit log about her and about the records of her in the service's own registers."""
    return await rows(db, _ACCESSES, person, records=list(records))


async def rows(db: WriteSession, statement: str, person: UUID, **further: object) -> list[dict[str, Any]]:
    """What a statement about her finds; its parameters are gmina, person and what is named further."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {"gmina": db.gmina, "person": person, **further})
        return await cursor.fetchall()
