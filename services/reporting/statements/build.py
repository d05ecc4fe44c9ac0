"""Builds a statement: amounts, plan and counts come in, rows by the definition go out. No SQL and no clock in here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kit.money import zloty
from services.reporting.classification.register import OWN, STATE, Classification, Source
from services.reporting.plans.store import Planned
from services.reporting.statements.amounts import Posting
from services.reporting.statements.counts import Counts, Question
from services.reporting.statements.definition import Definition, LineRule, PartRule, RowRule
from services.reporting.statements.figures import Quantity, percent, quantity
from services.reporting.statements.result import Check, Declared, Line, Part, Row, Total
from services.reporting.statements.view import View

NO_BENEFIT = "bez_swiadczenia"
_NO_BENEFIT_NAME = "Pozostałe wydatki"
_TOTAL_NAME = "Razem"
_NOBODY = Counts()


@dataclass(slots=True)
class Slot:
    """A row before it has counts: what it takes and where its lines begin."""

    dzial: str
    rozdzial: str
    task_kind: str
    rule: RowRule | None
    postings: list[Posting] = field(default_factory=list)
    plan: int = 0
    planned: bool = False


@dataclass(slots=True)
class Draft:
    """Slots in printing order and the questions that have to be counted before they can be printed."""

    slots: list[Slot]
    questions: list[Question]
    lines: list[list[tuple[LineRule, list[Posting]]]]


@dataclass(frozen=True, slots=True)
class Register:
    """What a statement looks names up in."""

    classification: Classification
    benefits: Mapping[str, str]
    declared: Mapping[tuple[str, str, str], Mapping[str, int]]

    @property
    def sources(self) -> Mapping[str, Source]:
        """Whose money each source is."""
        return self.classification.sources


def draft(definition: Definition, postings: Sequence[Posting], plan: Sequence[Planned]) -> Draft:
    """Sorts postings and plan into rows and says what has to be counted: total, działy, rows, lines, parts, in this order."""
    slots: dict[object, Slot] = {}
    for posting in postings:
        _slot(definition, slots, posting, posting).postings.append(posting)
    for planned in plan:
        slot = _slot(definition, slots, planned, None)
        slot.plan += planned.amount
        slot.planned = True
    order = {id(rule): place for place, rule in enumerate(definition.rows)}
    found = sorted(
        slots.values(),
        key=lambda s: (s.rozdzial, order.get(id(s.rule), len(order)), s.task_kind),
    )
    lines = [_lines(slot) for slot in found]
    questions: list[Question] = [frozenset(posting.id for posting in postings)]
    questions += [
        _ids(posting for slot in found if slot.dzial == dzial for posting in slot.postings) for dzial in _dzialy(found)
    ]
    questions += [_ids(slot.postings) for slot in found]
    for slot_lines in lines:
        for rule, members in slot_lines:
            questions.append(_ids(members))
            questions += [_ids(_of_part(part, members)) for part in rule.parts]
    return Draft(found, questions, lines)


def rows(view: View, made: Draft, counts: Sequence[Counts], register: Register) -> tuple[list[Row], list[Total], Total]:
    """The rows, the sums of działy and the sum of all. counts: answers to the draft's questions."""
    answers = iter(counts)
    total_counts = next(answers)
    dzialy = {dzial: _Sums() for dzial in _dzialy(made.slots)}
    dzial_counts = [next(answers) for _ in dzialy]
    row_counts = [next(answers) for _ in made.slots]
    printed: list[Row] = []
    for slot, slot_lines, counted in zip(made.slots, made.lines, row_counts, strict=True):
        # Every posting of the row stands in one of its lines: money is added up once, from here to the total.
        sums = _Sums(plan=slot.plan)
        lines: list[Line] = []
        for rule, members in slot_lines:
            of_line = _summed_up(members, register.sources)
            sums.add(of_line)
            line = _line(slot, rule, members, of_line, answers, register)
            if line is not None:
                lines.append(line)
        dzialy[slot.dzial].add(sums)
        if not (slot.planned or lines or sums.money):
            continue
        printed.append(
            Row(
                slot.dzial, slot.rozdzial, slot.task_kind, _row_name(slot, view, register), *sums.texts, counted.persons,
                counted.families, sums.quantity, lines,
            )
        )  # fmt: skip
    total = _Sums()
    totals = []
    for (dzial, sums), counted in zip(dzialy.items(), dzial_counts, strict=True):
        total.add(sums)
        name = register.classification.name("dzial", dzial, view.until)
        totals.append(Total(dzial, name, *sums.texts, counted.persons, counted.families, sums.quantity))
    return (
        printed, totals,
        Total("", _TOTAL_NAME, *total.texts, total_counts.persons, total_counts.families, total.quantity),
    )  # fmt: skip


def checks(printed: Sequence[Row], dzialy: Sequence[Total], total: Total, *, complete: bool) -> list[Check]:
    """Control rules: State and own means make up the executed sum, rows make up działy and the total, nothing above plan, persons of a
    total between the largest row and the sum of rows, no fact refused.
    """
    money = [(row, _money(row)) for row in printed]
    unbalanced = [_label(row) for row, (_, executed, state, own) in money if state + own != executed]
    above = [_label(row) for row, (plan, executed, _, _) in money if executed > plan]
    sums = [
        one.dzial or "total"
        for one in (*dzialy, total)
        if _money(one) != _summed(of_row for row, of_row in money if one.dzial in ("", row.dzial))
    ]
    persons = [row.persons for row in printed if row.persons is not None]
    united = total.persons is None or max(persons, default=0) <= total.persons <= sum(persons)
    return [
        Check("state_and_own_make_executed", not unbalanced, unbalanced),
        Check("rows_make_totals", not sums, sorted(sums)),
        Check("executed_within_plan", not above, above),
        Check("persons_between_largest_row_and_sum", united, [] if united else ["total"]),
        Check("no_fact_refused", complete, []),
    ]


