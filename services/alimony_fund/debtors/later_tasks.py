"""Tasks that follow from the ledger and from letters: arrears that registers of debtors are to be told of, entries of whoever owes nothing
any more, what the bailiff was asked for, what the other organ waits to hear, reliefs and instalments
(u.p.o.u.a. art. 3 ust. 6, art. 6, art. 8a ust. 1, art. 30)."""

from datetime import date
from pathlib import Path

from casework.tasks.sources.source import Group, Source, Whose
from kit.law import Document, read_law
from kit.written import read_yaml

_ACT_OF_LAW = Path(__file__).parent.parent / "law" / "upoua"
_LAW = read_law(
    Document(path, read_yaml(path.read_text(encoding="utf-8")))
    for path in (_ACT_OF_LAW / "dluznicy.yaml", _ACT_OF_LAW / "tryb.yaml")
)
_ACT = "u.p.o.u.a."
_OUTCOMES = (
    "note_interview", "note_prevented", "decide", "finalise", "file_prosecution", "file_licence_motion", "lift", "discontinue",
    "note_repealed", "self_review", "note_sko", "close",
)  # fmt: skip
"""Steps whose effect the organ that asked is told (art. 6); a call or a query has none yet."""


def _counts(name: str) -> str:
    """A count of the law as rows of (first day, last day, count), so that a statement takes that of the day."""
    rows = [
        f"(DATE '{one.valid_from.isoformat()}', DATE '{(one.valid_to or date.max).isoformat()}', {one.value})"
        for one in _LAW.parameters[name].values
    ]
    return f"(VALUES {', '.join(rows)}) AS law (since, until, count)"


# The oldest payout of which principal is open: arrears go on from it. What was taken back stands beside its counter-document.
_SINCE = """
    SELECT c.debtor, min(c.paid_on) AS since
      FROM (SELECT e.claim FROM debt_entry e
              JOIN debt_document w ON w.gmina = e.gmina AND w.debtor = e.debtor AND w.number = e.document
             WHERE e.gmina = :gmina AND e.account = 'principal' AND w.day <= :day
             GROUP BY e.claim HAVING sum(e.amount) > 0) o
      JOIN debt_claim c ON c.gmina = :gmina AND c.id = o.claim
     GROUP BY c.debtor
"""
_ENFORCED = """
    EXISTS (SELECT FROM maintenance_title t WHERE t.gmina = d.gmina AND t.debtor = d.id AND t.bailiff IS NOT NULL)
"""


def _to_list(kind: str, title: str, register: str, over: str, *, unless: str = "false") -> Source:
    first = "(a.since + make_interval(months => law.count))::date + 1"
    sql = f"""
    SELECT '{kind}:' || d.id || ':' || to_char(a.since, 'YYYYMMDD'), {first}, a.since, d.unit,
           NULL::uuid, NULL::uuid, d.id, d.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM ({_SINCE}) a JOIN debtor d ON d.gmina = :gmina AND d.id = a.debtor
      JOIN {_counts(over)} ON :day BETWEEN law.since AND law.until
     WHERE d.closed_on IS NULL AND d.creditor_organ AND {first} <= :day AND NOT {unless}
       AND NOT EXISTS (SELECT FROM debtor_listing l WHERE l.gmina = d.gmina AND l.debtor = d.id AND l.register = '{register}'
                          AND l.withdrawn_on IS NULL)
    """
    article = _LAW.parameters[over].values[-1].article.partition(" art. ")[2]
    return Source(
        kind, title, "office", "follow_up", f"art. {article} {_ACT}", "debtor_listing_list", "debtor_listing_enter", sql
    )


