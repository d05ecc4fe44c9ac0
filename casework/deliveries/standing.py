"""Where a decision stands, from everything its parties did: delivered, under appeal, final, removed, enforceable (k.p.a. art. 16, 130).

A bounded number of statements for any number of decisions; the rules are those of finality() and enforceable().
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.decisions import enforceability
from casework.decisions.finality import Appealed, Court, Finality, Party, appealed_in_time, finality, of_second_instance
from casework.decisions.kinds import Remedy, remedy_of
from casework.decisions.moments import Moments, settled
from casework.decisions.tables import DecisionRow
from kit.db import ReadSession, WriteSession, raw

_UNEXAMINED = frozenset({"late", "inadmissible"})
_QUASHED = frozenset({"quashed_and_decided", "quashed_and_discontinued", "sent_back", "self_review"})
_STANDS = "coalesce((SELECT o.merged_into FROM person o WHERE o.gmina = {0}.gmina AND o.id = {0}.person), {0}.person)"
ANSWERED = f"""(
SELECT min(v.delivered_on)
  FROM decision_act sa
  JOIN decision sd ON sd.gmina = sa.gmina AND sd.id = sa.decision AND sd.kind IN ('supplement', 'refuse_supplement')
  JOIN delivery v ON v.gmina = sd.gmina AND v.decision = sd.id AND v.act = 'decision'
  JOIN decision_party sp ON sp.gmina = v.gmina AND sp.id = v.party AND {_STANDS.format("sp")} IS NOT DISTINCT FROM {_STANDS.format("p")}
       AND sp.organisation IS NOT DISTINCT FROM p.organisation
 WHERE sa.gmina = p.gmina AND sa.refers_to = p.decision AND p.supplement_asked_on IS NOT NULL)"""
"""SQL: the day on which the act that answers the party's request to supplement (art. 111) was delivered to her; `p` is the party."""
_PARTIES = (
    """
SELECT p.decision, o.kind, p.id,
       coalesce(p.request_met,
                EXISTS (SELECT FROM decision_act a
                         WHERE a.gmina = p.gmina AND a.decision = p.decision
                           AND a.consents @> jsonb_build_array(jsonb_build_object('person', p.person::text)))) AS request_met,
       p.supplement_asked_on, p.left_out, w.received_on AS waived_on,
       (SELECT min(d.delivered_on) FROM delivery d
         WHERE d.gmina = p.gmina AND d.decision = p.decision AND d.party = p.id AND d.act = 'decision') AS delivered_on,
       coalesce((SELECT min(d.delivered_on) FROM delivery d
                  WHERE d.gmina = p.gmina AND d.decision = p.decision AND d.party = p.id AND d.act = 'supplement_answer'),
                 """
    + ANSWERED
    + """, p.supplement_answered_on) AS supplement_answered_on
  FROM decision_party p
  JOIN decision o ON o.gmina = p.gmina AND o.id = p.decision
  LEFT JOIN waiver w ON w.gmina = p.gmina AND w.party = p.id
 WHERE p.gmina = %s AND p.decision = ANY (%s) AND p.withdrawn_on IS NULL ORDER BY p.decision, p.id
"""
)
_APPEALS = """
SELECT a.decision, a.party, a.counted_on, a.restored_on IS NOT NULL AS restored, r.number, r.outcome, r.delivered_on
  FROM appeal a
  LEFT JOIN LATERAL (SELECT number, outcome, delivered_on FROM appeal_result r
                      WHERE r.gmina = a.gmina AND r.appeal = a.id ORDER BY number DESC LIMIT 1) r
         ON a.state IN ('to_carry_out', 'closed')
 WHERE a.gmina = %s AND a.decision = ANY (%s)
"""
_COURT = """
SELECT decision, complained_on, ended_on FROM court_complaint
 WHERE gmina = %s AND decision = ANY (%s) AND in_time AND (outcome IS NULL OR outcome IN ('dismissed', 'rejected', 'discontinued'))
"""
_REMOVED = """
SELECT decision FROM extraordinary
 WHERE gmina = %s AND decision = ANY (%s)
   AND outcome IN ('annulled', 'quashed_and_decided', 'quashed_and_discontinued')
"""
_COURSE = "SELECT decision, immediate_on, final_told_on FROM decision_course WHERE gmina = %s AND decision = ANY (%s)"


@dataclass(slots=True)
class Known:
    """What is stored about the course of one decision. remedy: what lies against an act of its kind.

    left_out: parties who were noted after the delivery to the others. Their decision binds since (art. 110); an appeal lodged in the
    others' term is looked at, otherwise they have the reopening (art. 145 § 1 pkt 4).
    """

    remedy: Remedy = "appeal"
    parties: tuple[Party, ...] = ()
    left_out: tuple[Party, ...] = ()
    requests_met: bool = False
    appealed: Appealed | None = None
    court: Court | None = None
    removed: bool = False
    immediate_on: date | None = None
    final_told_on: date | None = None
    _appeals: list[dict[str, Any]] = field(default_factory=list)

    @property
    def delivered_on(self) -> date | None:
        """The day of delivery to the last party."""
        days = [party.delivered_on for party in self.parties]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None


