"""Attachments: taken in as a stream with a limit, kept encrypted in parts with their SHA-256, given out part by part; reads are audited."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote
from uuid import UUID

from sqlmodel import col, select

from casework.applications import store
from casework.applications.content_types import STORED, UPLOADED, Recogniser, declared
from casework.applications.desk import Desk
from casework.applications.problems import (
    ApplicationNotFound,
    AttachmentExists,
    AttachmentNotFound,
    AttachmentTypeDiffers,
    AttachmentTypeRefused,
)
from casework.applications.tables import AttachmentNoteRow, AttachmentRow
from kit.db import Database, WriteSession, raw
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, PayloadTooLarge
from kit.secrets import KeyRing, Place

MOST_BYTES = 10 * 2**20
"""Of one attachment, as long as the gateway lets through."""
PART_BYTES = 256 * 1024
LONGEST_NAME = 200
_STATE = "attached"

_INSERT = "INSERT INTO attachment_part (gmina, attachment, part, body) VALUES (%s, %s, %s, %s)"
_FORGET = "DELETE FROM attachment_part WHERE gmina = %s AND attachment = %s"
_PART = "SELECT body FROM attachment_part WHERE gmina = %s AND attachment = %s AND part = %s"
_PARTS = "SELECT part, body FROM attachment_part WHERE gmina = %s AND attachment = %s ORDER BY part"
_EXTENDED = re.compile(r"filename\*\s*=\s*UTF-8''([^;]+)", re.IGNORECASE)
_PLAIN = re.compile(r'filename\s*=\s*(?:"([^"]*)"|([^;"\s]+))', re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that lie encrypted in the database and have no entry yet."""

    id: UUID
    media_type: str
    size: int
    sha256: bytes
    parts: int


@dataclass(frozen=True, slots=True)
class Described:
    """What a document is, when it came to the office (today unless stated) and when it was posted."""

    kind: str | None = None
    received_on: date | None = None
    posted_on: date | None = None


async def receive(desk: Desk, stream: AsyncIterator[bytes], content_type: str) -> Received:
    """Takes bytes in, a part at a time. Raises PayloadTooLarge, AttachmentTypeRefused, AttachmentTypeDiffers."""
    said = declared(content_type)
    if said not in UPLOADED:
        raise AttachmentTypeRefused(f"Dozwolone typy: {', '.join(UPLOADED)}.")
    received = await _kept(desk, stream)
    if received.media_type != said:
        message = "Plik jest pusty albo innego typu, niż podano w Content-Type."
        raise AttachmentTypeDiffers(
            message, errors=[FieldError("/header/Content-Type", "attachment_type_differs", message)]
        )
    return received


async def attach(
    desk: Desk, application: UUID, received: Received, name: str, described: Described | None = None
) -> Answer:
    """Makes the entry of bytes that were received. Raises ApplicationNotFound, AttachmentExists."""
    said = described or Described()
    if await store.lock(desk.db, application) is None:
        raise ApplicationNotFound
    if await _with_content(desk.db, application, received.sha256) is not None:
        raise AttachmentExists
    sealed = desk.keys.encrypt(name, Place(desk.db.gmina, "attachment", "name"), str(received.id))
    desk.db.add(
        AttachmentRow(
            gmina=desk.db.gmina,
            id=received.id,
            application=application,
            name=sealed,
            media_type=received.media_type,
            size=received.size,
            sha256=received.sha256,
            parts=received.parts,
            kind=said.kind,
            received_on=said.received_on or desk.today,
            posted_on=said.posted_on,
            added_by=desk.by,
        )
    )
    await desk.db.flush()
    await desk.note("attached", "attachment", received.id)
    return Answer(id=received.id, version=1, state=_STATE)


async def attach_bytes(
    desk: Desk, application: UUID, name: str, media_type: str, content: bytes, described: Described
) -> Answer:
    """Keeps something that the program itself has: the electronic form as it came, or what came inside it."""

    async def whole() -> AsyncIterator[bytes]:
        yield content

    kept = await _kept(desk, whole())
    return await attach(
        desk, application, Received(kept.id, media_type, kept.size, kept.sha256, kept.parts), name, described
    )


async def forget(db: WriteSession, received: Received) -> None:
    """The bytes of a repeated request, which has its stored answer."""
    await (await raw(db)).execute(_FORGET, (db.gmina, received.id))


