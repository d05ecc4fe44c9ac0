"""How many persons and families stand behind a set of postings: distinct, with net above zero, never a sum of counts.

A question is a set of postings. One that is exactly a node of the counting tree is answered by its cell, one that is a union of benefit
lines by their sets, anything else (a variant, a source, a day inside a month, an earlier state of knowledge) by the facts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger.facts import FAMILY, PERSON, RENAMED
from services.reporting.ledger.links import MemberLink, Span, merge, spans
from services.reporting.statements.amounts import Posting
from services.reporting.statements.reading import Reading, read_together
from services.reporting.statements.view import View

Question = frozenset[int]

_LINKS = """
SELECT l.service, l.sequence, l.kind, l.old_member, l.new_member FROM member_link l
 WHERE l.gmina = %(gmina)s AND {limits} ORDER BY l.service, l.sequence
"""
# Read apart and put together here: a planner without statistics would look for the nodes again for every number.
_NUMBERS = """
SELECT node, kind, sum(delta)::integer FROM count_cell
 WHERE gmina = %(gmina)s AND budget_year = %(year)s AND month <= %(month)s GROUP BY node, kind
"""
_NODES = "SELECT id, path FROM node WHERE gmina = %(gmina)s AND side = %(side)s AND measure = %(measure)s"
# A member's net is summed over the lines before it is judged, as the facts would be: a return in one of them may outweigh the other.
# OFFSET 0 keeps one range read of the key for each node, whatever the planner believes of a table that was just filled.
_UNIONS = """
SELECT question, kind, (count(*) FILTER (WHERE net > 0))::integer FROM (
    SELECT q.question, s.kind, s.member, sum(s.net) AS net
      FROM unnest(%(questions)s::integer[], %(nodes)s::integer[]) AS q(question, node)
     CROSS JOIN LATERAL (SELECT m.kind, m.member, m.c{month} AS net FROM set_member m
                          WHERE m.gmina = %(gmina)s AND m.budget_year = %(year)s AND m.node = q.node OFFSET 0) AS s
     GROUP BY q.question, s.kind, s.member
) AS united GROUP BY question, kind
"""
_FACTS = """
WITH fact AS (
    SELECT e.posting, coalesce(e.sets_amount, e.amount) AS amount,
           coalesce(r.final, CASE e.counted WHEN 1 THEN e.entitled WHEN 2 THEN e.recipient END) AS person,
           coalesce(h.root, m.final, e.household) AS household
      FROM (SELECT e.* {facts} AND e.in_sets AND e.posting = ANY (%(asked)s::integer[])) AS e
      LEFT JOIN unnest(%(r_service)s::text[], %(r_old)s::integer[], %(r_behind)s::bigint[], %(r_before)s::bigint[],
                       %(r_final)s::integer[]) AS r(service, old, behind, before, final)
             ON r.service = e.service AND e.sequence > r.behind AND e.sequence < r.before
            AND r.old = CASE e.counted WHEN 1 THEN e.entitled WHEN 2 THEN e.recipient END
      LEFT JOIN unnest(%(m_service)s::text[], %(m_old)s::integer[], %(m_behind)s::bigint[], %(m_before)s::bigint[],
                       %(m_final)s::integer[]) AS m(service, old, behind, before, final)
             ON m.service = e.service AND e.sequence > m.behind AND e.sequence < m.before AND m.old = e.household
      LEFT JOIN unnest(%(h_old)s::integer[], %(h_root)s::integer[]) AS h(old, root) ON h.old = coalesce(m.final, e.household)
), net AS (
    SELECT q.question, v.kind, v.member, sum(f.amount) AS amount
      FROM unnest(%(questions)s::integer[], %(postings)s::integer[]) AS q(question, posting)
      JOIN fact f ON f.posting = q.posting
     CROSS JOIN LATERAL (VALUES (1, f.person), (2, f.household)) AS v(kind, member)
     WHERE v.member IS NOT NULL
     GROUP BY q.question, v.kind, v.member
)
SELECT question, kind, (count(*) FILTER (WHERE amount > 0))::integer FROM net GROUP BY question, kind
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct persons and families; None where no fact says whom it counts."""

    persons: int | None = None
    families: int | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The counting tree at a month's end: numbers by kind for each place, and the place's node."""

    numbers: Mapping[str, Mapping[int, int]]
    nodes: Mapping[str, int]

    @classmethod
    def of(cls, nodes: Sequence[TupleRow], numbers: Sequence[TupleRow]) -> "Cells":
        """What the two reads of `cells` found; nodes of another side or measure are left out."""
        paths: dict[int, str] = dict(nodes)
        known: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for node, kind, number in numbers:
            if node in paths:
                known[paths[node]][kind] = number
        return cls(known, {path: node for node, path in nodes})


@dataclass(frozen=True, slots=True)
class Tree:
    """The counting tree over a view's postings: whose members each place counts, and the benefit line of each posting."""

    members: Mapping[str, frozenset[int]]
    leaves: Mapping[int, str]


def tree_of(postings: Sequence[Posting]) -> Tree:
    """The tree that the projection counts these postings in."""
    members: defaultdict[str, set[int]] = defaultdict(set)
    leaves: dict[int, str] = {}
    for posting in postings:
        one = posting.id
        chapter = f"{posting.dzial}/{posting.rozdzial}"
        row = f"{chapter}/{posting.task_kind}"
        leaves[one] = line = leaf(posting)
        for path in ("", posting.dzial, chapter, row, line):
            members[path].add(one)
    return Tree({path: frozenset(found) for path, found in members.items()}, leaves)


