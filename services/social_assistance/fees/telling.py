"""Tells the log what the entries of fees mean for the budget, in the transaction that writes them (docs/events.md).

A fee is revenue of its own and is never netted with the cost of the service. A counter-entry takes back the fact of what it counters, on
the lines and in the year of that fact; what is given back takes part of a receipt's fact back. Of what comes in for the State the gmina
keeps its share, which is told beside each receipt and taken back with it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.benefits.catalogue import Catalogue
from casework.benefits.types import NoBudgetLine, SplitNotStated
from casework.booking import CannotBeBooked
from casework.facts.money import (
    FEE_ASSESSED,
    FEE_CORRECTED,
    FEE_GIVEN_BACK,
    FEE_RECEIVED,
    FEE_RETAINED,
    FEE_WRITTEN_OFF,
    Measure,
    money_fact,
    money_line,
)
from casework.households.tables import HouseholdRow
from casework.payments.amounts import mirrored
from casework.persons.tables import PersonRow
from kit.db import WriteSession, raw
from kit.feed.envelope import event
from kit.money import half_up
from kit.periods import month_of, month_text
from services.social_assistance.fees.tables import FeeEntryRow, FeeRow

_TYPES: Mapping[str, tuple[str, Measure]] = {
    "assessed": (FEE_ASSESSED, "assessed"),
    "received": (FEE_RECEIVED, "received"),
    "written_off": (FEE_WRITTEN_OFF, "written_off"),
    "given_back": (FEE_GIVEN_BACK, "received"),
}
_SHARES: Mapping[str, str] = {
    "oplata_specjalistyczne_uslugi_zaburzenia_psychiczne": "udzial_gminy_w_oplatach_uslug",
    "oplata_srodowiskowy_dom_samopomocy": "udzial_gminy_w_oplatach_sds",
}
"""Of fees that are revenue of the State, what the gmina's share of them is booked as."""
_FEE, _SHARE = "fee", "fee_share"
_RATIO = "udzial_gminy_w_dochodach_panstwa"
_TOLD = """
SELECT item::json #>> '{data,document,id}', sequence, item::json -> 'data' FROM event_log
 WHERE gmina = %s AND subject = ANY (%s) AND item::json #>> '{data,document,kind}' = %s
   AND item::json #>> '{data,document,id}' = ANY (%s)
"""


async def tell(db: WriteSession, catalogue: Catalogue, new: Sequence[tuple[FeeRow, FeeEntryRow]]) -> None:
    """The facts of new entries, in their order. Raises CannotBeBooked."""
    rests_on = {
        _name(fee, number) for fee, entry in new for number in (entry.counters, entry.gives_back) if number is not None
    }
    known = await _told(db, {fee.id for fee, _ in new}, rests_on, _FEE)
    kept = await _told(db, {fee.id for fee, _ in new if fee.benefit in _SHARES}, rests_on, _SHARE)
    names = await _pseudonyms(db, {one for fee, _ in new for one in (fee.payer, fee.person)})
    households = await _households(db, {fee.household for fee, _ in new if fee.household is not None})
    for fee, entry in new:
        if entry.counters is not None:
            sequence, before = known[_name(fee, entry.counters)]
            data = before | {
                "document": _document(fee, entry),
                "lines": mirrored(before["lines"]),
                "reverses": {"service": db.service, "sequence": sequence, "mode": "storno"},
            }
            data.pop("due_on", None)
            kind = FEE_CORRECTED
        else:
            kind, data = _fact(db.service, catalogue, fee, entry, known)
            data |= {"recipient": names.get(fee.payer), "entitled": names.get(fee.person)}
            data["household"] = None if fee.household is None else households.get(fee.household)
        db.emit(event(service=db.service, gmina=db.gmina, type=kind, subject=fee.id, data=data))
        share = _share(db, catalogue, fee, entry, kept)
        if share is not None:
            db.emit(event(service=db.service, gmina=db.gmina, type=FEE_RETAINED, subject=fee.id, data=share))


