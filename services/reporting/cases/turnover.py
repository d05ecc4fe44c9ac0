"""The turnover of cases from the counts of the months, and its proof from the cases themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kit.periods import first_day, month_of, month_text
from services.reporting.cases.schemas import (
    DifferenceOut,
    GminaTurnoverOut,
    GroupBy,
    IdentityOut,
    OutcomeOut,
    TurnoverOut,
)
from services.reporting.statements.reading import Reading

# Only the gminas of the session are seen, be it one or a region's.
_MOVES = """
SELECT {gmina} AS of_gmina, {columns}, sum(cases)::bigint FROM case_count WHERE month <= %(until)s
 GROUP BY of_gmina, {columns} HAVING sum(cases) <> 0 ORDER BY of_gmina, {columns}
"""
_GROUPS: tuple[GroupBy, ...] = ("unit", "channel", "living")
# Whatever was told of a case, it is pending when it came and what ended it was opened again as often as it ended.
_PENDING = """
WITH entry AS (
    SELECT DISTINCT ON (service, application, benefit) service, application, benefit, received_on FROM case_fact
     WHERE gmina = %(gmina)s AND kind IN ('received', 'corrected') ORDER BY service, application, benefit, sequence DESC),
told AS (
    SELECT service, application, benefit, bool_or(kind = 'cancelled') AS cancelled, count(*) AS facts,
           count(*) FILTER (WHERE kind = 'closed' AND on_day < %(behind)s) AS closed,
           count(*) FILTER (WHERE kind = 'reopened' AND on_day < %(behind)s) AS reopened
      FROM case_fact WHERE gmina = %(gmina)s GROUP BY service, application, benefit)
SELECT service, benefit,
       count(*) FILTER (WHERE entry.received_on < %(behind)s AND NOT cancelled AND closed <= reopened),
       coalesce(sum(facts) FILTER (WHERE entry.received_on IS NULL), 0)::bigint
  FROM told LEFT JOIN entry USING (service, application, benefit) GROUP BY service, benefit ORDER BY service, benefit
"""


class Of(NamedTuple):
    """Whose cases: a service's benefit, and what else was asked for (else none)."""

    service: str
    benefit: str
    unit: str | None
    channel: str | None
    living: str | None


class Move(NamedTuple):
    """Cases of a month that came, were opened again or ended."""

    gmina: str
    of: Of
    month: int
    flow: str
    outcome: str
    cases: int


class Pending(NamedTuple):
    """Of a service's benefit: pending cases, and facts of cases whose receipt nobody has told."""

    service: str
    benefit: str
    cases: int
    without_receipt: int


@dataclass(slots=True)
class _Sums:
    opening: int = 0
    received: int = 0
    reopened: int = 0
    closed: int = 0
    how: dict[str, dict[str, int]] = field(default_factory=lambda: {"closed": {}, "reopened": {}})

    @property
    def pending(self) -> int:
        return self.opening + self.received + self.reopened - self.closed

    def add(self, move: Move) -> None:
        setattr(self, move.flow, getattr(self, move.flow) + move.cases)
        if move.flow in self.how:
            self.how[move.flow][move.outcome] = self.how[move.flow].get(move.outcome, 0) + move.cases

    def told(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("opening", "received", "reopened", "closed", "pending")}


def moves(until: int, groups: Iterable[GroupBy], *, by_gmina: bool = False) -> Reading[list[Move]]:
    """What moved until the end of the month, of the gminas of the session; by_gmina: each gmina apart."""
    order = [name for name in _GROUPS if name in set(groups)]
    columns = ", ".join(["service", "benefit", *order, "month", "flow", "outcome"])
    statement = _MOVES.format(gmina="gmina" if by_gmina else "''", columns=columns)
    return Reading(statement, {"until": first_day(until)}, lambda rows: [_move(row, order) for row in rows])


def pending(gmina: str, until: int) -> Reading[list[Pending]]:
    """Pending cases at the end of the month, case by case."""
    given = {"gmina": gmina, "behind": first_day(until + 1)}
    return Reading(_PENDING, given, lambda rows: [Pending(*row) for row in rows])


def rows_of(found: Sequence[Move], since: int, until: int) -> list[TurnoverOut]:
    """Every month of everything that moved in it or was pending."""
    by_month: defaultdict[Of, defaultdict[int, list[Move]]] = defaultdict(lambda: defaultdict(list))
    for move in found:
        by_month[move.of][max(move.month, since - 1)].append(move)
    rows = []
    for of, months in sorted(by_month.items(), key=lambda item: tuple(part or "" for part in item[0])):
        opening = _summed(0, months[since - 1]).pending
        for month in range(since, until + 1):
            sums = _summed(opening, months.get(month, ()))
            opening = sums.pending
            if any(sums.told().values()):
                rows.append(_row(of, month, sums))
    return rows


def identity(found: Sequence[Move], since: int, cases: Sequence[Pending]) -> IdentityOut:
    """The whole beside the cases, and where they differ."""
    whole = _whole(found, since)
    by_turnover: defaultdict[tuple[str, str], int] = defaultdict(int)
    for move in found:
        by_turnover[move.of.service, move.of.benefit] += -move.cases if move.flow == "closed" else move.cases
    by_cases = {(one.service, one.benefit): one.cases for one in cases}
    differences = [
        DifferenceOut(
            service=key[0], benefit=key[1], by_turnover=by_turnover.get(key, 0), by_cases=by_cases.get(key, 0)
        )
        for key in sorted({*by_turnover, *by_cases})
        if by_turnover.get(key, 0) != by_cases.get(key, 0)
    ]
    without = sum(one.without_receipt for one in cases)
    return IdentityOut(
        **whole.told(),
        pending_cases=sum(by_cases.values()),
        agrees=not differences and not without,
        differences=differences,
        without_receipt=without,
    )


def of_gminas(found: Sequence[Move], since: int, gminas: Iterable[str]) -> list[GminaTurnoverOut]:
    """Each gmina's part, those without a case among them."""
    by_gmina: Mapping[str, list[Move]] = {gmina: [] for gmina in sorted(gminas)}
    for move in found:
        by_gmina[move.gmina].append(move)
    return [GminaTurnoverOut(gmina=gmina, **_whole(own, since).told()) for gmina, own in by_gmina.items()]


def united(found: Sequence[Move]) -> list[Move]:
    """The same without the gmina."""
    return [move._replace(gmina="") for move in found]


def _move(row: Sequence[Any], groups: Sequence[str]) -> Move:
    gmina, service, benefit = row[:3]
    named = dict(zip(groups, row[3:], strict=False))
    month, flow, outcome, cases = row[3 + len(groups) :]
    of = Of(service, benefit, named.get("unit"), named.get("channel"), named.get("living"))
    return Move(gmina, of, month_of(month), flow, outcome, cases)


def _summed(opening: int, found: Iterable[Move]) -> _Sums:
    sums = _Sums(opening)
    for move in found:
        sums.add(move)
    return sums


def _whole(found: Sequence[Move], since: int) -> _Sums:
    opening = _summed(0, [move for move in found if move.month < since]).pending
    return _summed(opening, [move for move in found if move.month >= since])


def _row(of: Of, month: int, sums: _Sums) -> TurnoverOut:
    outcomes, reasons = (
        [OutcomeOut(outcome=how, cases=cases) for how, cases in sorted(sums.how[flow].items())]
        for flow in ("closed", "reopened")
    )
    return TurnoverOut.model_validate(
        {**of._asdict(), "month": month_text(month), **sums.told(), "outcomes": outcomes, "reasons": reasons}
    )