_SETTLED = """
    SELECT 'debtor_listing_settled:' || l.id, NULL::date, l.filed_on, d.unit, NULL::uuid, NULL::uuid, l.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_listing l JOIN debtor d ON d.gmina = l.gmina AND d.id = l.debtor
     WHERE l.gmina = :gmina AND l.withdrawn_on IS NULL
       AND EXISTS (SELECT FROM debt_claim c WHERE c.gmina = l.gmina AND c.debtor = l.debtor)
       AND NOT EXISTS (SELECT FROM debt_entry e
                         JOIN debt_document w ON w.gmina = e.gmina AND w.debtor = e.debtor AND w.number = e.document
                        WHERE e.gmina = l.gmina AND e.debtor = l.debtor AND e.account = 'principal' AND w.day <= :day
                        GROUP BY e.claim HAVING sum(e.amount) > 0)
"""
_BAILIFF = f"""
    SELECT 'debtor_bailiff_answer:' || k.id, k.dated + law.count, k.dated, d.unit, NULL::uuid, NULL::uuid, d.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM letter k JOIN debtor d ON d.gmina = k.gmina AND d.id = k.about_id
      JOIN {_counts("fa_bailiff_certificate_term")} ON k.dated BETWEEN law.since AND law.until
     WHERE k.gmina = :gmina AND k.about = 'debtor' AND k.kind = 'debtor_bailiff_asked' AND NOT k.draft AND d.closed_on IS NULL
       AND NOT EXISTS (SELECT FROM maintenance_title t JOIN maintenance_month m ON m.gmina = t.gmina AND m.title = t.id
                        WHERE t.gmina = d.gmina AND t.debtor = d.id AND m.noted_at >= k.created_at)
       AND NOT EXISTS (SELECT FROM letter later WHERE later.gmina = k.gmina AND later.about = 'debtor' AND later.about_id = k.about_id
                           AND later.kind = k.kind AND NOT later.draft AND later.id > k.id)
"""
_NAMED = ", ".join(f"'{one}'" for one in _OUTCOMES)
_TELL = f"""
    SELECT 'debtor_actions_untold:' || p.id, NULL::date, s.done_on, d.unit, NULL::uuid, NULL::uuid, p.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_proceeding p JOIN debtor d ON d.gmina = p.gmina AND d.id = p.debtor
      JOIN LATERAL (SELECT max(one.done_on) AS done_on, max(one.noted_at) AS noted_at FROM debtor_proceeding_step one
                     WHERE one.gmina = p.gmina AND one.proceeding = p.id AND one.step IN ({_NAMED})) s ON s.done_on IS NOT NULL
     WHERE p.gmina = :gmina AND p.creditor_organ IS NOT NULL AND d.closed_on IS NULL
       AND NOT EXISTS (SELECT FROM letter k WHERE k.gmina = p.gmina AND k.about = 'debtor_proceeding' AND k.about_id = p.id
                           AND k.kind = 'debtor_actions_told' AND NOT k.draft AND k.created_at >= s.noted_at)
"""

_RELIEF = """
    SELECT 'debtor_relief:' || r.id, r.due_on, r.requested_on, d.unit, NULL::uuid, NULL::uuid, r.id, d.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM debtor_relief r JOIN debtor d ON d.gmina = r.gmina AND d.id = r.debtor
     WHERE r.gmina = :gmina AND r.state = 'requested'
"""
_WHERE_IT_STANDS = (
    "coalesce(r.course, CASE WHEN r.decision_sign IS NOT NULL AND r.state IN ('granted', 'refused') THEN 'issued' END)"
)


def _course(kind: str, title: str, whose: Whose, article: str, stands: str) -> Source:
    sql = f"""
    SELECT '{kind}:' || r.id, r.due_on, coalesce(s.done_on, r.decided_on), d.unit, NULL::uuid, NULL::uuid, r.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_relief r JOIN debtor d ON d.gmina = r.gmina AND d.id = r.debtor
      LEFT JOIN LATERAL (SELECT max(one.done_on) AS done_on FROM debtor_relief_step one
                          WHERE one.gmina = r.gmina AND one.relief = r.id) s ON true
     WHERE r.gmina = :gmina AND r.due_on IS NOT NULL AND {_WHERE_IT_STANDS} = '{stands}'
    """
    group: Group = "follow_up" if whose == "office" else "clock"
    return Source(kind, title, whose, group, article, "debtor_relief_list", "debtor_relief_step", sql)


