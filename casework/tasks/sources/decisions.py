"""Tasks of decisions and appeals: signature, sending, delivery, the parties' terms, self-review and passing on, what SKO decided."""

from casework.decisions.kinds import kinds
from casework.deliveries.standing import ANSWERED
from casework.tasks.sources.source import Group, Source, Whose

_APPLICATION = """
(SELECT ad.application FROM application_decision ad WHERE ad.gmina = d.gmina AND ad.decision = d.id ORDER BY ad.application LIMIT 1)
"""
_OF_DECISION = f"d.unit, {_APPLICATION}, d.id, {{matter}}, d.entitled, d.recipient, d.household, d.benefit, NULL::text"
_DECISION = _OF_DECISION.format(matter="d.id")
_BY_THE_CLOCK = """
(SELECT min(t.last_day) FROM application_decision ad JOIN case_term t ON t.id = ad.application
  WHERE ad.gmina = d.gmina AND ad.decision = d.id)
"""
_NOT_IN_BULK = """
NOT EXISTS (SELECT FROM recalculation_item i WHERE i.gmina = d.gmina AND i.decision = d.id AND i.state IN ('drafted', 'approved'))
"""
# Whoever issued them together sends them together; what was left out there is sent by hand.
_NOT_SENT_IN_BULK = """
NOT EXISTS (SELECT FROM recalculation_item i JOIN recalculation r ON r.gmina = i.gmina AND r.id = i.recalculation
             WHERE i.gmina = d.gmina AND i.decision = d.id AND i.state = 'issued'
               AND r.state IN ('issued', 'lettering', 'lettered', 'sending')
               AND NOT EXISTS (SELECT FROM recalculation_letter l
                                WHERE l.gmina = i.gmina AND l.recalculation = i.recalculation AND l.decision = i.decision
                                  AND l.state = 'left_out'))
"""
_REMARKS = "SELECT FROM decision_remark r WHERE r.gmina = d.gmina AND r.decision = d.id"
_APPEAL = _OF_DECISION.format(matter="a.id")
_FROM_APPEAL = "FROM appeal a JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision WHERE a.gmina = :gmina"

