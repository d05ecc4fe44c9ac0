"""What is done with meals: who is fed where, prices, the facility's list of a month, and an invoice divided by it."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import hidden_persons
from casework.awards.tables import AwardRow
from casework.facts.money import thousandths
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.periods import days_in, first_day, last_day, month_of, parse_month
from kit.problems import FieldError, ValidationFailed
from services.social_assistance.meals import problems as refused
from services.social_assistance.meals import rules, store
from services.social_assistance.meals.schemas import (
    ByListIn,
    EnteredIn,
    LastDayIn,
    MealListIn,
    MealPersonIn,
    PriceIn,
)
from services.social_assistance.meals.states import MEAL_LIST
from services.social_assistance.meals.tables import EatenRow, MealListRow, MealPersonRow, MealPriceRow
from services.social_assistance.third_parties import store as parties
from services.social_assistance.third_parties.allocating import allocate
from services.social_assistance.third_parties.desk import Desk
from services.social_assistance.third_parties.problems import InvoiceNotFound, ThirdPartyNotFound
from services.social_assistance.third_parties.schemas import AllocationIn, AllocationsIn
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow

MEALS = "meals"
PUPILS = "posilek_dziecka"
"""What may be given on the headmaster's request alone."""
_PERSON, _LIST, _PRICE = "meal_person", "meal_list", "meal_price"


async def enrol(desk: Desk, order: MealPersonIn) -> Answer:
    """She is fed from the day on. Raises ThirdPartyNotFound, MealPersonExists, ValidationFailed, OfficialExcluded."""
    hand, sight = desk.hand, desk.sight
    if await parties.party(hand.db, sight, order.facility) is None:
        raise ThirdPartyNotFound
    if order.benefit not in desk.catalogue.invoiced or desk.catalogue.get(order.benefit).quantity != "posilek":
        raise wrong("/benefit", "no_meal", "To świadczenie nie jest posiłkiem.")
    known = (await persons.many(hand.db, {order.person})).keys() - await hidden_persons(hand.db, sight, {order.person})
    if order.person not in known:
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if order.household is not None and not await parties.households(hand.db, sight, [order.household]):
        raise wrong("/household", "household_unknown", "Nie ma takiego gospodarstwa.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({order.person}), order.household), hand.today)
    if order.award is None and order.benefit != PUPILS:
        raise wrong("/way", "decision_needed", "Bez decyzji posiłek otrzymują tylko dzieci i uczniowie.")
    if order.award is not None:
        await _right(desk, order)
    row = MealPersonRow(gmina=hand.db.gmina, id=new_id(), noted_by=hand.by, **order.model_dump())
    if await store.overlapping(hand.db, row):
        raise refused.MealPersonExists
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _PERSON, row.id)
    return Answer(id=row.id, version=row.version, state="fed")


async def end(desk: Desk, entry: UUID, order: LastDayIn, version: int) -> Answer:
    """Her last day, never later than it is: for longer she is enrolled anew, and her right is looked at. Raises MealPersonNotFound,
    OfficialExcluded, ValidationFailed."""
    row = await store.person(desk.hand.db, desk.sight, entry, lock=True)
    if row is None:
        raise refused.MealPersonNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person}), row.household)
    await deciding.not_excluded(desk.hand.db, desk.hand.by, whose, desk.hand.today)
    if order.until < row.since:
        raise wrong("/until", "day_out_of_order", "Koniec jest przed początkiem.")
    if row.until is not None and order.until > row.until:
        raise wrong("/until", "later_end", "Posiłki kończą się wcześniej; na dalszy czas osobę wpisuje się na nowo.")
    if await store.ate_after(desk.hand.db, row.id, order.until):
        raise wrong("/until", "meals_after", "Na liście są posiłki tej osoby z późniejszych dni.")
    row.until, row.version = order.until, row.version + 1
    await desk.hand.db.flush()
    await desk.hand.note("ended", _PERSON, row.id)
    return Answer(id=row.id, version=row.version, state="ended")


