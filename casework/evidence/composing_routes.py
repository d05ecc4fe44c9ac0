"""POST /assessments/compose: established facts in the form of the service; /decisions/{decision}/evidence: what a decision rests on."""

from uuid import UUID

from fastapi import APIRouter
from sqlmodel import col, select

from casework.assessments.service import BenefitRecorded, NoLawForDate
from casework.benefits.catalogue import Catalogue
from casework.benefits.refusals import UnknownBenefitCode
from casework.decisions.service import DecisionNotFound
from casework.decisions.service import shown as decision_shown
from casework.evidence import problems, reading, store
from casework.evidence.composing import Case, compose, form_of
from casework.evidence.composing_schemas import (
    CompositionIn,
    CompositionOut,
    DecisionEvidenceOut,
    LackedOut,
    MissingOut,
    RestsOnOut,
    UsedOut,
)
from casework.evidence.desk import Desk
from casework.evidence.resting import without_source
from casework.evidence.seats import ReadersSeat
from casework.evidence.tables import BasisRow, DecisionEvidenceRow
from kit.db import Write
from kit.problems import problems as told
from kit.secrets import KeyRing


def composing_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of facts put together for assessments and decisions."""
    router = APIRouter()

    @router.post(
        "/assessments/compose",
        operation_id="assessment_compose",
        summary="The facts of a case from what is established, as known on a day, and what is missing (audited)",
        responses=told(problems.FactRefused, UnknownBenefitCode, BenefitRecorded, NoLawForDate),
    )
    async def compose_facts(body: CompositionIn, seat: ReadersSeat, db: Write) -> CompositionOut:
        desk = await seat.desk(db, keys, catalogue)
        case = await compose(db, keys, catalogue, desk.sight, body, desk.today)
        for person in case.established.persons:
            await desk.audit.note(db, "composed_facts", "person", person)
        return _described(catalogue, body, case)

    @router.get(
        "/decisions/{decision}/evidence",
        operation_id="decision_evidence",
        summary="What the facts of a decision rest on, in the versions known then (audited)",
        responses=told(DecisionNotFound),
    )
    async def show(decision: UUID, seat: ReadersSeat, db: Write) -> DecisionEvidenceOut:
        return await _rests_on(await seat.desk(db, keys, catalogue), decision)

    return router


def _described(catalogue: Catalogue, order: CompositionIn, case: Case) -> CompositionOut:
    return CompositionOut(
        benefit=order.benefit,
        on=order.on,
        known_on=case.known_on,
        person=case.person,
        household=case.household,
        application=case.application,
        complete=form_of(catalogue, order.benefit, case.composed) is not None,
        facts=case.composed.facts,
        persons=case.references,
        used=[UsedOut(pointer=one.pointer, rows=list(one.rows)) for one in case.composed.used],
        missing=[MissingOut.model_validate(one) for one in case.composed.missing],
    )


async def _rests_on(desk: Desk, decision: UUID) -> DecisionEvidenceOut:
    row = await decision_shown(desk.db, decision)
    basis = await desk.db.get(BasisRow, (desk.db.gmina, decision))
    found = await desk.db.exec(
        select(DecisionEvidenceRow)
        .where(DecisionEvidenceRow.gmina == desk.db.gmina, DecisionEvidenceRow.decision == decision)
        .order_by(col(DecisionEvidenceRow.pointer), col(DecisionEvidenceRow.fact_row))
    )
    behind = found.all()
    versions = await store.rows(desk.db, {one.fact_row for one in behind})
    facts = {one.row: one for one in await reading.described(desk, list(versions.values()))}
    await desk.note("read_evidence", [row.entitled, row.recipient], "decision", decision)
    pointers = dict.fromkeys((one.pointer, one.standing) for one in behind)
    return DecisionEvidenceOut(
        decision=decision,
        known_on=basis.known_on if basis else None,
        person=basis.person if basis else None,
        household=basis.household if basis else None,
        application=basis.application if basis else None,
        rests_on=[
            RestsOnOut(
                pointer=pointer,
                standing=standing,
                facts=[facts[one.fact_row] for one in behind if one.pointer == pointer],
            )
            for pointer, standing in pointers
        ],
        lacked=[
            LackedOut(pointer=pointer, code=code)
            for pointer, code in await without_source(desk.db, desk.keys, desk.catalogue, row)
        ],
    )
