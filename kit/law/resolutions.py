"""Council resolutions (uchwały): values of one gmina on top of the act's, only where the act leaves the term open.

The file names the gmina by six digits of TERYT and the resolution by number and day; a term that is not open, or a value outside
the act's bounds, stops the start. What a council sets as a whole table (a tariff) stands under `tables` by its name; a service reads it
in a form of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kit.law.loading import RESOLUTIONS, BadLaw, _load, read_value
from kit.law.parameters import Law, Parameter, Raw, Value
from kit.periods import day_after

_TERYT = re.compile(r"[0-9]{6}")
_MEMBERS = {"gmina", "resolution", "published", "checked_on", "synthetic", "values", "tables"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a council as it is written, with the file that holds it, its gmina and the resolution with its place in the gazette."""

    path: Path
    gmina: str
    resolution: str
    published: str
    content: Mapping[str, Any]


def read_tables(folder: Path, name: str) -> tuple[Table, ...]:
    """Every table of that name that a council has set, in order of the files.

    Raises:
        BadLaw: the tables of a file are no list of mappings.
    """
    found = []
    for path in sorted((folder / RESOLUTIONS).glob("*.yaml")):
        content = _load(path)
        for table in (content.get("tables") or {}).get(name, ()):
            if not isinstance(table, dict):
                raise BadLaw(f"{path.name}: {name} is a list of tables")
            found.append(
                Table(path, str(content.get("gmina")), str(content["resolution"]), str(content["published"]), table)
            )
    return tuple(found)


def read_resolutions(folder: Path, law: Law) -> Mapping[str, Law]:
    """The law of every gmina that has resolutions, by TERYT.

    Raises:
        BadLaw: a term that the act does not leave open, a value outside its bounds, or two values for one day.
    """
    collected: dict[str, dict[str, list[Value]]] = {}
    for path in sorted((folder / RESOLUTIONS).glob("*.yaml")):
        content = _load(path)
        gmina = content.get("gmina")
        if set(content) - _MEMBERS or not isinstance(gmina, str) or not _TERYT.fullmatch(gmina):
            raise BadLaw(f"{path.name}: unknown members, or gmina is not six digits in quotes")
        of_gmina = collected.setdefault(gmina, {})
        for name, items in (content.get("values") or {}).items():
            of_gmina.setdefault(name, []).extend(_values(path.name, law, gmina, name, items, content))
    return {
        gmina: law.with_values(gmina, {name: _in_order(name, values) for name, values in names.items()})
        for gmina, names in collected.items()
    }


def _values(
    where: str, law: Law, gmina: str, name: str, items: list[dict[str, Any]], content: Mapping[str, Any]
) -> list[Value]:
    parameter = law.parameters.get(name)
    if parameter is None or parameter.open is None:
        raise BadLaw(f"{where}: {name} is not left open to the council")
    result = []
    for item in items:
        body = {"gazette": content.get("published"), "article": parameter.open.article, **item}
        value = read_value(f"{where}: {name}", parameter.kind, body, content.get("checked_on"), gmina)
        if not _within(parameter, value.value):
            raise BadLaw(f"{where}: {name} lies outside the bounds of {parameter.open.article}")
        result.append(value)
    return result


def _within(parameter: Parameter, value: Raw) -> bool:
    opening = parameter.open
    if opening is None or isinstance(value, str):
        return opening is not None
    least, most = opening.least, opening.most
    return (least is None or isinstance(least, str) or least <= value) and (
        most is None or isinstance(most, str) or value <= most
    )


def _in_order(name: str, values: list[Value]) -> tuple[Value, ...]:
    ordered = sorted(values, key=lambda value: value.valid_from)
    for before, after in pairwise(ordered):
        if before.valid_to is None or after.valid_from < day_after(before.valid_to):
            raise BadLaw(f"{name}: two values of one gmina on {after.valid_from.isoformat()}")
    return tuple(ordered)
