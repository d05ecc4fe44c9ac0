"""How far a log was read, as the answers say it."""

from datetime import datetime

from services.reporting.availability.schemas import SourceOut
from services.reporting.statements.proof import Position


def source_out(log: Position, now: datetime) -> SourceOut:
    """The log's place and its lag at the moment."""
    seen = log.observed(now)
    return SourceOut(
        service=log.service,
        sequence=log.sequence,
        time=log.time,
        head=log.head,
        lag=seen.lag,
        lag_seconds=seen.lag_seconds,
        state=log.state,
        reason=log.reason,
    )
