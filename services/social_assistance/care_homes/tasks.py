"""Tasks of stays in care homes: a place that is waited for, a cost that was not announced, a month that is not drawn up (u.p.s. art. 54
ust. 2a, art. 60, 61).
"""

from datetime import date
from pathlib import Path

from casework.tasks.sources.source import Source
from kit.law import Document, Parameter, read_law
from kit.written import read_yaml

_FILE = Path(__file__).parents[1] / "law" / "ups" / "dps_odplatnosc_gminy.yaml"
_LAST_DAY = read_law([Document(_FILE, read_yaml(_FILE.read_text(encoding="utf-8")))]).parameters[
    "dps_ogloszenie_kosztu_termin"
]

_WAITING = """
    SELECT 'care_home_place:' || s.id, NULL::date, s.referred_on, s.unit, NULL::uuid, s.referral, s.id, s.person, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM care_home_stay s WHERE s.gmina = :gmina AND s.state = 'referred'
"""
_NOT_DRAWN = """
    SELECT 'care_home_month:' || s.id || ':' || to_char(m.first, 'YYYYMM'), NULL::date, (m.first + interval '1 month')::date, s.unit,
           NULL::uuid, s.fee_decision, s.id, s.person, NULL::uuid, NULL::uuid, NULL::text, NULL::text
      FROM care_home_stay s
     CROSS JOIN LATERAL (SELECT (date_trunc('month', cast(:day AS date)) - interval '1 month')::date) AS m(first)
     WHERE s.gmina = :gmina AND s.state IN ('admitted', 'left') AND s.admitted_on < (m.first + interval '1 month')::date
       AND (s.left_on IS NULL OR s.left_on >= m.first)
       AND NOT EXISTS (SELECT FROM care_home_month d WHERE d.gmina = s.gmina AND d.stay = s.id AND d.month = m.first)
"""


def _months_and_days(parameter: Parameter) -> str:
    """Rows of (first day, last day, month, day), so that a statement takes what the law of a day says."""
    return ", ".join(
        f"(DATE '{one.valid_from.isoformat()}', DATE '{(one.valid_to or date.max).isoformat()}', "
        + ", ".join(str(int(part)) for part in str(one.value).split("-"))
        + ")"
        for one in parameter.values
    )


_NOT_ANNOUNCED = f"""
    SELECT 'care_home_cost:' || s.home || ':' || extract(year FROM y.ends), NULL::date, y.ends + 1, min(s.unit), NULL::uuid,
           NULL::uuid, s.home, NULL::uuid, NULL::uuid, NULL::uuid, NULL::text, NULL::text
      FROM care_home_stay s
      JOIN (VALUES {_months_and_days(_LAST_DAY)}) AS law (since, until, month, day) ON :day BETWEEN law.since AND law.until
     CROSS JOIN LATERAL (SELECT make_date(extract(year FROM CAST(:day AS date))::integer, law.month, law.day)) AS y(ends)
     WHERE s.gmina = :gmina AND s.state = 'admitted' AND y.ends < :day
       AND NOT EXISTS (SELECT FROM care_home_cost c WHERE c.gmina = s.gmina AND c.home = s.home
                          AND (c.by_contract OR c.published_on >= date_trunc('year', y.ends)::date))
     GROUP BY s.home, y.ends
"""

SOURCES: tuple[Source, ...] = (
    Source(
        "care_home_place", "Oczekiwanie na miejsce w domu pomocy społecznej", "higher_organ", "follow_up",
        "art. 54 ust. 2a, art. 59 ust. 3 u.p.s.", "care_home_stay_list", "care_home_admit", _WAITING,
    ),
    Source(
        "care_home_cost", "Wpisać koszt utrzymania w domu pomocy społecznej ogłoszony na ten rok", "office", "follow_up",
        "art. 60 ust. 2, ust. 4 u.p.s.", "care_home_stay_list", "care_home_cost_state", _NOT_ANNOUNCED,
    ),
    Source(
        "care_home_month", "Rozliczyć miesiąc pobytu w domu pomocy społecznej", "office", "follow_up", "art. 61 u.p.s.",
        "care_home_stay_list", "care_home_month_draw_up", _NOT_DRAWN,
    ),
)  # fmt: skip
