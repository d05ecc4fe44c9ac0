"""Electronic forms of a service as data: which form asks for which of its benefits (forms.yaml beside the catalogue, `forms` of an act)."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.law import BadLaw, Document
from kit.written import read_yaml


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


def read_forms(path: Path, known: Container[str], documents: Iterable[Document] = ()) -> Mapping[str, ElectronicForm]:
    """The forms of the file, if there is one, and of the acts. Raises BadLaw: a form given twice, a benefit that the service has not."""
    told = [(path.name, read_yaml(path.read_text("utf-8")))] if path.exists() else []
    told += [(one.path.name, one.content.get("forms") or {}) for one in documents]
    forms: dict[str, ElectronicForm] = {}
    for where, rows in told:
        for symbol, row in rows.items():
            form = _form(str(symbol), row)
            if form.symbol in forms:
                raise BadLaw(f"{where}: form {form.symbol} given twice")
            for asked in form.asks:
                if asked.benefit not in known:
                    raise BadLaw(f"{where}: {form.symbol} asks for {asked.benefit}, which is no benefit of the service")
            forms[form.symbol] = form
    return forms


def _form(symbol: str, row: Mapping[str, Any]) -> ElectronicForm:
    asks = tuple(Asked(str(one["benefit"]), tuple(map(str, one.get("when") or ()))) for one in row["asks"])
    return ElectronicForm(symbol, str(row["title"]), asks, str(row["confidence"]), str(row["source"]))