# What of it stays with the office when others had a part of it.
_OFFICES = "'money', 'costs', 'creditor_current', 'creditor_arrears', 'liquidator'"
# What came since the decision, against all that was due by then: the first day on which it fell short.
_INSTALMENT = f"""
    SELECT 'debtor_instalment:' || r.id || ':' || to_char(i.due_on, 'YYYYMMDD'), i.due_on, r.decided_on, d.unit,
           NULL::uuid, NULL::uuid, r.id, d.person,
           NULL::uuid, NULL::uuid, NULL::text, NULL::text
      FROM debtor_relief r JOIN debtor d ON d.gmina = r.gmina AND d.id = r.debtor
      LEFT JOIN LATERAL (SELECT sum(e.amount) AS paid FROM debt_entry e
                           JOIN debt_document w ON w.gmina = e.gmina AND w.debtor = e.debtor AND w.number = e.document
                          WHERE e.gmina = r.gmina AND e.debtor = r.debtor AND e.account IN ({_OFFICES})
                            AND w.day BETWEEN r.decided_on AND :day) came ON true
      JOIN LATERAL (SELECT min(p.due_on) AS due_on
                      FROM (SELECT (part ->> 'due_on')::date AS due_on, sum((part ->> 'amount')::bigint) OVER (ORDER BY place) AS by_then
                              FROM jsonb_array_elements(r.plan) WITH ORDINALITY AS one (part, place)) p
                     WHERE p.due_on < :day AND p.by_then > coalesce(came.paid, 0)) i ON i.due_on IS NOT NULL
     WHERE r.gmina = :gmina AND r.state = 'granted' AND d.why IS DISTINCT FROM 'died'
       AND NOT EXISTS (SELECT FROM debtor_relief later WHERE later.gmina = r.gmina AND later.debtor = r.debtor AND later.state = 'granted'
                           AND (later.decided_on, later.id) > (r.decided_on, r.id))
"""

LATER_SOURCES: tuple[Source, ...] = (
    _to_list("debtor_to_big", "Przekazać informację gospodarczą o dłużniku do BIG", "big", "fa_big_arrears_over"),
    _to_list(
        "debtor_to_krz", "Zamieścić dłużnika w Krajowym Rejestrze Zadłużonych", "krz", "fa_krz_arrears_over", unless=_ENFORCED
    ),
    Source(
        "debtor_listing_settled", "Wycofać wpis dłużnika, który nie ma już zaległości", "office", "follow_up", f"art. 8a ust. 1 {_ACT}",
        "debtor_listing_list", "debtor_listing_withdraw", _SETTLED,
    ),
    # The bailiff is no higher organ; of whose terms the worklist knows, this is the one that is neither ours nor a party's.
    Source(
        "debtor_bailiff_answer", "Komornik informuje o stanie egzekucji", "higher_organ", "clock", f"art. 3 ust. 6 {_ACT}",
        "maintenance_title_list", "maintenance_title_note_months", _BAILIFF,
    ),
    Source(
        "debtor_actions_untold", "Poinformować organ wierzyciela o działaniach wobec dłużnika", "office", "follow_up",
        f"art. 6 {_ACT}", "debtor_proceeding_list", "debtor_letter_make", _TELL,
    ),
    Source(
        "debtor_relief", "Rozstrzygnąć o uldze w spłacie należności dłużnika", "office", "clock", f"art. 28 ust. 3, art. 30 {_ACT}",
        "debtor_relief_list", "debtor_relief_grant", _RELIEF,
    ),
    _course("debtor_relief_delivery", "Doręczyć decyzję o uldze dłużnika", "office", "art. 39, art. 109 k.p.a.", "issued"),
    _course("debtor_relief_final", "Decyzja o uldze dłużnika: termin odwołania", "party", "art. 129 § 2 k.p.a.", "delivered"),
    _course(
        "debtor_relief_appeal", "Przekazać odwołanie od decyzji o uldze do SKO albo uwzględnić je w całości", "office",
        "art. 132, art. 133 k.p.a.", "appealed",
    ),
    _course(
        "debtor_relief_sko", "SKO rozpatruje odwołanie od decyzji o uldze", "higher_organ", "art. 35 § 3, art. 138 k.p.a.", "passed_on",
    ),
    Source(
        "debtor_instalment", "Dłużnik nie zapłacił raty albo odroczonej należności", "party", "clock", f"art. 30 ust. 2 {_ACT}",
        "debtor_relief_list", "debtor_relief_request", _INSTALMENT,
    ),
)  # fmt: skip
