"""What is done with acts of registers: entered, finished, withdrawn; lists, and what a stretch of months counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from uuid import UUID

from casework.applications import store as applications
from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.households import store as households
from casework.persons import one_person
from casework.persons import store as persons
from kit.db import ReadSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, last_day, month_text
from services.social_assistance.acts import schemas as s
from services.social_assistance.acts import shifting, store
from services.social_assistance.acts.counting import whole_period
from services.social_assistance.acts.problems import LimitExceeded, SocialActNotFound
from services.social_assistance.acts.registers import CHILDREN, HOUSEHOLDS, PERSONS, Register, left, registers, span
from services.social_assistance.acts.states import SOCIAL_ACT
from services.social_assistance.acts.tables import ActHouseholdRow, ActPersonRow, ActProductRow, ActRow
from services.social_assistance.acts.telling import THOUSAND

_ACT = "social_act"
_BEGINNING = date(2000, 1, 1)
_MEMBERS = {PERSONS: "persons", CHILDREN: "children", HOUSEHOLDS: "households"}


async def register(hand: Hand, sight: Sight, catalogue: Catalogue, order: s.SocialActIn) -> Answer:
    """Enters an act, done or waiting. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder, LimitExceeded."""
    book = _fits(order)
    if not sight.works_on(order.unit):
        raise OtherUnit
    named = {PERSONS: order.persons, CHILDREN: order.children, HOUSEHOLDS: order.households}
    named = {unit: list(ids) for unit, ids in named.items() if unit in book.counts and ids}
    await _known(hand, sight, order)
    await _not_excluded(hand, named, order.application, order.decision)
    asked_on = None if order.asked_on is None else hand.day(order.asked_on, _BEGINNING)
    done_on = None if order.done_on is None else hand.day(order.done_on, asked_on or _BEGINNING)
    await store.alone(hand.db, book.code)
    row = ActRow(
        gmina=hand.db.gmina, id=new_id(), register_code=book.code, act=order.act,
        entry=await store.next_entry(hand.db, book.code), state="open" if done_on is None else "done", unit=order.unit,
        requester=order.requester, asked_on=asked_on, due_on=order.due_on, done_on=done_on, application=order.application,
        decision=order.decision, cost=sum(map(_cost, order.products)) + _cost(order), quantity=_quantity(order), noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    for unit, ids in named.items():
        for one in ids:
            hand.db.add(
                ActHouseholdRow(gmina=row.gmina, act=row.id, household=one)
                if unit == HOUSEHOLDS
                else ActPersonRow(gmina=row.gmina, act=row.id, counted_as=unit, person=one)
            )
    for given in order.products:
        quantity = _thousandths(given.quantity)
        hand.db.add(
            ActProductRow(gmina=row.gmina, act=row.id, product=given.product, quantity=quantity, cost=_cost(given))
        )
    await hand.db.flush()
    if done_on is not None:
        await _done(hand, catalogue, row, named)
    await hand.note("registered", _ACT, row.id, legal_basis=book.article)
    return Answer(id=row.id, version=row.version, state=row.state)


async def finish(
    hand: Hand, sight: Sight, catalogue: Catalogue, act: UUID, order: s.SocialActDoneIn, version: int
) -> Answer:
    """What waited was done. Raises SocialActNotFound, TransitionNotAllowed, DayOutOfOrder, LimitExceeded."""
    row, named = await _opened(hand, sight, act, version)
    state = SOCIAL_ACT.move(row.state, "finish")
    row.done_on = hand.day(order.on, row.asked_on or _BEGINNING)
    row.state = state
    await _done(hand, catalogue, row, named)
    return await _changed(hand, row, "finish")


async def withdraw(hand: Hand, sight: Sight, act: UUID, order: s.SocialActWithdrawnIn, version: int) -> Answer:
    """It stands no more; of one that was done, what was told is taken back. Raises SocialActNotFound, TransitionNotAllowed."""
    row, named = await _opened(hand, sight, act, version)
    state = SOCIAL_ACT.move(row.state, "withdraw")
    if row.state == "done":
        await shifting.went(hand, row, await shifting.whom(hand, named))
    row.state, row.withdrawn_as = state, order.reason
    return await _changed(hand, row, "withdraw")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.SocialActOut]:
    """Acts by the day on which they were done, or by their term."""
    keyset = paging.keyset(f"{_ACT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(
        hand.db,
        sight,
        wanted,
        order_by=sort.removeprefix("-"),
        after=after,
        descending=sort.startswith("-"),
        fetch=fetch,
    )
    await hand.note("exported" if everything else "listed", _ACT, wanted.person or wanted.household)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda one: (one[1], one[0].id))
    named = await store.named(hand.db, [row.id for row, _ in rows])
    products = await store.products(hand.db, [row.id for row, _ in rows])
    items = [_told(row, named[row.id], products[row.id], hand.today) for row, _ in rows]
    return Page(items=items, next_cursor=cursor)


async def show(hand: Hand, sight: Sight, act: UUID) -> s.SocialActOut:
    """An act with whom it names. Raises SocialActNotFound."""
    row = await store.load(hand.db, sight, act)
    if row is None:
        raise SocialActNotFound
    await hand.note("read", _ACT, row.id)
    named, products = await store.named(hand.db, [row.id]), await store.products(hand.db, [row.id])
    return _told(row, named[row.id], products[row.id], hand.today)


async def counts(db: ReadSession, since: int, until: int, register_code: str | None) -> s.SocialActCountsOut:
    """What the registers count from a month to a month (ordinals)."""
    days = first_day(since), last_day(until)
    period = whole_period(*days)
    acts, units = await store.counts(db, *days, register_code, period)
    given = await store.given_out(db, *days, register_code)
    found = {code: s.SocialRegisterCountOut(
        register_code=code, title=one.title,
        acts=[
            s.SocialActCountOut(act=act, acts=number, cost=zloty(cost), quantity=_measured(quantity))
            for of, act, number, cost, quantity in acts if of == code
        ],
        products=[
            s.SocialActProductOut(product=product, quantity=_text(quantity), cost=zloty(cost))
            for of, product, quantity, cost in given if of == code
        ],
        counts=[
            s.SocialUnitCountOut(unit=unit, all=named, different=first if period else None)
            for of, unit, named, first in units if of == code
        ],
    ) for code, one in registers().by_code.items() if register_code in (None, code)}  # fmt: skip
    return s.SocialActCountsOut(since=month_text(since), until=month_text(until), registers=list(found.values()))


def _fits(order: s.SocialActIn) -> Register:
    """The register of the order. Raises ValidationFailed when it does not have what the order says."""
    book = registers().by_code.get(order.register_code)
    if book is None:
        raise wrong("/register_code", "register_unknown", "Nie ma takiego rejestru.")
    if order.act not in book.acts:
        raise wrong("/act", "act_unknown", "W tym rejestrze nie ma takiej czynności.")
    if order.requester is not None and (not book.requesters or order.requester not in registers().requesters):
        raise wrong("/requester", "requester_unknown", "Ten rejestr nie zna takiego zlecającego.")
    for unit, member in _MEMBERS.items():
        if unit not in book.counts and getattr(order, member):
            raise wrong(f"/{member}", "not_counted", "Ten rejestr nie liczy takich osób lub rodzin.")
    if order.cost is not None and not book.cost:
        raise wrong("/cost", "no_cost", "Czynności tego rejestru nie mają kosztu.")
    if order.quantity is not None and (book.quantity is None or not Fraction(order.quantity)):
        raise wrong("/quantity", "not_measured", "W tym rejestrze nic się nie mierzy albo ilość wynosi zero.")
    for number, given in enumerate(order.products):
        if given.product not in book.products:
            raise wrong(f"/products/{number}/product", "product_unknown", "Ten rejestr nie zna takiego produktu.")
        if not Fraction(given.quantity):
            raise wrong(f"/products/{number}/quantity", "not_measured", "Ilość wynosi zero.")
        if given.cost is not None and not book.cost:
            raise wrong(f"/products/{number}/cost", "no_cost", "Czynności tego rejestru nie mają kosztu.")
    if book.acts[order.act].limit is not None and (order.quantity is None or len(order.persons) != 1):
        raise wrong("/quantity", "one_person", "Czynność z limitem dotyczy jednej osoby i podaje się jej ilość.")
    return book


async def _known(hand: Hand, sight: Sight, order: s.SocialActIn) -> None:
    """Everything that the order names is in the registers, and she sees it. Raises ValidationFailed."""
    for member, ids in (("persons", order.persons), ("children", order.children)):
        there = (await persons.many(hand.db, ids)).keys() - await hidden_persons(hand.db, sight, ids)
        for number, one in enumerate(ids):
            if one not in there:
                raise wrong(f"/{member}/{number}", "person_unknown", "Tej osoby nie ma w rejestrze.")
    hidden = await hidden_households(hand.db, sight, order.households)
    families = (await households.many(hand.db, order.households)).keys() - hidden
    for number, one in enumerate(order.households):
        if one not in families:
            raise wrong(f"/households/{number}", "household_unknown", "Tej rodziny nie ma w rejestrze.")
    if order.application is not None and not await applications.is_seen(hand.db, sight, order.application):
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    if order.decision is not None and not await decisions.is_seen(hand.db, sight, order.decision):
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")


async def _not_excluded(
    hand: Hand, named: Mapping[str, Sequence[UUID]], application: UUID | None, decision: UUID | None
) -> None:
    """Whoever is excluded from the matter of anybody named takes no part (k.p.a. art. 24). Raises OfficialExcluded."""
    everybody = frozenset(one for unit, ids in named.items() if unit != HOUSEHOLDS for one in ids)
    families = frozenset(named.get(HOUSEHOLDS, ()))
    whose = Matter(everybody, application=application, decision=decision, households=families)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)


async def _done(hand: Hand, catalogue: Catalogue, row: ActRow, named: Mapping[str, list[UUID]]) -> None:
    """The act counts from now on. Raises LimitExceeded."""
    limit = registers().by_code[row.register_code].acts[row.act].limit
    if limit is not None and row.quantity is not None and row.done_on is not None:
        (person,) = named[PERSONS]
        entries = await one_person.entries(hand.db, person)
        used = await store.used(hand.db, row, entries, *span(row.done_on, limit.per))
        rest = left(limit, Fraction(used, THOUSAND), catalogue.law(hand.db.gmina).on(row.done_on))
        if rest is not None and Fraction(row.quantity, THOUSAND) > rest:
            raise LimitExceeded
    await shifting.came(hand, row, await shifting.whom(hand, named))


async def _opened(hand: Hand, sight: Sight, act: UUID, version: int) -> tuple[ActRow, dict[str, list[UUID]]]:
    """The act with whom it names, its register kept from other writers. Raises SocialActNotFound, PreconditionFailed, OfficialExcluded."""
    seen = await store.load(hand.db, sight, act)
    if seen is None:
        raise SocialActNotFound
    # The register before the act: whoever tells of this act through another one holds the register already.
    await store.alone(hand.db, seen.register_code)
    row = await store.load(hand.db, sight, act, lock=True)
    if row is None:
        raise SocialActNotFound
    await hand.db.refresh(row)
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    named = (await store.named(hand.db, [row.id]))[row.id]
    await _not_excluded(hand, named, row.application, row.decision)
    return row, named


async def _changed(hand: Hand, row: ActRow, step: str) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(step, _ACT, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


def _told(
    row: ActRow, named: Mapping[str, Sequence[UUID]], products: Sequence[ActProductRow], today: date
) -> s.SocialActOut:
    told = row.model_dump() | {
        "overdue": row.state == "open" and row.due_on is not None and row.due_on < today,
        "cost": zloty(row.cost),
        "quantity": _measured(row.quantity),
        "products": [
            {"product": one.product, "quantity": _text(one.quantity), "cost": zloty(one.cost)} for one in products
        ],
        "allowed": list(SOCIAL_ACT.allowed(row.state)),
    }
    return s.SocialActOut.model_validate(
        told | {member: list(named.get(unit, ())) for unit, member in _MEMBERS.items()}
    )


def _cost(one: s.SocialActIn | s.SocialActProductIn) -> int:
    return 0 if one.cost is None else grosze(one.cost)


def _quantity(order: s.SocialActIn) -> int | None:
    """Thousandths of the register's unit: as stated, or of all products together."""
    if order.products:
        return sum(_thousandths(one.quantity) for one in order.products)
    return None if order.quantity is None else _thousandths(order.quantity)


def _thousandths(quantity: str) -> int:
    return int(Fraction(quantity) * THOUSAND)


def _measured(thousandths: int | None) -> str | None:
    return None if thousandths is None else _text(thousandths)


def _text(thousandths: int) -> str:
    return f"{thousandths // THOUSAND}.{thousandths % THOUSAND:03d}"
