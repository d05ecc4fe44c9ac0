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

_CHUNK = "l.gmina = %(gmina)s AND l.run = %(run)s AND l.kind = {kind} AND l.line > %(after)s AND l.line <= %(last)s"
_PERSON, _FAMILY, _AWARD, _PAYMENT, _UNDUE, _WAY = (_CHUNK.format(kind=kind) for kind in (1, 2, 3, 4, 5, 6))
# What a source id of the file stands for. LIMIT 1 keeps the planner from turning this into a join: without statistics of a table that
# was filled a moment ago it would read all records of the kind for each line, which is quadratic.
_REFERENCE = """
 CROSS JOIN LATERAL (SELECT i.target FROM import_record i
                      WHERE i.gmina = l.gmina AND i.kind = {kind} AND i.source_id = {ref} LIMIT 1) AS {name}"""
_ROW = """
 CROSS JOIN LATERAL (SELECT * FROM {table} i WHERE i.gmina = l.gmina AND i.id = {id} LIMIT 1) AS {name}"""


def _reference(name: str, kind: int, ref: str) -> str:
    return _REFERENCE.format(name=name, kind=kind, ref=ref)


def _row(name: str, table: str, id_: str) -> str:
    return _ROW.format(name=name, table=table, id=id_)


_RECORD = """
INSERT INTO import_record (gmina, kind, source_id, content, target)
SELECT l.gmina, l.kind, l.source_id, l.content, {target} FROM import_line l {join} WHERE {chunk}
"""

# A person whom the service knows already by this number stays the one she is.
PERSONS = f"""
INSERT INTO person (gmina, id, pseudonym, pesel, pesel_index, number_basis, document, document_index, index_kid,
                    first_name, last_name, sort_key, birth_date)
SELECT l.gmina, l.target, p.pseudonym, decode(p.pesel, 'hex'), decode(p.pesel_index, 'hex'), decode(p.number_basis, 'hex'),
       decode(p.document, 'hex'), decode(p.document_index, 'hex'), p.index_kid,
       p.first_name, p.last_name, p.sort_key, p.birth_date
  FROM import_line l, jsonb_to_record(l.payload::jsonb) AS p(
       pseudonym text, pesel text, pesel_index text, number_basis text, document text, document_index text, index_kid text,
       first_name text, last_name text, sort_key text, birth_date date)
 WHERE {_PERSON} ORDER BY l.line
ON CONFLICT DO NOTHING
"""
# Under any index key: the pseudonym is made with the key that does not rotate, and nobody else in the gmina has it.
PERSON_RECORDS = _RECORD.format(
    target="i.id",
    join="""
  LEFT JOIN LATERAL (
       SELECT p.id FROM person p WHERE p.gmina = l.gmina AND p.pseudonym = l.ref1 AND p.merged_into IS NULL LIMIT 1) AS i ON true""",
    chunk=_PERSON,
)

