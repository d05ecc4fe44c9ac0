"""An application is decided once for a person's months: a second decision beside one that stands would say the same twice, or the opposite
(k.p.a. art. 110, art. 156 § 1 pkt 3).

What stands is changed by a later act; what fell, is appealed from or was reopened is decided again. Help that is granted for each need, or
for further months, is more than one decision on one application: the clerk says so when she links the second one. Drafts may lie side by
side until one of them is signed: no other is approved beside it, and none goes out beside what went out.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal
from uuid import UUID

from sqlmodel import col, select

from casework.applications.problems import MatterDecided, MatterEnded, ProceedingsSuspended
from casework.applications.tables import StepRow
from casework.decisions.grounds import DISCONTINUING_SUSPENDED
from casework.persons.one_person import GAVE_WAY
from kit.db import ReadSession, WriteSession, raw
from kit.problems import FieldError

Barred = MatterDecided | MatterEnded | ProceedingsSuspended
Besides = Literal["another_need", "further_months"]
"""Why a decision answers an application beside another one that answers it and stands."""
LINKED = "link_decision"
_STANDS = ("issued", "delivered", "final")
_SIGNED = ("approved", *_STANDS)

_LEGAL_BASIS = ("art. 110 § 1 k.p.a.", "art. 156 § 1 pkt 3 k.p.a.")
_LOCK = """
SELECT a.id FROM application a
 WHERE a.gmina = %(gmina)s
   AND a.id IN (SELECT x.application FROM application_decision x WHERE x.gmina = %(gmina)s AND x.decision = ANY (%(decisions)s))
 ORDER BY a.id FOR NO KEY UPDATE
"""
_APART = """
NOT EXISTS (SELECT FROM application_step s
             WHERE s.gmina = x.gmina AND s.application = x.application AND s.step = 'link_decision' AND s.detail ? 'besides'
               AND s.detail ->> 'decision' = x.decision::text)
"""
# What a decision says of whom. `grants`: the benefit, in these months. `denies`: that it is not given, or that the proceedings about it
# were pointless: of the persons whom a refusal names, or of everybody whom the decision names where a refusal names nobody. `about`: what
# it grants stands against what denies the same to the person whom it is addressed to.
# What went out says what its rights are now, because what a later act has taken away is due no more; a draft says what it will grant.
# Months are those in common; or a single month each, because what is granted once is granted twice in two months as well.
_SAID = f"""
WITH {GAVE_WAY},
involved AS MATERIALIZED (
    SELECT x.application, x.benefits, d.id, d.kind, d.outcome, d.state, d.benefit, d.entitled, d.grants, d.refusals, d.persons,
           d.id = ANY (%(decisions)s) AS asked
      FROM application_decision x
      JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision
     WHERE x.gmina = %(gmina)s AND {_APART}
       AND x.application IN (SELECT y.application FROM application_decision y
                              WHERE y.gmina = %(gmina)s AND y.decision = ANY (%(decisions)s))
       AND (d.id = ANY (%(decisions)s) OR d.state = ANY (%(beside)s))),
granted AS (
    SELECT i.application, i.id, g ->> 'benefit' AS benefit, (g ->> 'entitled')::uuid AS person, i.entitled,
           to_date(g ->> 'from', 'YYYY-MM') AS since, to_date(g ->> 'to', 'YYYY-MM') AS until
      FROM involved i CROSS JOIN LATERAL jsonb_array_elements(i.grants) AS g
     WHERE i.kind = 'grant' AND i.state <> ALL (%(stands)s)
    UNION ALL
    SELECT i.application, i.id, a.benefit, a.entitled, i.entitled, m.since, m.until
      FROM involved i
     CROSS JOIN LATERAL (SELECT i.id UNION SELECT act.decision FROM decision_act act
                                      WHERE act.gmina = %(gmina)s AND act.root = i.id) AS c(id)
      JOIN award a ON a.gmina = %(gmina)s AND a.decision = c.id
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
     WHERE i.state = ANY (%(stands)s)),
denied AS (
    SELECT i.application, i.id, i.benefit, (i.persons ->> (r ->> 'person'))::uuid AS person
      FROM involved i CROSS JOIN LATERAL jsonb_array_elements(i.refusals) AS r
     WHERE i.kind IN ('refuse', 'grant') AND i.persons ? (r ->> 'person')
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(i.grants) AS g
                        WHERE g ->> 'benefit' = i.benefit AND g ->> 'entitled' = i.persons ->> (r ->> 'person'))
    UNION ALL
    SELECT i.application, i.id, b.benefit, p.person
      FROM involved i
     CROSS JOIN LATERAL (SELECT i.entitled UNION SELECT value::uuid FROM jsonb_each_text(i.persons)) AS p(person)
     CROSS JOIN LATERAL (SELECT i.benefit UNION SELECT jsonb_array_elements_text(i.benefits) WHERE i.outcome = 'discontinued') AS b(benefit)
     WHERE i.kind = 'refuse' AND (i.refusals = '[]' OR EXISTS (
           SELECT FROM jsonb_array_elements(i.refusals) AS r WHERE NOT coalesce(i.persons ? (r ->> 'person'), false)))
        OR i.outcome = 'discontinued' AND NOT EXISTS (
           SELECT FROM decision_act act WHERE act.gmina = %(gmina)s AND act.decision = i.id AND act.refers_to IS NOT NULL)),
