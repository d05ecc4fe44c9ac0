"""One trace, two voices: the steps of a computation, kept as cheap tuples and told later.

A `Rule` is one step that the law prescribes: its article, the names of its inputs, and the Polish sentence. While computing, a
step is only `(rule, value, value, ...)` appended to a list; nothing is formatted. Rendered once afterwards: plain sentences for
the grounds of a decision (k.p.a. art. 107 § 3) and a tree with inputs for the auditor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from kit.money import figure_text, zloty
from kit.periods import month_text

Record = tuple[Any, ...]
"""(rule, value, ...): the values in the order of the rule's `inputs`."""

Reading = Literal["zl", "number", "month", "text", "day", "ratio", "yes", "raw"]
_Reader = tuple[str, Callable[[Any], str]]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One step of the law.

    `inputs` are "name:reading" in the order of the record's values, for instance "income:zl"; the sentence uses the names in braces.
    `result` is the name of the input that is the step's outcome. `parameters` are the parameters of the law that were read.
    `depth` 0 opens a branch of the auditor's tree, 1 and more stand under the last smaller one.
    """

    code: str
    article: str
    sentence: str
    inputs: tuple[str, ...] = ()
    result: str | None = None
    parameters: tuple[str, ...] = ()
    depth: int = 1
    _readings: tuple[_Reader, ...] = field(init=False, repr=False, default=())
    _tellings: tuple[_Reader, ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        pairs = [(name, reading or "raw") for name, _, reading in (item.partition(":") for item in self.inputs)]
        object.__setattr__(self, "_readings", tuple((name, _READERS[reading]) for name, reading in pairs))
        object.__setattr__(self, "_tellings", tuple((name, _TELLERS[reading]) for name, reading in pairs))

    def values(self, record: Record) -> dict[str, str]:
        """The record's values by name, as JSON has them: amounts as "1384.00"."""
        return {name: read(value) for (name, read), value in zip(self._readings, record[1:], strict=True)}

    def tell(self, record: Record) -> str:
        """The Polish sentence of the step, with amounts as people write them: "1 384,00 zł"."""
        told = {name: tell(value) for (name, tell), value in zip(self._tellings, record[1:], strict=True)}
        return self.sentence.format(**told)


@dataclass(frozen=True, slots=True)
class Node:
    """A step of the auditor's tree: article, parameters read, inputs by name, result, and the steps under it."""

    code: str
    article: str
    inputs: tuple[tuple[str, str], ...]
    result: str | None
    parameters: tuple[str, ...]
    sentence: str
    steps: tuple["Node", ...] = ()


def sentences(records: Iterable[Record], told: dict[Record, str] | None = None) -> tuple[str, ...]:
    """The steps as Polish sentences, in order; a step repeated unchanged is said once.

    told: what was said before, for the traces of several benefits that share their steps.
    """
    known = {} if told is None else told
    found: dict[str, None] = {}
    for record in records:
        sentence = known.get(record)
        if sentence is None:
            rule: Rule = record[0]
            sentence = known[record] = f"{rule.tell(record)} ({rule.article})"
        found.setdefault(sentence)
    return tuple(found)


def tree(records: Sequence[Record]) -> tuple[Node, ...]:
    """The steps as the auditor's tree."""
    nodes, _ = _branch(records, 0, 0)
    return nodes


def _branch(records: Sequence[Record], start: int, depth: int) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    position = start
    while position < len(records):
        record = records[position]
        rule: Rule = record[0]
        if rule.depth < depth:
            break
        below, position = _branch(records, position + 1, rule.depth + 1)
        values = rule.values(record)
        nodes.append(
            Node(
                rule.code,
                rule.article,
                tuple((name, value) for name, value in values.items() if name != rule.result),
                values.get(rule.result) if rule.result else None,
                rule.parameters,
                rule.tell(record),
                below,
            )
        )
    return tuple(nodes), position


def _yes(value: Any) -> str:
    return "tak" if value else "nie"


def _day(value: date) -> str:
    return value.isoformat()


def _ratio(value: Fraction) -> str:
    percent = value * 100
    text = f"{Decimal(percent.numerator) / percent.denominator:.4f}".rstrip("0").rstrip(".")
    return f"{text} %"


def _list(value: Any) -> str:
    return ", ".join(map(str, value)) or "brak" if isinstance(value, tuple) else str(value)


_READERS: dict[str, Callable[[Any], str]] = {
    "zl": zloty,
    "number": str,
    "month": month_text,
    "text": str,
    "day": _day,
    "ratio": _ratio,
    "yes": _yes,
    "raw": _list,
}
_TELLERS: dict[str, Callable[[Any], str]] = {**_READERS, "zl": figure_text}
