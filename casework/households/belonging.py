"""Who belongs to a household: joining, leaving, and a day or a stay that was entered in error. What is established of it changes with it.

A stay that is established (a fact of membership) changes as a fact, from its evidence, and the register follows; one of the register
alone changes here. Either way the log is told every day that differs (events.md).
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from casework.authority.seen import seen_persons
from casework.evidence import changing, establishing
from casework.evidence import store as facts
from casework.evidence.desk import Desk
from casework.evidence.problems import refused
from casework.evidence.schemas import (
    EstablishIn,
    EvidenceIn,
    FactCorrectionIn,
    FactEndIn,
    FactWithdrawalIn,
    MembershipFactIn,
)
from casework.evidence.tables import FactRow
from casework.households import store
from casework.households.following import Stay, follow, on_day
from casework.households.problems import (
    HouseholdEmpty,
    HouseholdNotFound,
    MemberAlready,
    NotAMember,
)
from casework.households.schemas import JoiningIn, LeavingIn, MemberCorrectionIn, MemberStrikingIn
from casework.households.service import REGISTERED
from casework.households.tables import HouseholdRow, MemberRow
from casework.persons import one_person
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def join(desk: Desk, household: UUID, order: JoiningIn, version: int) -> Answer:
    """A person joins on a day. Raises HouseholdNotFound, MemberAlready, HouseholdFull, ValidationFailed, FactRefused."""
    row, members = await _open(desk, household, version)
    await seen_persons(desk.db, desk.sight, {"/person": order.person})
    order = order.model_copy(update={"person": await _entry(desk, members, order.person)})
    if any(one.person == order.person and (one.until is None or one.until >= order.on) for one in members):
        raise MemberAlready
    if order.evidence is not None and order.code is not None:
        fact = MembershipFactIn(
            kind="membership",
            code=order.code,
            person=order.person,
            household=household,
            valid_from=order.on,
            role=order.role,
            household_kind=order.kind,
        )
        await establishing.establish(desk, EstablishIn(evidence=order.evidence, facts=(fact,)))
    else:
        await follow(desk.db, row, order.person, [], [Stay(order.on, None, order.role)], order.kind, today=desk.today)
    return _answer(row)


async def leave(desk: Desk, household: UUID, order: LeavingIn, version: int) -> Answer:
    """A person belongs up to a day; the reference person stands for the household also when she has left.

    Raises HouseholdNotFound, NotAMember, HouseholdEmpty, FactRefused.
    """
    row, members = await _open(desk, household, version)
    order = order.model_copy(update={"person": await _entry(desk, members, order.person)})
    there = [one for one in members if one.person == order.person and one.until is None and one.since <= order.last_day]
    if not there:
        raise NotAMember
    after = order.last_day + timedelta(days=1)
    if not on_day([one for one in members if one not in there], after):
        raise HouseholdEmpty
    fact = await _fact(desk, household, there[0])
    if fact is not None:
        evidence = _needed(order.evidence)
        ending = FactEndIn(evidence=evidence, last_day=order.last_day, household_kind=order.kind)
        await changing.end(desk, fact.fact, ending, fact.version)
    else:
        was = _stay(there[0])
        await follow(
            desk.db, row, order.person, [was], [Stay(was.since, order.last_day, was.role)], order.kind, today=desk.today
        )
    return _answer(row)


async def correct(desk: Desk, household: UUID, order: MemberCorrectionIn, version: int) -> Answer:
    """A stay was entered with a wrong day or role. Raises HouseholdNotFound, NotAMember, HouseholdFull, FactRefused, ValidationFailed."""
    row, members = await _open(desk, household, version)
    order = order.model_copy(update={"person": await _entry(desk, members, order.person)})
    member = _of(members, order.person, order.since)
    was = _stay(member)
    said = order.model_fields_set
    if not {"joined_on", "last_day", "role"} & said:
        raise refused("/joined_on", "nothing_to_correct", "Nie podano niczego do poprawienia.")
    now = Stay(
        order.joined_on or was.since, order.last_day if "last_day" in said else was.until, order.role or was.role
    )
    if now.until is not None and now.until < now.since:
        raise refused("/last_day", "period_backwards", "Koniec okresu jest przed jego początkiem.")
    others = [_stay(one) for one in members if one.person == order.person and one is not member]
    if any(now.meets(one) for one in others):
        raise MemberAlready
    fact = await _fact(desk, household, member)
    if fact is None:
        await follow(desk.db, row, order.person, [was], [now], order.kind, today=desk.today)
        return _answer(row)
    if order.role is not None and order.role != was.role:
        raise refused("/role", "role_established", "Rolę osoby, której przynależność ustalono, określa jej ustalenie.")
    corrected = FactCorrectionIn(
        evidence=_needed(order.evidence), valid_from=now.since, valid_to=now.until, household_kind=order.kind
    )
    await changing.correct(desk, fact.fact, corrected, fact.version)
    return _answer(row)


async def strike(desk: Desk, household: UUID, order: MemberStrikingIn, version: int) -> Answer:
    """A stay that never was. Raises HouseholdNotFound, NotAMember, HouseholdEmpty, TransitionNotAllowed."""
    row, members = await _open(desk, household, version)
    order = order.model_copy(update={"person": await _entry(desk, members, order.person)})
    member = _of(members, order.person, order.since)
    if len(members) == 1:
        raise HouseholdEmpty
    fact = await _fact(desk, household, member)
    if fact is not None:
        withdrawal = FactWithdrawalIn(reason=order.reason, household_kind=order.kind)
        await changing.withdraw(desk, fact.fact, withdrawal, fact.version)
    else:
        await follow(desk.db, row, order.person, [_stay(member)], [], order.kind, today=desk.today)
        await desk.audit.note(desk.db, "struck_member", "household", row.id)
    return _answer(row)


async def _open(desk: Desk, household: UUID, version: int) -> tuple[HouseholdRow, list[MemberRow]]:
    row = await store.lock(desk.db, household)
    if row is None:
        raise HouseholdNotFound
    check_version(version, row.version)
    return row, list(await store.members(desk.db, row.id))


async def _entry(desk: Desk, members: Sequence[MemberRow], person: UUID) -> UUID:
    """The entry under which she belongs here, where she was entered twice."""
    hers = await one_person.entries(desk.db, person)
    return next((one.person for one in members if one.person in hers and one.person != person), person)


async def _fact(desk: Desk, household: UUID, member: MemberRow) -> FactRow | None:
    """The established membership that the register's stay follows; a stay of the register alone has none."""
    rows = await facts.standing(desk.db, desk.today, facts.about(households=[household], kind="membership"))
    found = [one for one in rows if one.person == member.person and _stay(member).meets(_days(one, member.role))]
    if len(found) > 1:
        raise ValidationFailed(
            "Ten pobyt wynika z kilku ustaleń; proszę poprawić właściwe z nich.",
            errors=[FieldError("/since", "several_facts", "Ten pobyt wynika z kilku ustaleń.")],
        )
    if not found:
        return None
    listed = desk.law.find("membership", found[0].code)
    return None if listed is not None and listed.role == "none" else found[0]


def _of(members: list[MemberRow], person: UUID, since: object) -> MemberRow:
    found = next((one for one in members if one.person == person and one.since == since), None)
    if found is None:
        raise NotAMember
    return found


def _needed(evidence: EvidenceIn | None) -> EvidenceIn:
    if evidence is None:
        raise refused("/evidence", "required", "Przynależność ustalono; jej zmiana wymaga dowodu.")
    return evidence


def _days(fact: FactRow, role: str) -> Stay:
    return Stay(fact.valid_from, fact.valid_to, role)


def _stay(row: MemberRow) -> Stay:
    return Stay(row.since, row.until, row.role)


def _answer(row: HouseholdRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=REGISTERED)