said AS (
    SELECT 'grants' AS how, s.application, s.id, s.benefit, coalesce(h.merged_into, s.person) AS person, s.since, s.until
      FROM granted s LEFT JOIN gave_way h ON h.id = s.person
    UNION ALL
    SELECT DISTINCT 'about', s.application, s.id, s.benefit, coalesce(h.merged_into, s.entitled), NULL::date, NULL::date
      FROM granted s LEFT JOIN gave_way h ON h.id = s.entitled
    UNION ALL
    SELECT 'denies', s.application, s.id, s.benefit, coalesce(h.merged_into, s.person), NULL, NULL
      FROM denied s LEFT JOIN gave_way h ON h.id = s.person)
"""
_OF_ONE_MATTER = """
  FROM said mine
  JOIN said other ON other.application = mine.application AND other.id <> mine.id
   AND other.benefit = mine.benefit AND other.person = mine.person
   AND ('denies' IN (mine.how, other.how)
        OR mine.how = 'grants' AND other.how = 'grants'
           AND ((mine.until IS NULL OR other.since <= mine.until) AND (other.until IS NULL OR mine.since <= other.until)
                OR mine.since = mine.until AND other.since = other.until))
  JOIN involved i ON i.application = mine.application AND i.id = mine.id AND i.asked
  JOIN decision d ON d.gmina = %(gmina)s AND d.id = other.id
 WHERE NOT EXISTS (SELECT FROM appeal p WHERE p.gmina = d.gmina AND p.decision = d.id AND p.state IN ('registered', 'to_carry_out'))
   AND NOT EXISTS (SELECT FROM extraordinary e WHERE e.gmina = d.gmina AND e.decision = d.id AND e.state = 'started')
"""
_CONFLICTS = f"{_SAID} SELECT DISTINCT ON (mine.id) mine.id, other.id {_OF_ONE_MATTER} ORDER BY mine.id, other.id"
_ONE_OF_TWO = f"{_SAID} SELECT DISTINCT other.id {_OF_ONE_MATTER}"
# Ended, and by no decision on what was asked for: nobody asks for it any more.
_ENDED = f"""
SELECT DISTINCT ON (d.id) d.id, m.outcome
  FROM application_decision x
  JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision AND d.kind IN ('grant', 'refuse')
  JOIN application_matter m ON m.gmina = x.gmina AND m.application = x.application
   AND (m.benefit = d.benefit OR EXISTS (SELECT FROM jsonb_array_elements(d.grants) AS g WHERE g ->> 'benefit' = m.benefit))
 WHERE x.gmina = %(gmina)s AND x.decision = ANY (%(decisions)s) AND {_APART}
   AND m.outcome IN ('left_unexamined', 'forwarded', 'withdrawn', 'returned', 'start_refused')
 ORDER BY d.id, m.outcome
"""

_LOCK_CASES = """
SELECT f.sign FROM case_file f
 WHERE f.gmina = %(gmina)s
   AND f.sign IN (SELECT x.sign FROM case_matter x WHERE x.gmina = %(gmina)s AND x.kind = 'decision' AND x.matter = ANY (%(decisions)s))
 ORDER BY f.sign FOR NO KEY UPDATE
"""
# An order stopped what is asked for of this benefit, or the case that the office began itself and the decision stands in. Proceedings of
# years are discontinued without being resumed (art. 97 § 4).
_STANDS_STILL = """
SELECT d.id
  FROM application_decision x
  JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision AND (d.kind IN ('grant', 'refuse') OR d.outcome = 'discontinued')
  JOIN case_pause p ON p.gmina = x.gmina AND p.application = x.application AND p.last_day IS NULL
  JOIN decision o ON o.gmina = p.gmina AND o.id = p.decision
   AND (o.benefit = d.benefit OR EXISTS (SELECT FROM jsonb_array_elements(d.grants) AS g WHERE g ->> 'benefit' = o.benefit))
 WHERE x.gmina = %(gmina)s AND x.decision = ANY (%(decisions)s)
   AND NOT EXISTS (SELECT FROM decision_act act WHERE act.gmina = d.gmina AND act.decision = d.id AND act.ground = %(lasting)s)
