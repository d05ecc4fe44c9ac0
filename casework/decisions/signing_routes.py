"""/decisions/approve: the signature folder signed at once, all the drafts that are named or none."""

from typing import Annotated

from fastapi import APIRouter

from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.decisions import signing
from casework.decisions.schemas import SignaturesIn
from casework.today import Today
from kit.auth import Principal, requires
from kit.db import Write
from kit.idempotency import Answer, Idempotent, KeyReused
from kit.problems import problems
from kit.rows import RowsRefused
from kit.secrets import KeyRing

Head = Annotated[Principal, requires("head")]


def signing_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """The route of the folder; `keys` opens the facts where the centre signs nothing that is not established."""
    router = APIRouter(prefix="/decisions", tags=["decisions"])

    @router.post(
        "/approve",
        operation_id="decision_approve_many",
        summary="Approve many drafts today, all of them or none; every one that cannot be signed is named with its reason",
        responses=problems(RowsRefused, KeyReused),
    )
    async def approve_many(body: SignaturesIn, who: Head, once: Idempotent, db: Write, today: Today) -> Answer:
        sight = await sight_of(db, who, today)
        return await once.run(
            db,
            lambda: signing.approve_many(
                db=db, keys=keys, catalogue=catalogue, sight=sight, wanted=body.decisions, by=who.subject, today=today
            ),
        )

    return router
