"""How many worked cases each benefit has, and of which kinds: `python -m tests.services.family_benefits.counting`, `make cases`.

Kinds: granted, refused, left unexamined, passed on to another organ, certified; how many of its grounds of refusal are met; an income at
the limit and a grosz above it; days on which a parameter that the benefit reads changes, with a case on the last day before and one on
the first day after.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import ModuleType

from casework.benefits.results import Assessment, Ground
from casework.benefits.types import Benefit
from kit.law import Record, Rule
from kit.periods import first_day, last_day, month_of
from services.family_benefits import award, benefits, coordination, large_family_card, local, ukraine
from services.family_benefits.carers import contributions
from services.family_benefits.carers import grounds as of_carers
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.childhood import grounds as of_childhood
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.supplements import BIRTH
from tests.services.worked_cases import WorkedCase, worked_cases

FIRST_DAY, LAST_DAY = date(2015, 1, 2), date(2026, 11, 22)
"""Changes of the law between them need cases: the years that the service answers for, to the day on which the law was checked."""
Changes = dict[tuple[date, date], set[str]]
BY_ANOTHER_DAY = frozenset(
    {
        # By the year of the income, by the year of reaching the pension age: not by any day of the case.
        "dochod_z_1_ha_przeliczeniowego_za_rok",
        "ryczalt_obwieszczenie",
        "staz_koniec_oplacania_skladek_kobieta_z_wiekiem_w_roku",
    }
)
OUT_OF_REACH = frozenset(
    {
        # The term of payment changed after the last day of filing; the amount when ZUS had taken the benefit over.
        ("dodatek_weglowy", "dodatek_weglowy_wyplata_miesiace"),
        ("swiadczenie_wychowawcze", "swiadczenie_wychowawcze"),
    }
)
"""Changes of a parameter that no application to the gmina can meet."""
SUPPLEMENTS = tuple(award._GROUNDS_OF)
_FAMILY = ("no_child", "filed_after_period", "income_over_limit", "payment_below_minimum")
_CHILD = (
    "child_married", "child_placed", "allowance_for_own_child", "no_alimony_title", "alimony_not_ordered", "allowance_abroad",
    "child_too_old",
)  # fmt: skip
_NURSING = (
    "dodatek_pielegnacyjny", "in_institution", "care_benefit_abroad", "onset_after_21", "no_entitling_disability",
)  # fmt: skip
_OF_SEVERAL = "one_amount_for_all_persons"
_CARE = frozenset(of_carers.GROUNDS) - {"cared_for_in_institution", "cared_for_is_adult", _OF_SEVERAL}
_SHARED: dict[str, frozenset[str]] = {
    "zasilek_rodzinny": frozenset({*_FAMILY, *_CHILD}),
    **{
        code: frozenset({*_FAMILY, *award._GROUNDS_OF[code], award._WITHOUT_CHILDREN.get(code, "not_requested")})
        for code in SUPPLEMENTS
    },
    "zasilek_pielegnacyjny": frozenset(_NURSING),
    "swiadczenie_pielegnacyjne": frozenset(of_carers.GROUNDS) - {"no_kept_right"},
    "specjalny_zasilek_opiekunczy": frozenset(of_carers.SPECIAL_GROUNDS)
    - {"nearer_kin_able", "cared_for_married", "cared_for_in_institution", "cared_for_is_adult", _OF_SEVERAL},
    "zasilek_dla_opiekuna": frozenset(of_carers.GUARDIAN_GROUNDS)
    - {"cared_for_in_institution", "cared_for_is_adult", _OF_SEVERAL},
    contributions.PENSION: frozenset({"no_care_benefit", "other_title", "insured_long_enough"}),
    contributions.HEALTH: frozenset({"no_care_benefit", "own_health_title"}),
    **{code: frozenset(grounds) for code, grounds in local.GROUNDS.items()},
    large_family_card.CODE: frozenset(large_family_card.GROUNDS),
}
"""Grounds of the benefits that read a table for several of them; every other benefit has its own grounds in its own file."""
_PREFIXES = {
    "jednorazowa_zapomoga_urodzenie": "birth_grant_",
    "jednorazowe_swiadczenie_za_zyciem": "for_life_",
    "dobry_start": "dobry_start_",
    "swiadczenie_wychowawcze": "child_raising_",
    "swiadczenie_rodzicielskie": "parental_",
}
_BY_THE_RULES_OF = {
    ukraine.ALLOWANCE: "zasilek_rodzinny",
    ukraine.BIRTH_SUPPLEMENT: BIRTH,
    ukraine.PARENTAL: "swiadczenie_rodzicielskie",
}
"""Benefits for citizens of Ukraine: refused on the grounds of the benefit whose rules they take, and on those of their own act."""
_BEFORE_THAT_ACT = frozenset({"parental_no_days", "alimony_not_ordered"})
"""Of children born before 2015, of applications before August 2017."""
FIRST_DAYS = dict.fromkeys(_BY_THE_RULES_OF, date(2022, 3, 12))
"""Of benefits that came after the first day."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A worked case with its answer and the days whose law it shows."""

    case: WorkedCase
    answer: Assessment
    days: frozenset[date]

    @property
    def parameters(self) -> frozenset[str]:
        """What its steps read."""
        return frozenset(name for record in self.answer.trace for name in record[0].parameters)


