"""The register of third parties: whom the gmina pays for what it gives in kind."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.problems import wrong
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.identifiers import BadIdentifier, nip
from kit.paging import Page, PageRequest
from services.social_assistance.third_parties import store
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import ThirdPartyExists, ThirdPartyNotFound
from services.social_assistance.third_parties.schemas import ClosedIn, ThirdPartyIn, ThirdPartyOut
from services.social_assistance.third_parties.tables import ThirdPartyRow

_PARTY = "third_party"


async def register(desk: Desk, order: ThirdPartyIn) -> Answer:
    """Keeps it. Raises ValidationFailed, ThirdPartyExists."""
    hand = desk.hand
    if order.nip is not None:
        try:
            nip(order.nip)
        except BadIdentifier:
            raise wrong("/nip", "nip_invalid", "To nie jest numer NIP.") from None
        if await store.has_nip(hand.db, order.nip):
            raise ThirdPartyExists
    if not desk.sight.works_on(order.unit):
        raise wrong("/unit", "unit_of_others", "To nie jest jednostka, w której ta osoba pracuje.")
    row = ThirdPartyRow(gmina=hand.db.gmina, id=new_id(), noted_by=hand.by, **order.model_dump())
    hand.db.add(row)
    try:
        await hand.db.flush()
    except IntegrityError:
        # Registered by somebody else in the same moment.
        raise ThirdPartyExists from None
    await hand.note("registered", _PARTY, row.id)
    return Answer(id=row.id, version=row.version, state="open")


async def close(desk: Desk, party: UUID, order: ClosedIn, version: int) -> Answer:
    """From the day after nothing new is registered of it; what came before is worked on. Raises ThirdPartyNotFound."""
    row = await store.party(desk.hand.db, desk.sight, party, lock=True)
    if row is None:
        raise ThirdPartyNotFound
    check_version(version, row.version)
    if order.until < row.since:
        raise wrong("/until", "day_out_of_order", "Koniec jest przed początkiem.")
    row.until, row.version = order.until, row.version + 1
    await desk.hand.db.flush()
    await desk.hand.note("closed", _PARTY, row.id)
    return Answer(id=row.id, version=row.version, state="closed")


async def page(
    desk: Desk, paging: PageRequest, wanted: store.PartyFilters, sort: str, *, everything: bool
) -> Page[ThirdPartyOut]:
    """Third parties by name."""
    keyset = paging.keyset(f"{_PARTY} by {sort}", {"gmina": desk.hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.parties(desk.hand.db, desk.sight, wanted, after, sort.startswith("-"), fetch)
    await desk.hand.note("exported" if everything else "listed", _PARTY, None)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.name, row.id))
    return Page(items=[ThirdPartyOut.model_validate(row.model_dump()) for row in rows], next_cursor=cursor)
