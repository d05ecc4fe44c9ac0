"""An entry of the register of applications is put right, or cancelled when it should never have been made.

The number is never used again. Facts for statistics are told anew (`application.corrected`) or taken back (`application.cancelled`); a
cancelled application counts as neither received nor closed.
"""

from datetime import date
from typing import cast
from uuid import UUID

from casework.applications import store
from casework.applications.channels import Form, WayDoesNotFit, arrival
from casework.applications.desk import Act, Desk, moved, opened, tell, written
from casework.applications.intake import cases_of, known_benefits
from casework.applications.problems import ApplicationAnswered, CaseOpenAlready
from casework.applications.schemas import CancellationIn, CorrectionIn
from casework.applications.tables import ApplicationRow, MatterRow
from casework.authority.seen import seen_households, seen_persons
from casework.decisions.moments import DayOutOfOrder
from casework.facts.cases import APPLICATION_CANCELLED, APPLICATION_CORRECTED, APPLICATION_RECEIVED
from casework.terms.keeping import SentAfterReceived, Way
from casework.terms.version import version_of
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed

ARTICLE = "instrukcja kancelaryjna"
_DAYS = frozenset({"received_on", "posted_on", "way"})
_TOLD = (
    "received_on",
    "posted_on",
    "counted_on",
    "way",
    "kpa_version",
    "representation",
    "represented_since",
    "single",
)
"""Members whose old and new value the step keeps; of persons and reasons it says only that they changed."""


async def correct(desk: Desk, application: UUID, order: CorrectionIn, version: int) -> Answer:
    """Puts an entry right. Raises ApplicationAnswered, CaseOpenAlready, DayOutOfOrder, ValidationFailed."""
    row = await opened(desk, application, version)
    state = moved(row, "correct")
    if await store.reopenings(desk.db, row.id):
        # What was told of it since its receipt is more than an entry: closed, opened again.
        raise ApplicationAnswered
    told = order.model_dump(exclude_unset=True, exclude={"ground", "benefits_added"})
    before = {name: getattr(row, name) for name in _TOLD}
    if "applicant" in told:
        await _same_case(desk, row)
    await seen_persons(desk.db, desk.sight, {f"/{name}": told.get(name) for name in ("applicant", "representative")})
    await seen_households(desk.db, desk.sight, {"/household": told.get("household")})
    if _DAYS & told.keys():
        await _arrived(desk, row, told)
    for name in told.keys() - _DAYS:
        setattr(row, name, told[name])
    _represented(desk, row)
    if row.household is not None and row.single is not None:
        row.single = None
    # Also of benefits that ended apart: the day of receipt of all of them is the same.
    await tell(desk.db, row, await store.matters(desk.db, row.id), APPLICATION_CORRECTED, desk.today)
    added = await _added(desk, row, order)
    detail: dict[str, str | list[str]] = {
        "ground": order.ground,
        "members": sorted(order.model_fields_set - {"ground"}),
    }
    detail |= {
        name: [_text(was), _text(getattr(row, name))] for name, was in before.items() if was != getattr(row, name)
    }
    return await written(desk, row, Act("correct", desk.today, ARTICLE, added, detail), state)


async def cancel(desk: Desk, application: UUID, order: CancellationIn, version: int) -> Answer:
    """Takes an entry out that was made in error. Raises ApplicationAnswered, TransitionNotAllowed."""
    row = await opened(desk, application, version)
    state = moved(row, "cancel")
    if await store.answers(desk.db, row.id):
        raise ApplicationAnswered
    matters = await store.matters(desk.db, row.id)
    if any(one.outcome is not None for one in matters):
        raise ApplicationAnswered
    await tell(desk.db, row, matters, APPLICATION_CANCELLED, desk.today)
    for one in matters:
        one.outcome, one.closed_on = "cancelled", desk.today
    row.closed_on = desk.today
    act = Act("cancel", desk.today, ARTICLE, [one.benefit for one in matters], {"ground": order.ground}, order.letter)
    return await written(desk, row, act, state)