_REMEDY = "CASE d.kind {} ELSE 'appeal' END".format(
    " ".join(f"WHEN '{kind.code}' THEN '{kind.remedy}'" for kind in kinds().values() if kind.remedy != "appeal")
)
# A request to supplement that came in time lets the term run from the answer (art. 111 § 2).
_APPEAL_TERM = f"""
SELECT 'appeal_term:' || p.id, coalesce(f.next, e.raw), e.began, {_OF_DECISION.format(matter="p.id")}
  FROM decision d
  JOIN decision_party p ON p.gmina = d.gmina AND p.decision = d.id
 CROSS JOIN LATERAL (SELECT min(v.delivered_on) FILTER (WHERE v.act = 'decision') AS delivered_on,
                            min(v.delivered_on) FILTER (WHERE v.act = 'supplement_answer') AS answered_on
                       FROM delivery v WHERE v.gmina = p.gmina AND v.decision = p.decision AND v.party = p.id) v
  JOIN length s ON s.code = 'supplement' AND v.delivered_on BETWEEN s.since AND s.until
  LEFT JOIN free sf ON sf.day = v.delivered_on + s.days
 CROSS JOIN LATERAL (SELECT CASE WHEN p.supplement_asked_on <= coalesce(sf.next, v.delivered_on + s.days)
                                 THEN coalesce(v.answered_on, {ANSWERED}, p.supplement_answered_on) ELSE v.delivered_on END AS began) b
  JOIN length l ON l.code = {_REMEDY} AND b.began BETWEEN l.since AND l.until
 CROSS JOIN LATERAL (SELECT b.began, b.began + l.days AS raw) e
  LEFT JOIN free f ON f.day = e.raw
 WHERE d.gmina = :gmina AND d.state IN ('issued', 'delivered') AND coalesce(f.next, e.raw) >= :day AND p.withdrawn_on IS NULL
   AND NOT EXISTS (SELECT FROM waiver w WHERE w.gmina = p.gmina AND w.party = p.id)
   AND NOT EXISTS (SELECT FROM appeal a WHERE a.gmina = p.gmina AND a.party = p.id)
"""
_COURT_TERM = f"""
SELECT 'court_term:' || a.id || ':' || r.number, coalesce(f.next, r.delivered_on + l.days), r.delivered_on, {_APPEAL}
  FROM appeal a JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
 CROSS JOIN LATERAL (SELECT r.number, r.author, r.outcome, r.delivered_on FROM appeal_result r
                      WHERE r.gmina = a.gmina AND r.appeal = a.id ORDER BY r.number DESC LIMIT 1) r
  JOIN length l ON l.code = CASE WHEN r.outcome = 'sent_back' THEN 'court_opposition' ELSE 'court_complaint' END
       AND r.delivered_on BETWEEN l.since AND l.until
  LEFT JOIN free f ON f.day = r.delivered_on + l.days
 WHERE a.gmina = :gmina AND a.state IN ('to_carry_out', 'closed') AND r.author = 'sko'
   AND coalesce(f.next, r.delivered_on + l.days) >= :day
   AND NOT EXISTS (SELECT FROM court_complaint c WHERE c.gmina = a.gmina AND c.appeal = a.id AND c.result = r.number)
"""
# What was sent back is decided again in the office's own term, which runs from the day on which the file came back.
_CARRY_OUT = f"""
SELECT 'appeal_carry_out:' || a.id,
       CASE WHEN r.outcome = 'sent_back' THEN coalesce({_BY_THE_CLOCK}, f.next, e.raw) END, r.began, {_APPEAL}
  FROM appeal a JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
 CROSS JOIN LATERAL (SELECT r.outcome, coalesce(r.received_on, CASE r.outcome WHEN 'sent_back' THEN r.delivered_on ELSE r.decided_on END)
                            AS began
                       FROM appeal_result r WHERE r.gmina = a.gmina AND r.appeal = a.id ORDER BY r.number DESC LIMIT 1) r
  LEFT JOIN length l ON l.code = 'explanation' AND r.began BETWEEN l.since AND l.until
  LEFT JOIN LATERAL (SELECT (r.began + make_interval(months => l.months, days => l.days))::date AS raw) e ON true
  LEFT JOIN free f ON f.day = e.raw
 WHERE a.gmina = :gmina AND a.state = 'to_carry_out'
"""
# Days of a suspension move the end one for one as long as they fall before it; while it goes on the term does not run.
_HALTED = """
LATERAL (SELECT count(*) FILTER (WHERE o.day - (o.n - 1) <= e.raw)::integer AS days,
                EXISTS (SELECT FROM proceeding_pause y WHERE y.gmina = :gmina AND y.sign = e.sign AND y.last_day IS NULL) AS running
           FROM (SELECT p.day, row_number() OVER (ORDER BY p.day)::integer AS n
                   FROM (SELECT DISTINCT greatest(x.first_day, e.began + 1) + n AS day
                           FROM proceeding_pause x
                          CROSS JOIN generate_series(
                                0, coalesce(x.last_day, :day) - greatest(x.first_day, e.began + 1)) AS n
                          WHERE x.gmina = :gmina AND x.sign = e.sign) p) o) h
"""
_BEGUN = """
LATERAL (SELECT {began} AS began, {sign} AS sign, ({began} + make_interval(months => l.months, days => l.days))::date AS raw) e
"""
_SIGN = "(SELECT k.sign FROM case_matter k WHERE k.gmina = d.gmina AND k.kind = 'decision' AND k.matter = d.id)"
# A draft of a case that the office began; or, before there is one, the case itself, known by the orders made in it.
_EX_OFFICIO = f"""
SELECT 'case_settle:' || d.id, coalesce(f.next, e.raw + h.days), k.case_started_on, {_DECISION}
  FROM decision d JOIN decision_course k ON k.gmina = d.gmina AND k.decision = d.id
  JOIN length l ON l.code = 'explanation' AND k.case_started_on BETWEEN l.since AND l.until
 CROSS JOIN {_BEGUN.format(began="k.case_started_on", sign=_SIGN)} CROSS JOIN {_HALTED}
  LEFT JOIN free f ON f.day = e.raw + h.days
 WHERE d.gmina = :gmina AND d.state IN ('prepared', 'approved') AND {_APPLICATION} IS NULL AND NOT h.running
UNION ALL
SELECT 'case_settle:' || s.id, coalesce(f.next, e.raw + h.days), s.opened_on, {_OF_DECISION.format(matter="s.id")}
  FROM case_sign s JOIN length l ON l.code = 'explanation' AND s.opened_on BETWEEN l.since AND l.until
  JOIN LATERAL (SELECT o.* FROM decision_act a JOIN decision o ON o.gmina = a.gmina AND o.id = a.decision
                 WHERE a.gmina = s.gmina AND a.proceeding = s.id ORDER BY o.id LIMIT 1) d ON true
 CROSS JOIN {_BEGUN.format(began="s.opened_on", sign="s.id")} CROSS JOIN {_HALTED}
  LEFT JOIN free f ON f.day = e.raw + h.days
 WHERE s.gmina = :gmina AND NOT h.running
   AND NOT EXISTS (SELECT FROM case_file c WHERE c.gmina = s.gmina AND c.sign = s.id AND c.state <> 'open')
   AND NOT EXISTS (SELECT FROM case_matter k JOIN decision o ON o.gmina = k.gmina AND o.id = k.matter
                    WHERE k.gmina = s.gmina AND k.sign = s.id AND k.kind = 'decision' AND o.outcome <> 'ordered'
                      AND o.state <> 'withdrawn')
"""


