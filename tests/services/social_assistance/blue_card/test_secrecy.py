"""Who may know of Niebieska Karta, and that no count of a small group can be worked out from what is told."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest

from services.social_assistance.blue_card.secrecy import Reader, Told, may_read, told

READERS = (Reader("ala", date(2026, 1, 1), date(2026, 6, 30)), Reader("ola", date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("subject", "on", "expected"),
    [
        ("ala", date(2025, 12, 31), False), ("ala", date(2026, 1, 1), True), ("ala", date(2026, 6, 30), True),
        ("ala", date(2026, 7, 1), False), ("ola", date(2099, 1, 1), True), ("ewa", date(2026, 4, 1), False),
    ],
)  # fmt: skip
def test_only_whoever_is_entered_is_a_reader_in_her_time(subject: str, on: date, expected: bool) -> None:
    assert may_read(READERS, subject, on) is expected


def test_without_readers_nobody_is_one() -> None:
    assert not may_read((), "ewa", date(2026, 4, 1))


def test_a_small_group_hides_the_breakdown_and_a_small_sum_itself() -> None:
    assert told({"a": 5, "b": 7, "c": 0}, 5) == Told({"a": 5, "b": 7, "c": 0}, 12)
    assert told({"a": 4, "b": 7, "c": 0}, 5) == Told(None, 11)
    assert told({"a": 2, "b": 3}, 5) == Told(None, 5)
    assert told({"a": 2, "b": 2}, 5) == Told(None, None)
    assert told({"a": 0, "b": 0}, 5) == Told({"a": 0, "b": 0}, 0)
    assert told({}, 5) == Told({}, 0)


def test_nothing_that_is_hidden_can_be_worked_out_from_what_is_told() -> None:
    behind: dict[int | None, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(12), repeat=3):
        found = told(dict(zip("abc", numbers, strict=True)), 4)
        if found.groups is None:
            behind[found.total].append(numbers)
        else:
            assert all(number == 0 or number >= 4 for number in numbers)

    assert set(behind) == {None, *range(4, 26)}
    for possible in behind.values():
        assert all(len({numbers[place] for numbers in possible}) > 1 for place in range(3))