@dataclass
class Kinds:
    """What a benefit's cases show."""

    cases: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    met: set[str] = field(default_factory=set)
    at_limit: int = 0
    grosz_over: int = 0
    has_limit: bool = False


def computed() -> list[Benefit]:
    """The benefits that are assessed."""
    return [one for one in CATALOGUE if one.kind == "computed"]


def grounds_of(benefit: Benefit) -> frozenset[str]:
    """Codes of all grounds on which the benefit may be refused, left unexamined or passed on to another organ."""
    if benefit.code in _BY_THE_RULES_OF:
        return (_by_the_rules(_BY_THE_RULES_OF[benefit.code]) - _BEFORE_THAT_ACT) | ukraine.GROUNDS.keys()
    found = _by_the_rules(benefit.code)
    if benefit.code in coordination.COORDINATED:
        found |= coordination.GROUNDS.keys()
    return found | {ukraine.BY_THE_ACT.code} if benefit.code in ukraine.ORDINARY else found


def _by_the_rules(code: str) -> frozenset[str]:
    if code in _SHARED:
        return _SHARED[code]
    if code in _PREFIXES:
        return frozenset(one for one in of_childhood.GROUNDS if one.startswith(_PREFIXES[code]))
    return frozenset(one.code for one in _declared(_module(code)))


@cache
def answered() -> tuple[Answered, ...]:
    """Every worked case of the service, assessed."""
    found = []
    for case in worked_cases("family_benefits"):
        facts = CATALOGUE.facts.model_validate(case.facts)
        answer = CATALOGUE.assess(case.benefit, CATALOGUE.prepare(facts), case.on, case.gmina)
        received = facts.application.received_on  # type: ignore[attr-defined]
        found.append(Answered(case, answer, frozenset(_days(case, received, answer))))
    return tuple(found)


def kinds() -> dict[str, Kinds]:
    """By benefit."""
    found = {one.code: Kinds() for one in computed()}
    for one in answered():
        kind = found[one.case.benefit]
        kind.cases += 1
        kind.outcomes[one.answer.outcome] += 1
        kind.met |= {refusal.ground.code for refusal in one.answer.refusals}
        over = {excess for record in one.answer.trace if (excess := _over_limit(record)) is not None}
        kind.has_limit |= bool(over)
        kind.at_limit += 0 in over
        kind.grosz_over += 1 in over
    return found


def changes(benefit: Benefit) -> Changes:
    """The last day of one value and the first of the next, of each parameter that the benefit's cases read, with their names."""
    read = {name for one in answered() if one.case.benefit == benefit.code for name in one.parameters}
    found: dict[tuple[date, date], set[str]] = defaultdict(set)
    for name in (read - BY_ANOTHER_DAY) & CATALOGUE.law().parameters.keys():
        for before, after in pairwise(CATALOGUE.law().parameters[name].values):
            changed = before.value != after.value and (benefit.code, name) not in OUT_OF_REACH
            if changed and FIRST_DAYS.get(benefit.code, FIRST_DAY) <= after.valid_from <= LAST_DAY:
                # Between the two there may be time without a value.
                found[before.valid_to or after.valid_from - timedelta(days=1), after.valid_from].add(name)
    return dict(sorted(found.items()))


