"""Mass recalculations as the API shows them: progress and cost, derived from their items."""

from uuid import UUID

from casework.recalculations import store
from casework.recalculations.schemas import CostOut, CountOut, ItemOut, RecalculationOut, RecalculationShort
from casework.recalculations.service import RecalculationNotFound
from casework.recalculations.states import PROCESS
from casework.recalculations.tables import RecalculationRow
from kit.db import ReadSession
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text


async def page(*, db: ReadSession, paging: PageRequest) -> Page[RecalculationShort]:
    """One page of operations, the newest first."""
    keyset = paging.keyset("recalculations by id", {"gmina": db.gmina})
    after = None if keyset.after is None else UUID(keyset.after[0])
    shown, cursor = keyset.page(await store.page(db, after=after, fetch=keyset.fetch), lambda row: (row.id,))
    return Page(items=[RecalculationShort.model_validate(_short(row)) for row in shown], next_cursor=cursor)


async def show(*, db: ReadSession, operation: UUID) -> RecalculationOut:
    """The operation with its progress and the preview. Raises RecalculationNotFound."""
    row = await store.load(db, operation)
    if row is None:
        raise RecalculationNotFound
    counts, costs = await store.told(db, operation)
    return RecalculationOut.model_validate(
        {
            **_short(row),
            "until": month_text(month_of(row.until)),
            "ground": row.ground,
            "reason": row.reason,
            **{
                name: getattr(row, name)
                for step in ("drafted", "approved", "issued")
                for name in (f"{step}_by", f"{step}_on")
            },
            "allowed": list(PROCESS.allowed(row.state)),
            "counts": [CountOut.model_validate({**one, "difference": zloty(one["difference"])}) for one in counts],
            "imported": await store.imported(db, row.benefit, row.effective_from),
            "difference": zloty(sum(one["difference"] for one in counts)),
            "cost": [CostOut.model_validate({**one, "amount": zloty(one["amount"])}) for one in costs],
        }
    )


async def items(*, db: ReadSession, paging: PageRequest, operation: UUID, state: str | None) -> Page[ItemOut]:
    """One page of the chains that the operation looked at. Raises RecalculationNotFound."""
    if await store.load(db, operation) is None:
        raise RecalculationNotFound
    keyset = paging.keyset("recalculation items", {"gmina": db.gmina, "operation": operation, "state": state})
    after = None if keyset.after is None else UUID(keyset.after[0])
    rows = await store.items(db, operation, state=state, after=after, fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row["root"],))
    return Page(
        items=[ItemOut.model_validate({**row, "difference": zloty(row["difference"])}) for row in shown],
        next_cursor=cursor,
    )


def _short(row: RecalculationRow) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in ("id", "benefit", "state", "started_by", "started_on", "version")},
        "on": row.on_day,
        "effective_from": month_text(month_of(row.effective_from)),
    }
