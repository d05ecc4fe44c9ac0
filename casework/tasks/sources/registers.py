"""Ends in the registers of authority, and tasks that people set themselves."""

from casework.tasks.sources.source import Source

_NOBODY = "NULL::text, NULL::uuid, NULL::uuid, r.id, NULL::uuid, NULL::uuid, NULL::uuid, NULL::text, NULL::text"


def _ending(kind: str, title: str, article: str, table: str, list_of: str, does: str, where: str = "") -> Source:
    sql = f"""
    SELECT '{kind}:' || r.id || ':' || to_char(r.until, 'YYYYMMDD'), r.until, r.since, {_NOBODY}
      FROM {table} r WHERE r.gmina = :gmina AND r.state = 'entered' AND r.until >= :day {where}
    """
    return Source(kind, title, "office", "ending", article, list_of, does, sql)


SOURCES: tuple[Source, ...] = (
    _ending(
        "authorisation_ending", "Kończy się upoważnienie do wydawania decyzji", "art. 268a k.p.a.", "authorisation",
        "authorisation_list", "authorisation_enter",
    ),
    _ending(
        "deputyship_ending", "Kończy się zastępstwo", "zastępstwo", "deputyship", "deputyship_list", "deputyship_enter",
    ),
    _ending(
        "staff_ending", "Kończy się zatrudnienie albo przydział", "rejestr pracowników", "staff_entry", "staff_list",
        "staff_enter",
        "AND NOT EXISTS (SELECT FROM staff_entry n WHERE n.gmina = r.gmina AND n.subject = r.subject AND n.since > r.until)",
    ),
    Source(
        "own", "Zadanie własne", "office", "own", "", "task_list", "task_finish",
        """
        SELECT t.id::text, t.due_on, t.made_on, coalesce(t.unit, a.unit, d.unit), t.application, t.decision, t.id,
               coalesce(a.applicant, d.entitled), coalesce(a.representative, d.recipient), coalesce(a.household, d.household),
               d.benefit, t.title
          FROM task t
          LEFT JOIN application a ON a.gmina = t.gmina AND a.id = t.application
          LEFT JOIN decision d ON d.gmina = t.gmina AND d.id = t.decision
         WHERE t.gmina = :gmina
        """,
        ahead=36_600,
    ),
)  # fmt: skip
