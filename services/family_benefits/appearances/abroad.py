"""Tasks of departures from Poland: payments that are to be held, and to go on (art. 26 ust. 3g-3h of the act of 12.03.2022).

A departure is an established fact (`outside_poland`) of whoever receives the benefit, or of the child for whom it is due.
"""

from casework.persons.one_person import entries_of
from casework.tasks.sources.source import Source
from services.family_benefits.appearances.states import ACT
from services.family_benefits.rights import OF_UKRAINE

_HERS, _CHILDS = (entries_of(f"a.{one}").replace("%(gmina)s", ":gmina") for one in ("recipient", "entitled"))
_STAYS = f"""
      FROM established_fact f
     WHERE f.gmina = a.gmina AND f.kind = 'circumstance' AND f.code = 'outside_poland' AND f.state = 'standing'
       AND (f.person = ANY ({_HERS}) OR f.person = ANY ({_CHILDS}))
       AND NOT EXISTS (SELECT FROM established_fact n WHERE n.gmina = f.gmina AND n.fact = f.fact AND n.version > f.version)
       AND f.valid_from <= :day"""
_NOW = f"(SELECT min(f.valid_from) AS since {_STAYS} AND (f.valid_to IS NULL OR f.valid_to >= :day))"
_OVER = f"(SELECT max(f.valid_to) + 1 AS since {_STAYS} AND f.valid_to < :day)"
_COLUMNS = "a.unit, NULL::uuid, a.decision, a.id, a.recipient, a.entitled, a.household, a.benefit, NULL::text"
_HELD_FOR_IT = """EXISTS (SELECT FROM decision_act x JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision
                          WHERE x.gmina = a.gmina AND x.ground = 'ukraina_26_3g' AND d.issued_on IS NOT NULL AND d.state <> 'removed'
                            AND x.root = coalesce((SELECT o.root FROM decision_act o WHERE o.gmina = a.gmina AND o.decision = a.decision),
                                                  a.decision))"""

SOURCES: tuple[Source, ...] = (
    Source(
        "departure_hold", "Wstrzymać wypłatę z powodu wyjazdu z Polski", "office", "follow_up", f"art. 26 ust. 3g {ACT}",
        "award_list", "decision_prepare",
        f"""
        SELECT 'departure_hold:' || a.id || ':' || to_char(c.since, 'YYYYMMDD'), NULL::date, c.since, {_COLUMNS}
          FROM award a CROSS JOIN LATERAL {_NOW} AS c
         WHERE a.gmina = :gmina AND a.state = 'active' AND starts_with(a.benefit, '{OF_UKRAINE}') AND c.since IS NOT NULL
           AND (a.until IS NULL OR a.until >= date_trunc('month', c.since)::date)
        """,
    ),
    Source(
        "departure_resume", "Wznowić wypłatę po powrocie do Polski od miesiąca, w którym ją wstrzymano", "office", "follow_up",
        f"art. 26 ust. 3h {ACT}", "award_list", "decision_prepare",
        f"""
        SELECT 'departure_resume:' || a.id || ':' || to_char(c.since, 'YYYYMMDD'), NULL::date, c.since, {_COLUMNS}
          FROM award a CROSS JOIN LATERAL {_OVER} AS c CROSS JOIN LATERAL {_NOW} AS still
         WHERE a.gmina = :gmina AND a.state = 'suspended' AND starts_with(a.benefit, '{OF_UKRAINE}') AND c.since IS NOT NULL
           AND still.since IS NULL AND {_HELD_FOR_IT}
        """,
    ),
)  # fmt: skip
