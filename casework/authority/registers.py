"""What is done with the registers of staff, authorisations and deputyships: entered once, ended or revoked once, all with history."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority import states, store
from casework.authority.problems import (
    AuthorisationExists,
    AuthorisationNotFound,
    DeputyshipNotFound,
    OwnAuthorisation,
    StaffNotFound,
    StaffOverlaps,
    wrong,
)
from casework.authority.rules import may_enter_mandate
from casework.authority.schemas import ActOut, AuthorisationIn, DeputyshipIn, EndIn, Register, RevocationIn, StaffIn
from casework.authority.tables import AuthorisationRow, DeputyshipRow, RegisterActRow, StaffRow
from casework.benefits.catalogue import Catalogue
from casework.transitions import Process
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, NotFound, ValidationFailed

_NO_OWN = "Upoważnienie wpisuje i cofa inna osoba niż ta, której ono dotyczy."


async def enter_staff(db: WriteSession, audit: Auditor, order: StaffIn) -> Answer:
    """A post from a day; a person has one at a time. Raises StaffOverlaps."""
    await store.only_writer_of(db, order.subject)
    for one in await store.posts(db, order.subject):
        if (one.until is None or one.until >= order.since) and (order.until is None or order.until >= one.since):
            raise StaffOverlaps("Poprzedni wpis trzeba najpierw zakończyć.")
    row = StaffRow(gmina=db.gmina, id=new_id(), state="entered", **order.model_dump())
    return await entered(db, audit, "staff", row, order.since)


async def end_staff(db: WriteSession, audit: Auditor, entry: UUID, order: EndIn, version: int) -> Answer:
    """The last day of a post. Raises StaffNotFound, TransitionNotAllowed."""
    row = await locked(db, StaffRow, entry, version, StaffNotFound)
    return await _end(db, audit, "staff", row, states.STAFF, order.last_day)


async def enter_authorisation(
    db: WriteSession, audit: Auditor, catalogue: Catalogue, order: AuthorisationIn, today: date
) -> Answer:
    """A written authorisation, entered by another person than its holder.

    Raises OwnAuthorisation, AuthorisationExists, and ValidationFailed for a code the catalogue does not have or a day to come.
    """
    if not may_enter_mandate(audit.who, order.subject):
        raise OwnAuthorisation(_NO_OWN)
    if order.given_on > today:
        raise wrong("/given_on", "day_in_future", "Dzień wydania upoważnienia jest w przyszłości.")
    _known(catalogue, order)
    if await store.numbered(db, order.number, order.subject, order.since):
        raise AuthorisationExists
    row = AuthorisationRow(gmina=db.gmina, id=new_id(), state="entered", **order.model_dump())
    return await entered(db, audit, "authorisation", row, order.given_on)


async def revoke(db: WriteSession, audit: Auditor, entry: UUID, order: RevocationIn, version: int) -> Answer:
    """The first day without the authorisation. Raises AuthorisationNotFound, OwnAuthorisation, TransitionNotAllowed."""
    row = await locked(db, AuthorisationRow, entry, version, AuthorisationNotFound)
    if not may_enter_mandate(audit.who, row.subject):
        raise OwnAuthorisation(_NO_OWN)
    if order.on < row.since:
        raise wrong("/on", "day_out_of_order", "Cofnięcie jest wcześniejsze niż początek upoważnienia.")
    row.state = states.AUTHORISATION.move(row.state, "revoke")
    row.revoked_on = order.on
    return await moved(db, audit, "authorisation", row, "revoked", order.on)


async def enter_deputyship(db: WriteSession, audit: Auditor, order: DeputyshipIn) -> Answer:
    """Somebody stands in for somebody; it gives no authority by itself, it makes a deputy's authorisation count.

    Raises OwnAuthorisation: the deputy does not enter it herself.
    """
    if not may_enter_mandate(audit.who, order.deputy):
        raise OwnAuthorisation("Zastępstwo wpisuje inna osoba niż zastępca.")
    row = DeputyshipRow(gmina=db.gmina, id=new_id(), state="entered", **order.model_dump())
    return await entered(db, audit, "deputyship", row, order.since)


async def end_deputyship(db: WriteSession, audit: Auditor, entry: UUID, order: EndIn, version: int) -> Answer:
    """The last day of a deputyship. Raises DeputyshipNotFound, TransitionNotAllowed."""
    row = await locked(db, DeputyshipRow, entry, version, DeputyshipNotFound)
    return await _end(db, audit, "deputyship", row, states.DEPUTYSHIP, order.last_day)


async def history(db: ReadSession | WriteSession, entry: UUID) -> list[ActOut]:
    """What was done with an entry, and by whom."""
    return [ActOut.model_validate(row) for row in await store.history(db, entry)]


async def locked(
    db: WriteSession, kind: type[store.Row], entry: UUID, version: int, missing: type[NotFound]
) -> store.Row:
    """The entry, kept from other writers, in the version that the caller has read. Raises `missing`."""
    row = await store.lock(db, kind, entry)
    if row is None:
        raise missing
    check_version(version, row.version)
    return row


async def entered(
    db: WriteSession, audit: Auditor, register: Register, row: Any, on: date, reason: str | None = None
) -> Answer:
    """A new entry with its first act."""
    db.add(row)
    try:
        await db.flush()
    except IntegrityError:
        # Two wrote the same entry at the same moment: the index knows what the look-up could not see yet.
        raise AuthorisationExists if register == "authorisation" else StaffOverlaps from None
    return await _noted(db, audit, register, row, "entered", on, reason)


async def moved(
    db: WriteSession, audit: Auditor, register: Register, row: Any, act: str, on: date, reason: str | None = None
) -> Answer:
    """The entry in its next version with the act that made it."""
    row.version += 1
    await db.flush()
    return await _noted(db, audit, register, row, act, on, reason)


async def _end(
    db: WriteSession, audit: Auditor, register: Register, row: Any, process: Process, last_day: date
) -> Answer:
    row.state = process.move(row.state, "end")
    if last_day < row.since or (row.until is not None and last_day > row.until):
        raise wrong("/last_day", "day_out_of_order", "Ostatni dzień leży poza okresem wpisu.")
    row.until = last_day
    return await moved(db, audit, register, row, "ended", last_day)


async def _noted(
    db: WriteSession, audit: Auditor, register: Register, row: Any, act: str, on: date, reason: str | None
) -> Answer:
    db.add(
        RegisterActRow(
            gmina=db.gmina,
            id=new_id(),
            register_name=register,
            entry=row.id,
            act=act,
            on_day=on,
            reason=reason,
            by=audit.who,
        )
    )
    await db.flush()
    await audit.note(db, act, register, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


def _known(catalogue: Catalogue, order: AuthorisationIn) -> None:
    acts = {benefit.act for benefit in catalogue}
    errors = [
        *_missing(
            "benefits", order.benefits, lambda code: code in catalogue, "unknown_benefit", "Nie ma takiego świadczenia."
        ),
        *_missing(
            "acts",
            order.acts,
            lambda act: act in acts,
            "unknown_act",
            "Żadne świadczenie usługi nie opiera się na tej ustawie.",
        ),
    ]
    if errors:
        raise ValidationFailed("Upoważnienie wskazuje coś, czego usługa nie prowadzi.", errors=errors)


def _missing(member: str, named: Sequence[str], known: Any, code: str, message: str) -> list[FieldError]:
    return [FieldError(f"/{member}/{n}", code, message) for n, one in enumerate(named) if not known(one)]
