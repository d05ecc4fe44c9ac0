"""Parts that queries of several sources read: the rule book's lengths and free days, what no list pays, the office's clock, the state of
instalments.

The office's clock here and casework/terms/office.py count alike (a test compares them over random cases): days that do not count,
in order and each once, move the end by a day as long as they fall before it.
"""

from casework.overpayments.store import RELIEF_STANDS

PARTS: dict[str, str] = {
    "length": """
        SELECT code, since, until, months, days
          FROM unnest(:length_code, :length_since, :length_until, :length_months, :length_days)
               AS l(code, since, until, months, days)
    """,
    "invoiced": "SELECT code FROM unnest(:invoiced) AS i(code)",
    "free": "SELECT day, next FROM unnest(:free_day, :free_next) AS f(day, next)",
    "open_application": """
        SELECT a.id, s.began, a.unit, a.applicant, a.representative, a.household, a.state, k.new_day,
               (s.began + make_interval(months => l.months, days => l.days))::date AS raw
          FROM application a
         CROSS JOIN LATERAL (SELECT coalesce(a.reopened_on, a.received_on) AS began) s
          LEFT JOIN case_clock k ON k.gmina = a.gmina AND k.application = a.id
          JOIN length l ON l.code = coalesce(k.kind, 'explanation') AND s.began BETWEEN l.since AND l.until
         WHERE a.gmina = :gmina AND a.state IN ('registered', 'called', 'completed', 'reopened')
    """,
    "not_counted": """
        SELECT c.application, c.made_on AS first_day,
               CASE WHEN c.last_day IS NULL THEN least(c.answered_on, c.closed_on)
                    ELSE greatest(c.made_on, least(c.answered_on, c.closed_on, c.last_day)) END AS last_day
          FROM application_call c JOIN open_application a ON a.id = c.application WHERE c.gmina = :gmina
        UNION ALL
        SELECT p.application, p.first_day, p.last_day
          FROM case_pause p JOIN open_application a ON a.id = p.application WHERE p.gmina = :gmina
    """,
    "moved": """
        SELECT o.application, count(*)::integer AS days
          FROM (SELECT d.application, d.raw, d.day, row_number() OVER (PARTITION BY d.application ORDER BY d.day)::integer AS n
                  FROM (SELECT DISTINCT s.application, a.raw, greatest(s.first_day, a.began + 1) + n AS day
                          FROM not_counted s JOIN open_application a ON a.id = s.application
                         CROSS JOIN generate_series(
                               0, coalesce(s.last_day, :day) - greatest(s.first_day, a.began + 1)) AS n) d) o
         WHERE o.day - (o.n - 1) <= o.raw
         GROUP BY o.application
    """,
    "sector": """
        SELECT benefit, electronic, since, until, day
          FROM unnest(:sector_benefit, :sector_electronic, :sector_since, :sector_until, :sector_day)
               AS s(benefit, electronic, since, until, day)
    """,
    # As casework/tasks/sector.py has it: from the day on which the application was whole, and of every benefit or of none.
    "sector_term": """
        SELECT a.id, max(s.day) AS day
          FROM open_application a
          JOIN application o ON o.gmina = :gmina AND o.id = a.id AND o.reopened_on IS NULL AND EXISTS (SELECT FROM sector)
         CROSS JOIN LATERAL (SELECT greatest(o.received_on, max(c.answered_on)) AS day
                               FROM application_call c WHERE c.gmina = :gmina AND c.application = a.id) w
          JOIN application_matter m ON m.gmina = :gmina AND m.application = a.id AND m.closed_on IS NULL
          LEFT JOIN sector s ON s.benefit = m.benefit AND s.electronic = (o.form IN ('electronic_form', 'electronic_delivery'))
               AND w.day BETWEEN s.since AND s.until
         GROUP BY a.id HAVING count(*) = count(s.day)
    """,
    "case_term": """
        SELECT a.id, a.began, a.unit, a.applicant, a.representative, a.household, a.state,
               greatest(coalesce(f.next, a.raw + coalesce(m.days, 0)), a.new_day, t.day) AS last_day,
               EXISTS (SELECT FROM not_counted s WHERE s.application = a.id AND s.first_day <= :day
                          AND (s.last_day IS NULL OR s.last_day >= :day)) AS stands
          FROM open_application a
          LEFT JOIN moved m ON m.application = a.id
          LEFT JOIN sector_term t ON t.id = a.id
          LEFT JOIN free f ON f.day = a.raw + coalesce(m.days, 0)
    """,
    "relief": f"""
        SELECT DISTINCT ON (r.overpayment) r.id, r.overpayment, r.decided_on, r.instalments, r.grace_days
          FROM overpayment_relief r JOIN overpayment o ON o.gmina = r.gmina AND o.id = r.overpayment
         WHERE r.gmina = :gmina AND r.decided_on <= :day AND o.state IN ('decided', 'final')
           AND {RELIEF_STANDS}
         ORDER BY r.overpayment, r.decided_on DESC, r.id DESC
    """,
    "repaid": """
        SELECT r.id AS relief, m.day, m.amount
          FROM relief r JOIN overpayment_movement m ON m.gmina = :gmina AND m.overpayment = r.overpayment
         WHERE m.kind = 'repayment' AND m.day BETWEEN r.decided_on AND :day
           AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
    """,
    "instalment": """
        SELECT i.relief, i.overpayment, i.due_on, i.until, paid.whole < i.reached AS unpaid,
               :day > i.until AND paid.in_time < i.reached AS missed
          FROM (SELECT r.id AS relief, r.overpayment, (e.item ->> 'due_on')::date AS due_on,
                       (e.item ->> 'due_on')::date + r.grace_days AS until,
                       sum((e.item ->> 'amount')::bigint) OVER (
                           PARTITION BY r.id ORDER BY (e.item ->> 'due_on')::date, e.place ROWS UNBOUNDED PRECEDING) AS reached
                  FROM relief r CROSS JOIN jsonb_array_elements(r.instalments) WITH ORDINALITY AS e(item, place)) i
         CROSS JOIN LATERAL (
               SELECT coalesce(sum(p.amount), 0) AS whole, coalesce(sum(p.amount) FILTER (WHERE p.day <= i.until), 0) AS in_time
                 FROM repaid p WHERE p.relief = i.relief) paid
    """,
    # Each break lets the years run anew, unless they had ended before it; under some acts after the last day of payment, and relief alone.
    "limitation": f"""
        SELECT o.id, b.ends
          FROM overpayment o
          JOIN length l ON l.code = 'limit:' || o.rules AND o.final_on BETWEEN l.since AND l.until
          LEFT JOIN length z ON z.code = 'put_off:' || o.rules
         CROSS JOIN LATERAL (
               SELECT max(k.ends) AS ends
                 FROM (SELECT c.ends,
                              count(*) FILTER (WHERE c.day > c.before) OVER (ORDER BY c.day ROWS UNBOUNDED PRECEDING) AS gaps
                         FROM (SELECT e.day, e.ends,
                                      max(e.ends) OVER (ORDER BY e.day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                                 FROM (SELECT d.day, (d.anew + make_interval(months => l.months))::date AS ends
                                         FROM (SELECT o.final_on AS day, o.final_on AS anew
                                               UNION ALL
                                               SELECT r.decided_on,
                                                      CASE WHEN z.code IS NULL THEN r.decided_on
                                                           ELSE greatest(r.decided_on, (
                                                                SELECT max((i.item ->> 'due_on')::date)
                                                                  FROM jsonb_array_elements(r.instalments) AS i(item))) END
                                                 FROM overpayment_relief r
                                                WHERE r.gmina = o.gmina AND r.overpayment = o.id
                                                  AND {RELIEF_STANDS}
                                               UNION ALL
                                               SELECT x.day, x.day FROM overpayment_enforcement x
                                                WHERE x.gmina = o.gmina AND x.overpayment = o.id AND x.act = 'measure_notified'
                                                  AND z.code IS NULL) d
                                        WHERE d.day >= o.final_on) e) c) k
                WHERE k.gaps = 0) b
         WHERE o.gmina = :gmina AND o.state = 'final'
    """,
}
"""In order: each reads those before it. A part that no query of a statement reads costs nothing."""


def with_parts(query: str) -> str:
    """The query with the parts before it."""
    return "WITH " + ",\n".join(f"{name} AS ({sql})" for name, sql in PARTS.items()) + "\n" + query
