"""Tasks of matters of coordination (u.ś.r. art. 23a): the finding that is waited for, and what follows it."""

from casework.persons.one_person import entries_of
from casework.tasks.sources.source import Group, Source, Whose

_ENTRIES = entries_of("m.person").replace("%(gmina)s", ":gmina")
_RIGHTS = f"""a.gmina = m.gmina AND a.recipient = ANY ({_ENTRIES}) AND m.benefits ? a.benefit"""
_DUE = f"""
    SELECT count(DISTINCT a.id) FROM award a JOIN award_amount n ON n.gmina = a.gmina AND n.award = a.id
     WHERE {_RIGHTS} AND (n.until IS NULL OR n.until >= date_trunc('month', m.applies_since)::date)
       AND (m.applies_until IS NULL OR n.since <= m.applies_until)"""
_PAID = f"""
    SELECT count(DISTINCT a.id) FROM award a JOIN payment p ON p.gmina = a.gmina AND p.award = a.id AND p.state IN ('approved', 'settled')
     WHERE {_RIGHTS} AND p.period >= date_trunc('month', m.applies_since)::date
       AND (m.applies_until IS NULL OR p.period <= m.applies_until)
       AND p.amount > coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0)"""


def _matter(
    kind: str, title: str, whose: Whose, article: str, does: str, where: str, due: str, since: str, count: str = ""
) -> Source:
    counted = f"CROSS JOIN LATERAL ({count}) AS c(n)" if count else ""
    sql = f"""
    SELECT '{kind}:' || m.id, {due}, m.{since}, m.unit, m.application, m.decision, m.id, m.person, NULL::uuid, NULL::uuid, NULL::text,
           {"c.n::text" if count else "NULL::text"}
      FROM coordination_matter m {counted}
     WHERE m.gmina = :gmina AND {where} {"AND c.n > 0" if count else ""}
    """
    group: Group = "clock" if whose == "higher_organ" else "follow_up"
    return Source(
        kind, title, whose, group, article, "coordination_list", does, sql, counted=bool(count)
    )  # fmt: skip


SOURCES: tuple[Source, ...] = (
    _matter(
        "coordination_finding", "Ustalenie wojewody, czy koordynacja ma zastosowanie", "higher_organ", "art. 23a ust. 3 u.ś.r.",
        "coordination_answer", "m.state = 'waiting'", "m.answer_by", "forwarded_on",
    ),
    _matter(
        "coordination_return", "Zarejestrować sprawę zwróconą przez wojewodę i ustalić prawo od miesiąca wniosku", "office",
        "art. 23a ust. 4a, ust. 7 pkt 1, ust. 8 u.ś.r.", "coordination_link_returned",
        "m.way = 'application' AND m.returned_as IS NULL AND (m.state = 'does_not_apply' OR m.state = 'applies' AND m.rest_returned)",
        "NULL::date", "answered_on",
    ),
    _matter(
        "coordination_repeal", "Uchylić decyzje za okres, w którym koordynacja ma zastosowanie", "office", "art. 23a ust. 5 u.ś.r.",
        "decision_prepare", "m.state = 'applies'", "NULL::date", "answered_on", _DUE,
    ),
    _matter(
        "coordination_undue", "Przekazać wojewodzie, co wypłacono za okres koordynacji", "office",
        "art. 23a ust. 9, art. 30 ust. 2 pkt 3 u.ś.r.", "coordination_tell_undue", "m.state = 'applies' AND m.undue_told_on IS NULL",
        "NULL::date", "answered_on", _PAID,
    ),
)  # fmt: skip
