"""Applying one page of a log: ledger, amounts, sets, and the source's cursor in one transaction, in a bounded number of statements.

At-least-once delivery becomes exactly-once effect here: the cursor moves with the rows, and a page that does not begin where the cursor
stands (a second worker, a worker that comes back from the dead) is left alone.
"""

from collections.abc import Callable, Sequence

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.feed.verify import Place
from services.reporting.cases.projection import apply_cases
from services.reporting.closings.projection import apply_closings, count_late
from services.reporting.ledger import keys, sets
from services.reporting.ledger.facts import PERIOD_CLOSED, PERSON, PLAN_CHANGED, RENAMED, Batch, Link, Refused, Row
from services.reporting.ledger.links import MemberLink, member_at, merge, moved_by
from services.reporting.ledger.lists import LIST_KEY, list_entry, of_a_list
from services.reporting.ledger.months import MONTHS, columns
from services.reporting.ledger.values import NULL
from services.reporting.plans.projection import apply_plan_changes
from services.reporting.registers.projection import apply_registers

_ENSURE_SOURCE = "INSERT INTO source (gmina, service) VALUES (%s, %s) ON CONFLICT (gmina, service) DO NOTHING"
_CURSOR = "SELECT sequence, digest FROM source WHERE gmina = %s AND service = %s FOR UPDATE"
_MOVE = """
UPDATE source SET sequence = %(sequence)s, digest = %(digest)s, time = %(time)s, pulled_at = clock_timestamp(), state = 'following',
       reason = NULL, head_sequence = greatest(head_sequence, %(sequence)s),
       behind_since = CASE WHEN head_sequence > %(sequence)s THEN coalesce(behind_since, clock_timestamp()) END
 WHERE gmina = %(gmina)s AND service = %(service)s
"""
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS ledger_stage (
    sequence bigint, line integer, known_at timestamptz, subject uuid, posting integer, budget_year smallint, month smallint,
    booked_on date, occurred_on date, amount bigint, sets_amount bigint, benefits bigint, in_sets boolean, counted smallint,
    entitled integer, recipient integer, household integer, person_now integer, household_as integer, household_now integer,
    due_period text, due_on date,
    document_kind text, document text, document_version integer, reverses_service text, reverses_sequence bigint,
    reverses_mode text, mirrors uuid, list uuid, grant_ref text, quantities jsonb, declared jsonb
) ON COMMIT DELETE ROWS
"""
_STAGED = (
    "sequence, line, known_at, subject, posting, budget_year, month, booked_on, occurred_on, amount, sets_amount, benefits, in_sets, "
    "counted, entitled, recipient, household, person_now, household_as, due_period, due_on, document_kind, document, document_version, "
    "reverses_service, reverses_sequence, reverses_mode, mirrors, list, grant_ref, quantities, declared"
)
_ENTRIES = f"""
INSERT INTO ledger_entry (gmina, service, {_STAGED})
SELECT %(gmina)s, %(service)s, {_STAGED} FROM ledger_stage ORDER BY sequence, line
"""


def _by_month(column: str) -> str:
    return ", ".join(f"coalesce(sum({column}) FILTER (WHERE month = {m}), 0)" for m in MONTHS)


# What the finance system booked for our own lists (mirrors) is compared, never added.
_AMOUNTS = f"""
INSERT INTO amount_cell AS t (gmina, budget_year, posting, {columns("a")}, {columns("b")})
SELECT %(gmina)s, budget_year, posting, {_by_month("amount")}, {_by_month("benefits")}
  FROM ledger_stage WHERE mirrors IS NULL
 GROUP BY budget_year, posting ORDER BY budget_year, posting
ON CONFLICT (gmina, budget_year, posting) DO UPDATE SET
    {", ".join(f"{letter}{m} = t.{letter}{m} + excluded.{letter}{m}" for letter in "ab" for m in MONTHS)}
