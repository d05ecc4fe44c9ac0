"""What is erased with the files of cases, in a bounded number of statements however many cases there are.

Rows of money, decisions and events stay, so every sum stays true; what says whose they were goes. A record that belongs to another case
too, which is kept, is left alone. A person goes when nothing that is kept names her, and then her number finds nobody: her pseudonym
is replaced by a random one, so that even the holder of the key cannot join her row with the facts in the log.

Every table of a benefit service is in one of the lists below; a test reads the database against them. A slice with a table of its own
enters it in `KEPT`, with the reason, or adds its statements to `ERASE`.
"""

from collections.abc import Sequence
from uuid import UUID

from casework.own import NOTHING, Own
from casework.records.contents import CONTENTS
from kit.db import WriteSession, raw

_ALIVE = "NOT EXISTS (SELECT FROM case_file f WHERE f.gmina = %(gmina)s AND f.sign = {sign} AND f.state = 'destroyed')"
_GONE = "EXISTS (SELECT FROM erased_record e WHERE e.gmina = %(gmina)s AND e.kind = '{kind}' AND e.record = {record})"
_HERE = "IN (SELECT record FROM erased_record WHERE gmina = %(gmina)s AND kind = '{kind}' AND destruction = %(destruction)s)"
_ENTER = "INSERT INTO erased_record (gmina, kind, record, destruction) SELECT %(gmina)s, '{kind}', {record}, %(destruction)s FROM "
_ONCE = " ON CONFLICT DO NOTHING"
_AND_KEPT = "/* persons whom slices of a service keep */"


def _gone(kind: str, record: str) -> str:
    return _GONE.format(kind=kind, record=record)


def _here(kind: str) -> str:
    return _HERE.format(kind=kind)


def _alive(sign: str) -> str:
    return _ALIVE.format(sign=sign)


# In this order: whether a right goes depends on its decision, whether a letter goes on both.
_MARK: tuple[str, ...] = (
    f"""
WITH {CONTENTS}
{_ENTER.format(kind="application", record="application")}
(SELECT DISTINCT c.application FROM c_application c
  WHERE NOT EXISTS (SELECT FROM application_matter m
                     WHERE m.gmina = %(gmina)s AND m.application = c.application AND (m.sign IS NULL OR {_alive("m.sign")}))) AS t
{_ONCE}""",
    f"""
WITH {CONTENTS},
rooted AS (
    SELECT DISTINCT c.decision, coalesce(a.root, c.decision) AS root
      FROM c_decision c LEFT JOIN decision_act a ON a.gmina = %(gmina)s AND a.decision = c.decision)
{_ENTER.format(kind="decision", record="decision")}
(SELECT DISTINCT r.decision FROM rooted r
  WHERE NOT EXISTS (
        SELECT FROM application_decision d
          JOIN application_matter m ON m.gmina = %(gmina)s AND m.application = d.application AND d.benefits ? m.benefit
         WHERE d.gmina = %(gmina)s AND d.decision IN (r.decision, r.root) AND (m.sign IS NULL OR {_alive("m.sign")}))
    AND NOT EXISTS (
        SELECT FROM case_matter k
         WHERE k.gmina = %(gmina)s AND k.kind = 'decision' AND k.matter IN (r.decision, r.root) AND {_alive("k.sign")})) AS t
{_ONCE}""",
    f"""
WITH {CONTENTS}
{_ENTER.format(kind="award", record="award")}
(SELECT DISTINCT c.award FROM c_award c JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award
  WHERE (a.decision IS NULL OR {_gone("decision", "a.decision")})
    AND NOT EXISTS (SELECT FROM case_matter k
                     WHERE k.gmina = %(gmina)s AND k.kind = 'award' AND k.matter = c.award AND {_alive("k.sign")})) AS t
{_ONCE}""",
    f"""
WITH {CONTENTS}
{_ENTER.format(kind="overpayment", record="overpayment")}
(SELECT DISTINCT c.overpayment FROM c_overpayment c JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  WHERE (o.decision IS NULL OR {_gone("decision", "o.decision")})
    AND NOT EXISTS (SELECT FROM case_matter k
                     WHERE k.gmina = %(gmina)s AND k.kind = 'overpayment' AND k.matter = o.id AND {_alive("k.sign")})
    AND NOT EXISTS (SELECT FROM overpayment_movement v JOIN payment p ON p.gmina = v.gmina AND p.id = v.payment
                     WHERE v.gmina = %(gmina)s AND v.overpayment = o.id AND NOT {_gone("award", "p.award")})) AS t
{_ONCE}""",
    f"""
WITH {CONTENTS}
{_ENTER.format(kind="letter", record="letter")}
(SELECT DISTINCT c.letter FROM c_letter c JOIN letter l ON l.gmina = %(gmina)s AND l.id = c.letter
  WHERE l.decision IS NULL OR {_gone("decision", "l.decision")}) AS t
{_ONCE}""",
    f"""
{_ENTER.format(kind="attachment", record="id")}
(SELECT id FROM attachment WHERE gmina = %(gmina)s AND application {_here("application")}) AS t
{_ONCE}""",
)

