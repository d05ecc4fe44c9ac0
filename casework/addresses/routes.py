"""/persons/{person}/addresses: recorded from a day, never in an address of the API; whoever reads them stands in the audit log."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from casework.addresses import service
from casework.addresses.schemas import AddressIn, AddressOut
from casework.office.schemas import Day
from casework.persons.service import PersonNotFound
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer
from kit.problems import problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]


def addresses_router(keys: KeyRing) -> APIRouter:
    """Routes of addresses; `keys` opens and seals them."""
    router = APIRouter(prefix="/persons/{person}/addresses", tags=["persons"])

    @router.post(
        "",
        status_code=201,
        operation_id="person_address_record",
        summary="Record an address from a day; the earlier one stays for the days before",
        responses=problems(PersonNotFound, *CREATION_REFUSED),
    )
    async def record(person: UUID, body: AddressIn, _: Clerk, creation: Creating, audit: Audit, today: Today) -> Answer:
        return await creation.run(
            f"persons/{person}/addresses",
            lambda: service.record(db=creation.db, keys=keys, audit=audit, person=person, order=body, today=today),
        )

    @router.get(
        "",
        operation_id="person_address_list",
        summary="Addresses of a person, the latest first (audited)",
        responses=problems(PersonNotFound),
    )
    async def listed(
        person: UUID,
        _: Reader,
        db: Write,
        audit: Audit,
        today: Today,
        on: Annotated[Day | None, Query(description="the day that `in_force` is told for; today unless stated")] = None,
    ) -> list[AddressOut]:
        return await service.listed(db=db, keys=keys, audit=audit, person=person, on=on or today)

    return router
