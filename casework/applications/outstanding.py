"""Which calls still ask for something, and for which benefits; the state of an application follows from it. No database here."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from casework.applications.states import APPLICATION
from casework.applications.tables import CallRow, MatterRow


def outstanding(calls: Iterable[CallRow]) -> list[CallRow]:
    """Calls that were not answered in time and whole, and that nothing stands instead of."""
    return [one for one in calls if one.result != "in_time" and one.closed_on is None]


def asks_for(call: CallRow, benefits: Collection[str]) -> set[str]:
    """Those of the benefits whose matters lack what the call asks for."""
    return set(benefits) if call.benefits is None else set(benefits).intersection(call.benefits)


def called_for(calls: Iterable[CallRow], benefits: Collection[str]) -> set[str]:
    """Those of the benefits for which some call is outstanding."""
    return set().union(*(asks_for(one, benefits) for one in outstanding(calls)))


def state_by_calls(calls: Iterable[CallRow], benefits: Collection[str]) -> str:
    """Called while something is outstanding for one of the open benefits, else completed; the order of the answers does not matter."""
    return "called" if called_for(calls, benefits) else "completed"


def left_for(call: CallRow, matters: Iterable[MatterRow]) -> list[MatterRow]:
    """The matters that were left unexamined and lacked what the call asked for."""
    left = {one.benefit: one for one in matters if one.outcome == "left_unexamined"}
    return [] if call.renewed_by is not None else [left[code] for code in sorted(asks_for(call, left))]


def allowed(call: CallRow, state: str, matters: Iterable[MatterRow]) -> list[str]:
    """What may be done with the call while the application is in the state: steps of its table; an answer also to what was left for it."""
    over, delivered = call.closed_on is not None, call.delivered_on is not None
    fits = {
        "send_call": not over and not delivered,
        "deliver_call": not over and not delivered and call.result is None,
        "note_call_delivery": True,
        "supply": not over and call.result not in ("in_time", "late"),
    }
    steps = [one for one in APPLICATION.allowed(state) if fits.get(one)]
    answerable = call.result not in ("in_time", "late") and left_for(call, matters)
    return [*steps, "supply"] if answerable and "supply" not in steps else steps


def missed(calls: Iterable[CallRow], on: date) -> list[CallRow]:
    """Outstanding calls whose term ran out before the day."""
    return [one for one in outstanding(calls) if one.last_day is not None and one.last_day < on]


def judged(call: CallRow) -> str | None:
    """What the answer to the call was worth, from the day that counts and the last day of the term as it is known now.

    A term that was restored to the party counts as kept (art. 58).
    """
    if call.counted_on is None:
        return call.result
    if call.restored_on is None and call.last_day is not None and call.counted_on > call.last_day:
        return "late"
    # Calls of before `whole` was kept: only what was short said so.
    return "in_part" if call.whole is False or (call.whole is None and call.result == "in_part") else "in_time"


def runs_until(calls: Sequence[CallRow]) -> date | None:
    """The latest last day of the outstanding calls; None where none of them is delivered."""
    return max((one.last_day for one in outstanding(calls) if one.last_day is not None), default=None)
