"""What each kind of act says in its letter, as data (acts.yaml): sentences with fields, read once and checked whole."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casework.decisions.kinds import kinds
from kit.written import read_yaml

_TABLE = Path(__file__).with_name("acts.yaml")
_FIELDS = frozenset(
    {"benefit", "older_gen", "older_acc", "older_ins", "since", "amount", "account", "deferred_to", "words"}
)
_WHEN = frozenset({"", "ahead", "table"})

Fields = Mapping[str, str | None]


class BadSentences(ValueError):
    """A row of the table is wrong; the message names it."""


class FieldMissing(LookupError):
    """The first sentence of the operative part names something that is not known; `fields`."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the occasion on which it is said (empty: always)."""

    text: str
    when: str = ""

    def missing(self, fields: Fields) -> tuple[str, ...]:
        """The fields that it names and that are not known."""
        return tuple(name for name in _names(self.text) if not fields.get(name))


@dataclass(frozen=True, slots=True)
class Said:
    """The operative part of a kind of act, and what an older act of the kind did."""

    operative: tuple[Sentence, ...]
    was: str

    def tell(self, fields: Fields, occasions: frozenset[str]) -> tuple[str, ...]:
        """The operative sentences that can be said. Raises FieldMissing."""
        if missing := self.operative[0].missing(fields):
            raise FieldMissing(missing)
        return tuple(
            one.text.format_map(fields)
            for one in self.operative
            if (not one.when or one.when in occasions) and not one.missing(fields)
        )


@cache
def said() -> Mapping[str, Said]:
    """By kind of act, for every kind of the table of kinds. Raises BadSentences."""
    rows = read_yaml(_TABLE.read_text(encoding="utf-8"))["acts"]
    if set(rows) != set(kinds()):
        raise BadSentences(f"kinds differ: {sorted(set(rows) ^ set(kinds()))}")
    return {
        code: Said(tuple(_sentence(code, one) for one in row["operative"]), str(row["was"]))
        for code, row in rows.items()
    }


def _sentence(code: str, row: Any) -> Sentence:
    one = Sentence(row["say"], row["when"]) if isinstance(row, dict) else Sentence(str(row))
    if one.when not in _WHEN or set(_names(one.text)) - _FIELDS:
        raise BadSentences(code)
    return one


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
