"""Writes a golden sample for an event type that has none yet: `python -m tests.contract.make_golden`.

A sample that is there is never written again: it says what was in logs when it was made.
"""

from pathlib import Path
from uuid import UUID

import orjson

from casework.facts.registry import SCHEMAS
from tests.contract.samples import data_of

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    for name in SCHEMAS:
        path = GOLDEN / f"{name}.json"
        if path.exists():
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
            "data": data_of(name),
        }
        path.write_bytes(orjson.dumps(item, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    main()
