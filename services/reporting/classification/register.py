"""Which codes of the budget classification are in force on a day, and what they are called (regulation of 2 March 2010).

The day that decides is the day of booking: a benefit of December 2016 that is paid in January 2017 is an expenditure of dział 855.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

STATE = "state"
OWN = "own"

_CODES = "SELECT kind, code, name, valid_from, coalesce(valid_to, '9999-12-31'::date) FROM classification ORDER BY kind, code, valid_from"
_SOURCES = "SELECT code, name, category FROM funding_source ORDER BY code"
_PARAGRAF_KIND = {"expenditure": "paragraf_wydatkow", "revenue": "paragraf_dochodow"}


@dataclass(frozen=True, slots=True)
class Validity:
    """A code's name between two days, both included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Source:
    """A source of money: the State's or the gmina's own."""

    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line cannot be posted: the member at fault and a stable code."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Classification:
    """The register as one process holds it; it changes only with a migration."""

    codes: Mapping[tuple[str, str], tuple[Validity, ...]]
    sources: Mapping[str, Source]

    def name(self, kind: str, code: str, on: date) -> str:
        """The name in force on the day, else the last one known, else the code itself."""
        found = self.codes.get((kind, code), ())
        for validity in found:
            if validity.first <= on <= validity.last:
                return validity.name
        return found[-1].name if found else code

    def refusal(self, *, side: str, dzial: str, rozdzial: str, paragraf: str, source: str, on: date) -> Refusal | None:
        """Why a line with these codes cannot be posted on the day. Empty paragraf and source (a plan row) are not checked."""
        if rozdzial[:3] != dzial:
            return Refusal("rozdzial", "rozdzial_of_other_dzial")
        if not self._in_force("dzial", dzial, on):
            return Refusal("dzial", "dzial_not_in_force")
        if not self._in_force("rozdzial", rozdzial, on):
            return Refusal("rozdzial", "rozdzial_not_in_force")
        # The fourth digit tells foreign and EU money apart and is not part of the register.
        if paragraf and not self._in_force(_PARAGRAF_KIND[side], f"{paragraf}0", on):
            return Refusal("paragraf", "paragraf_not_in_force")
        if source and source not in self.sources:
            return Refusal("source", "source_unknown")
        return None

    def _in_force(self, kind: str, code: str, on: date) -> bool:
        return any(validity.first <= on <= validity.last for validity in self.codes.get((kind, code), ()))


async def load(connection: AsyncConnection[TupleRow]) -> Classification:
    """Reads the register from the database."""
    codes: defaultdict[tuple[str, str], list[Validity]] = defaultdict(list)
    for kind, code, name, first, last in await (await connection.execute(_CODES)).fetchall():
        codes[kind, code].append(Validity(name, first, last))
    sources = await (await connection.execute(_SOURCES)).fetchall()
    return Classification(
        {key: tuple(found) for key, found in codes.items()},
        {code: Source(name, category) for code, name, category in sources},
    )
