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
    of_another = restated((OWED, *new), 60_000, LATER, anew=True)
    assert [(one.kind, one.amount) for one in of_another] == [("corrected", 60_000), ("assessed", 60_000)]
    assert restated((), 0, LATER, anew=True) == ()
    assert sums(OWED, *new, *restated((OWED, *new), 0, LATER)) == (0, 0)


@pytest.mark.parametrize(
    ("before", "amount", "written_off", "expected"),
    [
        # 20.00 let go of 60.00, nothing came in: the smaller fee takes from what is open first.
        ((Entry(2, "written_off", 2_000, LATER),), 3_000, 2_000, (1_000, 0)),
        ((Entry(2, "written_off", 2_000, LATER),), 2_000, 2_000, (0, 0)),
        ((Entry(2, "written_off", 2_000, LATER),), 1_999, 1_999, (0, 0)),
        ((Entry(2, "written_off", 6_000, LATER),), 0, 0, (0, 0)),
        # 50.00 came in and the last 10.00 were let go: of 45.00 five are overpaid, not fifteen.
        ((Entry(2, "received", 5_000, LATER), Entry(3, "written_off", 1_000, LATER)), 4_500, 0, (0, 500)),
        ((Entry(2, "received", 5_000, LATER), Entry(3, "written_off", 1_000, LATER)), 5_500, 500, (0, 0)),
        # Of two the last gives way first.
        ((Entry(2, "written_off", 2_000, LATER), Entry(3, "written_off", 4_000, LATER)), 2_500, 2_500, (0, 0)),
        ((Entry(2, "written_off", 2_000, LATER), Entry(3, "written_off", 4_000, LATER)), 1_500, 1_500, (0, 0)),
        # A greater fee takes nothing back of it.
        ((Entry(2, "written_off", 6_000, LATER),), 7_000, 6_000, (1_000, 0)),
    ],
)  # fmt: skip
def test_what_was_let_go_beyond_a_smaller_fee_is_let_go_no_more_and_never_given_back(
    before: tuple[Entry, ...], amount: int, written_off: int, expected: tuple[int, int]
) -> None:
    entries = (Entry(1, "assessed", 6_000, FIRST), *before)
    after = (*entries, *restated(entries, amount, LATER))

    assert sums(*after) == expected
    assert balance(after).written_off == written_off
    assert balance(after).sound
    assert [one.number for one in after] == list(range(1, len(after) + 1))


def test_however_a_fee_went_it_is_sound_when_it_is_restated() -> None:
    chance = Random(50)
    for _ in range(500):
        entries: tuple[Entry, ...] = (Entry(1, "assessed", chance.randrange(1, 10_000), FIRST),)
        for _ in range(chance.randrange(6)):
            stands, number = balance(entries), len(entries) + 1
            step = chance.choice(["received", "written_off", "given_back", "restated"])
            if step == "received":
                entries += (Entry(number, "received", chance.randrange(1, 8_000), LATER),)
            elif step == "written_off" and stands.open:
                entries += (Entry(number, "written_off", chance.randrange(1, stands.open + 1), LATER),)
            elif step == "given_back" and stands.overpaid:
                entries += (Entry(number, "given_back", chance.randrange(1, stands.overpaid + 1), LATER),)
            elif step == "restated":
                amount = chance.randrange(10_000)
                entries += restated(entries, amount, LATER)
                # More is overpaid only by what came in beyond the fee, never by what was let go.
                after = balance(entries)
                assert after.assessed == amount
                assert after.overpaid <= max(stands.overpaid, after.received - after.given_back - amount)
        assert balance(entries).sound


def test_a_fee_is_never_owed_and_overpaid_at_once_and_every_grosz_has_its_place() -> None:
    chance = Random(104)
    for _ in range(300):
        assessed, received = chance.randrange(100_000), chance.randrange(100_000)
        written_off, given_back = chance.randrange(assessed + 1), chance.randrange(received + 1)
        found = Balance(assessed, received, written_off, given_back)
        assert found.sound
        assert 0 in (found.open, found.overpaid)
        assert found.open - found.overpaid == assessed - written_off - received + given_back
