"""The one rule of who may prepare and who may decide: own unit, not excluded, with an authorisation that is valid that day.

casework/decisions asks `may_prepare` and `may_decide`; other slices that issue acts ask `authority` and `not_excluded`.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from casework.authority import store
from casework.authority.problems import NoAuthority, OfficialExcluded, OtherUnit
from casework.authority.rules import Excluded, Ground, Mandate, Matter, authorises, is_excluded, strongest
from casework.authority.sight import hidden_households, hidden_persons, sight_of
from casework.authority.tables import AuthorisationRow, ExclusionRow
from casework.benefits.types import Benefit
from casework.decisions.schemas import DecisionIn
from casework.decisions.tables import DecisionRow
from casework.persons import one_person
from kit.auth import Principal
from kit.db import ReadSession, WriteSession
from kit.problems import FieldError, ValidationFailed

Step = Literal["approve", "issue"]

_LACKING: Mapping[Step, str] = {
    "issue": "Upoważnienie osoby, która zatwierdziła decyzję, nie obowiązuje w dniu jej wydania.",
    "approve": "W tym dniu nie obowiązuje upoważnienie tej osoby do wydawania decyzji tego rodzaju w sprawach tego świadczenia.",
}
_ENDED = (
    "Upoważnienie tej osoby nie obowiązuje w dniu odnotowania czynności; wcześniejszy dzień można podać tylko, "
    "gdy obowiązuje ono w obu dniach."
)
_NOT_SETTLED = "W tym dniu nie obowiązuje upoważnienie tej osoby do załatwiania takich spraw."


async def may_prepare(db: WriteSession, who: Principal, order: DecisionIn, today: date) -> None:
    """Raises OtherUnit, OfficialExcluded, and ValidationFailed for a person or household that she does not see."""
    sight = await sight_of(db, who, today)
    if not sight.works_on(order.unit):
        raise OtherUnit
    named = {
        "/entitled": order.entitled,
        "/recipient": order.recipient,
        **{f"/persons/{name.replace('~', '~0').replace('/', '~1')}": one for name, one in order.persons.items()},
    }
    unseen = await hidden_persons(db, sight, set(named.values()))
    errors = [
        FieldError(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.")
        for pointer, person in named.items()
        if person in unseen
    ]
    if order.household is not None and await hidden_households(db, sight, [order.household]):
        errors.append(FieldError("/household", "household_unknown", "Tej rodziny nie ma w rejestrze."))
    if errors:
        # The same words as for somebody who is not there: that she is there is what is hidden.
        raise ValidationFailed("Wskazanej osoby lub rodziny nie ma w rejestrze.", errors=errors)
    await not_excluded(db, who.subject, Matter(frozenset(named.values()), order.household), today)


async def may_have_prepared(db: WriteSession, by: str, decision: UUID, older: UUID | None, on: date) -> None:
    """The same of a draft that is stored, when all are known whose matter it and the older act are. Raises OfficialExcluded."""
    for one in filter(None, (decision, older)):
        await not_excluded(db, by, await matter_of(db, one), on)


async def may_decide(
    db: WriteSession, *, decision: DecisionRow, benefit: Benefit, by: str, on: date, today: date, step: Step
) -> None:
    """Checks and keeps under which authorisation the step is done. Raises NoAuthority, OfficialExcluded.

    by: who approves; at the issue, who has approved: the decision is theirs, whoever sends it. on: the day of the step. today: the day on
    which it is noted: an earlier day does not go round an authorisation revoked or an exclusion entered meanwhile, and whoever approves
    has her authorisation on both days. A deputy's last decisions may be noted as sent when she no longer stands in.
    """
    matter = await matter_of(db, decision.id)
    for day in sorted({on, today}):
        await not_excluded(db, by, matter, day)
    if step == "approve" and on != today:
        held = await authority(db, by=by, act=benefit.act, benefit=benefit.code, kind=decision.kind, on=today)
        if held is None:
            raise NoAuthority(_ENDED)
    held = await authority(db, by=by, act=benefit.act, benefit=benefit.code, kind=decision.kind, on=on, noted=today)
    if held is None:
        raise NoAuthority(_LACKING[step])
    await store.keep(db, {decision.id: held.id}, official=by, step=step, on=on)


async def may_settle(db: WriteSession, *, decision: DecisionRow, benefit: Benefit, by: str, on: date) -> None:
    """Whether the person may settle, in the organ's name, what becomes of a decision: self-review, reopening, a result of SKO carried
    out. Raises NoAuthority, OfficialExcluded.
    """
    await not_excluded(db, by, await matter_of(db, decision.id), on)
    if await authority(db, by=by, act=benefit.act, benefit=benefit.code, kind=decision.kind, on=on) is None:
        raise NoAuthority(_NOT_SETTLED)


async def may_sign_some(
    db: WriteSession, *, kinds: Collection[str], benefit: Benefit, by: str, on: date, step: Step
) -> None:
    """Whether the person may decide any of these kinds of matters on the benefit that day. Raises NoAuthority."""
    for kind in sorted(kinds):
        if await authority(db, by=by, act=benefit.act, benefit=benefit.code, kind=kind, on=on) is not None:
            return
    if kinds:
        raise NoAuthority(_LACKING[step])


async def unsignable(
    db: WriteSession, *, decisions: Sequence[UUID], benefit: Benefit, by: str, on: date, step: Step
) -> dict[UUID, NoAuthority | OfficialExcluded]:
    """The same as may_decide for many decisions on one benefit, in as many statements as for one; returns those that the person may not
    sign, each with the reason. The others stand under her authorisation.
    """
    excluded = [row for row in await store.every_exclusion(db, by) if is_excluded([_excluded(row)], by, on)]
    people = {row.matter: row for row in excluded if row.matter_kind == "person"}
    stands = await one_person.stand_ins(db, await one_person.all_entries(db, people))
    whose = {stands[one]: row for one, row in people.items()}
    matters = {(row.matter_kind, row.matter): row for row in excluded} | {
        ("person", entry): whose[one] for entry, one in stands.items()
    }
    found: dict[UUID, NoAuthority | OfficialExcluded] = {}
    for decision, matter in (await store.matters(db, decisions) if matters else {}).items():
        for kind, ids in matter.ids().items():
            for row in (matters[kind, one] for one in ids if (kind, one) in matters):
                found.setdefault(decision, OfficialExcluded(_ground(row)))
    kinds = await store.kinds(db, [one for one in decisions if one not in found])
    held = {
        kind: await authority(db, by=by, act=benefit.act, benefit=benefit.code, kind=kind, on=on)
        for kind in sorted(set(kinds.values()))
    }
    under: dict[UUID, UUID] = {}
    for decision, kind in kinds.items():
        mandate = held[kind]
        if mandate is None:
            found[decision] = NoAuthority(_LACKING[step])
        else:
            under[decision] = mandate.id
    await store.keep(db, under, official=by, step=step, on=on)
    return found


async def authority(
    db: WriteSession, *, by: str, act: str, benefit: str, kind: str, on: date, noted: date | None = None
) -> AuthorisationRow | None:
    """The authorisation under which the person may decide such a matter that day; None: there is none.

    noted: the day on which it is asked, where it is a later one: what was revoked by then no longer counts.
    """
    standing_in_for = await store.stood_in_for(db, by, on)
    held = [
        row
        for row in await store.authorisations(db, by)
        if authorises(
            mandate_of(row), by=by, act=act, benefit=benefit, kind=kind, on=on, standing_in_for=standing_in_for
        )
        and (noted is None or row.revoked_on is None or noted < row.revoked_on)
    ]
    return held[strongest([mandate_of(row) for row in held])] if held else None


async def not_excluded(db: ReadSession | WriteSession, official: str, matter: Matter, on: date) -> None:
    """Raises OfficialExcluded when the official, or the organ, is excluded from the matter that day (art. 24, 25)."""
    for row in await store.exclusions(db, official, matter):
        if is_excluded([_excluded(row)], official, on):
            raise OfficialExcluded(_ground(row))


async def matter_of(db: ReadSession | WriteSession, decision: UUID) -> Matter:
    """The matter of a decision that is stored: everybody whose matter it is, the household, the decision and what it answers."""
    return (await store.matters(db, [decision]))[decision]


def mandate_of(row: AuthorisationRow) -> Mandate:
    """The entry as the rules read it."""
    return Mandate(
        subject=row.subject,
        organ="wojt" if row.organ == "wojt" else "kierownik",
        title="office" if row.title == "office" else "authorised",
        acts=row.acts,
        benefits=row.benefits,
        kinds=row.kinds,
        deputises=row.deputises,
        since=row.since,
        until=row.until,
        revoked_on=row.revoked_on,
    )


def _excluded(row: ExclusionRow) -> Excluded:
    return Excluded(row.official, row.since, row.lifted_on)


def _ground(row: ExclusionRow) -> Ground:
    ground: Ground = row.ground  # type: ignore[assignment]
    return ground
