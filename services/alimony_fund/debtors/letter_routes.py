"""POST /debtors/{debtor}/letters: letters about a debtor; they are read, listed and sent as all letters (/letters)."""

from uuid import UUID

from fastapi import APIRouter

from casework.authority.problems import NoAuthority, OfficialExcluded, SignatureUnknown
from casework.authority.veil import Seeing
from casework.benefits.catalogue import Catalogue
from casework.letters.problems import AddressUnknown, LetterExists, LetterTooLong, NothingNoted, TemplateRefused
from casework.letters.sheets import Desk
from casework.office.service import OfficeUnknown
from casework.overpayments.problems import NoInterestRate
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.idempotency import Answer
from kit.problems import ValidationFailed, problems
from kit.secrets import KeyRing
from services.alimony_fund.debtors import letters
from services.alimony_fund.debtors.hands import Clerk
from services.alimony_fund.debtors.letter_schemas import DebtorLetterIn
from services.alimony_fund.debtors.problems import DebtorNotFound, ListingNotDue, NotThisRole, StepUnfit


def letter_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """The route of letters about debtors; `keys` opens the debtor's number and seals what was made."""
    router = APIRouter(prefix="/debtors", tags=["debtors"])

    @router.post(
        "/{debtor}/letters",
        status_code=201,
        operation_id="debtor_letter_make",
        summary="Make a letter about a debtor: call, order, decision, request, motion, information, statement of payouts ...",
        responses=problems(
            DebtorNotFound, NotThisRole, StepUnfit, ListingNotDue, NothingNoted, LetterExists, NoInterestRate, NoAuthority, OfficeUnknown,
            SignatureUnknown, AddressUnknown, LetterTooLong, TemplateRefused, OfficialExcluded, ValidationFailed, *CREATION_REFUSED,
        ),
    )  # fmt: skip
    async def make(
        debtor: UUID,
        body: DebtorLetterIn,
        who: Clerk,
        sight: Seeing,
        creation: Creating,
        audit: Audit,
        today: Today,
    ) -> Answer:
        desk = Desk(creation.db, keys, audit, who.subject, today)
        made = letters.letter(desk, catalogue, sight, debtor, body)
        return await creation.run("letters", made.prepare, made.make)

    return router
