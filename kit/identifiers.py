"""Identifiers of persons, accounts, gminas and firms, checked: PESEL, NRB/IBAN, TERYT, NIP, REGON. They are text, never numbers.

The check digits come from python-stdnum; what the office needs around them (birth date against the calendar and today, the bank's
sort code, the parts of a TERYT code) is here. An identifier never stands in an error: only what is wrong with it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number
from stdnum.pl import regon as regon_number

Fault = Literal["length", "format", "checksum", "calendar", "future", "voivodeship", "powiat", "kind"]
GminaKind = Literal["miejska", "wiejska", "miejsko-wiejska", "miasto", "obszar wiejski", "dzielnica", "delegatura"]
PESEL_LENGTH, NRB_LENGTH, TERYT_LENGTH, NIP_LENGTH = 11, 26, 7, 10
REGON_LENGTHS = (9, 14)
_SORT_CODE_WEIGHTS = (3, 9, 7, 1, 3, 9, 7)
_SORT_CODE = slice(2, 10)
_LAST_VOIVODESHIP = 32
_KINDS: dict[str, GminaKind] = {
    "1": "miejska", "2": "wiejska", "3": "miejsko-wiejska", "4": "miasto", "5": "obszar wiejski", "8": "dzielnica",
    "9": "delegatura",
}  # fmt: skip


class BadIdentifier(ValueError):
    """The text is no such identifier. `fault` says what is wrong; the text itself is not repeated."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class Pesel:
    """A PESEL with what it says: birth date and sex (`F`, `M`)."""

    number: str
    born_on: date
    sex: Literal["F", "M"]


@dataclass(frozen=True, slots=True)
class Account:
    """A Polish account. sort_code_fits: the bank's own check digit agrees; if not it is a warning, never a refusal."""

    nrb: str
    sort_code_fits: bool

    @property
    def iban(self) -> str:
        return f"PL{self.nrb}"


@dataclass(frozen=True, slots=True)
class Gmina:
    """A TERYT code of a gmina (WWPPGGR) in its parts; `six` is the tenant's key."""

    code: str
    wojewodztwo: str
    powiat: str
    six: str
    kind: GminaKind


@dataclass(frozen=True, slots=True)
class Override:
    """A PESEL that fails the check and is real all the same (numbers wrongly given out long ago): who says so and by which document."""

    fault: Fault
    document: str
    noted_by: str
    noted_on: date


def pesel(text: str, today: date) -> Pesel:
    """The PESEL, checked: eleven digits, check digit, a day of the calendar that is not in the future. Raises BadIdentifier."""
    _digits(text, (PESEL_LENGTH,))
    try:
        pesel_number.validate(text)
    except InvalidChecksum:
        raise BadIdentifier("checksum") from None
    except InvalidComponent:
        raise BadIdentifier("calendar") from None
    born_on = pesel_number.get_birth_date(text)
    if born_on > today:
        raise BadIdentifier("future")
    return Pesel(text, born_on, "M" if pesel_number.get_gender(text) == "M" else "F")


def overridden(text: str, today: date, *, document: str, noted_by: str, noted_on: date) -> Override | None:
    """The note that lets a wrong PESEL stand; None when it is right.

    Raises BadIdentifier for what no note can mend: not eleven digits, or a birth date still to come.
    """
    try:
        pesel(text, today)
    except BadIdentifier as bad:
        if bad.fault not in {"checksum", "calendar"}:
            raise
        return Override(bad.fault, document, noted_by, noted_on)
    return None


def account(text: str) -> Account:
    """The account number, with or without spaces and `PL`, as 26 digits. Raises BadIdentifier."""
    number = "".join(text.split()).upper().removeprefix("PL")
    _digits(number, (NRB_LENGTH,))
    try:
        iban.validate(f"PL{number}")
    except ValidationError:
        raise BadIdentifier("checksum") from None
    code = number[_SORT_CODE]
    expected = -sum(int(digit) * weight for digit, weight in zip(code, _SORT_CODE_WEIGHTS, strict=False)) % 10
    return Account(number, int(code[-1]) == expected)


def gmina(text: str) -> Gmina:
    """The seven characters of a gmina's TERYT code; there is no check digit, only the form. Raises BadIdentifier."""
    _digits(text, (TERYT_LENGTH,))
    wojewodztwo, powiat = text[:2], text[:4]
    if int(wojewodztwo) % 2 or not 0 < int(wojewodztwo) <= _LAST_VOIVODESHIP:
        raise BadIdentifier("voivodeship")
    if powiat.endswith("00"):
        raise BadIdentifier("powiat")
    kind = _KINDS.get(text[-1])
    if kind is None:
        raise BadIdentifier("kind")
    return Gmina(text, wojewodztwo, powiat, text[:6], kind)


def nip(text: str) -> str:
    """The tax number as ten digits; dashes and spaces are dropped. Raises BadIdentifier."""
    number = "".join(text.replace("-", "").split()).upper().removeprefix("PL")
    _digits(number, (NIP_LENGTH,))
    if not nip_number.is_valid(number):
        raise BadIdentifier("checksum")
    return number


def regon(text: str) -> str:
    """The REGON as nine or fourteen digits. Raises BadIdentifier."""
    number = "".join(text.replace("-", "").split())
    _digits(number, REGON_LENGTHS)
    if not regon_number.is_valid(number):
        raise BadIdentifier("checksum")
    return number


def _digits(text: str, lengths: tuple[int, ...]) -> None:
    if not (text.isascii() and text.isdigit()):
        raise BadIdentifier("format")
    if len(text) not in lengths:
        raise BadIdentifier("length")
