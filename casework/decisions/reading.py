"""Decisions as the API shows them: short in lists, whole one by one (audited, because the grounds are about a person)."""

from datetime import date
from uuid import UUID

from casework.authority.sight import Sight
from casework.awards import store as awards
from casework.decisions import acts_store, store
from casework.decisions.act_schemas import ActOut, ConsentOut, DueOut
from casework.decisions.acts_store import ActRow
from casework.decisions.kinds import allowed_on
from casework.decisions.older import state_on
from casework.decisions.schemas import DecisionOut, DecisionRefusalOut, DecisionShort, GrantOut
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.deliveries import standing
from casework.deliveries.states import DECISION, DECISION_OF_SKO
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text


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


async def show(*, db: WriteSession, audit: Auditor, decision: UUID, today: date) -> DecisionOut:
    """The decision with everything but the facts, which are the applicant's."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    await audit.note(db, "read", "decision", row.id)
    course = (await standing.known(db, [row.id]))[row.id]
    act = await acts_store.load(db, row.id)
    return DecisionOut.model_validate(
        {
            **_short(row),
            "author": row.author,
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
            "enforceable": standing.enforceable_of(row, course),
            "awards": await awards.of_decision(db, row.id),
            "allowed": list((DECISION_OF_SKO if row.author == "sko" else DECISION).allowed(row.state)),
            "allowed_acts": list(allowed_on(row.kind, state_on(row, today))),
            "act": None if act is None else _act(act),
            "later_acts": list(await acts_store.of_older(db, row.id)),
        }
    )


def _act(row: ActRow) -> ActOut:
    starts = None
    if row.effective_from is not None:
        by_day = row.effective_unit == "day"
        starts = row.effective_from.isoformat() if by_day else month_text(month_of(row.effective_from))
    return ActOut.model_validate(
        {
            **{
                name: getattr(row, name)
                for name in ("refers_to", "root", "award", "earlier", "mode", "ground", "article")
            },
            "effective_from": starts,
            "consents": [ConsentOut.model_validate(one) for one in row.consents],
            "amount": None if row.amount is None else zloty(row.amount),
            "due": [
                DueOut.model_validate({**one, "amount": None if one["amount"] is None else zloty(one["amount"])})
                for one in row.due or []
            ],
            "words": row.words,
        }
    )


def _short(row: DecisionRow) -> dict[str, object]:
    names = DecisionShort.model_fields
    return {name: row.on_day if name == "on" else getattr(row, name) for name in names}