"""
# Every fact that belongs to a list, whatever it is told by: paid, approved, come back; and what the finance system says of the same list.
_LISTS = f"""
INSERT INTO list_total AS t (gmina, budget_year, list, {LIST_KEY}, paid, booked, mirrored)
SELECT %(gmina)s, budget_year, list, {LIST_KEY}, sum(paid), sum(booked), bool_or(mirrored)
  FROM (SELECT s.budget_year, {list_entry("s", "p")}
          FROM ledger_stage s JOIN posting p ON p.gmina = %(gmina)s AND p.id = s.posting
         WHERE {of_a_list("s")}) AS entries
 GROUP BY budget_year, list, {LIST_KEY} ORDER BY budget_year, list, {LIST_KEY}
ON CONFLICT (gmina, budget_year, list, measure, side, rozdzial, paragraf, p4, task_kind, source, dzial) DO UPDATE SET
    paid = t.paid + excluded.paid, booked = t.booked + excluded.booked, mirrored = t.mirrored OR excluded.mirrored
"""
_ORIGINALS = """
SELECT e.service, e.sequence, e.in_sets
  FROM unnest(%s::text[], %s::bigint[]) AS n(service, sequence)
  JOIN ledger_entry e ON e.gmina = %s AND e.service = n.service AND e.sequence = n.sequence AND e.line = 1
"""
_LINKS = """
INSERT INTO member_link (gmina, service, sequence, kind, old_member, new_member, known_at)
SELECT %s, %s, sequence, kind, old, new, known_at
  FROM unnest(%s::bigint[], %s::smallint[], %s::integer[], %s::integer[], %s::timestamptz[]) AS n(sequence, kind, old, new, known_at)
"""
_REFUSALS = """
INSERT INTO ledger_refusal (gmina, service, sequence, known_at, code, pointer, unit, measure, benefit, budget_year, booked_on, amount)
SELECT %s, %s, n.*
  FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[], %s::date[],
              %s::bigint[]) AS n
