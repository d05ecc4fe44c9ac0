"""What a document is and when it came, its withdrawal from a wrong case, and what an application's benefits ask for and is there."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from casework.applications import attachments_store, store
from casework.applications.attachments import Described, kept_name
from casework.applications.attachments_schemas import (
    AskedByBenefitOut,
    AskedDocumentOut,
    AttachmentKindOut,
    AttachmentListed,
    AttachmentOut,
    AttachmentWithdrawalIn,
    CompletenessOut,
    DescriptionIn,
)
from casework.applications.attachments_store import AttachmentFilters
from casework.applications.content_types import JSON
from casework.applications.desk import Desk, matter_of
from casework.applications.problems import (
    ApplicationNotFound,
    AttachmentNotFound,
    AttachmentRelied,
    AttachmentWithdrawn,
)
from casework.applications.tables import ApplicationRow
from casework.authority.deciding import not_excluded
from casework.benefits.attachments import FORM, AskedFor, AttachmentLaw, common_kinds
from casework.evidence import store as facts
from casework.evidence.tables import FactRow
from casework.households import store as households
from kit.etag import check_version
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.problems import FieldError, ValidationFailed


async def describe(desk: Desk, attachment: UUID, order: DescriptionIn, version: int) -> Answer:
    """What the document is, said anew. Raises AttachmentNotFound, AttachmentWithdrawn, ValidationFailed."""
    found, row = await _opened(desk, attachment, version)
    said = Described(order.kind, order.received_on, order.posted_on)
    await fits(desk, row.id, said)
    return await _noted(desk, found, "described", **asdict(said))


async def withdraw(desk: Desk, attachment: UUID, order: AttachmentWithdrawalIn, version: int) -> Answer:
    """The document does not belong here. Raises AttachmentNotFound, AttachmentWithdrawn, AttachmentRelied."""
    found, _ = await _opened(desk, attachment, version)
    if await attachments_store.relied_on(desk.db, attachment):
        raise AttachmentRelied
    return await _noted(desk, found, "withdrawn", reason=order.reason)


async def fits(desk: Desk, application: UUID, said: Described) -> None:
    """That the kind is one of the application's benefits or of any letter, and no day lies ahead. Raises ValidationFailed."""
    received_on = said.received_on or desk.today
    if received_on > desk.today:
        raise _wrong("/received_on", "day_out_of_order", "Dzień jest w przyszłości.")
    if said.posted_on is not None and said.posted_on > received_on:
        raise _wrong("/posted_on", "sent_after_received", "Nadano później, niż wpłynęło.")
    if said.kind is None:
        return
    benefits = [one.benefit for one in await store.matters(desk.db, application)]
    if said.kind == FORM or said.kind not in desk.catalogue.attachments.allowed(benefits):
        raise _wrong("/kind", "kind_unknown", "Świadczenia z tego podania nie znają takiego dokumentu.")


async def page(
    desk: Desk, paging: PageRequest, filters: AttachmentFilters, sort: str, *, everything: bool
) -> Page[AttachmentListed]:
    """One page of attachments of applications that are seen; everything: all of them, for a file. Audited."""
    named = {name: getattr(filters, name) for name in AttachmentFilters.__slots__}
    keyset = paging.keyset(f"attachments by {sort}", {"gmina": desk.db.gmina, **named})
    await desk.note("exported" if everything else "listed", "attachment", filters.application or filters.person)
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await attachments_store.page(desk.db, desk.sight, filters, after=after, sort=sort, fetch=fetch)
    shown, cursor = (rows, None) if everything else keyset.page(rows, lambda row: (row["received_on"], row["id"]))
    return Page(items=[AttachmentListed.model_validate(_shown(desk, row)) for row in shown], next_cursor=cursor)


async def of_application(desk: Desk, application: UUID) -> list[AttachmentOut]:
    """The attachments of an application, in the order in which they were added, withdrawn ones too."""
    rows = await attachments_store.of_application(desk.db, application)
    return [
        AttachmentOut.model_validate({k: v for k, v in _shown(desk, row).items() if k != "application"}) for row in rows
    ]