UNION
SELECT d.id
  FROM case_matter x
  JOIN proceeding_pause p ON p.gmina = x.gmina AND p.sign = x.sign AND p.last_day IS NULL
  JOIN decision d ON d.gmina = x.gmina AND d.id = x.matter AND d.outcome <> 'ordered'
 WHERE x.gmina = %(gmina)s AND x.kind = 'decision' AND x.matter = ANY (%(decisions)s)
"""


async def may_go_out(db: WriteSession, decision: UUID) -> None:
    """No decision that stands says of its persons' months what the locked draft says, or the opposite.

    Raises MatterDecided, MatterEnded, ProceedingsSuspended.
    """
    _first(await _barred(db, [decision], _STANDS))


async def may_be_signed(db: WriteSession, decision: UUID) -> None:
    """The same, of the drafts that were signed as well. Raises MatterDecided, MatterEnded, ProceedingsSuspended."""
    _first(await _barred(db, [decision], _SIGNED))


async def unsignable(db: WriteSession, decisions: Sequence[UUID]) -> Mapping[UUID, Barred]:
    """Those of the locked drafts that are not signed, each with the reason; of two that say the same in one folder both."""
    return await _barred(db, decisions, _SIGNED)


async def one_of_two(db: ReadSession, decision: UUID, beside: Sequence[str]) -> set[UUID]:
    """The decisions in these states that answer the same application and say of the persons' months what this one says, or the opposite: at
    most one of the two goes out."""
    of = {"gmina": db.gmina, "decisions": [decision], "beside": list(beside), "stands": list(_STANDS)}
    return {other for (other,) in await (await (await raw(db)).execute(_ONE_OF_TWO, of)).fetchall()}


async def besides(db: WriteSession, application: UUID) -> set[UUID]:
    """The decisions that answer the application beside the one that settles it."""
    found = await db.exec(
        select(col(StepRow.detail)).where(
            StepRow.gmina == db.gmina, StepRow.application == application, StepRow.step == LINKED
        )
    )
    return {UUID(detail["decision"]) for detail in found.all() if "besides" in detail}


async def _barred(db: WriteSession, decisions: Collection[UUID], beside: Sequence[str]) -> dict[UUID, Barred]:
    of = {
        "gmina": db.gmina,
        "decisions": list(decisions),
        "beside": list(beside),
        "stands": list(_STANDS),
        "lasting": DISCONTINUING_SUSPENDED,
    }
    await db.flush()
    connection = await raw(db)
    # Whoever signs or sends another answer to the application waits here, and then sees this one.
    applications = await (await connection.execute(_LOCK, of)).fetchall()
    cases = await (await connection.execute(_LOCK_CASES, of)).fetchall()
    if not applications and not cases:
        return {}
    still = await (await connection.execute(_STANDS_STILL, of)).fetchall()
    ended = await (await connection.execute(_ENDED, of)).fetchall()
    decided = await (await connection.execute(_CONFLICTS, of)).fetchall()
    found: dict[UUID, Barred] = {one: _suspended() for (one,) in still}
    found |= {one: _ended(str(outcome)) for one, outcome in ended}
    return found | {one: _decided(other) for one, other in decided}


def _first(barred: Mapping[UUID, Barred]) -> None:
    for problem in barred.values():
        raise problem


def _decided(other: UUID) -> MatterDecided:
    told = (
        f"O tym samym rozstrzyga na to podanie decyzja {other}, którą podpisano albo która pozostaje w obrocie: wydaną zmienia się "
        "późniejszym aktem, podpisaną zwraca się do poprawy. "
        "Odrębną potrzebę albo dalsze miesiące wskazuje się przy dołączeniu decyzji do podania."
    )
    errors = [FieldError("/decision", "matter_decided", str(other))]
    return MatterDecided(told, errors=errors, legal_basis=list(_LEGAL_BASIS))


def _ended(outcome: str) -> MatterEnded:
    told = "Podanie, na które odpowiada decyzja, zakończono bez rozstrzygnięcia o tym świadczeniu; nie rozstrzyga się o nim bez żądania."
    errors = [FieldError("/decision", "matter_ended", outcome)]
    return MatterEnded(told, errors=errors, legal_basis=["art. 61 § 1, art. 104 § 1 k.p.a."])


def _suspended() -> ProceedingsSuspended:
    told = "Postępowanie jest zawieszone; najpierw się je podejmuje (art. 97 § 2 k.p.a.)."
    errors = [FieldError("/decision", "suspended", told)]
    return ProceedingsSuspended(told, errors=errors, legal_basis=["art. 102 k.p.a."])
