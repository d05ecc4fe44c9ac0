"""Tasks of undue payments: the decision's last day, instalments, reminder and title, limitation. Only the reminder's term moves past
free days: the others are terms of substantive law or days that a decision set."""

from casework.persons.one_person import entries_of
from casework.tasks.sources.source import Source

_COLUMNS = "o.unit, NULL::uuid, o.decision, o.id, o.person, NULL::uuid, NULL::uuid, o.benefit, NULL::text"
_OPEN = "FROM overpayment o WHERE o.gmina = :gmina AND"
_RELIEVED = """
EXISTS (SELECT FROM instalment i WHERE i.overpayment = o.id AND i.unpaid AND i.until >= :day)
AND NOT EXISTS (SELECT FROM instalment i WHERE i.overpayment = o.id AND i.missed)
"""
_DONE = (
    "EXISTS (SELECT FROM overpayment_enforcement x WHERE x.gmina = o.gmina AND x.overpayment = o.id AND x.act = '{}')"
)
_REMINDED = (
    """
FROM overpayment o
CROSS JOIN LATERAL (SELECT min(x.day) AS day FROM overpayment_enforcement x
                     WHERE x.gmina = o.gmina AND x.overpayment = o.id AND x.act = 'reminder_delivered') x
JOIN length l ON l.code = 'reminder' AND x.day BETWEEN l.since AND l.until
LEFT JOIN free f ON f.day = x.day + l.days
WHERE o.gmina = :gmina AND o.state = 'final' AND
"""
    + "NOT "
    + _DONE.format("title_issued")
    + " AND coalesce(f.next, x.day + l.days)"
)

_LIMITATION = f"""
SELECT '{{kind}}:' || o.id || {{key}}{{due}}, {_COLUMNS}
  FROM limitation b JOIN overpayment o ON o.gmina = :gmina AND o.id = b.id
 WHERE b.ends {{when}} :day
"""
_CLAIMED = "NOT EXISTS (SELECT FROM limitation b WHERE b.id = o.id AND b.ends < :day)"
"""SQL: the claim is not prescribed."""

