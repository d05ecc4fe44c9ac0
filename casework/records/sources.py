"""Where the history of a case is read from: each table of acts as one select of the same columns, joined when it is asked for.

on_day, by_whom (none: nobody of the office acted), act (a code of acts.py), kind and thing (what the act is on), part (its number there),
document (how the paper is found in the file), article, detail (codes, days and amounts; never a name), and the decision and the
application that hide the entry from whoever does not see them. A slice with acts of its own adds its select to `SOURCES`.
"""

_AT_ID = "to_timestamp(('x' || left(replace({id}::text, '-', ''), 12))::bit(48)::bigint / 1000.0)"
"""When a row was written, from its identifier (UUID version 7), where nothing else says it."""
_NO = "NULL::text"
_NONE = "'{}'::jsonb"
_NOBODY = "NULL::uuid"

SOURCES: dict[str, str] = {
    "case": f"""
SELECT sign, opened_on AS on_day, created_at AS at, opened_by AS by_whom, 'case_opened' AS act, 'case' AS kind, id AS thing,
       0 AS part, text AS document, {_NO} AS article, {_NONE} AS detail, {_NOBODY} AS decision, {_NOBODY} AS application
  FROM (SELECT id AS sign, id, sign AS text, opened_on, opened_by, created_at FROM case_sign
         WHERE gmina = %(gmina)s AND id = ANY (%(cases)s::uuid[])) AS s""",
    "case_act": f"""
SELECT sign, on_day, noted_at, by_whom, 'case_' || act, 'case', sign, number, document, {_NO},
       jsonb_strip_nulls(jsonb_build_object('reason', reason)), {_NOBODY}, {_NOBODY}
  FROM case_act WHERE gmina = %(gmina)s AND sign = ANY (%(cases)s::uuid[])""",
    "case_matter": f"""
SELECT sign, linked_on, NULL, linked_by, 'case_' || kind || '_linked', kind, matter, 0, {_NO}, {_NO}, {_NONE},
       CASE WHEN kind = 'decision' THEN matter END, {_NOBODY}
  FROM case_matter WHERE gmina = %(gmina)s AND sign = ANY (%(cases)s::uuid[])""",
    "application_step": """
SELECT c.sign, t.on_day, t.created_at, t.by_whom, 'application_' || t.step, 'application', t.application, t.number,
       coalesce(l.znak || ' ' || l.kind, a.register_mark || '/' || a.register_number || '/' || a.register_year), t.article,
       t.detail || jsonb_build_object('state', t.state), NULL::uuid, t.application
  FROM c_application c
  JOIN application a ON a.gmina = %(gmina)s AND a.id = c.application
  JOIN application_step t ON t.gmina = %(gmina)s AND t.application = c.application
  LEFT JOIN letter l ON l.gmina = %(gmina)s AND l.id = t.letter""",
    "clock": """
SELECT c.sign, m.on_day, NULL, m.by_whom, 'clock_' || m.act, 'application', c.application, m.part, l.znak, m.article,
       jsonb_strip_nulls(jsonb_build_object('ground', m.ground, 'first_day', m.first_day, 'last_day', m.last_day)), NULL::uuid,
       c.application
  FROM c_application c
 CROSS JOIN LATERAL (
       SELECT 500 AS part, 'complex' AS act, k.kind_on AS on_day, k.kind_by AS by_whom, 'art. 35 § 3 k.p.a.' AS article,
              NULL::text AS ground, NULL::date AS first_day, NULL::date AS last_day, NULL::uuid AS letter
         FROM case_clock k WHERE k.gmina = %(gmina)s AND k.application = c.application AND k.kind = 'complex'
       UNION ALL
       SELECT 500 + p.number, 'paused', p.noted_on, p.noted_by, 'art. 35 § 5 k.p.a.', p.ground, p.first_day, p.last_day, NULL
         FROM case_pause p WHERE p.gmina = %(gmina)s AND p.application = c.application
       UNION ALL
       SELECT 700 + d.number, 'delay_told', d.told_on, d.noted_by, 'art. 36 § 1 k.p.a.', NULL, d.term_was, d.new_day, d.letter
         FROM delay_notice d WHERE d.gmina = %(gmina)s AND d.application = c.application) AS m
  LEFT JOIN letter l ON l.gmina = %(gmina)s AND l.id = m.letter""",
    "attachment": """
SELECT c.sign, t.received_on, t.created_at, t.added_by, 'attachment_added', 'attachment', t.id, 0,
       'SHA-256 ' || left(encode(t.sha256, 'hex'), 16), NULL, jsonb_build_object('media_type', t.media_type, 'size', t.size),
       NULL::uuid, t.application
  FROM c_application c JOIN attachment t ON t.gmina = %(gmina)s AND t.application = c.application""",
    "attachment_note": """
SELECT c.sign, n.noted_on, n.created_at, n.noted_by, 'attachment_' || n.act, 'attachment', t.id, n.number,
       'SHA-256 ' || left(encode(t.sha256, 'hex'), 16), NULL,
       jsonb_strip_nulls(jsonb_build_object('kind', n.kind, 'received_on', n.received_on, 'posted_on', n.posted_on, 'reason', n.reason)),
       NULL::uuid, t.application
  FROM c_application c
  JOIN attachment t ON t.gmina = %(gmina)s AND t.application = c.application
  JOIN attachment_note n ON n.gmina = t.gmina AND n.attachment = t.id""",
    "letter": """
SELECT c.sign, l.made_on, l.created_at, l.made_by, CASE WHEN l.draft THEN 'letter_drafted' ELSE 'letter_made' END, 'letter', l.id, 0,
       l.znak || ' ' || l.kind || ' ' || l.dated, NULL, jsonb_build_object('kind', l.kind, 'dated', l.dated), l.decision, NULL::uuid
  FROM c_letter c JOIN letter l ON l.gmina = %(gmina)s AND l.id = c.letter""",
    "decision": """
SELECT c.sign, m.on_day, NULL, m.by_whom, 'decision_' || m.act, 'decision', d.id, m.part,
       (SELECT min(l.znak) FROM letter l WHERE l.gmina = d.gmina AND l.decision = d.id AND l.kind = 'decision' AND NOT l.draft),
       d.legal_basis, jsonb_build_object('benefit', d.benefit, 'kind', d.kind, 'outcome', d.outcome), d.id, NULL::uuid
  FROM c_decision c
  JOIN decision d ON d.gmina = %(gmina)s AND d.id = c.decision
 CROSS JOIN LATERAL (VALUES (1, 'prepared', d.prepared_on, d.prepared_by), (2, 'approved', d.approved_on, d.approved_by),
                            (3, 'issued', d.issued_on, d.issued_by), (4, 'delivered', d.delivered_on, NULL),
                            (5, 'became_final', d.final_on, NULL)) AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "given_back": """
SELECT c.sign, r.given_on, NULL, r.given_by, 'decision_given_back', 'decision', r.decision, 6 + r.number, NULL, 'art. 107 k.p.a.',
       jsonb_build_object('number', r.number), r.decision, NULL::uuid
  FROM c_decision c JOIN decision_remark r ON r.gmina = %(gmina)s AND r.decision = c.decision""",
    "approval_taken_back": """
SELECT c.sign, a.on_day, NULL, a.official, 'decision_approved', 'decision', d.id, 2, NULL, d.legal_basis,
       jsonb_build_object('benefit', d.benefit, 'kind', d.kind, 'outcome', d.outcome), d.id, NULL::uuid
  FROM c_decision c
  JOIN decision d ON d.gmina = %(gmina)s AND d.id = c.decision AND d.approved_on IS NULL
  JOIN decision_authority a ON a.gmina = d.gmina AND a.decision = d.id AND a.step = 'approve'""",
    "enforceability": """
SELECT c.sign, k.immediate_on, NULL, k.immediate_by, 'decision_made_enforceable', 'decision', k.decision, 6, NULL, 'art. 108 k.p.a.',
       jsonb_build_object('ground', k.immediate_ground), k.decision, NULL::uuid
  FROM c_decision c
  JOIN decision_course k ON k.gmina = %(gmina)s AND k.decision = c.decision AND k.immediate_on IS NOT NULL""",
    "party": f"""
SELECT c.sign,
       CASE WHEN {_AT_ID.format(id="p.id")} < d.created_at + interval '1 minute' THEN d.prepared_on
            ELSE {_AT_ID.format(id="p.id")}::date END,
       {_AT_ID.format(id="p.id")}, p.noted_by, 'party_noted', 'decision', p.decision, 7, NULL,
       'art. 28 k.p.a.', jsonb_build_object('party', p.id, 'attorney', p.attorney IS NOT NULL), p.decision, NULL::uuid
  FROM c_decision c
  JOIN decision d ON d.gmina = %(gmina)s AND d.id = c.decision
  JOIN decision_party p ON p.gmina = %(gmina)s AND p.decision = c.decision""",
    "party_withdrawn": """
SELECT c.sign, p.withdrawn_on, NULL, p.withdrawn_by, 'party_withdrawn', 'decision', p.decision, 9, NULL, 'art. 28 k.p.a.',
       jsonb_build_object('party', p.id, 'reason', p.withdrawn_reason), p.decision, NULL::uuid
  FROM c_decision c
  JOIN decision_party p ON p.gmina = %(gmina)s AND p.decision = c.decision AND p.withdrawn_on IS NOT NULL""",
    "exclusion": """
SELECT c.sign, r.on_day, r.at, r.by, 'exclusion_' || r.act, 'exclusion', x.id, 0, NULL, 'art. 24-27 k.p.a.',
       jsonb_build_object('ground', x.ground), c.decision, NULL::uuid
  FROM c_decision c
  JOIN exclusion x ON x.gmina = %(gmina)s AND x.matter_kind = 'decision' AND x.matter = c.decision
  JOIN register_act r ON r.gmina = %(gmina)s AND r.register_name = 'exclusion' AND r.entry = x.id""",
    "exclusion_of_application": """
SELECT c.sign, r.on_day, r.at, r.by, 'exclusion_' || r.act, 'exclusion', x.id, 0, NULL, 'art. 24-27 k.p.a.',
       jsonb_build_object('ground', x.ground), NULL::uuid, c.application
  FROM c_application c
  JOIN exclusion x ON x.gmina = %(gmina)s AND x.matter_kind = 'application' AND x.matter = c.application
  JOIN register_act r ON r.gmina = %(gmina)s AND r.register_name = 'exclusion' AND r.entry = x.id""",
    "delivery": """
SELECT c.sign, v.sent_on, v.created_at, v.sent_by, 'delivery_sent', 'delivery', v.id, 0, l.znak, v.article,
       jsonb_strip_nulls(jsonb_build_object('way', v.way, 'act', v.act, 'party', v.party, 'state', v.state,
                                            'delivered_on', v.delivered_on, 'fiction', v.fiction)), v.decision, NULL::uuid
  FROM c_decision c
  JOIN delivery v ON v.gmina = %(gmina)s AND v.decision = c.decision
  LEFT JOIN letter l ON l.gmina = %(gmina)s AND l.id = v.letter""",
    "delivery_event": """
SELECT c.sign, coalesce(e.on_day, e.noted_at::date), e.noted_at, e.noted_by,
       CASE WHEN e.corrects IS NULL THEN 'delivery_noted' ELSE 'delivery_corrected' END, 'delivery', v.id, e.number, NULL, v.article,
       jsonb_strip_nulls(jsonb_build_object('event', e.kind, 'corrects', e.corrects)), v.decision, NULL::uuid
  FROM c_decision c
  JOIN delivery v ON v.gmina = %(gmina)s AND v.decision = c.decision
  JOIN delivery_event e ON e.gmina = %(gmina)s AND e.delivery = v.id""",
    "letter_sending": """
SELECT c.sign, v.sent_on, v.created_at, v.sent_by, 'delivery_sent', 'letter', l.id, 1, l.znak || ' ' || l.kind || ' ' || l.dated, v.article,
       jsonb_strip_nulls(jsonb_build_object('sending', v.id, 'way', v.way, 'kind', l.kind, 'state', v.state,
                                            'delivered_on', v.delivered_on, 'fiction', v.fiction)), l.decision, NULL::uuid
  FROM c_letter c
  JOIN letter l ON l.gmina = %(gmina)s AND l.id = c.letter
  JOIN letter_sending v ON v.gmina = %(gmina)s AND v.letter = c.letter""",
    "letter_sending_event": """
SELECT c.sign, coalesce(e.on_day, e.noted_at::date), e.noted_at, e.noted_by,
       CASE WHEN e.corrects IS NULL THEN 'delivery_noted' ELSE 'delivery_corrected' END, 'letter', l.id, 1 + e.number, NULL, v.article,
       jsonb_strip_nulls(jsonb_build_object('sending', v.id, 'event', e.kind, 'corrects', e.corrects)), l.decision, NULL::uuid
  FROM c_letter c
  JOIN letter l ON l.gmina = %(gmina)s AND l.id = c.letter
  JOIN letter_sending v ON v.gmina = %(gmina)s AND v.letter = c.letter
  JOIN letter_sending_event e ON e.gmina = %(gmina)s AND e.sending = v.id""",
    "waiver": """
SELECT c.sign, w.received_on, w.noted_at, w.noted_by, 'waiver_noted', 'decision', w.decision, 8, NULL, 'art. 127a k.p.a.',
       jsonb_build_object('party', w.party), w.decision, NULL::uuid
  FROM c_decision c JOIN waiver w ON w.gmina = %(gmina)s AND w.decision = c.decision""",
    "appeal": """
SELECT c.sign, m.on_day, CASE WHEN m.part = 1 THEN a.created_at END, m.by_whom, 'appeal_' || m.act, 'appeal', a.id, m.part, a.sko_sign,
       m.article, jsonb_build_object('way', a.way, 'in_time', a.in_time, 'state', a.state), a.decision, NULL::uuid
  FROM c_decision c
  JOIN appeal a ON a.gmina = %(gmina)s AND a.decision = c.decision
 CROSS JOIN LATERAL (VALUES (1, 'registered', a.received_on, a.registered_by, 'art. 127-129 k.p.a.'),
                            (2, 'term_restored', a.restored_on, NULL, 'art. 58-59 k.p.a.'),
                            (3, 'withdrawn', a.withdrawn_on, NULL, 'art. 137 k.p.a.'),
                            (4, 'passed_on', a.passed_on, a.passed_by, 'art. 133 k.p.a.'),
                            (900, 'carried_out', a.carried_out_on, NULL, 'art. 138 k.p.a.'))
       AS m(part, act, on_day, by_whom, article)
 WHERE m.on_day IS NOT NULL""",
    "appeal_result": """
SELECT c.sign, r.delivered_on, r.noted_at, r.noted_by, 'appeal_result_noted', 'appeal', r.appeal, 10 + r.number, r.sign,
       'art. 132, art. 138 k.p.a.', jsonb_build_object('author', r.author, 'outcome', r.outcome, 'decided_on', r.decided_on),
       a.decision, NULL::uuid
  FROM c_decision c
  JOIN appeal a ON a.gmina = %(gmina)s AND a.decision = c.decision
  JOIN appeal_result r ON r.gmina = %(gmina)s AND r.appeal = a.id""",
    "court": """
SELECT c.sign, m.on_day, NULL, m.by_whom, 'court_' || m.act, 'complaint', k.id, m.part, k.sign, 'art. 53-54 p.p.s.a.',
       jsonb_strip_nulls(jsonb_build_object('kind', k.kind, 'outcome', k.outcome)), k.decision, NULL::uuid
  FROM c_decision c
  JOIN court_complaint k ON k.gmina = %(gmina)s AND k.decision = c.decision
 CROSS JOIN LATERAL (VALUES (1, 'complaint_noted', k.complained_on, k.noted_by), (2, 'judgment_noted', k.ended_on, k.noted_by))
       AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "extraordinary": """
SELECT c.sign, m.on_day, CASE WHEN m.part = 1 THEN x.created_at END, m.by_whom, x.kind || '_' || m.act, 'proceeding', x.id, m.part, x.sign,
       CASE x.kind WHEN 'reopening' THEN 'art. 145-151 k.p.a.' ELSE 'art. 156-158 k.p.a.' END,
       jsonb_strip_nulls(jsonb_build_object('ground', x.ground, 'outcome', x.outcome)), x.decision, NULL::uuid
  FROM c_decision c
  JOIN extraordinary x ON x.gmina = %(gmina)s AND x.decision = c.decision
 CROSS JOIN LATERAL (VALUES (1, 'asked', x.received_on, x.noted_by), (2, 'started', x.started_on, NULL),
                            (3, 'decided', x.decided_on, NULL)) AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "award": """
SELECT c.sign, coalesce(d.issued_on, a.since), NULL, d.issued_by, 'award_made', 'award', a.id, 0, NULL, d.legal_basis,
       jsonb_strip_nulls(jsonb_build_object('benefit', a.benefit, 'since', a.since, 'until', a.until, 'state', a.state)), a.decision,
       NULL::uuid
  FROM c_award c
  JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award
  LEFT JOIN decision d ON d.gmina = %(gmina)s AND d.id = a.decision""",
    "hold": """
SELECT c.sign, h.since, NULL, NULL, 'award_held', 'award', h.award, 1, NULL, NULL,
       jsonb_strip_nulls(jsonb_build_object('until', h.until, 'decision', h.decision)), h.decision, NULL::uuid
  FROM c_award c JOIN award_hold h ON h.gmina = %(gmina)s AND h.award = c.award AND h.decision IS NOT NULL""",
    "award_act": """
SELECT c.sign, t.on_day, t.at, t.by_whom, 'award_' || t.act, 'award', t.award, 1 + t.number, t.document, NULL,
       jsonb_build_object('reason', t.reason, 'month', to_char(t.month, 'YYYY-MM')), w.decision, NULL::uuid
  FROM c_award c
  JOIN award w ON w.gmina = %(gmina)s AND w.id = c.award
  JOIN award_act t ON t.gmina = %(gmina)s AND t.award = c.award""",
    "payment": """
SELECT c.sign, p.booked_on, NULL, NULL, 'payment_settled', 'payment', p.id, 0, l.number, NULL,
       jsonb_build_object('benefit', p.benefit, 'month', to_char(p.period, 'YYYY-MM'), 'amount', p.amount, 'state', p.state),
       a.decision, NULL::uuid
  FROM c_payment c
  JOIN payment p ON p.gmina = %(gmina)s AND p.id = c.payment
  JOIN award a ON a.gmina = %(gmina)s AND a.id = p.award
  JOIN payment_list l ON l.gmina = %(gmina)s AND l.id = p.list
 WHERE p.booked_on IS NOT NULL""",
    "reversal": """
SELECT c.sign, r.booked_on, NULL, NULL, 'payment_reversed', 'payment', r.payment, 1, NULL, NULL,
       jsonb_build_object('mode', r.mode, 'amount', r.amount), a.decision, NULL::uuid
  FROM c_payment c
  JOIN payment_reversal r ON r.gmina = %(gmina)s AND r.payment = c.payment
  JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award""",
    "notice": """
SELECT c.sign, m.on_day, NULL, m.by_whom, 'notice_' || m.act, 'notice', n.id, m.part, NULL, NULL,
       jsonb_build_object('kind', n.kind, 'months', n.months), a.decision, NULL::uuid
  FROM c_award c
  JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award
  JOIN payment_notice n ON n.gmina = %(gmina)s AND n.award = c.award
 CROSS JOIN LATERAL (VALUES (1, 'raised', n.raised_on, NULL), (2, 'closed', n.closed_on, n.closed_by)) AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "overpayment": """
SELECT c.sign, o.registered_on, o.created_at, o.registered_by, 'overpayment_registered', 'overpayment', o.id, 0, o.decision_sign, NULL,
       jsonb_build_object('benefit', o.benefit, 'ground', o.ground, 'state', o.state), o.decision, NULL::uuid
  FROM c_overpayment c JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment""",
    "overpayment_act": """
SELECT c.sign, v.on_day, NULL, v.by_whom, 'overpayment_' || v.act, 'overpayment', v.id, 0, o.decision_sign, NULL,
       jsonb_strip_nulls(jsonb_build_object('overpayment', v.overpayment, 'reason', v.reason)), coalesce(v.decision, o.decision), NULL::uuid
  FROM c_overpayment c
  JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  JOIN overpayment_act v ON v.gmina = %(gmina)s AND v.overpayment = c.overpayment""",
    "movement": """
SELECT c.sign, v.recorded_on, v.recorded_at, v.recorded_by, 'overpayment_' || v.kind, 'overpayment', v.overpayment, 1, v.document, NULL,
       jsonb_strip_nulls(jsonb_build_object('movement', v.id, 'amount', v.amount, 'channel', v.channel, 'day', v.day)), o.decision,
       NULL::uuid
  FROM c_overpayment c
  JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  JOIN overpayment_movement v ON v.gmina = %(gmina)s AND v.overpayment = c.overpayment""",
    "storno": """
SELECT c.sign, m.on_day, CASE WHEN m.part = 2 THEN o.proposed_at END, m.by_whom, 'storno_' || m.act, 'payment', o.payment, m.part,
       o.document, NULL, jsonb_build_object('proposal', o.id, 'reason', o.reason), a.decision, NULL::uuid
  FROM c_payment c
  JOIN award a ON a.gmina = %(gmina)s AND a.id = c.award
  JOIN money_proposal o ON o.gmina = %(gmina)s AND o.payment = c.payment
 CROSS JOIN LATERAL (VALUES (2, 'proposed', o.proposed_on, o.proposed_by), (3, o.outcome, o.decided_on, o.decided_by))
       AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "give_back": """
SELECT c.sign, m.on_day, CASE WHEN m.part = 4 THEN g.proposed_at END, m.by_whom, 'give_back_' || m.act, 'overpayment', g.overpayment,
       m.part, g.document, NULL, jsonb_build_object('proposal', g.id, 'amount', g.amount), o.decision, NULL::uuid
  FROM c_overpayment c
  JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  JOIN money_proposal g ON g.gmina = %(gmina)s AND g.overpayment = c.overpayment
 CROSS JOIN LATERAL (VALUES (4, 'proposed', g.proposed_on, g.proposed_by), (5, g.outcome, g.decided_on, g.decided_by))
       AS m(part, act, on_day, by_whom)
 WHERE m.on_day IS NOT NULL""",
    "relief": """
SELECT c.sign, r.recorded_on, NULL, r.recorded_by, 'overpayment_' || r.kind || '_granted', 'overpayment', r.overpayment, 2, r.decision_sign,
       NULL, jsonb_build_object('relief', r.id), coalesce(r.decision, o.decision), NULL::uuid
  FROM c_overpayment c
  JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  JOIN overpayment_relief r ON r.gmina = %(gmina)s AND r.overpayment = c.overpayment""",
    "enforcement": """
SELECT c.sign, e.day, NULL, e.recorded_by, 'overpayment_' || e.act, 'overpayment', e.overpayment, 3, e.number, NULL,
       jsonb_build_object('enforcement', e.id), o.decision, NULL::uuid
  FROM c_overpayment c
  JOIN overpayment o ON o.gmina = %(gmina)s AND o.id = c.overpayment
  JOIN overpayment_enforcement e ON e.gmina = %(gmina)s AND e.overpayment = c.overpayment""",
}
