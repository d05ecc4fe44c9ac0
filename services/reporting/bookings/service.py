"""Taking in documents of the finance system: once by document id and version, corrected by reversal and never by update."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson

from casework.facts.budget_year import may_belong
from casework.facts.money import BOOKING_RECORDED, BOOKING_REVERSED, money_fact
from kit.db import WriteSession, raw
from kit.feed.envelope import event
from kit.idempotency import Answer
from kit.problems import Conflict, FieldError, NotFound
from kit.rows import refuse
from services.reporting.bookings.schemas import BookingRow
from services.reporting.classification.register import Classification
from services.reporting.intake import alone, classification_error, magnitude, refuse_sum

_TAKE = """
INSERT INTO booking_document (gmina, unit, document, version, id, content, magnitude)
SELECT %(gmina)s, n.unit, n.document, n.version, n.id, n.content, n.magnitude
  FROM unnest(%(units)s::text[], %(documents)s::text[], %(versions)s::integer[], %(ids)s::uuid[], %(contents)s::bytea[],
              %(magnitudes)s::bigint[]) AS n(unit, document, version, id, content, magnitude)
 ORDER BY n.unit, n.document, n.version
ON CONFLICT (gmina, unit, document, version) DO NOTHING RETURNING id
"""
_KNOWN = "SELECT id, content FROM booking_document WHERE gmina = %s AND id = ANY (%s)"
_ENTERED = "SELECT coalesce(sum(magnitude), 0)::numeric FROM booking_document WHERE gmina = %s"
_STANDING = """
SELECT DISTINCT b.id FROM booking_document b
  JOIN booking_document o ON o.gmina = b.gmina AND o.unit = b.unit AND o.document = b.document
 WHERE b.gmina = %s AND b.id = ANY (%s) AND o.version <> b.version AND NOT o.reversed
"""
_REVERSE = "UPDATE booking_document SET reversed = true WHERE gmina = %s AND id = %s AND NOT reversed RETURNING version"
_EXISTS = "SELECT 1 FROM booking_document WHERE gmina = %s AND id = %s"
_RECORDED = "SELECT item FROM event_log WHERE gmina = %s AND subject = %s ORDER BY sequence"

LINES_OF_A_FACT = 500
BOOKINGS = "bookings"
Key = tuple[str, str, int]


class BookingChanged(Conflict):
    """The document and version were taken with another content before."""

    code = "booking_changed"
    title = "Ten dokument w tej wersji wprowadzono już z inną treścią"


class EarlierVersionStands(Conflict):
    """Another version of the document stands; two would count its money twice."""

    code = "booking_version_stands"
    title = "Inna wersja dokumentu nie została wystornowana"


class BookingNotFound(NotFound):
    """There is no such document in the gmina."""


class AlreadyReversed(Conflict):
    """The document was reversed before."""

    code = "booking_already_reversed"
    title = "Dokument został już wystornowany"


def check(rows: Sequence[BookingRow], classification: Classification) -> None:
    """Raises RowsRefused for codes that are not in force on the day of booking, and for a budget year that the row cannot belong to."""
    found = (
        classification_error(classification, number, row, paragraf=row.paragraf, source=row.source, on=row.booked_on)
        or _other_year(number, row)
        for number, row in enumerate(rows)
    )
    refuse([error for error in found if error is not None])


async def take(db: WriteSession, rows: Sequence[BookingRow]) -> Answer:
    """Records the documents that are new as facts of reporting's own log; raises BookingChanged, EarlierVersionStands, RowsRefused."""
    refuse_sum(magnitude(rows))
    documents: defaultdict[Key, list[tuple[int, BookingRow]]] = defaultdict(list)
    for number, row in enumerate(rows):
        documents[row.unit, row.document_id, row.document_version].append((number, row))
    ids = {key: document_id(db.gmina, *key) for key in documents}
    contents = {
        ids[key]: sha256(b"\n".join(sorted(row.model_dump_json().encode() for _, row in members))).digest()
        for key, members in documents.items()
    }
    units, names, versions = (list(column) for column in zip(*documents, strict=True))
    connection = await raw(db)
    await alone(connection, db.gmina, BOOKINGS)
    taken = await connection.execute(
        _TAKE,
        {
            "gmina": db.gmina,
            "units": units,
            "documents": names,
            "versions": versions,
            "ids": list(ids.values()),
            "contents": list(contents.values()),
            "magnitudes": [magnitude([row for _, row in members]) for members in documents.values()],
        },
    )
    new = {row[0] for row in await taken.fetchall()}
    entered = await (await connection.execute(_ENTERED, (db.gmina,))).fetchone()
    refuse_sum(int(entered[0]) if entered else 0)
    first_row = {ids[key]: members[0][0] for key, members in documents.items()}
    known = await (await connection.execute(_KNOWN, (db.gmina, list(ids.values())))).fetchall()
    changed = [first_row[identity] for identity, content in known if content != contents[identity]]
    if changed:
        raise BookingChanged("Poprawka wymaga stornowania i nowej wersji dokumentu.", errors=_at(changed))
    standing = await (await connection.execute(_STANDING, (db.gmina, list(new)))).fetchall()
    if standing:
        rows_of = [first_row[identity] for (identity,) in standing]
        raise EarlierVersionStands("Najpierw trzeba wystornować inną wersję dokumentu.", errors=_at(rows_of))
    for key, members in documents.items():
        if ids[key] in new:
            _record(db, ids[key], key, [row for _, row in members])
    return Answer(id=next(iter(ids.values())), version=1, state="recorded" if new else "known")


