"""Electronic forms of a service as data: which form asks for which of its benefits (forms.yaml beside the catalogue)."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kit.law import BadLaw


@dataclass(frozen=True, slots=True)
class Asked:
    """A benefit that a form asks for. when: JSON pointers, any of which must be true in the form; none: always."""

    benefit: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectronicForm:
    """A form of the ministry's portal by its symbol. confidence: how sure its names are (unconfirmed: our own table)."""

    symbol: str
    title: str
    asks: tuple[Asked, ...]
    confidence: str
    source: str


def read_forms(path: Path, known: Container[str]) -> Mapping[str, ElectronicForm]:
    """The forms of the file, none when there is no file. Raises BadLaw for a benefit that the service has not."""
    if not path.exists():
        return {}
    forms = {str(symbol): _form(str(symbol), row) for symbol, row in yaml.safe_load(path.read_text("utf-8")).items()}
    for form in forms.values():
        for asked in form.asks:
            if asked.benefit not in known:
                raise BadLaw(f"{path.name}: {form.symbol} asks for {asked.benefit}, which is no benefit of the service")
    return forms


def _form(symbol: str, row: Mapping[str, Any]) -> ElectronicForm:
    asks = tuple(Asked(str(one["benefit"]), tuple(map(str, one.get("when") or ()))) for one in row["asks"])
    return ElectronicForm(symbol, str(row["title"]), asks, str(row["confidence"]), str(row["source"]))
