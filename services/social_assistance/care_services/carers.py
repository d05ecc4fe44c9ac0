"""The register of carers: who serves, by which contract, from when to when. Their names are encrypted."""

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
from kit.secrets import KeyRing, Place
from services.social_assistance.care_services import carer_store as store
from services.social_assistance.care_services.problems import CarerNotFound, CareServed
from services.social_assistance.care_services.reckoning import holding
from services.social_assistance.care_services.schemas import CarerIn, CarerOut
from services.social_assistance.care_services.store import days_beyond
from services.social_assistance.care_services.tables import CarerRow

_CARER = "carer"


async def register(hand: Hand, sight: Sight, keys: KeyRing, body: CarerIn) -> Answer:
    """A carer is entered. Raises OtherUnit."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    carer = new_id()
    row = CarerRow(
        gmina=hand.db.gmina, id=carer, name=_sealed(keys, hand.db.gmina, carer, body.name), contract=body.contract,
        kind=body.kind, hour_rate=grosze(body.hour_rate), since=body.since, until=body.until, unit=body.unit,
        noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _CARER, row.id)
    return Answer(id=row.id, version=row.version, state="registered")


async def change(hand: Hand, sight: Sight, keys: KeyRing, carer: UUID, body: CarerIn, version: int) -> Answer:
    """What is said of the carer is replaced, her last day too. Raises CarerNotFound, OtherUnit, CareServed, PreconditionFailed."""
    row = await store.load(hand.db, sight, carer, lock=True)
    if row is None:
        raise CarerNotFound
    check_version(version, row.version)
    if not sight.works_on(body.unit):
        raise OtherUnit
    if holding(await days_beyond(hand.db, row.id, body.since, body.until)):
        raise CareServed
    row.name, row.contract, row.kind = _sealed(keys, row.gmina, row.id, body.name), body.contract, body.kind
    row.hour_rate, row.since, row.until, row.unit = grosze(body.hour_rate), body.since, body.until, body.unit
    row.version += 1
    await hand.db.flush()
    await hand.note("change", _CARER, row.id)
    return Answer(id=row.id, version=row.version, state="registered")


async def page(
    hand: Hand,
    sight: Sight,
    keys: KeyRing,
    paging: PageRequest,
    wanted: store.Filters,
    sort: str,
    *,
    everything: bool,
) -> Page[CarerOut]:
    """Carers by the first day of their contract."""
    keyset = paging.keyset(f"{_CARER} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _CARER, None)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.since, row.id))
    return Page(items=told(keys, rows), next_cursor=cursor)


async def show(hand: Hand, sight: Sight, keys: KeyRing, carer: UUID) -> CarerOut:
    """A carer. Raises CarerNotFound."""
    row = await store.load(hand.db, sight, carer)
    if row is None:
        raise CarerNotFound
    await hand.note("read", _CARER, row.id)
    return told(keys, [row])[0]


def told(keys: KeyRing, rows: Sequence[CarerRow]) -> list[CarerOut]:
    """The carers as they are shown."""
    return [
        CarerOut.model_validate(
            row.model_dump()
            | {"name": keys.decrypt(row.name, _place(row.gmina), str(row.id)), "hour_rate": zloty(row.hour_rate)}
        )
        for row in rows
    ]


def _sealed(keys: KeyRing, gmina: str, carer: UUID, name: str) -> bytes:
    return keys.encrypt(name, _place(gmina), str(carer))


def _place(gmina: str) -> Place:
    return Place(gmina, _CARER, "name")