REFERENCE_PERSONS = f"""
SELECT l.line, p.id, p.pesel, p.document
  FROM import_line l {_reference("r", 1, "l.ref1")} {_row("p", "person", "r.target")}
 WHERE {_FAMILY} ORDER BY l.line
"""
HOUSEHOLDS = f"""
INSERT INTO household (gmina, id, pseudonym, reference_person, kind)
SELECT l.gmina, l.target, n.pseudonym, r.target, l.payload::jsonb ->> 'kind'
  FROM import_line l
  JOIN unnest(%(lines)s::bigint[], %(pseudonyms)s::text[]) AS n(line, pseudonym) ON n.line = l.line
 {_reference("r", 1, "l.ref1")}
 WHERE {_FAMILY} ORDER BY l.line
ON CONFLICT DO NOTHING
"""
HOUSEHOLD_RECORDS = _RECORD.format(
    target="h.id",
    join=_reference("r", 1, "l.ref1")
    + """
 CROSS JOIN LATERAL (SELECT i.id FROM household i
                      WHERE i.gmina = l.gmina AND i.reference_person = r.target LIMIT 1) AS h""",
    chunk=_FAMILY,
)
# Of a household that is known already, whoever belongs to it on the day belongs to it once, and whoever came later from that day on.
MEMBERS = f"""
INSERT INTO household_member (gmina, household, person, role, since, until)
SELECT DISTINCT ON (f.target, r.target) l.gmina, f.target, r.target, m ->> 1, d.on_day,
       (SELECT min(k.since) - 1 FROM household_member k
         WHERE k.gmina = l.gmina AND k.household = f.target AND k.person = r.target AND k.since > d.on_day)
  FROM import_line l {_reference("f", 2, "l.source_id")}
 CROSS JOIN LATERAL (SELECT (l.payload::jsonb ->> 'on')::date AS on_day) AS d
 CROSS JOIN LATERAL jsonb_array_elements(l.payload::jsonb -> 'members') AS m {_reference("r", 1, "m ->> 0")}
 WHERE {_FAMILY}
   AND NOT EXISTS (SELECT FROM household_member k
                    WHERE k.gmina = l.gmina AND k.household = f.target AND k.person = r.target AND k.since <= d.on_day
                      AND (k.until IS NULL OR k.until >= d.on_day))
 ORDER BY f.target, r.target, d.on_day
ON CONFLICT DO NOTHING
"""
SNAPSHOTS = f"""
SELECT h.id, h.pseudonym, l.payload::jsonb ->> 'on', l.payload::jsonb ->> 'kind',
       array_agg(DISTINCT p.pseudonym), count(*) FILTER (WHERE m ->> 1 = 'child')
  FROM import_line l {_reference("f", 2, "l.source_id")} {_row("h", "household", "f.target")}
 CROSS JOIN LATERAL jsonb_array_elements(l.payload::jsonb -> 'members') AS m
 {_reference("r", 1, "m ->> 0")} {_row("p", "person", "r.target")}
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
{_reference("e", 1, "l.ref1")} {_reference("r", 1, "l.ref2")}
  LEFT JOIN LATERAL (SELECT i.target FROM import_record i
                      WHERE i.gmina = l.gmina AND i.kind = 2 AND i.source_id = l.ref3 LIMIT 1) AS f ON true
 WHERE {_AWARD} ORDER BY l.line
"""
AWARD_AMOUNTS = f"""
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT l.gmina, l.target, l.since, l.until, (l.payload::jsonb ->> 'amount')::bigint
  FROM import_line l WHERE {_AWARD} ORDER BY l.line
"""
AWARD_RECORDS = _RECORD.format(target="l.target", join="", chunk=_AWARD)

PAYMENT_MONTHS = f"""
SELECT DISTINCT date_trunc('month', l.booked_on)::date FROM import_line l WHERE {_PAYMENT} ORDER BY 1
"""
PAYMENT_LISTS = """
INSERT INTO payment_list (gmina, id, number, kind, month, state, generated_by, settled_on, import_run)
SELECT %(gmina)s, n.id, n.number, 'imported', n.month, 'settled', 'import', n.month, %(run)s
  FROM unnest(%(ids)s::uuid[], %(months)s::date[], %(numbers)s::text[]) AS n(id, month, number)
ON CONFLICT (gmina, number) DO NOTHING
"""
LISTS = (
    "SELECT id, month FROM payment_list WHERE gmina = %(gmina)s AND number = ANY (%(numbers)s::text[]) ORDER BY month"
)
# A comparison of days for each of a chunk's few months: to name the month of a line would cost more than all its look-ups.
_LIST = """
  JOIN unnest(%(lists)s::uuid[], %(months)s::date[], %(ends)s::date[]) AS pl(id, month, month_end)
    ON l.booked_on >= pl.month AND l.booked_on < pl.month_end"""
