"""Debts of an older program are taken over: what was open of each payout on a day, all or none (u.p.o.u.a. art. 27 ust. 1-1a, art. 43).

The account goes on from there: principal bears interest from the next day, interest that had come up stands as booked and bears none. What
was repaid before is the older program's; here it is neither recorded nor shared out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework.authority.sight import hidden_persons
from casework.persons import one_person
from kit.db import WriteSession, raw
from kit.db.many import insert_rows
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze
from kit.periods import first_day, parse_month
from kit.problems import FieldError, ValidationFailed
from services.alimony_fund.debtors.tables import DebtorRow, TitleRow
from services.alimony_fund.debtors.taking_over import of_sources
from services.alimony_fund.ledger import payouts, service, store, telling
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.tables import ClaimRow, DocumentRow
from services.alimony_fund.ledger.taking_over_schemas import TakenClaimIn, TakenClaimsIn

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('debt_claims_taken_over|' || %s, 0))"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A debt of the body with whom it names, None: whom the register does not have; titled: whether his title is of her."""

    said: TakenClaimIn
    debtor: DebtorRow | None
    entitled: UUID | None
    titled: bool


async def take_over(desk: Desk, body: TakenClaimsIn) -> Answer:
    """Raises NoInterestRate, SurplusTaken, CannotBeBooked, and ValidationFailed with everything in the body that does not fit."""
    hand, db = desk.hand, desk.hand.db
    await (await raw(db)).execute(_ONE_AT_A_TIME, (db.gmina,))
    known = await _known(db, [one.source for one in body.claims])
    taken = await _resolved(desk, body.claims)
    errors = list(_unfit(desk, taken))
    if errors:
        raise ValidationFailed("Nic z przejmowanych danych nie zostało zapisane.", errors=errors)
    new = [one for one in taken if one.said.source not in known]
    made = sorted((_row(desk, one) for one in new), key=lambda one: one.debtor)
    debtors = {one.debtor.id: one.debtor for one in new if one.debtor is not None}
    for debtor, rows in groupby(made, key=lambda one: one.debtor):
        await _booked(desk, debtors[debtor], list(rows))
    await hand.note("claims_taken_over", "debt_account", None, legal_basis="art. 27 ust. 1-1a, art. 43 u.p.o.u.a.")
    return Answer(id=new_id(), version=1, state="taken_over" if new else "known")


async def _booked(desk: Desk, debtor: DebtorRow, made: Sequence[ClaimRow]) -> None:
    db = desk.hand.db
    before = await store.books(db, debtor.id)
    with service.refusals():
        after = before.with_claims([store.claim_of(one) for one in made], desk.terms)
    await insert_rows(db, made)
    await store.append(db, debtor.id, before, after, desk.hand.by)
    await telling.tell(desk.keeping, debtor, before, after)


async def _known(db: WriteSession, sources: Sequence[str]) -> set[str | None]:
    """Which of these stand on an account; what was taken back may be sent anew."""
    gone = select(DocumentRow.number).where(
        DocumentRow.gmina == db.gmina, DocumentRow.claim == ClaimRow.id, DocumentRow.kind == "counter"
    )
    found = await db.exec(
        select(ClaimRow.source).where(ClaimRow.gmina == db.gmina, col(ClaimRow.source).in_(sources), ~gone.exists())
    )
    return set(found.all())


