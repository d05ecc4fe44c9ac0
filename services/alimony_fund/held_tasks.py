"""Tasks of the fund's payments that nobody collects, or that are held (u.p.o.u.a. art. 21): three months without collecting, the end of the
benefit period, and the right that expired with it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from casework.own import Slice
from casework.tasks.sources.source import Source
from kit.law import Document, read_law
from kit.written import read_yaml
from services.alimony_fund.fund import FUND

_OF_THE_FUND = Path(__file__).parent / "law" / "upoua" / "swiadczenie_z_funduszu_alimentacyjnego.yaml"
_LAW = read_law([Document(_OF_THE_FUND, read_yaml(_OF_THE_FUND.read_text(encoding="utf-8")))])
_ACT = "u.p.o.u.a."
_AWARD = "w.unit, NULL::uuid, w.decision, {matter}, w.entitled, w.recipient, w.household, w.benefit, NULL::text"


def _dated(name: str, columns: str, told: Callable[[Any], str]) -> str:
    """A parameter of the law as rows of (first day, last day, what it says), so that a statement takes that of a day."""
    rows = [
        f"(DATE '{one.valid_from.isoformat()}', DATE '{(one.valid_to or date.max).isoformat()}', {told(one.value)})"
        for one in _LAW.parameters[name].values
    ]
    return f"(VALUES {', '.join(rows)}) AS law (since, until, {columns})"


_MONTHS = _dated("fa_suspension_uncollected_months", "count", str)
_ENDS = _dated("fa_period_end", "month, day", lambda value: ", ".join(str(int(one)) for one in str(value).split("-")))
_UNCOLLECTED = f"""
    SELECT 'fund_uncollected:' || o.id, NULL::date, o.raised_on, {_AWARD.format(matter="o.id")}
      FROM payment_notice o
      JOIN award w ON w.gmina = o.gmina AND w.id = o.award AND w.benefit = '{FUND}' AND w.state = 'active'
      JOIN {_MONTHS} ON :day BETWEEN law.since AND law.until
     WHERE o.gmina = :gmina AND o.kind = 'uncollected' AND o.closed_on IS NULL AND o.months >= law.count
"""


def _held(kind: str, due: str, since: str, where: str) -> str:
    """Rights of which payments are held, with the last day of the benefit period in which their last month lies."""
    return f"""
    SELECT '{kind}:' || w.id, {due}, {since}, {_AWARD.format(matter="w.id")}
      FROM award w
      JOIN {_ENDS} ON w.until BETWEEN law.since AND law.until
     CROSS JOIN LATERAL (
           SELECT make_date((extract(year FROM w.until) + CASE WHEN extract(month FROM w.until) > law.month THEN 1 ELSE 0 END)::integer,
                            law.month, law.day) AS ends) p
     CROSS JOIN LATERAL (SELECT coalesce(max(h.since), w.since) AS since FROM award_hold h
                          WHERE h.gmina = w.gmina AND h.award = w.id AND h.until IS NULL) h
     WHERE w.gmina = :gmina AND w.benefit = '{FUND}' AND w.state = 'suspended' AND {where}
    """


HELD_SOURCES: tuple[Source, ...] = (
    Source(
        "fund_uncollected", "Wstrzymać wypłatę świadczeń niepodejmowanych przez kolejne miesiące", "office", "follow_up",
        f"art. 21 ust. 1 pkt 3 {_ACT}", "payment_notice_list", "decision_prepare", _UNCOLLECTED,
    ),
    Source(
        "fund_held_ends", "Kończy się okres świadczeniowy: wznowić wypłatę wstrzymanych świadczeń albo prawo wygaśnie", "office", "ending",
        f"art. 21 ust. 2-4 {_ACT}", "award_list", "decision_prepare", _held("fund_held_ends", "p.ends", "h.since", "p.ends >= :day"),
    ),
    Source(
        "fund_right_expired", "Stwierdzić wygaśnięcie prawa do świadczeń, których wypłaty nie wznowiono", "office", "follow_up",
        f"art. 21 ust. 4 {_ACT}", "award_list", "decision_prepare",
        _held("fund_right_expired", "NULL::date", "p.ends + 1", "p.ends < :day"),
    ),
)  # fmt: skip

HELD = Slice(routers=lambda _, __: (), tasks=HELD_SOURCES)
