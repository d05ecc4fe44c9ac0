"""What a single line cannot know: references, repetitions, conflicts with earlier imports. A bounded number of statements per run.

Lines that an earlier import applied with the same content are taken off the stage: the same content again is nothing. A fragment
of a bad line (without content) has its references checked and is compared with nothing.
"""

from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.imports.lines import AWARD, FAMILY, PAYMENT, PERSON, UNDUE, WAY
from casework.imports.store import empty_stage

_STATE = "SELECT state FROM import_run WHERE gmina = %(gmina)s AND id = %(run)s FOR UPDATE"
# What an earlier import has is known for sure only when none is on its way: two that are checked side by side see nothing of each other.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%(gmina)s, 7301))"
_ANOTHER = "SELECT 1 FROM import_run WHERE gmina = %(gmina)s AND id <> %(run)s AND state = 'applying' LIMIT 1"
# The stage has no statistics yet when it is checked, and a nested loop over it would be quadratic.
_PLAN = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SET LOCAL statement_timeout = '15min'"

_TWICE_SAME = """
DELETE FROM import_line l USING (
    SELECT kind, source_id, content, min(line) AS first FROM import_line
     WHERE gmina = %(gmina)s AND run = %(run)s GROUP BY kind, source_id, content HAVING count(*) > 1) AS t
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s
   AND l.kind = t.kind AND l.source_id = t.source_id AND l.content = t.content AND l.line > t.first
"""
_TWICE_OTHER = """
SELECT l.line, '/source_id', 'import_source_id_reused', 'Ten identyfikator ma już wcześniejszy wiersz o innej treści.'
  FROM import_line l
  JOIN (SELECT kind, source_id, min(line) AS first FROM import_line
         WHERE gmina = %(gmina)s AND run = %(run)s AND content IS NOT NULL
         GROUP BY kind, source_id HAVING count(*) > 1) AS t
    ON l.kind = t.kind AND l.source_id = t.source_id AND l.line > t.first
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND l.content IS NOT NULL
"""
_KNOWN_OTHER = """
SELECT l.line, '/source_id', 'import_conflict', 'Wcześniejszy import ma ten identyfikator z inną treścią.'
  FROM import_line l
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = l.kind AND r.source_id = l.source_id
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND r.content <> l.content
"""
_KNOWN_SAME = """
DELETE FROM import_line l USING import_record r
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s
   AND r.gmina = l.gmina AND r.kind = l.kind AND r.source_id = l.source_id AND r.content = l.content
"""
_PERSON_TWICE = """
SELECT l.line, CASE WHEN l.payload::jsonb ? 'pesel_index' THEN '/pesel' ELSE '/document' END, 'person_twice',
       'Ten numer ma w pliku także inna osoba.'
  FROM (SELECT line, payload, row_number() OVER (PARTITION BY ref1 ORDER BY line) AS n
          FROM import_line
         WHERE gmina = %(gmina)s AND run = %(run)s AND kind = 1 AND ref1 IS NOT NULL) AS l
 WHERE l.n > 1
"""
# A document stands for whoever has no PESEL, so it may not be somebody's beside a PESEL as well.
_DOCUMENT_TWICE = """
SELECT l.line, '/document', 'person_twice', 'Ten dokument ma w pliku także inna osoba.'
  FROM (SELECT line, row_number() OVER (PARTITION BY ref2 ORDER BY line) AS n,
               count(*) FILTER (WHERE payload::jsonb ? 'pesel_index') OVER (PARTITION BY ref2) AS numbered,
               count(*) OVER (PARTITION BY ref2) AS everybody
          FROM import_line
         WHERE gmina = %(gmina)s AND run = %(run)s AND kind = 1 AND ref2 IS NOT NULL) AS l
 WHERE l.n > 1 AND l.numbered > 0 AND l.numbered < l.everybody
"""
_DOCUMENT_KNOWN = """
SELECT DISTINCT l.line, '/document', 'person_exists', 'Ten dokument ma w rejestrze osoba, której PESEL podano inaczej.'
  FROM import_line l
 CROSS JOIN LATERAL jsonb_array_elements_text(l.payload::jsonb -> 'document_indexes') AS d(digest)
  JOIN person p ON p.gmina = l.gmina AND p.document_index = decode(d.digest, 'hex')
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = 1 AND l.ref2 IS NOT NULL
   AND (p.pesel_index IS NULL) = (l.payload::jsonb ? 'pesel_index')
   AND NOT EXISTS (SELECT FROM import_record r WHERE r.gmina = l.gmina AND r.kind = 1 AND r.source_id = l.source_id)
"""
_REFERENCES = """
WITH target AS (
    SELECT source_id FROM import_line WHERE gmina = %(gmina)s AND run = %(run)s AND kind = %(target)s
    UNION SELECT source_id FROM import_record WHERE gmina = %(gmina)s AND kind = %(target)s)
SELECT l.line, %(pointer)s::text, 'reference_unknown', 'Nie ma takiego wiersza ani w tym, ani we wcześniejszym imporcie.'
  FROM import_line l
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = %(kind)s AND l.{ref} IS NOT NULL
   AND NOT EXISTS (SELECT FROM target t WHERE t.source_id = l.{ref})
"""
_MEMBERS = """
WITH target AS (
    SELECT source_id FROM import_line WHERE gmina = %(gmina)s AND run = %(run)s AND kind = 1
    UNION SELECT source_id FROM import_record WHERE gmina = %(gmina)s AND kind = 1)
SELECT DISTINCT l.line, '/members', 'reference_unknown', 'Osoby z rodziny nie ma ani w tym, ani we wcześniejszym imporcie.'
  FROM import_line l, jsonb_array_elements(l.payload::jsonb -> 'members') AS m
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = 2
   AND NOT EXISTS (SELECT FROM target t WHERE t.source_id = m ->> 0)
"""
_PAYMENTS = """
WITH award_of AS (
    SELECT source_id, benefit, since, until FROM import_line WHERE gmina = %(gmina)s AND run = %(run)s AND kind = 3
    UNION ALL
    SELECT r.source_id, a.benefit, a.since, a.until
      FROM import_record r JOIN award a ON a.gmina = r.gmina AND a.id = r.target
     WHERE r.gmina = %(gmina)s AND r.kind = 3)
SELECT l.line, CASE WHEN l.benefit <> a.benefit THEN '/benefit' ELSE '/period' END,
       CASE WHEN l.benefit <> a.benefit THEN 'award_of_other_benefit' ELSE 'period_outside_award' END,
       CASE WHEN l.benefit <> a.benefit THEN 'Przyznanie dotyczy innego świadczenia.'
            ELSE 'Miesiąc wypłaty jest poza okresem przyznania.' END
  FROM import_line l JOIN award_of a ON a.source_id = l.ref1
 WHERE l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = 4
   AND (l.benefit <> a.benefit OR l.since < a.since OR l.since > a.until)
"""
_NOTE = """
INSERT INTO import_error (gmina, run, line, number, pointer, code, message)
SELECT %(gmina)s, %(run)s, e.line, {number}, e.pointer, e.code, e.message FROM ({found}) AS e(line, pointer, code, message)
ON CONFLICT (gmina, run, line, number) DO NOTHING
"""
_CONCLUDE = """
UPDATE import_run SET known_lines = known_lines + %(known)s, version = version + 1,
       bad_lines = (SELECT count(DISTINCT line) FROM import_error WHERE gmina = %(gmina)s AND run = %(run)s),
       state = CASE WHEN EXISTS (SELECT FROM import_error WHERE gmina = %(gmina)s AND run = %(run)s)
                    THEN 'rejected' ELSE 'applying' END
 WHERE gmina = %(gmina)s AND id = %(run)s AND state = 'checking' RETURNING state
"""

