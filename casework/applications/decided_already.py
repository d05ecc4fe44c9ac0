"""An application is decided once for a person's months: a second grant beside one that stands would pay the same twice (k.p.a. art. 110).

What stands is changed by a later act; what fell, is appealed from or was reopened is decided again. Help that is granted for each need, or
for further months, is more than one decision on one application: the clerk says so when she links the second one.
"""

from typing import Literal
from uuid import UUID

from sqlmodel import col, select

from casework.applications.problems import MatterDecided
from casework.applications.tables import ApplicationRow, StepRow
from casework.decisions.tables import DecisionRow
from casework.persons.one_person import GAVE_WAY
from kit.db import WriteSession, raw
from kit.problems import FieldError

Besides = Literal["another_need", "further_months"]
"""Why a decision answers an application beside another one that answers it and stands."""
LINKED = "link_decision"

_LEGAL_BASIS = ("art. 110 § 1 k.p.a.", "art. 156 § 1 pkt 3 k.p.a.")
# Months in common; or a single month each, because what is granted once is granted twice in two months as well. What a later act has taken
# away is due no more, so the months are those of the rights as they are now.
_STANDS = f"""
WITH {GAVE_WAY},
wanted AS (
    SELECT g ->> 'benefit' AS benefit, coalesce(w.merged_into, (g ->> 'entitled')::uuid) AS person,
           to_date(g ->> 'from', 'YYYY-MM') AS since, to_date(g ->> 'to', 'YYYY-MM') AS until
      FROM decision d CROSS JOIN LATERAL jsonb_array_elements(d.grants) AS g
      LEFT JOIN gave_way w ON w.id = (g ->> 'entitled')::uuid
     WHERE d.gmina = %(gmina)s AND d.id = %(decision)s)
SELECT d.id
  FROM application_decision x
  JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision AND d.id <> %(decision)s AND d.state IN ('issued', 'delivered', 'final')
 CROSS JOIN LATERAL (SELECT d.id UNION SELECT act.decision FROM decision_act act WHERE act.gmina = d.gmina AND act.root = d.id) AS c(id)
  JOIN award a ON a.gmina = d.gmina AND a.decision = c.id
  JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
  LEFT JOIN gave_way h ON h.id = a.entitled
  JOIN wanted w ON w.benefit = a.benefit AND w.person = coalesce(h.merged_into, a.entitled)
               AND ((w.until IS NULL OR m.since <= w.until) AND (m.until IS NULL OR w.since <= m.until)
                    OR w.since = w.until AND m.since = m.until)
 WHERE x.gmina = %(gmina)s AND x.application = %(application)s
   AND NOT EXISTS (SELECT FROM appeal p WHERE p.gmina = d.gmina AND p.decision = d.id AND p.state IN ('registered', 'to_carry_out'))
   AND NOT EXISTS (SELECT FROM extraordinary e WHERE e.gmina = d.gmina AND e.decision = d.id AND e.state = 'started')
 ORDER BY d.id LIMIT 1
"""


async def once(db: WriteSession, row: ApplicationRow, decision: DecisionRow) -> None:
    """No decision that stands grants the same on the locked application. Raises MatterDecided with the one that does."""
    of = {"gmina": db.gmina, "application": row.id, "decision": decision.id}
    found = await (await (await raw(db)).execute(_STANDS, of)).fetchone()
    if found is None:
        return
    told = (
        f"Na to podanie przyznano już to samo tej osobie decyzją {found[0]}, która pozostaje w obrocie: zmienia się ją późniejszym aktem. "
        "Odrębną potrzebę albo dalsze miesiące wskazuje się przy dołączeniu decyzji do podania."
    )
    raise MatterDecided(
        told, errors=[FieldError("/decision", "matter_decided", str(found[0]))], legal_basis=list(_LEGAL_BASIS)
    )


async def besides(db: WriteSession, application: UUID) -> set[UUID]:
    """The decisions that answer the application beside the one that settles it."""
    found = await db.exec(
        select(col(StepRow.detail)).where(
            StepRow.gmina == db.gmina, StepRow.application == application, StepRow.step == LINKED
        )
    )
    return {UUID(detail["decision"]) for detail in found.all() if "besides" in detail}
