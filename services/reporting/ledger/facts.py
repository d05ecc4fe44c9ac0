"""Reading a verified page of a log: money facts become rows ready for COPY, links of pseudonyms and facts of reporting's own stand apart.

Nothing here touches the database, so that the next page is read while this one is applied. A fact on codes that are not in force on its
day of booking, or on more money than there is, is refused by name and leaves the others alone; a fact that cannot be read at all stops
the log (Unreadable).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, get_args

import orjson

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from casework.facts.money import FUNDING_REALLOCATED, MONEY_TYPES, Cover, Measure, ReversalMode, Side, TaskKind
from casework.facts.registers import REGISTER_ACT_RECORDED
from services.reporting.cases.reading import KINDS, CaseFact, case_fact
from services.reporting.classification.register import Classification
from services.reporting.ledger.left_out import LEFT_OUT, not_understood
from services.reporting.ledger.months import month_of
from services.reporting.ledger.values import (
    LARGEST,
    NULL,
    as_json,
    as_text,
    first_with,
    is_pseudonym,
    own_parts,
    spread,
    thousandths,
)
from services.reporting.registers.reading import RegisterFact, register_fact

PERSON = 1
FAMILY = 2
RENAMED = 3
"""Of a link: a household that has another pseudonym from here on, where FAMILY unites two."""
COUNTED = {"none": 0, "entitled": 1, "recipient": 2}
COUNTED_QUANTITY = "swiadczenie"
PLAN_CHANGED = "pl.gops.plan.changed.v1"
PERIOD_CLOSED = "pl.gops.period.closed.v1"

NOTHING_MORE = f"\t{NULL}\t{NULL}\n"
_STORABLE = 2**63 - 1
_MEASURES = frozenset(get_args(Measure))
_SIDES = frozenset(get_args(Side))
_TASK_KINDS = frozenset(get_args(TaskKind))
_MODES = frozenset(get_args(ReversalMode))
COMMITMENT, BOOKING = "commitment", "booking"
_COVERS = frozenset(get_args(Cover)) | {None}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")

# unit, side, measure, dzial, rozdzial, paragraf, p4, task, task_kind, source, benefit, variant, mechanism, cover
Combo = tuple[str, str, str, str, str, str, str, str, str, str, str, str, str, str]


class Unreadable(Exception):
    """An event of the log breaks its own schema; nothing behind it may be applied."""

    def __init__(self, sequence: int, reason: str) -> None:
        super().__init__(f"at {sequence}: {reason}")
        self.sequence = sequence
        self.reason = reason


class Row(NamedTuple):
    """One line of a money fact: text for COPY around the numbers that only the database knows (indexes into the batch until then)."""

    sequence: int
    head: str
    combo: int
    middle: str
    in_sets: bool | None
    counted: int
    entitled: int | None
    recipient: int | None
    household: int | None
    tail: str
    original: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Link:
    """Two pseudonyms of one person or household, from this place of the log on."""

    sequence: int
    time: str
    kind: int
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A money fact whose codes are not in force on its day of booking, or whose amount nobody can have paid."""

    sequence: int
    time: str
    code: str
    pointer: str
    unit: str
    measure: str
    benefit: str
    budget_year: int
    booked_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact of reporting's own log that is not money: a plan change, a closed period."""

    sequence: int
    time: str
    type: str
    subject: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Batch:
    """A page as the projector wants it."""

    rows: list[Row] = field(default_factory=list)
    combos: dict[Combo, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    own: list[OwnFact] = field(default_factory=list)
    cases: list[CaseFact] = field(default_factory=list)
    registers: list[RegisterFact] = field(default_factory=list)
    in_sets: dict[int, bool | None] = field(default_factory=dict)
    widest: int = 0


class Reader:
    """Reads pages of one service's log of one gmina."""

    def __init__(self, gmina: str, service: str, classification: Classification) -> None:
        self._gmina = gmina
        self._source = f"urn:gops:{service}"
        self._own = service == "reporting"
        self._classification = classification
        self._days: dict[str, date] = {}
        self._refusals: dict[tuple[Combo, str], tuple[str, str] | None] = {}

    def read(self, items: Sequence[bytes]) -> Batch:
        """The batch of a page; raises Unreadable at the first event that breaks its schema."""
        batch = Batch()
        for item in items:
            sequence = 0
            try:
                event = orjson.loads(item)
                sequence = event["sequence"]
                if event["gmina"] != self._gmina or event["source"] != self._source:
                    raise ValueError("an event of another log")
                kind = event["type"]
                if kind in MONEY_TYPES:
                    self._money(batch, event, kind)
                elif kind == PERSON_RELINKED:
                    _link(batch, event, PERSON, batch.persons)
                elif kind == HOUSEHOLD_LINKED:
                    _link(batch, event, RENAMED if event["data"].get("renamed") is True else FAMILY, batch.households)
                elif self._own and kind in (PLAN_CHANGED, PERIOD_CLOSED):
                    batch.own.append(OwnFact(sequence, event["time"], kind, event["subject"], event["data"]))
                elif kind in KINDS:
                    batch.cases.append(case_fact(event))
                elif kind == REGISTER_ACT_RECORDED:
                    batch.registers.append(register_fact(event))
                elif kind not in LEFT_OUT:
                    raise Unreadable(sequence, not_understood(kind))
            except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
                # Only the kind of fault: the value could be anybody's.
                raise Unreadable(sequence, type(error).__name__) from None
        bad = [name for name in (*batch.persons, *batch.households) if not is_pseudonym(name)]
        if bad:
            raise Unreadable(first_with(items, bad), "a pseudonym")
        return batch

    def _money(self, batch: Batch, event: Mapping[str, Any], kind: str) -> None:
        data = event["data"]
        sequence: int = event["sequence"]
        booked_on, occurred_on = data["booked_on"], data["occurred_on"]
        day = self._days.get(booked_on) or self._day(booked_on)
        if occurred_on not in self._days:
            self._day(occurred_on)
        get = data.get
        year: int = data["budget_year"]
        unit, measure, benefit = data["unit"], data["measure"], get("benefit") or ""
        cover = get("cover")
        if cover not in _COVERS:
            raise ValueError("cover")
        header = (get("variant") or "", get("mechanism") or "", BOOKING if self._own else cover or COMMITMENT)
        lines: list[tuple[int, int, str]] = []
        of_lines: list[int | None] = []
        for place, line in enumerate(data["lines"]):
            combo: Combo = (
                unit, line["side"], measure, line["dzial"], line["rozdzial"], line["paragraf"], line["p4"], line["task"],
                line["task_kind"], line["source"], benefit, *header,
            )  # fmt: skip
            refusal = self._refusals.get((combo, booked_on), ("", ""))
            if refusal == ("", ""):
                refusal = self._refusals[combo, booked_on] = self._refusal(combo, day)
            if refusal is not None:
                _refuse(batch, event, day, refusal[0], f"/lines/{place}/{refusal[1]}")
                return
            amount = line["amount"]
            if amount.__class__ is not int:
                raise ValueError("amount")
            if not -LARGEST <= amount <= LARGEST:
                _refuse(batch, event, day, "amount_out_of_range", f"/lines/{place}/amount")
                return
            if amount > batch.widest or -amount > batch.widest:
                batch.widest = abs(amount)
            lines.append((batch.combos.setdefault(combo, len(batch.combos)), amount, as_text(line.get("grant_ref"))))
            of_lines.append(line.get("sets_amount"))
        if not lines or not 2000 <= year <= 2100:
            raise ValueError("lines or budget year")
        benefits = 0
        for quantity in get("quantities") or ():
            if quantity["unit"] == COUNTED_QUANTITY:
                benefits += thousandths(quantity["value"])
        sets_amount = get("sets_amount")
        if sets_amount is None:
            in_cells: Sequence[int | str] = (NULL,) * len(lines)
        else:
            in_cells = own_parts(sets_amount, of_lines) or spread(sets_amount, [amount for _, amount, _ in lines])
            batch.widest = max(batch.widest, *map(abs, in_cells))
        month = month_of(day, year)
        persons, households = batch.persons, batch.households
        entitled, recipient, household = get("entitled"), get("recipient"), get("household")
        entitled = None if entitled is None else persons.setdefault(entitled, len(persons))
        recipient = None if recipient is None else persons.setdefault(recipient, len(persons))
        household = None if household is None else households.setdefault(household, len(households))
        counted = COUNTED[get("counted", "none")]
        in_sets, original, reversal = _sets(data, kind)
        batch.in_sets[sequence] = in_sets
        head, tail, more = _texts(event, data, reversal)
        for number, ((found, amount, grant), moved) in enumerate(zip(lines, in_cells, strict=True), start=1):
            middle = (
                f"\t{year}\t{month}\t{booked_on}\t{occurred_on}\t{amount}\t{moved}\t{benefits if number == 1 else 0}\t"
            )
            batch.rows.append(
                Row(
                    sequence, f"{sequence}\t{number}\t{head}", found, middle, in_sets, counted, entitled, recipient,
                    household, f"{tail}\t{grant}{more if number == 1 else NOTHING_MORE}", original,
                )
            )  # fmt: skip

    def _day(self, text: str) -> date:
        day = self._days[text] = date.fromisoformat(text)
        return day

    def _refusal(self, combo: Combo, day: date) -> tuple[str, str] | None:
        unit, side, measure, dzial, rozdzial, paragraf, p4, task, task_kind, source, *rest = combo
        codes = (unit, task, source, *(code for code in rest if code))
        if not all(_CODE.fullmatch(code) for code in codes):
            raise ValueError("a code")
        if side not in _SIDES or measure not in _MEASURES or task_kind not in _TASK_KINDS:
            raise ValueError("side, measure or kind of task")
        if not (len(dzial) == 3 and len(rozdzial) == 5 and len(paragraf) == 3 and len(p4) == 1 and p4.isdecimal()):
            raise ValueError("classification")
        refusal = self._classification.refusal(
            side=side, dzial=dzial, rozdzial=rozdzial, paragraf=paragraf, source=source, on=day
        )
        return None if refusal is None else (refusal.code, refusal.field)


def _sets(data: Mapping[str, Any], kind: str) -> tuple[bool | None, tuple[str, int] | None, str]:
    """Whether the fact moves sets (None: as the fact that it takes back did), that fact, and the reversal as text for COPY."""
    # What the finance system booked for our own lists is compared, never counted.
    counts = kind != FUNDING_REALLOCATED and not data.get("mirrors")
    reverses = data.get("reverses")
    if reverses is None:
        return counts, None, f"{NULL}\t{NULL}\t{NULL}"
    mode, service, sequence = reverses["mode"], reverses["service"], int(reverses["sequence"])
    if mode not in _MODES:
        raise ValueError("mode")
    text = f"{as_text(service)}\t{sequence}\t{mode}"
    if mode == "storno" and counts:
        return None, (service, sequence), text
    return counts and mode == "same_year_return", None, text


def _refuse(batch: Batch, event: Mapping[str, Any], day: date, code: str, pointer: str) -> None:
    data = event["data"]
    # A refusal must not be what stops the log: whatever the sum is, it is told as far as the column holds it.
    total = max(-_STORABLE, min(sum(line["amount"] for line in data["lines"]), _STORABLE))
    batch.refused.append(
        Refused(
            event["sequence"], event["time"], code, pointer, data["unit"], data["measure"], data.get("benefit") or "",
            data["budget_year"], day, total,
        )
    )  # fmt: skip


def _link(batch: Batch, event: Mapping[str, Any], kind: int, members: dict[str, int]) -> None:
    old, new = event["data"]["old"], event["data"]["new"]
    if old.__class__ is not str or new.__class__ is not str:
        raise ValueError("a pseudonym")
    ids = members.setdefault(old, len(members)), members.setdefault(new, len(members))
    batch.links.append(Link(event["sequence"], event["time"], kind, *ids))


def _texts(event: Mapping[str, Any], data: Mapping[str, Any], reversal: str) -> tuple[str, str, str]:
    """The parts of a COPY row that a fact's lines share: behind the key, at the end, and what only the first line has."""
    get = data.get
    document = data["document"]
    quantities, declared = get("quantities"), get("declared")
    version = document["version"]
    if version.__class__ is not int:
        raise ValueError("version")
    tail = (
        f"\t{as_text(get('due_period'))}\t{as_text(get('due_on'))}\t{as_text(document['kind'])}\t{as_text(document['id'])}\t{version}"
        f"\t{reversal}\t{as_text(get('mirrors'))}\t{as_text(get('list'))}"
    )
    return f"{event['time']}\t{event['subject']}\t", tail, f"\t{as_json(quantities)}\t{as_json(declared)}\n"
