"""The register of debtors of an older program is taken over: many entries with their titles at once, whole or not at all.

A bounded number of statements for any number of debtors; whoever has an open entry is passed over, so the same may be sent again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority import store as authority
from casework.authority.problems import OtherUnit
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.imports.lines import PERSON
from casework.persons import one_person
from casework.persons.tables import PersonRow
from kit.db import WriteSession, raw
from kit.db.many import insert_rows
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed
from services.alimony_fund.debtors import history, store
from services.alimony_fund.debtors.register import ACTED_ON, DEBTOR
from services.alimony_fund.debtors.tables import BailiffRow, DebtorRow, TitleRow
from services.alimony_fund.debtors.taking_over_schemas import TakenDebtorIn, TakenDebtorsIn, TakenTitleIn
from services.alimony_fund.debtors.titles import of_title

_SOURCES = "SELECT source_id, target FROM import_record WHERE gmina = %s AND kind = %s AND source_id = ANY (%s)"
_OF_A_TITLE = frozenset({"entitled", "entitled_source", "bailiff_since"})
_OF_DEBTOR = ("unit", "creditor_organ", "debtor_organ", "other_organ")


@dataclass(frozen=True, slots=True)
class _Taken:
    """A debtor of the body with whom he and his titles name, by the entries that stand; None: nobody of the register."""

    said: TakenDebtorIn
    person: UUID | None
    titles: Sequence[tuple[TakenTitleIn, UUID | None]]


async def take_over(hand: Hand, sight: Sight, catalogue: Catalogue, body: TakenDebtorsIn) -> Answer:
    """Debtors with their titles. Raises OtherUnit, and ValidationFailed with everything in the body that does not fit."""
    if not all(sight.works_on(one.unit) for one in body.debtors):
        raise OtherUnit
    taken = await _resolved(hand.db, body.debtors)
    named = {one for debtor in taken for one in (debtor.person, *(of for _, of in debtor.titles)) if one is not None}
    entries = await store.entries_of_persons(hand.db, await one_person.all_entries(hand.db, named))
    stands = await one_person.stand_ins(hand.db, [person for person, _ in entries])
    known = {stands[person] for person, is_open in entries if is_open}
    accounts = {stands[person] for person, is_open in entries} - known
    errors = list(_unfit(hand, catalogue, taken, await _workable(hand, sight, named), accounts))
    if errors:
        raise ValidationFailed("Nic z przejmowanych danych nie zostało zapisane.", errors=errors)
    new = [one for one in taken if one.person not in known]
    await _written(hand, new)
    await hand.note("taken_over", DEBTOR, None, legal_basis="art. 27 ust. 1 u.p.o.u.a.")
    return Answer(id=new_id(), version=1, state="taken_over" if new else "known")


async def _resolved(db: WriteSession, debtors: Sequence[TakenDebtorIn]) -> list[_Taken]:
    titles = [title for one in debtors for title in one.titles]
    sources = {one.person_source for one in debtors} | {one.entitled_source for one in titles}
    targets = await of_sources(db, sources)
    ids = {one.person or targets.get(one.person_source) for one in debtors}
    ids |= {one.entitled or targets.get(one.entitled_source) for one in titles}
    stands = await one_person.stand_ins(db, [one for one in ids if one is not None])

    def whom(person: UUID | None, source: str | None) -> UUID | None:
        found = person or targets.get(source)
        return None if found is None else stands[found]

    return [
        _Taken(
            one,
            whom(one.person, one.person_source),
            [(title, whom(title.entitled, title.entitled_source)) for title in one.titles],
        )
        for one in debtors
    ]


async def of_sources(db: WriteSession, sources: Collection[str | None]) -> dict[str | None, UUID]:
    """Persons of lines of an earlier import, by the ids of the older program; who is not there was not imported."""
    found = await (await raw(db)).execute(_SOURCES, (db.gmina, PERSON, [one for one in sources if one is not None]))
    return dict(await found.fetchall())


async def _workable(hand: Hand, sight: Sight, named: set[UUID]) -> set[UUID]:
    """Persons of the register whom she sees and from whose matters she is not excluded, kept from other writers."""
    db = hand.db
    found = await db.exec(
        select(PersonRow.id)
        .where(PersonRow.gmina == db.gmina, col(PersonRow.id).in_(named), col(PersonRow.erased_on).is_(None))
        .order_by(col(PersonRow.id))
        .with_for_update(key_share=True)
    )
    excluded = [
        row.matter
        for row in await authority.every_exclusion(db, hand.by)
        if row.matter_kind == "person"
        and is_excluded([Excluded(row.official, row.since, row.lifted_on)], hand.by, hand.today)
    ]
    left_out = await one_person.all_entries(db, excluded) if excluded else set()
    return set(found.all()) - await hidden_persons(db, sight, named) - left_out


def _unfit(
    hand: Hand, catalogue: Catalogue, taken: Sequence[_Taken], workable: set[UUID], accounts: set[UUID]
) -> Iterator[FieldError]:
    law, seen = catalogue.law(hand.db.gmina), set[UUID]()
    for n, one in enumerate(taken):
        at = f"/debtors/{n}"
        if one.person is None or one.person not in workable:
            yield FieldError(f"{at}/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
        elif one.person in accounts:
            yield FieldError(f"{at}/person", "debtor_known", "Zamknięty wpis tej osoby ma rachunek należności.")
        elif one.person in seen:
            yield FieldError(f"{at}/person", "debtor_twice", "Ta osoba jest w przejmowanych danych dwa razy.")
        if one.person is not None:
            seen.add(one.person)
        if one.said.opened_on > hand.today:
            yield FieldError(f"{at}/opened_on", "day_out_of_order", "Dzień wpisu jest w przyszłości.")
        elif not law.on(one.said.opened_on).has(ACTED_ON):
            yield FieldError(f"{at}/opened_on", "before_the_act", "W tym dniu ustawa jeszcze nie obowiązywała.")
        for m, (title, entitled) in enumerate(one.titles):
            if entitled is None or entitled not in workable or entitled == one.person:
                reason = "Tej osoby nie ma w rejestrze albo jest dłużnikiem."
                yield FieldError(f"{at}/titles/{m}/entitled", "person_unknown", reason)
            if title.bailiff_since is not None and title.bailiff_since > hand.today:
                yield FieldError(f"{at}/titles/{m}/bailiff_since", "day_out_of_order", "Dzień jest w przyszłości.")


async def _written(hand: Hand, new: Sequence[_Taken]) -> None:
    gmina, by = hand.db.gmina, hand.by
    debtors, titles, bailiffs = list[DebtorRow](), list[TitleRow](), list[BailiffRow]()
    for one in new:
        if one.person is None:
            continue
        told = {name: getattr(one.said, name) for name in _OF_DEBTOR}
        row = DebtorRow(
            gmina=gmina, id=new_id(), person=one.person, opened_on=one.said.opened_on, noted_by=by, **told
        )  # fmt: skip
        debtors.append(row)
        for said, entitled in one.titles:
            if entitled is None:
                continue
            title = TitleRow(
                gmina=gmina, id=new_id(), debtor=row.id, entitled=entitled, noted_by=by, **of_title(said, _OF_A_TITLE)
            )  # fmt: skip
            titles.append(title)
            if title.bailiff is not None:
                bailiffs.append(BailiffRow(
                    gmina=gmina, title=title.id, number=1, bailiff=title.bailiff, bailiff_sign=title.bailiff_sign,
                    since=said.bailiff_since or hand.today, noted_by=by,
                ))  # fmt: skip
    for rows in (
        debtors, [history.role_of(row, 1, row.opened_on, by) for row in debtors], titles,
        [history.version_of(row, 1, hand.today, by) for row in titles], bailiffs,
    ):  # fmt: skip
        await insert_rows(hand.db, rows)
