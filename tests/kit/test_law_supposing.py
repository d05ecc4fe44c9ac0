"""A supposed law: values laid on top of the law from a day, or moved by a percentage with every later value; the law itself stays."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from kit.law import CannotSuppose, Law, NoParameter, Parameter, Supposition, Value, supposed
from kit.law.parameters import Kind, Raw

GMINA = "101805"
SINCE = date(2020, 6, 1)


def a_parameter(name: str, kind: Kind, *values: tuple[date, date | None, Raw]) -> Parameter:
    return Parameter(
        name, name, "act", kind, "",
        tuple(Value(value, first, last, "art. 1", "Dz.U.", "confirmed", first) for first, last, value in values),
    )  # fmt: skip


LAW = Law([
    a_parameter(
        "amount", "money", (date(2019, 1, 1), date(2020, 12, 31), 18442), (date(2021, 1, 1), date(2021, 12, 31), 21584)
    ),
    a_parameter("rate", "ratio", (date(2019, 1, 1), None, Fraction(9, 100))),
    a_parameter("months", "count", (date(2019, 1, 1), None, 12)),
    a_parameter("rule", "text", (date(2019, 1, 1), date(2019, 12, 31), "old"), (date(2020, 1, 1), None, "new")),
    a_parameter("over", "money", (date(2019, 1, 1), date(2019, 12, 31), 100)),
])  # fmt: skip


def amount(law: Law, day: date) -> int:
    return law.on(day).amount("amount")


def test_an_absolute_value_holds_from_its_day_whatever_the_law_says_later() -> None:
    law = supposed(LAW, GMINA, SINCE, [Supposition("amount", "200.00")])

    assert [amount(law, day) for day in (SINCE - timedelta(days=1), SINCE, date(2021, 6, 1), date(2030, 1, 1))] == [
        18442, 20000, 20000, 20000,
    ]  # fmt: skip
    assert amount(LAW, SINCE) == 18442


def test_a_percentage_moves_every_value_from_the_day_on_and_ends_where_the_law_ends() -> None:
    law = supposed(LAW, GMINA, SINCE, [Supposition("amount", percent=Fraction(10))])

    assert [amount(law, day) for day in (SINCE - timedelta(days=1), SINCE, date(2020, 12, 31), date(2021, 1, 1))] == [
        18442, 20286, 20286, 23742,
    ]  # fmt: skip
    with pytest.raises(NoParameter):
        amount(law, date(2022, 1, 1))


def test_a_percentage_of_a_rate_is_exact() -> None:
    law = supposed(LAW, GMINA, SINCE, [Supposition("rate", percent=Fraction("-33.33"))])

    assert law.on(SINCE).ratio("rate") == Fraction(9, 100) * Fraction(6667, 10000)


def test_no_percentage_leaves_every_value_as_it_is() -> None:
    law = supposed(LAW, GMINA, SINCE, [Supposition("amount", percent=Fraction(0))])

    for day in (SINCE, date(2021, 5, 5)):
        assert amount(law, day) == amount(LAW, day)


def test_one_after_another_each_moves_what_those_before_have_made() -> None:
    law = supposed(LAW, GMINA, SINCE, [Supposition("amount", "200.00"), Supposition("amount", percent=Fraction(50))])

    assert amount(law, date(2021, 6, 1)) == 30000


@pytest.mark.parametrize(
    ("supposition", "why"),
    [
        (Supposition("nothing", "1.00"), "unknown"),
        (Supposition("amount", 200), "unit"),
        (Supposition("amount", "200"), "unit"),
        (Supposition("months", "12"), "unit"),
        (Supposition("months", True), "unit"),
        (Supposition("months", percent=Fraction(1)), "unit"),
        (Supposition("rule", percent=Fraction(1)), "unit"),
        (Supposition("amount", "-0.01"), "out_of_range"),
        (Supposition("amount", "10000000.01"), "out_of_range"),
        (Supposition("months", -1), "out_of_range"),
        (Supposition("rule", "newest"), "out_of_range"),
        (Supposition("amount", percent=Fraction("-100.01")), "out_of_range"),
        (Supposition("amount", percent=Fraction("1000.01")), "out_of_range"),
        (Supposition("over", percent=Fraction(1)), "no_value"),
    ],
)
def test_what_does_not_fit_the_parameter_cannot_be_supposed(supposition: Supposition, why: str) -> None:
    with pytest.raises(CannotSuppose, match=why):
        supposed(LAW, GMINA, SINCE, [supposition])


def test_what_is_at_the_bounds_can() -> None:
    law = supposed(
        LAW, GMINA, SINCE,
        [
            Supposition("amount", "10000000.00"), Supposition("rate", percent=Fraction(-100)), Supposition("rule", "old"),
            Supposition("over", "0.00"),
        ],
    )  # fmt: skip

    view = law.on(SINCE)
    assert (view.amount("amount"), view.ratio("rate"), view.text("rule"), view.amount("over")) == (10**9, 0, "old", 0)
