"""What is established of a family, and the register of cards, become a request for cards of a large family, and nothing is guessed."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.evidence.composed import Composed
from services.family_benefits.card_register.composing import HeldCard
from services.family_benefits.catalogue import CATALOGUE
from tests.services.test_composing import Story

CARD, PART = "karta_duzej_rodziny", "large_family_card"
RECEIVED, ON = "2025-11-10", "2025-11-20"
FORM = (f"/{PART}/form", "to_be_stated")
EVERYBODY = range(1, 6)


def a_family() -> Story:
    """A mother, her husband, and three children, the eldest of whom is 18 and goes to school."""
    return (
        Story("1980-01-01", "1978-01-01", "2007-05-05", "2012-05-05", "2016-05-05")
        .fact("membership", "parent", 1, "2015-01-01")
        .fact("membership", "spouse", 2, "2015-01-01")
        .fact("membership", "child", 3, "2007-05-05")
        .fact("membership", "child", 4, "2012-05-05")
        .fact("membership", "child", 5, "2016-05-05")
        .fact("certificate", "school", 3, "2025-09-01", "2026-06-30", details={"kind": "ponadpodstawowa"})
        .fact("certificate", "disability", 4, "2020-01-01", "2027-01-31", details={"degree": "orzeczenie_o_niepelnosprawnosci"})
    )  # fmt: skip


def held(person: int, until: str | None = None, *also: int) -> HeldCard:
    holder = frozenset(UUID(int=one) for one in (person, *also))
    return HeldCard(holder, None if until is None else date.fromisoformat(until))


def composed(story: Story, on: str = ON, received: str | None = RECEIVED) -> Composed:
    return story.composed(CATALOGUE, CARD, on, received)


def missing(found: Composed) -> list[tuple[str, str]]:
    return [(one.pointer, one.code) for one in found.missing]


def test_a_family_without_cards_asks_for_one_for_each() -> None:
    found = composed(a_family())

    assert missing(found) == [FORM]
    assert found.facts[PART]["holders"] == [{"id": "osoba_1", "kind": "parent"}, {"id": "osoba_2", "kind": "spouse"}]
    eldest, second, youngest = found.facts[PART]["children"]
    assert eldest == {
        "id": "osoba_3", "born_on": "2007-05-05", "university": False, "school_until": "2026-06-30", "card": True,
    }  # fmt: skip
    assert second["disability"] == {
        "degree": "orzeczenie_o_niepelnosprawnosci", "issued_on": "2020-01-01", "valid_to": "2027-01-31",
    }  # fmt: skip
    assert youngest == {"id": "osoba_5", "born_on": "2016-05-05", "card": True}


def test_what_is_composed_is_assessed() -> None:
    facts: dict[str, Any] = composed(a_family()).facts
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))

    answer = CATALOGUE.assess(CARD, case, date.fromisoformat(ON))

    assert answer.eligible
    assert {person for due in answer.months for person in due.persons} == {f"osoba_{n}" for n in EVERYBODY}


def test_who_holds_a_card_asks_for_none_and_a_child_counts_all_the_same() -> None:
    found = composed(a_family().record(held(1)).record(held(4, "2030-05-04")))

    assert missing(found) == [FORM]
    assert [one["id"] for one in found.facts[PART]["holders"]] == ["osoba_2"]
    assert [one["card"] for one in found.facts[PART]["children"]] == [True, False, True]


def test_a_card_under_the_other_entry_of_a_person_is_hers() -> None:
    found = composed(a_family().record(held(90, None, 1)))

    assert [one["id"] for one in found.facts[PART]["holders"]] == ["osoba_2"]


@pytest.mark.parametrize(("until", "asks"), [("2025-11-09", True), ("2025-11-10", False)])
def test_a_card_is_held_to_its_last_day(until: str, asks: bool) -> None:
    found = composed(a_family().record(held(5, until)))

    assert found.facts[PART]["children"][2]["card"] is asks


def test_of_a_family_all_of_whom_hold_one_the_request_is_to_be_stated() -> None:
    story = a_family()
    for person in EVERYBODY:
        story.record(held(person))

    assert missing(composed(story)) == [FORM, (f"/{PART}/request", "to_be_stated")]


def test_of_a_family_with_fewer_children_now_it_is_to_be_stated_how_many_there_were() -> None:
    story = a_family()
    story.facts = [one for one in story.facts if one.person != UUID(int=5)]

    assert missing(composed(story)) == [FORM, (f"/{PART}/children_ever", "to_be_stated")]


@pytest.mark.parametrize(("received", "children"), [("2016-05-04", 2), ("2016-05-05", 3)])
def test_the_children_are_those_of_the_day_of_the_application(received: str, children: int) -> None:
    assert len(composed(a_family(), "2016-06-01", received).facts[PART]["children"]) == children


def test_a_school_without_its_end_is_named() -> None:
    story = a_family().fact("certificate", "school", 4, "2025-09-01", details={"kind": "wyzsza"})

    found = composed(story)

    assert found.facts[PART]["children"][1]["university"] is True
    assert missing(found) == [(f"/{PART}/children/1/school_until", "not_established"), FORM]


def test_without_an_established_family_nothing_is_composed() -> None:
    found = composed(Story("1980-01-01"))

    assert PART not in found.facts
    assert missing(found) == [(f"/{PART}", "membership_not_established")]


def test_the_facts_behind_the_request_are_named() -> None:
    used = {one.pointer for one in composed(a_family()).used}

    assert used == {
        f"/{PART}/holders/0", f"/{PART}/holders/1", f"/{PART}/children/0", f"/{PART}/children/1", f"/{PART}/children/2",
    }  # fmt: skip
