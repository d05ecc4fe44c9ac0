"""What an assessment says about one benefit: whether it is due, why not, in which months how much, and the steps that led there.

Steps are cheap records made while computing (rule, values...); kit.law.trace renders them later, as Polish sentences for the
decision's grounds and as a tree with inputs for the auditor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from kit.law.trace import Record
from kit.periods import month_text
from kit.problems import FieldError, ValidationFailed
from kit.values import value

Outcome = Literal["granted", "refused", "left_unexamined", "forwarded", "certified"]
"""forwarded: another organ decides, to which the application is passed on (k.p.a. art. 65, u.ś.r. art. 23a);
certified: nothing is due or denied; what was asked for is a certificate, and the figures and findings are what it says."""
Per = Literal["month", "once"]


class UnfitFacts(ValidationFailed):
    """The facts do not suffice for the benefit or contradict each other; the pointer leads below /facts."""

    code = "unfit_facts"
    title = "Danych nie da się ocenić"

    def __init__(self, code: str, pointer: str, text: str) -> None:
        super().__init__(text, errors=(FieldError(f"/facts{pointer}", code, text),))


@value(frozen=True, slots=True)
class Ground:
    """A ground of refusal: stable code, article, Polish sentence; `outcome` says whether it is a refusal or leaves unexamined."""

    code: str
    article: str
    text: str
    outcome: Outcome = "refused"


@value(frozen=True, slots=True)
class Refusal:
    """A ground met in this case, for one person of the facts or for the whole case (None)."""

    ground: Ground
    person: str | None = None


@value(frozen=True, slots=True)
class Due:
    """A run of months with the same amount: grosze each month (or once), for the persons named.

    `persons` are references into the facts: one child, or all children of a family payment under złotówka za złotówkę. With
    `open_ended` the right goes on after `last` with the amounts of the law to come. `own`: grosze of the
    amount that the gmina pays of its own money, where the benefit has a grant for the rest (None: nothing is known of the sources).
    """

    benefit: str
    first: int
    last: int
    amount: int
    persons: tuple[str, ...] = ()
    variant: str | None = None
    mechanism: str | None = None
    per: Per = "month"
    open_ended: bool = False
    own: int | None = None

    @property
    def text(self) -> str:
        return f"{month_text(self.first)}..{month_text(self.last)}"


@value(frozen=True, slots=True)
class Assessment:
    """The result for one benefit. `figures` are named amounts worth showing (income, criterion), in grosze; `findings` are what a
    certificate says beside amounts (year, kind of household)."""

    benefit: str
    outcome: Outcome
    months: tuple[Due, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    trace: tuple[Record, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def eligible(self) -> bool:
        return self.outcome == "granted"


def granted(
    benefit: str,
    months: Iterable[Due],
    *,
    refusals: Sequence[Refusal] = (),
    figures: Sequence[tuple[str, int]] = (),
    findings: Sequence[tuple[str, str]] = (),
    trace: Sequence[Record] = (),
) -> Assessment:
    """A right in these months; refusals name persons of the same case who have none, findings what was found of it in words."""
    return Assessment(
        benefit, "granted", joined(months), tuple(refusals), tuple(figures), tuple(trace), tuple(findings)
    )


def refused(
    benefit: str,
    refusals: Sequence[Refusal],
    *,
    figures: Sequence[tuple[str, int]] = (),
    trace: Sequence[Record] = (),
) -> Assessment:
    """No right; left unexamined or forwarded when every ground met says so."""
    outcome: Outcome = refusals[0].ground.outcome if refusals else "refused"
    if outcome != "refused" and any(item.ground.outcome != outcome for item in refusals):
        outcome = "refused"
    return Assessment(benefit, outcome, (), tuple(refusals), tuple(figures), tuple(trace))


def certified(
    benefit: str,
    *,
    figures: Sequence[tuple[str, int]],
    findings: Sequence[tuple[str, str]] = (),
    trace: Sequence[Record] = (),
) -> Assessment:
    """What a certificate says: no months, no refusal, and nothing for a decision."""
    return Assessment(benefit, "certified", (), (), tuple(figures), tuple(trace), tuple(findings))


def joined(months: Iterable[Due]) -> tuple[Due, ...]:
    """Adjacent months with the same amount, persons, variant and mechanism become one run."""
    dues = tuple(months)
    if len(dues) < 2:
        return dues
    runs: dict[tuple[object, ...], list[list[Due]]] = {}
    for due in sorted(dues, key=lambda item: item.first):
        key = (due.benefit, due.persons, due.variant, due.mechanism, due.amount, due.per, due.own)
        found = runs.setdefault(key, [])
        if found and due.per == "month" and found[-1][-1].last + 1 == due.first:
            found[-1].append(due)
        else:
            found.append([due])
    whole = [
        run[0] if len(run) == 1 else replace(run[-1], first=run[0].first) for found in runs.values() for run in found
    ]
    return tuple(sorted(whole, key=lambda due: (due.first, due.persons, due.benefit)))