PAYMENTS = f"""
INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, quantity, state, booked_on, budget_year)
SELECT l.gmina, l.target, pl.id, a.target, l.benefit, l.since, l.amount, l.payload::jsonb, l.quantity, 'settled',
       l.booked_on, l.year
  FROM import_line l {_LIST} {_reference("a", 3, "l.ref1")}
 WHERE {_PAYMENT} ORDER BY l.line
"""
PAYMENT_RECORDS = _RECORD.format(target="l.target", join="", chunk=_PAYMENT)
PAYMENT_FACTS = f"""
SELECT l.target, l.benefit, to_char(l.since, 'YYYY-MM'), l.booked_on, l.year, l.quantity, l.payload, pl.id,
       a.unit, a.variant, a.mechanism, e.pseudonym, coalesce(r.pseudonym, e.pseudonym), h.pseudonym
  FROM import_line l {_LIST} {_reference("g", 3, "l.ref1")} {_row("a", "award", "g.target")}
 {_row("e", "person", "a.entitled")}
  LEFT JOIN LATERAL (SELECT i.pseudonym FROM person i
                      WHERE a.recipient <> a.entitled AND i.gmina = l.gmina AND i.id = a.recipient LIMIT 1) AS r ON true
  LEFT JOIN LATERAL (SELECT i.pseudonym FROM household i
                      WHERE i.gmina = l.gmina AND i.id = a.household LIMIT 1) AS h ON true
 WHERE {_PAYMENT} ORDER BY l.line
"""

_UNDUE_OF = """
 CROSS JOIN LATERAL jsonb_to_record(l.payload::jsonb) AS u(
       unit text, rules text, ground text, instructed boolean, sign text, decided_on date, final_on date, state text, items jsonb)"""
UNDUE = f"""
INSERT INTO overpayment (gmina, id, person, benefit, unit, rules, ground, instructed, state, decision_sign, decided_on, final_on,
                         registered_by, registered_on)
SELECT l.gmina, l.target, r.target, l.benefit, u.unit, u.rules, u.ground, u.instructed, u.state, u.sign, u.decided_on, u.final_on,
       'import', l.booked_on
  FROM import_line l {_UNDUE_OF} {_reference("r", 1, "l.ref1")}
 WHERE {_UNDUE} ORDER BY l.line
"""
UNDUE_ITEMS = f"""
INSERT INTO overpayment_movement (gmina, id, overpayment, kind, day, amount, period, budget_year, interest_from, ground,
                                  recorded_by, recorded_on)
SELECT l.gmina, i.id, l.target, 'establishment', i.day, i.amount, i.period, i.year, i.interest_from, u.ground, 'import', l.booked_on
  FROM import_line l {_UNDUE_OF}
 CROSS JOIN LATERAL jsonb_to_recordset(u.items) AS i(
       id uuid, amount bigint, day date, period date, year smallint, interest_from date)
 WHERE {_UNDUE} ORDER BY l.line, i.day
"""
UNDUE_FACTS = f"""
SELECT l.target, l.benefit, u.unit, u.rules, u.decided_on, i.id, i.amount, i.period, p.pseudonym
  FROM import_line l {_UNDUE_OF} {_reference("r", 1, "l.ref1")} {_row("p", "person", "r.target")}
 CROSS JOIN LATERAL jsonb_to_recordset(u.items) AS i(id uuid, amount bigint, day date, period date)
 WHERE {_UNDUE} AND u.decided_on IS NOT NULL ORDER BY l.line, i.day
"""
UNDUE_RECORDS = _RECORD.format(target="l.target", join="", chunk=_UNDUE)
WAYS = f"""
INSERT INTO payment_way (gmina, id, award, person, way, since, account, account_index, index_kid, payee, basis, recorded_by)
SELECT l.gmina, l.target, a.target, r.target, w.way, l.since, decode(w.account, 'hex'), decode(w.account_index, 'hex'), w.index_kid,
       decode(w.payee, 'hex'), 'import', 'import'
  FROM import_line l
 CROSS JOIN LATERAL jsonb_to_record(l.payload::jsonb) AS w(
       way text, account text, account_index text, index_kid text, payee text)
  LEFT JOIN LATERAL (SELECT i.target FROM import_record i
                      WHERE i.gmina = l.gmina AND i.kind = 3 AND i.source_id = l.ref1 LIMIT 1) AS a ON true
  LEFT JOIN LATERAL (SELECT i.target FROM import_record i
                      WHERE i.gmina = l.gmina AND i.kind = 1 AND i.source_id = l.ref2 LIMIT 1) AS r ON true
 WHERE {_WAY} ORDER BY l.line
"""
WAY_RECORDS = _RECORD.format(target="l.target", join="", chunk=_WAY)
