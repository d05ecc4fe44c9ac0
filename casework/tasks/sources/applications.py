"""Tasks of applications: the office's term and the notice when it passes, calls for completion, signs that are missing."""

from casework.applications.suspending import ON_REQUEST
from casework.decisions.grounds import of_procedure
from casework.tasks.sources.source import Source
from casework.terms.version import KpaVersion

_COLUMNS = "t.unit, t.id, NULL::uuid, t.id, t.applicant, t.representative, t.household, NULL::text, NULL::text"
_APPLICANTS = """
ARRAY(SELECT t.applicant
      UNION SELECT m.merged_into FROM person m WHERE m.gmina = :gmina AND m.id = t.applicant
      UNION SELECT o.id FROM person o
             WHERE o.gmina = :gmina AND o.merged_into = coalesce(
                   (SELECT m.merged_into FROM person m WHERE m.gmina = :gmina AND m.id = t.applicant), t.applicant))
"""
_CALLS = f"""
SELECT '{{kind}}:' || t.id || ':' || c.number, {{due}}, {{since}}, {_COLUMNS}
  FROM application_call c JOIN open_application t ON t.id = c.application WHERE c.gmina = :gmina AND c.closed_on IS NULL AND
"""

_SUSPENDED = f"""
SELECT '{{kind}}:' || t.id || ':' || p.number, {{due}}, p.first_day, {_COLUMNS}
  FROM case_pause p JOIN open_application t ON t.id = p.application
  JOIN application a ON a.gmina = :gmina AND a.id = t.id
  JOIN length l ON l.code = {{length}} AND p.first_day BETWEEN l.since AND l.until
 CROSS JOIN LATERAL (SELECT (p.first_day + make_interval(months => l.months))::date AS raw) e
  LEFT JOIN free f ON f.day = e.raw
 WHERE p.gmina = :gmina AND p.decision IS NOT NULL AND p.last_day IS NULL
"""
# What such proceedings wait for is there as soon as the office knows of it, from whatever source; by whichever entry of the applicant.
_RESUMED = f"""
SELECT 'resume_ex_officio:' || t.id || ':' || p.number, NULL::date, coalesce(c.since, p.first_day), {_COLUMNS}
  FROM case_pause p JOIN open_application t ON t.id = p.application
  LEFT JOIN LATERAL (
       SELECT min(e.known_since) AS since
         FROM established_fact f JOIN evidence e ON e.gmina = f.gmina AND e.id = f.evidence
        WHERE f.gmina = :gmina AND f.person = ANY ({_APPLICANTS}) AND f.kind = 'certificate' AND f.state = 'standing'
          AND EXISTS (SELECT FROM length l WHERE l.code = 'resume:' || p.kpa_ground || ':' || f.code)
          AND NOT EXISTS (SELECT FROM established_fact n WHERE n.gmina = f.gmina AND n.fact = f.fact AND n.version > f.version)
          AND e.known_since BETWEEN p.first_day AND :day AND (f.valid_to IS NULL OR f.valid_to >= p.first_day)) c ON true
 WHERE p.gmina = :gmina AND p.decision IS NOT NULL AND p.last_day IS NULL
   AND (c.since IS NOT NULL
        OR EXISTS (SELECT FROM length l WHERE l.code = 'resume:' || p.kpa_ground AND p.first_day BETWEEN l.since AND l.until
                      AND (p.first_day + make_interval(months => l.months))::date < :day))
"""
_ON_REQUEST = f"AND p.kpa_ground = '{ON_REQUEST}'"
_LONG = "AND p.kpa_ground IN ({}) AND a.kpa_version = '{}'".format(
    ", ".join(f"'{one.code}'" for one in of_procedure().values() if one.discontinues), KpaVersion.SINCE_2025.value
)

