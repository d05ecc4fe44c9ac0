"""What is done with the office's own data: a new version from a day, what is in force on a day, the history."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from casework.office.schemas import OfficeIn, OfficeOut, OfficeSettings
from casework.office.tables import OfficeRow
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.problems import ConcurrentChange, Conflict


class OfficeUnknown(Conflict):
    """The register does not say what the office is called on that day; no letter can be made without it."""

    code = "office_unknown"
    title = "Brak danych jednostki"


async def in_force(db: ReadSession | WriteSession, on: date) -> OfficeSettings:
    """The data of the day. Raises OfficeUnknown."""
    row = await _on(db, on)
    if row is None:
        raise OfficeUnknown("Kierownik wpisuje nazwę, adres i organ przez PUT /v1/office.")
    return OfficeSettings.model_validate(row.settings)


async def refuses_unsourced(db: ReadSession | WriteSession, on: date) -> bool:
    """Whether the centre approves only decisions whose facts are established; not unless it said so."""
    row = await _on(db, on)
    return row is not None and row.settings.get("unsourced_facts") == "refuse"


async def show(db: ReadSession | WriteSession, on: date) -> OfficeOut:
    """The data of the day, or none, with the newest version."""
    row = await _on(db, on)
    newest = await _newest(db)
    if row is None:
        return OfficeOut(
            version=newest, of_version=None, valid_from=None, settings=None, made_by=None, made_on=None
        )  # fmt: skip
    return _out(row, newest)


async def history(db: ReadSession) -> list[OfficeOut]:
    """Every version, the newest first."""
    found = await db.exec(select(OfficeRow).where(OfficeRow.gmina == db.gmina).order_by(col(OfficeRow.version).desc()))
    rows: Sequence[OfficeRow] = found.all()
    return [_out(row, rows[0].version) for row in rows]


async def replace(db: WriteSession, given: OfficeIn, *, version: int, by: str, today: date) -> OfficeOut:
    """A new version follows the one that its author has read. Raises PreconditionFailed, ConcurrentChange."""
    check_version(version, await _newest(db))
    row = OfficeRow(
        gmina=db.gmina,
        version=version + 1,
        valid_from=given.valid_from,
        settings=given.model_dump(mode="json", exclude={"valid_from"}),
        made_by=by,
        made_on=today,
    )
    db.add(row)
    try:
        await db.flush()
    except IntegrityError:
        raise ConcurrentChange("Ktoś inny zmienił w tej chwili dane jednostki.") from None
    return _out(row, row.version)


async def _on(db: ReadSession | WriteSession, on: date) -> OfficeRow | None:
    found = await db.exec(
        select(OfficeRow)
        .where(OfficeRow.gmina == db.gmina, OfficeRow.valid_from <= on)
        .order_by(col(OfficeRow.valid_from).desc(), col(OfficeRow.version).desc())
        .limit(1)
    )
    return found.first()


async def _newest(db: ReadSession | WriteSession) -> int:
    found = await db.exec(select(func.max(OfficeRow.version)).where(OfficeRow.gmina == db.gmina))
    return found.one() or 0


def _out(row: OfficeRow, newest: int) -> OfficeOut:
    return OfficeOut(
        version=newest,
        of_version=row.version,
        valid_from=row.valid_from,
        settings=OfficeSettings.model_validate(row.settings),
        made_by=row.made_by,
        made_on=row.made_on,
    )
