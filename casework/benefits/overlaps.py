"""Which benefits exclude each other, as data of the law (`overlaps` of a YAML): dated, with article, and for whom the exclusion holds.

A row either leaves the choice to the person entitled, or says which side prevails. Benefits of other offices that exclude one of ours stand
in the table under a name of their own; casework/assessments/choosing.py evaluates the table over the assessed rights of a family.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from kit.law import BadLaw, Document, Rule
from kit.periods import MONTHS_OF_YEAR, Months, month_of

if TYPE_CHECKING:
    from kit.law import Law
    from kit.schemas import Schema

Scope = Literal["person", "recipient", "recipient_and_person", "household"]
"""Whose two rights exclude each other: for one person whoever draws them, of one recipient for whomever, of one recipient for one
person, of one household."""
Time = Literal["months", "year", "ever"]
"""months: in the months in which both are due; year: once in a year that begins with the month `year_from`, as a school year does; ever: a
grant at any time excludes the other for good."""

_MEMBERS = {
    "article", "gazette", "text", "benefits", "against", "scope", "time", "prevails", "from", "to", "confidence", "year_from", "unless",
}  # fmt: skip
NEVER_ENDS = 2200 * 12
"""Last month of a row that is in force."""
_VARIANT = "/"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One row. `benefits` and `against` are codes, or code/variant; `prevails`: the right of `against` stands without a choice; `unless`: a
    circumstance of the facts in whose months both are given."""

    code: str
    article: str
    text: str
    benefits: frozenset[str]
    against: frozenset[str]
    scope: Scope
    time: Time
    prevails: bool
    first: int
    last: int
    confidence: str
    rule: Rule = field(compare=False)
    year_from: int = 1
    unless: str | None = None

    def together(self, one: Collection[int], other: Collection[int]) -> frozenset[int]:
        """The months (ordinals) in which rights with these months are not given together."""
        if not one or not other:
            return frozenset()
        both: Collection[int] = set(one) & set(other)
        if self.time == "ever":
            both = {*one, *other}
        elif self.time == "year":
            years = {self.year_of(at) for at in one} & {self.year_of(at) for at in other}
            both = {at for at in (*one, *other) if self.year_of(at) in years}
        return frozenset(at for at in both if self.first <= at <= self.last)

    def year_of(self, month: int) -> int:
        """The first month of the row's year in which the month lies."""
        return month - (month - (self.year_from - 1)) % MONTHS_OF_YEAR

    def sides(self, one: str, one_variant: str | None, other: str, other_variant: str | None) -> tuple[bool, bool]:
        """Whether the row is about these two: with the first one in `benefits`, with the second one in `benefits`."""
        one_named, other_named = _names(one, one_variant), _names(other, other_variant)
        return (
            bool(self.benefits & one_named and self.against & other_named),
            bool(self.benefits & other_named and self.against & one_named),
        )


@dataclass(frozen=True, slots=True)
class Opposed:
    """A benefit (of a variant) that a row sets against another one. loses: whether that other one gives way without a choice; None: the
    person chooses."""

    exclusion: Exclusion
    benefit: str
    variant: str | None
    loses: bool | None


