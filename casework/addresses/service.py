"""What is done with addresses: recorded from a day, listed, and found for a letter. Rows never change."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import orjson
from sqlmodel import col, select

from casework.addresses.schemas import AddressIn, AddressOut
from casework.addresses.tables import AddressRow
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.service import PersonNotFound
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.secrets import KeyRing, Place


async def record(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    person: UUID,
    order: AddressIn,
    today: date,
    application: UUID | None = None,
) -> Answer:
    """An address from a day on. application: the electronic one that says so. Raises PersonNotFound."""
    if await persons.load(db, person) is None:
        raise PersonNotFound
    address = new_id()
    lines = None
    if order.lines:
        lines = keys.encrypt(orjson.dumps(order.lines).decode(), _place(db.gmina), str(address))
    row = AddressRow(
        gmina=db.gmina, id=address, person=person, use=order.use, since=order.since, lines=lines,
        source=order.source, application=application, recorded_by=audit.who, recorded_on=today,
    )  # fmt: skip
    db.add(row)
    await db.flush()
    await audit.note(db, "recorded_address", "person", person)
    return Answer(id=address, version=1, state="recorded")


async def listed(*, db: WriteSession, keys: KeyRing, audit: Auditor, person: UUID, on: date) -> list[AddressOut]:
    """Every address of the person, the latest first; audited. Raises PersonNotFound."""
    if await persons.load(db, person) is None:
        raise PersonNotFound
    await audit.note(db, "read_addresses", "person", person)
    return await of_file(db, keys, person, on)


async def of_file(db: WriteSession, keys: KeyRing, person: UUID, on: date) -> list[AddressOut]:
    """The same for the person's file, whose gathering is audited by itself."""
    rows = await _rows(db, await one_person.entries(db, person))
    holding = [
        row.id for use in ("residence", "correspondence", "electronic") if (row := _holds(rows, use, on)) is not None
    ]
    return [
        AddressOut.model_validate(
            {
                **{
                    name: getattr(row, name)
                    for name in ("id", "use", "since", "source", "application", "recorded_by", "recorded_on")
                },
                "lines": _lines(db, keys, row),
                "in_force": row.id in holding,
            }
        )
        for row in rows
    ]


async def in_force(db: WriteSession, keys: KeyRing, person: UUID, on: date) -> dict[str, tuple[str, ...]]:
    """Her addresses of the day by their use, those that say there is none too."""
    rows = await _rows(db, await one_person.entries(db, person))
    holding = {use: _holds(rows, use, on) for use in ("residence", "correspondence", "electronic")}
    return {use: tuple(_lines(db, keys, row)) for use, row in holding.items() if row is not None}


async def for_letters(
    db: WriteSession, keys: KeyRing, wanted: Collection[UUID], on: date
) -> dict[UUID, tuple[str, ...]]:
    """Where letters of the day go: her address for letters, else where she lives; () without a fixed abode. Who has none is left out."""
    found: dict[UUID, tuple[str, ...]] = {}
    for person, own in (await _by_person(db, wanted)).items():
        chosen = _holds(own, "correspondence", on)
        if chosen is None or chosen.lines is None:
            chosen = _holds(own, "residence", on)
        if chosen is not None:
            found[person] = tuple(_lines(db, keys, chosen))
    return found


async def with_box(db: ReadSession | WriteSession, wanted: Collection[UUID], on: date) -> set[UUID]:
    """Those of the persons whose electronic address for deliveries is known on the day."""
    own = await _by_person(db, wanted)
    held = {person: _holds(found, "electronic", on) for person, found in own.items()}
    return {person for person, row in held.items() if row is not None and row.lines is not None}


async def _rows(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> Sequence[AddressRow]:
    found = await db.exec(
        select(AddressRow)
        .where(AddressRow.gmina == db.gmina, col(AddressRow.person).in_(wanted))
        .order_by(col(AddressRow.since).desc(), col(AddressRow.id).desc())
    )
    return found.all()


async def _by_person(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> dict[UUID, list[AddressRow]]:
    stands = await one_person.stand_ins(db, await one_person.all_entries(db, wanted))
    found: dict[UUID, list[AddressRow]] = {}
    for row in await _rows(db, list(stands)):
        found.setdefault(stands[row.person], []).append(row)
    return {person: found[stands[person]] for person in wanted if stands[person] in found}


def _holds(rows: Sequence[AddressRow], use: str, on: date) -> AddressRow | None:
    return next((row for row in rows if row.use == use and row.since <= on), None)


def _lines(db: ReadSession | WriteSession, keys: KeyRing, row: AddressRow) -> list[str]:
    if row.lines is None:
        return []
    lines: list[str] = orjson.loads(keys.decrypt(row.lines, _place(db.gmina), str(row.id)))
    return lines


def _place(gmina: str) -> Place:
    return Place(gmina, "person_address", "lines")