# Whom the files named: parties and their attorneys, representatives, whoever is entitled or paid, families, addressees.
_NAMED = f"""
named AS (
    SELECT party AS person FROM c_sign
    UNION SELECT applicant FROM application WHERE gmina = %(gmina)s AND id {_here("application")}
    UNION SELECT representative FROM application WHERE gmina = %(gmina)s AND id {_here("application")}
    UNION SELECT entitled FROM decision WHERE gmina = %(gmina)s AND id {_here("decision")}
    UNION SELECT recipient FROM decision WHERE gmina = %(gmina)s AND id {_here("decision")}
    UNION SELECT one.value::uuid FROM decision d CROSS JOIN LATERAL jsonb_each_text(d.persons) AS one
           WHERE d.gmina = %(gmina)s AND d.id {_here("decision")}
    UNION SELECT person FROM decision_party WHERE gmina = %(gmina)s AND decision {_here("decision")}
    UNION SELECT attorney FROM decision_party WHERE gmina = %(gmina)s AND decision {_here("decision")}
    UNION SELECT entitled FROM award WHERE gmina = %(gmina)s AND id {_here("award")}
    UNION SELECT recipient FROM award WHERE gmina = %(gmina)s AND id {_here("award")}
    UNION SELECT person FROM overpayment WHERE gmina = %(gmina)s AND id {_here("overpayment")}
    UNION SELECT person FROM letter WHERE gmina = %(gmina)s AND id {_here("letter")}
    UNION SELECT m.person FROM household_member m
           WHERE m.gmina = %(gmina)s AND m.household IN (
                 SELECT household FROM application WHERE gmina = %(gmina)s AND id {_here("application")}
                 UNION SELECT household FROM decision WHERE gmina = %(gmina)s AND id {_here("decision")}
                 UNION SELECT household FROM award WHERE gmina = %(gmina)s AND id {_here("award")}))
"""
# What is kept and names a person keeps her, as a member of a family that it names too.
_KEPT_BY = f"""
kept AS (
    SELECT party AS person FROM case_sign s WHERE s.gmina = %(gmina)s AND {_alive("s.id")}
    UNION SELECT unnest(ARRAY[applicant, representative]) FROM application a
           WHERE a.gmina = %(gmina)s AND NOT {_gone("application", "a.id")}
    UNION SELECT unnest(ARRAY[entitled, recipient]) FROM decision d WHERE d.gmina = %(gmina)s AND NOT {_gone("decision", "d.id")}
    UNION SELECT one.value::uuid FROM decision d CROSS JOIN LATERAL jsonb_each_text(d.persons) AS one
           WHERE d.gmina = %(gmina)s AND NOT {_gone("decision", "d.id")}
    UNION SELECT unnest(ARRAY[person, attorney]) FROM decision_party p
           WHERE p.gmina = %(gmina)s AND NOT {_gone("decision", "p.decision")}
    UNION SELECT unnest(ARRAY[entitled, recipient]) FROM award a WHERE a.gmina = %(gmina)s AND NOT {_gone("award", "a.id")}
    UNION SELECT person FROM overpayment o WHERE o.gmina = %(gmina)s AND NOT {_gone("overpayment", "o.id")}
    UNION SELECT person FROM letter l WHERE l.gmina = %(gmina)s AND NOT {_gone("letter", "l.id")}
    UNION SELECT person FROM bailiff_claim b WHERE b.gmina = %(gmina)s AND b.ended_on IS NULL
    UNION SELECT m.person FROM household_member m
           WHERE m.gmina = %(gmina)s AND m.household IN (
                 SELECT household FROM application a WHERE a.gmina = %(gmina)s AND NOT {_gone("application", "a.id")}
                 UNION SELECT household FROM decision d WHERE d.gmina = %(gmina)s AND NOT {_gone("decision", "d.id")}
                 UNION SELECT household FROM award a WHERE a.gmina = %(gmina)s AND NOT {_gone("award", "a.id")})
    {_AND_KEPT})
"""
# Who was entered twice goes and stays under both entries.
_WHOLE = """
{of}_whole AS (
    SELECT person FROM {of} WHERE person IS NOT NULL
    UNION SELECT o.id FROM {of} n JOIN person p ON p.gmina = %(gmina)s AND p.id = n.person
            JOIN person o ON o.gmina = p.gmina AND o.merged_into = coalesce(p.merged_into, p.id)
    UNION SELECT p.merged_into FROM {of} n JOIN person p ON p.gmina = %(gmina)s AND p.id = n.person
           WHERE p.merged_into IS NOT NULL)
"""
_MARK_PERSONS = f"""
WITH {CONTENTS}, {_NAMED}, {_KEPT_BY}, {_WHOLE.format(of="named")}, {_WHOLE.format(of="kept")}
{_ENTER.format(kind="person", record="person")}
(SELECT person FROM named_whole EXCEPT SELECT person FROM kept_whole) AS t
{_ONCE}"""
_RANDOM = "translate(left(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64'), 43), '+/', '-_')"

