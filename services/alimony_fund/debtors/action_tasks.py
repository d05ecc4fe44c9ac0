"""Tasks of what the organs do beside a debtor's proceedings (u.p.o.u.a. art. 3 ust. 8, art. 5 ust. 4a, art. 7, art. 27 ust. 3a, 8)."""

from datetime import date
from pathlib import Path

from casework.tasks.sources.source import Source
from kit.law import Document, read_law
from kit.written import read_yaml
from services.alimony_fund.debtors.grant_tasks import GRANTED
from services.alimony_fund.fund import FUND

WITHIN = "fa_enforcement_motion_within"
_PATH = Path(__file__).parent.parent / "law" / "upoua" / "dzialania_wobec_dluznika.yaml"
_LAW = read_law([Document(_PATH, read_yaml(_PATH.read_text(encoding="utf-8")))])
_ACT = "u.p.o.u.a."
_TERMS = ", ".join(
    f"(DATE '{one.valid_from.isoformat()}', DATE '{(one.valid_to or date.max).isoformat()}', {one.value})"
    for one in _LAW.parameters[WITHIN].values
)

# A decision that granted is final, and the bailiff of a title was not asked with it to let this office enforce what is paid out.
_ENFORCE = f"""
    WITH {GRANTED}
    SELECT DISTINCT 'debtor_enforcement:' || n.decision || ':' || t.id, (k.final_on + make_interval(months => law.count))::date, k.final_on,
           d.unit, NULL::uuid, n.decision, d.id, d.person, n.entitled, NULL::uuid, '{FUND}', NULL::text
      FROM granted n
      JOIN decision k ON k.gmina = :gmina AND k.id = n.decision AND k.final_on <= :day
      JOIN (VALUES {_TERMS}) AS law (since, until, count) ON k.final_on BETWEEN law.since AND law.until
      JOIN titled t ON t.entitled = n.entitled AND (t.valid_to IS NULL OR t.valid_to >= n.since)
           AND (n.until IS NULL OR t.valid_from < n.until + interval '1 month')
      JOIN debtor d ON d.gmina = :gmina AND d.id = t.debtor AND d.closed_on IS NULL AND d.creditor_organ
     WHERE NOT EXISTS (SELECT FROM debtor_action a WHERE a.gmina = :gmina AND a.title = t.id AND a.decision = n.decision
                          AND a.state <> 'withdrawn')
"""
# Whoever was sent to the labour office is no debtor any more, or the cause of his proceeding ceased.
_ENDED = """
    SELECT 'debtor_labour_office_ended:' || p.id, NULL::date, s.done_on, d.unit, NULL::uuid, NULL::uuid, p.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_proceeding p JOIN debtor d ON d.gmina = p.gmina AND d.id = p.debtor
      JOIN LATERAL (SELECT max(one.done_on) AS done_on FROM debtor_proceeding_step one
                     WHERE one.gmina = p.gmina AND one.proceeding = p.id
                       AND (one.step = 'lift' OR (one.step = 'close' AND one.details ->> 'reason' = 'status_lost'))) s
           ON s.done_on IS NOT NULL
     WHERE p.gmina = :gmina AND p.job_order_until IS NOT NULL
       AND NOT EXISTS (SELECT FROM debtor_action a WHERE a.gmina = p.gmina AND a.debtor = p.debtor AND a.kind = 'labour_office_ended'
                          AND a.state <> 'withdrawn' AND a.filed_on >= s.done_on)
"""
_ANSWER = """
    SELECT 'debtor_action_answer:' || a.id, a.answer_by, a.filed_on, d.unit, NULL::uuid, NULL::uuid, a.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_action a JOIN debtor d ON d.gmina = a.gmina AND d.id = a.debtor
     WHERE a.gmina = :gmina AND a.state = 'filed' AND a.answer_by IS NOT NULL
"""

ACTION_SOURCES: tuple[Source, ...] = (
    Source(
        "debtor_enforcement", "Złożyć komornikowi wniosek o wszczęcie egzekucji albo o przyłączenie się do niej", "office", "follow_up",
        f"art. 27 ust. 3, 3a, 8 {_ACT}", "debtor_action_list", "debtor_action_file", _ENFORCE,
    ),
    Source(
        "debtor_labour_office_ended", "Poinformować urząd pracy, że ustała potrzeba aktywizacji dłużnika", "office", "follow_up",
        f"art. 5 ust. 4a {_ACT}", "debtor_proceeding_list", "debtor_action_file", _ENDED,
    ),
    # Neither court nor bailiff is a higher organ; of whose terms the worklist knows, this is the one that is neither ours nor a party's.
    Source(
        "debtor_action_answer", "Sąd albo komornik rozpatruje pismo w sprawie dłużnika", "higher_organ", "clock",
        f"art. 3 ust. 8, art. 7, art. 27 ust. 8 {_ACT}", "debtor_action_list", "debtor_action_note_answer", _ANSWER,
    ),
)  # fmt: skip
