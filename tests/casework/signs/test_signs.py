"""The sign of a case, its numbering and the file plan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.archives.categories import BadCategory
from casework.signs.file_plan import BadPlan, NoSuchClass, PlanClass, checked, class_on
from casework.signs.sign import BadSign, CaseSign, Series, next_sign, parse

SERIES = st.builds(
    Series,
    st.sampled_from(["OPS", "OPS.SR", "MOPS.ŚR2", "GOPS1"]),
    st.from_regex(r"[0-9]{2,6}", fullmatch=True).filter(str.isascii),
    st.integers(1990, 2099),
    st.none() | st.integers(1, 999),
)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("OPS.5111.12.2025", CaseSign(Series("OPS", "5111", 2025), 12)),
        ("OPS.SR.5111.12.2025.AK", CaseSign(Series("OPS.SR", "5111", 2025), 12)),
        ("OPS.5111.7.12.2025", CaseSign(Series("OPS", "5111", 2025, 7), 12)),
    ],
)
def test_a_sign_is_read(text: str, sign: CaseSign) -> None:
    assert parse(text) == sign


@pytest.mark.parametrize(
    "text",
    ["", "OPS", "OPS.5.12.2025", "OPS.5111112.1.2025", "OPS.5111.0.2025", "OPS.5111.12.25", "ops.5111.12.2025",
     "OPS.5111.12.2025.ABCDE", "OPS.5111.12.2025 ", "OPS.5111.012.2025", "OPS.5111.1.2.3.2025", "OPS.5111.١.2025"],
)  # fmt: skip
def test_what_is_no_sign_is_refused(text: str) -> None:
    with pytest.raises(BadSign):
        parse(text)


def test_a_series_needs_a_unit_and_a_symbol() -> None:
    for unit, symbol in (("", "5111"), ("ops", "5111"), ("OPS", "5"), ("OPS", "51A1")):
        with pytest.raises(BadSign):
            Series(unit, symbol, 2025)


@given(SERIES, st.integers(1, 99_999))
def test_a_sign_written_and_read_is_the_same(series: Series, number: int) -> None:
    sign = CaseSign(series, number)

    assert parse(str(sign)) == parse(sign.signed_by("AK")) == sign


@given(SERIES, st.none() | st.integers(1, 99_999))
def test_the_next_number_is_one_more_than_the_highest(series: Series, last: int | None) -> None:
    assert next_sign(series, last).number == (1 if last is None else last + 1)


def a_class(first: int, last: int | None, category: str = "B10") -> PlanClass:
    return PlanClass("5111", "Świadczenia", category, date(first, 1, 1), None if last is None else date(last, 12, 31))


def test_new_cases_get_the_class_of_their_day() -> None:
    plan = checked([a_class(2020, None, "B5"), a_class(2015, 2019)])

    assert class_on(plan, "5111", date(2019, 12, 31)).category == "B10"
    assert class_on(plan, "5111", date(2020, 1, 1)).category == "B5"
    for symbol, on in (("5111", date(2014, 12, 31)), ("5112", date(2020, 1, 1))):
        with pytest.raises(NoSuchClass):
            class_on(plan, symbol, on)


@pytest.mark.parametrize(
    "plan",
    [
        [a_class(2015, 2020), a_class(2020, None)],
        [a_class(2015, None), a_class(2020, None)],
        [a_class(2020, 2019)],
        [PlanClass("5", "Świadczenia", "B5", date(2020, 1, 1))],
        [PlanClass("5111", " ", "B5", date(2020, 1, 1))],
    ],
)
def test_a_plan_that_leaves_doubt_is_refused(plan: list[PlanClass]) -> None:
    with pytest.raises(BadPlan):
        checked(plan)


def test_a_class_has_a_known_category() -> None:
    with pytest.raises(BadCategory):
        checked([a_class(2020, None, "B")])
