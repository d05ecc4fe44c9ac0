"""The inventory of equipment that is lent: entered, retired, listed."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import OtherUnit
from casework.authority.sight import Sight
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from services.social_assistance.equipment_hire import store
from services.social_assistance.equipment_hire.problems import (
    HireItemExists,
    HireItemLent,
    HireItemNotFound,
    HireItemRetired,
)
from services.social_assistance.equipment_hire.schemas import HireItemIn, HireItemOut, HireItemRetiredIn
from services.social_assistance.equipment_hire.tables import ItemRow

_ITEM = "hire_item"


async def register(hand: Hand, sight: Sight, body: HireItemIn) -> Answer:
    """A piece is entered. Raises OtherUnit, DayOutOfOrder, HireItemExists."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    acquired_on = hand.day(body.acquired_on, body.acquired_on)
    await store.alone(hand.db)
    if await store.has_number(hand.db, body.number):
        raise HireItemExists
    row = ItemRow(
        gmina=hand.db.gmina, id=new_id(), kind=body.kind, number=body.number, value=grosze(body.value),
        acquired_on=acquired_on, unit=body.unit, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _ITEM, row.id)
    return Answer(id=row.id, version=row.version, state="registered")


async def retire(hand: Hand, sight: Sight, item: UUID, body: HireItemRetiredIn, version: int) -> Answer:
    """The piece is lent no more. Raises HireItemNotFound, HireItemLent, HireItemRetired, DayOutOfOrder, PreconditionFailed."""
    row = await store.item(hand.db, sight, item, lock=True)
    if row is None:
        raise HireItemNotFound
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    if row.retired_on is not None:
        raise HireItemRetired
    if await store.lent(hand.db, [row.id]):
        raise HireItemLent
    back = await store.last_back(hand.db, row.id)
    row.retired_on, row.retired_as = hand.day(body.on, back or row.acquired_on), body.retired_as
    row.version += 1
    await hand.db.flush()
    await hand.note("retire", _ITEM, row.id)
    return Answer(id=row.id, version=row.version, state="retired")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.ItemFilters, sort: str, *, everything: bool
) -> Page[HireItemOut]:
    """Equipment by its number."""
    keyset = paging.keyset(f"{_ITEM} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.items(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _ITEM, None)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.number, row.id))
    return Page(items=await _told(hand, rows), next_cursor=cursor)


async def show(hand: Hand, sight: Sight, item: UUID) -> HireItemOut:
    """A piece. Raises HireItemNotFound."""
    row = await store.item(hand.db, sight, item)
    if row is None:
        raise HireItemNotFound
    await hand.note("read", _ITEM, row.id)
    return (await _told(hand, [row]))[0]


async def _told(hand: Hand, rows: Sequence[ItemRow]) -> list[HireItemOut]:
    out = await store.lent(hand.db, [row.id for row in rows])
    return [
        HireItemOut.model_validate(row.model_dump() | {"value": zloty(row.value), "lent": row.id in out})
        for row in rows
    ]  # fmt: skip
