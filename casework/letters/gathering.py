"""Everything that the letters of decisions say, each for one party, gathered from the decisions' rows and the registers.

A letter that is asked for alone is gathered like thousands: what the registers say is read once for all of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.applications.tables import ApplicationRow
from casework.authority.signing import signatures_of
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store
from casework.decisions import store as decisions
from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from casework.deliveries import store as deliveries
from casework.deliveries.problems import PartyNotFound, PartyRequired
from casework.deliveries.tables import CourseRow, PartyRow
from casework.letters import references, sheets, store
from casework.letters.contents import DecisionLetter, Instalment, OrderLetter, Party, Signature, Undue
from casework.letters.decided import Decided, Names, Older, Registers
from casework.letters.deciding import decision_letter
from casework.letters.enforcing import enforceable_text
from casework.letters.problems import AddressUnknown, LetterIncomplete
from casework.letters.said import FieldMissing
from casework.letters.sheets import Desk, Whereabouts
from casework.office import service as office
from casework.office.schemas import OfficeSettings
from casework.payments.ways import store as ways
from kit.db import WriteSession
from kit.problems import Problem

DRAFTS = ("prepared", "approved")
_NO_SIGN = "nadawany przy wydaniu"
_WAYS = {
    "account": "przelewem na wskazany rachunek bankowy",
    "cash": "gotówką w kasie",
    "postal": "przekazem pocztowym",
    "in_kind": "w formie rzeczowej",
    "third_party": "na rzecz osoby lub podmiotu wskazanego przez stronę",
    "card": "na kartę przedpłaconą",
}
_MISSING = {
    "older_gen": "akt, do którego się odnosi",
    "older_acc": "akt, do którego się odnosi",
    "older_ins": "akt, do którego się odnosi",
    "since": "od kiedy działa",
    "amount": "kwota",
    "deferred_to": "dzień, do którego odroczono płatność",
    "instalments": "raty z terminami",
    "words": "treść sprostowania lub uzupełnienia",
}


async def chosen_party(desk: Desk, row: DecisionRow, party: UUID | None) -> tuple[PartyRow, Sequence[PartyRow]]:
    """The party that the letter is for, and all of them. Raises PartyNotFound, PartyRequired."""
    parties = await recording.parties_of(desk.db, row)
    if party is not None:
        found = next((one for one in parties if one.id == party), None)
        if found is None:
            raise PartyNotFound
        return found, parties
    if len(parties) > 1:
        raise PartyRequired("Decyzja ma kilka stron; każda dostaje swoje pismo.")
    return parties[0], parties


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter: of which decision, to which of its parties."""

    row: DecisionRow
    party: PartyRow
    parties: Sequence[PartyRow]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the registers say of many decisions, by the decision; each read once for all of them."""

    acts: Mapping[UUID, ActRow]
    signatures: Mapping[UUID, Signature]
    signs: Mapping[UUID, str]
    numbers: Mapping[UUID, str]
    applications: Mapping[UUID, ApplicationRow]
    ways: Mapping[UUID, str]
    courses: Mapping[UUID, CourseRow]
    older: Mapping[UUID, Older]
    office: OfficeSettings


async def of_decision(
    desk: Desk, catalogue: Catalogue, row: DecisionRow, party: PartyRow, parties: Sequence[PartyRow]
) -> DecisionLetter | OrderLetter:
    """The content for the party.

    Raises OfficeUnknown, AddressUnknown, SignatureUnknown, NoFilePlanClass, LetterIncomplete.
    """
    (made,) = await of_decisions(desk, catalogue, [Wanted(row, party, parties)])
    if isinstance(made, Problem):
        raise made
    return made


async def of_decisions(
    desk: Desk, catalogue: Catalogue, wanted: Sequence[Wanted]
) -> list[DecisionLetter | OrderLetter | AddressUnknown | LetterIncomplete]:
    """The contents in their order, in a bounded number of statements; a problem that one letter has alone stands in its place.

    Raises OfficeUnknown, SignatureUnknown, NoFilePlanClass: no letter can be made as long as this is so.
    """
    made: dict[int, DecisionLetter | OrderLetter | AddressUnknown | LetterIncomplete] = {}
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for place, one in enumerate(wanted):
        by_day[one.row.issued_on or desk.today].append(place)
    for day, places in sorted(by_day.items()):
        found = await _of_day(desk, catalogue, [wanted[place] for place in places], day)
        made |= dict(zip(places, found, strict=True))
    return [made[place] for place in range(len(wanted))]


async def _of_day(
    desk: Desk, catalogue: Catalogue, wanted: Sequence[Wanted], day: date
) -> list[DecisionLetter | OrderLetter | AddressUnknown | LetterIncomplete]:
    rows = {one.row.id: one.row for one in wanted}
    acts = await acts_store.many(desk.db, list(rows))
    signatures = await signatures_of(desk.db, [row for row in rows.values() if row.state != "prepared"])
    named = {person for row in rows.values() for person in _named(row, acts.get(row.id))}
    addressed = {person for one in wanted for party in one.parties for person in (party.person, party.attorney)}
    chosen = {party.institution for one in wanted for party in one.parties}
    whereabouts = await sheets.whereabouts(desk, addressed, day, named=named, institutions=chosen)
    parties = [_parties(one, whereabouts) for one in wanted]
    # Who has no address gets no letter yet, so her decision no number.
    told = {
        one.row.id: one.row for one, own in zip(wanted, parties, strict=True) if not isinstance(own, AddressUnknown)
    }
    if not told:
        return [own for own in parties if isinstance(own, AddressUnknown)]
    known = await _known(desk, list(told.values()), acts, signatures, day)
    return [
        own if isinstance(own, AddressUnknown) else await _content(desk, catalogue, one, own, known, whereabouts, day)
        for one, own in zip(wanted, parties, strict=True)
    ]


async def _known(
    desk: Desk,
    rows: Sequence[DecisionRow],
    acts: Mapping[UUID, ActRow],
    signatures: Mapping[UUID, Signature],
    day: date,
) -> _Known:
    db, ids = desk.db, [row.id for row in rows]
    drafts = [row for row in rows if row.state in DRAFTS]
    out = [row for row in rows if row.state not in DRAFTS]
    return _Known(
        acts=acts,
        signatures=signatures,
        applications=await references.applications_of(db, ids),
        signs=await references.signs_of(db, drafts)
        | await references.given_signs(db, out, by=desk.by, today=desk.today),
        numbers=await references.given_numbers(db, out, day),
        ways=await ways.in_force(db, {row.recipient for row in rows}, day),
        courses=await deliveries.courses(db, ids),
        older=await _older(db, [acts[one] for one in ids if one in acts]),
        office=await office.in_force(db, day),
    )


async def _content(
    desk: Desk,
    catalogue: Catalogue,
    wanted: Wanted,
    parties: Sequence[Party],
    known: _Known,
    whereabouts: Whereabouts,
    day: date,
) -> DecisionLetter | OrderLetter | LetterIncomplete:
    row, act = wanted.row, known.acts.get(wanted.row.id)
    signature, application = known.signatures.get(row.id), known.applications.get(row.id)
    registers = Registers(
        office=sheets.office_signing(known.office, signature),
        signature=signature,
        znak=known.signs.get(row.id, _NO_SIGN),
        number=known.numbers.get(row.id),
        party=parties[[one.id for one in wanted.parties].index(wanted.party.id)],
        recipients=sheets.recipients_of(parties),
        applied_on=None if application is None else application.received_on,
        payment=_WAYS.get(known.ways.get(row.recipient, "")),
        enforceable=enforceable_text(catalogue, row, act, known.courses.get(row.id), day),
    )
    decided = Decided(
        row=row,
        names=_names(catalogue, row, act, whereabouts),
        act=act,
        ground=None if act is None else _ground(catalogue, act),
        older=known.older.get(row.id),
        undue=await _undue(desk, row, act),
        due=await _due(desk, row, act),
        duties=_duties(catalogue, row, day),
    )
    try:
        return decision_letter(decided, registers, day)
    except FieldMissing as missing:
        told = ", ".join(dict.fromkeys(_MISSING.get(name, name) for name in missing.fields))
        return LetterIncomplete(f"Brakuje: {told}.", legal_basis=["art. 107 § 1 k.p.a."])


def _parties(wanted: Wanted, whereabouts: Whereabouts) -> list[Party] | AddressUnknown:
    try:
        return [
            whereabouts.organisation(one.organisation or "", one.attorney, one.institution)
            if one.person is None
            else whereabouts.person(one.person, one.attorney)
            for one in wanted.parties
        ]
    except AddressUnknown as problem:
        return problem


def _named(row: DecisionRow, act: ActRow | None) -> set[UUID]:
    plans = [] if act is None else act.plan
    granted = (Grant.from_json(stored).entitled for stored in row.grants)
    return {
        row.entitled,
        row.recipient,
        *granted,
        *(UUID(one["entitled"]) for one in plans),
        *map(UUID, row.persons.values()),
    }


def _names(catalogue: Catalogue, row: DecisionRow, act: ActRow | None, whereabouts: Whereabouts) -> Names:
    grants = [Grant.from_json(stored) for stored in row.grants]
    plans = [] if act is None else act.plan
    codes = {row.benefit, *(one.benefit for one in grants), *(one["benefit"] for one in plans)}
    return Names(
        {one: whereabouts.name(one) for one in _named(row, act) if one in whereabouts.persons},
        {code: catalogue.get(code).name for code in codes},
        {
            name: whereabouts.name(UUID(person))
            for name, person in row.persons.items()
            if UUID(person) in whereabouts.persons
        },
        {code: said for code in codes if (said := catalogue.get(code).operative)},
    )


def _duties(catalogue: Catalogue, row: DecisionRow, day: date) -> tuple[str, ...]:
    granted = [Grant.from_json(stored).benefit for stored in row.grants]
    # Who pays a fee reports what it depends on (u.p.s. art. 109).
    return catalogue.duties.told([row.benefit, *granted], day) if granted or row.kind == "fee" else ()


def _ground(catalogue: Catalogue, act: ActRow) -> Ground | None:
    return {**of_procedure(), **catalogue.grounds}.get(act.ground)


async def _older(db: WriteSession, acts: Sequence[ActRow]) -> dict[UUID, Older]:
    """What the acts refer to, by the act's decision."""
    found = {
        act.decision: Older(
            "grant", date.fromisoformat(act.earlier["issued_on"]), act.earlier["number"], None, act.earlier["organ"]
        )
        for act in acts
        if act.earlier is not None
    }
    rows = {
        row.id: row for row in await decisions.many(db, {act.refers_to for act in acts if act.refers_to is not None})
    }
    numbers = await references.numbers(db, list(rows))
    signs = await references.signs_of(db, list(rows.values()))
    for act in acts:
        row = None if act.earlier is not None or act.refers_to is None else rows.get(act.refers_to)
        if row is not None:
            found[act.decision] = Older(row.kind, row.issued_on, numbers.get(row.id), signs.get(row.id))
    return found


async def _undue(desk: Desk, row: DecisionRow, act: ActRow | None) -> tuple[Undue, ...]:
    if act is None or row.kind not in ("undue_payment", "return"):
        return ()
    older = () if act.refers_to is None else (act.refers_to,)
    found = await store.undue(desk.db, row, (row.id, *older), act.amount or 0)
    return found if sum(one.amount for one in found) == act.amount else ()


async def _due(desk: Desk, row: DecisionRow, act: ActRow | None) -> tuple[Instalment, ...]:
    if act is None or row.kind not in ("instalments", "deferral"):
        return ()
    if act.due:
        return tuple(Instalment(date.fromisoformat(one["due_on"]), one["amount"] or 0) for one in act.due)
    return await store.relief(desk.db, row.id)