async def state_price(desk: Desk, order: PriceIn) -> Answer:
    """Keeps the price. Raises ThirdPartyNotFound, ValidationFailed."""
    hand = desk.hand
    facility = await parties.party(hand.db, desk.sight, order.facility, lock=True)
    if facility is None:
        raise ThirdPartyNotFound
    price = grosze(order.price)
    if not price:
        raise wrong("/price", "amount_zero", "Cena posiłku jest większa od zera.")
    number = await store.last_price(hand.db, facility.id, order.kind, order.since) + 1
    hand.db.add(
        MealPriceRow(
            gmina=hand.db.gmina, facility=facility.id, kind=order.kind, since=order.since, number=number, price=price,
            document=order.document, noted_by=hand.by,
        )
    )  # fmt: skip
    await hand.db.flush()
    await hand.note("stated", _PRICE, facility.id)
    return Answer(id=facility.id, version=number, state="recorded")


async def open_list(desk: Desk, order: MealListIn) -> Answer:
    """The facility's list of the month. Raises ThirdPartyNotFound, MealListExists."""
    hand = desk.hand
    facility = await parties.party(hand.db, desk.sight, order.facility, lock=True)
    if facility is None:
        raise ThirdPartyNotFound
    month = first_day(parse_month(order.month))
    if await store.of_month(hand.db, facility.id, month) is not None:
        raise refused.MealListExists
    row = MealListRow(gmina=hand.db.gmina, id=new_id(), facility=facility.id, month=month, noted_by=hand.by)
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _LIST, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def enter(desk: Desk, meal_list: UUID, order: EnteredIn, version: int) -> Answer:
    """What was eaten; who is named stands anew. Raises MealListNotFound, TransitionNotAllowed, OfficialExcluded, ValidationFailed."""
    row = await _opened(desk, meal_list, version)
    state = MEAL_LIST.move(row.state, "enter")
    db = desk.hand.db
    asked = {one.meal_person for one in order.items}
    known = await store.on_list(db, row.facility, asked)
    visible = await store.seen(db, desk.sight, asked)
    hers = [entry for one, entry in known.items() if one in visible]
    families = frozenset(one.household for one in hers if one.household is not None)
    whose = Matter(frozenset(one.person for one in hers), households=families)
    await deciding.not_excluded(db, desk.hand.by, whose, desk.hand.today)
    numbers, month, errors = await store.entered(db, row.id), month_of(row.month), []
    for n, one in enumerate(order.items):
        entry = known.get(one.meal_person)
        if entry is None or one.meal_person not in visible:
            errors.append(
                FieldError(f"/items/{n}/meal_person", "meal_person_unknown", "Ta osoba nie jada w tej placówce.")
            )
            continue
        days = sorted(row.month.replace(day=day) for day in set(one.days) if day <= days_in(month))
        outside = len(days) < len(one.days) or any(
            day < entry.since or (entry.until is not None and day > entry.until) for day in days
        )
        if outside:
            told = "Dni powtarzają się, nie należą do miesiąca albo osoba nie korzystała wtedy z posiłków."
            errors.append(FieldError(f"/items/{n}/days", "days_outside", told))
            continue
        numbers[entry.id] = numbers.get(entry.id, 0) + 1
        db.add(
            EatenRow(
                gmina=row.gmina,
                meal_list=row.id,
                meal_person=entry.id,
                number=numbers[entry.id],
                days=days,
                noted_by=desk.hand.by,
            )
        )
    if errors:
        raise ValidationFailed(errors=errors)
    if order.pupils_fed is not None:
        row.pupils_fed = order.pupils_fed
    return await _changed(desk, row, "enter", state)


async def confirm(desk: Desk, meal_list: UUID, version: int) -> Answer:
    """The list is the facility's own; an invoice can be divided by it. Raises MealListNotFound, MealPriceMissing."""
    row = await _opened(desk, meal_list, version)
    state = MEAL_LIST.move(row.state, "confirm")
    await cost_of(desk, row)
    row.confirmed_by, row.confirmed_on = desk.hand.by, desk.hand.today
    return await _changed(desk, row, "confirm", state)


async def reopen(desk: Desk, meal_list: UUID, version: int) -> Answer:
    """Something on it is wrong. Raises MealListNotFound, MealListUsed."""
    row = await _opened(desk, meal_list, version)
    state = MEAL_LIST.move(row.state, "reopen")
    if await store.is_used(desk.hand.db, row.facility, row.month):
        raise refused.MealListUsed
    row.confirmed_by = row.confirmed_on = None
    return await _changed(desk, row, "reopen", state)


