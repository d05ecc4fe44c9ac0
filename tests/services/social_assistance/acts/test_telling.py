"""What the log is told of acts of registers: figures alone, what is taken back, and the same sums after late and withdrawn acts."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest

from casework.facts.registers import RegisterFact
from services.social_assistance.acts.counting import PERIODS, Counted, Done, counted, shifted
from services.social_assistance.acts.telling import Told, fact, kept, stored, told_event

ANNA = UUID(int=1)
FOOD = Told(
    UUID(int=101), "pomoc_zywnosciowa", "wydanie_zywnosci", date(2026, 3, 4), "gops", None, ("kg", 12_500),
    (Counted("osoba", 4, 3, 2, 1, 0),),
)  # fmt: skip


def test_a_fact_fits_its_schema_and_names_nobody() -> None:
    body: dict[str, Any] = orjson.loads(told_event("social_assistance", "990101", FOOD).body)
    read = RegisterFact.model_validate(body["data"])

    assert body["subject"] == str(FOOD.id)
    assert (read.register_code, read.act, read.on, read.acts) == (
        "pomoc_zywnosciowa", "wydanie_zywnosci", date(2026, 3, 4), 1,
    )  # fmt: skip
    assert read.quantities[0].value == "12.500"
    assert set(body["data"]) == {"register", "act", "on", "unit", "acts", "requester", "counts", "quantities"}


def test_what_is_taken_back_is_the_fact_turned_round() -> None:
    read = RegisterFact.model_validate(orjson.loads(orjson.dumps(fact(FOOD, takes_back=3))))

    assert (read.acts, read.takes_back, read.quantities[0].value) == (-1, 3, "-12.500")
    assert (read.counts[0].all, read.counts[0].month, read.counts[0].quarter, read.counts[0].half_year) == (
        -4,
        -3,
        -2,
        -1,
    )
    assert read.counts[0].year == 0


@pytest.mark.parametrize(
    ("thousandths", "text"), [(0, "0.000"), (1, "0.001"), (999, "0.999"), (1_000, "1.000"), (12_045, "12.045")]
)
def test_a_quantity_has_three_decimals(thousandths: int, text: str) -> None:
    act = Told(UUID(int=1), "darowizny", "wydanie", date(2026, 3, 4), "gops", None, ("sztuka", thousandths), ())

    assert fact(act)["quantities"] == [{"unit": "sztuka", "value": text}]
    assert fact(act, takes_back=1)["quantities"][0]["value"] in {f"-{text}", "0.000"}


def test_what_an_act_keeps_is_what_it_told() -> None:
    assert kept(stored(FOOD.counts)) == FOOD.counts


@pytest.mark.parametrize("seed", range(20))
def test_figures_that_move_by_the_difference_are_those_of_the_whole_year_counted_anew(seed: int) -> None:
    random = Random(seed)
    people = [UUID(int=number) for number in range(1, 9)]
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    acts: dict[UUID, Done] = {}
    told: dict[UUID, tuple[Counted, ...]] = {}
    for number in range(40):
        if acts and random.random() < 0.3:
            one = acts.pop(random.choice(sorted(acts)))
            del told[one.id]
            gone, come = [one], []
        else:
            named = frozenset(random.sample(people, random.randrange(1, 4)))
            one = Done(UUID(int=100 + number), random.choice(year), number, {"osoba": named})
            gone, come = [], [one]
        named = one.named["osoba"]
        others = [
            Done(act.id, act.on, act.entry, {"osoba": act.named["osoba"] & named})
            for act in acts.values()
            if act.named["osoba"] & named
        ]
        told |= shifted(told, [*others, *gone], [*others, *come])
        if come:
            acts[one.id] = one
            told[one.id] = counted([*others, one])[one.id]

        assert told == counted(acts.values())


def test_whoever_the_act_does_not_name_is_counted_as_she_was() -> None:
    both, late = UUID(int=101), UUID(int=102)
    told = {both: (Counted("osoba", 2, 2, 2, 2, 2), Counted("rodzina", 1, 1, 1, 1, 1))}
    other = Done(both, date(2026, 3, 4), 1, {"osoba": frozenset({ANNA})})
    new = Done(late, date(2026, 3, 1), 2, {"osoba": frozenset({ANNA})})

    assert shifted(told, [other], [other, new]) == {
        both: (Counted("osoba", 2, 1, 1, 1, 1), Counted("rodzina", 1, 1, 1, 1, 1))
    }
    assert shifted(told, [other], [other, Done(late, date(2026, 3, 5), 2, {"osoba": frozenset({ANNA})})]) == {}
    assert PERIODS == ("month", "quarter", "half_year", "year")
