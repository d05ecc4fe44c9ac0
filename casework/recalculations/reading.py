"""Mass recalculations as the API shows them: progress and cost, derived from their items."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from casework.authority.veil import OPEN, Veil
from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked, money_lines
from casework.budget.asking import Line, Plan
from casework.budget.comparing import Movement, line_of
from casework.budget.preview import beside_plan, let_go
from casework.recalculations import finding, letters_found, store
from casework.recalculations.holding import RecalculationNotFound
from casework.recalculations.left_out import to_do
from casework.recalculations.schemas import (
    CostOut,
    CountOut,
    ItemOut,
    LetterCountOut,
    LetterItemOut,
    MonthCostOut,
    RecalculationEffectOut,
    RecalculationOut,
    RecalculationShort,
)
from casework.recalculations.states import ISSUED, PROCESS
from casework.recalculations.tables import RecalculationRow
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text


async def page(
    *, db: ReadSession, paging: PageRequest, wanted: store.Filter, sort: str, everything: bool
) -> Page[RecalculationShort]:
    """One page of operations in order of their start; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"recalculations by {sort}", {"gmina": db.gmina, **asdict(wanted)})
    after = None if keyset.after is None or everything else UUID(keyset.after[0])
    rows = await store.page(
        db, wanted, after=after, descending=sort.startswith("-"), fetch=None if everything else keyset.fetch
    )
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row.id,))
    return Page(items=[RecalculationShort.model_validate(_short(row)) for row in shown], next_cursor=cursor)


async def show(*, db: ReadSession, veil: Veil, operation: UUID) -> RecalculationOut:
    """The operation with its progress, in what is seen of it, and the preview. Raises RecalculationNotFound."""
    row = await store.load(db, operation)
    if row is None:
        raise RecalculationNotFound
    counts, costs = await finding.told(db, veil, operation)
    letters, decisions = await letters_found.told(db, veil, operation)
    return RecalculationOut.model_validate(
        {
            **_short(row),
            "until": month_text(month_of(row.until)),
            "ground": row.ground,
            "reason": row.reason,
            **{
                name: getattr(row, name)
                for step in ("drafted", "approved", "issued", "lettered", "sent")
                for name in (f"{step}_by", f"{step}_on")
            },
            "allowed": list(PROCESS.allowed(row.state)),
            "counts": [CountOut.model_validate({**one, "difference": zloty(one["difference"])}) for one in counts],
            "letters": [LetterCountOut.model_validate(one) for one in letters],
            "letters_to_plan": sum(one["items"] for one in counts if one["state"] == "issued") - decisions,
            "chains": row.chains,
            "looked_at": sum(one["items"] for one in counts),
            "stopped": row.stopped,
            "difference": zloty(sum(one["difference"] for one in counts)),
            "cost": [CostOut.model_validate({**one, "amount": zloty(one["amount"])}) for one in costs],
        }
    )


async def effect(*, db: ReadSession, catalogue: Catalogue, plan: Plan, operation: UUID) -> RecalculationEffectOut:
    """The cost of each month, and of each budget line beside its plan. Raises RecalculationNotFound, CannotBeBooked."""
    row = await store.load(db, operation)
    if row is None:
        raise RecalculationNotFound
    _, costs = await finding.told(db, OPEN, operation)
    unbound, units, gmina = await finding.unbound(db, row), await finding.units(db, operation), db.gmina
    await let_go(db)
    months: Counter[str] = Counter()
    for one in costs:
        months[one["month"]] += one["amount"]
    moved = [] if row.state in ISSUED else [*_moved(catalogue, row, costs), *_bound_first(catalogue, row, unbound)]
    return RecalculationEffectOut.model_validate(
        {
            "recalculation": row.id,
            "state": row.state,
            "difference": zloty(sum(months.values())),
            "months": [MonthCostOut(month=month, amount=zloty(amount)) for month, amount in sorted(months.items())],
            "budget": await beside_plan(plan, gmina, moved, units[0] if len(units) == 1 else None),
        }
    )


