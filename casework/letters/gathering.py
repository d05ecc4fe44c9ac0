"""Everything that the letter of a decision says, gathered for one of its parties from the decision's row and the registers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.authority.signing import signature_of
from casework.authority.veil import OPEN
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store
from casework.decisions import store as decisions
from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant
from casework.decisions.grounds import Ground, of_procedure
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording
from casework.deliveries.problems import PartyNotFound, PartyRequired
from casework.deliveries.tables import PartyRow
from casework.letters import references, sheets, store
from casework.letters.contents import DecisionLetter, Instalment, OrderLetter, Party, Undue
from casework.letters.decided import Decided, Names, Older, Registers
from casework.letters.deciding import decision_letter
from casework.letters.enforcing import enforceable_text
from casework.letters.problems import LetterIncomplete
from casework.letters.said import FieldMissing
from casework.letters.sheets import Desk
from casework.payments.ways import store as ways
from casework.persons import store as persons

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


async def of_decision(
    desk: Desk, catalogue: Catalogue, row: DecisionRow, party: PartyRow, parties: Sequence[PartyRow]
) -> DecisionLetter | OrderLetter:
    """The content for the party.

    Raises OfficeUnknown, AddressUnknown, SignatureUnknown, NoFilePlanClass, LetterIncomplete.
    """
    db, draft = desk.db, row.state in DRAFTS
    day = row.issued_on or desk.today
    signature = None if row.state == "prepared" else await signature_of(db, row)
    addressed = [await _party(desk, one, day) for one in parties]
    application = await references.application_of(db, row.id)
    act = await acts_store.load(db, row.id)
    if draft:
        znak, number = await references.sign_of(db, row) or _NO_SIGN, None
    else:
        znak = await references.given_sign(db, row, by=desk.by, today=desk.today)
        number = await references.given_number(db, row, day)
    registers = Registers(
        office=await sheets.office_of(desk, signature, day),
        signature=signature,
        znak=znak,
        number=number,
        party=addressed[[one.id for one in parties].index(party.id)],
        recipients=sheets.recipients_of(addressed),
        applied_on=None if application is None else application.received_on,
        payment=await _payment(desk, row, day),
        enforceable=await enforceable_text(db, catalogue, row, act, day),
    )
    decided = Decided(
        row=row,
        names=await _names(desk, catalogue, row, act),
        act=act,
        ground=None if act is None else _ground(catalogue, act),
        older=None if act is None else await _older(desk, act),
        undue=await _undue(desk, row, act),
        due=await _due(desk, row, act),
    )
    try:
        return decision_letter(decided, registers, day)
    except FieldMissing as missing:
        told = ", ".join(dict.fromkeys(_MISSING.get(name, name) for name in missing.fields))
        raise LetterIncomplete(f"Brakuje: {told}.", legal_basis=["art. 107 § 1 k.p.a."]) from None


async def _party(desk: Desk, row: PartyRow, day: date) -> Party:
    if row.person is not None:
        return await sheets.person_party(desk, row.person, row.attorney, day)
    return await sheets.organisation_party(desk, row.organisation or "", row.attorney, day)


async def _names(desk: Desk, catalogue: Catalogue, row: DecisionRow, act: ActRow | None) -> Names:
    grants = [Grant.from_json(stored) for stored in row.grants]
    plans = [] if act is None else act.plan
    known = await persons.many(
        desk.db,
        {
            row.entitled,
            row.recipient,
            *(one.entitled for one in grants),
            *(UUID(one["entitled"]) for one in plans),
            *map(UUID, row.persons.values()),
        },
        erased=True,
    )
    codes = {row.benefit, *(one.benefit for one in grants), *(one["benefit"] for one in plans)}
    return Names(
        {person: sheets.name_of(one) for person, one in known.items()},
        {code: catalogue.get(code).name for code in codes},
        {name: sheets.name_of(known[UUID(person)]) for name, person in row.persons.items() if UUID(person) in known},
        {code: said for code in codes if (said := catalogue.get(code).operative)},
    )


def _ground(catalogue: Catalogue, act: ActRow) -> Ground | None:
    return {**of_procedure(), **catalogue.grounds}.get(act.ground)


async def _older(desk: Desk, act: ActRow) -> Older | None:
    if act.earlier is not None:
        earlier = act.earlier
        return Older("grant", date.fromisoformat(earlier["issued_on"]), earlier["number"], None, earlier["organ"])
    row = None if act.refers_to is None else await decisions.load(desk.db, act.refers_to)
    if row is None:
        return None
    number = (await references.numbers(desk.db, [row.id])).get(row.id)
    return Older(row.kind, row.issued_on, number, await references.sign_of(desk.db, row))


async def _payment(desk: Desk, row: DecisionRow, day: date) -> str | None:
    stated = await ways.history(desk.db, award=None, person=row.recipient, on=day, veil=OPEN)
    found = next((one["way"] for one in stated if one["in_force"]), None)
    return None if found is None else _WAYS.get(found)


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
