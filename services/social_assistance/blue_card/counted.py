"""What the log is told of a procedure "Niebieskie Karty": acts and figures, by the same rule as other registers (acts/counting.py).

The family is counted by an id of its own that is told nobody; of whom the acts are, the log learns nothing. Each fact says how many
families have to stand behind a figure before it is shown, so that nobody is found in a small group (secrecy.py).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from kit.feed.envelope import Event, new_id
from kit.law import Law
from services.social_assistance.acts import store as acts
from services.social_assistance.acts.counting import Done, counted, shifted
from services.social_assistance.acts.registers import HOUSEHOLDS
from services.social_assistance.acts.telling import Told, kept, stored, told_event
from services.social_assistance.blue_card import store
from services.social_assistance.blue_card.kinds import REGISTER
from services.social_assistance.blue_card.tables import ActRow, CardRow

_LEAST = "nk_najmniejsza_liczba_rodzin_w_statystyce"


async def enter(hand: Hand, law: Law, row: ActRow) -> ActRow:
    """The act stands: it is kept and told, and so are the later acts on the family in its year. Whoever calls writes alone."""
    row.entry = await store.next_entry(hand.db)
    around = await _around(hand, row)
    row.counts = stored(counted([*map(_done, around), _done(row)])[row.id])
    hand.db.add(row)
    await hand.db.flush()
    before = [_done(one) for one in around]
    await _moved(hand, law, around, before, [*before, _done(row)])
    hand.db.emit(_event(hand, law, row))
    return row


async def take_back(hand: Hand, law: Law, card: CardRow, rows: Sequence[ActRow]) -> None:
    """The acts stand no more: what was told of them is taken back, and the next ones on the family become the first.

    All of one unit of work together: an act that is told anew in it has no place in the log yet.
    """
    gone = {one.id for one in rows}
    places = await acts.places(hand.db, sorted(gone))
    of_years = {
        year: await store.of_family(hand.db, card.family, year) for year in sorted({one.done_on.year for one in rows})
    }
    for row in rows:
        hand.db.emit(_event(hand, law, row, takes_back=places[row.id]))
    for stood in of_years.values():
        left = [one for one in stood if one.id not in gone]
        await _moved(hand, law, left, [_done(one) for one in stood], [_done(one) for one in left])
    for row in rows:
        row.withdrawn, row.counts = True, []
    await hand.db.flush()


def an_act(hand: Hand, card: CardRow | None, act: str, on: date, unit: str, body: str | None = None) -> ActRow:
    """An act that is about to be entered. card: None for the team's own."""
    return ActRow.model_validate({
        "gmina": hand.db.gmina, "id": new_id(), "blue_card": card and card.id, "family": card and card.family, "act": act,
        "done_on": on, "body": body, "unit": unit, "entry": 1, "noted_by": hand.by,
    })  # fmt: skip


async def _around(hand: Hand, row: ActRow) -> list[ActRow]:
    if row.family is None:
        return []
    return [one for one in await store.of_family(hand.db, row.family, row.done_on.year) if one.id != row.id]


async def _moved(hand: Hand, law: Law, around: Sequence[ActRow], before: list[Done], after: list[Done]) -> None:
    rows = {one.id: one for one in around}
    moved = shifted({act: kept(one.counts) for act, one in rows.items()}, before, after)
    places = await acts.places(hand.db, sorted(moved)) if moved else {}
    for act in sorted(moved, key=lambda one: rows[one].entry):
        hand.db.emit(_event(hand, law, rows[act], takes_back=places[act]))
        rows[act].counts = stored(moved[act])
        hand.db.emit(_event(hand, law, rows[act]))


def _done(row: ActRow) -> Done:
    families: dict[str, frozenset[UUID]] = {} if row.family is None else {HOUSEHOLDS: frozenset({row.family})}
    return Done(row.id, row.done_on, row.entry, families)


def _event(hand: Hand, law: Law, row: ActRow, *, takes_back: int | None = None) -> Event:
    told = Told(
        row.id, REGISTER, row.act, row.done_on, row.unit, None, None, kept(row.counts), least=law.on(row.done_on).count(_LEAST)
    )  # fmt: skip
    return told_event(hand.db.service, hand.db.gmina, told, takes_back=takes_back)
