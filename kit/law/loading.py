"""Reading the law from YAML: one folder per act, each value with its article and gazette position.

Every text of the files is checked here once, when a service starts: an unknown member, a value of the wrong form, an overlap or a
day without a value and without a reason stops the start.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, cast, get_args

from kit.law.parameters import Confidence, Gap, Kind, Law, Opening, Parameter, Raw, Value
from kit.money import NotMoney, grosze
from kit.periods import day_after
from kit.written import KeyTwice, read_yaml

RESOLUTIONS = "uchwaly"
CASES = "cases"
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_VALUE_MEMBERS = {"value", "from", "to", "article", "gazette", "confidence", "checked_on", "source"}
_PARAMETER_MEMBERS = {"title", "kind", "unit", "values", "gaps", "open"}


class BadLaw(ValueError):
    """A YAML of the law is wrong; the message names the file and the parameter."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML of the law: `content` is the mapping as written."""

    path: Path
    content: Mapping[str, Any]

    @property
    def act(self) -> str:
        return self.path.parent.name


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Every act's YAML under the folder, in order of path; resolutions and worked cases are read elsewhere."""
    documents = []
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name not in {RESOLUTIONS, CASES}:
            documents.append(Document(path, _load(path)))
    return tuple(documents)


def read_law(documents: Iterable[Document]) -> Law:
    """The parameters of the documents.

    Raises:
        BadLaw: a name given twice, an overlap, a hole without a reason, or a value of the wrong form.
    """
    parameters: dict[str, Parameter] = {}
    for document in documents:
        checked_on = document.content.get("checked_on")
        for name, body in (document.content.get("parameters") or {}).items():
            where = f"{document.path.name}: {name}"
            if name in parameters:
                raise BadLaw(f"{where}: given twice")
            parameters[name] = _parameter(where, name, document.act, body, checked_on)
    return Law(parameters.values())


def read_cases(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """The worked cases that lie beside the law, as written: those of the folder `cases`, then those inside the acts' YAMLs."""
    paths = sorted((folder / CASES).glob("*.yaml"))
    beside = [case for path in paths for case in read_yaml(path.read_text(encoding="utf-8"))]
    return (*beside, *(case for document in read_documents(folder) for case in document.content.get("cases") or ()))


def read_case(folder: Path, documents: Iterable[Document], wanted: str) -> Mapping[str, Any] | None:
    """One worked case by its id, as written; only the file that has it is read."""
    for path in sorted((folder / CASES).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        found = read_yaml(text) if wanted in text else ()
        if case := next((case for case in found if case["id"] == wanted), None):
            return cast(Mapping[str, Any], case)
    inside = (case for document in documents for case in document.content.get("cases") or ())
    return next((case for case in inside if case["id"] == wanted), None)


def typed(kind: Kind, text: object) -> Raw:
    """A YAML scalar as the parameter's kind. Money and exact figures are written as strings. Raises ValueError."""
    if kind == "flag":
        if not isinstance(text, bool):
            raise ValueError("a flag is true or false")
        return text
    if kind == "count":
        if not isinstance(text, int) or isinstance(text, bool):
            raise ValueError("a count is a whole number")
        return text
    if not isinstance(text, str):
        raise ValueError(f"{kind} is written as a string")
    if kind == "money":
        return grosze(text)
    if kind in {"ratio", "quantity"}:
        percent = text.endswith("%")
        digits = text.removesuffix("%").strip()
        if not _DECIMAL.fullmatch(digits) or (percent and kind == "quantity"):
            raise ValueError("not a decimal figure")
        return Fraction(digits) / (100 if percent else 1)
    if kind == "month_day" and not _MONTH_DAY.fullmatch(text):
        raise ValueError("not MM-DD")
    return text


def read_value(where: str, kind: Kind, body: Mapping[str, Any], checked_on: object, gmina: str | None = None) -> Value:
    """One dated value of a parameter. Raises BadLaw."""
    if not isinstance(body, dict) or set(body) - _VALUE_MEMBERS:
        raise BadLaw(f"{where}: unknown members {sorted(set(body) - _VALUE_MEMBERS)}")
    try:
        value = typed(kind, body["value"])
        checked = body.get("checked_on", checked_on)
        confidence = body.get("confidence", "confirmed")
        if confidence not in get_args(Confidence):
            raise ValueError(f"confidence {confidence!r}")
        result = Value(
            value, _day(body["from"]), _day(body["to"]) if body.get("to") else None, body["article"], body["gazette"],
            confidence, _day(checked), str(body.get("source", "")), gmina,
        )  # fmt: skip
    except (KeyError, ValueError, NotMoney) as error:
        raise BadLaw(f"{where}: {error!r}") from error
    if not (isinstance(result.article, str) and result.article and isinstance(result.gazette, str) and result.gazette):
        raise BadLaw(f"{where}: article and gazette are texts")
    if result.valid_to is not None and result.valid_to < result.valid_from:
        raise BadLaw(f"{where}: ends before it starts")
    return result


def _parameter(where: str, name: str, act: str, body: Mapping[str, Any], checked_on: object) -> Parameter:
    if not isinstance(body, dict) or set(body) - _PARAMETER_MEMBERS:
        raise BadLaw(f"{where}: unknown members")
    kind = _kind(where, body.get("kind"))
    values = tuple(sorted((read_value(where, kind, item, checked_on) for item in body.get("values") or ()), key=_start))
    if not values:
        raise BadLaw(f"{where}: no values")
    gaps = tuple(Gap(_day(item["from"]), _day(item["to"]), str(item["reason"])) for item in body.get("gaps") or ())
    _check_cover(where, values, gaps)
    opening = body.get("open")
    return Parameter(
        name, str(body.get("title", "")), act, kind, str(body.get("unit", "")), values, gaps,
        _opening(where, kind, opening) if opening else None,
    )  # fmt: skip


def _kind(where: str, text: object) -> Kind:
    for kind in get_args(Kind):
        if text == kind:
            return cast(Kind, kind)
    raise BadLaw(f"{where}: kind {text!r}")


def _opening(where: str, kind: Kind, body: Mapping[str, Any]) -> Opening:
    try:
        least, most = body.get("least"), body.get("most")
        return Opening(
            str(body["article"]),
            None if least is None else typed(kind, least),
            None if most is None else typed(kind, most),
        )
    except (KeyError, ValueError) as error:
        raise BadLaw(f"{where}: open: {error!r}") from error


def _check_cover(where: str, values: Sequence[Value], gaps: Sequence[Gap]) -> None:
    stretches: list[tuple[date, date | None]] = [(item.valid_from, item.valid_to) for item in values]
    stretches += [(item.valid_from, item.valid_to) for item in gaps]
    stretches.sort(key=lambda item: item[0])
    for (_, end), (start, _) in pairwise(stretches):
        if end is None or start <= end:
            raise BadLaw(f"{where}: two values on {start.isoformat()}")
        if start != day_after(end):
            raise BadLaw(f"{where}: no value on {day_after(end).isoformat()} and no reason")


def _start(value: Value) -> date:
    return value.valid_from


def _day(value: object) -> date:
    if type(value) is date:
        return value
    raise ValueError(f"not a day: {value!r}")


def _load(path: Path) -> Mapping[str, Any]:
    try:
        content = read_yaml(path.read_text(encoding="utf-8"))
    except KeyTwice as error:
        raise BadLaw(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise BadLaw(f"{path.name}: not a mapping")
    return content
