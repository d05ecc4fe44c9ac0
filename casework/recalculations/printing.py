"""The letters of a mass recalculation as one archive for whoever prints and puts them into envelopes, with a list of what is in it.

Every letter stays the file that was made and signed for: joined into one PDF it would lose its tags (PDF/UA) and its digest. They are
read and packed a few at a time, so thousands take no more memory than some.
"""

import base64
import csv
import io
import re
import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from casework.addresses import service as addresses
from casework.authority.veil import Veil
from casework.exports import cell
from casework.letters.making import body_key, body_place
from casework.persons.names import sort_key
from casework.recalculations import letters_found, store
from casework.recalculations.holding import RecalculationNotFound
from casework.recalculations.states import LETTERED
from kit.audit import Auditor
from kit.db import Database, WriteSession
from kit.problems import Conflict
from kit.secrets import KeyRing

Order = Literal["znak", "address"]
MEDIA_TYPE = "application/zip"
LETTERS = 20
"""Letters that are in memory at once: a megabyte or two."""
LIST = "spis.csv"
_COLUMNS = ("place", "file", "znak", "number", "decision", "party", "letter", "sha256", "state", "code")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DIGITS = re.compile(r"[0-9]+")
_LAST = "\U0010ffff"


class LettersNotMade(Conflict):
    """The letters are not all made yet, so a file of them would lack some."""

    code = "recalculation_letters_not_made"
    title = "Pisma przeliczenia nie są jeszcze gotowe"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes into the archive, in its order: each letter's own members of the list, the letters without one last."""

    gmina: str
    rows: Sequence[dict[str, Any]]

    def files(self) -> list[tuple[str, UUID]]:
        """The names of the files and their letters."""
        return [(row["file"], row["letter"]) for row in self.rows if row["file"]]


async def bundle(
    *,
    db: WriteSession,
    keys: KeyRing,
    veil: Veil,
    audit: Auditor,
    operation: UUID,
    wanted: letters_found.LetterFilter,
    order: Order,
) -> Bundle:
    """The letters that are seen; audited before the first one leaves. Raises RecalculationNotFound, LettersNotMade."""
    row = await store.load(db, operation)
    if row is None:
        raise RecalculationNotFound
    if row.state not in LETTERED:
        counts, _ = await letters_found.told(db, veil, operation)
        made = sum(one["letters"] for one in counts if one["state"] in ("made", "sent"))
        raise LettersNotMade(f"Gotowych pism: {made}; pozostałe powstają przez POST …/letters i …/continue.")
    found = await letters_found.printed(db, veil, operation, wanted)
    places = await _places(db, keys, found) if order == "address" else {}
    found.sort(key=lambda one: (one["letter"] is None, places.get(one["letter"], ()), _by_sign(one)))
    await audit.note(db, "printed_letters", "recalculation", operation)
    width = len(str(len(found)))
    return Bundle(
        db.gmina,
        [{**one, "place": place, "file": _name(one, f"{place:0{width}}")} for place, one in enumerate(found, start=1)],
    )


async def packed(database: Database, keys: KeyRing, found: Bundle) -> AsyncIterator[bytes]:
    """The archive piece by piece, in a transaction of its own: it outlives its request's session.

    A letter whose bytes were destroyed meanwhile breaks it off, and what is broken off is no archive.
    """
    out = _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry(LIST), _listed(found.rows))
        yield out.taken()
        files = found.files()
        for first in range(0, len(files), LETTERS):
            part = files[first : first + LETTERS]
            bodies = await letters_found.bodies(database, found.gmina, [letter for _, letter in part])
            for name, letter in part:
                opened = keys.decrypt(bodies[letter], body_place(found.gmina), body_key(letter, "pdf"))
                archive.writestr(_entry(name), base64.b64decode(opened))
                yield out.taken()
    yield out.taken()


class _Pieces(io.RawIOBase):
    """A file that is only ever written, and given away as it is written."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._written.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since it was asked for last."""
        taken, self._written = b"".join(self._written), []
        return taken


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


def _listed(rows: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([cell(row[column]) for column in _COLUMNS] for row in rows)
    return text.getvalue().encode()


def _name(row: dict[str, Any], place: str) -> str | None:
    """Nothing of a person: the place, and the number of the decision."""
    if row["letter"] is None:
        return None
    number = str(row["number"] or row["znak"]).replace("/", "-")
    return f"{place}-{re.sub(r'[^0-9A-Za-z.-]', '_', number)}.pdf"


def _by_sign(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["year"] or 0, row["symbol"] or "", row["serial"] or 0, str(row["decision"]), str(row["party"]))


async def _places(db: WriteSession, keys: KeyRing, found: Sequence[dict[str, Any]]) -> dict[UUID, tuple[str, ...]]:
    """Where each letter goes, as it is sorted: place, street, number, as the register has them on the letter's day."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for one in found:
        if one["letter"] is not None and one["receives"] is not None:
            by_day.setdefault(one["dated"], []).append(one)
    places: dict[UUID, tuple[str, ...]] = {one["letter"]: (_LAST,) for one in found if one["letter"] is not None}
    for day, letters in by_day.items():
        lines = await addresses.for_letters(db, keys, {one["receives"] for one in letters}, day)
        for one in letters:
            told = lines.get(one["receives"])
            if told:
                places[one["letter"]] = tuple(_sorted_by(line) for line in reversed(told))
    return places


def _sorted_by(line: str) -> str:
    """In Polish alphabetical order, house 9 before house 10."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(6), sort_key(line, ""))
