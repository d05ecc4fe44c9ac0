"""The set-based statements of an import: each handles one chunk (lines after .. last of one kind of one run)."""

SPAN = """
SELECT count(*), max(line) FROM (
    SELECT line FROM import_line WHERE gmina = %s AND run = %s AND kind = %s AND line > %s ORDER BY line LIMIT %s) AS chunk
"""
ADVANCE = """
UPDATE import_run SET cursor_line = %s, applied_lines = applied_lines + %s, version = version + 1
 WHERE gmina = %s AND id = %s
"""
NEXT_KIND = """
UPDATE import_run SET cursor_kind = cursor_kind + 1, cursor_line = 0, version = version + 1 WHERE gmina = %s AND id = %s
"""
FINISH = "UPDATE import_run SET state = 'applied', version = version + 1 WHERE gmina = %s AND id = %s"
EMPTY_STAGE = "DELETE FROM import_line WHERE gmina = %s AND run = %s"

_CHUNK = "l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = {kind} AND l.line > %(after)s AND l.line <= %(last)s"
_PERSON, _FAMILY, _AWARD, _PAYMENT = (_CHUNK.format(kind=kind) for kind in (1, 2, 3, 4))
_RECORD = """
INSERT INTO import_record (gmina, kind, source_id, content, target)
SELECT l.gmina, l.kind, l.source_id, l.content, {target} FROM import_line l {join} WHERE {chunk}
"""

# A person whom the service knows already by this number stays the one she is.
PERSONS = f"""
INSERT INTO person (gmina, id, pseudonym, pesel, pesel_index, document, document_index, index_kid,
                    first_name, last_name, sort_key, birth_date)
SELECT l.gmina, l.target, p.pseudonym, decode(p.pesel, 'hex'), decode(p.pesel_index, 'hex'),
       decode(p.document, 'hex'), decode(p.document_index, 'hex'), p.index_kid,
       p.first_name, p.last_name, p.sort_key, p.birth_date
  FROM import_line l, jsonb_to_record(l.payload::jsonb) AS p(
       pseudonym text, pesel text, pesel_index text, document text, document_index text, index_kid text,
       first_name text, last_name text, sort_key text, birth_date date)
 WHERE {_PERSON} ORDER BY l.line
ON CONFLICT DO NOTHING
"""
PERSON_RECORDS = _RECORD.format(
    target="coalesce(own.id, known.id, paper.id)",
    join="""
  CROSS JOIN LATERAL (SELECT decode(l.payload::jsonb ->> 'pesel_index', 'hex') AS pesel_index,
                             decode(l.payload::jsonb ->> 'document_index', 'hex') AS document_index) AS p
  LEFT JOIN person own ON own.gmina = l.gmina AND own.id = l.target
  LEFT JOIN person known ON known.gmina = l.gmina AND known.pesel_index = p.pesel_index
  LEFT JOIN person paper ON paper.gmina = l.gmina AND paper.document_index = p.document_index
                        AND paper.pesel_index IS NULL AND p.pesel_index IS NULL""",
    chunk=_PERSON,
)

REFERENCE_PERSONS = f"""
SELECT l.line, p.id, p.pesel, p.document
  FROM import_line l
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = l.ref1
  JOIN person p ON p.gmina = r.gmina AND p.id = r.target
 WHERE {_FAMILY} ORDER BY l.line
"""
HOUSEHOLDS = f"""
INSERT INTO household (gmina, id, pseudonym, reference_person, kind)
SELECT l.gmina, l.target, n.pseudonym, r.target, l.payload::jsonb ->> 'kind'
  FROM import_line l
  JOIN unnest(%(lines)s::bigint[], %(pseudonyms)s::text[]) AS n(line, pseudonym) ON n.line = l.line
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = l.ref1
 WHERE {_FAMILY} ORDER BY l.line
ON CONFLICT DO NOTHING
"""
HOUSEHOLD_RECORDS = _RECORD.format(
    target="h.id",
    join="""
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = l.ref1
  JOIN household h ON h.gmina = r.gmina AND h.reference_person = r.target""",
    chunk=_FAMILY,
)
MEMBERS = f"""
INSERT INTO household_member (gmina, household, person, role, since)
SELECT DISTINCT l.gmina, f.target, r.target, m ->> 1, (l.payload::jsonb ->> 'on')::date
  FROM import_line l
  JOIN import_record f ON f.gmina = l.gmina AND f.kind = 2 AND f.source_id = l.source_id
 CROSS JOIN LATERAL jsonb_array_elements(l.payload::jsonb -> 'members') AS m
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = m ->> 0
 WHERE {_FAMILY}
ON CONFLICT DO NOTHING
"""
SNAPSHOTS = f"""
SELECT h.id, h.pseudonym, l.payload::jsonb ->> 'on', l.payload::jsonb ->> 'kind',
       array_agg(DISTINCT p.pseudonym), count(*) FILTER (WHERE m ->> 1 = 'child')
  FROM import_line l
  JOIN import_record f ON f.gmina = l.gmina AND f.kind = 2 AND f.source_id = l.source_id
  JOIN household h ON h.gmina = f.gmina AND h.id = f.target
 CROSS JOIN LATERAL jsonb_array_elements(l.payload::jsonb -> 'members') AS m
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = m ->> 0
  JOIN person p ON p.gmina = r.gmina AND p.id = r.target
 WHERE {_FAMILY}
 GROUP BY l.line, h.id, h.pseudonym, l.payload ORDER BY l.line
"""

