"""What is done in a matter of coordination is noted in the course of the applications that it is about: the one passed on, or those
which the decision answers of which the voivode was asked. So it stands in the metryka of their case, and its letters in the case's file.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import col, select

from casework.applications import store as applications
from casework.applications.desk import Act, Hand, matter_of, note
from casework.applications.tables import AnswerRow
from casework.authority import deciding
from services.family_benefits.coordination_matters.tables import CoordinationRow


async def noted(hand: Hand, row: CoordinationRow, act: Act) -> None:
    """Notes the act, with its letter, about the benefits of the matter. Raises OfficialExcluded."""
    for one in await _about(hand, row):
        application = await applications.lock(hand.db, one)
        if application is not None:
            await deciding.not_excluded(hand.db, hand.by, matter_of(application), hand.today)
            await note(hand, application, replace(act, benefits=row.benefits))


async def _about(hand: Hand, row: CoordinationRow) -> Sequence[UUID]:
    if row.application is not None:
        return [row.application]
    answers = await hand.db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == row.gmina, AnswerRow.decision == row.decision)
        .order_by(col(AnswerRow.application))
    )
    return [one.application for one in answers.all() if not set(row.benefits).isdisjoint(one.benefits)]
