"""The awards of a decision that another act took away: they end with the last month that was paid, and what they had bound is freed."""

from datetime import date
from uuid import UUID

from casework.appeals import store
from casework.awards import service as awards
from casework.benefits.catalogue import Catalogue
from kit.db import WriteSession
from kit.periods import month_of


async def end_awards(db: WriteSession, catalogue: Catalogue, decision: UUID, today: date) -> None:
    """Ends what still runs. Months already on a payment list stay: whether they were due is for the new decision to say."""
    await db.flush()
    for award, paid_until in await store.running_awards(db, decision):
        last = month_of(award.since) - 1 if paid_until is None else month_of(paid_until)
        if award.until is not None and month_of(award.until) <= last:
            continue
        await db.refresh(award)
        await awards.terminate(
            db=db, catalogue=catalogue, award=award.id, last_month=last, version=award.version, today=today
        )