async def _resolved(desk: Desk, claims: Sequence[TakenClaimIn]) -> list[_Taken]:
    db = desk.hand.db
    targets = await of_sources(db, {source for one in claims for source in (one.debtor_source, one.entitled_source)})
    persons = {one.entitled or targets.get(one.entitled_source) for one in claims} - {None}
    of_debtors = {targets[one.debtor_source] for one in claims if one.debtor_source in targets}
    stands = await one_person.stand_ins(db, {one for one in (*persons, *of_debtors) if one is not None})
    rows = await _debtors(desk, [one.debtor for one in claims if one.debtor is not None], of_debtors)
    whose = await one_person.stand_ins(db, {row.person for row in rows})
    by_id = {row.id: row for row in rows}
    by_person = {whose[row.person]: row for row in rows}
    titles = select(TitleRow.debtor, TitleRow.entitled).where(
        TitleRow.gmina == db.gmina, col(TitleRow.debtor).in_(list(by_id))
    )
    titled = (await db.exec(titles)).all()
    of_title = await one_person.stand_ins(db, {entitled for _, entitled in titled})
    pairs = {(debtor, of_title[entitled]) for debtor, entitled in titled}
    hidden = await hidden_persons(db, desk.sight, set(of_title.values()) | set(of_title))
    found = []
    for one in claims:
        person = targets.get(one.debtor_source) if one.debtor is None else None
        row = by_id.get(one.debtor) if one.debtor is not None else by_person.get(stands[person]) if person else None
        entitled = one.entitled or targets.get(one.entitled_source)
        seen = entitled is not None and not {entitled, stands[entitled]} & hidden
        fits = row is not None and entitled is not None and (row.id, stands[entitled]) in pairs
        found.append(_Taken(one, row, entitled, fits and seen))
    return found


async def _debtors(desk: Desk, ids: Sequence[UUID], persons: set[UUID]) -> Sequence[DebtorRow]:
    """Entries of this creditor's organ whom she sees and from whom she is not excluded, kept from other writers."""
    db = desk.hand.db
    entries = await one_person.all_entries(db, persons) if persons else set[UUID]()
    query = (
        select(DebtorRow)
        .where(DebtorRow.gmina == db.gmina, col(DebtorRow.creditor_organ), store.seen(desk.sight))
        .where(or_(col(DebtorRow.id).in_(ids), col(DebtorRow.person).in_(entries)))
        .where(col(DebtorRow.why).is_distinct_from("entered_in_error"))
        .order_by(col(DebtorRow.id))
    )
    rows = (await db.exec(query.with_for_update(key_share=True))).all()
    excluded = await payouts.excluded(db, desk.hand.by, desk.hand.today)
    return [row for row in rows if row.person not in excluded]


def _unfit(desk: Desk, taken: Sequence[_Taken]) -> Iterator[FieldError]:
    terms, today = desk.terms, desk.hand.today
    twice = Counter(one.said.source for one in taken)
    for n, one in enumerate(taken):
        at, said = f"/claims/{n}", one.said
        if one.debtor is None:
            yield FieldError(f"{at}/debtor", "debtor_unknown", "Tego dłużnika nie ma w rejestrze wierzyciela.")
        elif not one.titled:
            yield FieldError(f"{at}/entitled", "no_title", "Dłużnik nie ma tytułu alimentacyjnego wobec tej osoby.")
        if twice[said.source] > 1:
            yield FieldError(f"{at}/source", "claim_twice", "Ta należność jest w przejmowanych danych dwa razy.")
        if said.as_of > today:
            yield FieldError(f"{at}/as_of", "day_out_of_order", "Dzień stanu należności jest w przyszłości.")
        try:
            paid = grosze(said.paid)
            if said.klass == "fund":
                terms.bears_from(said.paid_on)
            else:
                paid = terms.advance_debt(paid, said.paid_on)
            if grosze(said.principal) > paid:
                yield FieldError(f"{at}/principal", "more_than_paid_out", "Tyle nie wypłacono.")
        except NoParameter:
            yield FieldError(f"{at}/paid_on", "no_law", "W tym dniu takich świadczeń nie było.")


def _row(desk: Desk, one: _Taken) -> ClaimRow:
    said = one.said
    if one.debtor is None or one.entitled is None:
        raise LookupError("a debt that was found unfit")
    return ClaimRow(
        gmina=one.debtor.gmina, id=new_id(), debtor=one.debtor.id, klass=said.klass, entitled=one.entitled,
        period=first_day(parse_month(said.period)), paid_on=said.paid_on, paid=grosze(said.paid), owed=grosze(said.principal),
        bears_from=desk.terms.bears_from(said.as_of) if said.klass == "fund" else None, taken_on=said.as_of,
        interest=grosze(said.interest), source=said.source, noted_by=desk.hand.by,
    )  # fmt: skip
