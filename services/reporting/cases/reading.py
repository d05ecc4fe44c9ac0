"""Case facts of a page of a log: one benefit of one application that came, was opened again, ended, or was put right. No I/O."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from casework.facts import cases

Kind = Literal["received", "closed", "reopened", "corrected", "cancelled"]
Living = Literal["single", "in_family", "unknown"]
KINDS: Mapping[str, Kind] = {
    cases.APPLICATION_RECEIVED: "received",
    cases.APPLICATION_CLOSED: "closed",
    cases.APPLICATION_REOPENED: "reopened",
    cases.APPLICATION_CORRECTED: "corrected",
    cases.APPLICATION_CANCELLED: "cancelled",
}
_LIVING: Mapping[object, Living] = {True: "single", False: "in_family", None: "unknown"}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")


@dataclass(frozen=True, slots=True)
class CaseFact:
    """As the ledger keeps it. outcome: of what closed, how; of what was opened again, why; else empty."""

    sequence: int
    kind: Kind
    application: str
    benefit: str
    on_day: str
    received_on: str
    unit: str
    channel: str
    living: Living
    outcome: str


def case_fact(event: Mapping[str, Any]) -> CaseFact:
    """Raises KeyError, TypeError, ValueError when the event breaks its schema."""
    kind, data = KINDS[event["type"]], event["data"]
    outcome = {"closed": data.get("outcome"), "reopened": data.get("reopened_by")}.get(kind)
    return CaseFact(
        event["sequence"],
        kind,
        str(UUID(data["application"])),
        _code(data["benefit"]),
        date.fromisoformat(data["on"]).isoformat(),
        date.fromisoformat(data["received_on"]).isoformat(),
        _code(data["unit"]),
        _code(data["channel"]),
        _LIVING[data.get("single")],
        "" if outcome is None else _code(outcome),
    )


def _code(value: object) -> str:
    if not isinstance(value, str) or _CODE.fullmatch(value) is None:
        raise ValueError("a code")
    return value
