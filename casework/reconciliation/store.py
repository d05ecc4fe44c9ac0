"""A month compared from the decisions to the log, in one statement: all of it is seen at one moment, however much is being paid.

The log is searched by the month that its facts carry, and not by what the tables hold, so that a payment that somebody deleted is found.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.authority.veil import Veil
from casework.payments.due import HELD
from kit.db import ReadSession, WriteSession, raw

MOST_CASES = 500

# Decisions against the rights they made: what the first decision of a chain grants, and what each later act moves it by; an act that was
# quashed has moved it back (`afterwards`). A right that was ended before the month without an act, or whose decision was taken away, is
# no difference: its months were taken off.
_DECIDED = """
of_import AS (
    SELECT DISTINCT ON (act.award) act.award, act.decision AS root, act.plan
      FROM decision_act act
      JOIN decision d ON d.gmina = act.gmina AND d.id = act.decision AND d.state IN ('issued', 'delivered', 'final', 'removed')
     WHERE act.gmina = %(gmina)s AND act.earlier IS NOT NULL AND act.plan <> '[]'
     ORDER BY act.award, d.issued_on DESC, d.id DESC),
said AS (
    SELECT d.id AS decision, g.benefit, g.amount
      FROM decision d
      CROSS JOIN LATERAL jsonb_to_recordset(d.grants) AS g(benefit text, "from" text, "to" text, amount bigint)
     WHERE d.gmina = %(gmina)s AND d.state IN ('issued', 'delivered', 'final', 'removed')
       AND NOT EXISTS (SELECT FROM decision_act later WHERE later.gmina = d.gmina AND later.decision = d.id)
       AND g."from" <= %(text)s AND (g."to" IS NULL OR g."to" >= %(text)s)
    UNION ALL
    SELECT act.root, made ->> 'benefit', side.sign * (months ->> 2)::bigint
      FROM decision_act act
      JOIN decision d ON d.gmina = act.gmina AND d.id = act.decision AND d.state IN ('issued', 'delivered', 'final', 'removed')
      CROSS JOIN LATERAL jsonb_array_elements(act.plan || act.afterwards) AS made
      CROSS JOIN (VALUES ('before', -1), ('after', 1)) AS side(name, sign)
      CROSS JOIN LATERAL jsonb_array_elements(made -> side.name -> 'amounts') AS months
     WHERE act.gmina = %(gmina)s AND months ->> 0 <= %(text)s AND (months ->> 1 IS NULL OR months ->> 1 >= %(text)s)
       AND NOT EXISTS (SELECT FROM decision_act first
                        WHERE first.gmina = act.gmina AND first.decision = act.root AND first.earlier IS NOT NULL
                          AND NOT EXISTS (SELECT FROM of_import WHERE of_import.root = first.decision))
    UNION ALL
    SELECT of_import.root, made ->> 'benefit', (months ->> 2)::bigint
      FROM of_import
      CROSS JOIN LATERAL jsonb_array_elements(of_import.plan) AS made
      CROSS JOIN LATERAL jsonb_array_elements(made #> '{before,amounts}') AS months
     WHERE months ->> 0 <= %(text)s AND (months ->> 1 IS NULL OR months ->> 1 >= %(text)s)),
granted AS (SELECT decision, benefit, sum(amount)::bigint AS amount FROM said GROUP BY decision, benefit),
due AS (
    SELECT a.id AS award, a.benefit, coalesce(a.decision, of_import.root) AS decision, a.state, m.amount
      FROM award a JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
      LEFT JOIN of_import ON of_import.award = a.id
     WHERE a.gmina = %(gmina)s AND m.since <= %(month)s AND (m.until IS NULL OR m.until >= %(month)s)),
made AS (
    SELECT coalesce(act.root, a.decision, of_import.root) AS decision, a.benefit, coalesce(sum(due.amount), 0)::bigint AS amount,
           bool_or(a.state = 'terminated' AND a.until < %(month)s) AS ended
      FROM award a
      LEFT JOIN decision_act act ON act.gmina = a.gmina AND act.decision = a.decision
      LEFT JOIN of_import ON of_import.award = a.id
      LEFT JOIN due ON due.award = a.id
     WHERE a.gmina = %(gmina)s AND (a.decision IS NOT NULL OR of_import.root IS NOT NULL) GROUP BY 1, 2),
decided AS (
    SELECT decision, benefit, coalesce(granted.amount, 0) AS granted, coalesce(made.amount, 0) AS awarded,
           CASE WHEN made.ended AND made.amount < granted.amount THEN granted.amount - made.amount ELSE 0 END AS ended
      FROM granted FULL JOIN made USING (decision, benefit))
"""
# Rights against lists; what third parties are paid for by their invoices stands on none, unless it was paid so before. Months that the
# old system paid are taken as they were. Of a month that was lowered after it had been paid, what came back is paid no more, and what is
# established as undue (`owed`: less its repayments), or was judged not to be, is known; only the rest is a difference.
_LISTED = f"""
owed AS (
    SELECT m.payment, sum(m.amount - coalesce(repaid.amount, 0)) AS amount
      FROM overpayment_movement m
      JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment
                        AND (o.state <> 'withdrawn' OR o.withdrawn_for IN ('not_undue', 'decision_repealed'))
      LEFT JOIN (SELECT e.item, sum(e.amount) AS amount
                   FROM overpayment_entry e
                   JOIN overpayment_movement d ON d.gmina = e.gmina AND d.id = e.movement AND d.kind = 'repayment'
                  WHERE e.gmina = %(gmina)s AND e.klass = 'principal' GROUP BY e.item) AS repaid ON repaid.item = m.id
     WHERE m.gmina = %(gmina)s AND m.kind = 'establishment'
       AND m.payment IN (SELECT id FROM payment WHERE gmina = %(gmina)s AND period = %(month)s)
       AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
     GROUP BY m.payment),
kept AS (
    SELECT p.id, p.list, p.award, p.benefit, p.amount, p.state, l.kind, l.state AS list_state,
           (SELECT coalesce(sum((line ->> 'amount')::bigint), 0) FROM jsonb_array_elements(p.lines) AS line)::bigint AS on_lines,
           coalesce(back.amount, 0)::bigint AS back, coalesce(back.in_all, 0)::bigint AS came_back,
           coalesce(owed.amount, 0)::bigint AS owed, coalesce(taken.amount, 0)::bigint AS deducted
      FROM payment p
      JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
      LEFT JOIN (SELECT payment, sum(amount) FILTER (WHERE mode IN ('same_year_return', 'same_year_repayment')) AS amount,
                        sum(amount) AS in_all
                   FROM payment_reversal WHERE gmina = %(gmina)s GROUP BY payment) AS back ON back.payment = p.id
      LEFT JOIN owed ON owed.payment = p.id
      LEFT JOIN (SELECT payment, sum(amount) AS amount FROM payment_deduction WHERE gmina = %(gmina)s GROUP BY payment) AS taken
        ON taken.payment = p.id
     WHERE p.gmina = %(gmina)s AND p.period = %(month)s),
live AS (
    SELECT award, benefit, sum(amount)::bigint AS amount, sum(came_back)::bigint AS came_back, sum(owed)::bigint AS owed,
           bool_or(kind = 'imported') AS imported, min(list::text)::uuid AS list
      FROM kept WHERE state IN ('planned', 'approved', 'settled') GROUP BY award, benefit),
listed AS (
    SELECT coalesce(d.award, live.award) AS award, coalesce(d.benefit, live.benefit) AS benefit, coalesce(d.amount, 0) AS due,
           coalesce(live.amount, 0) AS paid, coalesce(live.came_back, 0) AS came_back, coalesce(live.owed, 0) AS owed,
           coalesce(live.imported, false) AS imported, live.list,
           {HELD.format(of="d")} AS held, d.decision,
           coalesce(d.award IS NULL AND a.state = 'terminated' AND a.until < %(month)s, false) AS after_end
      FROM (SELECT award, benefit, state, decision, %(month)s::date AS period, sum(amount)::bigint AS amount
              FROM due WHERE benefit <> ALL (%(invoiced)s::text[]) OR award IN (SELECT live.award FROM live) GROUP BY 1, 2, 3, 4) AS d
      FULL JOIN live ON live.award = d.award
      LEFT JOIN award a ON a.gmina = %(gmina)s AND a.id = live.award)
"""
# Settlements against the log.
_TOLD = """
told AS (
    SELECT e.payment, e.data ->> 'benefit' AS benefit,
           coalesce(sum(x.amount) FILTER (WHERE e.data ->> 'measure' = 'expenditure'), 0)::bigint AS spent,
           coalesce(sum(x.amount) FILTER (WHERE e.data ->> 'measure' = 'liability'), 0)::bigint AS owed
      FROM (SELECT subject AS payment, item::jsonb -> 'data' AS data FROM event_log
             WHERE gmina = %(gmina)s AND strpos(item, %(due_period)s) > 0
               AND (strpos(item, '"type":"pl.gops.payment.') > 0
                    OR strpos(item, '"type":"pl.gops.overpayment.corrected.') > 0
                    OR strpos(item, '"type":"pl.gops.overpayment.given_back.') > 0)) AS e
      CROSS JOIN LATERAL (SELECT sum((line ->> 'amount')::bigint) AS amount FROM jsonb_array_elements(e.data -> 'lines') AS line) AS x
     GROUP BY 1, 2),
logged AS (
    SELECT coalesce(kept.id, told.payment) AS payment, coalesce(kept.benefit, told.benefit) AS benefit, kept.list, kept.award,
           CASE WHEN kept.state IN ('settled', 'returned') THEN kept.amount - kept.back ELSE 0 END AS spent,
           -- What came back in a later year was paid and owed in its own; only a return within it takes that away.
           CASE WHEN kept.kind = 'monthly' AND (kept.state IN ('approved', 'settled')
                                                OR (kept.state = 'returned' AND kept.back < kept.amount))
                THEN kept.amount ELSE 0 END AS owed,
           coalesce(told.spent, 0) AS told_spent, coalesce(told.owed, 0) AS told_owed
      FROM kept FULL JOIN told ON told.payment = kept.id)
"""
_CASES = """
cases AS (
    SELECT 'decision_and_awards' AS kind, benefit, decision, NULL::uuid AS award, NULL::uuid AS payment, NULL::uuid AS list,
           granted - ended AS expected, awarded AS found
      FROM decided WHERE granted - ended <> awarded
    UNION ALL
    SELECT 'paid_more_than_due', benefit, decision, award, NULL, list, due + owed, paid - came_back
      FROM listed WHERE NOT imported AND NOT after_end AND paid - came_back > due + owed
    UNION ALL
    SELECT 'payment_and_list', benefit, NULL, award, id, list,
           CASE WHEN list_state IN ('approved', 'settled') THEN amount ELSE 0 END,
           CASE WHEN state IN ('approved', 'settled', 'returned') THEN amount ELSE 0 END
      FROM kept
     WHERE NOT CASE WHEN list_state = 'settled' THEN state IN ('settled', 'returned', 'voided')
                    WHEN list_state = 'approved' THEN state IN ('approved', 'settled', 'returned', 'voided')
                    WHEN list_state = 'withdrawn' THEN false ELSE state = 'planned' END
    UNION ALL
    SELECT 'payment_and_log', benefit, NULL, award, payment, list,
           CASE WHEN spent <> told_spent THEN spent ELSE owed END, CASE WHEN spent <> told_spent THEN told_spent ELSE told_owed END
      FROM logged WHERE spent <> told_spent OR owed <> told_owed
    UNION ALL
    SELECT 'lines_and_amount', benefit, NULL, award, id, list, amount, on_lines FROM kept WHERE on_lines <> amount
    UNION ALL
    SELECT 'deducted_too_much', benefit, NULL, award, id, list, amount, deducted FROM kept WHERE deducted > amount),
ended_later AS (
    SELECT benefit, award, list, paid - came_back - owed AS amount FROM listed
     WHERE after_end AND NOT imported AND paid - came_back > owed AND (%(benefit)s::text IS NULL OR benefit = %(benefit)s::text)),
asked AS (SELECT * FROM cases WHERE %(benefit)s::text IS NULL OR benefit = %(benefit)s::text)
"""
_SUMS = """
parts AS (
    SELECT benefit, granted AS decided, ended, 0 AS awarded, 0 AS without, 0 AS held, 0 AS after_end, 0 AS over, 0 AS owed, 0 AS open,
           0 AS planned, 0 AS approved, 0 AS settled, 0 AS returned, 0 AS later, 0 AS repaid, 0 AS spent, 0 AS old_due, 0 AS old_paid,
           0 AS difference
      FROM decided
    UNION ALL
    SELECT benefit, 0, 0, CASE WHEN imported THEN 0 ELSE due END, CASE WHEN decision IS NULL AND NOT imported THEN due ELSE 0 END,
           CASE WHEN held AND NOT imported THEN due ELSE 0 END, CASE WHEN after_end THEN paid ELSE 0 END,
           CASE WHEN imported OR after_end THEN 0 ELSE greatest(paid - due, 0) END,
           CASE WHEN imported OR after_end THEN 0 ELSE greatest(least(paid - came_back - due, owed), 0) END,
           CASE WHEN imported THEN 0 ELSE greatest(due - paid, 0) END, 0, 0, 0, 0, 0, 0, 0,
           CASE WHEN imported THEN due ELSE 0 END, CASE WHEN imported THEN paid ELSE 0 END, 0
      FROM listed
    UNION ALL
    SELECT benefit, 0, 0, 0, 0, 0, 0, 0, 0, 0, CASE WHEN state = 'planned' THEN amount ELSE 0 END,
           CASE WHEN state = 'approved' THEN amount ELSE 0 END, CASE WHEN state = 'settled' THEN amount ELSE 0 END,
           CASE WHEN state = 'returned' THEN amount ELSE 0 END, CASE WHEN state = 'returned' THEN amount - back ELSE 0 END,
           CASE WHEN state = 'settled' THEN back ELSE 0 END, 0, 0, 0, 0
      FROM kept WHERE kind = 'monthly'
    UNION ALL
    SELECT benefit, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, told_spent, 0, 0, 0 FROM logged
    UNION ALL
    SELECT benefit, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, abs(expected - found) FROM asked),
sums AS (
    SELECT benefit, sum(decided) AS decided, sum(ended) AS ended, sum(awarded) AS awarded,
           sum(without) AS awarded_without_decision, sum(held) AS held, sum(after_end) AS paid_after_end,
           sum(over) AS paid_over_the_right, sum(owed) AS undue_open, sum(open) AS not_on_a_list, sum(planned) AS planned,
           sum(approved) AS approved, sum(settled) AS settled, sum(returned) AS returned, sum(later) AS returned_later,
           sum(repaid) AS repaid, sum(spent) AS spent_in_log, sum(old_due) AS imported_awarded,
           sum(old_paid) AS imported_paid, sum(difference) AS difference
      FROM parts WHERE %(benefit)s::text IS NULL OR benefit = %(benefit)s::text GROUP BY benefit ORDER BY benefit),
of_lists AS (
    SELECT k.list, l.number, l.kind, l.state, count(*) AS payments,
           coalesce(sum(k.amount) FILTER (WHERE k.state = 'planned'), 0) AS planned,
           coalesce(sum(k.amount) FILTER (WHERE k.state = 'approved'), 0) AS approved,
           coalesce(sum(k.amount) FILTER (WHERE k.state = 'settled'), 0) AS settled,
           coalesce(sum(k.amount) FILTER (WHERE k.state = 'returned'), 0) AS returned,
           coalesce(sum(k.amount) FILTER (WHERE k.state = 'voided'), 0) AS voided
      FROM kept k JOIN payment_list l ON l.gmina = %(gmina)s AND l.id = k.list
     WHERE %(benefit)s::text IS NULL OR k.benefit = %(benefit)s::text
     GROUP BY k.list, l.number, l.kind, l.state ORDER BY l.number)
"""
_ALL = f"""
WITH {_DECIDED}, {_LISTED}, {_TOLD}, {_CASES}, {_SUMS}
SELECT (SELECT coalesce(json_agg(sums), '[]') FROM sums), (SELECT coalesce(json_agg(of_lists), '[]') FROM of_lists),
       (SELECT coalesce(json_agg(shown), '[]') FROM (
            SELECT * FROM asked WHERE {{seen}} ORDER BY kind, benefit, decision, award, payment LIMIT %(most)s) AS shown),
       (SELECT count(*) FROM asked),
       (SELECT coalesce(json_agg(shown), '[]') FROM (
            SELECT * FROM ended_later WHERE {{seen_after_end}} ORDER BY benefit, award LIMIT %(most)s) AS shown)
"""

Rows = list[dict[str, Any]]


async def compare(
    db: ReadSession | WriteSession,
    veil: Veil,
    month: date,
    benefit: str | None,
    invoiced: Sequence[str],
    *,
    most: int | None = MOST_CASES,
) -> tuple[Rows, Rows, Rows, int, Rows]:
    """Sums by benefit, sums by list, so many of the cases that are seen (all without a number), how many there are, and at most as many
    rights that were ended after the month had been paid; amounts in grosze."""
    text = f"{month:%Y-%m}"
    of = {
        "gmina": db.gmina,
        "month": month,
        "text": text,
        # The text of events is ours (kit/feed/envelope): the month stands in it in exactly this form.
        "due_period": f'"due_period":"{text}"',
        "benefit": benefit,
        "invoiced": list(invoiced),
        "most": most,
    } | veil.parameters()
    seen = f"(award IS NULL OR {veil.award('asked.award')}) AND (decision IS NULL OR {veil.decision('asked.decision')})"
    statement = _ALL.replace("{seen}", seen).replace("{seen_after_end}", veil.award("ended_later.award"))
    row = await (await (await raw(db)).execute(statement, of)).fetchone()
    if row is None:
        return [], [], [], 0, []
    return row[0], row[1], row[2], row[3], row[4]
