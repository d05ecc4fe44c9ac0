"""/letters and /letter-templates: letters are made, read as PDF or DOCX (audited), and written in the centre's own words."""

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Response

from casework.authority.problems import NoAuthority, OfficialExcluded, SignatureUnknown
from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DecisionOfSko
from casework.decisions.schemas import Code
from casework.decisions.service import DecisionNotFound
from casework.deliveries.problems import PartyNotFound, PartyRequired
from casework.exports import CSV_ANSWER, Format, csv_response
from casework.letters import service, templates
from casework.letters.further_schemas import Day, LetterIn
from casework.letters.problems import (
    AddressUnknown,
    DecisionWithdrawn,
    LetterExists,
    LetterIncomplete,
    LetterKindNotFound,
    LetterNotFound,
    LetterTooLong,
    MediaNotOffered,
    NothingNoted,
    TemplateRefused,
)
from casework.letters.schemas import DecisionLetterIn, KindOfLetter, LetterOut, TemplateIn, TemplateOut, TemplateShort
from casework.letters.service import MEDIA_TYPES, Form
from casework.letters.sheets import Desk
from casework.letters.store import Filter
from casework.office.service import OfficeUnknown
from casework.overpayments.problems import TitleStands
from casework.signs.giving import NoFilePlanClass
from casework.today import Today
from casework.writes import CREATION_REFUSED, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Read, Write
from kit.etag import IfMatch, etag
from kit.idempotency import Answer
from kit.paging import InvalidCursor, Page, Paging
from kit.problems import ConcurrentChange, PreconditionFailed, PreconditionRequired, ValidationFailed, problems
from kit.secrets import KeyRing

