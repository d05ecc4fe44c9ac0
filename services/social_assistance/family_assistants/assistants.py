"""The register of family assistants: by which contract, from when to when, with how many families. Their names are encrypted."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.problems import OtherUnit
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing, Place
from services.social_assistance.family_assistants import store
from services.social_assistance.family_assistants.problems import AssistantWorks, FamilyAssistantNotFound
from services.social_assistance.family_assistants.schemas import FamilyAssistantIn, FamilyAssistantOut
from services.social_assistance.family_assistants.tables import AssistantRow
from services.social_assistance.social_work.rules import room_for_families

_ASSISTANT = "family_assistant"
_THOUSAND = 1000


async def register(hand: Hand, sight: Sight, keys: KeyRing, body: FamilyAssistantIn) -> Answer:
    """An assistant is entered. Raises OtherUnit."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    one = new_id()
    row = AssistantRow(
        gmina=hand.db.gmina, id=one, name=_sealed(keys, hand.db.gmina, one, body.name), contract=body.contract,
        post=_post(body.post), since=body.since, until=body.until, unit=body.unit, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _ASSISTANT, row.id)
    return Answer(id=row.id, version=row.version, state="registered")


async def change(
    hand: Hand, sight: Sight, keys: KeyRing, assistant: UUID, body: FamilyAssistantIn, version: int
) -> Answer:
    """What is said of her is replaced, her last day too. Raises FamilyAssistantNotFound, OtherUnit, AssistantWorks, PreconditionFailed."""
    row = await store.assistant(hand.db, sight, assistant, lock=True)
    if row is None:
        raise FamilyAssistantNotFound
    check_version(version, row.version)
    if not (sight.works_on(row.unit) and sight.works_on(body.unit)):
        raise OtherUnit
    over = body.until is not None and body.until < hand.today
    # Work that was handed over to her began before she did.
    begins = body.since if body.since > row.since else date.min
    if await store.works_beyond(hand.db, row.id, begins, over):
        raise AssistantWorks
    row.name, row.contract, row.post = _sealed(keys, row.gmina, row.id, body.name), body.contract, _post(body.post)
    row.since, row.until, row.unit = body.since, body.until, body.unit
    row.version += 1
    await hand.db.flush()
    await hand.note("change", _ASSISTANT, row.id)
    return Answer(id=row.id, version=row.version, state="registered")


async def page(
    hand: Hand,
    sight: Sight,
    keys: KeyRing,
    catalogue: Catalogue,
    paging: PageRequest,
    wanted: store.AssistantFilters,
    sort: str,
    *,
    everything: bool,
) -> Page[FamilyAssistantOut]:
    """Assistants by the first day of their contract, with how many families each works."""
    keyset = paging.keyset(f"{_ASSISTANT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.assistants(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _ASSISTANT, None)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.since, row.id))
    return Page(items=await _told(hand, keys, catalogue, rows), next_cursor=cursor)


async def show(hand: Hand, sight: Sight, keys: KeyRing, catalogue: Catalogue, assistant: UUID) -> FamilyAssistantOut:
    """An assistant. Raises FamilyAssistantNotFound."""
    row = await store.assistant(hand.db, sight, assistant)
    if row is None:
        raise FamilyAssistantNotFound
    await hand.note("read", _ASSISTANT, row.id)
    return (await _told(hand, keys, catalogue, [row]))[0]


def room(catalogue: Catalogue, gmina: str, families: int, on: date) -> int | None:
    """How many more families an assistant may take on; None where the law of the day sets no limit."""
    try:
        return room_for_families(families, catalogue.law(gmina).on(on))
    except NoParameter:
        return None


async def _told(
    hand: Hand, keys: KeyRing, catalogue: Catalogue, rows: Sequence[AssistantRow]
) -> list[FamilyAssistantOut]:
    works = await store.families_of(hand.db, [row.id for row in rows])
    return [
        FamilyAssistantOut.model_validate(
            row.model_dump()
            | {
                "name": keys.decrypt(row.name, _place(row.gmina), str(row.id)),
                "post": None if row.post is None else f"{row.post // _THOUSAND}.{row.post % _THOUSAND:03d}",
                "families": works[row.id],
                "room": room(catalogue, row.gmina, works[row.id], hand.today),
            }
        )
        for row in rows
    ]


def _post(text: str | None) -> int | None:
    return None if text is None else int(Fraction(text) * _THOUSAND)


def _sealed(keys: KeyRing, gmina: str, assistant: UUID, name: str) -> bytes:
    return keys.encrypt(name, _place(gmina), str(assistant))


def _place(gmina: str) -> Place:
    return Place(gmina, _ASSISTANT, "name")
