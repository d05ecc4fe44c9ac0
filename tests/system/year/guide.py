"""The chapter of the guide on a family's year, made from what the test really asked and was answered:

    python -m tests.system.year.guide year.ndjson > docs/a-year-of-a-family.md

(the test leaves year.ndjson in its temporary folder). Of each kind of request the first stands there; ids are named by what they are of.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_READS = (
    r"/assessments$", r"/applications/\{application\}$", r"/decisions/\{decision\}/parties$", r"/decisions/\{decision\}$",
    r"/decisions/\{decision\}/effect$", r"/payment-lists/preview$", r"/overpayments/\{overpayment\}$",
    r"/reporting/v1/statements$", r"/reconciliation$",
)  # fmt: skip
_DULL = {"facts", "persons", "office", "members", "classes", "steps", "receipt", "rows", "benefits_listed"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WIDE = 300
_TEXTS = Path(__file__).with_name("guide.yaml")


def page(record: Path) -> str:
    """The page."""
    told = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    names = dict(_named(told))
    seen: set[tuple[str, str, str]] = set()
    texts = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    written: list[str] = [texts["intro"]]
    chapters = texts["chapters"]
    for one in told:
        while chapters and one["day"] >= chapters[0]["since"]:
            chapter = chapters.pop(0)
            written.append(f"## {chapter['title']}\n\n{chapter.get('text', '')}".rstrip() + "\n")
        shown = _shown(one, names)
        if shown is not None and shown[0] not in seen:
            seen.add(shown[0])
            written.append(shown[1])
    return "\n".join(written)


def _named(told: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Ids by the collection in which they were made."""
    for one in told:
        answer = one["answer"]
        if one["method"] == "POST" and one["status"] == 201 and isinstance(answer, dict) and "id" in answer:
            collection = one["address"].rpartition("/")[2]
            singular = {"deliveries": "delivery", "staff": "post", "parties": "party"}
            yield answer["id"], "{" + singular.get(collection, collection.removesuffix("s").replace("-", "_")) + "}"


def _shown(one: dict[str, Any], names: dict[str, str]) -> tuple[tuple[str, str, str], str] | None:
    address = _ID.sub(lambda found: names.get(found[0], "{id}"), one["address"])
    is_read = one["method"] == "GET" or address.endswith(("/preview", "/assessments", "/lookup"))
    if is_read and not any(re.search(pattern, address) for pattern in _READS):
        return None
    body, answer = (_cut(one[name], names) for name in ("body", "answer"))
    act = one["body"].get("act", {}).get("kind", "") if isinstance(one["body"], dict) else ""
    query = "&".join(f"{name}={value}" for name, value in one["query"].items())
    asked = f"{one['day']}  {one['who']}  {one['method']} {address}{'?' + query if query else ''}"
    if one["if_match"]:
        asked += f"   If-Match: {one['if_match']}"
    lines = [asked]
    if body not in (None, {}):
        lines.append("    " + _text(body))
    lines.append(f"  {one['status']} " + _text(answer))
    kind = act or (body.get("kind", "") if isinstance(body, dict) else "")
    return (one["method"] + str(one["status"]), address, str(kind)), "```text\n" + "\n".join(lines) + "\n```\n"


def _cut(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            name: "…" if name in _DULL else _cut(one, names) for name, one in value.items() if one not in (None, [], "")
        }
    if isinstance(value, list):
        return [_cut(one, names) for one in value[:2]] + (["…"] if len(value) > 2 else [])
    if isinstance(value, str):
        return _ID.sub(lambda found: names.get(found[0], "{id}"), value)
    return value


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 3 * _WIDE else text[: 3 * _WIDE].rpartition(",")[0] + ", …"


if __name__ == "__main__":
    sys.stdout.write(page(Path(sys.argv[1])))