def _share(
    db: WriteSession,
    catalogue: Catalogue,
    fee: FeeRow,
    entry: FeeEntryRow,
    kept: Mapping[str, tuple[int, dict[str, Any]]],
) -> dict[str, Any] | None:
    """The gmina's share of what came in, or was taken back, of a fee that is the State's, where there is one. Raises CannotBeBooked."""
    name = _name(fee, entry.number)
    if entry.counters is not None:
        if (before := kept.get(_name(fee, entry.counters))) is None:
            return None
        reverses = {"service": db.service, "sequence": before[0], "mode": "storno"}
        document = {"kind": _SHARE, "id": name, "version": 1}
        return before[1] | {"document": document, "lines": mirrored(before[1]["lines"]), "reverses": reverses}
    code = _SHARES.get(fee.benefit)
    if code is None or entry.kind not in ("received", "given_back"):
        return None
    sign, of_receipt = 1, None
    if entry.gives_back is not None:
        if (of_receipt := kept.get(_name(fee, entry.gives_back))) is None:
            return None
        sign = -1
    ratio = catalogue.law(db.gmina).on(entry.day).ratio(_RATIO)
    amount = half_up(entry.amount * ratio.numerator, ratio.denominator)
    if not amount:
        return None
    benefit = catalogue.get(code)
    try:
        lines = [money_line(line, sign * part) for line, part in benefit.split(amount, entry.day)]
    except (NoBudgetLine, SplitNotStated):
        raise CannotBeBooked(f"„{benefit.name}” nie ma klasyfikacji na dzień {entry.day.isoformat()}.") from None
    return money_fact(
        unit=fee.unit, document=(_SHARE, name, 1), measure="retained", benefit=code, occurred_on=entry.day,
        booked_on=entry.day, budget_year=entry.day.year, lines=lines, due_period=month_text(month_of(fee.month)),
        reverses=None if of_receipt is None else (db.service, of_receipt[0], "prior_year"),
    )  # fmt: skip


def _fact(
    service: str, catalogue: Catalogue, fee: FeeRow, entry: FeeEntryRow, known: Mapping[str, tuple[int, dict[str, Any]]]
) -> tuple[str, dict[str, Any]]:
    kind, measure = _TYPES[entry.kind]
    sign = -1 if entry.kind == "given_back" else 1
    benefit = catalogue.get(fee.benefit)
    try:
        lines = [money_line(line, sign * part) for line, part in benefit.split(entry.amount, entry.day)]
    except (NoBudgetLine, SplitNotStated):
        raise CannotBeBooked(f"„{benefit.name}” nie ma klasyfikacji na dzień {entry.day.isoformat()}.") from None
    document = _document(fee, entry)
    data = money_fact(
        unit=fee.unit,
        document=(document["kind"], document["id"], document["version"]),
        measure=measure,
        benefit=fee.benefit,
        occurred_on=entry.day,
        booked_on=entry.day,
        budget_year=entry.day.year,
        lines=lines,
        due_period=month_text(month_of(fee.month)),
        due_on=fee.due_on if entry.kind == "assessed" else None,
        reverses=None if entry.gives_back is None else (service, known[_name(fee, entry.gives_back)][0], "prior_year"),
    )
    return kind, data


def _name(fee: FeeRow, number: int) -> str:
    return f"{fee.id}/{number}"


def _document(fee: FeeRow, entry: FeeEntryRow) -> dict[str, Any]:
    return {"kind": _FEE, "id": _name(fee, entry.number), "version": 1}


async def _told(
    db: WriteSession, fees: Collection[UUID], names: Collection[str], kind: str
) -> dict[str, tuple[int, dict[str, Any]]]:
    """Where each of these entries was told, and how. kind: of the fact's document."""
    if not names or not fees:
        return {}
    rows = await (await (await raw(db)).execute(_TOLD, (db.gmina, list(fees), kind, list(names)))).fetchall()
    return {name: (int(sequence), dict(data)) for name, sequence, data in rows}


async def _pseudonyms(db: WriteSession, persons: Collection[UUID]) -> dict[UUID, str | None]:
    found = await db.exec(
        select(PersonRow.id, PersonRow.pseudonym).where(PersonRow.gmina == db.gmina, col(PersonRow.id).in_(persons))
    )
    return dict(found.all())


async def _households(db: WriteSession, households: Collection[UUID]) -> dict[UUID, str | None]:
    if not households:
        return {}
    found = await db.exec(
        select(HouseholdRow.id, HouseholdRow.pseudonym).where(
            HouseholdRow.gmina == db.gmina, col(HouseholdRow.id).in_(households)
        )
    )
    return dict(found.all())
