"""The tables by which councils charge for care services (art. 50 ust. 6 u.p.s.): a share of the price by income, household and care.

They stand in the council's resolutions (law/uchwaly, `care_fees`). The bands are per cent of a criterion, each with its upper edge; a
cell that the resolution leaves empty is free and says so. A table is read whole when the service starts, and a wrong one stops it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

from kit.law import BadLaw, Table, read_tables
from kit.law.loading import typed
from kit.money import grosze

NAME = "care_fees"
Criterion = Literal["single", "own"]
"""Of whom the criterion is that the bands are per cent of: of a single person for all, or of the household's own kind."""
Basis = Literal["month", "hour"]
_MEMBERS = {"services", "from", "to", "criterion", "basis", "price", "bands"}


class NoFeeTable(LookupError):
    """The council has set no fees for the service on the day: nobody may be charged. `gmina`, `service`, `on`."""

    def __init__(self, gmina: str, service: str, on: date) -> None:
        super().__init__(f"{service} in {gmina} has no table of fees on {on.isoformat()}")
        self.gmina = gmina
        self.service = service
        self.on = on


class NotInTable(LookupError):
    """The table has no such level of care or kind of household; `name`, `known` are those that it has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(sorted(known))


@dataclass(frozen=True, slots=True)
class Band:
    """Incomes up to and including `most` times the criterion (None: all above), and the share of the price by kind of household."""

    most: Fraction | None
    shares: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class FeeTable:
    """One table in its days; `prices` are grosze of a month or of an hour by level of care."""

    gmina: str
    resolution: str
    published: str
    services: frozenset[str]
    valid_from: date
    valid_to: date | None
    criterion: Criterion
    basis: Basis
    prices: Mapping[str, int]
    bands: tuple[Band, ...]

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def price(self, care_level: str) -> int:
        """Grosze of a month or an hour. Raises NotInTable."""
        try:
            return self.prices[care_level]
        except KeyError:
            raise NotInTable(care_level, self.prices) from None

    def share(self, household_kind: str, income: Fraction, criterion: int) -> Fraction | None:
        """The share of the price at this income (grosze for one person, unrounded); None: the cell is empty. Raises NotInTable."""
        band = next(one for one in self.bands if one.most is None or income <= one.most * criterion)
        try:
            return band.shares[household_kind]
        except KeyError:
            raise NotInTable(household_kind, band.shares) from None


class FeeTables:
    """All tables of all gminas."""

    def __init__(self, tables: Iterable[FeeTable]) -> None:
        self._of_gmina: dict[str, list[FeeTable]] = {}
        for table in tables:
            self._of_gmina.setdefault(table.gmina, []).append(table)
        for gmina, found in self._of_gmina.items():
            _once_a_day(gmina, found)

    @classmethod
    def read(cls, folder: Path) -> "FeeTables":
        """The tables of the resolutions beside the law. Raises BadLaw."""
        return cls(_table(one) for one in read_tables(folder, NAME))

    def table(self, gmina: str, service: str, on: date) -> FeeTable:
        """The table for a service of the day. Raises NoFeeTable."""
        for one in self._of_gmina.get(gmina, ()):
            if service in one.services and one.in_force(on):
                return one
        raise NoFeeTable(gmina, service, on)


def _once_a_day(gmina: str, tables: list[FeeTable]) -> None:
    for service in sorted({name for one in tables for name in one.services}):
        mine = sorted((one for one in tables if service in one.services), key=lambda one: one.valid_from)
        for before, after in pairwise(mine):
            if before.valid_to is None or after.valid_from <= before.valid_to:
                raise BadLaw(f"{gmina}: two tables of {service} on {after.valid_from.isoformat()}")


def _table(written: Table) -> FeeTable:
    body, where = written.content, f"{written.path.name}: {NAME}"
    if set(body) - _MEMBERS:
        raise BadLaw(f"{where}: unknown members {sorted(set(body) - _MEMBERS)}")
    try:
        found = FeeTable(
            written.gmina, written.resolution, written.published, frozenset(body["services"]), _day(body["from"]),
            _day(body["to"]) if "to" in body else None, _of(Criterion, body["criterion"]), _of(Basis, body["basis"]),
            {str(level): grosze(price) for level, price in body["price"].items()},
            tuple(_band(one) for one in body["bands"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadLaw(f"{where}: {error!r}") from error
    edges = [one.most for one in found.bands]
    if not edges or edges[-1] is not None or None in edges[:-1]:
        raise BadLaw(f"{where}: the last band, and no other, has no upper edge")
    if any(one.most >= other.most for one, other in pairwise(found.bands[:-1]) if one.most and other.most):
        raise BadLaw(f"{where}: the bands do not rise")
    if len({frozenset(one.shares) for one in found.bands}) != 1 or not found.services or not found.prices:
        raise BadLaw(f"{where}: every band has the same kinds of household, and the table services and prices")
    return found


def _band(body: Mapping[str, Any]) -> Band:
    most = _share(body["to"]) if "to" in body else None
    return Band(most, {str(kind): None if told is None else _share(told) for kind, told in body["fee"].items()})


def _share(told: object) -> Fraction:
    found = typed("ratio", told)
    if not isinstance(found, Fraction) or found < 0:
        raise ValueError("not a share")
    return found


def _day(told: object) -> date:
    if type(told) is date:
        return told
    raise ValueError(f"not a day: {told!r}")


def _of(kind: Any, told: object) -> Any:
    if told not in get_args(kind):
        raise ValueError(f"{told!r} is none of {get_args(kind)}")
    return told
