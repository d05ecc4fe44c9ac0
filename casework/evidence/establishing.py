"""Establishing facts: one piece of evidence and what it shows, checked against the closed lists of the service's acts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col

from casework.evidence import sealed, store
from casework.evidence.desk import Desk, known
from casework.evidence.details import unfit
from casework.evidence.family import followed
from casework.evidence.incomes import received
from casework.evidence.kinds import FactKind
from casework.evidence.problems import MonthsCovered, MonthsOutside, refused
from casework.evidence.schemas import (
    CertificateFactIn,
    Details,
    EstablishIn,
    FactIn,
    IncomeFactIn,
    IncomeSourceFactIn,
    InterviewFactIn,
    MembershipFactIn,
    MonthsAmountIn,
)
from casework.evidence.tables import EvidenceRow, FactRow
from casework.evidence.taking import take
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import Months, add_months, first_day, last_day, month_of, parse_month
from kit.problems import FieldError

ESTABLISHED = "established"


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as it will be written down; `content` is what is encrypted. at: where it stands in the request."""

    at: str
    kind: str
    code: str
    person: UUID | None
    household: UUID | None
    valid_from: date
    valid_to: date | None
    content: dict[str, Any] = field(default_factory=dict)
    of: UUID | None = None
    next_on: date | None = None
    amounts: Sequence[MonthsAmountIn] = ()

    @property
    def months(self) -> Months:
        """The months of an income."""
        return Months(month_of(self.valid_from), month_of(self.valid_to or self.valid_from))


async def establish(desk: Desk, order: EstablishIn) -> Answer:
    """Writes down what the evidence shows; the answer is the evidence. Raises FactRefused, MonthsCovered, MonthsOutside,
    HouseholdFull.
    """
    said = [_said(desk, fact, f"/facts/{number}") for number, fact in enumerate(order.facts)]
    await known(
        desk,
        {f"{one.at}/person": one.person for one in said},
        {f"{one.at}/household": one.household for one in said},
    )
    sources = await _sources(desk, said)
    homes = {(one.household, one.person) for one in said if one.kind == "membership" and one.household and one.person}
    kinds = {one.household: one.household_kind for one in order.facts if isinstance(one, MembershipFactIn)}
    async with followed(desk, homes, kinds):
        return await _established(desk, order, said, sources)


async def _established(desk: Desk, order: EstablishIn, said: Sequence[Said], sources: dict[UUID, FactRow]) -> Answer:
    evidence = await take(desk, order.evidence)
    firsts = [_first(desk, one, evidence) for one in said if one.kind != "income"]
    await _write(desk, firsts)
    new = {one.at: row for one, row in zip((one for one in said if one.kind != "income"), firsts, strict=True)}
    incomes = [_of_source(one, sources[one.of]) for one in said if one.kind == "income" and one.of is not None]
    incomes += [
        _of_source(_amount(amount, f"{one.at}/amounts/{number}", new[one.at].id), new[one.at])
        for one in said
        for number, amount in enumerate(one.amounts)
    ]
    await check_months(desk, incomes, {**sources, **{row.id: row for row in firsts}})
    await _write(desk, [_first(desk, one, evidence) for one in incomes])
    await desk.note(ESTABLISHED, [one.person for one in (*said, *incomes)], "evidence", evidence.id)
    return Answer(id=evidence.id, version=1, state=ESTABLISHED)


def row_of(desk: Desk, said: Said, evidence: UUID, *, act: str = ESTABLISHED, above: FactRow | None = None) -> FactRow:
    """The first version of a fact, or the next one above another."""
    row = new_id()
    return FactRow(
        gmina=desk.db.gmina,
        id=row,
        fact=row if above is None else above.fact,
        version=1 if above is None else above.version + 1,
        act=act,
        state="standing",
        kind=said.kind,
        code=said.code,
        person=said.person,
        household=said.household,
        of=said.of,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        next_on=said.next_on,
        evidence=evidence,
        recorded_on=desk.today,
        recorded_by=desk.by,
    )


def fits(desk: Desk, said: Said) -> FactKind:
    """The entry of the closed list that the fact is of. Raises FactRefused."""
    found = desk.law.find(said.kind, said.code)
    if found is None:
        raise refused(f"{said.at}/code", "code_unknown", "Przepisy tej usługi nie znają takiego rodzaju ustalenia.")
    if (said.household if found.about == "household" else said.person) is None:
        raise refused(
            f"{said.at}/{found.about}", "required", "To ustalenie dotyczy osoby albo rodziny, której nie podano."
        )
    why = unfit(said.content.get("details", {}), found.details, found.required)
    if why is not None:
        raise refused(f"{said.at}/details", why, "Szczegóły nie odpowiadają temu rodzajowi ustalenia.")
    for member, kind in (("begun_by", "gain"), ("ended_by", "loss")):
        code = said.content.get(member)
        if code is not None and desk.law.find(kind, code) is None:
            raise refused(
                f"{said.at}/{member}", "code_unknown", "Ustawa nie wymienia takiej utraty albo uzyskania dochodu."
            )
    return found


