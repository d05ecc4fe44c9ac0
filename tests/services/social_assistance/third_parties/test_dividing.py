"""A document of a third party is divided to the grosz: over persons, over sources, and anew when the share of the grant changes."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.benefits.types import BudgetLine, NoBudgetLine, SplitNotStated
from kit.law import NoParameter
from kit.money import SharesDoNotFit
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.third_parties.dividing import (
    Allocated,
    Lines,
    NotShared,
    by_weight,
    divided,
    lines_of,
    moved,
    own_share_suffices,
)

LAW = CATALOGUE.law()
DAY = date(2019, 5, 31)
MEAL = CATALOGUE.get("posilek_dziecka")
OF_LUBNICE = (331_654, 331_654, 331_654, 331_654, 331_642)
"""Five documents of the year that the report of Łubnice tells as one sum, ps-posilek-05: how many there were it does not say."""

amounts = st.integers(min_value=0, max_value=10**9)
weights = st.lists(st.integers(min_value=0, max_value=2_000), min_size=1, max_size=40).filter(any)
shares = st.integers(min_value=0, max_value=100).map(lambda percent: Fraction(percent, 100))


def line(source: str, share: Fraction | None) -> BudgetLine:
    start = date(2017, 1, 1)
    return BudgetLine("expenditure", "852", "85230", "311", "0", source, "posilek", "wlasne", start, share=share)


def shared(ratio: Fraction) -> Lines:
    return (line("dotacja_wlasne_2030", ratio), line("srodki_wlasne", 1 - ratio))


def of_sources(amount: int, ratio: Fraction = Fraction(3, 5)) -> list[int]:
    (parts,) = divided([Allocated(amount, shared(ratio))])
    return [part for _, part in parts]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (10_000, [1, 1, 1], (3_334, 3_333, 3_333)),
        (-10_000, [1, 1, 1], (-3_334, -3_333, -3_333)),
        (100, [1, 2, 4], (14, 29, 57)),
        (200, [1, 1, 1], (67, 67, 66)),
        (1, [0, 3, 4], (0, 0, 1)),
        (18_000, [20, 0, 16], (10_000, 0, 8_000)),
        (0, [5, 5], (0, 0)),
    ],
)
def test_what_weights_leave_over_goes_to_the_largest_remainders(
    amount: int, weights: list[int], parts: tuple[int, ...]
) -> None:
    assert by_weight(amount, weights) == parts


@given(amounts, weights)
def test_no_grosz_is_lost_over_weights_and_nobody_is_a_grosz_away_from_what_is_hers(amount: int, of: list[int]) -> None:
    parts = by_weight(amount, of)

    assert sum(parts) == amount
    assert all(abs(part * sum(of) - amount * weight) < sum(of) for part, weight in zip(parts, of, strict=True))


@pytest.mark.parametrize("nothing", [[], [0, 0], [2, -1]])
def test_nothing_is_divided_over_no_weight(nothing: list[int]) -> None:
    with pytest.raises(SharesDoNotFit):
        by_weight(100, nothing)


def test_a_straight_share_of_the_year_is_not_the_sum_of_its_documents() -> None:
    straight = of_sources(1_658_258)
    each = [of_sources(amount) for amount in OF_LUBNICE]

    assert sum(OF_LUBNICE) == 1_658_258
    assert straight == [994_955, 663_303]
    assert [sum(grant for grant, _ in each), sum(own for _, own in each)] == [994_953, 663_305]


def test_the_parts_are_those_that_a_payment_of_the_benefit_has() -> None:
    for amount in range(1, 200):
        (parts,) = divided([Allocated(amount, lines_of(MEAL, DAY))])

        assert parts == MEAL.split(amount, DAY)


@pytest.mark.parametrize(
    ("consent", "own", "suffices"),
    [(False, 663_303, True), (False, 663_302, False), (True, 331_652, True), (True, 331_651, False)],
)
def test_own_money_is_at_least_what_the_programme_asks(consent: bool, own: int, suffices: bool) -> None:
    assert own_share_suffices([(1_658_258, own)], LAW.on(DAY), consent=consent) is suffices


def test_own_money_of_a_year_is_measured_by_its_documents() -> None:
    documents = [(amount, of_sources(amount)[1]) for amount in OF_LUBNICE]

    assert own_share_suffices(documents, LAW.on(DAY), consent=False)
    assert own_share_suffices([(1_658_258, 663_305)], LAW.on(DAY), consent=False)
    assert not own_share_suffices([*documents[1:], (331_654, 132_661)], LAW.on(DAY), consent=False)


def test_before_the_programme_nothing_was_asked_and_no_share_is_invented() -> None:
    with pytest.raises(NoParameter):
        own_share_suffices([], LAW.on(date(2013, 12, 31)), consent=False)


@pytest.mark.parametrize(("on", "rozdzial"), [(date(2016, 12, 31), "85295"), (date(2017, 1, 1), "85230")])
def test_meals_are_booked_in_the_chapter_of_the_day(on: date, rozdzial: str) -> None:
    lines = lines_of(MEAL, on)

    assert [(one.rozdzial, one.source, one.share) for one in lines] == [
        (rozdzial, "dotacja_wlasne_2030", Fraction(3, 5)),
        (rozdzial, "srodki_wlasne", Fraction(2, 5)),
    ]


def test_the_stated_share_stands_instead_of_the_one_of_the_law() -> None:
    lines = lines_of(MEAL, DAY, Fraction(4, 5))

    assert [one.share for one in lines] == [Fraction(4, 5), Fraction(1, 5)]
    (parts,) = divided([Allocated(1_003, lines)])
    assert [part for _, part in parts] == [802, 201]


def test_nobody_states_a_share_of_what_is_paid_from_one_source() -> None:
    foster = CATALOGUE.get("rodzina_zastepcza_udzial_gminy")

    assert [one.share for one in lines_of(foster, DAY)] == [None]
    with pytest.raises(NotShared):
        lines_of(foster, DAY, Fraction(4, 5))
    with pytest.raises(NoBudgetLine):
        lines_of(foster, date(2016, 12, 31))
    with pytest.raises(SplitNotStated):
        lines_of(CATALOGUE.get("oplata_uslugi_opiekuncze"), DAY)


def test_persons_under_one_classification_share_the_sources_of_one_document() -> None:
    adult = CATALOGUE.get("posilek_doroslego")
    whole = [
        Allocated(333, lines_of(MEAL, DAY)),
        Allocated(333, lines_of(adult, DAY)),
        Allocated(1, lines_of(MEAL, DAY)),
    ]

    parts = divided(whole)

    assert of_sources(667) == [400, 267]
    assert [[part for _, part in one] for one in parts] == [[200, 133], [200, 133], [0, 1]]


def test_another_classification_is_divided_on_its_own() -> None:
    care = (line("srodki_wlasne", None),)

    parts = divided([Allocated(501, shared(Fraction(3, 5))), Allocated(499, care)])

    assert [[part for _, part in one] for one in parts] == [[301, 200], [499]]


def test_a_correction_that_takes_all_back_gives_back_the_same_sources() -> None:
    of = shared(Fraction(3, 5))
    given_out = divided([Allocated(amount, of) for amount in (333, 334, 1)])

    back = divided([Allocated(-amount, of) for amount in (333, 334, 1)])

    assert [[-part for _, part in one] for one in back] == [[part for _, part in one] for one in given_out]


def test_a_correction_from_one_child_to_another_moves_no_money_between_sources() -> None:
    of = shared(Fraction(3, 5))

    parts = divided([Allocated(1_003, of), Allocated(-1_003, of)])

    assert [[part for _, part in one] for one in parts] == [[602, 401], [-602, -401]]


@given(st.lists(st.integers(min_value=0, max_value=10**7), min_size=1, max_size=30), shares, st.sampled_from([1, -1]))
def test_sources_and_persons_are_exact_at_once(of: list[int], ratio: Fraction, sign: int) -> None:
    parts = divided([Allocated(sign * amount, shared(ratio)) for amount in of])

    assert [sum(part for _, part in one) for one in parts] == [sign * amount for amount in of]
    assert [sum(one[place][1] for one in parts) for place in (0, 1)] == of_sources(sign * sum(of), ratio)
    assert all(part * sign >= 0 for one in parts for _, part in one)


@given(st.lists(st.integers(min_value=0, max_value=999), min_size=1, max_size=9))
def test_of_three_sources_none_gives_more_than_the_amount(of: list[int]) -> None:
    thirds = tuple(line(source, Fraction(1, 3)) for source in ("dotacja_wlasne_2030", "inne", "srodki_wlasne"))

    parts = divided([Allocated(amount, thirds) for amount in of])

    assert [sum(part for _, part in one) for one in parts] == of
    assert min(part for one in parts for _, part in one) >= 0


def test_a_document_divided_anew_moves_money_between_its_sources_only() -> None:
    whole = [333, 333, 1]
    before = divided([Allocated(amount, shared(Fraction(3, 5))) for amount in whole])
    after = divided([Allocated(amount, shared(Fraction(4, 5))) for amount in whole])

    found = [moved(was, now) for was, now in zip(before, after, strict=True)]

    assert [[(one.source, part) for one, part in each] for each in found] == [
        [("dotacja_wlasne_2030", 67), ("srodki_wlasne", -67)],
        [("dotacja_wlasne_2030", 66), ("srodki_wlasne", -66)],
        [("dotacja_wlasne_2030", 1), ("srodki_wlasne", -1)],
    ]
    assert moved(before[0], before[0]) == ()
