"""The year of any size that benches import."""

import itertools
import tracemalloc
from collections import Counter

import orjson
import pytest
from stdnum.pl import pesel as pesel_number

from gops.demo.scale import LINES_PER_PERSON, year_of


def test_one_person_line_comes_with_one_award_and_twelve_payments() -> None:
    kinds = Counter(orjson.loads(line)["kind"] for line in year_of(50))

    assert kinds == {"person": 50, "award": 50, "payment": 600}
    assert kinds.total() == 50 * LINES_PER_PERSON


@pytest.mark.parametrize("seed", [0, 2019, 31337])
def test_every_person_has_a_valid_pesel_of_her_own(seed: int) -> None:
    people = [orjson.loads(line) for line in itertools.islice(year_of(30_000, seed), 30_000)]

    assert len({person["pesel"] for person in people}) == len(people)
    for person in people[::977]:
        assert pesel_number.is_valid(person["pesel"])
        assert pesel_number.get_birth_date(person["pesel"]).isoformat() == person["birth_date"]


def test_the_same_seed_gives_the_same_lines_and_another_one_other_people() -> None:
    assert list(year_of(5)) == list(year_of(5))
    assert not set(year_of(5)) & set(year_of(5, seed=7))


def test_memory_stays_flat_however_many_lines_are_taken() -> None:
    def peak(persons: int) -> int:
        tracemalloc.start()
        for _ in year_of(persons):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(2_000) < peak(100) + 20_000


def test_every_payment_names_an_award_that_came_before_it() -> None:
    awards = set()
    for line in map(orjson.loads, year_of(20)):
        if line["kind"] == "award":
            awards.add(line["source_id"])
        elif line["kind"] == "payment":
            assert line["award"] in awards