async def completeness(desk: Desk, application: UUID) -> CompletenessOut:
    """What the benefits ask for and what is there; what is missing informs and changes nothing. Raises ApplicationNotFound."""
    row = await store.load(desk.db, application)
    if row is None:
        raise ApplicationNotFound
    await desk.note("read", "application", row.id)
    law = desk.catalogue.attachments
    there = [one for one in await attachments_store.of_application(desk.db, row.id) if one["state"] == "standing"]
    known = await _established(desk, row)
    matters = [one.benefit for one in await store.matters(desk.db, row.id)]
    benefits = [
        AskedByBenefitOut(benefit=one, documents=[_asked(law, two, there, known) for two in law.asks.get(one, ())])
        for one in matters
    ]
    placed = {one for benefit in benefits for document in benefit.documents for one in document.attachments}
    return CompletenessOut(
        application=row.id,
        complete=not any(two.state == "missing" for one in benefits for two in one.documents),
        benefits=benefits,
        others=[one["id"] for one in there if one["id"] not in placed and one["media_type"] != JSON],
    )


def listed(law: AttachmentLaw) -> list[AttachmentKindOut]:
    """Every kind of the service's acts and of any letter."""
    asked: dict[str, list[str]] = {}
    for benefit, rows in law.asks.items():
        for code in dict.fromkeys(one.kind for one in rows):
            asked.setdefault(code, []).append(benefit)
    return [
        AttachmentKindOut(
            code=one.code,
            title=one.title,
            article=one.article,
            confidence=one.confidence,
            benefits=sorted(asked.get(one.code, [])) if one.code in law.kinds else [],
        )
        for one in sorted({**common_kinds(), **law.kinds}.values(), key=lambda kind: kind.code)
        if one.code != FORM
    ]


async def _opened(desk: Desk, attachment: UUID, version: int) -> tuple[dict[str, Any], ApplicationRow]:
    found = await attachments_store.one(desk.db, attachment)
    row = None if found is None else await store.lock(desk.db, found["application"])
    # Once more, behind the lock that keeps other writers out.
    found = await attachments_store.one(desk.db, attachment)
    if found is None or row is None:
        raise AttachmentNotFound
    check_version(version, found["version"])
    await not_excluded(desk.db, desk.by, matter_of(row), desk.today)
    if found["state"] == "withdrawn" or found["media_type"] == JSON:
        raise AttachmentWithdrawn("Formularz zostaje przy podaniu." if found["media_type"] == JSON else "")
    return found, row


async def _noted(desk: Desk, found: Mapping[str, Any], act: str, **said: Any) -> Answer:
    version = found["version"]
    await attachments_store.note(desk.db, found["id"], version, act, desk.by, desk.today, **said)
    await desk.note(act, "attachment", found["id"])
    return Answer(id=found["id"], version=version + 1, state="withdrawn" if act == "withdrawn" else "attached")


async def _established(desk: Desk, row: ApplicationRow) -> list[FactRow]:
    """Facts that stand about the applicant and her household."""
    homes = [row.household] if row.household is not None else []
    people = {row.applicant} | {one.person for home in homes for one in await households.members(desk.db, home)}
    wanted = facts.about(persons=[one for one in people if one is not None], households=homes)
    return list(await facts.standing(desk.db, desk.today, wanted, sight=desk.sight))


def _asked(
    law: AttachmentLaw, asked: AskedFor, there: Iterable[Mapping[str, Any]], known: Iterable[FactRow]
) -> AskedDocumentOut:
    kind = law.find(asked.kind)
    papers = [one["id"] for one in there if one["kind"] == asked.kind]
    behind = [one.fact for one in known if asked.fact == (one.kind, one.code)]
    state = "there" if papers else "established" if behind else "missing" if asked.when is None else "only_if"
    return AskedDocumentOut.model_validate(
        {
            "kind": asked.kind,
            "title": kind.title if kind else asked.kind,
            "article": kind.article if kind else "",
            "when": asked.when,
            "attachments": papers,
            "established": behind,
            "state": state,
        }
    )


def _shown(desk: Desk, row: Mapping[str, Any]) -> dict[str, Any]:
    name = kept_name(desk.keys, desk.db.gmina, row["id"], bytes(row["name"]))
    return {**row, "name": name, "sha256": bytes(row["sha256"]).hex()}


def _wrong(pointer: str, code: str, message: str) -> ValidationFailed:
    return ValidationFailed(message, errors=[FieldError(pointer, code, message)])
