"""What is done with procedures "Niebieskie Karty": opened, their acts, the group, closing; the team's meetings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import OtherUnit
from casework.authority.sight import Sight
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import Law
from kit.secrets import KeyRing
from services.social_assistance.acts.store import alone
from services.social_assistance.blue_card import counted, kinds, store
from services.social_assistance.blue_card import schemas as s
from services.social_assistance.blue_card.problems import (
    BlueCardActNoted,
    BlueCardActStays,
    BlueCardNotFound,
    BlueCardRuns,
)
from services.social_assistance.blue_card.sealed import known_as, seal
from services.social_assistance.blue_card.states import BLUE_CARD
from services.social_assistance.blue_card.tables import ActRow, CardRow, MemberRow, NamedRow

AUDITED = "blue_card"
"""The kind of these entries in the audit log; whoever is no reader sees none of them (slice.py)."""
_ARTICLE = "art. 9d u.p.p.d."
_BEGINNING = date(2010, 8, 1)


@dataclass(frozen=True, slots=True)
class Room:
    """Whoever works in the register: the hand, the units she works for, the law and the keys of the gmina."""

    hand: Hand
    sight: Sight
    law: Law
    keys: KeyRing

    @property
    def gmina(self) -> str:
        """Whose register it is."""
        return self.hand.db.gmina

    async def enter(self, card: CardRow | None, act: str, on: date, unit: str, body: str | None = None) -> ActRow:
        """An act that was done. card: None for the team's own."""
        return await counted.enter(self.hand, self.law, counted.an_act(self.hand, card, act, on, unit, body))


async def open_card(room: Room, body: s.BlueCardIn) -> Answer:
    """A form A opens a procedure. Raises OtherUnit, DayOutOfOrder, BlueCardRuns."""
    if not room.sight.works_on(body.unit):
        raise OtherUnit
    hand = room.hand
    on = hand.day(body.on, _BEGINNING)
    await alone(hand.db, kinds.REGISTER)
    rows = [(new_id(), one) for one in body.persons]
    known = {row: known_as(room.keys, room.gmina, one.pesel, row) for row, one in rows}
    # Whoever uses violence may have two families: the same family is one that shares somebody else.
    family = await store.of_whom(hand.db, [known[row] for row, one in rows if one.role != "stosujaca"])
    if any(one.state == "open" for one in family) or (family and await store.runs(hand.db, family[0].family)):
        raise BlueCardRuns
    card = CardRow(
        gmina=room.gmina, id=new_id(), family=family[0].family if family else new_id(), unit=body.unit, opened_on=on, noted_by=hand.by
    )  # fmt: skip
    hand.db.add(card)
    await hand.db.flush()
    for row, one in rows:
        name = seal(room.keys, room.gmina, "blue_card_named", "name", row, one.name)
        number = one.pesel and seal(room.keys, room.gmina, "blue_card_named", "number", row, one.pesel)
        hand.db.add(
            NamedRow(
                gmina=room.gmina, id=row, blue_card=card.id, role=one.role, name=name, number=number or None, known_as=known[row]
            )
        )  # fmt: skip
    await hand.db.flush()
    await room.enter(card, kinds.OPENED, on, card.unit)
    await room.enter(card, kinds.FORM_A, on, card.unit, body.body)
    return await _noted(hand, card, "opened")


async def note_act(room: Room, card: UUID, body: s.BlueCardActIn, version: int) -> Answer:
    """Something was done. Raises BlueCardNotFound, TransitionNotAllowed, DayOutOfOrder, BlueCardActNoted."""
    row = await opened(room, card, version)
    BLUE_CARD.move(row.state, "note_act")
    kind = kinds.KINDS[body.act]
    if kind.after != (row.state == "closed"):
        raise BlueCardActStays("Tej czynności nie odnotowuje się w tym stanie procedury.")
    on = room.hand.day(body.on, row.closed_on or row.opened_on)
    done = await store.acts(room.hand.db, [row.id])
    if kind.once and any(one.act == body.act and not one.withdrawn for one in done):
        raise BlueCardActNoted
    await room.enter(row, body.act, on, row.unit, body.body)
    return await _changed(room.hand, row, body.act)


