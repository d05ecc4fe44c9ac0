"""Tasks of awards, payment lists and mass recalculations: what ends, what is held, what waits for the next act."""

from casework.payments.unpaid import unpaid
from casework.tasks.sources.source import Source

_AWARD = "w.unit, NULL::uuid, w.decision, {matter}, w.entitled, w.recipient, w.household, w.benefit, NULL::text"
_NOBODY = "NULL::text, NULL::uuid, NULL::uuid, {matter}, NULL::uuid, NULL::uuid, NULL::uuid, {benefit}, NULL::text"
_UFP = "art. 53-54 u.f.p."
# A year back; what is older the preview of a list still tells, and the case stays open.
_UNPAID = unpaid(
    gmina=":gmina",
    today=":day",
    first="(date_trunc('month', CAST(:day AS timestamp)) - interval '12 months')",
    last="(date_trunc('month', CAST(:day AS timestamp)) - interval '1 month')",
    only="AND a.benefit NOT IN (SELECT code FROM invoiced)",
)


def _list(kind: str, title: str, does: str, where: str) -> Source:
    columns = _NOBODY.format(matter="p.id", benefit="NULL::text")
    sql = f"""
    SELECT '{kind}:' || p.id, p.due_on,
           coalesce((SELECT max(a.done_on) FROM payment_list_act a WHERE a.gmina = p.gmina AND a.list = p.id), p.created_at::date),
           {columns}
      FROM payment_list p WHERE p.gmina = :gmina AND p.kind = 'monthly' AND {where}
    """
    return Source(kind, title, "office", "signature", _UFP, "payment_list_list", does, sql)


def _recalculation(kind: str, title: str, does: str, states: str, since: str) -> Source:
    columns = _NOBODY.format(matter="r.id", benefit="r.benefit")
    sql = f"""
    SELECT '{kind}:' || r.id, NULL::date, {since}, {columns} FROM recalculation r WHERE r.gmina = :gmina AND r.state IN ({states})
    """
    return Source(kind, title, "office", "signature", "art. 104, art. 268a k.p.a.", "recalculation_list", does, sql)


def _of_many(kind: str, title: str, article: str, does: str, state: str, since: str, left: str) -> Source:
    """One task for all decisions of a recalculation, as long as something of it is left."""
    sql = f"""
    SELECT '{kind}:' || r.id, NULL::date, {since}, NULL::text, NULL::uuid, NULL::uuid, r.id, NULL::uuid, NULL::uuid, NULL::uuid, r.benefit,
           n.count::text
      FROM recalculation r
     CROSS JOIN LATERAL ({left}) AS n
     WHERE r.gmina = :gmina AND r.state = '{state}' AND n.count > 0
    """
    return Source(kind, title, "office", "follow_up", article, "recalculation_list", does, sql, counted=True)


