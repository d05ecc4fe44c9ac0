"""The task of a permanent allowance whose proceedings wait for the certificate: the periodic allowance is granted ex officio meanwhile
(art. 106 ust. 8), and is in force in every month of the wait.
"""

from casework.own import Slice
from casework.persons.one_person import entries_of
from casework.tasks.sources.source import Source

_HERS = entries_of("t.applicant").replace("%(gmina)s", ":gmina")
_WITHOUT_PERIODIC = f"""
    SELECT 'periodic_meanwhile:' || t.id || ':' || p.number, NULL::date, p.first_day, t.unit, t.id, NULL::uuid, t.id, t.applicant,
           t.representative, t.household, 'zasilek_okresowy', NULL::text
      FROM case_pause p JOIN open_application t ON t.id = p.application
     WHERE p.gmina = :gmina AND p.decision IS NOT NULL AND p.last_day IS NULL AND p.kpa_ground = 'ups_106_7_1'
       AND NOT EXISTS (SELECT FROM award w
                        WHERE w.gmina = p.gmina AND w.benefit = 'zasilek_okresowy' AND w.state <> 'terminated'
                          AND (w.entitled = ANY ({_HERS}) OR w.recipient = ANY ({_HERS}))
                          AND w.since <= date_trunc('month', cast(:day AS date))
                          AND (w.until IS NULL OR w.until >= date_trunc('month', cast(:day AS date))))
"""

SUSPENDED = Slice(
    routers=lambda _, __: (),
    tasks=(
        Source(
            "periodic_meanwhile", "Przyznać z urzędu zasiłek okresowy na czas zawieszenia postępowania o zasiłek stały", "office",
            "follow_up", "art. 106 ust. 8 u.p.s.", "application_list", "decision_prepare", _WITHOUT_PERIODIC,
        ),
    ),
)  # fmt: skip
