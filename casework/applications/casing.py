"""Signs of cases for matters that got none when the application came: the file plan had no class, or the case is open already."""

from collections.abc import Sequence
from uuid import UUID

from casework.applications.desk import Act, Desk, Hand, moved, opened, written
from casework.applications.ending import chosen
from casework.applications.intake import cases_of
from casework.applications.problems import CaseOpenAlready
from casework.applications.schemas import CaseOfIn
from casework.applications.tables import MatterRow
from casework.authority.seen import sees_case
from casework.persons import one_person
from casework.signs import store as signs
from casework.signs.giving import no_class
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def open_case(desk: Desk, application: UUID, order: CaseOfIn, version: int) -> Answer:
    """Gives open matters their sign. Raises CaseOpenAlready, MatterNotOpen, NoFilePlanClass."""
    row = await opened(desk, application, version)
    state = moved(row, "open_case")
    matters = await chosen(desk, row, order.benefits)
    if order.benefits is None:
        matters = [one for one in matters if one.sign is None]
    if not matters or any(one.sign is not None for one in matters):
        raise CaseOpenAlready
    if row.applicant is None:
        raise _unknown("/case")
    if order.case is not None:
        case = await signs.sign(desk.db, order.case)
        hers = await one_person.entries(desk.db, row.applicant)
        if case is None or case.party not in hers or not await sees_case(desk.db, desk.sight, case.id):
            raise _unknown("/case")
        for one in matters:
            one.sign = case.id
    else:
        without = await cases_of(
            desk, matters, row.applicant, row.received_on, symbol=order.symbol, subset=order.subset
        )
        if without:
            raise no_class("/symbol" if order.symbol else "/benefits")
    await desk.db.flush()
    detail: dict[str, str | list[str]] = {"signs": await _signs(desk, matters)}
    act = Act("open_case", desk.today, "instrukcja kancelaryjna § 5", [one.benefit for one in matters], detail)
    return await written(desk, row, act, state)


async def _signs(desk: Hand, matters: Sequence[MatterRow]) -> list[str]:
    found = await signs.signs(desk.db, {one.sign for one in matters if one.sign is not None})
    return sorted(one.sign for one in found.values())


def _unknown(pointer: str) -> ValidationFailed:
    message = "Ta osoba nie ma takiej sprawy."
    return ValidationFailed(message, errors=[FieldError(pointer, "case_unknown", message)])
