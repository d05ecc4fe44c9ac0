"""Budget lines of benefits, read from the YAML of their acts: which dział, rozdział and paragraf, whose money, from when."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from casework.benefits.types import BudgetLine
from kit.law import BadLaw, Document

_LINE_MEMBERS = {
    "side", "dzial", "rozdzial", "paragraf", "source", "task", "task_kind", "from", "to", "share", "alternatives",
    "confidence", "basis",
    "rule",
}  # fmt: skip


def read_budget(documents: Sequence[Document]) -> dict[str, list[BudgetLine]]:
    """The lines of each benefit, by its code. Raises BadLaw: a line has another form, or a benefit has lines in two files."""
    lines: dict[str, list[BudgetLine]] = {}
    for document in documents:
        for code, rows in (document.content.get("budget") or {}).items():
            if code in lines:
                raise BadLaw(f"{document.path.name}: budget of {code} given twice")
            lines[code] = [_line(f"{document.path.name}: {code}", row) for row in rows or ()]
    return lines


def _line(where: str, row: Mapping[str, Any]) -> BudgetLine:
    paragraf, task_kind, side = row.get("paragraf"), row.get("task_kind"), row.get("side", "expenditure")
    if (
        set(row) - _LINE_MEMBERS
        or not (isinstance(paragraf, str) and len(paragraf) == 4 and paragraf.isdigit())
        or task_kind not in {"zlecone", "wlasne"}
        or side not in {"expenditure", "revenue"}
        or not isinstance(row.get("from"), date)
    ):
        raise BadLaw(f"{where}: not a budget line")
    share = row.get("share")
    return BudgetLine(
        side, str(row["dzial"]), str(row["rozdzial"]), paragraf[:3], paragraf[3], str(row["source"]), str(row["task"]),
        task_kind, row["from"], row.get("to"), None if share is None else Fraction(share),
        tuple(map(str, row.get("alternatives") or ())), str(row.get("confidence", "high")), str(row.get("basis", "")),
        str(row.get("rule", "")),
    )  # fmt: skip
