"""Three hundred gminas in one reporting database: the sum of a region beside the raw GROUP BY of the same entries."""

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kit.db import Database
from services.reporting.classification.register import Classification, load
from services.reporting.ledger.apply import _by_month
from services.reporting.ledger.months import columns
from services.reporting.statements.figures import THOUSANDTHS
from services.reporting.statements.regional import RegionalStatement, make_regional
from tests.bench.figures import Figure, times
from tests.bench.place import Place
from tests.bench.pulling import reporting_dsn

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

REGION = "bench_region"
GMINAS = [f"{number:06}" for number in range(300_001, 300_301)]
_SMALL, _LARGE = 4_000, 20_000
_YEAR, _UNTIL, _MONTH = 2019, date(2019, 12, 31), 12

# Every gmina gets the postings of the demo gmina, and its entries by turns on them, on days of the year.
_MAKE = f"""
CREATE TEMPORARY TABLE pattern AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, * FROM posting WHERE gmina = %(pattern)s;
DELETE FROM posting;
INSERT INTO posting SELECT g, place + 1, unit, side, measure, dzial, rozdzial, paragraf, p4, task, task_kind, source, benefit, variant,
       mechanism, nodes FROM pattern, unnest(%(gminas)s::text[]) AS g ORDER BY 1, 2;
INSERT INTO ledger_entry (gmina, service, sequence, line, known_at, subject, posting, budget_year, month, booked_on, occurred_on, amount,
       benefits, in_sets, counted, entitled, recipient, household, person_now, due_period, document_kind, document, document_version)
SELECT g, 'family_benefits', n, 1, '2020-01-02', gen_random_uuid(), n * 7 %% (SELECT count(*) FROM pattern) + 1, {_YEAR},
       n %% 12 + 1, make_date({_YEAR}, (n %% 12 + 1)::integer, 28), make_date({_YEAR}, (n %% 12 + 1)::integer, 28), 9500 + n %% 977, 1000,
       true, 1, n / 12, n / 12, n / 40, n / 12, '{_YEAR}-03', 'payment_list', 'a list of the month', 1
  FROM unnest(%(gminas)s::text[]) AS g, generate_series(1, %(entries)s) AS n;
TRUNCATE amount_cell;
INSERT INTO amount_cell (gmina, budget_year, posting, {columns("a")}, {columns("b")})
SELECT gmina, budget_year, posting, {_by_month("amount")}, {_by_month("benefits")}
  FROM ledger_entry WHERE gmina = ANY (%(gminas)s) GROUP BY gmina, budget_year, posting
"""
_RAW = """
SELECT p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit, sum(e.amount)::bigint, sum(e.benefits)::bigint
  FROM ledger_entry e JOIN posting p ON p.gmina = e.gmina AND p.id = e.posting
 WHERE e.gmina = ANY (%(gminas)s) AND e.budget_year = %(year)s AND e.booked_on <= %(until)s AND e.mirrors IS NULL
   AND p.side = 'expenditure' AND p.measure = 'expenditure'
 GROUP BY p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit
"""


async def regional(place: Place, options: "Options", pattern: str, gmina: str) -> Figure:
    """pattern: a database with the postings of a gmina's year."""
    entries = _LARGE if options.full else _SMALL
    place.copy_database(pattern, REGION)
    with place.admin(REGION) as admin:
        for statement in _MAKE.split(";"):
            admin.execute(statement, {"pattern": gmina, "gminas": GMINAS, "entries": entries})
        admin.commit()
        admin.autocommit = True
        admin.execute("VACUUM ANALYZE")
        admin.autocommit = False
        database = Database(reporting_dsn(place, REGION), service="reporting")
        await database.open()
        try:
            async with database.tenants(()) as connection:
                classification = await load(connection)
            rounds = []
            for _ in range(options.rounds):
                begun = time.perf_counter()
                raw = admin.execute(_RAW, {"gminas": GMINAS, "year": _YEAR, "until": _UNTIL}).fetchall()
                between = time.perf_counter()
                made = await _sum(database, classification)
                rounds.append(((between - begun) * 1000, (time.perf_counter() - between) * 1000))
        finally:
            await database.close()
    _must_agree(raw, made)
    note = f"{len(GMINAS)} gminas with {entries} entries each, sum {made.total.executed}, equal to the grosz"
    if not options.full:
        note += f"; the ratio is wanted at {_LARGE} entries (--full): the raw sum grows with them, ours does not"
    return times("statement of a region", "ms", "GROUP BY of the entries", rounds, 0.05, note=note)


async def _sum(database: Database, classification: Classification) -> RegionalStatement:
    async with database.tenants(GMINAS) as connection:
        return await make_regional(
            connection,
            GMINAS,
            classification,
            year=_YEAR,
            until=_UNTIL,
            month=_MONTH,
            side="expenditure",
            measure="expenditure",
            now=datetime.now(UTC),
        )


def _must_agree(raw: list[tuple[Any, ...]], made: RegionalStatement) -> None:
    total = f"{sum(row[5] for row in raw) / 100:.2f}"
    if total != made.total.executed or sum(row[6] for row in raw) != made.total.benefits * THOUSANDTHS:
        raise RuntimeError(f"the entries sum to {total}, the statement says {made.total.executed}")