def cells(view: View) -> tuple[Reading[Sequence[TupleRow]], Reading[Sequence[TupleRow]]]:
    """The cells of a view that the projection can answer for, in two reads that `Cells.of` puts together."""
    given = {**view.parameters(), "month": view.month}
    return Reading(_NODES, given, _as_read), Reading(_NUMBERS, given, _as_read)


def _as_read(rows: Sequence[TupleRow]) -> Sequence[TupleRow]:
    return rows


async def count(
    connection: AsyncConnection[TupleRow],
    view: View,
    tree: Tree,
    questions: Sequence[Question],
    known: Cells | None = None,
) -> list[Counts]:
    """Answers the questions in their order. tree: of all postings that the view has. known: its cells, when they were read before."""
    found: dict[tuple[int, int], int] = {}
    month = view.month
    asked = {place: question for place, question in enumerate(questions) if question}
    if month is not None and asked:
        at_hand = known if known is not None else Cells.of(*await read_together(connection, cells(view)))
        asked = await _from_projection(connection, view, at_hand, tree, asked, found)
    if asked:
        await _from_facts(connection, view, asked, found)
    return [Counts(found.get((place, PERSON)), found.get((place, FAMILY))) for place in range(len(questions))]


async def _from_projection(
    connection: AsyncConnection[TupleRow],
    view: View,
    known: Cells,
    tree: Tree,
    asked: Mapping[int, Question],
    found: dict[tuple[int, int], int],
) -> dict[int, Question]:
    """Answers what the cells and sets can answer; returns the questions that are left."""
    numbers, nodes = known.numbers, known.nodes
    # With a unit the postings are a part of what the nodes hold, and only facts can tell whose they are.
    shared = frozenset(await _shared(connection, view)) if view.unit is not None else frozenset()
    own = {path: members for path, members in tree.members.items() if path not in shared}
    # A node with the same postings as the one above it has the same members: either answers.
    paths = {members: path for path, members in own.items()}
    left: dict[int, Question] = {}
    unions: list[tuple[int, int]] = []
    for place, question in asked.items():
        path = paths.get(question)
        if path is not None:
            found.update({(place, kind): number for kind, number in numbers.get(path, {}).items()})
            continue
        leaves = {tree.leaves[posting] for posting in question}
        if frozenset().union(*(own.get(path, ()) for path in leaves)) != question:
            left[place] = question
            continue
        counted = [path for path in leaves if path in numbers]
        found.update({(place, kind): 0 for path in counted for kind in numbers[path]})
        unions.extend((place, nodes[path]) for path in counted)
    if unions:
        asked_of, asked_nodes = (list(column) for column in zip(*unions, strict=True))
        statement = _UNIONS.replace("{month}", str(view.month))
        given = {**view.parameters(), "questions": asked_of, "nodes": asked_nodes}
        rows = await connection.execute(statement, given)
        # Who comes only later in the year is in the set with nothing yet; that does not make a count of what has none.
        found.update({(place, kind): n for place, kind, n in await rows.fetchall() if (place, kind) in found})
    return left


async def _shared(connection: AsyncConnection[TupleRow], view: View) -> list[str]:
    """Nodes in which another unit has postings this year."""
    cursor = await connection.execute(
        "SELECT DISTINCT n.path FROM amount_cell c JOIN posting p ON p.gmina = %(gmina)s AND p.id = c.posting "
        "CROSS JOIN LATERAL unnest(p.nodes) AS t(node) JOIN node n ON n.gmina = %(gmina)s AND n.id = t.node "
        "WHERE c.gmina = %(gmina)s AND c.budget_year = %(year)s AND p.unit <> %(unit)s "
        "AND p.side = %(side)s AND p.measure = %(measure)s",
        view.parameters(),
    )
    return [path for (path,) in await cursor.fetchall()]


async def _from_facts(
    connection: AsyncConnection[TupleRow],
    view: View,
    asked: Mapping[int, Question],
    found: dict[tuple[int, int], int],
) -> None:
    rows = await (await connection.execute(_LINKS.format(limits=view.limits("l")), view.parameters())).fetchall()
    links = [MemberLink(*row) for row in rows]
    roots = merge({}, links)
    pairs = [(place, posting) for place, question in asked.items() for posting in question]
    given = {
        **view.parameters(),
        "asked": list({posting for _, posting in pairs}),
        "questions": [place for place, _ in pairs],
        "postings": [posting for _, posting in pairs],
        **_spans("r", spans(links, PERSON)),
        **_spans("m", spans(links, RENAMED)),
        "h_old": list(roots),
        "h_root": list(roots.values()),
    }
    cursor = await connection.execute(_FACTS.replace("{facts}", view.facts()), given)
    found.update({(place, kind): number for place, kind, number in await cursor.fetchall()})


def _spans(name: str, found: Sequence[Span]) -> dict[str, object]:
    members = ("service", "old", "behind", "before", "final")
    return {f"{name}_{member}": [getattr(span, member) for span in found] for member in members}


def leaf(posting: Posting) -> str:
    """The benefit line that a posting's persons are counted in."""
    return f"{posting.dzial}/{posting.rozdzial}/{posting.task_kind}/{posting.benefit}"
