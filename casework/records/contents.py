"""What belongs to a case, found from the acts and never stored beside them: fragments of SQL for one case or thousands at once.

A case is a sign (znak sprawy). To it belong the matters of applications that carry it, the decisions that answer them or whose letter
carries the sign, later acts in their chains, the rights these made, what was unduly paid of them, letters; and what an official
linked by hand (`case_matter`), where nothing else says it: imported rights, acts ex officio.
"""

from casework.payments.unpaid import unpaid

CONTENTS = r"""
c_sign AS (SELECT id AS sign, sign AS text, party FROM case_sign WHERE gmina = %(gmina)s AND id = ANY (%(cases)s::uuid[])),
c_matter AS (
    SELECT m.sign, m.application, m.benefit, m.outcome, m.closed_on
      FROM application_matter m WHERE m.gmina = %(gmina)s AND m.sign = ANY (%(cases)s::uuid[])),
c_application AS (SELECT DISTINCT sign, application FROM c_matter),
c_znak AS (
    SELECT s.sign, l.id AS letter, l.decision
      FROM c_sign s
      JOIN letter l ON l.gmina = %(gmina)s AND (l.znak COLLATE "C" = s.text OR (
           l.znak COLLATE "C" > s.text || '.' AND l.znak COLLATE "C" < s.text || '/'
           AND substr(l.znak, length(s.text) + 2) ~ '^[[:upper:]]{1,4}$'))),
c_first AS (
    SELECT m.sign, d.decision
      FROM c_matter m
      JOIN application_decision d ON d.gmina = %(gmina)s AND d.application = m.application AND d.benefits ? m.benefit
    UNION SELECT sign, decision FROM c_znak WHERE decision IS NOT NULL
    UNION SELECT sign, matter FROM case_matter
           WHERE gmina = %(gmina)s AND kind = 'decision' AND sign = ANY (%(cases)s::uuid[])),
c_decision AS (
    SELECT sign, decision FROM c_first
    UNION SELECT f.sign, a.decision
      FROM c_first f JOIN decision_act a ON a.gmina = %(gmina)s AND a.root = f.decision),
c_award AS (
    SELECT d.sign, a.id AS award FROM c_decision d JOIN award a ON a.gmina = %(gmina)s AND a.decision = d.decision
    UNION SELECT sign, matter FROM case_matter
           WHERE gmina = %(gmina)s AND kind = 'award' AND sign = ANY (%(cases)s::uuid[])),
c_payment AS (
    SELECT a.sign, p.id AS payment, p.award
      FROM c_award a JOIN payment p ON p.gmina = %(gmina)s AND p.award = a.award),
c_overpayment AS (
    SELECT d.sign, o.id AS overpayment FROM c_decision d JOIN overpayment o ON o.gmina = %(gmina)s AND o.decision = d.decision
    UNION SELECT p.sign, v.overpayment
      FROM c_payment p JOIN overpayment_movement v ON v.gmina = %(gmina)s AND v.payment = p.payment
    UNION SELECT sign, matter FROM case_matter
           WHERE gmina = %(gmina)s AND kind = 'overpayment' AND sign = ANY (%(cases)s::uuid[])),
c_letter AS (
    SELECT sign, letter FROM c_znak
    UNION SELECT d.sign, l.id FROM c_decision d JOIN letter l ON l.gmina = %(gmina)s AND l.decision = d.decision
    UNION SELECT a.sign, k.letter
      FROM c_application a
      JOIN application_call k ON k.gmina = %(gmina)s AND k.application = a.application AND k.letter IS NOT NULL
    UNION SELECT a.sign, t.letter
      FROM c_application a
      JOIN application_step t ON t.gmina = %(gmina)s AND t.application = a.application AND t.letter IS NOT NULL)
"""
"""Common table expressions: each relation is (sign, thing). Parameters: gmina, cases (a list of ids of signs)."""

_UNPAID = unpaid(
    gmina="%(gmina)s",
    today="%(on)s",
    first="date '2000-01-01'",
    last="(date_trunc('month', CAST(%(on)s AS timestamp)) - interval '1 month')",
    only="AND a.id IN (SELECT award FROM c_award)",
    listed="AND p.award IN (SELECT award FROM c_award)",
)
UNFINISHED = f"""
SELECT sign, 'matter_open' AS code, application AS thing FROM c_matter WHERE closed_on IS NULL
UNION SELECT c.sign, 'decision_not_final', d.id
  FROM c_decision c JOIN decision d ON d.gmina = %(gmina)s AND d.id = c.decision
 WHERE d.state IN ('prepared', 'approved', 'issued', 'delivered')
UNION SELECT c.sign, 'appeal_pending', a.id
  FROM c_decision c JOIN appeal a ON a.gmina = %(gmina)s AND a.decision = c.decision WHERE a.state <> 'closed'
UNION SELECT c.sign, 'court_pending', k.id
  FROM c_decision c JOIN court_complaint k ON k.gmina = %(gmina)s AND k.decision = c.decision WHERE k.state = 'filed'
UNION SELECT c.sign, 'proceeding_pending', x.id
  FROM c_decision c JOIN extraordinary x ON x.gmina = %(gmina)s AND x.decision = c.decision
 WHERE x.state IN ('requested', 'started')
UNION SELECT c.sign, 'right_running', a.id
  FROM c_award c JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award
 WHERE a.state <> 'terminated' AND (a.until IS NULL OR a.until >= date_trunc('month', %(on)s::date)::date)
UNION SELECT c.sign, 'payment_open', p.id
  FROM c_payment c JOIN payment p ON p.gmina = %(gmina)s AND p.id = c.payment WHERE p.state IN ('planned', 'approved')
UNION SELECT c.sign, 'month_unpaid', u.award
  FROM c_award c JOIN (WITH {_UNPAID} SELECT award FROM unpaid) u ON u.award = c.award
UNION SELECT c.sign, 'notice_open', n.id
  FROM c_award c JOIN payment_notice n ON n.gmina = %(gmina)s AND n.award = c.award WHERE n.closed_on IS NULL
UNION SELECT c.sign, 'debt_open', o.id
  FROM c_overpayment c JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
 WHERE o.state IN ('registered', 'decided', 'final')
"""
"""What keeps a case from being closed or destroyed on a day: sign, code, and the thing. Parameter besides: on."""

WHY = {
    "matter_open": "wniosek nie jest rozstrzygnięty",
    "decision_not_final": "decyzja nie jest ostateczna",
    "appeal_pending": "toczy się postępowanie odwoławcze",
    "court_pending": "toczy się postępowanie sądowe",
    "proceeding_pending": "toczy się postępowanie nadzwyczajne",
    "right_running": "świadczenie jest jeszcze wypłacane",
    "payment_open": "wypłata nie jest rozliczona",
    "month_unpaid": "miesiąc nie jest wypłacony ani wpisany na listę",
    "notice_open": "nie wyjaśniono nieodebranych wypłat",
    "debt_open": "należność nie jest rozliczona",
}
