"""Details of a fact: values of the types that the closed lists name. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

DETAIL_TYPES = frozenset({"text", "day", "month", "flag", "count", "money", "hectares", "rate"})
Value = str | bool | int

_HECTARES = re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_MONTH = re.compile(r"(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])")
_MONEY = re.compile(r"(?:0|[1-9][0-9]{0,6})\.[0-9]{2}|10000000\.00")
_DAY = re.compile(r"(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}")
_MOST_COUNT = 10_000


@dataclass(frozen=True, slots=True)
class Detail:
    """A type of detail; `choices` are the values of a closed list."""

    type: str
    choices: tuple[str, ...] = ()

    def fits(self, value: Value) -> bool:
        """Whether the value is one of this type: days and months as ISO text, money with two places, hectares and rates as decimals."""
        if self.type == "flag":
            return isinstance(value, bool)
        if self.type == "count":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_COUNT
        if not isinstance(value, str):
            return False
        if self.type == "day":
            return _is_day(value)
        patterns = {"month": _MONTH, "money": _MONEY, "hectares": _HECTARES, "rate": _RATE}
        if self.type in patterns:
            return patterns[self.type].fullmatch(value) is not None
        return value in self.choices if self.type == "choice" else bool(value.strip())


def unfit(values: Mapping[str, Value], declared: Mapping[str, Detail], required: frozenset[str]) -> str | None:
    """Why the details do not fit their declaration (a code), None when they do."""
    if set(values) - set(declared):
        return "detail_unknown"
    if required - set(values):
        return "detail_missing"
    return None if all(declared[name].fits(value) for name, value in values.items()) else "detail_wrong"


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
