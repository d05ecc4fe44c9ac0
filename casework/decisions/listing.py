"""Decisions in lists: by what a folder is sorted out of them, with their signs and numbers, in pages or as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlalchemy import exists, or_, tuple_
from sqlmodel import col, select

from casework.applications.tables import AnswerRow
from casework.authority.sight import Sight
from casework.decisions.schemas import DecisionShort
from casework.decisions.tables import DecisionRow, RemarkRow
from casework.letters.tables import DecisionNumberRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw
from kit.paging import Page, PageRequest

# A decision's own sign, else that of the decision its chain began with; of several matters the one of its own benefit.
_OF = """
SELECT d.id,
       coalesce(own.sign, rooted.sign) AS sign,
       n.number || '/' || n.year AS number,
       (SELECT max(r.given_on) FROM decision_remark r WHERE r.gmina = d.gmina AND r.decision = d.id) AS given_back_on
  FROM decision d
  LEFT JOIN decision_act a ON a.gmina = d.gmina AND a.decision = d.id
  LEFT JOIN decision_number n ON n.gmina = d.gmina AND n.decision = d.id
  LEFT JOIN LATERAL ({own}) own ON true
  LEFT JOIN LATERAL ({rooted}) rooted ON true
 WHERE d.gmina = %(gmina)s AND d.id = ANY (%(decisions)s)
"""
_SIGN = """
SELECT s.sign FROM (
    SELECT m.sign AS id, m.benefit <> d.benefit AS other, m.benefit FROM application_decision ad
      JOIN application_matter m ON m.gmina = ad.gmina AND m.application = ad.application AND ad.benefits ? m.benefit
     WHERE ad.gmina = d.gmina AND ad.decision = {decision} AND m.sign IS NOT NULL
    UNION ALL
    SELECT k.sign, true, NULL FROM case_matter k
     WHERE k.gmina = d.gmina AND k.kind = 'decision' AND k.matter = {decision}) f
  JOIN case_sign s ON s.gmina = d.gmina AND s.id = f.id
 ORDER BY f.other, f.benefit NULLS LAST LIMIT 1
"""
_CALLED = _OF.format(own=_SIGN.format(decision="d.id"), rooted=_SIGN.format(decision="a.root"))


@dataclass(frozen=True, slots=True)
class Filters:
    """Which decisions. person: entitled or recipient; since, until: prepared on these days; given_back: with remarks of the head."""

    benefit: str | None = None
    state: str | None = None
    kind: str | None = None
    outcome: str | None = None
    unit: str | None = None
    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    prepared_by: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None
    given_back: bool | None = None

    def named(self) -> dict[str, object]:
        """The filters as parameters."""
        return {name: getattr(self, name) for name in self.__slots__}


async def page(
    *, db: ReadSession, sight: Sight, paging: PageRequest, filters: Filters, sort: str, everything: bool = False
) -> Page[DecisionShort]:
    """One page of the decisions that are seen; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"decisions by {sort}", {"gmina": db.gmina, **filters.named()})
    descending = sort.startswith("-")
    if everything:
        rows = await _rows(db, sight, filters, None, descending, None)
        return Page(items=await _short(db, rows), next_cursor=None)
    after = None if keyset.after is None else (str(keyset.after[0]), str(keyset.after[1]))
    rows = await _rows(db, sight, filters, after, descending, keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.prepared_on, row.id))
    return Page(items=await _short(db, shown), next_cursor=cursor)


async def called(db: ReadSession | WriteSession, decisions: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Sign, number and the day of giving back of each, in one statement."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_CALLED, {"gmina": db.gmina, "decisions": list(decisions)})
        return {row.pop("id"): row for row in await cursor.fetchall()}


def short(row: DecisionRow, known: dict[str, Any]) -> dict[str, object]:
    """The members of a decision in a list."""
    return {
        name: row.on_day if name == "on" else known[name] if name in known else getattr(row, name)
        for name in DecisionShort.model_fields
    }


async def _short(db: ReadSession, rows: Sequence[DecisionRow]) -> list[DecisionShort]:
    known = await called(db, [row.id for row in rows])
    return [DecisionShort.model_validate(short(row, known[row.id])) for row in rows]


async def _rows(
    db: ReadSession,
    sight: Sight,
    filters: Filters,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[DecisionRow]:
    hers = [] if filters.person is None else await one_person.entries(db, filters.person)
    query = _filtered(select(DecisionRow).where(DecisionRow.gmina == db.gmina, sight.decisions()), filters, hers)
    order = [col(DecisionRow.prepared_on), col(DecisionRow.id)]
    if after is not None:
        key, place = tuple_(*order), tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(key < place if descending else key > place)
    query = query.order_by(*(one.desc() if descending else one for one in order))
    found: Sequence[DecisionRow] = (await db.exec(query if fetch is None else query.limit(fetch))).all()
    return found


def _filtered(query: Any, filters: Filters, hers: Sequence[UUID]) -> Any:
    same = {
        "benefit": DecisionRow.benefit,
        "state": DecisionRow.state,
        "kind": DecisionRow.kind,
        "outcome": DecisionRow.outcome,
        "unit": DecisionRow.unit,
        "household": DecisionRow.household,
        "prepared_by": DecisionRow.prepared_by,
    }
    for name, column in same.items():
        wanted = getattr(filters, name)
        if wanted is not None:
            query = query.where(col(column) == wanted)
    if hers:
        query = query.where(or_(col(DecisionRow.entitled).in_(hers), col(DecisionRow.recipient).in_(hers)))
    if filters.since is not None:
        query = query.where(col(DecisionRow.prepared_on) >= filters.since)
    if filters.until is not None:
        query = query.where(col(DecisionRow.prepared_on) <= filters.until)
    if filters.application is not None:
        query = query.where(col(DecisionRow.id).in_(_answers(filters.application)))
    if filters.number is not None:
        number, _, year = filters.number.partition("/")
        query = query.where(col(DecisionRow.id).in_(_numbered(int(number), int(year))))
    if filters.given_back is not None:
        given_back = exists().where(
            col(RemarkRow.gmina) == col(DecisionRow.gmina), col(RemarkRow.decision) == col(DecisionRow.id)
        )
        query = query.where(given_back if filters.given_back else ~given_back)
    return query


def _answers(application: UUID) -> Any:
    return select(AnswerRow.decision).where(
        col(AnswerRow.gmina) == col(DecisionRow.gmina), AnswerRow.application == application
    )


def _numbered(number: int, year: int) -> Any:
    return select(DecisionNumberRow.decision).where(
        col(DecisionNumberRow.gmina) == col(DecisionRow.gmina),
        DecisionNumberRow.number == number,
        DecisionNumberRow.year == year,
    )
