"""Facts are stored without what nobody said, and read back as the case that they were."""

from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from casework.benefits.catalogue import Catalogue
from kit.schemas import Schema, Stored
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.services.worked_cases import worked_cases

CATALOGUES = [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_none_is_nowhere_another_answer_than_nothing(catalogue: Catalogue) -> None:
    nullable = list(_nullable(catalogue.facts, set()))
    assert len(nullable) > 5
    assert [name for name, default in nullable if default is not None] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda item: item.service)
def test_every_worked_case_is_read_back_as_it_was(catalogue: Catalogue) -> None:
    forms = [catalogue.facts.model_validate(case.facts) for case in worked_cases(catalogue.service)]
    assert len(forms) > 20
    for facts in forms:
        assert catalogue.stored_facts.read(facts.model_dump_json(exclude_none=True)) == facts
        # As facts were stored before: with a None for each thing that nobody said.
        assert catalogue.stored_facts.read(facts.model_dump_json()) == facts


class _Inner(Schema):
    name: str
    amount: int


class _Form(Schema):
    inner: tuple[_Inner, ...]


def test_what_is_no_longer_of_the_form_is_refused() -> None:
    stored = Stored(_Form)
    assert stored.read('{"inner": [{"name": "a", "amount": 1}]}') == _Form(inner=(_Inner(name="a", amount=1),))
    for text in (
        '{"inner": [{"name": "a"}]}', '{"inner": [{"name": "a", "amount": 1, "other": 2}]}', '{"inner": [{"name": "a", "amount": "x"}]}',
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            stored.read(text)


def test_texts_of_inner_forms_are_not_looked_through_again() -> None:
    text = '{"inner": [{"name": "a\\u0000", "amount": 1}]}'
    with pytest.raises(ValidationError):
        _Form.model_validate_json(text)
    assert Stored(_Form).read(text).inner[0].name == "a\x00"


def _nullable(model: type[BaseModel], seen: set[type]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        if NoneType in get_args(field.annotation):
            yield f"{model.__name__}.{name}", field.get_default(call_default_factory=True)
        for kind in _models(field.annotation):
            if kind not in seen:
                seen.add(kind)
                yield from _nullable(kind, seen)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
