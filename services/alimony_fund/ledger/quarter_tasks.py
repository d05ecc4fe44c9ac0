"""The task of telling the interest that runs at the end of a quarter (Rb-27ZZ, § 0920), until it is told and whenever something of that
quarter was recorded since."""

from datetime import date
from pathlib import Path

from casework.tasks.sources.source import Source
from kit.law import Document, read_law
from kit.written import read_yaml

_FILE = Path(__file__).parent.parent / "law" / "ufp" / "przekazywanie_dochodow.yaml"
_LAW = read_law([Document(_FILE, read_yaml(_FILE.read_text(encoding="utf-8")))])


def _days() -> str:
    """Rows of (first day, last day, day of the month after a quarter, day of January), so that a statement takes those of the day."""
    after = _LAW.parameters["rb_27zz_unit_day"].values
    january = _LAW.parameters["rb_27zz_unit_january_day"].values
    rows = [
        f"(DATE '{one.valid_from.isoformat()}', DATE '{(one.valid_to or date.max).isoformat()}', {one.value}, {of_year.value})"
        for one, of_year in zip(after, january, strict=True)
    ]
    return f"(VALUES {', '.join(rows)}) AS law (since, until, day, january)"


# A unit has something to tell when principal of the fund is open at the end of the quarter's last day but one: of that day's payouts
# interest runs from the next. What was taken back stands beside its counter-document. The first claim that is open ends the search.
_UNTOLD = f"""
    SELECT 'debt_quarter_interest:' || md5('debt_quarter_interest|' || o.unit)::uuid || ':' || to_char(q.until, 'YYYYMMDD'),
           q.until + CASE WHEN extract(month FROM q.until) = 12 THEN law.january ELSE law.day END,
           q.until + 1, o.unit, NULL::uuid, NULL::uuid, md5('debt_quarter_interest|' || o.unit)::uuid, NULL::uuid, NULL::uuid, NULL::uuid,
           NULL::text, NULL::text
      FROM (SELECT date_trunc('quarter', CAST(:day AS timestamp))::date - 1 AS until) q
     CROSS JOIN (SELECT DISTINCT d.unit FROM debtor d WHERE d.gmina = :gmina AND d.creditor_organ) o
      LEFT JOIN {_days()} ON q.until + 1 BETWEEN law.since AND law.until
      LEFT JOIN LATERAL (SELECT max(t.noted_at) AS noted_at FROM debt_quarter_told t
                          WHERE t.gmina = :gmina AND t.unit = o.unit AND t.until = q.until) told ON true
     WHERE (told.noted_at IS NULL
            OR EXISTS (SELECT FROM debt_document w JOIN debtor d ON d.gmina = w.gmina AND d.id = w.debtor
                        WHERE w.gmina = :gmina AND w.noted_at > told.noted_at AND w.day <= q.until AND d.unit = o.unit))
       AND EXISTS (SELECT FROM debtor d JOIN debt_claim c ON c.gmina = d.gmina AND c.debtor = d.id
                    WHERE d.gmina = :gmina AND d.unit = o.unit AND c.klass = 'fund'
                      AND (SELECT sum(e.amount) FROM debt_entry e
                             JOIN debt_document w ON w.gmina = e.gmina AND w.debtor = e.debtor AND w.number = e.document
                            WHERE e.gmina = c.gmina AND e.claim = c.id AND e.account = 'principal' AND w.day < q.until) > 0)
"""

QUARTER_SOURCES: tuple[Source, ...] = (
    Source(
        "debt_quarter_interest", "Zgłosić odsetki należne od dłużników na koniec kwartału (Rb-27ZZ)", "office", "clock",
        "Dz.U. 2025 poz. 133, zał. 38 § 6", "debt_turnover", "debt_quarter_interest_tell", _UNTOLD,
    ),
)  # fmt: skip