Writer = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Sender = Annotated[Principal, requires("caseworker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]
Head = Annotated[Principal, requires("head")]

_REGISTERS = (OfficeUnknown, SignatureUnknown, AddressUnknown, NoFilePlanClass, LetterTooLong, TemplateRefused)
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media: {"schema": {"type": "string", "format": "binary"}} for media in MEDIA_TYPES.values()}}
}
_WEIGHT = re.compile(r"\bq=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
Accept = Annotated[str, Header(description="application/pdf (default) or DOCX", max_length=500)]


def letters_router(catalogue: Catalogue, keys: KeyRing) -> APIRouter:
    """Routes of letters on the benefits of the catalogue; `keys` opens and seals their bytes."""
    router = APIRouter(tags=["letters"])
    own = catalogue.own.letters

    @router.post(
        "/decisions/{decision}/letter",
        status_code=201,
        operation_id="decision_letter_make",
        summary="Make the letter of a decision to one of its parties; a marked draft until the decision is issued",
        responses=problems(
            DecisionNotFound,
            DecisionWithdrawn,
            DecisionOfSko,
            PartyNotFound,
            PartyRequired,
            LetterExists,
            LetterIncomplete,
            *_REGISTERS,
            OfficialExcluded,
            *CREATION_REFUSED,
        ),
    )
    async def make_of_decision(
        decision: UUID, body: DecisionLetterIn, who: Sender, creation: Creating, audit: Audit, today: Today
    ) -> Answer:
        desk = Desk(creation.db, keys, audit, who.subject, today)
        letter = service.of_decision(desk=desk, catalogue=catalogue, decision=decision, order=body)
        return await creation.run("letters", letter.prepare, letter.make)

    @router.post(
        "/letters",
        status_code=201,
        operation_id="letter_make",
        summary="Make any other letter: call, notice, order, certificate, transfer of an appeal, reminder ...",
        responses=problems(
            ValidationFailed, NothingNoted, TitleStands, NoAuthority, OfficialExcluded, *_REGISTERS, *CREATION_REFUSED
        ),
    )
    async def make(body: LetterIn, who: Writer, creation: Creating, audit: Audit, today: Today) -> Answer:
        desk = Desk(creation.db, keys, audit, who.subject, today)
        sight = await sight_of(creation.db, who, today)
        letter = service.further(desk=desk, catalogue=catalogue, sight=sight, order=body)
        return await creation.run("letters", letter.prepare, letter.make)

    @router.get(
        "/letters",
        operation_id="letter_list",
        summary="Letters by the day they were made (audited)",
        responses={**CSV_ANSWER, **problems(InvalidCursor)},
        response_model=Page[LetterOut],
    )
    async def list_letters(
        who: Reader,
        db: Write,
        audit: Audit,
        paging: Paging,
        today: Today,
        wanted: Annotated[Filter, Depends(_filter)],
        sort: Literal["made_on", "-made_on"] = "-made_on",
        format: Annotated[Format, Query(description="csv: everything that the filter leaves")] = "json",  # noqa: A002
    ) -> Page[LetterOut] | Response:
        sight = await sight_of(db, who, today)
        found = await service.page(
            db=db, audit=audit, sight=sight, paging=paging, wanted=wanted, sort=sort, everything=format == "csv"
        )
        return csv_response(LetterOut, found.items, "pisma") if format == "csv" else found

    @router.get(
        "/letters/{letter}",
        operation_id="letter_read",
        summary="The letter as PDF or, by Accept, as DOCX (audited)",
        responses={**_FILE, **problems(LetterNotFound, MediaNotOffered)},
        response_class=Response,
    )
    async def read(letter: UUID, _: Reader, db: Write, audit: Audit, accept: Accept = "*/*") -> Response:
        form = _wanted(accept)
        row, body = await service.read(db=db, keys=keys, audit=audit, letter=letter, form=form)
        digest = row.pdf_sha256 if form == "pdf" else row.docx_sha256
        return _file(body, form, f"{row.kind}-{row.id}", {"ETag": f'"{digest.hex()}"'})

    @router.get(
        "/letter-templates", operation_id="letter_template_list", summary="Kinds of letters", responses=problems()
    )
    async def list_templates(_: Reader, db: Read) -> list[TemplateShort]:
        return await templates.listed(db, own)

    @router.get(
        "/letter-templates/{kind}",
        operation_id="letter_template_show",
        summary="The template in force, and the places it may name",
        responses=problems(LetterKindNotFound),
    )
    async def show_template(kind: KindOfLetter, _: Reader, db: Read, response: Response) -> TemplateOut:
        found = await templates.show(db, templates.known(kind, own))
        response.headers["ETag"] = etag(found.version)
        return found

    @router.put(
        "/letter-templates/{kind}",
        operation_id="letter_template_replace",
        summary="A new version of the centre's own template",
        responses=problems(
            LetterKindNotFound, TemplateRefused, PreconditionFailed, PreconditionRequired, ConcurrentChange
        ),
    )
    async def replace_template(
        kind: KindOfLetter,
        body: TemplateIn,
        who: Head,
        db: Write,
        if_match: IfMatch,
        audit: Audit,
        today: Today,
        response: Response,
    ) -> TemplateOut:
        known = templates.known(kind, own)
        made = await templates.replace(db, known, body.text, version=if_match, by=who.subject, today=today)
        await audit.note(db, "replaced", "letter_template")
        response.headers["ETag"] = etag(made.version)
        return made

    @router.post(
        "/letter-templates/{kind}/preview",
        operation_id="letter_template_preview",
        summary="A template filled with sample content, as PDF or, by Accept, as DOCX; nothing is stored",
        responses={**_FILE, **problems(LetterKindNotFound, TemplateRefused, LetterTooLong, MediaNotOffered)},
        response_class=Response,
    )
    async def preview_template(kind: KindOfLetter, body: TemplateIn, _: Writer, accept: Accept = "*/*") -> Response:
        form = _wanted(accept)
        paper = templates.preview(templates.known(kind, own), body.text)
        return _file(await service.rendered(paper, form), form, kind, {})

    return router


async def _filter(
    decision: Annotated[UUID | None, Query()] = None,
    person: Annotated[UUID | None, Query(description="the addressee")] = None,
    kind: Annotated[KindOfLetter | None, Query()] = None,
    about: Annotated[Code | None, Query(description="application, case, appeal, overpayment")] = None,
    about_id: Annotated[UUID | None, Query(description="of which")] = None,
    act: Annotated[bool | None, Query(description="the decision or order itself, or anything else")] = None,
    draft: Annotated[bool | None, Query()] = None,
    znak: Annotated[str | None, Query(max_length=80, description="znak sprawy")] = None,
    made_by: Annotated[str | None, Query(max_length=200)] = None,
    made_from: Annotated[Day | None, Query()] = None,
    made_to: Annotated[Day | None, Query()] = None,
) -> Filter:
    return Filter(decision, person, kind, about, about_id, act, draft, znak, made_by, made_from, made_to)


def _wanted(accept: str) -> Form:
    """The form that Accept prefers; PDF when it does not care. Raises MediaNotOffered."""
    best: tuple[int, Form] | None = None
    for asked in accept.split(","):
        media, _, parameters = asked.strip().partition(";")
        weight = _thousandths(parameters)
        for form, offered in MEDIA_TYPES.items():
            if media.strip().lower() in (offered, "*/*", "application/*") and weight > (best[0] if best else 0):
                best = (weight, form)
    if best is None:
        raise MediaNotOffered
    return best[1]


def _thousandths(parameters: str) -> int:
    found = _WEIGHT.search(parameters)
    if found is None:
        return 1000
    whole, _, part = found[1].partition(".")
    return int(whole) * 1000 + int(f"{part:0<3}")


def _file(body: bytes, form: Form, name: str, headers: dict[str, str]) -> Response:
    return Response(
        body,
        media_type=MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
            "Cache-Control": "no-store",
            **headers,
        },
    )
