"""Writes golden samples that are missing: `python -m tests.contract.make_golden`.

A sample that is there is never written again: it says what was in logs when it was made. Members that came later stand in a
further sample of the type (`…v1+1.json`), beside the first.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from casework.facts.registry import SCHEMAS
from tests.contract.samples import data_of

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    for name in SCHEMAS:
        samples = [orjson.loads(path.read_bytes())["data"] for path in samples_of(name)]
        data = orjson.loads(orjson.dumps(data_of(name)))
        if set(members(data)) <= {member for sample in samples for member in members(sample)}:
            continue
        item = {
            "sequence": 7,
            "time": "2019-01-28T10:15:02.123456Z",
            "digest": "ab" * 32,
            "specversion": "1.0",
            "id": UUID(int=1),
            "source": "urn:gops:family_benefits",
            "type": name,
            "subject": UUID(int=2),
            "gmina": "101805",
            "datacontenttype": "application/json",
            "data": data,
        }
        path = GOLDEN / (f"{name}+{len(samples)}.json" if samples else f"{name}.json")
        path.write_bytes(orjson.dumps(item, option=orjson.OPT_INDENT_2) + b"\n")


def samples_of(name: str) -> list[Path]:
    """The samples of an event type, the first one first."""
    return sorted(
        [*GOLDEN.glob(f"{name}.json"), *GOLDEN.glob(f"{name}+*.json")], key=lambda path: (len(path.stem), path.stem)
    )


def members(data: Any, at: str = "") -> Iterator[str]:
    """The members of an event's data that say something, with the way to each."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from members(value, f"{at}/{name}")
    elif isinstance(data, list):
        for value in data:
            yield from members(value, f"{at}/*")
    elif data is not None:
        yield at


if __name__ == "__main__":
    main()
