"""Tasks that follow from a grant of the fund's benefit: the debtor and his title are registered, the debtor's organ is asked to act, the
debtor is told (u.p.o.u.a. art. 3 ust. 5 pkt 2, art. 27 ust. 7 pkt 1)."""

from casework.persons.one_person import GAVE_WAY, entries_of
from casework.tasks.sources.source import Source
from services.alimony_fund.fund import FUND

_ACT = "u.p.o.u.a."
_TELLS = "'debtor_debt_told'"
_WHERE = entries_of("o.person").replace("%(gmina)s", ":gmina")

# Rights of this or a later month whose grant was issued, and the debtors of this creditor's organ with a title of whoever has them.
# A later act upon the right is no new grant.
GRANTED = f"""
{GAVE_WAY.replace("%(gmina)s", ":gmina")},
granted AS MATERIALIZED (
    SELECT w.id AS award, coalesce(g.merged_into, w.entitled) AS entitled, w.recipient, w.household, w.unit, w.since, w.until,
           k.id AS decision, k.issued_on
      FROM award w
      JOIN decision k ON k.gmina = w.gmina AND k.id = w.decision
      LEFT JOIN gave_way g ON g.id = w.entitled
     WHERE w.gmina = :gmina AND w.benefit = '{FUND}' AND w.state <> 'terminated' AND k.kind = 'grant' AND k.issued_on <= :day
       AND (w.until IS NULL OR w.until >= date_trunc('month', CAST(:day AS timestamp))::date)),
titled AS MATERIALIZED (
    SELECT t.id, t.debtor, coalesce(g.merged_into, t.entitled) AS entitled, t.valid_from, t.valid_to
      FROM maintenance_title t LEFT JOIN gave_way g ON g.id = t.entitled
     WHERE t.gmina = :gmina AND t.creditor_organ IS NULL),
owing AS (
    SELECT DISTINCT d.id, d.person, d.unit, n.issued_on
      FROM granted n
      JOIN titled t ON t.entitled = n.entitled AND (t.valid_to IS NULL OR t.valid_to >= n.since)
           AND (n.until IS NULL OR t.valid_from < n.until + interval '1 month')
      JOIN debtor d ON d.gmina = :gmina AND d.id = t.debtor AND d.closed_on IS NULL AND d.creditor_organ)
"""
UNASKED = """
    NOT EXISTS (SELECT FROM action_request r WHERE r.gmina = :gmina AND r.debtor = o.id AND r.state <> 'withdrawn'
                   AND r.sent_on >= o.issued_on)
"""


def _of_debtor(kind: str, where: str) -> str:
    """One task for a debtor, whatever the number of grants it follows from."""
    return f"""
    WITH {GRANTED}
    SELECT '{kind}:' || o.id || ':' || to_char(max(o.issued_on), 'YYYYMMDD'), NULL::date, min(o.issued_on), o.unit, NULL::uuid, NULL::uuid,
           o.id, o.person, NULL::uuid, NULL::uuid, NULL::text, NULL::text
      FROM owing o WHERE {where} GROUP BY o.id, o.person, o.unit
    """


_UNREGISTERED = f"""
    WITH {GRANTED}
    SELECT 'debtor_unregistered:' || n.award, NULL::date, n.issued_on, n.unit, NULL::uuid, n.decision, n.award, n.entitled, n.recipient,
           n.household, '{FUND}', NULL::text
      FROM granted n
     WHERE NOT EXISTS (SELECT FROM titled t JOIN debtor d ON d.gmina = :gmina AND d.id = t.debtor
                        WHERE t.entitled = n.entitled AND d.creditor_organ AND d.why IS DISTINCT FROM 'entered_in_error')
"""
# The debtor is told only where his address is known; the organ learns of the grant from the request.
_UNTOLD = f"""
    EXISTS (SELECT FROM person_address a
             WHERE a.gmina = :gmina AND a.person = ANY ({_WHERE}) AND a.since <= :day AND a.lines IS NOT NULL
               AND NOT EXISTS (SELECT FROM person_address later WHERE later.gmina = a.gmina AND later.person = a.person
                                  AND later.use = a.use AND later.since <= :day AND (later.since, later.id) > (a.since, a.id)))
    AND NOT EXISTS (SELECT FROM letter k WHERE k.gmina = :gmina AND k.about = 'debtor' AND k.about_id = o.id AND k.kind = {_TELLS}
                       AND NOT k.draft AND k.dated >= o.issued_on)
"""

GRANT_SOURCES: tuple[Source, ...] = (
    Source(
        "debtor_unregistered", "Wpisać dłużnika i tytuł, na podstawie którego przyznano świadczenie", "office", "follow_up",
        f"art. 3 ust. 5 pkt 2, art. 27 ust. 1 {_ACT}", "award_list", "debtor_register", _UNREGISTERED,
    ),
    Source(
        "debtor_request_granted", "Wystąpić o podjęcie działań wobec dłużnika po przyznaniu świadczenia", "office", "follow_up",
        f"art. 3 ust. 5 pkt 2 {_ACT}", "action_request_list", "action_request_send", _of_debtor("debtor_request_granted", UNASKED),
    ),
    Source(
        "debtor_grant_untold", "Poinformować dłużnika o przyznaniu świadczenia i o obowiązku zwrotu", "office", "follow_up",
        f"art. 27 ust. 7 pkt 1 {_ACT}", "debtor_list", "debtor_letter_make", _of_debtor("debtor_grant_untold", _UNTOLD),
    ),
)  # fmt: skip
