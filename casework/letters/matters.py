"""What a letter is about, from the registers: the party and her address, the sign, the matter in words, the day it began.

Whatever the maker of the letter does not see is not there, in the same words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.appeals.tables import AppealRow
from casework.applications import store as applications
from casework.applications.tables import ApplicationRow, MatterRow
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit
from casework.decisions import acts_store
from casework.decisions import store as decisions
from casework.decisions.kinds import kinds
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from casework.letters import references, sheets
from casework.letters.contents import Party
from casework.letters.decided import Older
from casework.letters.further_schemas import Reference
from casework.letters.sheets import Desk
from casework.overpayments import store as overpayments
from casework.persons import one_person
from casework.signs import store as signs
from kit.db import WriteSession
from kit.problems import FieldError, ValidationFailed

_UNKNOWN: dict[Reference, str] = {
    "application": "Nie ma takiego podania.",
    "decision": "Nie ma takiej decyzji.",
    "case": "Nie ma takiej sprawy.",
    "appeal": "Nie ma takiego odwołania.",
    "overpayment": "Nie ma takiej należności.",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as letters tell it. began_on: the day of the application, else of the case. row: what the register holds of it."""

    reference: Reference
    row: Any
    person: UUID | None
    party: Party
    znak: str
    text: str
    began_on: date | None
    decision: UUID | None = None
    party_row: UUID | None = None
    benefits: tuple[Benefit, ...] = ()


async def matter_of(
    desk: Desk, catalogue: Catalogue, sight: Sight, reference: tuple[Reference, UUID], day: date
) -> Matter:
    """The matter with its party as of the day. Raises ValidationFailed, AddressUnknown."""
    name, wanted = reference
    of = {
        "application": _of_application,
        "decision": _of_decision,
        "case": _of_case,
        "appeal": _of_appeal,
        "overpayment": _of_overpayment,
    }[name]
    found = await of(desk, catalogue, sight, wanted, day)
    if found.person is not None and await hidden_persons(desk.db, sight, [found.person]):
        raise unknown(name)
    return found


def unknown(reference: Reference) -> ValidationFailed:
    """What is not there, or not seen."""
    told = _UNKNOWN[reference]
    return ValidationFailed(told, errors=[FieldError(f"/{reference}", f"{reference}_unknown", told)])


def act_told(row: DecisionRow, number: str | None) -> str:
    """ "decyzja nr 12/2026 z dnia 5 listopada 2026 r.", in the nominative."""
    known = kinds().get(row.kind)
    name = "postanowienie" if known is not None and known.form == "postanowienie" else "decyzja"
    told = Older(row.kind, row.issued_on, number, None).text("acc")
    return name + told.removeprefix("decyzję").removeprefix("postanowienie")


async def _of_application(desk: Desk, catalogue: Catalogue, sight: Sight, wanted: UUID, day: date) -> Matter:
    seen = select(ApplicationRow).where(
        ApplicationRow.gmina == desk.db.gmina, col(ApplicationRow.id) == wanted, sight.applications()
    )
    row = (await desk.db.exec(seen)).first()
    if row is None or row.applicant is None:
        raise unknown("application")
    matters = await applications.matters(desk.db, row.id)
    names = sorted(catalogue.get(one.benefit).name for one in matters if one.benefit in catalogue)
    cases = await signs.signs(desk.db, {one.sign for one in matters if one.sign is not None})
    return Matter(
        "application",
        row,
        row.applicant,
        await sheets.person_party(desk, row.applicant, row.representative, day),
        min((one.sign for one in cases.values()), default=row.number),
        ", ".join(names) or "podanie",
        row.received_on,
        benefits=tuple(catalogue.get(one.benefit) for one in matters if one.benefit in catalogue),
    )


async def _of_decision(desk: Desk, catalogue: Catalogue, sight: Sight, wanted: UUID, day: date) -> Matter:
    row = await _decision(desk, sight, wanted)
    if row is None:
        raise unknown("decision")
    application = (await references.applications_of(desk.db, [row.id])).get(row.id)
    parties = [one for one in await recording.parties_of(desk.db, row) if one.person is not None]
    own = next((one for one in parties if one.person == row.recipient), parties[0] if parties else None)
    person = row.recipient if own is None or own.person is None else own.person
    act = await acts_store.load(desk.db, row.id)
    return Matter(
        "decision",
        row,
        person,
        await sheets.person_party(desk, person, None if own is None else own.attorney, day),
        await _sign_of(desk, row),
        catalogue.get(row.benefit).name,
        application.received_on if application is not None else None if act is None else row.prepared_on,
        decision=row.id,
        party_row=None if own is None else own.id,
        benefits=(catalogue.get(row.benefit),),
    )


