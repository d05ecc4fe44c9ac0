"""An application comes in (k.p.a. art. 61-66): it gets its number in the register, and its matters the signs of their cases.

A letter by ordinary e-mail, and one without an address, are registered too, and left without examination on the spot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.applications import store
from casework.applications.channels import Arrival, WayDoesNotFit, arrival
from casework.applications.desk import Act, Desk, note, tell
from casework.applications.schemas import ApplicationIn
from casework.applications.states import APPLICATION
from casework.applications.tables import ApplicationRow, MatterRow
from casework.authority.problems import OtherUnit
from casework.authority.seen import seen_households, seen_persons, sees_case
from casework.benefits.refusals import UnknownBenefitCode
from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_RECEIVED
from casework.persons import one_person
from casework.signs import store as signs
from casework.signs.giving import Opening, letter_number, open_case, plan_in_force
from casework.terms.calls import Defect, answer_to
from casework.terms.keeping import SentAfterReceived
from casework.terms.version import version_of
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed

RECEIVED = "art. 61 § 3, art. 63 k.p.a."


@dataclass(frozen=True, slots=True)
class Electronic:
    """What is known of an application that came as an electronic form."""

    form: str


async def register(desk: Desk, order: ApplicationIn, electronic: Electronic | None = None) -> Answer:
    """Enters an application; raises ValidationFailed, UnknownBenefitCode, OtherUnit."""
    if not desk.sight.works_on(order.unit):
        raise OtherUnit
    came = _arrival(order, desk.today)
    known_benefits(desk, order.benefits, "/benefits")
    await _known(desk, order)
    db = desk.db
    plan = await plan_in_force(db)
    row = ApplicationRow(
        gmina=db.gmina,
        id=new_id(),
        register_mark=plan.register_mark,
        register_year=desk.today.year,
        register_number=await letter_number(db, plan.register_mark, desk.today),
        form=came.form,
        way=came.way,
        channel=came.channel,
        electronic_form=electronic.form if electronic else None,
        proof=order.proof,
        received_on=came.received_on,
        posted_on=came.posted_on,
        counted_on=await _counted(desk, order, came),
        passed_on_by=order.passed_on.office if order.passed_on else None,
        first_received_on=order.passed_on.received_on if order.passed_on else None,
        follows=order.follows,
        applicant=order.applicant,
        representation=order.representation,
        representative=order.representative,
        household=order.household,
        single=order.single,
        reasons=list(order.reasons),
        unit=order.unit,
        kpa_version=version_of(came.received_on).value,
        state=next(iter(APPLICATION.states)),
        registered_by=desk.by,
    )
    db.add(row)
    await db.flush()
    matters = [MatterRow(gmina=db.gmina, application=row.id, benefit=code) for code in sorted(order.benefits)]
    unexamined = _unexamined(order)
    if unexamined is None and order.applicant is not None:
        await _open_cases(desk, matters, row.received_on, order)
    db.add_all(matters)
    await db.flush()
    await note(desk, row, Act("register", row.received_on, RECEIVED, sorted(order.benefits)))
    await tell(db, row, matters, APPLICATION_RECEIVED, row.received_on)
    if unexamined is not None:
        await _leave(desk, row, matters, unexamined)
    return Answer(id=row.id, version=row.version, state=row.state)


async def cases_of(
    desk: Desk, matters: Sequence[MatterRow], party: UUID, on: date, *, symbol: str | None, subset: int | None
) -> list[MatterRow]:
    """Opens the cases of matters that have no sign, one for each class of the file plan; returns those that have no class."""
    plan = await plan_in_force(desk.db)
    without: list[MatterRow] = []
    given: dict[str, UUID] = {}
    chosen = {
        one.benefit: plan.of_symbol(symbol, on) if symbol is not None else plan.of_benefit(one.benefit, on)
        for one in matters
    }
    # In the order of the classes, so that two letters at once do not wait for each other's counters.
    for one in sorted(matters, key=lambda matter: getattr(chosen[matter.benefit], "symbol", "")):
        place = chosen[one.benefit]
        if place is None:
            without.append(one)
            continue
        if place.symbol not in given:
            opened = await open_case(desk.db, plan, place, Opening(party, on, desk.by, subset))
            given[place.symbol] = opened.id
        one.sign = given[place.symbol]
    return without


async def _open_cases(desk: Desk, matters: Sequence[MatterRow], on: date, order: ApplicationIn) -> None:
    if order.applicant is None:
        return
    if order.case is not None:
        for one in matters:
            one.sign = order.case
        return
    await cases_of(desk, matters, order.applicant, on, symbol=None, subset=order.subset)


async def _leave(desk: Desk, row: ApplicationRow, matters: Sequence[MatterRow], defect: Defect) -> None:
    row.state = APPLICATION.move(row.state, "leave_unexamined")
    row.closed_on = row.received_on
    for one in matters:
        one.outcome, one.closed_on = "left_unexamined", row.received_on
    await desk.db.flush()
    benefits = [one.benefit for one in matters]
    act = Act("leave_unexamined", row.received_on, answer_to(defect)[1], benefits, {"ground": defect})
    await note(desk, row, act)
    await tell(desk.db, row, matters, APPLICATION_CLOSED, row.received_on)


def _unexamined(order: ApplicationIn) -> Defect | None:
    """The defect for which the letter is left without a call, or None."""
    if order.form == "ordinary_email":
        return "ordinary_email"
    return "no_address" if order.no_address else None


def _arrival(order: ApplicationIn, today: date) -> Arrival:
    days = {"/received_on": order.received_on, "/posted_on": order.posted_on}
    late = [pointer for pointer, day in days.items() if day is not None and day > today]
    if late:
        raise _wrong(late[0], "day_out_of_order", "Dzień jest w przyszłości.")
    if order.passed_on is not None and order.passed_on.received_on > order.received_on:
        raise _wrong("/passed_on/received_on", "day_out_of_order", "Pierwszy urząd otrzymał podanie wcześniej.")
    try:
        return arrival(order.form, order.way, order.portal, order.received_on, order.posted_on)
    except WayDoesNotFit:
        raise _wrong("/way", "way_does_not_fit", "Podanie w tej formie nie wpływa tą drogą.") from None
    except SentAfterReceived:
        raise _wrong("/posted_on", "sent_after_received", "Nadano później, niż wpłynęło.") from None


async def _counted(desk: Desk, order: ApplicationIn, came: Arrival) -> date:
    """The day the party acted: also of the office that passed the letter on, and of the first letter that this one follows."""
    counted = came.counted_on
    if order.passed_on is not None:
        counted = min(counted, order.passed_on.received_on)
    if order.follows is not None:
        first = await store.load(desk.db, order.follows)
        if first is None or first.rest_until is None:
            raise _wrong("/follows", "no_notice", "Tego podania nie poprzedziło zawiadomienia z art. 66 § 1 k.p.a.")
        if counted <= first.rest_until:
            counted = min(counted, first.counted_on)
    return counted


def known_benefits(desk: Desk, codes: Sequence[str], pointer: str) -> None:
    """Raises UnknownBenefitCode for those that the catalogue does not have; pointer: of their list."""
    errors = [
        FieldError(f"{pointer}/{n}", "unknown_benefit", "Nie ma takiego świadczenia.")
        for n, code in enumerate(codes)
        if code not in desk.catalogue
    ]
    if errors:
        raise UnknownBenefitCode(errors=errors)


async def _known(desk: Desk, order: ApplicationIn) -> None:
    named = {"/applicant": order.applicant, "/representative": order.representative}
    await seen_persons(desk.db, desk.sight, named)
    await seen_households(desk.db, desk.sight, {"/household": order.household})
    if order.case is not None:
        case = await signs.sign(desk.db, order.case)
        hers = [] if order.applicant is None else await one_person.entries(desk.db, order.applicant)
        if case is None or case.party not in hers or not await sees_case(desk.db, desk.sight, case.id):
            raise _wrong("/case", "case_unknown", "Ta osoba nie ma takiej sprawy.")


def _wrong(pointer: str, code: str, message: str) -> ValidationFailed:
    return ValidationFailed(message, errors=[FieldError(pointer, code, message)])
