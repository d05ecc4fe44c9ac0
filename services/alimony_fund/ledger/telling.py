"""Tells the log what documents of an account mean for the budget, in the transaction that books them (docs/events.md, Debtors).

A counter-document takes back every fact of the document that it counters, on the days and lines on which they were told.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.benefits.catalogue import Catalogue
from casework.benefits.types import NoBudgetLine, SplitNotStated
from casework.booking import CannotBeBooked
from casework.facts.money import DEBT_CORRECTED, money_fact, money_line
from casework.payments.amounts import mirrored
from casework.persons.tables import PersonRow
from kit.db import WriteSession, raw
from kit.feed.envelope import event
from kit.periods import month_of, month_text
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.desk import Keeping
from services.alimony_fund.ledger.entries import Document
from services.alimony_fund.ledger.parts import Part, parts_of
from services.alimony_fund.ledger.tables import ActRow, ClaimRow

_KIND = "debt_document"
# The text is ours (kit/feed/envelope): a fact that takes one back stands under the counter-document's own number.
_TOLD = """
SELECT item::json #>> '{data,document,id}', sequence, item::json -> 'data' FROM event_log
 WHERE gmina = %s AND subject = ANY (%s) AND item::json #>> '{data,document,kind}' = %s
   AND item::json #>> '{data,document,id}' = ANY (%s)
 ORDER BY sequence
"""


async def tell(of: Keeping, row: DebtorRow, before: Books, after: Books) -> None:
    """The facts of the documents that the books have gained. Raises CannotBeBooked."""
    db = of.db
    new = after.documents[len(before.documents) :]
    for one, sequence, data in await _told(db, row.id, new):
        back: dict[str, Any] = data | {
            "document": of_account(row.id, one.number),
            "lines": mirrored(data["lines"]),
            "reverses": {"service": db.service, "sequence": sequence, "mode": "storno"},
        }
        db.emit(event(service=db.service, gmina=db.gmina, type=DEBT_CORRECTED, subject=one.of, data=back))
    made = [one for one in new if one.counters is None]
    ids = [one.of for one in made]
    owed = select(ClaimRow).where(ClaimRow.gmina == db.gmina, col(ClaimRow.id).in_(ids))
    done = select(ActRow).where(ActRow.gmina == db.gmina, col(ActRow.id).in_(ids))
    claims = {one.id: one for one in (await db.exec(owed)).all()}
    booked = {one.id: one.credited_on or one.day for one in (await db.exec(done)).all()}
    known = {one.id: one for one in after.acts}
    names = await pseudonyms(db, [row.person, *(one.entitled for one in claims.values())])
    for one in made:
        claim = claims.get(one.of)
        for part in parts_of(one, known.get(one.of), of.terms):
            on = one.day if claim is not None else booked[one.of]
            told = fact(of.catalogue, row.unit, of_account(row.id, one.number), part, one.day, on)
            told["recipient"] = names[row.person]
            if claim is not None:
                told |= {"entitled": names[claim.entitled], "due_period": month_text(month_of(claim.period))}
            db.emit(event(service=db.service, gmina=db.gmina, type=part.type, subject=one.of, data=told))


def fact(
    catalogue: Catalogue, unit: str, document: dict[str, Any], part: Part, day: date, booked_on: date
) -> dict[str, Any]:
    """A part of a document as a money fact on the lines of the day on which it is booked. day: of value. Raises CannotBeBooked."""
    benefit = catalogue.get(part.benefit)
    try:
        lines = [money_line(line, amount) for line, amount in benefit.split(part.amount, booked_on)]
    except (NoBudgetLine, SplitNotStated):
        raise CannotBeBooked(f"„{benefit.name}” nie ma klasyfikacji na dzień {booked_on.isoformat()}.") from None
    return money_fact(
        unit=unit, document=(document["kind"], document["id"], document["version"]), measure=part.measure, benefit=part.benefit,
        occurred_on=day, booked_on=booked_on, budget_year=booked_on.year, lines=lines, due_period=month_text(month_of(day)),
    )  # fmt: skip


def of_account(debtor: UUID, number: int) -> dict[str, Any]:
    """A document of an account, as its facts name it."""
    return {"kind": _KIND, "id": f"{debtor}/{number}", "version": 1}


def of_transfer(transfer: UUID) -> dict[str, Any]:
    """A transfer to the State, as its facts name it."""
    return {"kind": "debt_transfer", "id": str(transfer), "version": 1}


async def pseudonyms(db: WriteSession, persons: Sequence[UUID]) -> dict[UUID, str | None]:
    """The pseudonym of each of the persons."""
    found = await db.exec(
        select(PersonRow.id, PersonRow.pseudonym).where(PersonRow.gmina == db.gmina, col(PersonRow.id).in_(persons))
    )
    return dict(found.all())


async def _told(db: WriteSession, debtor: UUID, new: Sequence[Document]) -> list[tuple[Document, int, dict[str, Any]]]:
    """The facts of what is countered: the counter-document, the place of the fact and its data."""
    counters = {of_account(debtor, one.counters)["id"]: one for one in new if one.counters is not None}
    if not counters:
        return []
    subjects = list({one.of for one in counters.values()})
    place = (db.gmina, subjects, _KIND, list(counters))
    rows = await (await (await raw(db)).execute(_TOLD, place)).fetchall()
    return [(counters[told], int(sequence), dict(data)) for told, sequence, data in rows]
