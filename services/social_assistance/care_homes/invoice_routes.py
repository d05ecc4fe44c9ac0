"""The route by which a home's invoice or note is divided by the months of its residents (u.p.s. art. 61 ust. 2 pkt 3, ust. 3)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from casework.applications.desk import Hand
from casework.authority.problems import OfficialExcluded
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.today import Today
from casework.transitions import TransitionNotAllowed
from casework.writes import CHANGE_REFUSED, Changing
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems
from services.social_assistance.care_homes import invoices
from services.social_assistance.care_homes.problems import HomeInvoiceDiffers, HomeMonthNotDrawn, NotAHomeInvoice
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import AllocationDiffers, InvoiceNotFound

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]


def home_invoices_router(catalogue: Catalogue) -> APIRouter:
    """The route of a home's documents."""
    router = APIRouter(prefix="/invoices", tags=["care-homes"])

    @router.post(
        "/{invoice}/allocate-by-stays",
        operation_id="invoice_allocate_by_stays",
        summary="Divide a home's document by the months as they were drawn up: the gmina's part, and what it pays in others' places",
        responses=problems(
            InvoiceNotFound, AllocationDiffers, OfficialExcluded, TransitionNotAllowed, ValidationFailed, NotAHomeInvoice,
            HomeMonthNotDrawn, HomeInvoiceDiffers, *CHANGE_REFUSED,
        ),
    )  # fmt: skip
    async def divide(invoice: UUID, who: Clerk, audit: Audit, today: Today, sight: Seeing, change: Changing) -> Answer:
        desk = Desk(Hand(change.db, audit, who.subject, today), sight, catalogue)
        return await change.run(lambda: invoices.divide(desk, invoice, change.version))

    return router
