"""What all debtors of alimony owe on a day, and a year of their books by class, over HTTP, beside the plain SQL sum of the same entries;
and a month's payouts taken up, beside a superuser's binary COPY of the rows that this left.

Ten years of monthly payouts of each debtor, and one receipt a year: the account is booked by the rules once, with the interest that each
receipt settles, and every debtor has it. The sum counts grosze, ours counts each payout's interest for delay by the rates of its days
besides; what it answers is compared with the rules.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import psycopg

from kit.feed.envelope import new_id
from kit.money import zloty
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim
from tests.bench.copying import copied_in, copied_out, counted, scalar
from tests.bench.figures import Figure, in_turns, rates, times
from tests.bench.place import GMINA, Place
from tests.services.alimony_fund.ledger.debts import CHILD, TERMS

if TYPE_CHECKING:
    from tests.bench.__main__ import Options

SERVICE = "alimony_fund"
CEILING = "bench_ledger_ceiling"
DEBTORS = 5_000
FIRST_YEAR, YEARS = 2016, 10
RECEIPT = 500_000
"""Grosze that come once a year: most of what was paid out in it."""
ACCOUNTS = 5
"""principal, interest, paid_out, accrued, money."""
ON = f"{FIRST_YEAR + YEARS - 1}-12-31"
SHOWN = 100

# The debtor's child has the debtor's id, and her right has it too.
_DEBTORS = """
INSERT INTO debtor (gmina, id, person, unit, creditor_organ, debtor_organ, opened_on, noted_by)
SELECT %(gmina)s, gen_random_uuid(), gen_random_uuid(), 'gops', true, true, '2016-01-01', 'bench' FROM generate_series(1, %(debtors)s)
"""
_PERSONS = """
INSERT INTO person (gmina, id, pseudonym, first_name, last_name, sort_key, birth_date)
SELECT d.gmina, p.id, replace(p.id::text, '-', '') || 'xxxxxxxxxxx', 'Jan', 'Pomiarowy', 'pomiarowy', '1990-01-01'
  FROM debtor d CROSS JOIN LATERAL (VALUES (d.id), (d.person)) AS p(id) WHERE d.gmina = %(gmina)s
"""
_TITLES = """
INSERT INTO maintenance_title (gmina, id, debtor, entitled, kind, court, case_sign, monthly, valid_from, noted_by)
SELECT gmina, gen_random_uuid(), id, id, 'judgment', 'Sąd Rejonowy', 'III RC 1/16', 100000, '2016-01-01', 'bench' FROM debtor
 WHERE gmina = %(gmina)s
"""
_RIGHTS = """
INSERT INTO award (gmina, id, benefit, entitled, recipient, unit, origin, state, since)
SELECT gmina, id, 'swiadczenie_z_funduszu_alimentacyjnego', id, id, 'gops', 'imported', 'active', '2016-01-01' FROM debtor
 WHERE gmina = %(gmina)s
"""
_PAID = """
INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, state, booked_on, budget_year)
SELECT gmina, gen_random_uuid(), %(list)s, id, benefit, date_trunc('month', %(day)s::date), 50000, '[]', 'settled', %(day)s::date,
       extract(year FROM %(day)s::date)
  FROM award WHERE gmina = %(gmina)s
"""
_TEMPLATE = (
    "CREATE TEMPORARY TABLE told_claim (n integer, number integer, paid_on date, amount bigint, bears_from date)",
    "CREATE TEMPORARY TABLE told_act"
    " (n integer, number integer, day date, amount bigint, creditor bigint, principal bigint, interest bigint)",
    "CREATE TEMPORARY TABLE told_entry (document integer, line integer, account text, klass text, n integer, amount bigint)",
)
_PAYOUTS = """
CREATE TEMPORARY TABLE payout AS
SELECT gen_random_uuid() AS id, d.id AS debtor, t.* FROM debtor d CROSS JOIN told_claim t WHERE d.gmina = %(gmina)s
"""
_RECEIPTS = """
CREATE TEMPORARY TABLE receipt AS
SELECT gen_random_uuid() AS id, d.id AS debtor, t.* FROM debtor d CROSS JOIN told_act t WHERE d.gmina = %(gmina)s
"""
_CLAIMS = """
INSERT INTO debt_claim (gmina, id, debtor, klass, entitled, period, paid_on, paid, owed, bears_from, noted_by)
SELECT %(gmina)s, id, debtor, 'fund', debtor, date_trunc('month', paid_on), paid_on, amount, amount, bears_from, 'bench' FROM payout
"""
_ACTS = """
INSERT INTO debt_act (gmina, id, debtor, kind, day, credited_on, source, amount, same_gmina, noted_by)
SELECT %(gmina)s, id, debtor, 'receipt', day, day, 'bailiff', amount, false, 'bench' FROM receipt
"""
_DOCUMENTS = """
INSERT INTO debt_document
       (gmina, debtor, number, kind, claim, act, day, settles, creditor, other_gmina, state_principal, state_interest, noted_by)