_TO_WRITE = """
SELECT count(*) FROM recalculation_item i JOIN decision d ON d.gmina = i.gmina AND d.id = i.decision
 WHERE i.gmina = r.gmina AND i.recalculation = r.id AND i.state = 'issued' AND d.state = 'issued'
   AND NOT EXISTS (SELECT FROM delivery v WHERE v.gmina = d.gmina AND v.decision = d.id)
"""
_TO_SEND = """
SELECT count(*) FROM recalculation_letter l WHERE l.gmina = r.gmina AND l.recalculation = r.id AND l.state = 'made'
"""
_TO_ENTER = """
SELECT count(*) FROM recalculation_letter l JOIN delivery v ON v.gmina = l.gmina AND v.id = l.delivery
 WHERE l.gmina = r.gmina AND l.recalculation = r.id AND l.state = 'sent' AND v.state = 'waiting'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "award_ending", "Kończy się przyznane świadczenie", "party", "ending", "decyzja przyznająca",
        "award_list", "application_register",
        # `until` is a month. A right that goes on in a later award does not end.
        f"""
        SELECT 'award_ending:' || w.id || ':' || to_char(w.until, 'YYYYMM'),
               (date_trunc('month', w.until::timestamp) + interval '1 month - 1 day')::date, w.since, {_AWARD.format(matter="w.id")}
          FROM (SELECT o.*, max(coalesce(o.until, 'infinity'))
                            OVER (PARTITION BY coalesce(g.merged_into, o.entitled), o.benefit) AS goes_on
                  FROM award o LEFT JOIN person g ON g.gmina = o.gmina AND g.id = o.entitled AND g.merged_into IS NOT NULL
                 WHERE o.gmina = :gmina AND o.state <> 'terminated') w
         WHERE w.until = w.goes_on AND w.until >= date_trunc('month', CAST(:day AS timestamp))::date
        """,
    ),
    Source(
        "award_suspended", "Rozstrzygnąć o wstrzymanym świadczeniu", "office", "follow_up", "decyzja albo czynność wstrzymująca",
        "award_list", "decision_prepare",
        f"""
        SELECT 'award_suspended:' || w.id || ':' || to_char(h.since, 'YYYYMM'), NULL::date, h.since, {_AWARD.format(matter="w.id")}
          FROM award w
         CROSS JOIN LATERAL (SELECT coalesce(max(h.since), w.since) AS since FROM award_hold h
                              WHERE h.gmina = w.gmina AND h.award = w.id AND h.until IS NULL) h
         WHERE w.gmina = :gmina AND w.state = 'suspended'
        """,
    ),
    Source(
        "payment_uncollected", "Wyjaśnić, dlaczego świadczenia nie odbierano", "office", "follow_up", "wypłaty nieodebrane",
        "payment_notice_list", "payment_notice_close",
        f"""
        SELECT 'payment_uncollected:' || o.id, NULL::date, o.raised_on, {_AWARD.format(matter="o.id")}
          FROM payment_notice o JOIN award w ON w.gmina = o.gmina AND w.id = o.award
         WHERE o.gmina = :gmina AND o.kind = 'uncollected' AND o.closed_on IS NULL
        """,
    ),
    Source(
        "right_twice", "Wyjaśnić to samo świadczenie pod dwoma wpisami jednej osoby", "office", "follow_up",
        "art. 156 § 1 pkt 3 k.p.a.", "payment_notice_list", "payment_notice_close",
        f"""
        SELECT 'right_twice:' || o.id, NULL::date, o.raised_on, {_AWARD.format(matter="o.id")}
          FROM payment_notice o JOIN award w ON w.gmina = o.gmina AND w.id = o.award
         WHERE o.gmina = :gmina AND o.kind = 'right_twice' AND o.closed_on IS NULL
        """,
    ),
    Source(
        "month_unpaid", "Zaległe miesiące bez listy wypłat", "office", "follow_up", "przyznania i listy wypłat",
        "reconciliation_show", "payment_list_generate",
        # The thing is a benefit's month; a benefit has a code and no id, so one is made of it.
        f"""
        WITH {_UNPAID}
        SELECT 'month_unpaid:' || u.id || ':' || to_char(u.period, 'YYYYMM'), NULL::date,
               CAST(u.period + interval '1 month' AS date),
               {_NOBODY.format(matter="u.id", benefit="u.benefit")}
          FROM (SELECT DISTINCT benefit, period, CAST(md5(benefit) AS uuid) AS id FROM unpaid) u
        """,
    ),
    _list(
        "list_merit_check", "Sprawdzić listę wypłat pod względem merytorycznym", "payment_list_check_merit",
        "p.circuit = 'full' AND p.state = 'draft'",
    ),
    _list(
        "list_formal_check", "Sprawdzić listę wypłat pod względem formalno-rachunkowym", "payment_list_check_form",
        "p.circuit = 'full' AND p.state = 'merit_checked'",
    ),
    _list(
        "list_control", "Wstępna kontrola listy wypłat", "payment_list_control",
        "p.circuit = 'full' AND p.state = 'formal_checked'",
    ),
    _list(
        "list_refused", "Rozstrzygnąć odmowę podpisu głównego księgowego", "payment_list_decide_refusal",
        "p.circuit = 'full' AND p.state = 'refused'",
    ),
    _list(
        "list_approve", "Zatwierdzić listę wypłat", "payment_list_approve",
        "((p.circuit = 'simple' AND p.state = 'draft') OR p.state IN ('controlled', 'ordered'))",
    ),
    _list("list_settle", "Rozliczyć listę wypłat", "payment_list_settle", "p.state = 'approved'"),
    Source(
        "storno_confirm", "Potwierdzić storno wypłaty", "office", "signature", _UFP, "payment_list_payments", "payment_confirm_storno",
        f"""
        SELECT 'storno_confirm:' || o.id, NULL::date, o.proposed_on, {_AWARD.format(matter="o.payment")}
          FROM money_proposal o
          JOIN payment p ON p.gmina = o.gmina AND p.id = o.payment
          JOIN award w ON w.gmina = p.gmina AND w.id = p.award
         WHERE o.gmina = :gmina AND o.outcome IS NULL
        """,
    ),
    _recalculation(
        "recalculation_draft", "Sporządzić projekty decyzji z przeliczenia", "recalculation_draft", "'previewed'",
        "r.started_on",
    ),
    _recalculation(
        "recalculation_approve", "Zatwierdzić projekty decyzji z przeliczenia", "recalculation_approve", "'drafted'",
        "coalesce(r.drafted_on, r.started_on)",
    ),
    _recalculation(
        "recalculation_issue", "Wydać decyzje z przeliczenia", "recalculation_issue", "'approved'",
        "coalesce(r.approved_on, r.started_on)",
    ),
    _recalculation(
        "recalculation_continue", "Dokończyć przerwane przeliczenie", "recalculation_continue",
        "'assessing', 'drafting', 'approving', 'issuing', 'lettering', 'sending'", "r.started_on",
    ),
    _of_many(
        "recalculation_letters", "Sporządzić pisma decyzji z przeliczenia", "art. 107, art. 109 § 1 k.p.a.",
        "recalculation_make_letters", "issued", "r.issued_on", _TO_WRITE,
    ),
    _of_many(
        "recalculation_send", "Wysłać decyzje z przeliczenia", "art. 109 § 1 k.p.a.", "recalculation_send", "lettered",
        "r.lettered_on", _TO_SEND,
    ),
    _of_many(
        "recalculation_results", "Wpisać wyniki doręczeń decyzji z przeliczenia", "art. 39-49 k.p.a.", "delivery_enter_results",
        "sent", "r.send_day", _TO_ENTER,
    ),
)  # fmt: skip
