"""The signature folder signed at once: every draft by the rules of one, all of them or none.

Each draft that cannot be signed is named with the reason for which it alone would be refused, so that the head takes it out of the folder
and signs the rest.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from casework.applications import decided_already
from casework.authority import store as authority
from casework.authority.deciding import unsignable
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions import moments, sourcing, store
from casework.decisions.moments import Moments
from casework.decisions.schemas import SignatureIn
from casework.decisions.service import DecisionNotFound, of_the_organ
from casework.decisions.tables import DecisionRow
from casework.office import service as office
from kit.db import WriteSession, update_rows
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import FieldError, Problem
from kit.rows import refuse
from kit.secrets import KeyRing

_SIGNED = ("state", "approved_by", "approved_on", "version")


async def approve_many(
    *,
    db: WriteSession,
    keys: KeyRing,
    catalogue: Catalogue,
    sight: Sight,
    wanted: Sequence[SignatureIn],
    by: str,
    today: date,
) -> Answer:
    """All of these drafts are approved today, or none. Raises RowsRefused with every one that cannot be."""
    rows = {row.id: row for row in await store.locked_seen(db, sight, {one.decision for one in wanted})}
    errors: list[FieldError] = []
    signed: dict[UUID, Moments] = {}
    withdrawn = await authority.decided_under(db, list(rows), "approve")
    refuses_unsourced = await office.refuses_unsourced(db, today)
    for number, one in enumerate(wanted):
        row = rows.get(one.decision)
        try:
            if row is None:
                raise DecisionNotFound
            check_version(one.version, of_the_organ(row).version)
            if row.id in signed:
                raise moments.WrongStep(row.state, "Ten projekt wskazano dwa razy.")
            moved = moments.approve(Moments.of(row), by=by, on=today, today=today)
            if row.id in withdrawn:
                raise moments.WrongStep(row.state, moments.APPROVAL_TAKEN_BACK)
            if refuses_unsourced:
                await sourcing.sourced(db, keys, catalogue, row, today)
        except Problem as problem:
            errors.append(_refusal(number, problem))
        else:
            signed[row.id] = moved
    barred = await _barred(db, catalogue, [rows[one] for one in signed], by, today)
    barred = {**barred, **await decided_already.unsignable(db, [one for one in signed if one not in barred])}
    errors += [_refusal(number, barred[one.decision]) for number, one in enumerate(wanted) if one.decision in barred]
    refuse(sorted(errors, key=_place))
    for decision, moved in signed.items():
        row = rows[decision]
        row.state, row.approved_by, row.approved_on = moved.state, moved.approved_by, moved.approved_on
        row.version += 1
    await update_rows(db, list(rows.values()), _SIGNED)
    first = rows[wanted[0].decision]
    return Answer(id=first.id, version=first.version, state=first.state)


async def _barred(
    db: WriteSession, catalogue: Catalogue, rows: Sequence[DecisionRow], by: str, today: date
) -> Mapping[UUID, Problem]:
    """Those that she may not decide, each with the reason; the others stand under her authorisation."""
    by_benefit: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        by_benefit[row.benefit].append(row.id)
    found: dict[UUID, Problem] = {}
    for benefit, decisions in sorted(by_benefit.items()):
        found |= await unsignable(
            db, decisions=decisions, benefit=catalogue.get(benefit), by=by, on=today, step="approve"
        )
    return found


def _refusal(number: int, problem: Problem) -> FieldError:
    return FieldError(f"/decisions/{number}", problem.code, problem.detail)


def _place(error: FieldError) -> int:
    return int(error.pointer.rpartition("/")[2])