_HERS = entries_of("o.person").replace("%(gmina)s", ":gmina")
_WAITING = f"""
SELECT 'overpayment_note_decision:' || o.id, NULL::date, d.issued_on, {_COLUMNS.replace("o.decision", "d.id")}
  FROM overpayment o
 CROSS JOIN LATERAL (
       SELECT d.id, d.issued_on
         FROM unnest({_HERS}) AS hers(id) JOIN decision d ON d.gmina = o.gmina AND d.recipient = hers.id
        WHERE d.benefit = o.benefit AND d.kind IN ('undue_payment', 'return')
          AND d.state IN ('issued', 'delivered', 'final') AND d.issued_on >= o.registered_on
          AND NOT EXISTS (SELECT FROM overpayment u WHERE u.gmina = d.gmina AND u.decision = d.id AND u.decided_on IS NOT NULL)
        ORDER BY d.issued_on, d.id LIMIT 1) d
 WHERE o.gmina = :gmina AND o.state = 'registered'
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "overpayment_decide", "Wydać decyzję o nienależnie pobranym świadczeniu", "office", "clock",
        "termin wydania decyzji w ustawie o świadczeniu", "overpayment_list", "overpayment_decide",
        f"""
        SELECT 'overpayment_decide:' || o.id, min(m.day + make_interval(months => l.months))::date, o.registered_on, {_COLUMNS}
          FROM overpayment o
          JOIN overpayment_movement m ON m.gmina = o.gmina AND m.overpayment = o.id AND m.kind = 'establishment'
          JOIN length l ON l.code = 'decide:' || o.rules AND m.day BETWEEN l.since AND l.until
         WHERE o.gmina = :gmina AND o.state = 'registered'
           AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
         GROUP BY o.gmina, o.id
        """,
        ahead=36_600,
    ),
    Source(
        "overpayment_note_decision", "Zapisać wydaną decyzję na koncie należności", "office", "follow_up", "art. 104 k.p.a.",
        "overpayment_list", "overpayment_decide", _WAITING,
    ),
    Source(
        "overpayment_fallen", "Decyzji o należności już nie ma: wycofać należność albo zapisać nową decyzję", "office", "follow_up",
        "art. 138 § 1 pkt 2 k.p.a.", "overpayment_list", "overpayment_withdraw",
        f"""
        SELECT 'overpayment_fallen:' || o.id, NULL::date, NULL::date, {_COLUMNS} {_OPEN} o.state = 'registered'
           AND EXISTS (SELECT FROM decision d WHERE d.gmina = o.gmina AND d.id = o.decision AND d.state = 'removed')
        """,
    ),
    Source(
        "remission_fallen", "Decyzji o umorzeniu już nie ma: cofnąć zapis o umorzeniu", "office", "follow_up",
        "art. 138 § 1 pkt 2 k.p.a.", "overpayment_list", "overpayment_correct",
        f"""
        SELECT 'remission_fallen:' || m.id, NULL::date, NULL::date, {_COLUMNS}
          FROM overpayment_movement m
          JOIN decision d ON d.gmina = m.gmina AND d.id = m.decision AND d.state = 'removed'
          JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment AND o.state <> 'withdrawn'
         WHERE m.gmina = :gmina AND m.kind = 'remission'
           AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
        """,
    ),
    Source(
        "overpayment_finality", "Ustalić, czy decyzja innego systemu jest ostateczna", "office", "follow_up",
        "art. 16 § 1 k.p.a.", "overpayment_list", "overpayment_finalise",
        f"SELECT 'overpayment_finality:' || o.id, NULL::date, o.decided_on, {_COLUMNS} {_OPEN} o.state = 'decided' AND o.decision IS NULL",
    ),
    Source(
        "instalment_due", "Rata należności", "party", "clock", "decyzja o ratach albo odroczeniu",
        "overpayment_list", "overpayment_repay",
        f"""
        SELECT 'instalment_due:' || i.relief || ':' || to_char(i.due_on, 'YYYYMMDD'), i.due_on, NULL::date, {_COLUMNS}
          FROM instalment i JOIN overpayment o ON o.gmina = :gmina AND o.id = i.overpayment
         WHERE i.unpaid AND NOT EXISTS (SELECT FROM instalment b WHERE b.relief = i.relief AND b.missed)
        """,
    ),
    Source(
        "instalment_missed", "Nie zapłacono raty: dochodzić całości należności", "office", "follow_up",
        "decyzja o ratach albo odroczeniu", "overpayment_list", "overpayment_enforce",
        f"""
        SELECT 'instalment_missed:' || i.relief, NULL::date, i.until + 1, {_COLUMNS}
          FROM (SELECT relief, overpayment, min(until) AS until FROM instalment WHERE missed GROUP BY relief, overpayment) i
          JOIN overpayment o ON o.gmina = :gmina AND o.id = i.overpayment
         WHERE {_CLAIMED}
           AND NOT EXISTS (SELECT FROM overpayment_enforcement x
                            WHERE x.gmina = o.gmina AND x.overpayment = o.id AND x.act <> 'ended' AND x.day > i.until)
        """,
    ),
    Source(
        "overpayment_remind", "Wysłać upomnienie", "office", "follow_up", "art. 15 § 1 u.p.e.a.",
        "overpayment_list", "overpayment_enforce",
        f"""
        SELECT 'overpayment_remind:' || o.id, NULL::date, o.final_on, {_COLUMNS} {_OPEN} o.state = 'final'
           AND NOT {_DONE.format("reminder_issued")} AND NOT ({_RELIEVED}) AND {_CLAIMED}
        """,
    ),
    Source(
        "reminder_term", "Termin zapłaty po upomnieniu", "party", "clock", "art. 15 § 1 u.p.e.a.",
        "overpayment_list", "overpayment_repay",
        f"SELECT 'reminder_term:' || o.id, coalesce(f.next, x.day + l.days), x.day, {_COLUMNS} {_REMINDED} >= :day",
    ),
    Source(
        "overpayment_title", "Wystawić tytuł wykonawczy", "office", "follow_up", "art. 15 § 1, art. 26 u.p.e.a.",
        "overpayment_list", "overpayment_enforce",
        f"""
        SELECT 'overpayment_title:' || o.id, NULL::date, coalesce(f.next, x.day + l.days) + 1, {_COLUMNS} {_REMINDED} < :day
           AND NOT ({_RELIEVED}) AND {_CLAIMED}
        """,
    ),
    Source(
        "overpayment_surplus", "Zwrócić nadpłatę na koncie należności", "office", "follow_up",
        "art. 410 § 2 k.c.", "overpayment_list", "overpayment_propose_give_back",
        f"""
        SELECT 'overpayment_surplus:' || o.id, NULL::date, s.since, {_COLUMNS}
          FROM overpayment o
         CROSS JOIN LATERAL (
               SELECT max(m.day) AS since,
                      CASE WHEN o.state = 'withdrawn'
                           THEN sum(CASE m.kind WHEN 'repayment' THEN m.amount WHEN 'give_back' THEN -m.amount END)
                           ELSE (SELECT sum(e.amount) FROM overpayment_entry e
                                  WHERE e.gmina = o.gmina AND e.overpayment = o.id AND e.klass = 'surplus') END AS amount
                 FROM overpayment_movement m
                WHERE m.gmina = o.gmina AND m.overpayment = o.id AND m.kind IN ('repayment', 'give_back')
                  AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)) s
         WHERE o.gmina = :gmina AND o.state IN ('settled', 'withdrawn') AND s.amount > 0
           AND NOT EXISTS (SELECT FROM money_proposal p
                            WHERE p.gmina = o.gmina AND p.overpayment = o.id AND p.outcome IS NULL)
        """,
    ),
    Source(
        "give_back_confirm", "Potwierdzić zwrot nadpłaty", "office", "signature",
        "art. 410 § 2 k.c.", "overpayment_list", "overpayment_confirm_give_back",
        f"""
        SELECT 'give_back_confirm:' || p.id, NULL::date, p.proposed_on, {_COLUMNS}
          FROM money_proposal p JOIN overpayment o ON o.gmina = p.gmina AND o.id = p.overpayment
         WHERE p.gmina = :gmina AND p.outcome IS NULL
        """,
    ),
    Source(
        "overpayment_limit", "Przedawnienie należności", "office", "clock", "przedawnienie w ustawie o świadczeniu",
        "overpayment_list", "overpayment_enforce",
        _LIMITATION.format(
            kind="overpayment_limit", key="':' || to_char(b.ends, 'YYYYMMDD')", due=", b.ends, o.final_on", when=">="
        ),
        ahead=183,
    ),
    Source(
        "overpayment_prescribed", "Odpisać przedawnioną należność", "office", "follow_up",
        "przedawnienie w ustawie o świadczeniu", "overpayment_list", "overpayment_write_off",
        _LIMITATION.format(kind="overpayment_prescribed", key="''", due=", NULL::date, b.ends + 1", when="<"),
    ),
)  # fmt: skip