@dataclass(frozen=True, slots=True)
class OverlapLaw:
    """The table of a service. others: names of benefits that other offices grant; not_cash: what is paid for the person to others."""

    exclusions: tuple[Exclusion, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    not_cash: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    def opposed(self, benefit: str, variant: str | None) -> Iterator[Opposed]:
        """What the table sets against a right of this benefit, row by row and code by code."""
        for row in self.exclusions:
            for text in sorted(row.benefits | row.against):
                other, _, other_variant = text.partition(_VARIANT)
                forwards, backwards = row.sides(benefit, variant, other, other_variant or None)
                if forwards or backwards:
                    loser = forwards if row.prevails and forwards != backwards else None
                    yield Opposed(row, other, other_variant or None, loser)


GivenUp = frozenset[tuple[str, str | None]]
"""(benefit, person of the facts) of the rights that somebody does without; None: for whomever."""


Lost = Mapping[tuple[str, str | None], frozenset[int]]
"""The months in which each of them is done without."""


def _applicant(facts: "Schema", benefit: str, person: str | None) -> str | None:
    return None


def _never_shared(facts: "Schema", benefit: str, person: str | None) -> bool:
    return False


def _nothing_spared(facts: "Schema", law: "Law", benefit: str, person: str | None) -> Mapping[str, frozenset[int]]:
    return {}


def _nothing_inside(case: Any, law: "Law", on: date, benefit: str) -> tuple[tuple[str, Months], ...]:
    return ()


def _by_themselves(facts: "Schema", other: "Schema") -> "Schema":
    return facts


def _as_they_are(facts: "Schema", lost: Lost) -> "Schema":
    return facts


def _whole_benefit(facts: "Schema", benefit: str, given_up: GivenUp) -> "Schema | None":
    return None if any(code == benefit for code, _ in given_up) else facts


@dataclass(frozen=True, slots=True)
class FactsOfRights:
    """What a service's facts say of rights that may overlap.

    drawn_by(facts, benefit, person): who draws it, None for the applicant. inside(case, law, on, benefit): persons and months for
    whom it is due within the payment of another benefit. without(facts, benefit, given_up): the facts from which the
    benefit is assessed in the months in which those rights are done without, the same object when they do not matter to it, None when
    nothing is left to assess.
    shortened(facts, lost): the facts without the months lost, from which the benefits `of_a_whole` are assessed at once: what is due in one
    month of them depends on the others.
    shared(facts, benefit, person): whether it is due in parts to two at once, so that the other one's part excludes nothing.
    spared(facts, law, benefit, person): by circumstance that rows name with `unless`, the months in which it stands beside the other right.
    beside(facts, other): the facts of one decision with what those of another one tell of such circumstances.
    """

    drawn_by: Callable[["Schema", str, str | None], str | None] = _applicant
    inside: Callable[[Any, "Law", date, str], Iterable[tuple[str, Months]]] = _nothing_inside
    without: Callable[["Schema", str, GivenUp], "Schema | None"] = _whole_benefit
    shortened: Callable[["Schema", Lost], "Schema"] = _as_they_are
    of_a_whole: frozenset[str] = frozenset()
    shared: Callable[["Schema", str, str | None], bool] = _never_shared
    spared: Callable[["Schema", "Law", str, str | None], Mapping[str, frozenset[int]]] = _nothing_spared
    beside: Callable[["Schema", "Schema"], "Schema"] = _by_themselves


def read_overlaps(documents: Iterable[Document], benefits: Collection[str]) -> OverlapLaw:
    """The table of the documents. Raises BadLaw: a row given twice, of the wrong form, or about a benefit that nobody knows."""
    exclusions: dict[str, Exclusion] = {}
    others: dict[str, str] = {}
    not_cash: set[str] = set()
    found = [(one.path.name, one.content["overlaps"]) for one in documents if one.content.get("overlaps")]
    for _, content in found:
        others |= {code: str(name) for code, name in (content.get("others") or {}).items()}
        not_cash |= set(content.get("not_cash") or ())
    known = {*benefits, *others}
    if not not_cash <= set(benefits) or set(others) & set(benefits):
        raise BadLaw("overlaps: others and not_cash do not fit the benefits")
    for name, content in found:
        for code, row in (content.get("exclusions") or {}).items():
            if code in exclusions:
                raise BadLaw(f"{name}: {code} given twice")
            exclusions[code] = _exclusion(f"{name}: {code}", code, row, known)
    named = {text.partition(_VARIANT)[0] for one in exclusions.values() for text in one.benefits | one.against}
    return OverlapLaw(tuple(exclusions.values()), others, frozenset(not_cash), frozenset(named))


def _exclusion(where: str, code: str, row: Mapping[str, Any], known: Collection[str]) -> Exclusion:
    benefits = frozenset(row.get("benefits") or ())
    against = frozenset(row.get("against") or benefits)
    scope, time = row.get("scope"), row.get("time", "months")
    since, until = row.get("from"), row.get("to")
    unknown = {text.partition(_VARIANT)[0] for text in benefits | against} - set(known)
    if (
        set(row) - _MEMBERS
        or not benefits
        or unknown
        or scope not in get_args(Scope)
        or time not in get_args(Time)
        or (time == "year") != (row.get("year_from") in range(1, MONTHS_OF_YEAR + 1))
        or not isinstance(since, date)
        or not isinstance(row.get("article"), str)
        or not isinstance(row.get("text"), str)
        or not isinstance(row.get("unless", ""), str)
    ):
        raise BadLaw(f"{where}: not an exclusion {sorted(unknown)}")
    return Exclusion(
        code, row["article"], row["text"], benefits, against, cast("Scope", scope), cast("Time", time),
        bool(row.get("prevails", False)), month_of(since), month_of(until) if isinstance(until, date) else NEVER_ENDS,
        str(row.get("confidence", "confirmed")),
        Rule(
            code, row["article"],
            "Od {first} do {last} zbiegają się: {one} i {other}. " + row["text"].replace("{", "").replace("}", "") + " {how}",
            ("first:month", "last:month", "one:text", "other:text", "how:text"), result="how",
        ),
        row.get("year_from", 1), row.get("unless"),
    )  # fmt: skip


def _names(code: str, variant: str | None) -> set[str]:
    return {code} if variant is None else {code, f"{code}{_VARIANT}{variant}"}
