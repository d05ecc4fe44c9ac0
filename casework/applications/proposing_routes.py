"""/applications/{application}/proposed-facts: what an electronic form declares, and its establishing in one act."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from casework.applications import problems, proposals_taking, proposing
from casework.applications.desk import desk_of
from casework.applications.proposing_schemas import ProposedFactsIn, ProposedFactsOut
from casework.authority.problems import OfficialExcluded
from casework.benefits.catalogue import Catalogue
from casework.evidence import problems as evidence
from casework.evidence.seats import ClerksSeat
from casework.households.problems import HouseholdExists, HouseholdFull
from casework.payments.ways.service import WrongAccount
from casework.persons.service import PersonExists
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import etag
from kit.idempotency import Answer
from kit.problems import ValidationFailed
from kit.problems import problems as told
from kit.secrets import KeyRing

Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]


def proposing_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of what electronic forms propose; `keys` opens the form."""
    router = APIRouter(prefix="/applications/{application}/proposed-facts")

    @router.get(
        "",
        operation_id="application_proposed_facts",
        summary="What the electronic form declares, as it would be established (audited)",
        responses=told(problems.ApplicationNotFound, problems.NoElectronicForm),
    )
    async def show(
        application: UUID, who: Reader, db: Write, audit: Audit, today: Today, response: Response
    ) -> ProposedFactsOut:
        desk = await desk_of(db, audit, who, today, keys, catalogue)
        found = await proposing.show(desk, application)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/establish",
        operation_id="application_establish_proposed",
        summary="Establish what the form declares, in one act; the form is its source",
        responses=told(
            problems.ApplicationNotFound,
            problems.NoElectronicForm,
            problems.ProposalTaken,
            OfficialExcluded,
            evidence.FactRefused,
            evidence.MonthsCovered,
            evidence.MonthsOutside,
            HouseholdExists,
            HouseholdFull,
            PersonExists,
            WrongAccount,
            TransitionNotAllowed,
            ValidationFailed,
            *CHANGE_REFUSED,
        ),
    )
    async def establish(
        application: UUID, body: ProposedFactsIn, seat: ClerksSeat, change: Changing, audit: Audit
    ) -> Answer:
        desk = await desk_of(change.db, audit, seat.who, seat.today, keys, catalogue)
        facts = await seat.desk(change.db, keys, catalogue)
        return await change.run(
            lambda: proposals_taking.establish(desk, facts, audit, application, body, change.version)
        )

    return router