AWARDS = f"""
INSERT INTO award (gmina, id, benefit, variant, mechanism, unit, entitled, recipient, household, origin, state,
                   since, until, reference)
SELECT l.gmina, l.target, l.benefit, p.variant, p.mechanism, p.unit, e.target, r.target, f.target, 'imported', 'active',
       l.since, l.until, p.reference
  FROM import_line l
 CROSS JOIN LATERAL jsonb_to_record(l.payload::jsonb) AS p(variant text, mechanism text, unit text, reference jsonb)
  JOIN import_record e ON e.gmina = l.gmina AND e.kind = 1 AND e.source_id = l.ref1
  JOIN import_record r ON r.gmina = l.gmina AND r.kind = 1 AND r.source_id = l.ref2
  LEFT JOIN import_record f ON f.gmina = l.gmina AND f.kind = 2 AND f.source_id = l.ref3
 WHERE {_AWARD} ORDER BY l.line
"""
AWARD_AMOUNTS = f"""
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT l.gmina, l.target, l.since, l.until, (l.payload::jsonb ->> 'amount')::bigint
  FROM import_line l WHERE {_AWARD} ORDER BY l.line
"""
AWARD_RECORDS = _RECORD.format(target="l.target", join="", chunk=_AWARD)

PAYMENT_MONTHS = f"""
SELECT DISTINCT date_trunc('month', (l.payload::jsonb ->> 1)::date)::date FROM import_line l WHERE {_PAYMENT} ORDER BY 1
"""
PAYMENT_LISTS = """
INSERT INTO payment_list (gmina, id, number, kind, month, state, generated_by, settled_on, import_run)
SELECT %(gmina)s, n.id, n.number, 'imported', n.month, 'settled', 'import', n.month, %(run)s
  FROM unnest(%(ids)s::uuid[], %(months)s::date[], %(numbers)s::text[]) AS n(id, month, number)
ON CONFLICT (gmina, number) DO NOTHING
"""
_LIST = """
  JOIN payment_list pl ON pl.gmina = l.gmina AND pl.number = 'import/' || l.run || '/' || substr(l.payload::jsonb ->> 1, 1, 7)
"""
PAYMENTS = f"""
INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, quantity, state, booked_on, budget_year)
SELECT l.gmina, l.target, pl.id, a.target, l.benefit, l.since, (p ->> 0)::bigint, p -> 4,
       replace(p ->> 3, '.', '')::integer, 'settled', (p ->> 1)::date, (p ->> 2)::smallint
  FROM import_line l
 CROSS JOIN LATERAL (SELECT l.payload::jsonb AS p) AS x
  JOIN import_record a ON a.gmina = l.gmina AND a.kind = 3 AND a.source_id = l.ref1
  JOIN payment_list pl ON pl.gmina = l.gmina AND pl.number = 'import/' || l.run || '/' || substr(p ->> 1, 1, 7)
 WHERE {_PAYMENT} ORDER BY l.line
"""
PAYMENT_RECORDS = _RECORD.format(target="l.target", join="", chunk=_PAYMENT)
PAYMENT_FACTS = f"""
SELECT l.target, l.benefit, to_char(l.since, 'YYYY-MM'), l.payload, pl.id, a.unit, a.variant, a.mechanism,
       e.pseudonym, r.pseudonym, h.pseudonym
  FROM import_line l
  JOIN import_record i ON i.gmina = l.gmina AND i.kind = 3 AND i.source_id = l.ref1
  JOIN award a ON a.gmina = i.gmina AND a.id = i.target
  JOIN person e ON e.gmina = a.gmina AND e.id = a.entitled
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN household h ON h.gmina = a.gmina AND h.id = a.household
{_LIST} WHERE {_PAYMENT} ORDER BY l.line
"""
