"""What an electronic form declares is proposed to the clerk: the family, incomes, the account. She establishes it (proposals_taking.py).

Nothing is kept of a proposal: it is read from the form whenever it is asked for, so that a mended table proposes anew what was not taken.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import select

from casework.applications import attachments, attachments_store, electronic, store
from casework.applications.content_types import JSON
from casework.applications.desk import Desk, matter_of
from casework.applications.form_reading import (
    Mapped,
    SaidIncome,
    SaidMember,
    SaidPerson,
    Unread,
    place_of_applicant,
    read,
)
from casework.applications.form_table import codes
from casework.applications.problems import ApplicationNotFound, NoElectronicForm
from casework.applications.proposing_schemas import ProposedAmountOut, ProposedFactsOut, ProposedOut, UnreadOut
from casework.applications.tables import ApplicationRow, ProposalRow
from casework.authority.deciding import not_excluded
from casework.authority.sight import hidden_persons
from casework.evidence.schemas import MonthsAmountIn

PERSON_WRONG = "person_wrong"
_OWN = "wnioskodawca"


Named = tuple[SaidPerson, UUID | None]
"""A person as the form names her, and who she is in the register, if anybody yet."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A member of the form as it would be established; `who` is as the form names her, `person` of the register.

    Of an income whose number is nobody's in the form neither is known: the clerk says whose it is.
    """

    pointer: str
    kind: str
    said: str
    code: str | None
    who: SaidPerson | None
    person: UUID | None
    valid_from: date
    valid_to: date | None = None
    payer: str | None = None
    amounts: tuple[MonthsAmountIn, ...] = ()
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """An application with its form, everything that it proposes, and what was taken of it already.

    people: those whom the form names, by their places in it.
    """

    row: ApplicationRow
    form: UUID
    proposals: Mapping[str, Proposal]
    people: Mapping[str, Named]
    unread: Sequence[Unread]
    taken: Mapping[str, UUID]


async def show(desk: Desk, application: UUID) -> ProposedFactsOut:
    """What the form proposes; audited. Raises ApplicationNotFound, NoElectronicForm."""
    row = await store.load(desk.db, application)
    if row is None:
        raise ApplicationNotFound
    found = await proposed(desk, row)
    await desk.note("read", "attachment", found.form)
    hidden = await hidden_persons(desk.db, desk.sight, [one.person for one in found.proposals.values() if one.person])
    return ProposedFactsOut(
        application=row.id,
        form=found.form,
        household=row.household,
        items=[_out(desk, found, one) for one in found.proposals.values() if one.person not in hidden],
        unread=[UnreadOut(pointer=one.pointer, code=one.code) for one in found.unread],
        version=row.version,
    )


async def opened(desk: Desk, application: UUID) -> Proposed:
    """The same for whoever establishes it, the application kept from other writers. Raises OfficialExcluded besides."""
    row = await store.lock(desk.db, application)
    if row is None:
        raise ApplicationNotFound
    await not_excluded(desk.db, desk.by, matter_of(row), desk.today)
    return await proposed(desk, row)


async def proposed(desk: Desk, row: ApplicationRow) -> Proposed:
    """What the form of the application proposes. Raises NoElectronicForm."""
    form = desk.catalogue.forms.get(row.electronic_form or "")
    kept = [one for one in await attachments_store.of_application(desk.db, row.id) if one["media_type"] == JSON]
    content = await attachments.content(desk.db, desk.keys, kept[0]["id"]) if kept else b""
    if form is None or not content:
        raise NoElectronicForm
    document = json.loads(content)
    mapped = read(document, form)
    unread = list(mapped.unread)
    people = {place_of_applicant(document): (mapped.applicant, row.applicant), **await _people(desk, row, mapped)}
    found = [
        *_family(desk, row, mapped, people),
        *_incomes(desk, row, mapped, _by_number(row, mapped, people), unread),
    ]
    if mapped.account is not None:
        pointer, number = mapped.account
        found.append(
            Proposal(
                pointer, "payment_way", "rachunek", "account", None, row.applicant, row.received_on, account=number
            )
        )
    rows = await desk.db.exec(
        select(ProposalRow).where(ProposalRow.gmina == desk.db.gmina, ProposalRow.application == row.id)
    )
    taken = {one.pointer: one.thing for one in rows.all()}
    # What the clerk has found out whose it is stands under that person by now.
    unread = [one for one in unread if one.code != PERSON_WRONG or one.pointer not in taken]
    return Proposed(row, kept[0]["id"], {one.pointer: one for one in found}, people, unread, taken)


async def _people(desk: Desk, row: ApplicationRow, mapped: Mapped) -> dict[str, Named]:
    """The members of the family, by the places where the form names them."""
    found: dict[str, Named] = {}
    for one in mapped.family:
        own = one.relation == _OWN
        found[one.pointer] = (one.person, row.applicant if own else await electronic.registered(desk, one.person))
    return found


def _by_number(row: ApplicationRow, mapped: Mapped, people: Mapping[str, Named]) -> dict[str, Named]:
    """Those whom the form names by what it gives as their numbers; "": the applicant.

    A number that is nobody's names her too where the form repeats it, unless it stands there for two.
    """
    found: dict[str, Named] = {"": (mapped.applicant, row.applicant)}
    if (number := _number(mapped.applicant)) is not None:
        found[number] = found[""]
    others = [one for one in mapped.family if one.relation != _OWN]
    given = Counter(_number(one.person) for one in others)
    for one in others:
        number = _number(one.person)
        if number is not None and number not in found and (one.person.pesel is not None or given[number] == 1):
            found[number] = people[one.pointer]
    return found


def _number(person: SaidPerson) -> str | None:
    return person.pesel or person.wrong_number


def _family(desk: Desk, row: ApplicationRow, mapped: Mapped, people: Mapping[str, Named]) -> list[Proposal]:
    return [
        Proposal(
            one.pointer,
            "membership",
            one.relation,
            _known_code(desk, "membership", one.relation),
            *people[one.pointer],
            _day(one.since) or row.received_on,
            _day(one.until),
        )
        for one in mapped.family
        if _in_order(one, row)
    ]


def _in_order(one: SaidMember, row: ApplicationRow) -> bool:
    until = _day(one.until)
    return until is None or until >= (_day(one.since) or row.received_on)


def _incomes(
    desk: Desk,
    row: ApplicationRow,
    mapped: Mapped,
    people: Mapping[str, Named],
    unread: list[Unread],
) -> list[Proposal]:
    found = []
    for one in mapped.incomes:
        who, person = people.get((one.pesel or "").strip(), (None, None))
        amounts = _amounts(one)
        if who is None:
            unread.append(Unread(one.pointer, PERSON_WRONG))
        if amounts is None:
            unread.append(Unread(one.pointer, "amount_wrong"))
            continue
        since = _day(one.since) or min(
            (date.fromisoformat(f"{amount.from_month}-01") for amount in amounts), default=row.received_on
        )
        until = _day(one.until)
        if until is not None and until < since:
            unread.append(Unread(one.pointer, "day_wrong"))
            continue
        code = _known_code(desk, "income_source", one.kind)
        found.append(
            Proposal(one.pointer, "income_source", one.kind, code, who, person, since, until, one.payer, amounts)
        )
    return found


def _amounts(one: SaidIncome) -> tuple[MonthsAmountIn, ...] | None:
    said = [
        {
            "from_month": amount.get("from_month", ""),
            "to_month": amount.get("to_month", amount.get("from_month", "")),
            "amount": amount.get("amount", "").replace(",", "."),
            "per": {"razem": "total", "total": "total"}.get(amount.get("per", ""), "month"),
        }
        for amount in one.amounts
    ]
    try:
        return tuple(MonthsAmountIn.model_validate(amount) for amount in said)
    except ValidationError:
        return None


def _known_code(desk: Desk, kind: str, word: str) -> str | None:
    return next((one for one in codes(kind, word) if desk.catalogue.evidence.find(kind, one) is not None), None)


def _day(said: str | None) -> date | None:
    try:
        return None if said is None else date.fromisoformat(said[:10])
    except ValueError:
        return None


def _out(desk: Desk, found: Proposed, one: Proposal) -> ProposedOut:
    known = None if one.code is None else desk.catalogue.evidence.find(one.kind, one.code)
    who: dict[str, Any] = (
        {} if one.who is None else one.who.model_dump(include={"first_name", "last_name", "birth_date"})
    )
    return ProposedOut(
        pointer=one.pointer,
        kind=one.kind,
        said=one.said,
        code=one.code,
        title=known.title if known else None,
        person=one.person,
        first_name=who.get("first_name"),
        last_name=who.get("last_name"),
        birth_date=who.get("birth_date"),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        payer=one.payer,
        amounts=[ProposedAmountOut.model_validate({**two.model_dump(), "amount": two.amount}) for two in one.amounts],
        account=one.account,
        established=found.taken.get(one.pointer),
    )