@dataclass(slots=True)
class _Sums:
    """Grosze of a line, a row or more of them, and thousandths of benefits."""

    plan: int = 0
    executed: int = 0
    state: int = 0
    own: int = 0
    benefits: int = 0

    def add(self, other: "_Sums") -> None:
        self.plan += other.plan
        self.executed += other.executed
        self.state += other.state
        self.own += other.own
        self.benefits += other.benefits

    @property
    def texts(self) -> tuple[str, str, str, str, str | None]:
        return (
            zloty(self.plan), zloty(self.executed), zloty(self.state), zloty(self.own), percent(self.executed, self.plan),
        )  # fmt: skip

    @property
    def money(self) -> bool:
        return bool(self.executed or self.state or self.own)

    @property
    def quantity(self) -> Quantity | None:
        return quantity(self.benefits) or None


def _summed_up(postings: Iterable[Posting], sources: Mapping[str, Source]) -> _Sums:
    executed = state = own = benefits = 0
    for posting in postings:
        amount = posting.amount
        executed += amount
        benefits += posting.benefits
        category = sources[posting.source].category
        if category == STATE:
            state += amount
        elif category == OWN:
            own += amount
    return _Sums(0, executed, state, own, benefits)


def _slot(definition: Definition, slots: dict[object, Slot], row: Posting | Planned, posting: Posting | None) -> Slot:
    for place, rule in definition.rules(row.rozdzial):
        taken = (
            rule.select.plans(row)
            if posting is None
            else rule.select.takes(row, posting.benefit, posting.variant, posting.mechanism)
        )
        if taken:
            return slots.setdefault(place, Slot(row.dzial, row.rozdzial, row.task_kind, rule))
    return slots.setdefault((row.rozdzial, row.task_kind), Slot(row.dzial, row.rozdzial, row.task_kind, None))


def _lines(slot: Slot) -> list[tuple[LineRule, list[Posting]]]:
    by_benefit: defaultdict[str, list[Posting]] = defaultdict(list)
    for posting in slot.postings:
        by_benefit[posting.benefit].append(posting)
    lines: list[tuple[LineRule, list[Posting]]] = []
    for rule in slot.rule.lines if slot.rule else ():
        members = [posting for code in sorted(rule.benefits) for posting in by_benefit.pop(code, ())]
        if members or (rule.when_empty and slot.planned):
            lines.append((rule, members))
    for benefit in sorted(by_benefit):
        code = benefit or NO_BENEFIT
        lines.append((_own_line(code), by_benefit[benefit]))
    return lines


@cache
def _own_line(code: str) -> LineRule:
    """The line of a benefit that no rule names."""
    return LineRule(code=code, benefits=frozenset({code}))


def _line(
    slot: Slot, rule: LineRule, members: list[Posting], sums: _Sums, answers: Iterator[Counts], register: Register
) -> Line | None:
    counted = next(answers)
    parts = [part for one in rule.parts if (part := _part(one, members, next(answers), register)) is not None]
    codes = sorted({posting.benefit for posting in members} - {""}) or sorted(rule.benefits)
    declared = _declared(slot, codes, register) if register.declared else []
    if (
        not (sums.executed or sums.benefits or declared)
        and counted == _NOBODY
        and not (rule.when_empty and slot.planned)
    ):
        return None
    return Line(
        rule.code, _line_name(rule, register), codes, zloty(sums.executed), counted.persons, counted.families, sums.quantity,
        declared, parts,
    )  # fmt: skip


def _declared(slot: Slot, codes: Iterable[str], register: Register) -> list[Declared]:
    found: defaultdict[str, int] = defaultdict(int)
    for code in codes:
        for unit, value in register.declared.get((slot.rozdzial, slot.task_kind, code), {}).items():
            found[unit] += value
    return [Declared(unit, found[unit]) for unit in sorted(found)]


def _part(rule: PartRule, members: list[Posting], counted: Counts, register: Register) -> Part | None:
    sums = _summed_up(_of_part(rule, members), register.sources)
    if not sums.executed and counted == _NOBODY:
        return None
    return Part(rule.code, rule.name, zloty(sums.executed), counted.persons, counted.families, sums.quantity)


def _of_part(rule: PartRule, members: Iterable[Posting]) -> Iterable[Posting]:
    return (posting for posting in members if rule.takes(posting.benefit, posting.variant))


def _row_name(slot: Slot, view: View, register: Register) -> str:
    if slot.rule is not None and slot.rule.name is not None:
        return slot.rule.name
    return register.classification.name("rozdzial", slot.rozdzial, view.until)


def _line_name(rule: LineRule, register: Register) -> str:
    if rule.code == NO_BENEFIT:
        return _NO_BENEFIT_NAME
    return rule.name or register.benefits.get(rule.code, rule.code)


def _dzialy(slots: Sequence[Slot]) -> list[str]:
    return sorted({slot.dzial for slot in slots})


def _ids(postings: Iterable[Posting]) -> Question:
    return frozenset(posting.id for posting in postings)


def _label(row: Row) -> str:
    return f"{row.rozdzial}/{row.task_kind}"


def _money(one: Row | Total) -> tuple[int, ...]:
    """Plan, executed, State, own, in grosze."""
    return tuple(int(text.replace(".", "")) for text in (one.plan, one.executed, one.state, one.own))


def _summed(money: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip((0, 0, 0, 0), *money, strict=True)))
