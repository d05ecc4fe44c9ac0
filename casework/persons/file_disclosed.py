"""The same file, further: how long it is kept, money that she owes or is owed in another way, and who was told of her."""

from typing import Any
from uuid import UUID

from casework.persons.file_store import rows
from kit.db import WriteSession

_CASES = """
SELECT s.id, s.sign, s.title, coalesce(f.category, s.category) AS category, coalesce(f.state, 'open') AS state, s.opened_on, f.closed_on
  FROM case_sign s LEFT JOIN case_file f ON f.gmina = s.gmina AND f.sign = s.id
 WHERE s.gmina = %(gmina)s AND s.party = %(person)s ORDER BY s.opened_on, s.id
"""
_OVERPAYMENTS = """
SELECT o.id, o.benefit, o.ground, o.state, o.decision, o.decision_sign, o.registered_on,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'day', v.day, 'amount', v.amount,
                                                     'corrects', v.corrects) ORDER BY v.day, v.id)
                   FROM overpayment_movement v WHERE v.gmina = o.gmina AND v.overpayment = o.id), '[]') AS movements
  FROM overpayment o WHERE o.gmina = %(gmina)s AND o.person = %(person)s ORDER BY o.registered_on, o.id
"""
_WAYS = """
SELECT w.id, w.award, w.way, w.since, w.account, w.payee, w.basis
  FROM payment_way w LEFT JOIN award a ON a.gmina = w.gmina AND a.id = w.award
 WHERE w.gmina = %(gmina)s AND (w.person = %(person)s OR a.recipient = %(person)s) ORDER BY w.since, w.id
"""
_CLAIMS = """
SELECT id, kind, organ, organ_sign, amount, received_on, since, ended_on
  FROM bailiff_claim WHERE gmina = %(gmina)s AND person = %(person)s ORDER BY received_on, id
"""
_DEDUCTIONS = """
SELECT d.payment, p.period AS month, d.kind, d.amount
  FROM payment_deduction d
  JOIN payment p ON p.gmina = d.gmina AND p.id = d.payment
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
 WHERE d.gmina = %(gmina)s AND a.recipient = %(person)s ORDER BY p.period, d.payment, d.kind, d.claim
"""
_RECIPIENTS = """
WITH mine AS (
    SELECT DISTINCT decision FROM decision_party
     WHERE gmina = %(gmina)s AND (person = %(person)s OR attorney = %(person)s) AND withdrawn_on IS NULL
    UNION SELECT id FROM decision WHERE gmina = %(gmina)s AND (entitled = %(person)s OR recipient = %(person)s))
SELECT 'appeal_body' AS kind, 'Samorządowe Kolegium Odwoławcze' AS name, a.sko_sign AS sign, a.passed_on AS "on", a.decision
  FROM appeal a JOIN mine m ON m.decision = a.decision WHERE a.gmina = %(gmina)s AND a.passed_on IS NOT NULL
UNION SELECT 'court', 'Wojewódzki Sąd Administracyjny', k.sign, k.complained_on, k.decision
  FROM court_complaint k JOIN mine m ON m.decision = k.decision WHERE k.gmina = %(gmina)s
UNION SELECT 'enforcement', coalesce(e.organ, 'organ egzekucyjny'), e.number, e.day, o.decision
  FROM overpayment o JOIN overpayment_enforcement e ON e.gmina = o.gmina AND e.overpayment = o.id
 WHERE o.gmina = %(gmina)s AND o.person = %(person)s AND e.act = 'title_issued'
UNION SELECT 'bailiff', organ, organ_sign, received_on, NULL
  FROM bailiff_claim WHERE gmina = %(gmina)s AND person = %(person)s
UNION SELECT 'competent_organ', t.detail ->> 'to', NULL, t.on_day, NULL
  FROM application a JOIN application_step t ON t.gmina = a.gmina AND t.application = a.id AND t.step = 'forward'
 WHERE a.gmina = %(gmina)s AND a.applicant = %(person)s
UNION SELECT 'payee', 'osoba trzecia: ' || coalesce(w.basis, 'bez podstawy'), NULL, w.since, NULL
  FROM payment_way w LEFT JOIN award a ON a.gmina = w.gmina AND a.id = w.award
 WHERE w.gmina = %(gmina)s AND w.way = 'third_party' AND (w.person = %(person)s OR a.recipient = %(person)s)
ORDER BY 4, 1, 2, 3
"""


async def cases(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Cases whose party she is."""
    return await rows(db, _CASES, person)


async def overpayments(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """What she owes or owed, in grosze."""
    return await rows(db, _OVERPAYMENTS, person)


async def ways(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """How she is to be paid; accounts and payees are encrypted."""
    return await rows(db, _WAYS, person)


async def claims(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """Seizures of her benefits, in grosze."""
    return await rows(db, _CLAIMS, person)


async def deductions(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """What was kept back of payments to her, in grosze."""
    return await rows(db, _DEDUCTIONS, person)


async def recipients(db: WriteSession, person: UUID) -> list[dict[str, Any]]:
    """To whom her data were disclosed, as far as acts say so."""
    return await rows(db, _RECIPIENTS, person)
