"""The letters of a mass recalculation go out, all in one way and on one day, or each to where the party's letters can go."""

from datetime import date
from uuid import UUID

from casework.addresses import service as addresses
from casework.decisions import store as decisions
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from casework.deliveries.recording import to_attorney
from casework.deliveries.states import DECISION
from casework.deliveries.tables import DeliveryRow, PartyRow
from casework.recalculations import letters_store as store
from casework.recalculations.tables import RecalculationRow
from kit.db import WriteSession, insert_rows

SENDINGS = 1_000
"""Letters of one chunk."""


async def send(db: WriteSession, row: RecalculationRow) -> bool:
    """Notes the next letters of an operation that is locked as sent; False: there are none left."""
    picked = await store.to_send(db, row.id, SENDINGS)
    if not picked:
        return False
    wanted = sorted({decision for decision, _ in picked})
    rows = {one.id: one for one in await decisions.lock_many(db, wanted)}
    parties = {
        one.id: one for own in (await recording.parties_of_many(db, list(rows.values()))).values() for one in own
    }
    known = await store.deliveries(db, wanted)
    starts = await recording.case_starts(db, list(rows.values()))
    boxes = await _boxes(db, row, [parties[party] for _, party in picked if party in parties])
    made: list[DeliveryRow] = []
    left: dict[store.Place, str] = {}
    for place, letter in picked.items():
        decision, party = rows[place[0]], parties.get(place[1])
        if place in known:
            continue
        if party is None or not _can_go(decision):
            left[place] = "party_withdrawn" if party is None else "decision_gone"
            continue
        made.append(_sending(row, decision, party, letter, starts[decision.id], electronic=party.id in boxes))
    await insert_rows(db, made)
    await store.left_out(db, row.id, left)
    sent = {place: known[place] for place in picked if place in known}
    await store.sent(db, row.id, sent | {(one.decision, one.party): one.id for one in made})
    return True


def _can_go(row: DecisionRow) -> bool:
    return "send" in DECISION.allowed(row.state)


async def _boxes(db: WriteSession, row: RecalculationRow, parties: list[PartyRow]) -> set[UUID]:
    """The parties whose letters can go to an electronic address that was looked up; of whoever has an attorney, his."""
    if row.boxes_checked_on is None:
        return set()
    day = _day(row)
    whose = {one.id: one.attorney if to_attorney(one, day) else one.person for one in parties}
    held = await addresses.with_box(db, {person for person in whose.values() if person is not None}, day)
    return {party for party, person in whose.items() if person in held}


def _sending(
    row: RecalculationRow, decision: DecisionRow, party: PartyRow, letter: UUID, started_on: date, *, electronic: bool
) -> DeliveryRow:
    checked = row.boxes_checked_on if electronic else None
    return recording.sending(
        decision,
        party,
        started_on,
        act="decision",
        way="electronic" if electronic else row.send_way or "post",
        on=_day(row),
        by=row.sent_by or "",
        address=None if checked is None else (checked, True),
        letter=letter,
    )


def _day(row: RecalculationRow) -> date:
    return row.send_day or row.sent_on or row.started_on
