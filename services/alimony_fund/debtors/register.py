"""The register of debtors: who owes alimony, by which titles, who enforces them, what was paid of current alimony."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import View
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.alimony_fund.debtors import history, naming, rules, store
from services.alimony_fund.debtors.going_on import anything_goes_on
from services.alimony_fund.debtors.problems import DebtorBusy, DebtorClosed, DebtorKnown, DebtorNotFound
from services.alimony_fund.debtors.schemas import (
    DebtorIn,
    DebtorOut,
    DebtorShown,
    ProtectedMonthOut,
    ProtectionOut,
    RoleOut,
    RolesChangedIn,
    TitleOut,
)
from services.alimony_fund.debtors.tables import DebtorRow, TitleRow
from services.alimony_fund.debtors.turning import Pages

DEBTOR = "debtor"
_PROTECTS = "fa_debtor_protection_share"
ACTED_ON = "fa_debtor_request_repeated_after"


async def register(hand: Hand, sight: Sight, catalogue: Catalogue, body: DebtorIn) -> Answer:
    """A person becomes a debtor: whichever entry of hers is named, she is entered under the one that stands. Raises ValidationFailed,
    OtherUnit, DebtorKnown, OfficialExcluded, DayOutOfOrder."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    stands = (await one_person.stand_ins(hand.db, [body.person]))[body.person]
    named, body = {body.person, stands}, body.model_copy(update={"person": stands})
    person = await persons.lock(hand.db, body.person)
    if person is None or person.merged_into is not None or await hidden_persons(hand.db, sight, named):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset(named)), hand.today)
    if await store.open_entry(hand.db, body.person):
        raise DebtorKnown
    if await store.closed_account(hand.db, body.person):
        raise DebtorKnown("Zamknięty wpis tej osoby ma rachunek należności; otwiera się go ponownie.")
    on = hand.day(body.opened_on, person.birth_date)
    if not catalogue.law(hand.db.gmina).on(on).has(ACTED_ON):
        raise wrong(
            "/opened_on", "before_the_act", "W tym dniu nie działano jeszcze wobec dłużników na podstawie tej ustawy."
        )
    row = DebtorRow(
        gmina=hand.db.gmina, id=new_id(), opened_on=on, noted_by=hand.by,
        **body.model_dump(exclude={"opened_on"}),
    )  # fmt: skip
    answer = await kept(hand, row, DEBTOR, "registered", "art. 3 ust. 5, art. 4 ust. 1 u.p.o.u.a.")
    await history.keep_role(hand, row, on)
    return answer


async def change(hand: Hand, sight: Sight, debtor: UUID, body: RolesChangedIn, version: int) -> Answer:
    """The roles, the other organ or the unit changed; what held before is kept with its days.

    Raises DebtorNotFound, DebtorClosed, DayOutOfOrder, DebtorBusy: what a role began goes on.
    """
    row = await opened(hand, sight, debtor, version)
    if not sight.works_on(body.unit):
        raise OtherUnit
    lost = [role for role in ("creditor_organ", "debtor_organ") if getattr(row, role) and not getattr(body, role)]
    if lost and await anything_goes_on(hand.db, row.id, lost):
        raise DebtorBusy
    since = hand.day(body.since, await history.roles_since(hand, row))
    for name, value in body:
        if name != "since":
            setattr(row, name, value)
    await history.keep_role(hand, row, since)
    return await changed(hand, row, DEBTOR, "changed")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[DebtorOut]:
    """Debtors by the day on which their entry was opened."""
    pages = Pages(paging, DEBTOR, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await store.page(hand.db, sight, wanted, pages.turn))
    await hand.note("exported" if everything else "listed", DEBTOR, wanted.person or wanted.entitled)
    return Page(items=await _told(hand, sight, rows), next_cursor=cursor)


