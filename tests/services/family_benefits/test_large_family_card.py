"""Cards of a large family: who holds one to which month, and that they stand as rights that cost nothing."""

from datetime import date
from typing import Any

from casework.benefits.results import Assessment
from casework.decisions.content import content_of
from casework.decisions.schemas import decision_in
from kit.periods import month_text
from services.family_benefits.catalogue import CATALOGUE

CODE = "karta_duzej_rodziny"
CHILDREN = [
    {"id": "dziecko_1", "born_on": "2002-05-10", "school_until": "2024-06-30"},
    {"id": "dziecko_2", "born_on": "2001-01-15", "disability": {"degree": "znaczny"}},
    {"id": "dziecko_3", "born_on": "2010-08-20"},
    {"id": "dziecko_4", "born_on": "1998-03-01", "school_until": "2025-06-30", "university": True},
]
REQUEST = {"holders": [{"id": "matka"}, {"id": "maz", "kind": "spouse"}], "children": CHILDREN}


def assessed(on: str, **request: Any) -> Assessment:
    """The answer for a request of the day."""
    facts = {"application": {"received_on": on}, "large_family_card": {**REQUEST, **request}}
    return CATALOGUE.assess(CODE, CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts)), date.fromisoformat(on))


def test_every_holder_has_a_card_of_its_own_validity() -> None:
    answer = assessed("2022-10-10")
    held = {one.persons[0]: (one.variant, None if one.open_ended else month_text(one.last)) for one in answer.months}
    assert held == {
        "matka": ("rodzic", None),
        "maz": ("malzonek_rodzica", None),
        "dziecko_1": ("dziecko", "2024-09"),
        "dziecko_2": ("dziecko", None),
        "dziecko_3": ("dziecko", "2028-08"),
        "dziecko_4": ("dziecko", "2023-02"),
    }


def test_no_money_is_paid_for_a_card() -> None:
    assert {one.amount for one in assessed("2022-10-10").months} == {0}


def test_the_order_of_children_and_holders_does_not_matter() -> None:
    turned = {"holders": REQUEST["holders"][::-1], "children": CHILDREN[::-1]}
    assert assessed("2022-10-10", **turned) == assessed("2022-10-10")


def test_a_child_for_whom_no_card_is_asked_counts_and_has_none() -> None:
    children = [{**one, "card": False} for one in CHILDREN]
    assert {one.persons[0] for one in assessed("2022-10-10", children=children).months} == {"matka", "maz"}


def test_the_cards_become_rights_of_holders_that_statistics_count() -> None:
    who = "0190c1de-0000-7000-8000-000000000001"
    facts = {"application": {"received_on": "2022-10-10"}, "large_family_card": REQUEST}
    order = decision_in("family_benefits", CATALOGUE.facts).model_validate(
        {
            "benefit": CODE, "on": "2022-10-10", "entitled": who, "recipient": who, "facts": facts,
            "persons": dict.fromkeys(["matka", "maz", *(str(one["id"]) for one in CHILDREN)], who),
        }
    )  # fmt: skip
    found = content_of(CATALOGUE, "101805", order)
    assert (found.outcome, len(found.grants), {one.amount for one in found.grants}) == ("granted", 6, {0})
