"""An act comes into the sums of its register or goes out of them: it is told, and so are the acts whose firsts it moves."""

from collections.abc import Mapping
from uuid import UUID

from casework.applications.desk import Hand
from casework.persons import one_person
from services.social_assistance.acts import store
from services.social_assistance.acts.counting import Done, counted, shifted
from services.social_assistance.acts.registers import HOUSEHOLDS, registers
from services.social_assistance.acts.store import Named
from services.social_assistance.acts.tables import ActRow
from services.social_assistance.acts.telling import Told, kept, stored, told_event


async def whom(hand: Hand, named: Mapping[str, list[UUID]]) -> Named:
    """Whom an act names, each person under the entry that stands for her."""
    everybody = {one for unit, ids in named.items() if unit != HOUSEHOLDS for one in ids}
    stands = await one_person.stand_ins(hand.db, everybody)
    return {unit: frozenset(stands.get(one, one) for one in ids) for unit, ids in named.items()}


async def came(hand: Hand, row: ActRow, named: Named) -> None:
    """The act is done: it counts, and later ones of its year are the first of fewer. Whoever calls writes in the register alone."""
    others = await store.others(hand.db, row, named)
    own = _done(row, named)
    around = [one for _, one in others.values()]
    row.counts = stored(counted([*around, own])[row.id])
    await _moved(hand, others, around, [*around, own])
    hand.db.emit(told_event(hand.db.service, hand.db.gmina, _told(row)))


async def went(hand: Hand, row: ActRow, named: Named) -> None:
    """The act, which was done, counts no more: what was told of it is taken back, and the next ones become the first."""
    others = await store.others(hand.db, row, named)
    around = [one for _, one in others.values()]
    place = (await store.places(hand.db, [row.id]))[row.id]
    hand.db.emit(told_event(hand.db.service, hand.db.gmina, _told(row), takes_back=place))
    row.counts = []
    await _moved(hand, others, [*around, _done(row, named)], around)


async def _moved(hand: Hand, others: Mapping[UUID, tuple[ActRow, Done]], before: list[Done], after: list[Done]) -> None:
    told = {act: kept(row.counts) for act, (row, _) in others.items()}
    moved = shifted(told, before, after)
    places = await store.places(hand.db, sorted(moved)) if moved else {}
    for act in sorted(moved, key=lambda one: others[one][0].entry):
        row = others[act][0]
        hand.db.emit(told_event(hand.db.service, hand.db.gmina, _told(row), takes_back=places[act]))
        row.counts = stored(moved[act])
        hand.db.emit(told_event(hand.db.service, hand.db.gmina, _told(row)))
    await hand.db.flush()


def _done(row: ActRow, named: Named) -> Done:
    if row.done_on is None:
        raise ValueError("an act that is not done")
    return Done(row.id, row.done_on, row.entry, named)


def _told(row: ActRow) -> Told:
    if row.done_on is None:
        raise ValueError("an act that is not done")
    measured = registers().by_code[row.register_code].quantity
    quantity = None if measured is None or row.quantity is None else (measured, row.quantity)
    return Told(
        row.id, row.register_code, row.act, row.done_on, row.unit, row.requester, quantity, kept(row.counts)
    )  # fmt: skip
