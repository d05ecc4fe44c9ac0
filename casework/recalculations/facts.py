"""The facts of decisions that a mass recalculation has issued."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson

from casework.decisions.grants import span_in
from casework.facts.cases import DECISION_ISSUED
from kit.feed.envelope import Event, event


def issued_facts(service: str, gmina: str, rows: Iterable[dict[str, Any]], on: date) -> list[Event]:
    """decision.issued of each row that the store has read for it, in their order."""
    return [_issued(service, gmina, row, on) for row in rows]


def _issued(service: str, gmina: str, row: dict[str, Any], on: date) -> Event:
    span = span_in(orjson.loads(row.pop("grants")))
    data = {
        **row,
        "on": on,
        "refusal_grounds": sorted({one["code"] for one in orjson.loads(row["refusals"])}),
        "reasons": sorted(orjson.loads(row["reasons"])),
        "single": row["single"] if row["household"] is None else row["household_kind"] == "single",
        "period_from": span[0] if span else None,
        "period_to": span[1] if span else None,
    }
    del data["refusals"]
    return event(service=service, gmina=gmina, type=DECISION_ISSUED, subject=row["decision"], data=data)