async def divide(desk: Desk, invoice: UUID, order: ByListIn, version: int) -> Answer:
    """Divides the invoice by the list: everybody's meals at the prices of their days. Raises MealsDiffer, MealListNotConfirmed."""
    document = await parties.load(desk.hand.db, desk.sight, invoice)
    if document is None:
        raise InvoiceNotFound
    row = await store.meal_list(desk.hand.db, desk.sight, order.meal_list)
    if row is None:
        raise refused.MealListNotFound
    if row.state != "confirmed" or (row.facility, row.month) != (document.third_party, document.service_month):
        raise refused.MealListNotConfirmed
    eaten = await cost_of(desk, row)
    _same(document.amount, [cost for _, cost in eaten])
    items = [
        AllocationIn(
            benefit=entry.benefit, entitled=entry.person, household=entry.household, award=entry.award,
            quantity=thousandths(cost.meals * 1000), amount=zloty(cost.amount),
        )
        for entry, cost in eaten
    ]  # fmt: skip
    return await allocate(desk, invoice, AllocationsIn(items=items), version)


async def by_merits(desk: Desk, document: InvoiceRow, allocations: Sequence[AllocationRow]) -> None:
    """Before an invoice for meals is checked: it asks for what the confirmed list says, person by person, and no other asks for it.

    Raises MealListNotConfirmed, MealsDiffer.
    """
    if document.kind == "correction":
        return
    # Nobody opens it again between what is read here and the check.
    row = await store.of_month(desk.hand.db, document.third_party, document.service_month, lock=True)
    if row is None or row.state != "confirmed":
        raise refused.MealListNotConfirmed
    eaten = await cost_of(desk, row)
    others = await store.asked_by_others(desk.hand.db, document)
    _same(document.amount + others, [cost for _, cost in eaten])
    of_list, divided = defaultdict[tuple[UUID, str], int](int), defaultdict[tuple[UUID, str], int](int)
    for entry, cost in eaten:
        of_list[entry.person, entry.benefit] += cost.amount
    for one in allocations:
        divided[one.entitled, one.benefit] += one.amount
    if dict(of_list) != dict(divided):
        raise refused.MealsDiffer("Podział faktury na osoby jest inny niż na liście posiłków.")


async def cost_of(desk: Desk, row: MealListRow) -> list[tuple[MealPersonRow, rules.Cost]]:
    """Everybody on the list with the meals eaten and their cost. Raises MealPriceMissing."""
    db = desk.hand.db
    # Of one day the highest number counts, and comes last.
    stated = {(one.kind, one.since): one.price for one in await store.prices(db, row.facility)}
    prices = [rules.Price(kind, since, price) for (kind, since), price in stated.items()]
    rows = await store.eaten(db, row.id)
    try:
        found = rules.costs([rules.Eaten(str(entry.id), entry.kind, tuple(one.days)) for one, entry in rows], prices)
    except rules.NoPrice as missing:
        raise refused.MealPriceMissing(
            f"Brak ceny posiłku „{missing.kind}” na dzień {missing.on.isoformat()}."
        ) from None
    return [(entry, found[str(entry.id)]) for _, entry in rows]


def _same(asked: int, eaten: Sequence[rules.Cost]) -> None:
    difference = rules.difference(asked, eaten)
    if difference:
        told = "więcej" if difference > 0 else "mniej"
        raise refused.MealsDiffer(
            f"Faktura opiewa o {zloty(abs(difference))} zł {told}, niż kosztują zjedzone posiłki."
        )
    if not eaten:
        raise refused.MealsDiffer("Na liście nie ma posiłków, na które można podzielić dokument.")


async def _right(desk: Desk, order: MealPersonIn) -> None:
    award = await desk.hand.db.get(AwardRow, (desk.hand.db.gmina, order.award))
    entries = await one_person.entries(desk.hand.db, order.person)
    if award is None or award.entitled not in entries or award.benefit != order.benefit:
        raise wrong("/award", "award_unknown", "To nie jest prawo tej osoby do tego świadczenia.")
    # Months of a right are stored as their first days.
    ends = None if award.until is None else last_day(month_of(award.until))
    if order.since < award.since or (ends is not None and (order.until is None or order.until > ends)):
        raise wrong("/award", "award_shorter", "Prawo nie obejmuje całego okresu posiłków.")


async def _opened(desk: Desk, meal_list: UUID, version: int) -> MealListRow:
    row = await store.meal_list(desk.hand.db, desk.sight, meal_list, lock=True)
    if row is None:
        raise refused.MealListNotFound
    check_version(version, row.version)
    return row


async def _changed(desk: Desk, row: MealListRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await desk.hand.db.flush()
    await desk.hand.note(step, _LIST, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)
