"""What is noted of an application's office clock: an especially complicated case, days that do not count, notices of delay."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.applications.problems import ApplicationNotFound
from casework.applications.states import OPEN
from casework.applications.tables import ApplicationRow
from casework.authority.problems import wrong
from casework.benefits.catalogue import Catalogue
from casework.letters import store as letters
from casework.tasks import store
from casework.tasks.office import office_clock
from casework.tasks.problems import AlreadyComplex, ClockStopped, PauseEnded, PauseNotFound, PauseOrdered
from casework.tasks.schemas import ComplexIn, DelayIn, PauseEndIn, PauseIn
from casework.tasks.sector import sector_term
from casework.tasks.tables import CaseClockRow, CasePauseRow, DelayNoticeRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.idempotency import Answer


@dataclass(frozen=True, slots=True)
class Hand:
    """Who notes something, in which unit of work, on which day."""

    db: WriteSession
    audit: Auditor
    by: str
    today: date


@dataclass(frozen=True, slots=True)
class _Case:
    row: ApplicationRow
    clock: CaseClockRow


async def make_complex(hand: Hand, application: UUID, order: ComplexIn, version: int) -> Answer:
    """Two months instead of one (art. 35 § 3). Raises AlreadyComplex, ClockStopped."""
    case = await _opened(hand, application, version)
    if case.clock.kind == "complex":
        raise AlreadyComplex
    case.clock.kind, case.clock.kind_reason = "complex", order.reason
    case.clock.kind_on, case.clock.kind_by = hand.today, hand.by
    return await _written(hand, case, "clock_complex", "art. 35 § 3 k.p.a.")


async def pause(hand: Hand, application: UUID, order: PauseIn, version: int) -> Answer:
    """Days that do not count (art. 35 § 5). Raises ClockStopped, ValidationFailed."""
    case = await _opened(hand, application, version)
    if order.first_day < case.row.term_from or order.first_day > hand.today:
        raise wrong("/first_day", "day_out_of_order", "Przerwa zaczyna się po wpływie podania i nie później niż dziś.")
    number = await store.last_number(hand.db, CasePauseRow, case.row.id) + 1
    hand.db.add(
        CasePauseRow(
            gmina=hand.db.gmina, application=case.row.id, number=number, ground=order.ground, first_day=order.first_day,
            last_day=order.last_day, reason=order.reason, noted_by=hand.by, noted_on=hand.today,
        )
    )  # fmt: skip
    return await _written(hand, case, "clock_pause", "art. 35 § 5 k.p.a.")


async def end_pause(hand: Hand, application: UUID, number: int, order: PauseEndIn, version: int) -> Answer:
    """The last day that does not count. Raises PauseNotFound, PauseEnded, PauseOrdered, ClockStopped, ValidationFailed."""
    case = await _opened(hand, application, version)
    found = next((one for one in await store.pauses(hand.db, case.row.id) if one.number == number), None)
    if found is None:
        raise PauseNotFound
    if found.last_day is not None:
        raise PauseEnded
    if found.decision is not None:
        raise PauseOrdered(
            "Zawieszone postępowanie podejmuje się postanowieniem.", legal_basis=["art. 97 § 2, art. 98 § 2 k.p.a."]
        )
    if order.last_day < found.first_day:
        raise wrong("/last_day", "day_out_of_order", "Przerwa kończy się przed swoim początkiem.")
    found.last_day = order.last_day
    return await _written(hand, case, "clock_pause_end", "art. 35 § 5 k.p.a.")


async def tell_delay(hand: Hand, catalogue: Catalogue, application: UUID, order: DelayIn, version: int) -> Answer:
    """The parties were told of the delay, its reason and the new day (art. 36). Raises ClockStopped, ValidationFailed."""
    case = await _opened(hand, application, version)
    on = order.on or hand.today
    if on > hand.today or on < case.row.term_from:
        raise wrong("/on", "day_out_of_order", "Dzień zawiadomienia jest w przyszłości albo przed wpływem podania.")
    if order.letter is not None and await letters.letter(hand.db, order.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    calls, pauses = await applications.calls(hand.db, case.row.id), await store.pauses(hand.db, case.row.id)
    sector = sector_term(catalogue, hand.db.gmina, case.row, await applications.matters(hand.db, case.row.id), calls)
    office = office_clock(case.row.term_from, case.clock, calls, pauses, on, sector.day if sector else None)
    if office.last_day is None:
        raise wrong("/on", "clock_stands", "Termin nie biegnie, nie ma zwłoki.")
    if order.new_day <= max(on, office.last_day):
        raise wrong(
            "/new_day", "day_out_of_order", "Nowy termin jest późniejszy niż dotychczasowy i niż dzień zawiadomienia."
        )
    number = await store.last_number(hand.db, DelayNoticeRow, case.row.id) + 1
    hand.db.add(
        DelayNoticeRow(
            gmina=hand.db.gmina, application=case.row.id, number=number, told_on=on, term_was=office.last_day,
            new_day=order.new_day, reason=order.reason, letter=order.letter, noted_by=hand.by,
        )
    )  # fmt: skip
    case.clock.new_day = order.new_day
    return await _written(hand, case, "delay_told", "art. 36 § 1 k.p.a.")


async def _opened(hand: Hand, application: UUID, version: int) -> _Case:
    """The clock at the version that was read; its application is kept from other writers."""
    row = await applications.lock(hand.db, application)
    if row is None:
        raise ApplicationNotFound
    kept = await store.clock(hand.db, row.id)
    clock = kept or CaseClockRow(gmina=row.gmina, application=row.id, version=0)
    check_version(version, clock.version)
    if row.state not in OPEN:
        raise ClockStopped
    return _Case(row, clock)


async def _written(hand: Hand, case: _Case, act: str, article: str) -> Answer:
    case.clock.version += 1
    hand.db.add(case.clock)
    await hand.db.flush()
    await hand.audit.note(hand.db, act, "application", case.row.id, legal_basis=article)
    return Answer(id=case.row.id, version=case.clock.version, state=case.clock.kind)
