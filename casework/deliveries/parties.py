"""Who the parties of a decision are: noted, changed, taken back when noted by mistake (k.p.a. art. 28, 32-33, 110).

Every act locks the decision first and ends with what follows for it (decisions.service.settle).
"""

from datetime import date
from uuid import UUID

from casework.authority.seen import seen_persons
from casework.authority.sight import Sight
from casework.decisions import service as decisions
from casework.decisions.finality import remedy_term
from casework.decisions.moments import DayOutOfOrder
from casework.deliveries import recording, standing, store
from casework.deliveries.problems import PartyBound, PartyExists
from casework.deliveries.schemas import PartyChangeIn, PartyIn, PartyOut, PartyWithdrawalIn
from casework.deliveries.service import not_future, own_of, party_of
from casework.deliveries.states import DECISION
from casework.deliveries.tables import PartyRow
from casework.institutions import service as institutions
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def add(*, db: WriteSession, sight: Sight, decision: UUID, party: PartyIn, by: str, today: date) -> Answer:
    """A party of the decision; the one who is paid is noted first, if nobody was. Raises PartyExists, InstitutionUnknown.

    Once it is delivered to the parties it binds (art. 110): whoever was left out is noted as such and moves nothing by it.
    """
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "note_party")
    not_future(today, attorney_since=party.attorney_since)
    await seen_persons(db, sight, {"/person": party.person, "/attorney": party.attorney})
    others = await recording.parties_of(db, row)
    hers = set() if party.person is None else set(await one_person.entries(db, party.person))
    if any(one.person in hers for one in others):
        raise PartyExists
    left_out = row.delivered_on is not None
    told = party.model_dump()
    if party.institution is not None:
        chosen = await institutions.chosen(db, party.institution, today)
        if any(one.institution == chosen.id for one in others):
            raise PartyExists
        told |= {"organisation": chosen.name, "public_entity": party.public_entity or chosen.public_entity}
    made = PartyRow(gmina=db.gmina, id=new_id(), decision=row.id, noted_by=by, left_out=left_out, **told)
    db.add(made)
    await decisions.settle(db, row, today)
    return Answer(id=made.id, version=made.version, state="left_out" if left_out else "noted")


async def change(
    *, db: WriteSession, sight: Sight, decision: UUID, party: UUID, told: PartyChangeIn, version: int, today: date
) -> Answer:
    """An attorney, a consent or a request to supplement became known."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "note_party")
    found = await party_of(db, row, party)
    check_version(version, found.version)
    known = told.model_dump(exclude_unset=True)
    not_future(today, **{name: value for name, value in known.items() if isinstance(value, date)})
    if "attorney" in known:
        await seen_persons(db, sight, {"/attorney": known["attorney"]})
    for name, value in known.items():
        setattr(found, name, value)
    if (found.attorney is None) != (found.attorney_since is None):
        raise ValidationFailed(
            errors=[FieldError("/attorney_since", "attorney_since", "Pełnomocnika podaje się z dniem pełnomocnictwa.")]
        )
    asked, answered = found.supplement_asked_on, found.supplement_answered_on
    if answered is not None and (asked is None or answered < asked):
        raise DayOutOfOrder("Odpowiedź nie poprzedza żądania uzupełnienia.", "/supplement_answered_on")
    found.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=found.id, version=found.version, state="left_out" if found.left_out else "noted")


async def withdraw(
    *, db: WriteSession, decision: UUID, party: UUID, why: PartyWithdrawalIn, by: str, version: int, today: date
) -> Answer:
    """Somebody was noted by mistake, and nothing was sent to her or done by her; she stands in the file as such. Raises PartyBound."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "withdraw_party")
    found = await party_of(db, row, party)
    check_version(version, found.version)
    if found.person == row.recipient:
        raise PartyBound("Kto otrzymuje decyzję, jest jej stroną.")
    if await store.took_part(db, found.id):
        raise PartyBound("Stronie wysłano już pismo albo sama dokonała czynności.")
    found.withdrawn_on, found.withdrawn_by, found.withdrawn_reason = today, by, why.reason
    found.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=found.id, version=found.version, state="withdrawn")


async def listed(*, db: ReadSession | WriteSession, decision: UUID) -> list[PartyOut]:
    """The parties, with what follows from what each has done."""
    row = await decisions.shown(db, decision)
    course = await standing.known(db, [row.id])
    found = []
    for one in await store.parties(db, [row.id]) or [recording.first_party(row)]:
        own = own_of(course, row, one)
        term = remedy_term(own, course[row.id].remedy)
        found.append(
            PartyOut.model_validate(
                {
                    **one.model_dump(),
                    "supplement_answered_on": own.supplement_answered_on,
                    "delivered_on": own.delivered_on,
                    "appeal_until": None if term is None else term.last_day,
                    "waived_on": own.waived_on,
                    "appealed_on": own.appealed_on,
                }
            )
        )
    return found