async def reverse(db: WriteSession, identity: UUID) -> Answer:
    """Takes a document back as if it had not been; raises BookingNotFound, AlreadyReversed."""
    connection = await raw(db)
    await alone(connection, db.gmina, BOOKINGS)
    row = await (await connection.execute(_REVERSE, (db.gmina, identity))).fetchone()
    if row is None:
        if await (await connection.execute(_EXISTS, (db.gmina, identity))).fetchone() is None:
            raise BookingNotFound
        raise AlreadyReversed("Stornować można raz.")
    for (item,) in await (await connection.execute(_RECORDED, (db.gmina, identity))).fetchall():
        recorded = orjson.loads(item)
        if recorded["type"] == BOOKING_RECORDED:
            data = _taken_back(recorded["data"], db.service, recorded["sequence"])
            db.emit(event(service=db.service, gmina=db.gmina, type=BOOKING_REVERSED, subject=identity, data=data))
    return Answer(id=identity, version=row[0], state="reversed")


def document_id(gmina: str, unit: str, document: str, version: int) -> UUID:
    """The id under which a document stands in reporting: the same for the same document."""
    return uuid5(NAMESPACE_URL, "|".join(("urn:gops:booking", gmina, unit, str(version), document)))


def _other_year(number: int, row: BookingRow) -> FieldError | None:
    if may_belong(row.budget_year, row.booked_on, row.occurred_on, row.measure):
        return None
    message = (
        "Rok budżetowy musi być rokiem księgowania albo poprzednim, gdy w styczniu zaksięgowano zdarzenie tamtego roku."
    )
    return FieldError(f"/rows/{number}/budget_year", "other_budget_year", message)


def _record(db: WriteSession, identity: UUID, key: Key, rows: Sequence[BookingRow]) -> None:
    unit, document, version = key
    for members in _facts(rows):
        first = members[0]
        data = money_fact(
            unit=unit,
            document=("booking", document, version),
            measure=first.measure,
            benefit=first.benefit,
            occurred_on=first.occurred_on,
            booked_on=first.booked_on,
            budget_year=first.budget_year,
            lines=[_line(row) for row in members],
        )
        if first.mirrors is not None:
            data["mirrors"] = first.mirrors
        declared = [entry.model_dump() for row in members for entry in row.declared]
        if declared:
            data["declared"] = declared
        db.emit(event(service=db.service, gmina=db.gmina, type=BOOKING_RECORDED, subject=identity, data=data))


def _facts(rows: Sequence[BookingRow]) -> Iterator[Sequence[BookingRow]]:
    """Rows that are one fact: what a header says of them is the same, and so is the row of a statement that declared counts belong to."""
    facts: defaultdict[tuple[object, ...], list[BookingRow]] = defaultdict(list)
    for row in rows:
        of_header = (row.benefit, row.measure, row.occurred_on, row.booked_on, row.budget_year, row.mirrors)
        facts[*of_header, row.side, row.rozdzial, row.task_kind].append(row)
    for members in facts.values():
        for start in range(0, len(members), LINES_OF_A_FACT):
            yield members[start : start + LINES_OF_A_FACT]


def _line(row: BookingRow) -> dict[str, object]:
    return {
        "side": row.side,
        "dzial": row.dzial,
        "rozdzial": row.rozdzial,
        "paragraf": row.paragraf[:3],
        "p4": row.paragraf[3:],
        "task": row.task,
        "task_kind": row.task_kind,
        "source": row.source,
        "grant_ref": row.grant_ref,
        "amount": row.grosze,
    }


def _taken_back(data: Mapping[str, Any], service: str, sequence: int) -> dict[str, Any]:
    lines = [line | {"amount": -line["amount"]} for line in data["lines"]]
    return {**data, "lines": lines, "reverses": {"service": service, "sequence": sequence, "mode": "storno"}}


def _at(rows: Sequence[int]) -> list[FieldError]:
    return [FieldError(f"/rows/{number}/document_id", "conflict", "Dokument jest już wprowadzony.") for number in rows]