async def known(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> dict[UUID, Known]:
    """The course of each of the decisions, in five statements for any number of them."""
    found = {decision: Known() for decision in decisions}
    for one in await _rows(db, _APPEALS, decisions):
        found[one["decision"]]._appeals.append(one)
    parties: dict[UUID, list[dict[str, Any]]] = {}
    for one in await _rows(db, _PARTIES, decisions):
        parties.setdefault(one["decision"], []).append(one)
    for decision, rows in parties.items():
        course = found[decision]
        course.remedy = remedy_of(rows[0]["kind"])
        served = [row for row in rows if not row["left_out"]]
        course.parties = tuple(_party(row, course._appeals) for row in served)
        last = course.delivered_on
        course.left_out = tuple(
            replace(_party(row, course._appeals), delivered_on=last)
            for row in rows
            if row["left_out"] and last is not None
        )
        # Silence of hers changes nothing; her appeal in time does, as any other's.
        course.parties += tuple(one for one in course.left_out if appealed_in_time(one, course.remedy))
        course.requests_met = all(row["request_met"] is True for row in served)
        course.appealed = _appealed(course.parties, course._appeals, course.remedy)
    for one in await _rows(db, _COURT, decisions):
        complaint = Court(one["complained_on"], one["ended_on"])
        before = found[one["decision"]].court
        if before is None or (before.ended_on is not None and (complaint.ended_on or date.max) > before.ended_on):
            found[one["decision"]].court = complaint
    for one in await _rows(db, _REMOVED, decisions):
        found[one["decision"]].removed = True
    for one in await _rows(db, _COURSE, decisions):
        course = found[one["decision"]]
        course.immediate_on, course.final_told_on = one["immediate_on"], one["final_told_on"]
    return found


def finality_of(row: DecisionRow, course: Known) -> Finality:
    """Whether and when the decision is final; without a party it has not been delivered."""
    if row.author == "sko" and row.state == "removed":
        return Finality("removed", None, None, "art. 145 § 1 p.p.s.a.", ())
    if row.author == "sko" and row.delivered_on is not None and not course.removed:
        return of_second_instance(row.delivered_on)
    if not course.parties:
        return Finality("not_delivered", None, None, "art. 110 k.p.a.", ())
    if course.removed:
        return Finality("removed", None, None, "art. 151 § 1 pkt 2, art. 158 § 1 k.p.a.", ())
    return finality(
        course.parties,
        granted_in_full=row.outcome == "granted" and not row.refusals,
        justified=row.justified,
        appealed=course.appealed,
        court=course.court,
        remedy=course.remedy,
    )


def moved(row: DecisionRow, course: Known, today: date) -> Moments:
    """The decision's moments as they follow from its course; it has at least one party."""
    before = Moments.of(row)
    return settled(before, delivered_on=course.delivered_on, found=finality_of(row, course), today=today)


def enforceable_of(row: DecisionRow, course: Known) -> enforceability.Enforceable | None:
    """From which day it may be carried out and why; None while there is no such day, or when it was removed."""
    by_sko = row.author == "sko"
    delivered_on = row.delivered_on if by_sko else course.delivered_on
    if (not course.parties and not by_sko) or delivered_on is None:
        return None
    found = finality_of(row, course)
    if found.state == "removed":
        return None
    return enforceability.enforceable(
        delivered_on=delivered_on,
        final_on=found.final_on,
        by_statute=row.at_once,
        ordered_on=course.immediate_on,
        meets_all_requests=course.requests_met,
        all_waived_on=found.final_on if found.article.startswith("art. 127a ") else None,
    )


def enforceable_on(row: DecisionRow, course: Known) -> date | None:
    """The day from which it may be carried out, as it is stored for what asks of many at once."""
    found = enforceable_of(row, course)
    return None if found is None else found.on


def _party(row: dict[str, Any], appeals: Sequence[dict[str, Any]]) -> Party:
    own = next((one for one in appeals if one["party"] == row["id"]), None)
    # What SKO examined was not late, whatever the office had counted.
    examined = own is not None and own["outcome"] is not None and own["outcome"] not in _UNEXAMINED
    return Party(
        str(row["id"]),
        row["delivered_on"],
        waived_on=row["waived_on"],
        appealed_on=own["counted_on"] if own else None,
        restored=own is not None and (own["restored"] or examined),
        supplement_asked_on=row["supplement_asked_on"],
        supplement_answered_on=row["supplement_answered_on"],
    )


def _appealed(parties: Sequence[Party], appeals: Sequence[dict[str, Any]], remedy: Remedy) -> Appealed | None:
    """One result of all appeals: none while one that was lodged in time waits, a quashing before all others, else the latest."""
    waiting = {str(one["party"]) for one in appeals if one["outcome"] is None}
    if any(appealed_in_time(party, remedy) for party in parties if party.party in waiting):
        return None
    ended = [Appealed(one["outcome"], one["delivered_on"]) for one in appeals if one["outcome"] is not None]
    quashed = [one for one in ended if one.outcome in _QUASHED]
    examined = [one for one in ended if one.outcome not in _UNEXAMINED]
    return max(quashed or examined or ended, key=lambda one: one.delivered_on, default=None)


async def _rows(db: ReadSession | WriteSession, statement: str, decisions: Collection[UUID]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, (db.gmina, list(decisions)))
        return await cursor.fetchall()
