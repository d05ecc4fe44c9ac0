"""The task that follows from an act that took what had been paid already: whether it was undue has to be established (art. 30 u.ś.r.,
art. 23 u.p.o.u.a., art. 98 u.p.s.). It goes when the payments stand in the register of undue payments or came back."""

from casework.tasks.sources.source import Source

# Acts that may be carried out, each from the month from which it took; of a mass recalculation those that lowered something. Then rights
# of a decision that is no more, once SKO's result was carried out; and imported rights that were ended by hand, whose old system's
# payments are taken as they were.
_TAKEN = """
SELECT CAST(made ->> 'award' AS uuid) AS award, act.effective_from AS first, d.issued_on AS since, d.id AS decision, true AS of_import
  FROM decision d
  JOIN decision_act act ON act.gmina = d.gmina AND act.decision = d.id
 CROSS JOIN LATERAL jsonb_array_elements(act.plan) AS made
 WHERE d.gmina = :gmina AND d.kind IN ('change', 'repeal', 'expire')
   AND (d.state = 'final' OR (d.state IN ('issued', 'delivered') AND d.enforceable_on <= :day))
   AND NOT EXISTS (SELECT FROM recalculation_item i WHERE i.gmina = d.gmina AND i.decision = d.id AND i.difference >= 0)
UNION ALL
SELECT a.id, a.since, NULL, d.id, true
  FROM award a JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision AND d.state = 'removed'
 WHERE a.gmina = :gmina AND a.state = 'terminated'
UNION ALL
SELECT a.id, a.since, NULL, NULL, false FROM award a
 WHERE a.gmina = :gmina AND a.state = 'terminated' AND a.origin = 'imported'
"""
_STANDS = "SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id"
# Of each settled month what did not come back and is not owed either (owed: established, less what was repaid of it) is more than is due.
# What was withdrawn because it is not undue has been judged.
_OVER = f"""
SELECT t.award, count(*) AS months
  FROM (SELECT award, date_trunc('month', min(first)::timestamp)::date AS first, bool_or(of_import) AS of_import
          FROM taken GROUP BY award) t
 CROSS JOIN LATERAL (
       SELECT p.period,
              sum(p.amount
                  - coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0)
                  - coalesce((SELECT sum(m.amount - coalesce((
                                     SELECT sum(e.amount)
                                       FROM overpayment_entry e
                                       JOIN overpayment_movement d ON d.gmina = e.gmina AND d.id = e.movement AND d.kind = 'repayment'
                                      WHERE e.gmina = m.gmina AND e.overpayment = m.overpayment AND e.item = m.id
                                        AND e.klass = 'principal'), 0))
                                FROM overpayment_movement m
                                JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment
                                 AND (o.state <> 'withdrawn' OR o.withdrawn_for IN ('not_undue', 'decision_repealed'))
                               WHERE m.gmina = p.gmina AND m.payment = p.id AND m.kind = 'establishment'
                                 AND NOT EXISTS ({_STANDS})), 0)) AS kept
         FROM payment p JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
        WHERE p.gmina = :gmina AND p.award = t.award AND p.period >= t.first AND p.state = 'settled'
          AND (t.of_import OR l.kind = 'monthly')
        GROUP BY p.period) k
 WHERE k.kept > coalesce((SELECT sum(a.amount) FROM award_amount a
                           WHERE a.gmina = :gmina AND a.award = t.award AND a.since <= k.period
                             AND (a.until IS NULL OR a.until >= k.period)), 0)
 GROUP BY t.award
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "undue_found", "Ustalić, czy wypłacone miesiące pobrano nienależnie", "office", "follow_up",
        "przepisy o świadczeniach nienależnie pobranych", "overpayment_list", "overpayment_register",
        f"""
        WITH taken AS ({_TAKEN}), over AS ({_OVER})
        SELECT 'undue_found:' || w.id || coalesce(':' || to_char(t.since, 'YYYYMMDD'), ''), NULL::date, coalesce(t.since, w.since),
               w.unit, NULL::uuid, t.decision, w.id, w.entitled, w.recipient, w.household, w.benefit, o.months::text
          FROM over o
          JOIN award w ON w.gmina = :gmina AND w.id = o.award
         CROSS JOIN LATERAL (SELECT x.since, x.decision FROM taken x WHERE x.award = o.award
                              ORDER BY x.since DESC NULLS LAST, x.decision LIMIT 1) t
        """,
        counted=True,
    ),
)  # fmt: skip
