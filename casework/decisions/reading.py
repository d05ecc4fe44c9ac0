"""Decisions as the API shows them: short in lists, whole one by one (audited, because the grounds are about a person)."""

from uuid import UUID

from casework.authority.sight import Sight
from casework.awards import store as awards
from casework.benefits.catalogue import Catalogue
from casework.decisions import store
from casework.decisions.schemas import DecisionOut, DecisionRefusalOut, DecisionShort, GrantOut
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.deliveries import standing
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.money import zloty
from kit.paging import Page, PageRequest


async def page(
    *,
    db: ReadSession,
    sight: Sight,
    paging: PageRequest,
    benefit: str | None,
    state: str | None,
    person: UUID | None,
    sort: str,
) -> Page[DecisionShort]:
    """One page of the decisions that are seen."""
    filters = {"gmina": db.gmina, "benefit": benefit, "state": state, "person": person}
    keyset = paging.keyset(f"decisions by {sort}", filters)
    rows = await store.page(
        db,
        sight,
        benefit=benefit,
        state=state,
        person=person,
        after=keyset.after,
        descending=sort.startswith("-"),
        fetch=keyset.fetch,
    )
    shown, cursor = keyset.page(rows, lambda row: (row.prepared_on, row.id))
    return Page(items=[DecisionShort.model_validate(_short(row)) for row in shown], next_cursor=cursor)


async def show(*, db: WriteSession, audit: Auditor, catalogue: Catalogue, decision: UUID) -> DecisionOut:
    """The decision with everything but the facts, which are the applicant's."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    await audit.note(db, "read", "decision", row.id)
    course = (await standing.known(db, [row.id]))[row.id]
    return DecisionOut.model_validate(
        {
            **_short(row),
            "household": row.household,
            "single": row.single,
            "unit": row.unit,
            "channel": row.channel,
            "reasons": row.reasons,
            "legal_basis": row.legal_basis,
            "reason": row.reason,
            "justified": row.justified,
            "grants": [
                GrantOut.model_validate(
                    {
                        **grant,
                        "first_month": grant["from"],
                        "last_month": grant["to"],
                        "amount": zloty(grant["amount"]),
                    }
                )
                for grant in row.grants
            ],
            "refusals": [DecisionRefusalOut.model_validate(refusal) for refusal in row.refusals],
            "steps": row.steps,
            "receipt": row.receipt,
            "prepared_by": row.prepared_by,
            "approved_by": row.approved_by,
            "approved_on": row.approved_on,
            "issued_by": row.issued_by,
            "delivered_on": row.delivered_on,
            "finality": standing.finality_of(row, course),
            "enforceable": standing.enforceable_of(row, course, catalogue),
            "awards": await awards.of_decision(db, row.id),
        }
    )


def _short(row: DecisionRow) -> dict[str, object]:
    names = DecisionShort.model_fields
    return {name: row.on_day if name == "on" else getattr(row, name) for name in names}