def one_sided(benefit: Benefit) -> Changes:
    """Those of them that no case shows from both sides."""
    shown = frozenset(day for one in answered() if one.case.benefit == benefit.code for day in one.days)
    return {days: names for days, names in changes(benefit).items() if not shown.issuperset(days)}


def table() -> Iterator[str]:
    """The counts as lines, a benefit each."""
    yield (
        f"{'świadczenie':40} {'cases':>5} {'grant':>5} {'refus':>5} {'unex.':>5} {'forw.':>5} {'cert.':>5} {'grounds':>8} "
        f"{'=limit':>6} {'+1 gr':>6} {'changes':>8}"
    )
    total = 0
    for benefit in computed():
        kind = kinds()[benefit.code]
        total += kind.cases
        all_grounds, days = grounds_of(benefit), changes(benefit)
        at, over = (str(kind.at_limit), str(kind.grosz_over)) if kind.has_limit else ("-", "-")
        outcomes = " ".join(
            f"{kind.outcomes[name]:>5}" for name in ("granted", "refused", "left_unexamined", "forwarded", "certified")
        )
        yield (
            f"{benefit.code:40} {kind.cases:>5} {outcomes} {len(kind.met & all_grounds):>4}/{len(all_grounds):<3} "
            f"{at:>6} {over:>6} {len(days) - len(one_sided(benefit)):>4}/{len(days):<3}"
        )
    yield f"{'razem':40} {total:>5}"


def missing() -> Iterator[str]:
    """What the cases do not show, a line each."""
    for benefit in computed():
        for code in sorted(grounds_of(benefit) - kinds()[benefit.code].met):
            yield f"{benefit.code}: no case is refused by {code}"
        for (last, first), names in one_sided(benefit).items():
            yield f"{benefit.code}: no case on both {last} and {first}: {', '.join(sorted(names))}"


def _days(case: WorkedCase, received: date, answer: Assessment) -> Iterator[date]:
    """The day of the application and of the law; the first and the last day of a paid month, and of the months of those days."""
    yield received
    yield case.on
    months = {at for due in answer.months for at in range(due.first, due.last + 1)}
    for at in months | {month_of(received), month_of(case.on)}:
        yield first_day(at)
        yield last_day(at)


def _over_limit(record: Record) -> int | None:
    """By how many grosze the income of a step exceeds its limit; None where the step compares none."""
    rule: Rule = record[0]
    values = dict(zip((name.partition(":")[0] for name in rule.inputs), record[1:], strict=True))
    if "limit" not in values:
        return None
    income = values.get("each", values.get("income"))
    if not isinstance(income, int):
        return None
    # A part of a grosz above the limit is shown rounded: whoever is over by less than a half of it looks as if she were at the limit.
    over = income - int(values["limit"])
    return 1 if over == 0 and "over" in rule.code else over


def _declared(module: ModuleType) -> Iterable[Ground]:
    for held in vars(module).values():
        if isinstance(held, Ground):
            yield held
        elif isinstance(held, dict):
            yield from (one for one in held.values() if isinstance(one, Ground))


def _module(code: str) -> ModuleType:
    return sys.modules[f"{benefits.__name__}.{code}"]


def unused_grounds() -> frozenset[str]:
    """Codes of the shared tables that no benefit has."""
    shared = GROUNDS.keys() | of_carers.GROUNDS.keys() | of_childhood.GROUNDS.keys()
    shared |= (
        of_carers.SPECIAL_GROUNDS.keys() | of_carers.GUARDIAN_GROUNDS.keys() | of_carers.CONTRIBUTION_GROUNDS.keys()
    )
    shared |= coordination.GROUNDS.keys() | ukraine.GROUNDS.keys() | {ukraine.BY_THE_ACT.code}
    return frozenset(shared) - {code for one in computed() for code in grounds_of(one)}


if __name__ == "__main__":
    for line in missing() if "--missing" in sys.argv else table():
        sys.stdout.write(f"{line}\n")
