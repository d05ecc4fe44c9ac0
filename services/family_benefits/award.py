"""The right of a family for a period: which months an application opens, what each brings, and the answer for one benefit.

The allowance and its supplements are one computation (art. 5 ust. 3-3b counts them together); each benefit shows its own part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from casework.benefits.results import Assessment, Due, Per, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record
from kit.periods import Months, month, month_of, year_of
from kit.values import value
from services.family_benefits import rules
from services.family_benefits.allowance import ALLOWANCE, FULL, REDUCED, Month, unchanged_until
from services.family_benefits.allowance import month_of as outcome_of
from services.family_benefits.case import NEVER_ENDS, Case
from services.family_benefits.family import of_age_of_study, of_the_application, of_the_month
from services.family_benefits.filing import too_early
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.joining import of_a_running_right
from services.family_benefits.leave import LEAVE
from services.family_benefits.once import with_the_right
from services.family_benefits.opened import opened
from services.family_benefits.rates import Rates, of_a_right, rates
from services.family_benefits.set_anew import Totals
from services.family_benefits.stretches import Sums, still_refused, stretches, turned
from services.family_benefits.supplements import (
    BENEFIT_OF,
    BIRTH,
    COMMUTING,
    LONE,
    ONCE,
    REHABILITATION,
    RESIDENCE,
    SCHOOL_START,
)

ZLOTY_FOR_ZLOTY = "zlotowka_za_zlotowke"


Span = tuple[Month, int]
"""The outcome of a month, and the last month for which it holds."""


@value(frozen=True, slots=True)
class Award:
    """The right of a period: its months, the stretches of every benefit, the grounds met and the steps.

    spans: months one behind the other with one outcome, told of the first, and the last of them. runs: the same, where only the kind
    of outcome and the payment are asked for. supplements: their stretches by benefit. reason: why the family gets nothing, None when it
    gets something in some month.
    """

    spans: tuple[Span, ...] = ()
    runs: tuple[Span, ...] = ()
    stretches: tuple[Record, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    trace: tuple[Record, ...] = ()
    supplements: Mapping[str, list[Record]] = field(default_factory=dict)
    reason: tuple[Refusal, ...] | None = None
    figures: tuple[tuple[str, int], ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """Month by month."""
        return tuple(outcome._replace(at=at) for outcome, last in self.spans for at in range(outcome.at, last + 1))


def period_of(case: Case, now: Rates, on: date) -> Months:
    """The benefit period asked for, else the one in which the day lies (art. 3 pkt 10)."""
    if case.period is None:
        return period_at(now, on)
    first = month(case.period, now.period_start)
    return Months(first, first + now.period_months - 1)


def period_at(now: Rates, on: date) -> Months:
    """The benefit period in which the day lies, whatever period is asked for."""
    day = month_of(on)
    first = day - (day - (now.period_start - 1)) % now.period_months
    return Months(first, first + now.period_months - 1)


def award(case: Case, law: Law, on: date) -> Award:
    """Assess the whole period, once for the allowance and all its supplements.

    Raises:
        NoParameter: a day without law, or a farm's figure that is not announced.
        UnfitFacts: the income is of another year than the period demands, or names a person who is no member.
    """
    found: Award | None = case.computed.get((law, on))
    if found is None:
        found = case.computed[law, on] = _award(case, law, on)
    return found


def _award(case: Case, law: Law, on: date) -> Award:
    today = law.on(on).resolved(rates)
    period = period_of(case, today, on)
    base_year = year_of(period.first) - today.base_year_before
    if case.base_year != base_year:
        raise UnfitFacts("wrong_base_year", "/income/base_year", f"Rokiem bazowym tego okresu jest {base_year} r.")
    if (early := too_early(case, period, law)) is not None:
        return _nothing("filed_before_window", (early,))
    first = max(period.first, case.received)
    trace: list[Record] = []
    case = of_the_application(case, law.resolved(rates, first))
    if case.certificates:
        case, first = opened(case, today, period, first, trace)
    if first > period.last:
        return _nothing("filed_after_period")
    if not case.children:
        return _nothing("no_child")
    refusals: list[Refusal] = []
    spans: list[Span] = []
    found: list[Record] = []
    sums: Sums | None = None
    told: list[Record] = []
    seen: Rates | None = None
    lately: list[Record] = []
    view = read = case
    read_rates = of_a_right(law, first)
    own: list[Refusal] = []
    totals = Totals(case, first, period.last)
    at, turn, turns_at = first, first, first if case.turns else NEVER_ENDS
    while at <= period.last:
        if at >= turn:
            now, turn = law.resolved(read_rates, at), law.next_turn(read_rates, at)
            other = at >= turns_at
            if other:
                view, turns_at = of_the_month(case, at)
            turn = min(turn, turns_at)
            if other or now is not seen:
                read = of_age_of_study(view, now)
                own = []
                fresh, even = stretches(read, now, first, period.last, own)
                if seen is None:
                    found, sums, refusals = fresh, even, own
                elif fresh != lately:
                    # Another law, school or certificate rules the months from here on only.
                    found, sums = turned(found, sums, fresh, even, at)
                    totals.turn(view)
                refusals.extend(one for one in own if one not in refusals)
                lately, seen = fresh, now
        if not _any_due(found, at):
            at += 1
            continue
        steps: list[Record] = []
        counts = of_a_running_right(read, now, law, at) if case.changing_adults and at > first else read
        outcome = outcome_of(counts, now, law, found, sums, first, period.last, at, steps, totals)
        same_to = min(unchanged_until(read, now, sums, at), turn - 1, period.last)
        spans.append((outcome, same_to))
        if steps != told:
            trace.append((rules.MONTH, at))
            trace.extend(steps)
            told = steps
        at = same_to + 1
    if case.turns:
        refusals = still_refused(refusals, own, found)
    nothing = all(outcome.ground for outcome, _ in spans)
    if not nothing and any(outcome.ground for outcome, _ in spans):
        found = with_the_right(found, spans)
    return Award(
        tuple(spans),
        tuple(_runs(spans)),
        tuple(found),
        tuple(refusals),
        (*found, *trace),
        _by_supplement(found),
        _why(spans, refusals) if nothing else None,
        (("income_monthly", spans[-1][0].income), ("limit", spans[-1][0].limit)) if spans else (),
    )


def _nothing(ground: str, trace: tuple[Record, ...] = ()) -> Award:
    why = (Refusal(GROUNDS[ground]),)
    return Award(refusals=why, trace=trace, reason=why)


def _by_supplement(found: list[Record]) -> dict[str, list[Record]]:
    mine: dict[str, list[Record]] = {}
    for record in found:
        benefit = BENEFIT_OF.get(record[0])
        if benefit is not None:
            mine.setdefault(benefit, []).append(record)
    return mine


def allowance_answer(case: Case, law: Law, on: date) -> Assessment:
    """The family allowance: amounts by child, or one payment for the family under złotówka za złotówkę."""
    result = award(case, law, on)
    due: list[Due] = []
    bands = [item for item in result.stretches if item[0] is rules.BAND]
    for outcome, last in result.runs:
        mine = [item for item in bands if item[3] <= last and item[4] >= outcome.at]
        if outcome.kind == FULL:
            due.extend(
                Due(ALLOWANCE, max(item[3], outcome.at), min(item[4], last), item[2], (item[1],), item[5])
                for item in mine
            )
        elif outcome.kind == REDUCED:
            whole = all(item[3] <= outcome.at and item[4] >= last for item in mine)
            for at, to in ((outcome.at, last),) if whole else ((at, at) for at in range(outcome.at, last + 1)):
                children = tuple(item[1] for item in mine if item[3] <= at and item[4] >= to)
                due.append(Due(ALLOWANCE, at, to, outcome.payment, children, None, ZLOTY_FOR_ZLOTY))
    if due:
        return granted(
            ALLOWANCE, due, refusals=_of_children(result.refusals), figures=result.figures, trace=result.trace
        )
    return refused(ALLOWANCE, _why(result.spans, result.refusals), figures=result.figures, trace=result.trace)


def supplement_answer(benefit: str, case: Case, law: Law, on: date) -> Assessment:
    """One supplement: its own months when the family gets full amounts, none of its own under złotówka za złotówkę."""
    result = award(case, law, on)
    mine = result.supplements.get(benefit, ())
    if not mine and not result.refusals and result.reason is None:
        return Assessment(benefit, "refused", (), _NOT_ASKED[benefit], result.figures, result.trace)
    due: list[Due] = []
    within = False
    for outcome, until in result.runs if mine else ():
        for record in mine:
            _, child, amount, first, last, variant = record[:6]
            first, last = max(first, outcome.at), min(last, until)
            if first > last:
                continue
            if outcome.kind == FULL:
                once = record[0] in ONCE
                per: Per = "once" if once else "month"
                for at, to in ((at, at) for at in range(first, last + 1)) if once else ((first, last),):
                    due.append(Due(benefit, at, to, amount, (child,), variant, None, per))
            elif outcome.kind == REDUCED:
                within = True
    trace = (*result.trace, (rules.INCLUDED,)) if within else result.trace
    own = _own(benefit, case, result) if result.refusals else ()
    if due or within:
        return granted(benefit, due, refusals=own, figures=result.figures, trace=trace)
    if not mine and own:
        return refused(benefit, own, figures=result.figures, trace=trace)
    if result.reason is not None:
        return refused(benefit, (*own, *result.reason), figures=result.figures, trace=trace)
    reasons = _without_right(mine, result.spans) if mine else _NOT_ASKED[benefit]
    return refused(benefit, reasons, figures=result.figures, trace=trace)


_GROUNDS_OF = {
    "dodatek_urodzenie_dziecka": {"filed_after_deadline", "no_medical_care", "paid_already", "no_family_allowance"},
    "dodatek_opieka_urlop_wychowawczy": {
        "employment_too_short", "work_prevents_personal_care", "child_in_full_care", "maternity_benefit", "parental_benefit",
        "leave_used_up", "one_supplement_for_carer", "no_family_allowance",
    },
    "dodatek_samotne_wychowywanie": {"no_reason_without_alimony", "unemployment_benefit_chosen"},
    "dodatek_wielodzietnosc": set(),
    "dodatek_ksztalcenie_rehabilitacja": {"no_certificate"},
    "dodatek_rozpoczecie_roku_szkolnego": {"not_a_pupil", "school_start_filed_late", "no_family_allowance"},
    "dodatek_nauka_zamieszkanie": {"wrong_school_type"},
    "dodatek_nauka_dojazd": {"wrong_school_type"},
}  # fmt: skip
_WITHOUT_CHILDREN = {"dodatek_wielodzietnosc": "fewer_children"}
_NOT_ASKED = {
    benefit: (Refusal(GROUNDS[_WITHOUT_CHILDREN.get(benefit, "not_requested")]),) for benefit in BENEFIT_OF.values()
}


def _own(benefit: str, case: Case, result: Award) -> tuple[Refusal, ...]:
    """The supplement's own grounds; about children for whom another one was asked they belong to that."""
    asked = _asked(benefit, case)
    return tuple(item for item in result.refusals if item.ground.code in _GROUNDS_OF[benefit] and item.person in asked)


