"""Tasks of applications: the office's term and the notice when it passes, calls for completion, signs that are missing."""

from casework.tasks.sources.source import Source

_COLUMNS = "t.unit, t.id, NULL::uuid, t.id, t.applicant, t.representative, t.household, NULL::text, NULL::text"
_CALLS = f"""
SELECT '{{kind}}:' || t.id || ':' || c.number, {{due}}, {{since}}, {_COLUMNS}
  FROM application_call c JOIN open_application t ON t.id = c.application WHERE c.gmina = :gmina AND
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "application_settle", "Załatwić sprawę", "office", "clock", "art. 35 § 3 i 5 k.p.a.",
        "application_list", "application_link_decision",
        f"SELECT 'application_settle:' || t.id, t.last_day, t.received_on, {_COLUMNS} FROM case_term t WHERE NOT t.stands",
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
        "application_list", "application_call_deliver",
        _CALLS.format(kind="call_undelivered", due="NULL::date", since="c.made_on")
        + "c.delivered_on IS NULL AND c.result IS NULL",
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
        "case_without_sign", "Nadać znak sprawy", "office", "follow_up", "instrukcja kancelaryjna § 5",
        "application_list", "application_open_case",
        f"""
        SELECT 'case_without_sign:' || t.id, NULL::date, t.received_on, {_COLUMNS}
          FROM open_application t
         WHERE EXISTS (SELECT FROM application_matter m WHERE m.gmina = :gmina AND m.application = t.id
                          AND m.sign IS NULL AND m.outcome IS NULL)
        """,
    ),
)  # fmt: skip