ERASED_NAME = "(dane usunięte)"
ERASE: dict[str, str] = {
    "application": f"UPDATE application SET proof = NULL, passed_on_by = NULL WHERE gmina = %(gmina)s AND id {_here('application')}",
    "application_call": f"UPDATE application_call SET defects = '[]' WHERE gmina = %(gmina)s AND application {_here('application')}",
    "attachment": f"UPDATE attachment SET name = '' WHERE gmina = %(gmina)s AND id {_here('attachment')}",
    "attachment_part": f"DELETE FROM attachment_part WHERE gmina = %(gmina)s AND attachment {_here('attachment')}",
    "decision": f"""
UPDATE decision SET facts = NULL, persons = '{{}}', steps = '[]', receipt = NULL, reason = NULL, refusals = '[]'
 WHERE gmina = %(gmina)s AND id {_here("decision")}""",
    "decision_act": f"UPDATE decision_act SET words = NULL WHERE gmina = %(gmina)s AND decision {_here('decision')}",
    "decision_remark": f"DELETE FROM decision_remark WHERE gmina = %(gmina)s AND decision {_here('decision')}",
    "recalculation_item": f"""
UPDATE recalculation_item SET steps = NULL, receipt = NULL, refusals = NULL
 WHERE gmina = %(gmina)s AND (root {_here("decision")} OR older {_here("decision")} OR decision {_here("decision")}
                                  OR award {_here("award")})""",
    "case_clock": f"UPDATE case_clock SET kind_reason = '' WHERE gmina = %(gmina)s AND application {_here('application')}"
    " AND kind_reason IS NOT NULL",
    "case_pause": f"UPDATE case_pause SET reason = '' WHERE gmina = %(gmina)s AND application {_here('application')}",
    "delay_notice": f"UPDATE delay_notice SET reason = '' WHERE gmina = %(gmina)s AND application {_here('application')}",
    "task_act": f"""
UPDATE task_act SET note = NULL
 WHERE gmina = %(gmina)s AND note IS NOT NULL AND string_to_array(key, ':') && ARRAY(
       SELECT record::text FROM erased_record WHERE gmina = %(gmina)s AND destruction = %(destruction)s
       UNION ALL SELECT id::text FROM decision_party WHERE gmina = %(gmina)s AND decision {_here("decision")}
       UNION ALL SELECT id::text FROM delivery WHERE gmina = %(gmina)s AND decision {_here("decision")}
       UNION ALL SELECT id::text FROM appeal WHERE gmina = %(gmina)s AND decision {_here("decision")}
       UNION ALL SELECT id::text FROM extraordinary WHERE gmina = %(gmina)s AND decision {_here("decision")}
       UNION ALL SELECT id::text FROM payment_notice WHERE gmina = %(gmina)s AND award {_here("award")}
       UNION ALL SELECT id::text FROM overpayment_relief WHERE gmina = %(gmina)s AND overpayment {_here("overpayment")}
       UNION ALL SELECT id::text FROM task
                  WHERE gmina = %(gmina)s AND (application {_here("application")} OR decision {_here("decision")}))""",
    "task": f"""
UPDATE task SET title = '{ERASED_NAME}'
 WHERE gmina = %(gmina)s AND (application {_here("application")} OR decision {_here("decision")})""",
    "letter_body": f"DELETE FROM letter_body WHERE gmina = %(gmina)s AND letter {_here('letter')}",
    "payment_way": f"""
DELETE FROM payment_way WHERE gmina = %(gmina)s AND (award {_here("award")} OR person {_here("person")})""",
    # What a clerk wrote of an uncollected payment, or why a proposal was refused, may name anybody.
    "payment_notice": f"""
UPDATE payment_notice SET close_reason = '{ERASED_NAME}' WHERE gmina = %(gmina)s AND close_reason IS NOT NULL AND award {_here("award")}""",
    "money_proposal": f"""
UPDATE money_proposal SET decided_reason = '{ERASED_NAME}'
 WHERE gmina = %(gmina)s AND decided_reason IS NOT NULL
   AND (overpayment {_here("overpayment")}
        OR payment IN (SELECT id FROM payment p WHERE p.gmina = %(gmina)s AND p.award {_here("award")}))""",
    "person_address": f"DELETE FROM person_address WHERE gmina = %(gmina)s AND person {_here('person')}",
    "person_former": f"DELETE FROM person_former WHERE gmina = %(gmina)s AND person {_here('person')}",
    "bailiff_claim": f"DELETE FROM bailiff_claim WHERE gmina = %(gmina)s AND person {_here('person')}",
    # What is established of a person goes with her; what was taken in a case goes with the case.
    "evidence_content": f"""
DELETE FROM evidence_content WHERE gmina = %(gmina)s AND id IN (
    SELECT id FROM established_fact WHERE gmina = %(gmina)s AND (person {_here("person")} OR person IS NULL AND household IN (
           SELECT id FROM household WHERE gmina = %(gmina)s AND reference_person {_here("person")}))
    UNION SELECT id FROM register_lookup WHERE gmina = %(gmina)s AND (person {_here("person")} OR application {_here("application")})
    UNION SELECT a.id FROM register_answer a JOIN register_lookup l ON l.gmina = a.gmina AND l.id = a.lookup
           WHERE a.gmina = %(gmina)s AND (l.person {_here("person")} OR l.application {_here("application")})
    UNION SELECT e.id FROM evidence e WHERE e.gmina = %(gmina)s AND (e.application {_here("application")}
              OR EXISTS (SELECT FROM established_fact f WHERE f.gmina = e.gmina AND f.evidence = e.id AND f.person {_here("person")})
             AND NOT EXISTS (SELECT FROM established_fact f WHERE f.gmina = e.gmina AND f.evidence = e.id
                                AND NOT {_gone("person", "f.person")})))""",
    "household_member": f"DELETE FROM household_member WHERE gmina = %(gmina)s AND person {_here('person')}",
    "household": f"""
UPDATE household SET pseudonym = {_RANDOM}, version = version + 1 WHERE gmina = %(gmina)s AND reference_person {_here("person")}""",
    "import_record": f"DELETE FROM import_record WHERE gmina = %(gmina)s AND target {_here('person')}",
    "person": f"""
UPDATE person SET first_name = '', last_name = '{ERASED_NAME}', sort_key = '', birth_date = '1900-01-01', pesel = NULL,
       pesel_index = NULL, document = NULL, document_index = NULL, index_kid = NULL, pseudonym = {_RANDOM},
       merged_reason = NULL, number_basis = NULL, erased_on = %(on)s, version = version + 1
 WHERE gmina = %(gmina)s AND id {_here("person")}""",
}
"""Table to what is done with it."""

