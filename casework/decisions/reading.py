"""Decisions as the API shows them: short in lists, whole one by one (audited, because the grounds are about a person)."""

from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.awards import store as awards
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store, store
from casework.decisions.act_schemas import ActOut, ConsentOut, DueOut
from casework.decisions.acts_store import ActRow
from casework.decisions.folder import remarks_of
from casework.decisions.kinds import allowed_on
from casework.decisions.listing import called, short
from casework.decisions.older import state_on
from casework.decisions.schemas import DecisionOut, DecisionRefusalOut, GrantOut
from casework.decisions.service import DecisionNotFound
from casework.deliveries import standing
from casework.deliveries.states import DECISION, DECISION_OF_SKO
from casework.evidence.resting import without_source
from kit.audit import Auditor
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing


async def show(
    *, db: WriteSession, keys: KeyRing, catalogue: Catalogue, audit: Auditor, decision: UUID, today: date
) -> DecisionOut:
    """The decision with everything but the facts, which are the applicant's."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    await audit.note(db, "read", "decision", row.id)
    course = (await standing.known(db, [row.id]))[row.id]
    act = await acts_store.load(db, row.id)
    return DecisionOut.model_validate(
        {
            **short(row, (await called(db, [row.id]))[row.id]),
            "author": row.author,
            "household": row.household,
            "single": row.single,
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
            "persons": row.persons,
            "receipt": row.receipt,
            "applications": [one.application for one in await applications.answered_by(db, row.id)],
            "without_source": [pointer for pointer, _ in await without_source(db, keys, catalogue, row)],
            "remarks": await remarks_of(db, keys, row.id),
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
                for name in (
                    "refers_to",
                    "root",
                    "award",
                    "earlier",
                    "mode",
                    "ground",
                    "article",
                    "application",
                    "reopening",
                )
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
