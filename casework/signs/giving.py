"""Giving signs and numbers: what a slice calls when a case is opened or a letter comes in, and how the file plan is replaced."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.authority.sight import Sight
from casework.signs import store
from casework.signs.schemas import CaseOut, FilePlanIn, FilePlanOut, PlanClassOut
from casework.signs.sign import CaseSign, Series
from casework.signs.tables import CaseSignRow, FilePlanClassRow, FilePlanRow
from kit.db import ReadSession, WriteSession, insert_rows
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.paging import Page, PageRequest
from kit.problems import ConcurrentChange, Conflict, FieldError

REGISTER = "RPW"
"""What numbers of incoming letters begin with until the centre has a file plan of its own."""


class NoFilePlanClass(Conflict):
    """The file plan has no class for the matter on that day, or the centre has no file plan yet."""

    code = "no_file_plan_class"
    title = "Wykaz akt nie ma klasy dla tej sprawy"


@dataclass(frozen=True, slots=True)
class Plan:
    """The file plan in force. version 0: there is none."""

    version: int
    unit: str
    register_mark: str
    classes: Sequence[FilePlanClassRow]

    def of_benefit(self, benefit: str, on: date) -> FilePlanClassRow | None:
        """The class that cases of the benefit belong to on the day."""
        return next((one for one in self.classes if benefit in one.benefits and _valid(one, on)), None)

    def of_symbol(self, symbol: str, on: date) -> FilePlanClassRow | None:
        """The class of the symbol on the day."""
        return next((one for one in self.classes if one.symbol == symbol and _valid(one, on)), None)


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose case is opened, on which day, by whom; `subset` where a part of the class is numbered apart."""

    party: UUID
    on: date
    by: str
    subset: int | None = None


async def plan_in_force(db: ReadSession | WriteSession) -> Plan:
    """The newest version of the centre's file plan."""
    row = await store.newest_plan(db)
    if row is None:
        return Plan(0, "", REGISTER, ())
    return Plan(row.version, row.unit, row.register_mark, await store.classes(db, row.version))


async def letter_number(db: WriteSession, register: str, on: date) -> int:
    """The number of an incoming letter in the register of the year, without gaps."""
    return await store.next_number(db, register, on.year)


async def open_case(db: WriteSession, plan: Plan, chosen: FilePlanClassRow, opening: Opening) -> CaseSignRow:
    """Opens a case in a class of the plan: it gets the next sign of its series and keeps it, in later years too."""
    (row,) = await open_cases(db, plan, [(chosen, opening)])
    return row


async def open_cases(
    db: WriteSession, plan: Plan, wanted: Sequence[tuple[FilePlanClassRow, Opening]]
) -> list[CaseSignRow]:
    """The same for many, in their order, in a bounded number of statements."""
    counted = Counter(_series(plan, chosen, opening) for chosen, opening in wanted)
    # Counters always in the same order: two chunks never wait for each other.
    numbers = {one: iter(await store.next_numbers(db, *one, count)) for one, count in sorted(counted.items())}
    rows = [
        CaseSignRow(
            gmina=db.gmina,
            id=new_id(),
            sign=str(CaseSign(Series(plan.unit, chosen.symbol, opening.on.year, opening.subset), number)),
            unit=plan.unit,
            symbol=chosen.symbol,
            subset=opening.subset,
            number=number,
            year=opening.on.year,
            title=chosen.title,
            category=chosen.category,
            party=opening.party,
            opened_on=opening.on,
            opened_by=opening.by,
        )
        for chosen, opening in wanted
        for number in [next(numbers[_series(plan, chosen, opening)])]
    ]
    await insert_rows(db, rows)
    return rows


async def show_plan(db: ReadSession | WriteSession, on: date | None = None) -> FilePlanOut:
    """The plan in force; with `on` only the classes that are valid on the day."""
    plan = await plan_in_force(db)
    shown = [one for one in plan.classes if on is None or _valid(one, on)]
    return FilePlanOut(
        version=plan.version,
        unit=plan.unit,
        register_mark=plan.register_mark,
        classes=[PlanClassOut.model_validate(one) for one in shown],
    )


async def replace_plan(db: WriteSession, given: FilePlanIn, *, version: int, by: str, today: date) -> FilePlanOut:
    """A new version of the plan takes the place of the one that its author has read. Raises PreconditionFailed."""
    current = await store.newest_plan(db)
    check_version(version, current.version if current else 0)
    db.add(
        FilePlanRow(
            gmina=db.gmina,
            version=version + 1,
            unit=given.unit,
            register_mark=given.register_mark,
            made_by=by,
            made_on=today,
        )
    )
    try:
        await db.flush()
    except IntegrityError:
        raise ConcurrentChange("Ktoś inny zmienił w tej chwili wykaz akt.") from None
    db.add_all(FilePlanClassRow(gmina=db.gmina, version=version + 1, **dict(one)) for one in given.classes)
    await db.flush()
    return await show_plan(db)


async def page(
    db: WriteSession, sight: Sight, paging: PageRequest, filters: "Filters", *, everything: bool = False
) -> Page[CaseOut]:
    """The list of the cases that are seen; everything: all that the filter leaves, for a file."""
    named = {
        "year": filters.year,
        "symbol": filters.symbol,
        "party": filters.party,
        "sign": filters.sign,
        "state": filters.state,
    }
    keyset = paging.keyset("case signs", {"gmina": db.gmina, **named})
    rows = await store.page(
        db,
        sight,
        year=filters.year,
        symbol=filters.symbol,
        party=filters.party,
        sign=filters.sign,
        state=filters.state,
        after=None if everything else keyset.after,
        fetch=None if everything else keyset.fetch,
    )
    if everything:
        return Page(items=[_listed(*row) for row in rows], next_cursor=None)
    shown, cursor = keyset.page(rows, lambda row: (row[0].year, row[0].symbol, row[0].number, row[0].id))
    return Page(items=[_listed(*row) for row in shown], next_cursor=cursor)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases."""

    year: int | None = None
    symbol: str | None = None
    party: UUID | None = None
    sign: str | None = None
    state: str | None = None


def no_class(pointer: str) -> NoFilePlanClass:
    """The refusal, with the place in the body that named the matter."""
    return NoFilePlanClass(
        "Wykaz akt nie ma klasy ważnej w tym dniu; kierownik uzupełnia go przez PUT /v1/file-plan.",
        errors=[FieldError(pointer, "no_file_plan_class", "Brak klasy w wykazie akt.")],
    )


def _series(plan: Plan, chosen: FilePlanClassRow, opening: Opening) -> tuple[str, int]:
    subset = "" if opening.subset is None else f".{opening.subset}"
    return f"{plan.unit}.{chosen.symbol}{subset}", opening.on.year


def _valid(one: FilePlanClassRow, on: date) -> bool:
    return one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)


def _listed(row: CaseSignRow, state: str, closed_on: date | None) -> CaseOut:
    return CaseOut.model_validate({**row.model_dump(), "state": state, "closed_on": closed_on})