SELECT %(gmina)s, debtor, number, 'claim', id, NULL, paid_on, false, 0, 0, 0, 0, 'bench' FROM payout
 UNION ALL
SELECT %(gmina)s, debtor, number, 'receipt', NULL, id, day, true, creditor, 0, principal, interest, 'bench' FROM receipt
"""
_ENTRIES = """
INSERT INTO debt_entry (gmina, debtor, document, line, account, klass, claim, amount)
SELECT %(gmina)s, d.id, e.document, e.line, e.account, e.klass, p.id, e.amount
  FROM debtor d CROSS JOIN told_entry e LEFT JOIN payout p ON p.debtor = d.id AND p.n = e.n
 WHERE d.gmina = %(gmina)s
"""
_SUM = """
SELECT debtor, account, sum(amount)::bigint FROM debt_entry WHERE gmina = %(gmina)s GROUP BY debtor, account
"""


def run(place: Place, options: "Options") -> Iterator[Figure]:
    """The balance of all on a day, the interest of a year, and a month taken up."""
    place.need(SERVICE)
    books = an_account()
    entries = made(place, books)
    place.stop(SERVICE)
    place.copy_database(SERVICE, CEILING)
    told = f"{DEBTORS} debtors, {YEARS} years of monthly payouts, {entries} entries"
    with place.client(SERVICE, "auditor") as client, place.admin(SERVICE) as admin:

        def ceiling(_: int) -> float:
            begun = time.perf_counter()
            found = admin.execute(_SUM, {"gmina": GMINA}).fetchall()
            took = time.perf_counter() - begun
            if len(found) != ACCOUNTS * DEBTORS:
                raise RuntimeError(f"{len(found)} sums")
            return took

        _is_that_of_the_rules(client, books)
        yield times(
            "balance of every debtor on a day", "s", "plain SQL sum of the same entries",
            in_turns(options.rounds, ceiling, asked(client, "/ledger/accounts", on=ON, limit=SHOWN)), 8.0, note=told,
        )  # fmt: skip
        yield times(
            "interest of a year, by class", "s", "plain SQL sum of the same entries",
            in_turns(options.rounds, ceiling, asked(client, "/ledger/turnover", year=ON[:4])), 16.0, note=told,
        )  # fmt: skip

    yield _taken_up(place, options)


def _taken_up(place: Place, options: "Options") -> Figure:
    told: dict[str, int] = {}
    with (
        place.client(SERVICE, "accountant") as client,
        place.admin(SERVICE) as source,
        place.admin(CEILING) as target,
    ):
        # Copied documents keep the moment of their writing, by which entries would be refused as added later.
        target.execute("ALTER TABLE debt_entry DISABLE TRIGGER debt_entry_comes_with_its_document")
        target.commit()

        def pair(number: int) -> tuple[float, float]:
            day = f"{FIRST_YEAR + YEARS}-{number + 1:02}-14"
            source.execute("SET session_replication_role = replica")
            source.execute(_PAID, {"gmina": GMINA, "list": uuid4(), "day": day})
            source.commit()
            head = scalar(source, "SELECT coalesce(max(sequence), 0) FROM event_log WHERE gmina = %s", GMINA)
            begun = time.perf_counter()
            answer = client.post(
                "/ledger/payouts", json={"since": day, "until": day}, headers={"Idempotency-Key": str(uuid4())}
            )
            took = time.perf_counter() - begun
            answer.raise_for_status()
            queries = _written_on(day, head)
            told.update(counted(source, queries))
            if told["debt_claim"] != DEBTORS:
                raise RuntimeError(f"{told['debt_claim']} payouts taken up")
            rows = copied_out(source, queries | {"payment": f"SELECT * FROM payment WHERE booked_on = '{day}'"})
            # The payments and what they are paid for were there before.
            target.execute("SET session_replication_role = replica")
            copied_in(target, rows, ["payment"])
            target.execute("SET session_replication_role = origin")
            return sum(told.values()) / copied_in(target, rows, queries), sum(told.values()) / took

        pair(0)
        # Ours first in every round: the ceiling copies what it has made.
        rounds = [pair(number) for number in range(1, options.rounds + 1)]
    note = f"{DEBTORS} payouts of a month: {sum(told.values())} rows, {told['event_log']} of them events"
    return rates("payouts of a month taken up", "rows/s", "binary COPY of its rows and events", rounds, 0.25, note=note)


def _written_on(day: str, head: int) -> dict[str, str]:
    """Queries of the rows that a take-up left, parents first."""
    taken = f"SELECT id FROM debt_claim WHERE paid_on = '{day}'"
    documents = f"SELECT * FROM debt_document WHERE claim IN ({taken}) ORDER BY debtor, number"
    return {
        "debt_claim": f"SELECT * FROM debt_claim WHERE paid_on = '{day}' ORDER BY id",
        "debt_document": documents,
        "debt_entry": f"SELECT e.* FROM debt_entry e JOIN ({documents}) d ON d.gmina = e.gmina AND d.debtor = e.debtor"
        " AND d.number = e.document ORDER BY e.debtor, e.document, e.line",
        "event_log": f"SELECT * FROM event_log WHERE gmina = '{GMINA}' AND sequence > {head} ORDER BY sequence",
    }


def asked(client: httpx.Client, path: str, **query: str | int) -> Callable[[int], float]:
    """Seconds of an answer."""

    def once(_: int) -> float:
        begun = time.perf_counter()
        client.get(path, params=client.params.merge(query)).raise_for_status()
        return time.perf_counter() - begun

    once(0)
    return once


def an_account() -> Books:
    """Ten years of one debtor, as the service books them."""
    books = Books()
    for year in range(YEARS):
        days = [date(FIRST_YEAR + year, month, 14) for month in range(1, 13)]
        amounts = [40_000 + 1_000 * ((12 * year + month) % 7) for month in range(12)]
        claims = [Claim(new_id(), "fund", day, amount, CHILD) for day, amount in zip(days, amounts, strict=True)]
        books = books.with_claims(claims, TERMS)
        books = books.with_act(Act(new_id(), "receipt", days[-1] + timedelta(days=5), RECEIPT), TERMS)
    return books


def _is_that_of_the_rules(client: httpx.Client, books: Books) -> None:
    standing = books.standing(TERMS, date.fromisoformat(ON))
    answer = client.get("/ledger/accounts", params=client.params.merge({"on": ON, "limit": SHOWN}))
    answer.raise_for_status()
    found = {(one["principal"], one["interest"]) for one in answer.json()["items"]}
    if found != {(zloty(standing.principal), zloty(standing.interest))}:
        raise RuntimeError(f"{sorted(found)} is not what the rules say")


def made(place: Place, books: Books) -> int:
    """Writes the accounts, as the service would have; how many entries there are."""
    given = {"gmina": GMINA, "debtors": DEBTORS}
    numbers = {one.id: n for n, one in enumerate(books.claims)}
    acts = {one.id: one for one in books.acts}
    with place.admin(SERVICE) as admin, admin.cursor() as cursor:
        # The persons are nobody's, and what every document is checked for is not what is measured.
        admin.execute("SET session_replication_role = replica")
        for statement in (_DEBTORS, _PERSONS, _TITLES, _RIGHTS, *_TEMPLATE):
            admin.execute(statement, given)
        cursor.executemany(
            "INSERT INTO told_claim VALUES (%s, %s, %s, %s, %s)",
            [
                (numbers[one.of], one.number, one.day, -one.entries[1].amount, TERMS.bears_from(one.day))
                for one in books.documents
                if one.kind == "claim"
            ],
        )
        cursor.executemany(
            "INSERT INTO told_act VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    n,
                    one.number,
                    one.day,
                    acts[one.of].amount,
                    one.split.creditor,
                    one.split.state_principal,
                    one.split.state_interest,
                )
                for n, one in enumerate(document for document in books.documents if document.kind == "receipt")
            ],
        )
        cursor.executemany(
            "INSERT INTO told_entry VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    one.number,
                    line,
                    entry.account,
                    entry.klass,
                    None if entry.claim is None else numbers[entry.claim],
                    entry.amount,
                )
                for one in books.documents
                for line, entry in enumerate(one.entries)
            ],
        )
        for statement in (_PAYOUTS, _RECEIPTS, _CLAIMS, _ACTS, _DOCUMENTS, _ENTRIES):
            written = admin.execute(statement, given)
        admin.commit()
        admin.autocommit = True
        # As autovacuum leaves it a little later.
        admin.execute("VACUUM ANALYZE debtor, debt_claim, debt_act, debt_document, debt_entry")
        return _positive(written)


def _positive(cursor: "psycopg.Cursor[tuple[object, ...]]") -> int:
    if cursor.rowcount <= 0:
        raise RuntimeError("no entries were written")
    return cursor.rowcount
