"""Orders of the proceedings (postanowienia, k.p.a. art. 123) as acts: what each is about, and what follows when it goes out or falls.

Prepared, approved, issued, delivered and complained of as any act. What it orders is done to its application (casework/applications/
ordering.py) or to what was asked for with the decision that it refers to.
"""

from datetime import date
from uuid import UUID

from casework.appeals import store as appeals
from casework.appeals.problems import RequestLate
from casework.appeals.states import REOPENING
from casework.applications import ordering, reopening
from casework.authority.sight import Sight
from casework.decisions import proceedings
from casework.decisions import store as decisions
from casework.decisions.act_schemas import ActIn
from casework.decisions.acts_store import ActRow
from casework.decisions.grounds import DISCONTINUING_SUSPENDED
from casework.decisions.kinds import kinds
from casework.decisions.older import ActIncomplete, missing
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from kit.db import WriteSession
from kit.problems import FieldError


async def known(db: WriteSession, sight: Sight, act: ActIn) -> None:
    """What the order is about is there and she sees it. Raises DecisionOfAnother, ActIncomplete."""
    if act.application is not None:
        await ordering.known(db, sight, act.application)
    elif act.ground == DISCONTINUING_SUSPENDED:
        told = (
            "Z tej przyczyny umarza się postępowanie wszczęte na żądanie, ze wskazaniem podania; "
            "sprawę wszczętą z urzędu podejmuje się (art. 97 § 2) i umarza jako bezprzedmiotową (art. 105 § 1)."
        )
        raise missing("/act/application", told)
    elif act.case is not None:
        await proceedings.known(db, sight, act.case)
    if act.reopening is not None:
        found = await appeals.extraordinary(db, act.reopening)
        if found is None or found.kind != "reopening" or found.decision != act.refers_to:
            told = "Nie ma takiego podania o wznowienie tej sprawy."
            raise ActIncomplete(told, errors=[FieldError("/act/reopening", "reopening_unknown", told)])


async def put(db: WriteSession, act: ActIn, decision: DecisionRow, *, by: str, today: date) -> None:
    """The stored draft stands with what it is about. Raises TransitionNotAllowed, MatterNotOpen, RequestLate."""
    kind = kinds()[act.kind]
    if act.application is not None:
        await ordering.put(
            db,
            act.application,
            decision,
            does=kind.does,
            benefits=act.benefits,
            discontinues=act.ground == DISCONTINUING_SUSPENDED,
            by=by,
            today=today,
        )
    if act.case is not None:
        await proceedings.put(db, act.case, decision, does=kind.does, by=by, today=today)
    if act.reopening is not None:
        found = await appeals.locked_extraordinary(db, act.reopening)
        REOPENING.move(found.state, "start" if kind.does == "reopen" else "refuse_to_start")
        if kind.does == "reopen" and not found.in_time:
            raise RequestLate(legal_basis=["art. 148, art. 149 § 3 k.p.a."])


async def may_go_out(db: WriteSession, act: ActRow, on: date) -> None:
    """What was true when it was prepared is true still. Raises SuspensionTermRuns."""
    if act.application is not None and act.ground == DISCONTINUING_SUSPENDED:
        await ordering.may_go_out(db, act.application, on)


async def issued(db: WriteSession, decision: DecisionRow, act: ActRow, *, by: str, on: date) -> None:
    """What the order says is done, with its issue. Raises TransitionNotAllowed, ActIncomplete."""
    kind = kinds()[decision.kind]
    if act.application is not None:
        await ordering.carry_out(db, act.application, decision, does=kind.does, ground=act.ground, by=by, on=on)
    if act.proceeding is not None:
        await proceedings.carry_out(db, act.proceeding, decision, does=kind.does, ground=act.ground, on=on)
    if act.reopening is not None:
        found = await appeals.locked_extraordinary(db, act.reopening)
        step = "start" if kind.does == "reopen" else "refuse_to_start"
        found.state, found.started_on = REOPENING.move(found.state, step), on
        found.version += 1
        if kind.does == "reopen":
            older = await decisions.load(db, found.decision)
            if older is not None:
                await reopening.opened_again(db, older, "reopening", by=by, on=on)
    await db.flush()


async def fell(db: WriteSession, decision: DecisionRow, act: ActRow, *, by: str, on: date) -> None:
    """The order was taken away (SKO, the organ itself): the proceedings go on as if it had not been made."""
    kind = kinds()[decision.kind]
    if act.application is not None:
        await ordering.take_back(db, act.application, decision, does=kind.does, by=by, on=on)
    if act.proceeding is not None and kind.does == "suspend":
        await proceedings.take_back(db, act.proceeding, decision, on)
    if act.reopening is not None and kind.does == "refuse_reopen":
        found = await appeals.locked_extraordinary(db, act.reopening)
        if found.state == "not_started":
            found.state, found.started_on = REOPENING.move(found.state, "order_fell"), None
            found.version += 1
    await db.flush()


async def enforce(db: WriteSession, order: DecisionRow, act: ActRow, older: UUID) -> None:
    """The decision that it refers to may be carried out from the day on which the order reached its last party (art. 108 § 2)."""
    course = await recording.course_of(db, older)
    stands = order.state != "removed" and order.delivered_on is not None
    if not stands and course.immediate_order != order.id:
        return
    course.immediate_on = order.delivered_on if stands else None
    course.immediate_ground = act.ground.removeprefix("kpa_108_") if stands else None
    course.immediate_by = order.approved_by if stands else None
    course.immediate_order = order.id if stands else None
    course.version += 1
    await db.flush()
