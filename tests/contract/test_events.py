"""What stands in logs stays readable: a golden sample of every event type and version, for ever."""

from pathlib import Path

import orjson
import pytest
from jsonschema import Draft202012Validator

from casework.facts.registry import SCHEMAS
from kit.feed.envelope import Envelope

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(GOLDEN.glob("*.json"))


def test_every_event_type_has_a_golden_sample() -> None:
    assert {path.stem for path in SAMPLES} >= set(SCHEMAS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_sample_is_still_read_with_every_value_it_has(path: Path) -> None:
    item = orjson.loads(path.read_bytes())

    envelope = Envelope.model_validate_json(path.read_bytes())
    data = SCHEMAS[envelope.type].model_validate_json(orjson.dumps(item["data"]))

    read = orjson.loads(data.model_dump_json())
    assert envelope.type == path.stem
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