_REFERRING = (
    (FAMILY, "ref1", PERSON, "/reference_person"),
    (AWARD, "ref1", PERSON, "/entitled"),
    (AWARD, "ref2", PERSON, "/recipient"),
    (AWARD, "ref3", FAMILY, "/family"),
    (PAYMENT, "ref1", AWARD, "/award"),
    (UNDUE, "ref1", PERSON, "/person"),
    (WAY, "ref1", AWARD, "/award"),
    (WAY, "ref2", PERSON, "/person"),
)

_OF_LINES = (_TWICE_OTHER, _KNOWN_OTHER, _PERSON_TWICE, _DOCUMENT_TWICE, _DOCUMENT_KNOWN, _MEMBERS, _PAYMENTS)


async def check(connection: AsyncConnection[TupleRow], gmina: str, run: UUID) -> str:
    """Checks the whole stage of a run in state `checking` and moves it on: to `rejected` or to `applying`.

    It stays `checking`, to be checked later, while another import of the gmina is being applied.
    """
    of = {"gmina": gmina, "run": run}
    await connection.execute(_ONE_AT_A_TIME, of)
    state = await (await connection.execute(_STATE, of)).fetchone()
    if state is None or state[0] != "checking":
        return state[0] if state else "abandoned"
    if await (await connection.execute(_ANOTHER, of)).fetchone():
        return "checking"
    await connection.execute(_PLAN)
    known = (await connection.execute(_TWICE_SAME, of)).rowcount
    # Numbered behind the errors of the lines themselves, a number for each check.
    found: list[tuple[str, dict[str, object]]] = [(sql, {}) for sql in _OF_LINES]
    found += [
        (_REFERENCES.format(ref=ref), {"kind": kind, "target": target, "pointer": pointer})
        for kind, ref, target, pointer in _REFERRING
    ]
    for number, (sql, more) in enumerate(found, start=1000):
        await connection.execute(_NOTE.format(number=number, found=sql), {**of, **more})
    known += (await connection.execute(_KNOWN_SAME, of)).rowcount
    row = await (await connection.execute(_CONCLUDE, {**of, "known": known})).fetchone()
    concluded: str = row[0] if row else "checking"
    if concluded == "rejected":
        await empty_stage(connection, gmina, [run])
    return concluded
