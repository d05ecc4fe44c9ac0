"""How a fee stands after what was assessed, came in, was let go, given back and corrected."""

from datetime import date
from random import Random

import pytest

from services.social_assistance.fees.balance import (
    Balance,
    Entry,
    balance,
    can_be_countered,
    restated,
    standing,
)

FIRST, LATER = date(2025, 7, 15), date(2025, 8, 15)
OWED = Entry(1, "assessed", 53_100, FIRST)


def sums(*entries: Entry) -> tuple[int, int]:
    found = balance(entries)
    return found.open, found.overpaid


def test_what_came_in_and_what_was_let_go_lower_what_is_owed() -> None:
    assert sums(OWED) == (53_100, 0)
    assert sums(OWED, Entry(2, "received", 50_000, LATER)) == (3_100, 0)
    assert sums(OWED, Entry(2, "received", 50_000, LATER), Entry(3, "written_off", 3_100, LATER)) == (0, 0)


def test_what_came_in_beyond_the_fee_is_given_back() -> None:
    paid = Entry(2, "received", 53_101, LATER)
    assert sums(OWED, paid) == (0, 1)
    assert sums(OWED, paid, Entry(3, "given_back", 1, LATER)) == (0, 0)


def test_a_counter_entry_takes_its_entry_out_and_adds_nothing() -> None:
    entries = (OWED, Entry(2, "received", 53_100, FIRST), Entry(3, "corrected", 53_100, LATER, 2))
    assert sums(*entries) == (53_100, 0)
    assert standing(entries) == (OWED,)


def test_a_balance_of_a_day_knows_nothing_of_later_days() -> None:
    entries = (OWED, Entry(2, "received", 53_100, LATER))
    assert balance(entries, date(2025, 8, 14)) == Balance(53_100, 0, 0, 0)
    assert balance(entries, LATER).open == 0


@pytest.mark.parametrize(
    ("entries", "number", "expected"),
    [
        ((OWED,), 1, True),
        ((OWED,), 2, False),
        ((OWED, Entry(2, "corrected", 53_100, LATER, 1)), 1, False),
        ((OWED, Entry(2, "corrected", 53_100, LATER, 1)), 2, False),
        ((OWED, Entry(2, "written_off", 1, LATER)), 1, False),
        ((OWED, Entry(2, "received", 53_100, LATER)), 1, True),
        ((OWED, Entry(2, "received", 60_000, LATER), Entry(3, "given_back", 6_900, LATER)), 2, False),
        ((OWED, Entry(2, "received", 60_000, LATER), Entry(3, "given_back", 6_900, LATER)), 3, True),
        ((OWED, Entry(2, "received", 60_000, LATER), Entry(3, "received", 1, LATER), Entry(4, "given_back", 6_900, LATER)), 3, True),
        ((OWED, Entry(2, "received", 60_000, LATER), Entry(3, "received", 1, LATER), Entry(4, "given_back", 6_901, LATER)), 3, False),
    ],
)  # fmt: skip
def test_only_what_stands_and_bears_nothing_else_is_countered(
    entries: tuple[Entry, ...], number: int, *, expected: bool
) -> None:
    assert can_be_countered(entries, number) is expected


def test_a_fee_that_is_restated_is_countered_and_assessed_anew() -> None:
    new = restated((OWED,), 60_000, LATER)
    assert new == (Entry(2, "corrected", 53_100, LATER, 1), Entry(3, "assessed", 60_000, LATER))
    assert sums(OWED, *new) == (60_000, 0)
    assert restated((OWED, *new), 60_000, LATER) == ()
    assert sums(OWED, *new, *restated((OWED, *new), 0, LATER)) == (0, 0)


def test_a_fee_is_never_owed_and_overpaid_at_once_and_every_grosz_has_its_place() -> None:
    chance = Random(104)
    for _ in range(300):
        assessed, received = chance.randrange(100_000), chance.randrange(100_000)
        written_off, given_back = chance.randrange(assessed + 1), chance.randrange(received + 1)
        found = Balance(assessed, received, written_off, given_back)
        assert found.sound
        assert 0 in (found.open, found.overpaid)
        assert found.open - found.overpaid == assessed - written_off - received + given_back
