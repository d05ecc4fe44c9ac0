"""The day of delivery for each way of delivering, both fictions from both sides, the attorney and the organisation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.deliveries.day import all_delivered, delivery
from casework.deliveries.recorded import (
    KINDS,
    WAYS,
    Delivered,
    Event,
    EventBeforeSending,
    Ineffective,
    Kind,
    Result,
    Sending,
    Waiting,
    Way,
)

SENT = date(2026, 2, 27)
MONDAY = date(2026, 3, 2)
OLD, NEW = date(2025, 7, 12), date(2025, 7, 13)


def day(number: int) -> date:
    """The so-manieth day from Monday 2 March 2026."""
    return MONDAY + timedelta(days=number)


def sent(way: Way, *events: tuple[Kind, int], **more: object) -> Sending:
    return Sending(way, SENT, tuple(Event(kind, day(number)) for kind, number in events), **more)  # type: ignore[arg-type]


def seen(sending: Sending, on: date = date(2026, 12, 1), started: date = NEW) -> Result:
    return delivery(sending, on=on, case_started_on=started)


def delivered_on(result: Result) -> date:
    assert isinstance(result, Delivered), result
    return result.on


@pytest.mark.parametrize("way", ["post", "own_staff", "hybrid", "office"])
@pytest.mark.parametrize(
    ("kind", "article"),
    [("collected", "art. 46 § 1 k.p.a."), ("household_member", "art. 43 k.p.a."), ("refused", "art. 47 § 2 k.p.a.")],
)
def test_paper_at_hand_is_delivered_that_day(way: Way, kind: Kind, article: str) -> None:
    result = seen(sent(way, (kind, 0)))

    assert isinstance(result, Delivered)
    assert (result.on, result.article, result.fiction) == (MONDAY, article, kind == "refused")


def test_an_uncollected_letter_is_delivered_with_the_end_of_the_fourteenth_day() -> None:
    letter = sent("post", ("first_notice", 0), ("second_notice", 8))

    assert seen(letter, on=day(14)) == Waiting(
        day(14), "art. 44 § 4 k.p.a.", "Pismo leży w depozycie po pozostawieniu zawiadomienia.", seen(letter).version
    )
    assert delivered_on(seen(letter, on=day(15))) == date(2026, 3, 16)


def test_the_paper_fiction_falls_on_a_day_off_too() -> None:
    letter = Sending(
        "post",
        date(2025, 12, 10),
        (Event("first_notice", date(2025, 12, 11)), Event("second_notice", date(2025, 12, 19))),
    )

    assert delivered_on(seen(letter)) == date(2025, 12, 25)


@pytest.mark.parametrize(("collected", "expected"), [(13, 13), (14, 14), (15, 14)])
def test_who_collects_after_the_deposit_was_delivered_already(collected: int, expected: int) -> None:
    letter = sent("post", ("first_notice", 0), ("second_notice", 8), ("collected", collected))

    assert delivered_on(seen(letter)) == day(expected)


@pytest.mark.parametrize("second", [(), (("second_notice", 6),), (("second_notice", 15),)])
def test_without_a_second_notice_in_its_time_there_is_no_fiction(second: tuple[tuple[Kind, int], ...]) -> None:
    assert isinstance(seen(sent("post", ("first_notice", 0), *second)), Ineffective)
    assert delivered_on(seen(sent("post", ("first_notice", 0), *second, ("collected", 20)))) == day(20)


@pytest.mark.parametrize("second", [7, 14])
def test_the_second_notice_may_be_left_after_seven_days_until_the_end(second: int) -> None:
    assert delivered_on(seen(sent("post", ("first_notice", 0), ("second_notice", second)))) == day(14)


def test_a_neighbour_counts_only_with_a_notice_for_the_addressee() -> None:
    assert isinstance(seen(sent("post", ("neighbour", 0))), Ineffective)
    assert delivered_on(seen(sent("post", ("neighbour", 0), ("neighbour_notice", 0)))) == MONDAY


@pytest.mark.parametrize(("told", "effective"), [(None, True), (date(2026, 2, 28), True), (SENT, False)])
def test_the_old_address_holds_until_the_party_reports_another(told: date | None, effective: bool) -> None:
    result = seen(sent("post", ("moved_away", 3), new_address_told_on=told))

    assert isinstance(result, Delivered if effective else Ineffective)


def test_a_letter_to_the_old_address_that_was_collected_after_all_is_delivered() -> None:
    assert delivered_on(seen(sent("post", ("collected", 3), new_address_told_on=SENT))) == day(3)


def test_an_electronic_letter_is_delivered_when_collected() -> None:
    assert delivered_on(seen(sent("electronic", ("arrived", 0), ("collected", 14)))) == day(14)


def test_an_uncollected_electronic_letter_is_delivered_one_day_later_than_paper() -> None:
    letter = sent("electronic", ("arrived", 0))

    waiting = seen(letter, on=day(14))
    assert isinstance(waiting, Waiting)
    assert waiting.until == day(15)
    assert delivered_on(seen(letter, on=day(15))) == day(15)
    assert delivered_on(seen(sent("electronic", ("arrived", 0), ("collected", 20)))) == day(15)


def test_a_public_entity_has_its_letter_on_arrival() -> None:
    assert delivered_on(seen(sent("electronic", ("arrived", 0), ("collected", 4), public_entity=True))) == MONDAY


def test_a_public_notice_works_after_fourteen_days() -> None:
    letter = sent("public_notice", ("published", 0))

    assert isinstance(seen(letter, on=day(14)), Waiting)
    assert delivered_on(seen(letter, on=day(15))) == day(14)


def test_an_announced_decision_is_delivered_at_once() -> None:
    assert delivered_on(seen(sent("oral", ("announced", 0)))) == MONDAY


def test_an_organisation_that_cannot_be_found_is_reached_through_the_first_of_its_representatives() -> None:
    letter = sent("organisation", ("representative", 5), ("representative", 2), ("note_in_file", 6))

    assert delivered_on(seen(letter)) == day(2)
    assert delivered_on(seen(sent("organisation", ("note_in_file", 1)))) == day(1)
    assert isinstance(seen(letter, started=OLD), Ineffective)


@pytest.mark.parametrize(
    ("since", "to", "effective"),
    [
        (SENT, "party", False),
        (SENT + timedelta(days=1), "party", True),
        (SENT, "attorney", True),
        (None, "party", True),
    ],
)
def test_with_an_attorney_a_delivery_to_the_party_has_no_effect(since: date | None, to: str, effective: bool) -> None:
    result = seen(sent("post", ("collected", 0), attorney_since=since, to=to))

    assert isinstance(result, Delivered if effective else Ineffective)


def test_nothing_happens_to_a_letter_before_it_is_sent() -> None:
    with pytest.raises(EventBeforeSending):
        Sending("post", MONDAY, (Event("collected", SENT),))


def test_a_decision_is_delivered_when_the_last_party_has_it() -> None:
    one, other = seen(sent("post", ("collected", 0))), seen(sent("electronic", ("arrived", 0)))

    assert all_delivered([one, other]) == day(15)
    assert all_delivered([one, seen(sent("post"))]) is None
    assert all_delivered([]) is None


LETTERS = st.builds(
    lambda way, events: sent(way, *events),
    st.sampled_from(WAYS),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40)), max_size=5),
)


@given(LETTERS, st.integers(0, 60), st.integers(0, 60))
def test_once_delivered_a_letter_stays_delivered_on_that_day(letter: Sending, one: int, other: int) -> None:
    earlier, later = sorted((one, other))
    before = seen(letter, on=day(earlier))

    if isinstance(before, Delivered):
        assert delivered_on(seen(letter, on=day(later))) == before.on


@given(LETTERS, st.integers(0, 60))
def test_every_answer_has_its_article_and_a_sentence(letter: Sending, on: int) -> None:
    result = seen(letter, on=day(on))

    assert result.article.startswith("art. ")
    assert result.reason.endswith(".")
    assert not isinstance(result, Delivered) or result.on <= day(on)
