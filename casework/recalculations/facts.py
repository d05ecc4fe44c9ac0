"""The facts of decisions that a mass recalculation has issued."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from uuid import UUID

import orjson

from casework.decisions.grants import Grant, span_of
from casework.facts.cases import DECISION_ISSUED
from casework.recalculations import store
from kit.db import WriteSession
from kit.feed.envelope import Event, event


async def issued_facts(db: WriteSession, decisions: Sequence[UUID], on: date) -> AsyncIterator[Event]:
    """decision.issued of each, in order of id."""
    async for row in store.rows_for_facts(db, decisions):
        span = span_of([Grant.from_json(stored) for stored in orjson.loads(row.pop("grants"))])
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
        yield event(service=db.service, gmina=db.gmina, type=DECISION_ISSUED, subject=row["decision"], data=data)
