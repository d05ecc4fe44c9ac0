"""/persons: numbers and names are looked for in a body, never in an address; whoever reads a person stands in the audit log."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from casework.authority.sight import sight_of
from casework.letters.pdf import MEDIA_TYPE
from casework.letters.service import rendered
from casework.own import NOTHING, Own
from casework.persons import file, former, merging, service, store
from casework.persons.file_paper import paper_of_file
from casework.persons.file_schemas import PersonFile
from casework.persons.names import search_keys
from casework.persons.schemas import (
    CorrectionIn,
    LookupIn,
    LookupOut,
    MergeIn,
    PersonIn,
    PersonOut,
    PersonShort,
    SearchIn,
)
from casework.today import Today
from casework.writes import CHANGE_REFUSED, CREATION_REFUSED, Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from kit.etag import IfMatch, etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import PreconditionFailed, PreconditionRequired, ValidationFailed, problems
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
Merger = Annotated[Principal, requires("caseworker", "head")]
Keeper = Annotated[Principal, requires("caseworker", "head", "auditor")]


def persons_router(keys: KeyRing, own: Own = NOTHING) -> APIRouter:
    """Routes of persons; `keys` opens and seals their numbers. own: the service's registers, which stand in a person's file."""
    router = APIRouter(prefix="/persons", tags=["persons"])

    @router.post(
        "",
        status_code=201,
        operation_id="person_register",
        summary="Register a person",
        responses=problems(service.PersonExists, *CREATION_REFUSED),
    )
    async def register(body: PersonIn, _: Clerk, creation: Creating, audit: Audit, today: Today) -> Answer:
        return await creation.run(
            "persons",
            lambda: service.register(db=creation.db, keys=keys, audit=audit, person=body, today=today),
        )

    @router.post("/lookup", operation_id="person_look_up", summary="Find a person by PESEL or document (audited)")
    async def look_up(body: LookupIn, who: Reader, db: Write, audit: Audit, today: Today) -> LookupOut:
        sight = await sight_of(db, who, today)
        return LookupOut(person=await service.look_up(db=db, keys=keys, audit=audit, sight=sight, wanted=body))

    @router.post(
        "/search",
        operation_id="person_search",
        summary="Persons by name or of some ids, in Polish alphabetical order (audited)",
        responses=problems(InvalidCursor),
    )
    async def search(
        body: SearchIn, who: Reader, db: Write, audit: Audit, paging: Paging, today: Today
    ) -> Page[PersonShort]:
        sight = await sight_of(db, who, today)
        prefixes = None if body.name is None else search_keys(body.name)
        ids = None if body.ids is None else sorted(set(body.ids))
        asked: dict[str, object] = {
            "gmina": db.gmina,
            "name": prefixes,
            "ids": None if ids is None else [str(one) for one in ids],
        }
        keyset = paging.keyset(f"persons by {body.sort}", asked)
        formerly = await former.called(db, prefixes) if prefixes else []
        rows = [] if prefixes == [] else await store.search(
            db, sight, prefixes, formerly, keyset.after, ids=ids, descending=body.sort == "-name", fetch=keyset.fetch
        )  # fmt: skip
        await audit.note(db, "searched", "person")
        shown, cursor = keyset.page(rows, lambda row: (row.sort_key, row.id))
        earlier = await former.of(db, keys, [row.id for row in shown])
        items = [PersonShort.model_validate({**row.model_dump(), "former_names": [
            one.said for one in earlier.get(row.id, ()) if one.what == "name"
        ]}) for row in shown]  # fmt: skip
        return Page(items=items, next_cursor=cursor)

    @router.get(
        "/{person}",
        operation_id="person_show",
        summary="A person with her numbers (audited)",
        responses=problems(service.PersonNotFound),
    )
    async def show(person: UUID, _: Reader, db: Write, audit: Audit, response: Response) -> PersonOut:
        found = await service.show(db=db, keys=keys, audit=audit, person=person)
        response.headers["ETag"] = etag(found.version)
        return found

    @router.patch(
        "/{person}",
        operation_id="person_correct",
        summary="Correct names, day of birth or numbers",
        responses=problems(service.PersonNotFound, service.PersonExists, PreconditionFailed, PreconditionRequired),
    )
    async def correct(
        person: UUID,
        body: CorrectionIn,
        _: Clerk,
        db: Write,
        audit: Audit,
        today: Today,
        if_match: IfMatch,
        response: Response,
    ) -> PersonOut:
        found = await service.correct(
            db=db, keys=keys, audit=audit, person=person, correction=body, version=if_match, today=today
        )
        response.headers["ETag"] = etag(found.version)
        return found

    @router.post(
        "/{person}/merge",
        operation_id="person_merge",
        summary="Another entry is the same person: it gives way to this one (audited)",
        responses=problems(
            service.PersonNotFound,
            merging.PersonsDiffer,
            merging.PersonsOverlap,
            merging.PersonMerged,
            merging.PersonRestricted,
            service.PersonExists,
            ValidationFailed,
            *CHANGE_REFUSED,
        ),
    )
    async def merge(person: UUID, body: MergeIn, who: Merger, change: Changing, audit: Audit, today: Today) -> Answer:
        sight = await sight_of(change.db, who, today)
        return await change.run(
            lambda: merging.merge(
                db=change.db,
                keys=keys,
                audit=audit,
                sight=sight,
                person=person,
                order=body,
                version=change.version,
                today=today,
            )
        )

    @router.get(
        "/{person}/file",
        operation_id="person_file",
        summary="Everything held on a person (GDPR art. 15; audited), as JSON or as PDF for her",
        responses={**_PDF, **problems(service.PersonNotFound)},
        response_model=PersonFile,
    )
    async def show_file(
        person: UUID,
        who: Keeper,
        db: Write,
        audit: Audit,
        today: Today,
        format: Annotated[Literal["json", "pdf"], Query()] = "json",  # noqa: A002
    ) -> Response | PersonFile:
        sight = await sight_of(db, who, today)
        found = await file.gather(db=db, keys=keys, audit=audit, own=own, sight=sight, person=person, today=today)
        if format == "json":
            return found
        body = await rendered(paper_of_file(found, today, own.held), "pdf")
        headers = {"Content-Disposition": 'attachment; filename="kopia-danych.pdf"', "Cache-Control": "no-store"}
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    return router