_MONEY = "rows of money and what it was paid for: ids, days and amounts"
_ACTS = "acts with days and officials: no personal data of a party"
KEPT: dict[str, str] = {
    **dict.fromkeys(
        ("award", "award_amount", "award_hold", "award_commitment", "payment", "payment_list", "payment_list_act", "payment_reversal",
         "payment_deduction", "payment_circuit", "payment_funding", "overpayment", "overpayment_movement",
         "overpayment_entry", "overpayment_act", "overpayment_relief", "overpayment_enforcement", "recalculation", "recalculation_cost",
         "recalculation_letter"),
        _MONEY,
    ),
    **dict.fromkeys(
        ("application_matter", "application_step", "application_decision", "application_reopening", "attachment_note", "proposal_taken",
         "decision_number", "decision_course", "decision_authority",
         "decision_party", "delivery", "delivery_event", "call_sending", "call_sending_event",
         "letter_sending", "letter_sending_event", "party_request",
         "discontinuing_notice", "waiver", "appeal", "appeal_result", "court_complaint", "extraordinary", "award_act",
         "household_told", "household_kind", "proceeding_pause",
         "case_sign", "case_file", "case_act", "case_matter", "letter", "exclusion", "restriction", "register_act", "task_mark"),
        _ACTS,
    ),
    **dict.fromkeys(
        ("evidence", "established_fact", "register_lookup", "register_answer", "decision_basis", "decision_evidence"),
        "ids, codes of closed lists, days and officials; what they say stands in evidence_content",
    ),
    **dict.fromkeys(
        ("destruction", "destruction_item", "destruction_act", "erased_record"), "what was destroyed, when and with whose consent"
    ),
    **dict.fromkeys(
        ("archive_passing", "archive_passing_item"), "what passed to the state archive, when and under which sign"
    ),
    **dict.fromkeys(("audit_entry", "audit_seal", "audit_sealed"), "who saw and did what, by id"),
    **dict.fromkeys(("event_log", "event_head"), "facts under pseudonyms, on the accounting ground"),
    **dict.fromkeys(
        ("staff_entry", "authorisation", "deputyship", "file_plan", "file_plan_class", "number_series", "letter_template",
         "office_settings", "calendar", "institution", "institution_version"),
        "about the office, not about parties",
    ),
    **dict.fromkeys(("import_run", "import_line", "import_error"), "emptied when a run ends, or by the sweeper"),
    "idempotency_key": "answers without personal data, swept after their time",
}  # fmt: skip
"""Table to why nothing of it is erased."""


async def erase(db: WriteSession, destruction: UUID, cases: Sequence[UUID], on: object, own: Own = NOTHING) -> None:
    """Erases what only the cases hold, which are destroyed already in `case_file`; what was erased stands in `erased_record`."""
    connection = await raw(db)
    parameters = {"gmina": db.gmina, "destruction": destruction, "cases": list(cases), "on": on}
    keep = "".join(f" UNION {sql}" for sql in own.keeps)
    marks = (*_MARK, _MARK_PERSONS.replace(_AND_KEPT, keep))
    for statement in (*marks, *own.erase.values(), *ERASE.values()):
        await connection.execute(statement, parameters)