"""


async def apply_page(
    connection: AsyncConnection[TupleRow], gmina: str, service: str, after: Place, batch: Batch, place: Place
) -> bool:
    """Applies the batch that was read behind `after`, inside the caller's transaction of the gmina; `place` is behind its last event.

    Returns False, and writes nothing, when the cursor no longer stands at `after`.
    """
    # The gmina's lock first, the source's row second: everybody in this order, or two of them wait for each other.
    head = await keys.lock(connection, gmina)
    cursor = await _cursor(connection, gmina, service)
    if cursor != (after.sequence, after.digest):
        return False
    given = {"gmina": gmina, "service": service}
    if batch.rows or batch.links:
        members = await keys.members(connection, gmina, head, list(batch.persons), list(batch.households))
        links = [MemberLink(service, link.sequence, link.kind, *_numbers(link, members)) for link in batch.links]
        merged = await _apply_links(connection, gmina, service, batch.links, links, members)
        if batch.rows:
            numbers = await keys.postings(connection, gmina, head, list(batch.combos))
            await _resolve_stornos(connection, gmina, service, batch)
            await connection.execute(_STAGE)
            async with connection.cursor().copy("COPY ledger_stage FROM STDIN") as copy:
                await copy.write("".join(map(_line_writer(batch, numbers, members, links, merged), batch.rows)))
            await connection.execute(_ENTRIES, given)
            await connection.execute(_AMOUNTS, given)
            await sets.count_facts(connection, gmina, batch.widest)
            await connection.execute(_LISTS, given)
            await count_late(connection, gmina, service)
    if batch.refused:
        refusals = [list(column) for column in zip(*map(_refusal, batch.refused), strict=True)]
        await connection.execute(_REFUSALS, (gmina, service, *refusals))
    await apply_cases(connection, gmina, service, batch.cases)
    await apply_registers(connection, gmina, service, batch.registers)
    plans = [fact for fact in batch.own if fact.type == PLAN_CHANGED]
    await apply_plan_changes(connection, gmina, plans)
    await apply_closings(connection, gmina, [fact for fact in batch.own if fact.type == PERIOD_CLOSED], plans)
    await keys.store(connection, gmina, head)
    await connection.execute(_MOVE, {**given, "sequence": place.sequence, "digest": place.digest, "time": place.time})
    return True


async def _cursor(connection: AsyncConnection[TupleRow], gmina: str, service: str) -> tuple[int, bytes] | None:
    row = await (await connection.execute(_CURSOR, (gmina, service))).fetchone()
    if row is None:
        await connection.execute(_ENSURE_SOURCE, (gmina, service))
        row = await (await connection.execute(_CURSOR, (gmina, service))).fetchone()
    return None if row is None else (row[0], row[1])


async def _apply_links(
    connection: AsyncConnection[TupleRow],
    gmina: str,
    service: str,
    found: Sequence[Link],
    links: Sequence[MemberLink],
    members: keys.Members,
) -> dict[int, int]:
    """Moves what is in the ledger already; returns the households that give way, for the rows of this page."""
    if not links:
        return {}
    columns_of_links = zip(
        *((link.sequence, link.kind, link.old, link.new, fact.time) for link, fact in zip(links, found, strict=True)),
        strict=True,
    )
    await connection.execute(_LINKS, (gmina, service, *[list(column) for column in columns_of_links]))
    if persons := moved_by(links, PERSON):
        await sets.relink_persons(connection, gmina, service, persons)
    if renamed := moved_by(links, RENAMED):
        await sets.rename_households(connection, gmina, service, renamed)
    merged = merge(members.roots, links)
    if merged:
        await sets.link_households(connection, gmina, merged)
    return merged


async def _resolve_stornos(connection: AsyncConnection[TupleRow], gmina: str, service: str, batch: Batch) -> None:
    """A storno makes as if the fact had not been: it moves sets if and only if that fact did."""
    wanted = {row.original for row in batch.rows if row.original is not None}
    if not wanted:
        return
    known: dict[tuple[str, int], bool] = {}
    earlier = [(source, n) for source, n in wanted if source != service or n not in batch.in_sets]
    if earlier:
        services, sequences = (list(column) for column in zip(*earlier, strict=True))
        for source, n, moved in await (await connection.execute(_ORIGINALS, (services, sequences, gmina))).fetchall():
            known[source, n] = moved
    for row in batch.rows:
        if row.original is not None:
            source, n = row.original
            moved_in_page = batch.in_sets.get(n) if source == service else None
            batch.in_sets[row.sequence] = known.get(row.original, True) if moved_in_page is None else moved_in_page


def _line_writer(
    batch: Batch, numbers: Sequence[int], members: keys.Members, links: Sequence[MemberLink], merged: dict[int, int]
) -> Callable[[Row], str]:
    """Writes a row as COPY's text with the numbers that the database gave."""
    persons, households, in_sets = members.persons, members.households, batch.in_sets
    person_texts = [str(number) for number in persons]
    household_texts = [str(number) for number in households]
    roots = {number: str(merged.get(root, root)) for number, root in members.roots.items()}
    relinked, renamed = (any(link.kind == kind for link in links) for kind in (PERSON, RENAMED))

    def write(row: Row) -> str:
        entitled = NULL if row.entitled is None else person_texts[row.entitled]
        recipient = NULL if row.recipient is None else person_texts[row.recipient]
        household = now = root = NULL
        if row.household is not None:
            household, number = household_texts[row.household], households[row.household]
            if renamed and (other := member_at(links, RENAMED, row.sequence, number)) != number:
                number, now = other, str(other)
            root = roots[number]
        person = (NULL, entitled, recipient)[row.counted]
        if relinked and person is not NULL:
            person = str(member_at(links, PERSON, row.sequence, int(person)))
        flag = "t" if in_sets[row.sequence] else "f"
        return (
            f"{row.head}{numbers[row.combo]}{row.middle}{flag}\t{row.counted}\t{entitled}\t{recipient}\t{household}"
            f"\t{person}\t{now}\t{root}{row.tail}"
        )

    return write


def _numbers(link: Link, members: keys.Members) -> tuple[int, int]:
    known = members.persons if link.kind == PERSON else members.households
    return known[link.old], known[link.new]


def _refusal(r: Refused) -> tuple[object, ...]:
    return (
        r.sequence, r.time, r.code, r.pointer, r.unit, r.measure, r.benefit, r.budget_year, r.booked_on, r.amount,
    )  # fmt: skip