async def check_months(
    desk: Desk, incomes: Sequence[Said], sources: dict[UUID, FactRow], but: UUID | None = None
) -> None:
    """No month of a source has two amounts, and none lies outside its days. but: the fact that is being corrected.

    Raises MonthsCovered, MonthsOutside.
    """
    there = await store.standing(desk.db, date.max, store.incomes_of({one.of for one in incomes if one.of is not None}))
    taken = [(row.of, Months(month_of(row.valid_from), month_of(row.valid_to or row.valid_from)))
             for row in there if row.fact != but]  # fmt: skip
    for one in incomes:
        if one.of is None:
            continue
        source = sources[one.of]
        if received(source.valid_from, source.valid_to, one.months) != one.months:
            raise MonthsOutside(errors=_at(one, "months_outside_source", "W tym miesiącu nie uzyskiwano tego dochodu."))
        if any(of == one.of and months.intersect(one.months) is not None for of, months in taken):
            raise MonthsCovered(errors=_at(one, "months_covered", "Dochód za ten miesiąc jest już ustalony."))
        taken.append((one.of, one.months))


def _first(desk: Desk, said: Said, evidence: EvidenceRow) -> FactRow:
    row = row_of(desk, said, evidence.id)
    desk.db.add(sealed.seal(desk.keys, desk.db.gmina, row.id, said.content))
    return row


async def _write(desk: Desk, rows: Sequence[FactRow]) -> None:
    desk.db.add_all(rows)
    await desk.db.flush()


async def _sources(desk: Desk, said: Sequence[Said]) -> dict[UUID, FactRow]:
    """The sources that incomes name, kept from other writers."""
    named = {one.of: one.at for one in said if one.of is not None}
    await desk.only_writer(named)
    found = {
        row.fact: row
        for row in await store.standing(desk.db, date.max, [col(FactRow.fact).in_(named)], sight=desk.sight)
    }
    for source, at in named.items():
        if source not in found or found[source].kind != "income_source":
            raise refused(f"{at}/of", "source_unknown", "Nie ma takiego źródła dochodu.")
    return found


def _of_source(said: Said, source: FactRow) -> Said:
    return replace(said, code=source.code, person=source.person)


def _said(desk: Desk, fact: FactIn, at: str) -> Said:
    if isinstance(fact, IncomeFactIn):
        return _amount(fact, at, fact.of)
    if isinstance(fact, InterviewFactIn):
        return _interview(desk, fact, at)
    said = Said(
        at=at,
        kind=fact.kind,
        code=fact.code,
        person=fact.person,
        household=None if isinstance(fact, IncomeSourceFactIn | CertificateFactIn) else fact.household,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        content={"details": dict(fact.details)},
    )
    if isinstance(fact, MembershipFactIn):
        said.content["role"] = fact.role
    if isinstance(fact, IncomeSourceFactIn):
        said = replace(said, amounts=fact.amounts)
        said.content.update(begun_by=fact.begun_by, ended_by=fact.ended_by)
    fits(desk, said)
    return said


def _interview(desk: Desk, fact: InterviewFactIn, at: str) -> Said:
    if fact.held_on > desk.today:
        raise refused(f"{at}/held_on", "day_in_future", "Ten dzień jest w przyszłości.")
    details: Details = dict(fact.details)
    said = Said(
        at=at,
        kind="interview",
        code=fact.code,
        person=fact.person,
        household=fact.household,
        valid_from=fact.held_on,
        valid_to=None,
        content={"details": details, "conclusions": fact.conclusions, "held_by": fact.held_by or desk.by},
    )
    found = fits(desk, said)
    next_on = fact.next_on
    if next_on is None and found.update_after is not None:
        months = desk.catalogue.law(desk.db.gmina).on(fact.held_on).count(found.update_after)
        next_on = add_months(fact.held_on, months)
    if next_on is not None and next_on <= fact.held_on:
        raise refused(f"{at}/next_on", "period_backwards", "Aktualizacja następuje po wywiadzie.")
    return replace(said, next_on=next_on)


def _amount(told: MonthsAmountIn, at: str, source: UUID) -> Said:
    return Said(
        at=at,
        kind="income",
        code="",
        person=None,
        household=None,
        valid_from=first_day(parse_month(told.from_month)),
        valid_to=last_day(parse_month(told.to_month)),
        content={"amount": grosze(told.amount), "per": told.per},
        of=source,
    )


def _at(said: Said, code: str, message: str) -> list[FieldError]:
    return [FieldError(f"{said.at}/from_month", code, message)]
