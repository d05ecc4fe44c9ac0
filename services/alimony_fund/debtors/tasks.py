"""Tasks of debtors: what each state of a proceeding waits for, what the debtor's organ owes an answer to, and what is asked again."""

from casework.tasks.sources.source import Group, Source, Whose
from services.alimony_fund.debtors.grant_tasks import GRANTED, UNASKED


def _proceeding(
    kind: str, title: str, whose: Whose, article: str, states: tuple[str, ...], does: str = "debtor_proceeding_step"
) -> Source:
    named = ", ".join(f"'{one}'" for one in states)
    sql = f"""
    SELECT '{kind}:' || p.id, p.due_on, coalesce(s.done_on, p.received_on), d.unit, NULL::uuid, NULL::uuid, p.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM debtor_proceeding p JOIN debtor d ON d.gmina = p.gmina AND d.id = p.debtor
      LEFT JOIN LATERAL (SELECT max(one.done_on) AS done_on FROM debtor_proceeding_step one
                          WHERE one.gmina = p.gmina AND one.proceeding = p.id) s ON true
     WHERE p.gmina = :gmina AND p.due_on IS NOT NULL AND p.state IN ({named})
    """
    group: Group = "follow_up" if whose == "office" else "clock"
    return Source(kind, title, whose, group, article, "debtor_proceeding_list", does, sql)


# After a grant the organ is asked anyway (grant_tasks.py).
_REPEAT = f"""
    WITH {GRANTED}
    SELECT 'debtor_request_again:' || r.id, r.repeat_on, r.sent_on, d.unit, NULL::uuid, NULL::uuid, r.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM action_request r JOIN debtor d ON d.gmina = r.gmina AND d.id = r.debtor
     WHERE r.gmina = :gmina AND d.closed_on IS NULL AND d.creditor_organ AND r.state <> 'withdrawn'
       AND NOT EXISTS (SELECT FROM action_request later WHERE later.gmina = r.gmina AND later.debtor = r.debtor
                           AND later.state <> 'withdrawn' AND (later.sent_on, later.id) > (r.sent_on, r.id))
       AND NOT EXISTS (SELECT FROM owing o WHERE o.id = d.id AND {UNASKED})
"""
_ANSWER = """
    SELECT 'debtor_request_answer:' || r.id, r.answer_by, r.sent_on, d.unit, NULL::uuid, NULL::uuid, r.id, d.person, NULL::uuid,
           NULL::uuid, NULL::text, NULL::text
      FROM action_request r JOIN debtor d ON d.gmina = r.gmina AND d.id = r.debtor
     WHERE r.gmina = :gmina AND r.organ IS NOT NULL AND r.state IN ('sent', 'taken_up')
"""
_ACT = "u.p.o.u.a."

SOURCES: tuple[Source, ...] = (
    _proceeding(
        "debtor_interview", "Wywiad alimentacyjny i oświadczenie majątkowe dłużnika", "office", f"art. 4 ust. 1 {_ACT}",
        ("requested", "interview_called"),
    ),
    _proceeding(
        "debtor_after_interview", "Zobowiązać dłużnika do rejestracji w urzędzie pracy albo zakończyć działania", "office",
        f"art. 5 ust. 1-2, art. 6 {_ACT}", ("interviewed",),
    ),
    _proceeding(
        "debtor_registration", "Dłużnik rejestruje się w urzędzie pracy", "party", f"art. 5 ust. 2 pkt 1 {_ACT}", ("job_ordered",),
    ),
    _proceeding(
        "debtor_open", "Wszcząć postępowanie o uznanie dłużnika za uchylającego się", "office", f"art. 5 ust. 3 {_ACT}",
        ("prevented", "not_registered", "work_refused"),
    ),
    _proceeding(
        "debtor_decide", "Wydać decyzję o uznaniu za uchylającego się albo zakończyć postępowanie", "office",
        f"art. 5 ust. 3-3a {_ACT}", ("opened", "barred"), "debtor_proceeding_decide",
    ),
    _proceeding(
        "debtor_final", "Decyzja o uznaniu za uchylającego się: doręczenie i ostateczność", "party", "art. 129 § 2 k.p.a.", ("decided",),
    ),
    _proceeding(
        "debtor_appeal", "Przekazać odwołanie dłużnika do SKO albo uwzględnić je w całości", "office", "art. 132, art. 133 k.p.a.",
        ("appealed",),
    ),
    _proceeding("debtor_sko", "SKO rozpatruje odwołanie dłużnika", "higher_organ", "art. 35 § 3, art. 138 k.p.a.", ("passed_on",)),
    _proceeding(
        "debtor_motions", "Wniosek o ściganie, zapytanie o prawo jazdy i wniosek do starosty", "office", f"art. 5 ust. 3b {_ACT}",
        ("final",),
    ),
    _proceeding(
        "debtor_licence_return", "Wniosek do starosty o zwrot prawa jazdy", "office", f"art. 5 ust. 6 {_ACT}", ("lifted",),
    ),
    # The other organ is no higher one; of whose terms the worklist knows, this is the one that is neither ours nor a party's.
    Source(
        "debtor_request_answer", "Organ dłużnika informuje o podjętych działaniach i ich efektach", "higher_organ", "clock",
        f"art. 6 {_ACT}", "action_request_list", "action_request_note_result", _ANSWER,
    ),
    Source(
        "debtor_request_again", "Ponowić wniosek o podjęcie działań wobec dłużnika", "office", "follow_up",
        f"art. 3 ust. 5, art. 5a {_ACT}", "action_request_list", "action_request_send", _REPEAT,
    ),
)  # fmt: skip
