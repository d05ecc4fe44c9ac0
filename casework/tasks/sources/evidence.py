"""Tasks of what is established: certificates that end with nothing later in their place, interviews that are to be updated."""

from casework.tasks.sources.source import Group, Source

_NEWEST = """
NOT EXISTS (SELECT FROM established_fact l WHERE l.gmina = {0}.gmina AND l.fact = {0}.fact AND l.version > {0}.version)
"""


def _ending(kind: str, title: str, group: Group, article: str, fact: str, day: str, later: str) -> Source:
    sql = f"""
    SELECT '{kind}:' || f.fact || ':' || to_char({day}, 'YYYYMMDD'), {day}, f.valid_from, NULL::text, NULL::uuid, NULL::uuid, f.fact,
           f.person, NULL::uuid, f.household, NULL::text, NULL::text
      FROM established_fact f LEFT JOIN person fp ON fp.gmina = f.gmina AND fp.id = f.person AND fp.merged_into IS NOT NULL
     WHERE f.gmina = :gmina AND f.kind = '{fact}' AND f.state = 'standing' AND {day} >= :day - 366 AND {_NEWEST.format("f")}
       AND NOT EXISTS (SELECT FROM established_fact n
                         LEFT JOIN person np ON np.gmina = n.gmina AND np.id = n.person AND np.merged_into IS NOT NULL
                        WHERE n.gmina = f.gmina AND n.kind = f.kind AND n.code = f.code AND n.state = 'standing' AND n.fact <> f.fact
                          AND coalesce(np.merged_into, n.person) IS NOT DISTINCT FROM coalesce(fp.merged_into, f.person)
                          AND n.household IS NOT DISTINCT FROM f.household
                          AND {later} AND {_NEWEST.format("n")})
    """
    return Source(
        kind, title, "party" if group == "ending" else "office", group, article, kind, "evidence_establish", sql
    )


SOURCES: tuple[Source, ...] = (
    _ending(
        "certificate_expiring", "Kończy się ważność zaświadczenia lub orzeczenia", "ending", "dokument", "certificate", "f.valid_to",
        "(n.valid_to IS NULL OR (n.valid_to, n.fact) > (f.valid_to, f.fact))",
    ),
    _ending(
        "interview_due", "Zaktualizować wywiad środowiskowy", "follow_up", "art. 107 ust. 4 u.p.s.", "interview", "f.next_on",
        "(n.valid_from, n.fact) > (f.valid_from, f.fact)",
    ),
)  # fmt: skip