async def withdraw_act(room: Room, card: UUID, act: UUID, version: int) -> Answer:
    """An act was entered in error. Raises BlueCardNotFound, TransitionNotAllowed, BlueCardActStays."""
    row = await opened(room, card, version)
    BLUE_CARD.move(row.state, "note_act")
    found = await store.act(room.hand.db, row.id, act)
    if found is None:
        raise BlueCardNotFound
    standing = [one for one in await store.acts(room.hand.db, [row.id]) if not one.withdrawn]
    forms = [one for one in standing if one.act == kinds.FORM_A]
    if (
        found.withdrawn
        or found.act in kinds.STEPS_ALONE - {kinds.GROUP_NAMED}
        or [found.id] == [one.id for one in forms]
    ):
        raise BlueCardActStays
    if kinds.KINDS[found.act].after != (row.state == "closed"):
        raise BlueCardActStays
    await counted.take_back(room.hand, room.law, row, [found])
    return await _changed(room.hand, row, "withdraw_act")


async def name_group(room: Room, card: UUID, body: s.BlueCardGroupIn, version: int) -> Answer:
    """The group of the procedure is named, or named anew. Raises BlueCardNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await opened(room, card, version)
    BLUE_CARD.move(row.state, "name_group")
    act = await room.enter(row, kinds.GROUP_NAMED, room.hand.day(body.on, row.opened_on), row.unit)
    for one in body.members:
        new = new_id()
        name = seal(room.keys, room.gmina, "blue_card_member", "name", new, one.name)
        room.hand.db.add(MemberRow(gmina=room.gmina, id=new, act=act.id, body=one.body, name=name))
    return await _changed(room.hand, row, "name_group")


async def close(room: Room, card: UUID, body: s.BlueCardCloseIn, version: int) -> Answer:
    """The procedure ends; the family is monitored from then on. Raises BlueCardNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await opened(room, card, version)
    state = BLUE_CARD.move(row.state, "close")
    last = max(one.done_on for one in await store.acts(room.hand.db, [row.id]) if not one.withdrawn)
    row.closed_on, row.closed_as = room.hand.day(body.on, last), body.closed_as
    row.state = state
    await room.enter(row, kinds.CLOSED, row.closed_on, row.unit)
    return await _changed(room.hand, row, "close")


async def reopen(room: Room, card: UUID, version: int) -> Answer:
    """The closing was entered in error, with what followed it. Raises BlueCardNotFound, TransitionNotAllowed, BlueCardRuns."""
    row = await opened(room, card, version)
    state = BLUE_CARD.move(row.state, "reopen")
    known = [one.known_as for one in await store.named(room.hand.db, row.id) if one.role != "stosujaca"]
    if any(one.state == "open" for one in await store.of_whom(room.hand.db, known)) or (
        await store.runs(room.hand.db, row.family)
    ):
        raise BlueCardRuns
    await _take_back(room, row, lambda one: one.act == kinds.CLOSED or kinds.KINDS[one.act].after)
    row.state, row.closed_on, row.closed_as = state, None, None
    return await _changed(room.hand, row, "reopen")


async def cancel(room: Room, card: UUID, version: int) -> Answer:
    """The procedure was entered in error: nothing of it counts. Raises BlueCardNotFound, TransitionNotAllowed."""
    row = await opened(room, card, version)
    row.state = BLUE_CARD.move(row.state, "cancel")
    await _take_back(room, row, lambda _: True)
    return await _changed(room.hand, row, "cancel")


async def team_met(room: Room, body: s.BlueCardTeamIn) -> Answer:
    """The interdisciplinary team met. Raises OtherUnit, DayOutOfOrder."""
    if not room.sight.works_on(body.unit):
        raise OtherUnit
    await alone(room.hand.db, kinds.REGISTER)
    act = await room.enter(None, kinds.TEAM_MEETING, room.hand.day(body.on, _BEGINNING), body.unit)
    await room.hand.note("team_met", AUDITED, act.id, legal_basis="art. 9a u.p.p.d.")
    return Answer(id=act.id, version=1, state="noted")


async def opened(room: Room, card: UUID, version: int) -> CardRow:
    """The procedure, its register kept from other writers. Raises BlueCardNotFound, PreconditionFailed, OtherUnit."""
    await alone(room.hand.db, kinds.REGISTER)
    row = await store.load(room.hand.db, card, lock=True)
    if row is None:
        raise BlueCardNotFound
    check_version(version, row.version)
    if not room.sight.works_on(row.unit):
        raise OtherUnit
    return row


async def _take_back(room: Room, card: CardRow, which: Callable[[ActRow], bool]) -> None:
    acts: Sequence[ActRow] = await store.acts(room.hand.db, [card.id])
    await counted.take_back(room.hand, room.law, card, [one for one in acts if not one.withdrawn and which(one)])


async def _changed(hand: Hand, row: CardRow, step: str) -> Answer:
    row.version += 1
    return await _noted(hand, row, step)


async def _noted(hand: Hand, row: CardRow, step: str) -> Answer:
    await hand.db.flush()
    await hand.note(step, AUDITED, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=row.version, state=row.state)
