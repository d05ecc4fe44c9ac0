"""The receipt's digest is over the facts as they are written: whoever states the same facts gets the same receipt."""

from collections.abc import Iterator, Mapping, Set
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from casework.benefits.catalogue import Catalogue
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_no_member_of_the_facts_is_without_an_order_of_its_own(catalogue: Catalogue) -> None:
    members = list(_members(catalogue.facts, set()))
    assert len(members) > 20
    assert [name for name, kind in members if issubclass(kind, Mapping | Set)] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_the_order_in_which_facts_are_stated_does_not_change_the_receipt(catalogue: Catalogue) -> None:
    assert catalogue.example is not None
    on, stated = catalogue.example["on"], catalogue.example["facts"]

    one = catalogue.receipt(catalogue.facts.model_validate(stated), on, "101805")
    other = catalogue.receipt(catalogue.facts.model_validate(_backwards(stated)), on, "101805")

    assert one == other


def _backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _backwards(value[name]) for name in reversed(value)}
    return [_backwards(one) for one in value] if isinstance(value, list) else value


def _members(model: type[BaseModel], seen: set[type]) -> Iterator[tuple[str, type]]:
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            yield f"{model.__name__}.{name}", kind
            if issubclass(kind, BaseModel) and kind not in seen:
                seen.add(kind)
                yield from _members(kind, seen)


def _kinds(annotation: Any) -> Iterator[type]:
    origin = get_origin(annotation)
    if isinstance(origin or annotation, type):
        yield origin or annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)
