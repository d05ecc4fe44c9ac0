"""Identifiers: what is wrong with one is said, the number itself is not."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import pesel as pesel_number

from kit.identifiers import BadIdentifier, account, gmina, nip, overridden, pesel, regon

TODAY = date(2026, 1, 1)
CENTURIES = {1800: 80, 1900: 0, 2000: 20, 2100: 40, 2200: 60}


def a_pesel(born: date, serial: int) -> str:
    month = born.month + CENTURIES[born.year // 100 * 100]
    first = f"{born.year % 100:02}{month:02}{born.day:02}{serial:04}"
    return first + str(pesel_number.calc_check_digit(first))


def fault(call: object, *arguments: object) -> str:
    with pytest.raises(BadIdentifier) as caught:
        call(*arguments)  # type: ignore[operator]
    return caught.value.fault


@given(st.dates(date(1800, 1, 1), date(2299, 12, 31)), st.integers(0, 9999))
def test_a_pesel_tells_birth_date_and_sex(born: date, serial: int) -> None:
    found = pesel(a_pesel(born, serial), date(2299, 12, 31))

    assert (found.born_on, found.sex) == (born, "M" if serial % 2 else "F")


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 9999), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, serial: int, place: int, by: int) -> None:
    right = a_pesel(born, serial)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    assert fault(pesel, wrong, TODAY) == "checksum"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022812340", "length"),
        ("020228123400", "length"),
        ("0202281234O", "format"),
        ("٠٢٠٢٢٨١٢٣٤٠", "format"),
        ("", "format"),
    ],
)
def test_a_pesel_is_eleven_digits(text: str, expected: str) -> None:
    assert fault(pesel, text, TODAY) == expected


def test_a_pesel_of_no_day_or_of_tomorrow_is_refused() -> None:
    first = "9902300000"  # 30 February 1999

    assert fault(pesel, first + str(pesel_number.calc_check_digit(first)), TODAY) == "calendar"
    assert fault(pesel, a_pesel(date(2026, 1, 2), 1), TODAY) == "future"
    assert pesel(a_pesel(TODAY, 1), TODAY).born_on == TODAY


def test_a_wrong_pesel_that_is_real_stands_with_a_note() -> None:
    note = overridden("02022812343", TODAY, document="dowód osobisty", noted_by="jan", noted_on=TODAY)

    assert note is not None
    assert (note.fault, note.document) == ("checksum", "dowód osobisty")
    assert overridden("02022812340", TODAY, document="", noted_by="jan", noted_on=TODAY) is None
    for never in ("123", a_pesel(date(2026, 1, 2), 1)):
        with pytest.raises(BadIdentifier):
            overridden(never, TODAY, document="", noted_by="jan", noted_on=TODAY)


def test_an_account_is_read_with_spaces_and_country() -> None:
    found = account("PL92 9990 0009 0000 1234 1234 1234")

    assert (found.nrb, found.iban) == ("92999000090000123412341234", "PL92999000090000123412341234")


def test_a_wrong_sort_code_only_warns() -> None:
    assert account("61109010140000071219812874").sort_code_fits
    assert not account(_with_check("109010150000071219812874")).sort_code_fits


def test_an_account_that_is_wrong_is_refused() -> None:
    assert fault(account, "92999000090000123421341234") == "checksum"
    assert fault(account, "9299900009000012342134123") == "length"
    assert fault(account, "DE89370400440532013000") == "format"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("3401011", "voivodeship"), ("0301011", "voivodeship"), ("0001011", "voivodeship"), ("0200011", "powiat"),
     ("0201016", "kind"), ("201011", "length"), ("O201011", "format")],
)  # fmt: skip
def test_a_code_of_no_gmina_is_refused(code: str, expected: str) -> None:
    assert fault(gmina, code) == expected


@pytest.mark.parametrize("code", ["0201011", "3299992", "1018052"])
def test_a_gmina_is_read_in_its_parts(code: str) -> None:
    found = gmina(code)

    assert (found.wojewodztwo, found.powiat, found.six) == (code[:2], code[:4], code[:6])


def test_tax_and_statistical_numbers_are_checked() -> None:
    assert nip("856-734-62-15") == "8567346215"
    assert fault(nip, "8567346216") == "checksum"
    assert fault(nip, "856734621") == "length"
    assert regon("192598184") == "192598184"
    assert regon("12345678512347") == "12345678512347"
    assert fault(regon, "192598183") == "checksum"
    assert fault(regon, "1925981840") == "length"


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (account, gmina, nip, regon, lambda value: pesel(value, TODAY)):
        with suppress(BadIdentifier):
            read(text)


def _with_check(bban: str) -> str:
    return f"{98 - int(bban + '252100') % 97:02}{bban}"