def _decision(
    kind: str, title: str, group: Group, article: str, does: str, where: str, *, since: str, due: str = "NULL::date"
) -> Source:
    sql = f"SELECT '{kind}:' || d.id, {due}, {since}, {_DECISION} FROM decision d WHERE d.gmina = :gmina AND {where}"
    return Source(kind, title, "office", group, article, "decision_list", does, sql)


def _appeal(kind: str, title: str, whose: Whose, article: str, does: str, state: str, due: str, since: str) -> Source:
    sql = f"SELECT '{kind}:' || a.id, {due}, {since}, {_APPEAL} {_FROM_APPEAL} AND a.state = '{state}'"
    return Source(kind, title, whose, "clock", article, "appeal_list", does, sql)


def _extraordinary(kind: str, title: str, article: str) -> Source:
    sql = f"""
    SELECT '{kind}_waiting:' || x.id, NULL::date, x.received_on, {_OF_DECISION.format(matter="x.id")}
      FROM extraordinary x JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision
     WHERE x.gmina = :gmina AND x.kind = '{kind}' AND x.state IN ('requested', 'started')
    """
    return Source(f"{kind}_waiting", title, "office", "follow_up", article, f"{kind}_list", f"{kind}_decide", sql)


SOURCES: tuple[Source, ...] = (
    _decision(
        "decision_approve", "Zatwierdzić decyzję", "signature", "art. 107 § 1 k.p.a.", "decision_approve",
        f"d.state = 'prepared' AND d.author = 'organ' AND {_NOT_IN_BULK} AND NOT EXISTS ({_REMARKS})",
        since="d.prepared_on", due=_BY_THE_CLOCK,
    ),
    _decision(
        "decision_given_back", "Poprawić projekt decyzji zwrócony z uwagami", "follow_up", "art. 107 k.p.a.", "decision_prepare",
        f"d.state = 'prepared' AND EXISTS ({_REMARKS})",
        since="(SELECT max(r.given_on) FROM decision_remark r WHERE r.gmina = d.gmina AND r.decision = d.id)", due=_BY_THE_CLOCK,
    ),
    _decision(
        "decision_issue", "Wydać decyzję", "signature", "art. 104, art. 109 k.p.a.", "decision_issue",
        f"d.state = 'approved' AND {_NOT_IN_BULK}", since="d.approved_on", due=_BY_THE_CLOCK,
    ),
    _decision(
        "decision_send", "Wysłać decyzję stronom", "follow_up", "art. 109 § 1 k.p.a.", "delivery_send",
        f"""
        d.state = 'issued' AND {_NOT_SENT_IN_BULK} AND (
            NOT EXISTS (SELECT FROM decision_party p WHERE p.gmina = d.gmina AND p.decision = d.id)
            OR EXISTS (SELECT FROM decision_party p WHERE p.gmina = d.gmina AND p.decision = d.id AND p.withdrawn_on IS NULL
                          AND NOT p.left_out
                          AND NOT EXISTS (SELECT FROM delivery v WHERE v.gmina = p.gmina AND v.decision = p.decision
                                             AND v.party = p.id)))
        """,
        since="d.issued_on",
    ),
    _decision(
        "decision_finalise", "Odnotować ostateczność decyzji", "follow_up", "art. 16 § 1 k.p.a.", "decision_finalise",
        "d.state = 'delivered' AND d.final_on <= :day", since="d.final_on",
    ),
    Source(
        "case_settle", "Załatwić sprawę wszczętą z urzędu", "office", "clock", "art. 35 § 3, art. 61 § 4 k.p.a.",
        "decision_list", "decision_issue", _EX_OFFICIO,
    ),
    Source(
        "delivery_wait", "Upływ terminu doręczenia", "party", "clock", "art. 44 § 4 k.p.a., art. 42 ust. 2 u.d.e.",
        "delivery_list", "decision_finalise",
        f"""
        SELECT 'delivery_wait:' || v.id, v.waits_until, v.sent_on, {_OF_DECISION.format(matter="v.id")}
          FROM delivery v JOIN decision d ON d.gmina = v.gmina AND d.id = v.decision
         WHERE v.gmina = :gmina AND v.state = 'waiting' AND v.waits_until IS NOT NULL
        """,
    ),
    Source(
        "appeal_term", "Termin strony na odwołanie albo zażalenie i na zrzeczenie się go", "party", "clock",
        "art. 127a, art. 129 § 2, art. 141 § 2 k.p.a.", "decision_list", "appeal_register", _APPEAL_TERM,
    ),
    _appeal(
        "appeal_forward", "Uwzględnić odwołanie w całości albo przekazać je do SKO", "office", "art. 132, art. 133 k.p.a.",
        "appeal_pass_on", "registered", "a.forward_by", "a.received_on",
    ),
    _appeal(
        "appeal_at_sko", "Termin SKO na rozpatrzenie odwołania", "higher_organ", "art. 35 § 3 k.p.a.",
        "appeal_note_result", "passed_on", "a.decision_due_on", "a.passed_on",
    ),
    Source(
        "appeal_carry_out", "Wykonać rozstrzygnięcie SKO", "office", "follow_up", "art. 35 § 3, art. 138, art. 139a k.p.a.",
        "appeal_list", "appeal_carry_out", _CARRY_OUT,
    ),
    Source(
        "court_term", "Termin strony na skargę albo sprzeciw do sądu administracyjnego", "party", "clock",
        "art. 53 § 1, art. 64c § 1 p.p.s.a.", "appeal_list", "complaint_note", _COURT_TERM,
    ),
    _extraordinary("reopening", "Rozpoznać wznowienie postępowania", "art. 149, art. 151 k.p.a."),
    _extraordinary("nullity", "Sprawa stwierdzenia nieważności w toku", "art. 157-158 k.p.a."),
)  # fmt: skip
