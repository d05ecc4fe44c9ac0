"""Gathers the file of a person (GDPR art. 15) from the tables of all slices.

Whoever draws it up sees no restricted matter that she may not see (casework/authority/sight.py): the copy that goes to the person is
drawn up by the head, who sees all.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import not_
from sqlmodel import col, select

from casework.addresses import service as addresses
from casework.applications.attachments import kept_name
from casework.applications.tables import ApplicationRow
from casework.archives.categories import parse, retention
from casework.authority.sight import Sight
from casework.decisions.tables import DecisionRow
from casework.own import Own
from casework.persons import file_disclosed, file_established, file_store, one_person, store
from casework.persons.file_schemas import (
    FileAccess,
    FileApplication,
    FileAttachment,
    FileAward,
    FileCase,
    FileClaim,
    FileDecision,
    FileDeduction,
    FileLetter,
    FileMembership,
    FileOverpayment,
    FileParty,
    FilePayment,
    FileRecipient,
    FileRecord,
    FileWay,
    PersonFile,
)
from casework.persons.service import PersonNotFound, whole
from casework.persons.tables import PersonRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing, Place

BASIS = "art. 15 RODO"
Rows = list[dict[str, Any]]


async def gather(
    *, db: WriteSession, keys: KeyRing, audit: Auditor, own: Own, sight: Sight, person: UUID, today: date
) -> PersonFile:
    """Everything held on the person that the reader sees, under all entries of hers, in the service's own registers too.

    The gathering is audited. Raises PersonNotFound.
    """
    row = await store.standing(db, person)
    if row is None:
        raise PersonNotFound
    files = []
    for entry in await one_person.entries(db, row.id):
        await audit.note(db, "gathered_file", "person", entry, legal_basis=BASIS)
        files.append(await _of_entry(db, keys, own, sight, row, entry, today))
    return files[0] if len(files) == 1 else _together(files)


def _together(files: Sequence[PersonFile]) -> PersonFile:
    """One file of what is held under several entries: what stands under two of them stands in it once."""
    whole: dict[str, Any] = {"person": files[0].person}
    for name in PersonFile.model_fields:
        if name != "person":
            found: list[Any] = []
            for one in files:
                found += [each for each in getattr(one, name) if each not in found]
            whole[name] = found
    return PersonFile(**whole)


async def _of_entry(
    db: WriteSession, keys: KeyRing, own: Own, sight: Sight, row: PersonRow, person: UUID, today: date
) -> PersonFile:
    parties, decisions = await file_store.parties(db, person), await file_store.decisions(db, person)
    letters, debts = await file_store.letters(db, person), await file_disclosed.overpayments(db, person)
    recipients, applications = await file_disclosed.recipients(db, person), await file_store.applications(db, person)
    named = {one.get("decision") or one["id"] for one in (*parties, *decisions)}
    named |= {one["decision"] for one in (*letters, *debts, *recipients) if one["decision"]}
    closed = await _unseen(db, DecisionRow, sight.decisions(), named)
    apart = await _unseen(db, ApplicationRow, sight.applications(), {one["id"] for one in applications})
    attachments = [one for one in await file_store.attachments(db, person) if one["application"] not in apart]
    for one in attachments:
        one["name"] = kept_name(keys, db.gmina, one["id"], one["name"])
    records = [
        FileRecord(register_code=one.register, id=id_, says=dict(said))
        for one in own.held
        for id_, said in await one.read(db, keys, sight, person)
    ]
    names: dict[UUID, list[str]] = {}
    for one in attachments:
        names.setdefault(one["application"], []).append(one["name"])
    return PersonFile(
        person=await whole(db, keys, row),
        cases=[FileCase.model_validate(_kept(one)) for one in await file_disclosed.cases(db, person)],
        addresses=await addresses.of_file(db, keys, person, today),
        households=[FileMembership.model_validate(one) for one in await file_store.memberships(db, person)],
        applications=[
            FileApplication.model_validate({**one, "attachments": names.get(one["id"], [])})
            for one in applications
            if one["id"] not in apart
        ],
        decisions=[FileDecision.model_validate(_stated(db, keys, one)) for one in decisions if one["id"] not in closed],
        awards=[FileAward.model_validate(one) for one in await file_store.awards(db, person)],
        payments=[FilePayment.model_validate(_paid(one)) for one in await file_store.payments(db, person)],
        letters=[FileLetter.model_validate(one) for one in _open(letters, closed)],
        parties=[FileParty.model_validate(_as_party(one)) for one in _open(parties, closed)],
        overpayments=[FileOverpayment.model_validate(_owed(one)) for one in _open(debts, closed)],
        payment_ways=[FileWay.model_validate(_way(db, keys, one)) for one in await file_disclosed.ways(db, person)],
        bailiff_claims=[FileClaim.model_validate(_claimed(one)) for one in await file_disclosed.claims(db, person)],
        deductions=[
            FileDeduction.model_validate({**one, "amount": zloty(one["amount"])})
            for one in await file_disclosed.deductions(db, person)
        ],
        attachments=[FileAttachment.model_validate(one) for one in attachments],
        facts=await file_established.facts(db, keys, person),
        register_lookups=await file_established.lookups(db, keys, person),
        registers=records,
        recipients=[FileRecipient.model_validate(one) for one in _open(recipients, closed)],
        accesses=[
            FileAccess.model_validate(one) for one in await file_store.accesses(db, person, [one.id for one in records])
        ],
    )


async def _unseen(db: WriteSession, row: Any, seen: Any, ids: Iterable[UUID]) -> set[UUID]:
    found = await db.exec(select(row.id).where(row.gmina == db.gmina, col(row.id).in_(set(ids)), not_(seen)))
    return set(found.all())


def _open(rows: Rows, closed: set[UUID]) -> Rows:
    return [one for one in rows if one["decision"] not in closed]


def _stated(db: WriteSession, keys: KeyRing, one: dict[str, Any]) -> dict[str, Any]:
    facts, place = one["facts"], Place(db.gmina, "decision", "facts")
    return {**one, "facts": orjson.loads(keys.decrypt(facts, place, str(one["id"]))) if facts else None}


def _paid(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "amount": zloty(one["amount"]), "came_back": zloty(one["came_back"])}


def _as_party(one: dict[str, Any]) -> dict[str, Any]:
    lodged = [{"kind": "appeal", **each} for each in one["appeals"]] + one["extraordinary"]
    return {**one, "as_attorney": bool(one["as_attorney"]), "lodged": lodged}


def _owed(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "movements": [{**each, "amount": zloty(each["amount"])} for each in one["movements"]]}


def _claimed(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "amount": None if one["amount"] is None else zloty(one["amount"])}


def _way(db: WriteSession, keys: KeyRing, one: dict[str, Any]) -> dict[str, Any]:
    opened = {
        name: one[name] and keys.decrypt(one[name], Place(db.gmina, "payment_way", name), str(one["id"]))
        for name in ("account", "payee")
    }
    return {**one, **opened}


def _kept(one: dict[str, Any]) -> dict[str, Any]:
    until = retention(parse(one["category"]), one["closed_on"]).kept_until if one["closed_on"] else None
    return {**one, "kept_until": until}