async def items(
    *,
    db: WriteSession,
    veil: Veil,
    audit: Auditor,
    paging: PageRequest,
    operation: UUID,
    wanted: finding.ItemFilter,
    sort: str,
    everything: bool,
) -> Page[ItemOut]:
    """One page of the chains, of those that are seen, that the operation looked at; everything: all of them, for a file.

    The reading is audited. Raises RecalculationNotFound.
    """
    if await store.load(db, operation) is None:
        raise RecalculationNotFound
    keyset = paging.keyset(
        f"recalculation items by {sort}", {"gmina": db.gmina, "operation": operation, **asdict(wanted)}
    )
    await audit.note(db, "exported_items" if everything else "listed_items", "recalculation", operation)
    after = None if keyset.after is None or everything else UUID(keyset.after[0])
    rows = await finding.items(
        db, veil, operation, wanted, after=after, descending=sort.startswith("-"),
        fetch=None if everything else keyset.fetch,
    )  # fmt: skip
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row["root"],))
    return Page(
        items=[
            ItemOut.model_validate({**row, "difference": zloty(row["difference"]), "to_do": to_do(row["code"])})
            for row in shown
        ],
        next_cursor=cursor,
    )


async def letters(
    *,
    db: WriteSession,
    veil: Veil,
    audit: Auditor,
    paging: PageRequest,
    operation: UUID,
    wanted: letters_found.LetterFilter,
    sort: str,
    everything: bool,
) -> Page[LetterItemOut]:
    """One page of the letters, of those that are seen; everything: all of them, for a file. Audited. Raises RecalculationNotFound."""
    if await store.load(db, operation) is None:
        raise RecalculationNotFound
    keyset = paging.keyset(
        f"recalculation letters by {sort}", {"gmina": db.gmina, "operation": operation, **asdict(wanted)}
    )
    await audit.note(db, "exported_letters" if everything else "listed_letters", "recalculation", operation)
    after = None if keyset.after is None or everything else (UUID(str(keyset.after[0])), UUID(str(keyset.after[1])))
    rows = await letters_found.page(
        db, veil, operation, wanted, after=after, descending=sort.startswith("-"),
        fetch=None if everything else keyset.fetch,
    )  # fmt: skip
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row["decision"], row["party"]))
    return Page(items=[LetterItemOut.model_validate(row) for row in shown], next_cursor=cursor)


def _moved(catalogue: Catalogue, row: RecalculationRow, costs: list[dict[str, Any]]) -> list[Movement]:
    """The cost by line and year. What is due for a year behind us is paid in the year of the new law's day."""
    benefit = catalogue.get(row.benefit)
    kinds = {(one.rozdzial, one.paragraf + one.p4, one.source): one.task_kind for one in benefit.lines}
    found = []
    for one in costs:
        year = max(int(one["month"][:4]), row.on_day.year)
        kind = kinds.get((one["rozdzial"], one["paragraf"], one["source"]))
        if kind is None:
            raise CannotBeBooked(f"Świadczenie „{benefit.name}” nie ma już klasyfikacji, na której policzono koszt.")
        place = Line(year, one["rozdzial"], one["paragraf"], kind, one["source"])
        found.append(Movement(place, one["amount"], one["amount"]))
    return found


def _bound_first(catalogue: Catalogue, row: RecalculationRow, unbound: list[dict[str, Any]]) -> Iterator[Movement]:
    """What the months that no commitment holds cost as they are: nothing more, but the change commits it."""
    for one in unbound:
        for line in money_lines(catalogue.get(one["benefit"]), one["amount"], row.on_day):
            place = line_of(max(one["year"], row.on_day.year), line)
            yield Movement(place, 0, line["amount"] * one["months"])


def _short(row: RecalculationRow) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in ("id", "benefit", "state", "started_by", "started_on", "version")},
        "on": row.on_day,
        "effective_from": month_text(month_of(row.effective_from)),
    }