async def _same_case(desk: Desk, row: ApplicationRow) -> None:
    # A sign is of one party for ever: an entry under a wrong person is cancelled and made anew.
    if any(one.sign is not None for one in await store.matters(desk.db, row.id)):
        raise CaseOpenAlready("Sprawa tej osoby ma już znak; wpis należy anulować i zarejestrować podanie ponownie.")
    if await store.answers(desk.db, row.id):
        raise ApplicationAnswered


async def _arrived(desk: Desk, row: ApplicationRow, told: dict[str, object]) -> None:
    received = cast("date", told.get("received_on") or row.received_on)
    posted = cast("date | None", told.get("posted_on", row.posted_on))
    way = cast("Way | None", told.get("way") or row.way)
    if max(received, posted or received) > desk.today:
        raise DayOutOfOrder("Dzień wpływu jest w przyszłości.", "/received_on")
    later = [one.on_day for one in await store.steps(desk.db, row.id) if one.step not in ("register", "correct")]
    if later and received > min(later):
        raise DayOutOfOrder("Po podaniu odnotowano już wcześniejszą czynność.", "/received_on")
    try:
        came = arrival(cast("Form", row.form), way, None, received, posted)
    except WayDoesNotFit:
        raise _wrong("/way", "way_does_not_fit", "Podanie w tej formie nie wpływa tą drogą.") from None
    except SentAfterReceived:
        raise _wrong("/posted_on", "sent_after_received", "Nadano później, niż wpłynęło.") from None
    counted = min(came.counted_on, row.first_received_on or came.counted_on)
    if row.follows is not None:
        first = await store.load(desk.db, row.follows)
        if first is not None and first.rest_until is not None and counted <= first.rest_until:
            counted = min(counted, first.counted_on)
    row.received_on, row.posted_on, row.way, row.counted_on = received, posted, came.way, counted
    row.channel = came.channel if row.form == "paper" else row.channel
    row.kpa_version = version_of(received).value


def _represented(desk: Desk, row: ApplicationRow) -> None:
    if (row.representation == "none") != (row.representative is None):
        raise _wrong(
            "/representative", "representative", "Przedstawiciel i rodzaj przedstawicielstwa muszą wystąpić razem."
        )
    if row.representative is not None and row.representative == row.applicant:
        raise _wrong("/representative", "represents_herself", "Nikt nie jest własnym przedstawicielem.")
    if row.representation == "none":
        row.represented_since = None
    elif row.represented_since is not None and row.represented_since > desk.today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.", "/represented_since")


async def _added(desk: Desk, row: ApplicationRow, order: CorrectionIn) -> list[str]:
    """Benefits that the letter asked for and the entry had missed."""
    if not order.benefits_added:
        return []
    known_benefits(desk, order.benefits_added, "/benefits_added")
    there = {one.benefit for one in await store.matters(desk.db, row.id)}
    errors = [
        FieldError(f"/benefits_added/{n}", "benefit_repeated", "Podanie obejmuje już to świadczenie.")
        for n, code in enumerate(order.benefits_added)
        if code in there
    ]
    if errors:
        raise ValidationFailed("Podanie obejmuje już to świadczenie.", errors=errors)
    made = [MatterRow(gmina=row.gmina, application=row.id, benefit=code) for code in sorted(order.benefits_added)]
    if row.applicant is not None:
        await cases_of(desk, made, row.applicant, row.received_on, symbol=None, subset=None)
    desk.db.add_all(made)
    await desk.db.flush()
    await tell(desk.db, row, made, APPLICATION_RECEIVED, row.received_on)
    return [one.benefit for one in made]


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _wrong(pointer: str, code: str, message: str) -> ValidationFailed:
    return ValidationFailed(message, errors=[FieldError(pointer, code, message)])