async def read(desk: Desk, attachment: UUID) -> tuple[AttachmentRow, str]:
    """The entry and its name; the reading is audited. Raises AttachmentNotFound."""
    row = await desk.db.get(AttachmentRow, (desk.db.gmina, attachment))
    if row is None or row.media_type not in STORED:
        raise AttachmentNotFound
    first = await (await (await raw(desk.db)).execute(_PART, (desk.db.gmina, attachment, 1))).fetchone()
    if first is None:
        raise AttachmentNotFound("Treść załącznika zniszczono.")
    await desk.note("read", "attachment", row.id)
    return row, kept_name(desk.keys, row.gmina, row.id, row.name)


async def content(db: WriteSession, keys: KeyRing, attachment: UUID) -> bytes:
    """The whole of a small one, as the electronic form is; empty once it was destroyed."""
    parts = await (await (await raw(db)).execute(_PARTS, (db.gmina, attachment))).fetchall()
    return b"".join(
        base64.b64decode(keys.decrypt(sealed, _place(db.gmina), _key(attachment, part))) for part, sealed in parts
    )


async def body(database: Database, keys: KeyRing, gmina: str, attachment: UUID, parts: int) -> AsyncIterator[bytes]:
    """The bytes, a part at a time, each read and opened when the one before has left."""
    for part in range(1, parts + 1):
        async with database.tenant(gmina) as connection:
            row = await (await connection.execute(_PART, (gmina, attachment, part))).fetchone()
        if row is None:
            raise LookupError(f"part {part} of {parts} is missing")
        yield base64.b64decode(keys.decrypt(row[0], _place(gmina), _key(attachment, part)))


def kept_name(keys: KeyRing, gmina: str, attachment: UUID, sealed: bytes) -> str:
    """The name of an attachment; empty once the file of the case was destroyed."""
    return keys.decrypt(sealed, Place(gmina, "attachment", "name"), str(attachment)) if sealed else ""


def name_of(disposition: str | None) -> str:
    """The name in a Content-Disposition header, fit to be shown; a general one where there is none."""
    extended = _EXTENDED.search(disposition or "")
    plain = _PLAIN.search(disposition or "")
    told = unquote(extended[1], errors="replace") if extended else (plain[1] or plain[2] or "") if plain else ""
    return _UNPRINTABLE.sub("", told).strip()[:LONGEST_NAME] or "zalacznik"


async def _kept(desk: Desk, stream: AsyncIterator[bytes]) -> Received:
    attachment, digest, recogniser = new_id(), hashlib.sha256(), Recogniser()
    connection = await raw(desk.db)
    size = parts = 0
    waiting = b""

    async def put(content: bytes) -> None:
        nonlocal parts
        parts += 1
        text = base64.b64encode(content).decode()
        sealed = desk.keys.encrypt(text, _place(desk.db.gmina), _key(attachment, parts))
        await connection.execute(_INSERT, (desk.db.gmina, attachment, parts, sealed))

    async for chunk in stream:
        size += len(chunk)
        if size > MOST_BYTES:
            raise PayloadTooLarge(f"Załącznik może mieć najwyżej {MOST_BYTES // 2**20} MiB.")
        digest.update(chunk)
        recogniser.feed(chunk)
        waiting += chunk
        while len(waiting) >= PART_BYTES:
            await put(waiting[:PART_BYTES])
            waiting = waiting[PART_BYTES:]
    if waiting:
        await put(waiting)
    return Received(attachment, recogniser.media_type() or "", size, digest.digest(), parts)


async def _with_content(db: WriteSession, application: UUID, sha256: bytes) -> AttachmentRow | None:
    """The attachment with these bytes that stands; one that was withdrawn may be added again."""
    found = await db.exec(
        select(AttachmentRow).where(
            AttachmentRow.gmina == db.gmina,
            AttachmentRow.application == application,
            AttachmentRow.sha256 == sha256,
            col(AttachmentRow.id).not_in(
                select(AttachmentNoteRow.attachment).where(
                    AttachmentNoteRow.gmina == db.gmina, AttachmentNoteRow.act == "withdrawn"
                )
            ),
        )
    )
    return found.first()


def _place(gmina: str) -> Place:
    return Place(gmina, "attachment_part", "body")


def _key(attachment: UUID, part: int) -> str:
    return f"{attachment}|{part}"