SOURCES: tuple[Source, ...] = (
    Source(
        "application_settle", "Załatwić sprawę", "office", "clock", "art. 35 § 3 i 5 k.p.a.",
        "application_list", "application_link_decision",
        f"SELECT 'application_settle:' || t.id, t.last_day, t.began, {_COLUMNS} FROM case_term t WHERE NOT t.stands",
    ),
    Source(
        "delay_notice", "Zawiadomić o zwłoce i wyznaczyć nowy termin", "office", "follow_up", "art. 36 § 1 k.p.a.",
        "application_list", "case_clock_tell_delay",
        f"""
        SELECT 'delay_notice:' || t.id || ':' || to_char(t.last_day, 'YYYYMMDD'), t.last_day, t.last_day + 1, {_COLUMNS}
          FROM case_term t WHERE NOT t.stands AND t.last_day < :day
        """,
    ),
    Source(
        "call_answer", "Termin na usunięcie braków podania", "party", "clock", "art. 64 § 2 k.p.a.",
        "application_list", "application_call_supply",
        _CALLS.format(kind="call_answer", due="c.last_day", since="c.delivered_on")
        + "c.last_day >= :day AND (c.result IS NULL OR c.result = 'in_part')",
    ),
    Source(
        "call_unanswered", "Pozostawić podanie bez rozpatrzenia albo odnotować uzupełnienie", "office", "follow_up",
        "art. 64 § 2 k.p.a.", "application_list", "application_leave_unexamined",
        _CALLS.format(kind="call_unanswered", due="NULL::date", since="c.last_day + 1")
        + "c.last_day < :day AND t.state = 'called' AND (c.result IS NULL OR c.result IN ('in_part', 'late'))",
    ),
    Source(
        "call_undelivered", "Ustalić, kiedy doręczono wezwanie", "office", "follow_up", "art. 39-46 k.p.a.",
        "application_list", "application_call_note_event",
        _CALLS.format(kind="call_undelivered", due="NULL::date", since="c.made_on")
        + """c.delivered_on IS NULL AND c.result IS NULL
          AND NOT EXISTS (SELECT FROM call_sending g WHERE g.gmina = :gmina AND g.application = c.application AND g.call = c.number
                             AND g.state = 'waiting' AND g.waits_until >= :day)""",
    ),
    Source(
        "restoration_asked", "Rozstrzygnąć prośbę o przywrócenie terminu", "office", "follow_up", "art. 58-59 k.p.a.",
        "application_list", "decision_prepare",
        f"""
        SELECT 'restoration_asked:' || t.id || ':' || c.number, NULL::date, c.answered_on, {_COLUMNS}
          FROM application_call c JOIN application t ON t.gmina = c.gmina AND t.id = c.application
         WHERE c.gmina = :gmina AND c.result = 'late' AND c.obstacle_ended_on IS NOT NULL
           AND NOT EXISTS (SELECT FROM application_decision x JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision
                            WHERE x.gmina = :gmina AND x.application = t.id AND d.kind = 'refuse_restore_term'
                              AND d.state IN ('issued', 'delivered', 'final') AND d.issued_on >= c.answered_on)
        """,
    ),
    Source(
        "letter_missing", "Sporządzić pismo o pozostawieniu podania bez rozpatrzenia albo o przekazaniu", "office", "follow_up",
        "art. 64 § 2, art. 65 § 1 k.p.a.", "application_list", "letter_make",
        f"""
        SELECT 'letter_missing:' || t.id || ':' || s.number, NULL::date, s.on_day, {_COLUMNS}
          FROM application_step s JOIN application t ON t.gmina = s.gmina AND t.id = s.application
         WHERE s.gmina = :gmina AND s.letter IS NULL
           AND (s.step = 'forward' OR s.step = 'leave_unexamined' AND s.detail ->> 'ground' IN ('call_missed', 'appearance_missed'))
           AND NOT EXISTS (SELECT FROM letter l WHERE l.gmina = :gmina AND l.about = 'application' AND l.about_id = t.id AND NOT l.draft
                              AND l.kind = CASE s.step WHEN 'forward' THEN 'forwarding' ELSE 'left_unexamined' END)
        """,
    ),
    Source(
        "discontinue_withdrawn", "Umorzyć postępowanie po wycofaniu podania", "office", "follow_up",
        "art. 105 § 2, art. 35 § 3 k.p.a.", "application_list", "decision_prepare",
        f"""
        SELECT 'discontinue_withdrawn:' || t.id,
               coalesce(f.next, (t.received_on + make_interval(months => l.months, days => l.days))::date),
               w.since, {_COLUMNS}
          FROM application t
         CROSS JOIN LATERAL (
               SELECT min(m.closed_on) AS since FROM application_matter m
                WHERE m.gmina = t.gmina AND m.application = t.id AND m.outcome = 'withdrawn'
                  AND NOT EXISTS (SELECT FROM application_decision ad JOIN decision d ON d.gmina = ad.gmina AND d.id = ad.decision
                                   WHERE ad.gmina = t.gmina AND ad.application = t.id AND ad.benefits ? m.benefit
                                     AND d.state IN ('issued', 'delivered', 'final'))) w
          JOIN length l ON l.code = 'explanation' AND t.received_on BETWEEN l.since AND l.until
          LEFT JOIN free f ON f.day = (t.received_on + make_interval(months => l.months, days => l.days))::date
         WHERE t.gmina = :gmina AND w.since IS NOT NULL
        """,
    ),
    Source(
        "rest_of_application", "Termin na odrębne podanie w pozostałych sprawach", "party", "clock", "art. 66 § 2 k.p.a.",
        "application_list", "application_register",
        f"""
        SELECT 'rest_of_application:' || t.id, t.rest_until, t.received_on, {_COLUMNS}
          FROM application t WHERE t.gmina = :gmina AND t.rest_until >= :day AND t.received_on >= :day - 366
        """,
    ),
    Source(
        "mediation_note", "Odnotować w aktach, czy sprawa pozwala na mediację", "office", "follow_up", "art. 96a § 1b k.p.a.",
        "application_list", "application_note_mediation",
        f"""
        SELECT 'mediation_note:' || t.id, NULL::date, a.received_on, {_COLUMNS}
          FROM open_application t JOIN application a ON a.gmina = :gmina AND a.id = t.id
         WHERE a.kpa_version = '{KpaVersion.SINCE_2025.value}'
           AND NOT EXISTS (SELECT FROM application_step s WHERE s.gmina = :gmina AND s.application = t.id
                              AND s.step = 'note_mediation')
        """,
    ),
    Source(
        "resume_suspended", "Termin strony na żądanie podjęcia postępowania zawieszonego na jej wniosek", "party", "clock",
        "art. 98 § 2 k.p.a.", "application_list", "decision_prepare",
        _SUSPENDED.format(kind="resume_suspended", due="coalesce(f.next, e.raw)", length="'resume_suspended'")
        + f"{_ON_REQUEST} AND coalesce(f.next, e.raw) >= :day",
    ),
    Source(
        "not_resumed", "Odnotować, że żądanie uważa się za wycofane: nie podjęto zawieszonego postępowania", "office", "follow_up",
        "art. 98 § 2 k.p.a.", "application_list", "application_not_resumed",
        _SUSPENDED.format(kind="not_resumed", due="NULL::date", length="'resume_suspended'")
        + f"{_ON_REQUEST} AND coalesce(f.next, e.raw) < :day",
    ),
    Source(
        "discontinue_suspended", "Rozważyć umorzenie postępowania zawieszonego od lat", "office", "follow_up",
        "art. 97 § 4-7 k.p.a.", "application_list", "decision_prepare",
        _SUSPENDED.format(kind="discontinue_suspended", due="NULL::date", length="'discontinue_suspended'") + f"{_LONG} AND e.raw < :day",
    ),
    Source(
        "resume_ex_officio", "Podjąć zawieszone postępowanie: jest orzeczenie, na które czekało, albo minął najdłuższy czas zawieszenia",
        "office", "follow_up", "przepis, na podstawie którego zawieszono", "application_list", "decision_prepare",
        _RESUMED,
    ),
    Source(
        "objection_term", "Termin strony na sprzeciw wobec umorzenia zawieszonego postępowania", "party", "clock",
        "art. 97 § 4-7 k.p.a.", "application_list", "application_object_to_discontinuing",
        f"""
        SELECT 'objection_term:' || t.id || ':' || n.number, n.objection_until, n.delivered_on, {_COLUMNS}
          FROM discontinuing_notice n JOIN open_application t ON t.id = n.application
         WHERE n.gmina = :gmina AND n.objected_on IS NULL AND n.objection_until >= :day
        """,
    ),
    Source(
        "applicant_number", "Ustalić numer PESEL wnioskodawcy z formularza elektronicznego", "office", "follow_up",
        "art. 63 § 2, art. 64 § 2 k.p.a.", "application_list", "person_correct",
        # Entered without a number, because what the form says cannot be hers (applications/form_reading.py).
        f"""
        SELECT 'applicant_number:' || t.id, NULL::date, t.began, {_COLUMNS}
          FROM open_application t
          JOIN application a ON a.gmina = :gmina AND a.id = t.id AND a.electronic_form IS NOT NULL
          JOIN person p ON p.gmina = :gmina AND p.id = t.applicant AND p.pesel IS NULL AND p.document IS NULL
        """,
    ),
    Source(
        "case_without_sign", "Nadać znak sprawy", "office", "follow_up", "instrukcja kancelaryjna § 5",
        "application_list", "application_open_case",
        f"""
        SELECT 'case_without_sign:' || t.id, NULL::date, t.began, {_COLUMNS}
          FROM open_application t
         WHERE EXISTS (SELECT FROM application_matter m WHERE m.gmina = :gmina AND m.application = t.id
                          AND m.sign IS NULL AND m.outcome IS NULL)
        """,
    ),
)  # fmt: skip
