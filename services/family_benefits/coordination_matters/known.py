"""What of the register of matters of coordination was known of a case on a day, for composing its facts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework.applications.tables import AnswerRow
from casework.authority.sight import Sight
from casework.own import OfCase
from casework.persons import one_person
from kit.db import WriteSession
from services.family_benefits.coordination_matters import store
from services.family_benefits.coordination_matters.composing import Answer, Link, Passed, Stay
from services.family_benefits.coordination_matters.tables import CoordinationRow, FindingRow


async def known(db: WriteSession, sight: Sight, case: OfCase) -> Sequence[Passed]:
    """Matters of the person that had gone by the day and were not withdrawn, in order, each with the last finding received by then."""
    rows = await db.exec(
        select(CoordinationRow)
        .where(
            CoordinationRow.gmina == db.gmina,
            col(CoordinationRow.person).in_(await one_person.entries(db, case.person)),
            CoordinationRow.forwarded_on <= case.known_on,
            or_(col(CoordinationRow.ended_on).is_(None), col(CoordinationRow.ended_on) > case.known_on),
            store.seen(sight),
        )
        .order_by(col(CoordinationRow.forwarded_on), col(CoordinationRow.id))
    )
    matters = rows.all()
    written = await db.exec(
        select(FindingRow)
        .where(
            FindingRow.gmina == db.gmina,
            col(FindingRow.matter).in_([one.id for one in matters]),
            FindingRow.kind != "opinion",
            FindingRow.received_on <= case.known_on,
        )
        .order_by(col(FindingRow.matter), col(FindingRow.number))
    )
    findings = {one.matter: one for one in written.all()}
    answers = await db.exec(
        select(AnswerRow.decision).where(AnswerRow.gmina == db.gmina, AnswerRow.application == case.application)
    )
    decisions = set(answers.all()) if case.application is not None else set()
    return [_passed(one, findings.get(one.id), case.application, decisions) for one in matters]


def _passed(
    row: CoordinationRow, found: FindingRow | None, application: UUID | None, decisions: Iterable[UUID | None]
) -> Passed:
    passed = Passed(
        benefits=frozenset(row.benefits),
        stays=tuple(
            Stay(one["who"], one["country"], _day(one.get("since")), _day(one.get("until"))) for one in row.stays
        ),
        link=_link(row, application, decisions),
    )
    if found is None:
        return passed
    answer: Answer = "applies" if found.kind == "applies" else "does_not_apply"
    return replace(passed, answer=answer, answered_on=found.dated, since=found.since, until=found.until)


def _link(row: CoordinationRow, application: UUID | None, decisions: Iterable[UUID | None]) -> Link | None:
    if application is not None and row.returned_as == application:
        return "came_back"
    if application is not None and row.application == application:
        return "passed_on"
    return "decided" if row.decision is not None and row.decision in decisions else None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
