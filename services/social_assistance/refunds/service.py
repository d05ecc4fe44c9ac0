"""Claims for what help cost: entered, who is obliged, and how much is asked of whom (u.p.s. art. 96, art. 103-104).

How much an obliged person owes stands in the ledger of fees, which also knows what came in: nothing of it is kept here.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of
from services.social_assistance.fees.ledger import FeeOrder, assess
from services.social_assistance.refunds import debts, store
from services.social_assistance.refunds.debts import Debt, Owed
from services.social_assistance.refunds.problems import (
    MoreThanRefundable,
    NotToBeAsked,
    RefundAsked,
    RefundClaimNotFound,
)
from services.social_assistance.refunds.rules import ORDER, Obliged, Who, claims, funeral_refund
from services.social_assistance.refunds.schemas import (
    RefundAskIn,
    RefundClaimIn,
    RefundClaimOut,
    RefundClaimShown,
    RefundObligedIn,
    RefundObligedOut,
)
from services.social_assistance.refunds.states import ARTICLES, CLAIM
from services.social_assistance.refunds.tables import ClaimRow, ObligedRow

_SUBJECT = debts.SUBJECT
_BENEFITS = {"help": "zwrot_wydatkow_art_96", "funeral": "zwrot_pogrzeb"}
_ARTICLES = {"help": "art. 96 ust. 1-2 u.p.s.", "funeral": "art. 96 ust. 3 u.p.s."}


async def open_claim(hand: Hand, sight: Sight, catalogue: Catalogue, body: RefundClaimIn) -> Answer:
    """An expense is to come back. Raises OtherUnit, ValidationFailed, OfficialExcluded."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    await _known_person(hand, sight, body.person)
    await _known_decision(hand, sight, body.decision)
    if body.benefit not in {one.code for one in catalogue if one.granted}:
        raise wrong("/benefit", "benefit_unknown", "Nie ma takiego świadczenia.")
    expense = grosze(body.expense)
    if not expense:
        raise wrong("/expense", "amount_zero", "Kwota musi być większa od zera.")
    whose = Matter(frozenset({body.person}), decision=body.decision)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    row = ClaimRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, unit=body.unit, kind=body.kind, benefit=body.benefit,
        decision=body.decision, expense=expense, agreed_to_help=body.agreed_to_help, allowance_due=body.allowance_due,
        noted_on=hand.today, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("open", _SUBJECT, row.id, legal_basis=_ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


async def state_obliged(hand: Hand, sight: Sight, claim: UUID, body: RefundObligedIn, version: int) -> Answer:
    """Who is obliged, and his means. Raises RefundClaimNotFound, TransitionNotAllowed, ValidationFailed."""
    row = await _opened(hand, sight, claim, version, {body.person})
    CLAIM.move(row.state, "state_obliged")
    await _known_person(hand, sight, body.person)
    own = body.person in await one_person.entries(hand.db, row.person)
    if own != (body.who == "user"):
        raise wrong(
            "/who", "who", "Świadczeniobiorcą jest osoba, która korzystała z pomocy, a pozostali są innymi osobami."
        )
    if row.kind == "funeral" and body.who != "heir":
        raise wrong("/who", "who", "Koszty pogrzebu zwraca się z masy spadkowej.")
    number = len((await store.obliged(hand.db, [row.id]))[row.id]) + 1
    hand.db.add(
        ObligedRow(
            gmina=row.gmina, claim=row.id, number=number, person=body.person, who=body.who, persons=body.persons,
            income=grosze(body.income), estate=grosze(body.estate), ended=body.ended, noted_by=hand.by,
        )
    )  # fmt: skip
    return await _changed(hand, row, "state_obliged")


async def ask(hand: Hand, sight: Sight, catalogue: Catalogue, claim: UUID, body: RefundAskIn, version: int) -> Answer:
    """How much one of them refunds: his debt in the ledger of fees. Raises NotToBeAsked, MoreThanRefundable, CannotBeBooked."""
    row = await _opened(hand, sight, claim, version, {body.person})
    CLAIM.move(row.state, "ask")
    await _known_decision(hand, sight, body.decision)
    held, owed = await _owed(hand, row)
    entries = await one_person.entries(hand.db, body.person)
    payer = next((person for person in held if person in entries), None)
    if payer is None or await hidden_persons(hand.db, sight, {payer}):
        raise NotToBeAsked
    amount, before = grosze(body.amount), owed.get(payer)
    # Less than before is a taking back: it needs nobody's turn.
    if amount > (0 if before is None else before.balance.assessed):
        at_most = _at_most(hand, catalogue, row, held, owed).get(payer)
        if at_most is None:
            raise NotToBeAsked
        others = sum(_asked(one) for person, one in owed.items() if person != payer)
        if amount - _gave_back(before) > at_most or amount + others > row.expense:
            raise MoreThanRefundable
    elif before is None:
        raise wrong("/amount", "amount_zero", "Kwota musi być większa od zera.")
    orders = [
        FeeOrder(
            payer=entry, person=row.person, benefit=_BENEFITS[row.kind], source=debts.source_of(row, entry),
            month=month_of(row.noted_on), amount=part, due_on=body.due_on or hand.today, unit=row.unit,
            decision=body.decision,
            basis={"expense": zloty(row.expense), "who": held[payer].who, "benefit": row.benefit},
        )
        for entry, part in debts.shares(amount, payer, before).items()
    ]  # fmt: skip
    await assess(hand, catalogue, _SUBJECT, orders)
    return await _changed(hand, row, "ask")


async def withdraw(hand: Hand, sight: Sight, claim: UUID, version: int) -> Answer:
    """Nothing is asked for. Raises RefundClaimNotFound, TransitionNotAllowed, RefundAsked."""
    row = await _opened(hand, sight, claim, version)
    state = CLAIM.move(row.state, "withdraw")
    _, owed = await _owed(hand, row)
    if any(one.balance.assessed or _gave_back(one) for one in owed.values()):
        raise RefundAsked
    row.state = state
    return await _changed(hand, row, "withdraw")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[RefundClaimOut]:
    """Claims by the day of their entry."""
    keyset = paging.keyset(f"{_SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _SUBJECT, wanted.person or wanted.obliged)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.noted_on, row.id))
    owed = await debts.owed(hand.db, rows, await debts.stated(hand.db, rows))
    return Page(items=[RefundClaimOut.model_validate(_told(row, owed[row.id])) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, catalogue: Catalogue, claim: UUID) -> RefundClaimShown:
    """A claim with who is obliged, and who may be asked today. Raises RefundClaimNotFound."""
    row = await store.load(hand.db, sight, claim)
    if row is None:
        raise RefundClaimNotFound
    await hand.note("read", _SUBJECT, row.id)
    held, owed = await _owed(hand, row)
    at_most = _at_most(hand, catalogue, row, held, owed)
    hidden = await hidden_persons(hand.db, sight, set(held))
    obliged = [
        RefundObligedOut.model_validate(
            one.model_dump()
            | {
                "person": None if person in hidden else person,
                "income": zloty(one.income),
                "estate": zloty(one.estate),
                "asked": zloty(_asked(owed.get(person))),
                "gave_back": zloty(_gave_back(owed.get(person))),
                "may_be_asked": zloty(at_most.get(person, 0)),
                "fee": owed[person].fee if person in owed else None,
            }
        )
        for person, one in held.items()
    ]
    return RefundClaimShown.model_validate(_told(row, owed) | {"obliged": obliged})


def _told(row: ClaimRow, owed: Owed) -> dict[str, Any]:
    return row.model_dump() | {
        "expense": zloty(row.expense),
        "asked": zloty(sum(_asked(one) for one in owed.values())),
        "gave_back": zloty(sum(_gave_back(one) for one in owed.values())),
        "allowed": list(CLAIM.allowed(row.state)),
    }


def _asked(one: Debt | None) -> int:
    """What is asked of somebody and was not let go."""
    return 0 if one is None else one.balance.assessed - one.balance.written_off


def _gave_back(one: Debt | None) -> int:
    return 0 if one is None else one.balance.received - one.balance.given_back


async def _owed(hand: Hand, row: ClaimRow) -> tuple[Mapping[UUID, ObligedRow], Owed]:
    """What was said last of each who is or was obliged, and what each owes."""
    known = await debts.stated(hand.db, [row])
    return known[row.id].held, (await debts.owed(hand.db, [row], known))[row.id]


def _at_most(
    hand: Hand, catalogue: Catalogue, row: ClaimRow, held: Mapping[UUID, ObligedRow], owed: Owed
) -> dict[UUID, int]:
    """Who may be asked today beside what he gave back, and for how much."""
    obliged = {person: one for person, one in held.items() if not one.ended}
    rest = row.expense - sum(_gave_back(one) for one in owed.values())
    if row.state != "open" or rest <= 0:
        return {}
    if row.kind == "funeral":
        found = {
            person: funeral_refund(rest, one.estate - _gave_back(owed.get(person)), allowance_due=row.allowance_due)
            for person, one in obliged.items()
        }
        return {person: amount for person, amount in found.items() if amount}
    # What somebody gave back who is obliged no more stays given back.
    expense = row.expense - sum(_gave_back(one) for person, one in owed.items() if person not in obliged)
    whom = [
        Obliged(str(person), _who(one.who), one.persons, one.income, one.estate, _gave_back(owed.get(person)))
        for person, one in obliged.items()
    ]
    view = catalogue.law(hand.db.gmina).on(hand.today)
    asked = claims(expense, whom, view, agreed_to_help=row.agreed_to_help)
    return {UUID(one.name): one.amount for one in asked}


def _who(text: str) -> Who:
    return next(one for one in ORDER if one == text)


async def _opened(
    hand: Hand, sight: Sight, claim: UUID, version: int, others: AbstractSet[UUID] = frozenset()
) -> ClaimRow:
    """The claim, kept from other writers. Raises RefundClaimNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, claim, lock=True)
    if row is None:
        raise RefundClaimNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person, *others}), decision=row.decision)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row


async def _changed(hand: Hand, row: ClaimRow, step: str) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(step, _SUBJECT, row.id, legal_basis=ARTICLES[step])
    return Answer(id=row.id, version=row.version, state=row.state)


async def _known_person(hand: Hand, sight: Sight, person: UUID) -> None:
    found = await persons.load(hand.db, person)
    if found is None or found.merged_into is not None or await hidden_persons(hand.db, sight, {person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")


async def _known_decision(hand: Hand, sight: Sight, decision: UUID | None) -> None:
    if decision is not None and not await decisions.is_seen(hand.db, sight, decision):
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")
