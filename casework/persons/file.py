"""Gathers the file of a person (GDPR art. 15) from the tables of all slices."""

from uuid import UUID

import orjson

from casework.persons import file_store, store
from casework.persons.file_schemas import (
    FileAccess,
    FileApplication,
    FileAward,
    FileDecision,
    FileLetter,
    FileMembership,
    FileParty,
    FilePayment,
    PersonFile,
)
from casework.persons.service import PersonNotFound, describe, numbers_of
from kit.audit import Auditor
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing, Place


async def gather(*, db: WriteSession, keys: KeyRing, audit: Auditor, person: UUID) -> PersonFile:
    """Everything held on the person; the gathering is audited."""
    row = await store.load(db, person)
    if row is None:
        raise PersonNotFound
    await audit.note(db, "gathered_file", "person", row.id, legal_basis="art. 15 RODO")
    place = Place(db.gmina, "decision", "facts")
    decisions = await file_store.decisions(db, person)
    for one in decisions:
        one["facts"] = orjson.loads(keys.decrypt(one["facts"], place, str(one["id"]))) if one["facts"] else None
    payments = await file_store.payments(db, person)
    for one in payments:
        one |= {"amount": zloty(one["amount"]), "came_back": zloty(one["came_back"])}
    parties = await file_store.parties(db, person)
    for one in parties:
        one["as_attorney"] = bool(one["as_attorney"])
        one["lodged"] = [{"kind": "appeal", **each} for each in one.pop("appeals")] + one.pop("extraordinary")
    names: dict[UUID, list[str]] = {}
    for one in await file_store.attachments(db, person):
        name = keys.decrypt(one["name"], Place(db.gmina, "attachment", "name"), str(one["id"]))
        names.setdefault(one["application"], []).append(name)
    applications = await file_store.applications(db, person)
    return PersonFile(
        person=describe(row, numbers_of(row, keys)),
        households=[FileMembership.model_validate(one) for one in await file_store.memberships(db, person)],
        applications=[
            FileApplication.model_validate({**one, "attachments": names.get(one["id"], [])}) for one in applications
        ],
        decisions=[FileDecision.model_validate(one) for one in decisions],
        awards=[FileAward.model_validate(one) for one in await file_store.awards(db, person)],
        payments=[FilePayment.model_validate(one) for one in payments],
        letters=[FileLetter.model_validate(one) for one in await file_store.letters(db, person)],
        parties=[FileParty.model_validate(one) for one in parties],
        accesses=[FileAccess.model_validate(one) for one in await file_store.accesses(db, person)],
    )