async def _sign_of(desk: Desk, row: DecisionRow) -> str:
    """The sign of the decision's case. A draft that is not linked yet stands in the case of the application it will answer, not in a
    new one."""
    if await references.sign_of(desk.db, row) is None and row.issued_on is None:
        waits = await _waits_in(desk.db, row)
        case = None if waits is None else await signs.sign(desk.db, waits)
        if case is not None:
            return case.sign
    return await references.given_sign(desk.db, row, by=desk.by, today=desk.today)


async def _waits_in(db: WriteSession, row: DecisionRow) -> UUID | None:
    """The case in which a person of the draft waits for its benefit, where there is just one."""
    found = await db.exec(
        select(MatterRow.sign)
        .join(
            ApplicationRow,
            (col(ApplicationRow.gmina) == col(MatterRow.gmina))
            & (col(ApplicationRow.id) == col(MatterRow.application)),
        )
        .where(
            MatterRow.gmina == db.gmina,
            MatterRow.benefit == row.benefit,
            col(MatterRow.closed_on).is_(None),
            col(MatterRow.sign).is_not(None),
            col(ApplicationRow.applicant).in_(await one_person.all_entries(db, {row.entitled, row.recipient})),
        )
        .distinct()
    )
    signs = found.all()
    return signs[0] if len(signs) == 1 else None


async def _of_case(desk: Desk, _: Catalogue, __: Sight, wanted: UUID, day: date) -> Matter:
    row = await signs.sign(desk.db, wanted)
    if row is None:
        raise unknown("case")
    party = await sheets.person_party(desk, row.party, None, day)
    return Matter("case", row, row.party, party, row.sign, row.title, row.opened_on)


async def _of_appeal(desk: Desk, catalogue: Catalogue, sight: Sight, wanted: UUID, day: date) -> Matter:
    appeal = await desk.db.get(AppealRow, (desk.db.gmina, wanted))
    row = None if appeal is None else await _decision(desk, sight, appeal.decision)
    if appeal is None or row is None:
        raise unknown("appeal")
    party = next((one for one in await recording.parties_of(desk.db, row) if one.id == appeal.party), None)
    if party is None:
        raise unknown("appeal")
    whose = (
        await sheets.organisation_party(desk, party.organisation or "", party.attorney, day, party.institution)
        if party.person is None
        else await sheets.person_party(desk, party.person, party.attorney, day)
    )
    return Matter(
        "appeal",
        appeal,
        party.person,
        whose,
        await references.given_sign(desk.db, row, by=desk.by, today=desk.today),
        catalogue.get(row.benefit).name,
        appeal.received_on,
        decision=row.id,
        party_row=party.id,
    )


async def _of_overpayment(desk: Desk, catalogue: Catalogue, sight: Sight, wanted: UUID, day: date) -> Matter:
    row = await overpayments.load(desk.db, wanted)
    decided = None if row is None or row.decision is None else await _decision(desk, sight, row.decision)
    if row is None or (row.decision is not None and decided is None):
        raise unknown("overpayment")
    sign = row.decision_sign if decided is None else await references.sign_of(desk.db, decided)
    name = catalogue.get(row.benefit).name if row.benefit in catalogue else row.benefit
    return Matter(
        "overpayment",
        row,
        row.person,
        await sheets.person_party(desk, row.person, None, day),
        sign or row.decision_sign or "",
        f"zwrot nienależnie pobranego świadczenia: {name}",
        row.registered_on,
        decision=row.decision,
    )


async def _decision(desk: Desk, sight: Sight, wanted: UUID) -> DecisionRow | None:
    row = await decisions.load(desk.db, wanted)
    if row is None:
        return None
    seen = select(DecisionRow.id).where(
        DecisionRow.gmina == desk.db.gmina, col(DecisionRow.id) == wanted, sight.decisions()
    )
    return row if (await desk.db.exec(seen)).first() is not None else None