async def show(hand: Hand, sight: Sight, debtor: UUID) -> DebtorShown:
    """The debtor with the titles that she sees. Raises DebtorNotFound."""
    row = await store.load(hand.db, sight, debtor)
    if row is None:
        raise DebtorNotFound
    await hand.note("read", DEBTOR, row.id)
    (told,) = await _told(hand, sight, [row])
    titles = await titles_told(hand, await store.titles(hand.db, row.id, sight))
    roles = [RoleOut.model_validate(one.model_dump()) for one in await history.roles(hand, row)]
    return DebtorShown(**told.model_dump(), titles=titles, roles=roles)


async def show_protection(hand: Hand, sight: Sight, catalogue: Catalogue, debtor: UUID, on: date) -> ProtectionOut:
    """Whether payments bar the decision on the day (art. 5 ust. 3a). Raises DebtorNotFound, ValidationFailed."""
    row = await store.load(hand.db, sight, debtor)
    if row is None:
        raise DebtorNotFound
    view = catalogue.law(hand.db.gmina).on(on)
    if not view.has(_PROTECTS):
        raise wrong("/on", "before_the_rule", "W tym dniu wpłaty nie chroniły jeszcze dłużnika.")
    found = await protection_of(hand, row.id, on, view)
    await hand.note("read", DEBTOR, row.id)
    months = [
        ProtectedMonthOut(month=month_text(one.month), due=zloty(one.due), paid=zloty(one.paid), enough=one.enough)
        for one in found.months
    ]
    return ProtectionOut(on=on, holds=found.holds, article=view.value(_PROTECTS).article, months=months)


async def protection_of(hand: Hand, debtor: UUID, on: date, view: View) -> rules.Protection:
    """The test of art. 5 ust. 3a on the day, over all titles of the debtor."""
    since = month_of(on) - view.count("fa_debtor_protection_months")
    return rules.protection(await store.as_rules_know(hand.db, debtor, since), on, view)


async def opened(hand: Hand, sight: Sight, debtor: UUID, version: int | None) -> DebtorRow:
    """The open entry, kept from other writers; version: that was read. Raises DebtorNotFound, DebtorClosed, OfficialExcluded."""
    row = await store.load(hand.db, sight, debtor, lock=True)
    if row is None:
        raise DebtorNotFound
    if version is not None:
        check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    if row.closed_on is not None:
        raise DebtorClosed
    return row


async def _told(hand: Hand, sight: Sight, rows: Collection[DebtorRow]) -> list[DebtorOut]:
    sums = await store.in_force(hand.db, sight, [row.id for row in rows], hand.today)
    names = await naming.of_persons(hand.db, {row.person for row in rows})
    told = []
    for row in rows:
        entitled, monthly = sums.get(row.id, (0, 0))
        more = {"entitled": entitled, "monthly": zloty(monthly)} | names[row.person]
        told.append(DebtorOut.model_validate(row.model_dump() | more))
    return told


async def titles_told(hand: Hand, rows: Collection[TitleRow]) -> list[TitleOut]:
    """Titles as they go out, with the names of whom they entitle."""
    names = await naming.of_persons(hand.db, {row.entitled for row in rows})
    return [
        TitleOut.model_validate(row.model_dump() | {"monthly": zloty(row.monthly)} | names[row.entitled])
        for row in rows
    ]


async def kept(hand: Hand, row: DebtorRow | TitleRow, subject: str, action: str, article: str) -> Answer:
    """A new row, written down."""
    hand.db.add(row)
    await hand.db.flush()
    await hand.note(action, subject, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=_state(row))


async def changed(
    hand: Hand, row: DebtorRow | TitleRow, subject: str, action: str, article: str | None = None
) -> Answer:
    """A row that changed, written down under its next version."""
    row.version += 1
    await hand.db.flush()
    await hand.note(action, subject, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=_state(row))


def _state(row: DebtorRow | TitleRow) -> str:
    ended = row.closed_on if isinstance(row, DebtorRow) else None
    return "open" if ended is None else "closed"
