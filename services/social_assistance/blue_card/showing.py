"""What readers are shown of procedures "Niebieskie Karty": lists, one as it stands, what waits, counts."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from kit.law import Law
from kit.paging import Page, PageRequest
from services.social_assistance.blue_card import kinds, rules, store
from services.social_assistance.blue_card import schemas as s
from services.social_assistance.blue_card.course import Course, Step, steps
from services.social_assistance.blue_card.problems import BlueCardNotFound
from services.social_assistance.blue_card.sealed import known_as, opened
from services.social_assistance.blue_card.service import AUDITED, Room
from services.social_assistance.blue_card.states import BLUE_CARD
from services.social_assistance.blue_card.tables import ActRow, CardRow


async def page(room: Room, paging: PageRequest, wanted: store.Filters, sort: str) -> Page[s.BlueCardOut]:
    """Procedures by the day of opening, without whom they are about."""
    keyset = paging.keyset(f"{AUDITED} by {sort}", {"gmina": room.gmina, **asdict(wanted)})
    found = await store.page(
        room.hand.db, wanted, after=keyset.after, descending=sort.startswith("-"), fetch=keyset.fetch
    )
    await room.hand.note("listed", AUDITED, None)
    rows, cursor = keyset.page(found, lambda row: (row.opened_on, row.id))
    return Page(items=[_told(row) for row in rows], next_cursor=cursor)


async def show(room: Room, card: UUID) -> s.BlueCardShown:
    """A procedure with whom it is about, what was done, the group and the terms. Raises BlueCardNotFound."""
    db, keys, gmina = room.hand.db, room.keys, room.gmina
    row = await store.load(db, card)
    if row is None:
        raise BlueCardNotFound
    await room.hand.note("read", AUDITED, row.id)
    acts = await store.acts(db, [row.id])
    persons = [
        s.BlueCardNamedOut.model_validate({
            "role": one.role, "name": opened(keys, gmina, "blue_card_named", "name", one.id, one.name),
            "pesel": one.number and opened(keys, gmina, "blue_card_named", "number", one.id, one.number),
        })
        for one in await store.named(db, row.id)
    ]  # fmt: skip
    group = [
        {"body": one.body, "name": opened(keys, gmina, "blue_card_member", "name", one.id, one.name)}
        for one in await store.group(db, row.id)
    ]
    until = None if row.closed_on is None else rules.monitored_until(row.closed_on, room.law.on(row.closed_on))
    return s.BlueCardShown.model_validate({
        **_told(row).model_dump(), "persons": persons, "group": group, "monitored_until": until,
        "acts": [_act(one) for one in acts],
        "steps": [asdict(one) for one in _steps(row, acts, room.hand.today, room.law)],
    })  # fmt: skip


async def find(room: Room, body: s.BlueCardSoughtIn) -> s.BlueCardsFoundOut:
    """The procedures that name whoever has the number."""
    found = await store.of_whom(room.hand.db, [known_as(room.keys, room.gmina, body.pesel, UUID(int=0))])
    await room.hand.note("searched", AUDITED, None)
    return s.BlueCardsFoundOut(items=[_told(one) for one in found])


async def waiting(room: Room) -> s.BlueCardWaitsOut:
    """What waits in all procedures, what is due first leading."""
    rows = await store.running(room.hand.db)
    done = await store.acts(room.hand.db, [one.id for one in rows])
    waits = [
        s.BlueCardWaitingOut(blue_card=row.id, **asdict(step))
        for row in rows
        for step in _steps(row, [one for one in done if one.blue_card == row.id], room.hand.today, room.law)
        if step.done is None
    ]
    met = await store.team_met(room.hand.db)
    by = None if met is None else rules.team_meets_by(met, room.law.on(met))
    await room.hand.note("listed", AUDITED, None)
    ordered = sorted(waits, key=lambda one: (one.due or date.max, one.since, one.blue_card, one.step))
    return s.BlueCardWaitsOut(items=ordered, team_met_on=met, team_meets_by=by)


async def counts(room: Room, since: date, until: date) -> s.BlueCardCountsOut:
    """Every figure, also the small ones: for those who know of the procedures anyway."""
    acts, families = await store.counts(room.hand.db, since, until)
    await room.hand.note("counted", AUDITED, None)
    return s.BlueCardCountsOut(
        since=since, until=until, acts=[s.BlueCardActCountOut(act=act, acts=number) for act, number in acts], families=families
    )  # fmt: skip


def _steps(row: CardRow, acts: Sequence[ActRow], today: date, law: Law) -> tuple[Step, ...]:
    first: dict[str, date] = {}
    for one in acts:
        if not one.withdrawn:
            first.setdefault(one.act, one.done_on)
    course = Course(
        row.opened_on, first.get(kinds.TO_TEAM), first.get(kinds.GROUP_NAMED), first.get(kinds.TO_GROUP), first.get(kinds.MEETING),
        row.closed_on, first.get(kinds.PROTOCOL),
    )  # fmt: skip
    return steps(course, today, law)


def _told(row: CardRow) -> s.BlueCardOut:
    return s.BlueCardOut.model_validate(row.model_dump() | {"allowed": list(BLUE_CARD.allowed(row.state))})


def _act(row: ActRow) -> dict[str, object]:
    return row.model_dump() | {"on": row.done_on, "title": kinds.KINDS[row.act].title}
