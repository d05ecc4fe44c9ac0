"""The note of mediation (k.p.a. art. 96a § 1b), and the end of a suspension that nobody lifts (art. 97 § 4-7, art. 98 § 2)."""

from datetime import date
from uuid import UUID

from casework.applications import ending, store
from casework.applications.desk import Act, Hand, moved, opened, written
from casework.applications.problems import NoticeNotFound, NotInThisWording, ObjectionExists, SuspensionTermRuns
from casework.applications.suspending_schemas import DiscontinuingNoticeIn, MediationIn, NotResumedIn, ObjectionIn
from casework.applications.tables import ApplicationRow, DiscontinuingNoticeRow
from casework.assessments.service import NoLawForDate
from casework.authority.problems import wrong
from casework.decisions.grounds import of_procedure
from casework.decisions.moments import DayOutOfOrder
from casework.persons import one_person
from casework.persons import store as persons
from casework.tasks import store as clocks
from casework.tasks.tables import CasePauseRow
from casework.terms.keeping import Letter, SentAfterReceived, counted_on
from casework.terms.named import named
from casework.terms.version import wording_of
from kit.db import ReadSession, WriteSession
from kit.idempotency import Answer
from kit.law import NoParameter

ON_REQUEST = "kpa_98_1"
"""The ground of a suspension that the party asked for."""
MEDIATION = "art. 96a § 1b k.p.a."
DISCONTINUING = "art. 97 § 4-7 k.p.a."


async def note_mediation(desk: Hand, application: UUID, order: MediationIn, version: int) -> Answer:
    """Whether the nature of the case allows mediation, and whether the notice of it may be dropped. Raises NotInThisWording."""
    row = await opened(desk, application, version)
    state = moved(row, "note_mediation")
    if not wording_of(row.received_on).mediation_note:
        raise NotInThisWording(legal_basis=[MEDIATION, "Dz.U. 2025 poz. 769 art. 31 ust. 1"])
    on = desk.day(order.on, row.received_on)
    detail: dict[str, str | list[str]] = {
        "allowed": "yes" if order.allowed else "no",
        "notice_dropped": "yes" if order.notice_dropped else "no",
    }
    return await written(desk, row, Act("note_mediation", on, MEDIATION, detail=detail, letter=order.letter), state)


async def not_resumed(desk: Hand, application: UUID, order: NotResumedIn, version: int) -> Answer:
    """Nobody asked in time to resume what was suspended on request: the application counts as withdrawn. Raises SuspensionTermRuns."""
    row = await opened(desk, application, version)
    on = desk.day(order.on, row.received_on)
    running = await clocks.suspension(desk.db, row.id)
    if (
        running is None
        or running.kpa_ground != ON_REQUEST
        or on <= named("resume_suspended").of(running.first_day).last_day
    ):
        raise SuspensionTermRuns(legal_basis=["art. 98 § 2 k.p.a."])
    return await ending.end(
        desk, row, None, "withdrawn", Act("withdraw", on, "art. 98 § 2 k.p.a.", letter=order.letter)
    )


async def tell_discontinuing(desk: Hand, application: UUID, order: DiscontinuingNoticeIn, version: int) -> Answer:
    """Another party was told that the suspended proceedings are to be discontinued: she may object in the term.

    Raises SuspensionTermRuns, NotInThisWording.
    """
    row = await opened(desk, application, version)
    state = moved(row, "tell_discontinuing")
    on = desk.day(order.delivered_on, row.received_on)
    await long_suspended(desk.db, row, on)
    hers = [] if row.applicant is None else await one_person.entries(desk.db, row.applicant)
    if order.person in hers or not await persons.many(desk.db, {order.person}):
        raise wrong("/person", "person_unknown", "To nie jest inna strona postępowania.")
    number = len(await store.discontinuing_notices(desk.db, row.id)) + 1
    until = named("objection_to_discontinuing").of(on).last_day
    desk.db.add(
        DiscontinuingNoticeRow(
            gmina=row.gmina, application=row.id, number=number, person=order.person, delivered_on=on, objection_until=until,
            letter=order.letter, noted_by=desk.by, noted_on=desk.today,
        )
    )  # fmt: skip
    detail: dict[str, str | list[str]] = {"notice": str(number), "last_day": until.isoformat()}
    return await written(
        desk, row, Act("tell_discontinuing", on, DISCONTINUING, detail=detail, letter=order.letter), state
    )


async def object_to_discontinuing(
    desk: Hand, application: UUID, number: int, order: ObjectionIn, version: int
) -> Answer:
    """A party objected; in the term it stops the discontinuing. Raises NoticeNotFound, ObjectionExists, DayOutOfOrder."""
    row = await opened(desk, application, version)
    state = moved(row, "object_to_discontinuing")
    told = next((one for one in await store.discontinuing_notices(desk.db, row.id) if one.number == number), None)
    if told is None:
        raise NoticeNotFound
    if told.objected_on is not None:
        raise ObjectionExists
    on = desk.day(order.received_on, told.delivered_on)
    try:
        told.objected_on = counted_on(Letter(order.way, on, order.sent_on))
    except SentAfterReceived:
        raise DayOutOfOrder("Pismo nadano po jego wpływie.", "/sent_on") from None
    except NoParameter:
        raise NoLawForDate("W tym dniu nie było takiego sposobu wniesienia pisma.") from None
    in_time = told.objected_on <= told.objection_until
    detail: dict[str, str | list[str]] = {"notice": str(number), "result": "in_time" if in_time else "late"}
    return await written(desk, row, Act("object_to_discontinuing", on, DISCONTINUING, detail=detail), state)


async def may_discontinue(db: WriteSession, row: ApplicationRow, on: date) -> None:
    """Whether suspended proceedings may be discontinued that day (art. 97 § 4-7). Raises NotInThisWording, SuspensionTermRuns."""
    await long_suspended(db, row, on)
    for one in await store.discontinuing_notices(db, row.id):
        if one.objected_on is not None and one.objected_on <= one.objection_until:
            raise SuspensionTermRuns("Strona sprzeciwiła się umorzeniu w terminie.", legal_basis=[DISCONTINUING])
        if one.objected_on is None and on <= one.objection_until:
            told = f"Termin strony na sprzeciw biegnie do {one.objection_until.isoformat()}."
            raise SuspensionTermRuns(told, legal_basis=[DISCONTINUING])


async def long_suspended(db: ReadSession | WriteSession, row: ApplicationRow, on: date) -> CasePauseRow:
    """The suspension on a ground that lets it be discontinued, when its years are over. Raises NotInThisWording, SuspensionTermRuns."""
    if not wording_of(row.received_on).discontinue_suspended:
        raise NotInThisWording(legal_basis=[DISCONTINUING, "Dz.U. 2025 poz. 769 art. 31 ust. 1"])
    running = await clocks.suspension(db, row.id)
    ground = None if running is None else of_procedure().get(running.kpa_ground or "")
    if running is None or ground is None or not ground.discontinues:
        told = "Postępowanie nie jest zawieszone z przyczyny, która pozwala je umorzyć."
        raise SuspensionTermRuns(told, legal_basis=[DISCONTINUING])
    years = named("discontinue_suspended").of(running.first_day)
    if on <= years.last_day:
        raise SuspensionTermRuns(
            f"Wymagany czas zawieszenia upływa {years.last_day.isoformat()}.", legal_basis=[DISCONTINUING]
        )
    return running
