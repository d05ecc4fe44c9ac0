"""Synthetic persons: valid PESELs that belong to nobody, first names from a small list and surnames that say 'this is a demo'."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from stdnum.pl import pesel as pesel_number

from gops.demo.model import Person, Sex

_FIRST_NAMES: dict[Sex, Sequence[str]] = {
    "F": (
        "Anna", "Maria", "Katarzyna", "Zofia", "Hanna", "Julia", "Lena", "Alicja", "Ewa", "Barbara", "Krystyna", "Iwona",
        "Agnieszka", "Monika", "Natalia", "Wiktoria", "Oliwia", "Halina", "Łucja", "Jadwiga",
    ),
    "M": (
        "Jan", "Piotr", "Andrzej", "Krzysztof", "Paweł", "Marcin", "Jakub", "Antoni", "Szymon", "Filip", "Stanisław", "Michał",
        "Tomasz", "Mateusz", "Kacper", "Wojciech", "Józef", "Łukasz", "Kazimierz", "Święcisław",
    ),
}  # fmt: skip
# Stem, feminine and masculine ending. No Polish register is likely to hold any of them.
_SURNAMES: Sequence[tuple[str, str, str]] = (
    ("Przykładow", "ska", "ski"),
    ("Testow", "ska", "ski"),
    ("Wzorcow", "ska", "ski"),
    ("Próbn", "icka", "icki"),
    ("Pokazow", "ska", "ski"),
    ("Ćwiczebn", "a", "y"),
    ("Zmyślon", "a", "y"),
    ("Wymyśln", "icka", "icki"),
    ("Fikcyjn", "a", "y"),
    ("Modelow", "ska", "ski"),
    ("Szablonow", "ska", "ski"),
    ("Umown", "icka", "icki"),
    ("Atrapow", "ska", "ski"),
    ("Domyśln", "a", "y"),
    ("Żartobliw", "ska", "ski"),
    ("Bezimienn", "a", "y"),
)


class Register:
    """Gives persons with numbers that no other person of the register has."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._passports = 0

    def surname(self) -> int:
        """A surname's place in the list: members of a family share it."""
        return self._rng.randrange(len(_SURNAMES))

    def person(self, sex: Sex, born: date, surname: int | None = None) -> Person:
        """Somebody with a PESEL."""
        number = pesel(born, sex, self._rng.randrange(1000), self._rng.randrange(5))
        while number in self._given:
            number = pesel(born, sex, self._rng.randrange(1000), self._rng.randrange(5))
        self._given.add(number)
        return self._named(sex, born, surname, number, None)

    def foreigner(self, sex: Sex, born: date, surname: int | None = None) -> Person:
        """Somebody without a PESEL: known by a passport."""
        self._passports += 1
        return self._named(sex, born, surname, None, f"ZZ{self._passports:07d}")

    def _named(self, sex: Sex, born: date, surname: int | None, number: str | None, passport: str | None) -> Person:
        stem, feminine, masculine = _SURNAMES[self.surname() if surname is None else surname]
        return Person(
            first_name=self._rng.choice(_FIRST_NAMES[sex]),
            last_name=stem + (feminine if sex == "F" else masculine),
            born=born,
            sex=sex,
            pesel=number,
            passport=passport,
        )


def pesel(born: date, sex: Sex, series: int, pair: int) -> str:
    """A valid PESEL: the birth date, three digits `series` (0-999), a digit of the sex (`pair` 0-4 chooses which), check digit."""
    month = born.month + (20 if born.year >= 2000 else 0)
    head = f"{born.year % 100:02d}{month:02d}{born.day:02d}{series:03d}{2 * pair + (sex == 'M')}"
    return head + str(pesel_number.calc_check_digit(head))


def day_between(rng: Random, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def any_sex(rng: Random) -> Sex:
    """F or M."""
    return "F" if rng.random() < 0.5 else "M"