def _asked(benefit: str, case: Case) -> frozenset[str]:
    """The children for whom the supplement was asked."""
    if benefit == BIRTH:
        return frozenset(request.child for request in case.birth)
    if benefit == LEAVE:
        return frozenset(request.child for request in case.leaves)
    if benefit == LONE:
        return case.lone
    asked = [(child.id, child.asked) for child in case.children if child.asked is not None]
    if benefit in {RESIDENCE, COMMUTING}:
        return frozenset(child for child, one in asked if one.study_away and one.commutes is (benefit == COMMUTING))
    if benefit == SCHOOL_START:
        return frozenset(child for child, one in asked if one.school_start)
    return frozenset(child for child, one in asked if one.rehabilitation and benefit == REHABILITATION)


def _runs(spans: list[Span]) -> Iterator[Span]:
    begun: Month | None = None
    last = 0
    for outcome, to in spans:
        if begun is None or outcome.at != last + 1 or (outcome.kind, outcome.payment) != (begun.kind, begun.payment):
            if begun is not None:
                yield begun, last
            begun = outcome
        last = to
    if begun is not None:
        yield begun, last


def _any_due(found: list[Record], at: int) -> bool:
    return any(item[0] is rules.BAND and item[3] <= at <= item[4] for item in found)


def _of_children(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    return tuple(item for item in refusals if item.ground.article.startswith(("art. 6", "art. 7")))


def _without_right(mine: Sequence[Record], spans: Sequence[Span]) -> tuple[Refusal, ...]:
    """Why a supplement brings nothing though the family has a right in other months: the grounds of the months that it would be for."""
    grounds = {
        outcome.ground
        for outcome, last in spans
        if outcome.ground and any(record[3] <= last and outcome.at <= record[4] for record in mine)
    }
    return tuple(Refusal(GROUNDS[code]) for code in sorted(grounds or {"no_family_allowance"}))


def _why(spans: Sequence[Span], refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    grounds = {outcome.ground for outcome, _ in spans if outcome.ground}
    over = tuple(Refusal(GROUNDS[code]) for code in sorted(grounds))
    return over or _of_children(refusals) or tuple(refusals)
