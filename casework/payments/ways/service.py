"""What is done with ways of payment: stated, shown, and printed as the list of a cash desk."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from casework.authority.veil import OPEN, Veil
from casework.benefits.catalogue import Catalogue
from casework.exports import cell
from casework.institutions import service as institutions
from casework.letters.paper import Paper
from casework.letters.problems import LetterTooLong
from casework.payments import lists_store
from casework.payments import problems as refused
from casework.payments.acts import store as acts
from casework.payments.acts.rules import this_round
from casework.payments.reading import as_csv
from casework.payments.ways import printing, store
from casework.payments.ways.schemas import PayeeOut, WayIn, WayOut, WaysOut
from kit.audit import Auditor
from kit.db import Database, WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.identifiers import BadIdentifier, account
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing, Place

COLUMNS = (
    "payment",
    "person",
    "last_name",
    "first_name",
    "way",
    "month",
    "amount",
    "deducted",
    "to_pay",
    "state",
    "void_reason",
    "account",
    "payee",
    "address",
    "benefit",
)


class WhoseWayUnknown(ValidationFailed):
    """The award or the person is not registered in this gmina."""

    code = "way_of_nobody"
    title = "Nie ma takiego przyznania albo takiej osoby"


class WrongAccount(ValidationFailed):
    """The account number has a wrong form or check digit; it is not repeated."""

    code = "account_wrong"
    title = "Nieprawidłowy numer rachunku"


async def record(
    *, db: WriteSession, keys: KeyRing, audit: Auditor, order: WayIn, by: str, veil: Veil = OPEN
) -> Answer:
    """States a way from a day on. Raises WhoseWayUnknown, WrongAccount, InstitutionUnknown."""
    kind, whose = ("award", order.award) if order.award is not None else ("person", order.person)
    if whose is None or not await store.known(db, kind, whose, veil):
        raise WhoseWayUnknown(errors=[FieldError(f"/{kind}", f"{kind}_unknown", "Nie ma takiego wpisu w rejestrze.")])
    way = new_id()
    chosen = None if order.institution is None else await institutions.chosen(db, order.institution, order.since)
    payee = order.payee if chosen is None else chosen.name
    number = iban(order.account if chosen is None else order.account or chosen.account)
    index = None if number is None else keys.index(db.gmina, "account", number)
    await store.record(
        db,
        {
            "id": way,
            "award": order.award,
            "person": order.person,
            "way": order.way,
            "since": order.since,
            "account": seal(keys, db.gmina, "payment_way", "account", number, way),
            "account_index": index.digest if index else None,
            "index_kid": index.kid if index else None,
            "payee": seal(keys, db.gmina, "payment_way", "payee", payee, way),
            "institution": order.institution,
            "basis": order.basis,
            "recorded_by": by,
        },
    )
    await audit.note(db, "stated", "payment_way", whose)
    return Answer(id=way, version=1, state="recorded")


async def history(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    award: UUID | None,
    person: UUID | None,
    on: date,
    veil: Veil,
) -> WaysOut:
    """The statements of a right or a person; the reading is audited. Raises WhoseWayUnknown."""
    if (award is None) == (person is None):
        raise WhoseWayUnknown(
            "Należy podać przyznanie albo osobę.",
            errors=[FieldError("/query/award", "award_or_person", "Przyznanie albo osoba.")],
        )
    rows = await store.history(db, award=award, person=person, on=on, veil=veil)
    await audit.note(db, "read", "payment_way", award or person)
    opened = [
        row
        | {
            name: row[name] and keys.decrypt(row[name], Place(db.gmina, "payment_way", name), str(row["id"]))
            for name in ("account", "payee")
        }
        for row in rows
    ]
    return WaysOut(items=[WayOut.model_validate(row) for row in opened])


async def payees(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    payment_list: UUID,
    paging: PageRequest,
    way: str | None,
    uncollected: bool,
    veil: Veil,
) -> Page[PayeeOut]:
    """The list with names, for the cash desk and the post; the reading is audited."""
    if await lists_store.load(db, payment_list) is None:
        raise refused.PaymentListNotFound
    filters = {"gmina": db.gmina, "list": payment_list, "way": way, "uncollected": uncollected}
    keyset = paging.keyset("payees by name", filters)
    rows = await store.payees(
        db, payment_list, way=way, uncollected=uncollected, veil=veil, after=keyset.after, fetch=keyset.fetch
    )
    await audit.note(db, "read_payees", "payment_list", payment_list)
    shown, cursor = keyset.page(rows, lambda row: (row["sort_key"], row["payment"]))
    return Page(items=[_payee(db.gmina, keys, row) for row in shown], next_cursor=cursor)


async def noted(*, db: WriteSession, audit: Auditor, payment_list: UUID) -> None:
    """The list with names is about to be exported; that is audited before the first name leaves. Raises PaymentListNotFound."""
    if await lists_store.load(db, payment_list) is None:
        raise refused.PaymentListNotFound
    await audit.note(db, "exported_payees", "payment_list", payment_list)


async def export_payees(
    *,
    database: Database,
    keys: KeyRing,
    gmina: str,
    payment_list: UUID,
    way: str | None,
    uncollected: bool,
    veil: Veil,
) -> AsyncIterator[bytes]:
    """The list with names as CSV (RFC 4180), in chunks, with a header."""
    yield as_csv([COLUMNS])
    async for rows in store.stream_payees(database, gmina, payment_list, way=way, uncollected=uncollected, veil=veil):
        shown = [_payee(gmina, keys, row) for row in rows]
        yield as_csv([[_cell(one, name) for name in COLUMNS] for one in shown])


async def printed(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    catalogue: Catalogue,
    payment_list: UUID,
    way: str | None,
    uncollected: bool,
    veil: Veil,
    today: date,
) -> Paper:
    """The list with names on paper, whole; what was voided stands only among what was not collected. Audited before it leaves.

    Raises PaymentListNotFound, LetterTooLong.
    """
    row = await lists_store.load(db, payment_list)
    if row is None:
        raise refused.PaymentListNotFound
    found = await store.payees(
        db, payment_list, way=way, uncollected=uncollected, veil=veil, after=None, fetch=printing.LONGEST + 1
    )
    if len(found) > printing.LONGEST:
        raise LetterTooLong(f"Najwięcej {printing.LONGEST} wypłat; listę drukuje się sposobami wypłaty.")
    await audit.note(db, "exported_payees", "payment_list", payment_list)
    lines = [_payee(db.gmina, keys, one) for one in found if uncollected or one["state"] != "voided"]
    names = {one.benefit: catalogue.get(one.benefit).name for one in lines}
    of = printing.Printed(
        row.number, month_text(month_of(row.month)), lines, names, this_round(await acts.done(db, row.id))
    )
    return printing.paper(of, today)


def iban(text: str | None) -> str | None:
    """The account as PL and 26 digits. Raises WrongAccount."""
    if text is None:
        return None
    try:
        return account(text).iban
    except BadIdentifier as bad:
        raise WrongAccount(
            errors=[FieldError("/account", f"account_{bad.fault}", "Numer rachunku jest nieprawidłowy.")]
        ) from None


def seal(keys: KeyRing, gmina: str, table: str, column: str, value: str | None, row: UUID) -> bytes | None:
    """The value encrypted for its row."""
    return None if value is None else keys.encrypt(value, Place(gmina, table, column), str(row))


def _cell(line: PayeeOut, name: str) -> object:
    return cell(", ".join(line.address or ()) if name == "address" else getattr(line, name))


def _payee(gmina: str, keys: KeyRing, row: dict[str, Any]) -> PayeeOut:
    amount, deducted = row["amount"], row["deducted"]
    money = {"amount": zloty(amount), "deducted": zloty(deducted), "to_pay": zloty(amount - deducted)}
    opened = {
        name: row[name] and keys.decrypt(row[name], Place(gmina, "payment_way", name), str(row["stated"]))
        for name in ("account", "payee")
    }
    lines = row["address"] and keys.decrypt(row["address"], Place(gmina, "person_address", "lines"), str(row["home"]))
    return PayeeOut.model_validate(row | money | opened | {"address": lines and orjson.loads(lines)})
