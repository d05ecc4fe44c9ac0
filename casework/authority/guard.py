"""The door of every address that names a person, a household, a decision or a letter: what the caller does not see is not there (404).

Whoever is excluded from the matter writes nothing of it (403, taking_part.py). One dependency of the routers that casework/routers.py
puts under it; no route checks by itself. A right is read by its id by those who pay (sight.py), so its routes put only what changes it
under this door. A slice with an address of its own adds its path parameter to `_THINGS`, and to `OF_MATTER` where it is of a matter.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import and_, column, not_, or_, table, true
from sqlmodel import col, select

from casework.appeals.problems import AppealNotFound, ExtraordinaryNotFound
from casework.appeals.tables import AppealRow, ExtraordinaryRow
from casework.applications.problems import ApplicationNotFound, AttachmentNotFound
from casework.applications.tables import ApplicationRow, AttachmentRow, MatterRow
from casework.authority.access import readable
from casework.authority.matrix import OPERATIONS
from casework.authority.problems import ExclusionNotFound, RestrictionNotFound
from casework.authority.reading import seen_exclusions
from casework.authority.rules import is_unit_bound, sees_restricted
from casework.authority.sight import Sight, sight_of
from casework.authority.tables import ExclusionRow, RestrictionRow
from casework.authority.taking_part import OF_MATTER, takes_no_part
from casework.authority.veil import pays
from casework.awards.problems import AwardNotFound
from casework.awards.tables import AwardRow
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.evidence.problems import EvidenceNotFound, FactNotFound
from casework.evidence.tables import EvidenceRow, FactRow
from casework.households.problems import HouseholdNotFound
from casework.households.tables import HouseholdRow
from casework.letters.problems import LetterNotFound
from casework.letters.tables import LetterRow
from casework.lookups.problems import LookupNotFound
from casework.lookups.tables import LookupRow
from casework.overpayments.problems import OverpaymentNotFound
from casework.own import NOTHING, Own, Thing
from casework.payments.deductions.claims import ClaimNotFound
from casework.payments.notices.routes import NoticeNotFound
from casework.persons.service import PersonNotFound
from casework.persons.tables import PersonRow
from casework.records.problems import CaseNotFound
from casework.requests.problems import RequestNotFound
from casework.requests.store import unseen as unseen_requests
from casework.requests.tables import RequestRow
from casework.signs.tables import CaseSignRow
from casework.today import Today
from kit.auth import CurrentPrincipal, Gmina, Principal
from kit.db import ReadSession
from kit.problems import NotFound

Unseen = Callable[[Sight], Any]
"""The condition under which a row is not seen."""


def _its_application_is_seen(sight: Sight) -> Any:
    seen = select(ApplicationRow.id).where(
        col(ApplicationRow.gmina) == col(AttachmentRow.gmina),
        col(ApplicationRow.id) == col(AttachmentRow.application),
        sight.applications(),
    )
    return seen.exists()


def _case_is_unseen(sight: Sight) -> Any:
    # Hidden with its party, or where every application in it is hidden or of another unit.
    its = and_(
        col(MatterRow.gmina) == col(CaseSignRow.gmina),
        col(MatterRow.sign) == col(CaseSignRow.id),
        col(ApplicationRow.gmina) == col(MatterRow.gmina),
        col(ApplicationRow.id) == col(MatterRow.application),
    )
    some, seen = select(ApplicationRow.id).where(its), select(ApplicationRow.id).where(its, sight.applications())
    return or_(not_(sight.persons(CaseSignRow.party)), and_(some.exists(), not_(seen.exists())))


def _tells_of_somebody_hidden(sight: Sight) -> Any:
    unseen = select(FactRow.id).where(
        col(FactRow.gmina) == col(EvidenceRow.gmina), col(FactRow.evidence) == col(EvidenceRow.id), _fact_unseen(sight)
    )
    return unseen.exists()


def _fact_unseen(sight: Sight) -> Any:
    return not_(and_(sight.persons(FactRow.person), sight.households(FactRow.household)))


def _registered(name: str, *columns: str) -> Any:
    """The columns of a register that has no class of rows."""
    return table(name, *(column(one) for one in ("gmina", "id", *columns))).c


_OWED = _registered("overpayment", "person", "unit")
_CLAIMED = _registered("bailiff_claim", "person")
_NOTICED = _registered("payment_notice", "award")


def _owed_by_somebody_unseen(sight: Sight) -> Any:
    of_unit = true() if sight.units is None else _OWED.unit.in_(sorted(sight.units))
    return not_(and_(of_unit, sight.persons(_OWED.person)))


def _award_is_unseen(sight: Sight) -> Any:
    seen = select(AwardRow.id).where(
        col(AwardRow.gmina) == _NOTICED.gmina, col(AwardRow.id) == _NOTICED.award, sight.awards()
    )
    return not_(seen.exists())


_THINGS: dict[str, tuple[Any, Unseen, type[NotFound]]] = {
    "person": (PersonRow, lambda sight: not_(sight.persons(PersonRow.id)), PersonNotFound),
    "household": (HouseholdRow, lambda sight: not_(sight.households(HouseholdRow.id)), HouseholdNotFound),
    "decision": (DecisionRow, lambda sight: not_(sight.decisions()), DecisionNotFound),
    "application": (ApplicationRow, lambda sight: not_(sight.applications()), ApplicationNotFound),
    "attachment": (AttachmentRow, lambda sight: not_(_its_application_is_seen(sight)), AttachmentNotFound),
    "appeal": (AppealRow, lambda sight: not_(sight.of_decision(AppealRow.decision)), AppealNotFound),
    "proceeding": (
        ExtraordinaryRow,
        lambda sight: not_(sight.of_decision(ExtraordinaryRow.decision)),
        ExtraordinaryNotFound,
    ),
    "letter": (
        LetterRow,
        lambda sight: not_(and_(sight.persons(LetterRow.person), sight.of_decision(LetterRow.decision))),
        LetterNotFound,
    ),
    "award": (AwardRow, lambda sight: not_(sight.awards()), AwardNotFound),
    "case": (CaseSignRow, _case_is_unseen, CaseNotFound),
    "fact": (FactRow, _fact_unseen, FactNotFound),
    "evidence": (EvidenceRow, _tells_of_somebody_hidden, EvidenceNotFound),
    "lookup": (LookupRow, lambda sight: not_(sight.persons(LookupRow.person)), LookupNotFound),
    "request": (RequestRow, unseen_requests, RequestNotFound),
    "exclusion": (ExclusionRow, lambda sight: not_(and_(*seen_exclusions(sight))), ExclusionNotFound),
    "overpayment": (_OWED, _owed_by_somebody_unseen, OverpaymentNotFound),
    "claim": (_CLAIMED, lambda sight: not_(sight.persons(_CLAIMED.person)), ClaimNotFound),
    "notice": (_NOTICED, _award_is_unseen, NoticeNotFound),
    "restriction": (RestrictionRow, lambda sight: not_(and_(true(), *readable(sight))), RestrictionNotFound),
}
GUARDED = frozenset(_THINGS)
"""Path parameters that stand for something which may be hidden."""
_OF_MONEY = frozenset({"overpayment", "claim", "notice"})
"""Not hidden from who pays, as on the lists (veil.py)."""
_READING = frozenset({"GET", "HEAD"})


def case_access(own: Own = NOTHING) -> Callable[..., Awaitable[None]]:
    """The door as a dependency; own: what the service's own slices put behind it."""
    things, of_matter = {**_THINGS, **own.things}, {**OF_MATTER, **own.of_matter}

    async def door(request: Request, who: CurrentPrincipal, gmina: Gmina, today: Today) -> None:
        # Raises the NotFound of the thing in the address when the caller does not see it, and of a write OfficialExcluded.
        asked = [name for name in request.path_params if name in things and not (name in _OF_MONEY and pays(who))]
        if sees_restricted(who.roles) and not is_unit_bound(who.roles):
            asked = []
        writes = request.method not in _READING and not of_matter.keys().isdisjoint(request.path_params)
        if not (asked or writes) or not _may_call(request, who.roles):
            return
        async with request.app.state.database.read(gmina) as db:
            if asked:
                await _seen(db, request, who, {name: things[name] for name in asked}, today)
            if writes:
                await takes_no_part(db, who.subject, request.path_params, _operation(request), today, of_matter)

    return door


async def _seen(db: ReadSession, request: Request, who: Principal, asked: Mapping[str, Thing], today: date) -> None:
    gmina, sight = db.gmina, await sight_of(db, who, today)
    for name, (row, unseen, missing) in asked.items():
        thing = _uuid(str(request.path_params[name]))
        query: Any = select(row.id).where(col(row.gmina) == gmina, col(row.id) == thing, unseen(sight))
        if thing is not None and (await db.exec(query)).first() is not None:
            raise missing


def _may_call(request: Request, roles: frozenset[str]) -> bool:
    # Who may not call the operation at all is told so by the route, in the same words for what is hidden and what is not.
    allowed = OPERATIONS.get(_operation(request) or "")
    return allowed is None or not allowed or not allowed.isdisjoint(roles)


def _operation(request: Request) -> str | None:
    return getattr(request.scope.get("route"), "operation_id", None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
