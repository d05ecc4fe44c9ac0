"""Znak sprawy, the sign of a case: UNIT.CLASS.NUMBER.YEAR, or with a subset UNIT.CLASS.SUBSET.NUMBER.YEAR.

Source: instrukcja kancelaryjna § 5 (Dz.U. 2011 nr 14 poz. 67); a centre has its own instruction, usually alike. The clerk's
initials may follow the sign and are no part of it.
"""

import re
from dataclasses import dataclass

_SIGN = re.compile(
    r"(?P<unit>[A-ZĄĆĘŁŃÓŚŹŻ0-9]+(?:\.[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻ0-9]*)*)"
    r"\.(?P<symbol>[0-9]{2,6})\.(?P<first>[1-9][0-9]*)(?:\.(?P<second>[1-9][0-9]*))?"
    r"\.(?P<year>[0-9]{4})(?:\.(?P<initials>[A-ZĄĆĘŁŃÓŚŹŻ]{1,4}))?"
)
_UNIT = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ0-9]+(?:\.[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻ0-9]*)*")
_SYMBOL = re.compile(r"[0-9]{2,6}")


class BadSign(ValueError):
    """The text is no sign of a case."""


@dataclass(frozen=True, slots=True)
class Series:
    """What numbers run in: a unit, a class of the file plan, a year, and the subset where cases are kept apart (its own number)."""

    unit: str
    symbol: str
    year: int
    subset: int | None = None

    def __post_init__(self) -> None:
        if not _UNIT.fullmatch(self.unit) or not _SYMBOL.fullmatch(self.symbol):
            raise BadSign


@dataclass(frozen=True, slots=True)
class CaseSign:
    """The sign of one case: its series and its number there."""

    series: Series
    number: int

    def __str__(self) -> str:
        series = self.series
        subset = "" if series.subset is None else f".{series.subset}"
        return f"{series.unit}.{series.symbol}{subset}.{self.number}.{series.year}"

    def signed_by(self, initials: str) -> str:
        """The sign as it stands on a letter, with the clerk's initials."""
        return f"{self}.{initials}"


def parse(text: str) -> CaseSign:
    """The sign; initials after it are dropped. Raises BadSign."""
    found = _SIGN.fullmatch(text)
    if found is None:
        raise BadSign
    first, second = int(found["first"]), found["second"]
    year, unit, symbol = int(found["year"]), found["unit"], found["symbol"]
    if second is None:
        return CaseSign(Series(unit, symbol, year), first)
    return CaseSign(Series(unit, symbol, year, first), int(second))


def as_stored(text: str | None) -> str | None:
    """The sign as it is stored, however it is typed: in small letters, with initials. A text that is no sign is found nowhere."""
    if text is None:
        return None
    # A sign has capital letters only, so the index of signs finds it.
    typed = text.strip().upper()
    try:
        return str(parse(typed))
    except BadSign:
        return typed


def next_sign(series: Series, last_number: int | None) -> CaseSign:
    """The next case of the series: one more than the highest number ever given, from 1. A gap is not filled, a number not reused."""
    return CaseSign(series, (last_number or 0) + 1)
