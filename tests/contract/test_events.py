"""What stands in logs stays readable: a golden sample of every event type and version, for ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_origin

import orjson
import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from casework.facts.registry import SCHEMAS
from kit.feed.envelope import Envelope
from tests.contract.make_golden import members, samples_of

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(GOLDEN.glob("*.json"))
FACTS = sorted(set(SCHEMAS.values()), key=lambda facts: facts.__name__)


def test_every_event_type_has_a_golden_sample() -> None:
    assert {path.stem for path in SAMPLES} >= set(SCHEMAS)


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts.__name__)
def test_no_member_of_a_fact_is_without_a_golden_sample(facts: type[BaseModel]) -> None:
    held = {
        member
        for name, schema in SCHEMAS.items()
        for path in samples_of(name)
        if schema is facts
        for member in members(orjson.loads(path.read_bytes())["data"])
    }

    assert set(_declared(facts)) - held == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_sample_is_still_read_with_every_value_it_has(path: Path) -> None:
    item = orjson.loads(path.read_bytes())

    envelope = Envelope.model_validate_json(path.read_bytes())
    data = SCHEMAS[envelope.type].model_validate_json(orjson.dumps(item["data"]))

    read = orjson.loads(data.model_dump_json(by_alias=True))
    assert envelope.type == path.stem.partition("+")[0]
    assert _within(item["data"], read)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_sample_fits_the_published_schema(path: Path) -> None:
    item = orjson.loads(path.read_bytes())

    Draft202012Validator(SCHEMAS[item["type"]].model_json_schema()).validate(item["data"])


def _within(old: object, new: object) -> bool:
    """Whether everything of the sample is in what was read; new optional fields may have come."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(name in new and _within(value, new[name]) for name, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_within, old, new))
    return old == new


def _declared(facts: type[BaseModel], at: str = "") -> Iterator[str]:
    """The members that a fact may have, with the way to each: the models within are walked."""
    for name, field in ((field.alias or name, field) for name, field in facts.model_fields.items()):
        inner = list(_models(field.annotation))
        many = "/*" if _is_many(field.annotation) else ""
        if not inner:
            yield f"{at}/{name}{many}"
        for model in inner:
            yield from _declared(model, f"{at}/{name}{many}")


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _is_many(annotation: object) -> bool:
    return get_origin(annotation) in (tuple, list) or any(_is_many(part) for part in get_args(annotation))
