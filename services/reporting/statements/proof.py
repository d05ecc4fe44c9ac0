"""The proof of completeness: which logs, up to which place and digest, and how current they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.statements.reading import Reading, read
from services.reporting.statements.result import (
    Check,
    Observed,
    ObservedSource,
    ProvenSource,
)
from services.reporting.statements.view import View

T = TypeVar("T")

OWN = "reporting"
_SOURCES = """
SELECT s.gmina, s.service, s.sequence, encode(s.digest, 'hex'), s.time, s.state, s.reason,
       greatest(s.head_sequence, s.sequence, CASE WHEN s.service = 'reporting' THEN coalesce(h.sequence, 0) ELSE 0 END), s.pulled_at,
       s.behind_since
  FROM source s LEFT JOIN event_head h ON h.gmina = s.gmina
 WHERE s.gmina = ANY (%(gminas)s::text[]) ORDER BY s.gmina, s.service
"""
_PRESENT = """
SELECT EXISTS (SELECT FROM ledger_refusal WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM list_total WHERE gmina = %(gmina)s AND budget_year = %(year)s AND mirrored),
       EXISTS (SELECT FROM closing WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM ledger_entry WHERE gmina = %(gmina)s AND budget_year = %(year)s AND declared IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Position:
    """A source as it stands in the database."""

    gmina: str
    service: str
    sequence: int
    digest: str
    time: str
    state: str
    reason: str | None
    head: int
    pulled_at: datetime | None
    behind_since: datetime | None

    @property
    def current(self) -> bool:
        """Whether the log is read to its end and can be read on."""
        return self.state == "following" and self.head == self.sequence

    @property
    def proven(self) -> ProvenSource:
        """What of it a statement stands on."""
        return ProvenSource(self.service, self.sequence, self.digest, self.time)

    def observed(self, now: datetime) -> ObservedSource:
        """How current it is at a moment."""
        seconds = 0
        if not self.current:
            seconds = int((now - (self.behind_since or now)).total_seconds())
        return ObservedSource(
            self.service, self.state, self.reason, self.head, self.head - self.sequence, max(seconds, 0), self.pulled_at
        )


@dataclass(frozen=True, slots=True)
class Present:
    """What a gmina's year has at all; most have none of these, and what is not there need not be read."""

    refused: bool
    mirrors: bool
    closings: bool
    declared: bool


def sources(*gminas: str) -> Reading[list[Position]]:
    """The gminas' sources, by gmina and service."""
    return Reading(_SOURCES, {"gminas": list(gminas)}, lambda rows: [Position(*row) for row in rows])


def present(view: View) -> Reading[Present]:
    """What there is to be read."""
    return Reading(_PRESENT, view.parameters(), lambda rows: Present(*rows[0]))


async def read_sources(connection: AsyncConnection[TupleRow], gmina: str) -> list[Position]:
    """The gmina's sources, by service."""
    return await read(connection, sources(gmina))


def observed(positions: Sequence[Position], now: datetime) -> Observed:
    """How current the sources are at a moment, and the control rule on it. A log that stands makes no statement of closed places wrong."""
    late = [position.service for position in positions if not position.current]
    return Observed(now, [position.observed(now) for position in positions], [Check("sources_current", not late, late)])


def of_closing(positions: dict[str, Any]) -> list[ProvenSource]:
    """The sources of a closed statement, as the closing recorded them."""
    return [
        ProvenSource(service, place["sequence"], place["digest"], place["time"])
        for service, place in sorted(positions.items())
    ]


def utc_now() -> datetime:
    """The moment of asking."""
    return datetime.now(UTC)
