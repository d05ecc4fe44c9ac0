"""How many worked cases each benefit has, and of which kinds: `python -m tests.services.family_benefits.counting`, `make cases`.

Kinds: granted, refused, left unexamined, passed on to another organ, certified; how many of its grounds of refusal are met; of how many
limits an income is at the limit, and a grosz a month above it; days on which a parameter that the benefit reads begins, changes or ends,
with a case on the last day before and one on the first day after.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import ModuleType

from casework.benefits.results import Assessment, Ground
from casework.benefits.types import Benefit
from kit.law import Law
from kit.money import zloty
from kit.periods import first_day, last_day, month_of
from services.family_benefits import award, benefits, citizenship, coordination, large_family_card, local, ukraine
from services.family_benefits.carers import contributions
from services.family_benefits.carers import grounds as of_carers
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.childhood import grounds as of_childhood
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.income.lump_sum import RATES, TABLE
from services.family_benefits.supplements import BIRTH
from services.family_benefits.ukraine_guardian import NOT_FOR_GUARDIANS
from tests.services.family_benefits.income_limits import exceeds, limit_of
from tests.services.family_benefits.law_reading import Member, Readings, ReadLaw, reads, turns_of
from tests.services.worked_cases import WorkedCase, worked_cases

FIRST_DAY, LAST_DAY = date(2015, 1, 2), date(2026, 11, 22)
"""Changes of the law between them need cases: the years that the service answers for, to the day on which the law was checked."""
Changes = dict[tuple[date, date], set[str]]
BY_ANOTHER_DAY = frozenset(
    {
        # By the year of the income, by the year of reaching the pension age: not by any day of the case.
        "dochod_z_1_ha_przeliczeniowego_za_rok",
        "ryczalt_obwieszczenie",
        RATES,
        *(name for name in CATALOGUE.law().parameters if name.startswith(TABLE)),
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
_NO_GMINA = "000000"
SUPPLEMENTS = tuple(award._GROUNDS_OF)
_FAMILY = ("no_child", "filed_before_window", "filed_after_period", "income_over_limit", "payment_below_minimum")
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
    ukraine.BIRTH_GRANT: "jednorazowa_zapomoga_urodzenie",
    ukraine.NURSING_ALLOWANCE: "zasilek_pielegnacyjny",
    ukraine.NURSING_BENEFIT: "swiadczenie_pielegnacyjne",
    ukraine.SPECIAL_ALLOWANCE: "specjalny_zasilek_opiekunczy",
    ukraine.PENSION_CONTRIBUTIONS: contributions.PENSION,
    ukraine.HEALTH_CONTRIBUTIONS: contributions.HEALTH,
}
"""Benefits for citizens of Ukraine: refused on the grounds of the benefit whose rules they take, and on those of their own act."""
_BEFORE_THAT_ACT = frozenset({"parental_no_days", "alimony_not_ordered"})
"""Of children born before 2015, of applications before August 2017."""
FIRST_DAYS = {
    **dict.fromkeys(_BY_THE_RULES_OF, date(2022, 3, 12)),
    "bon_cieplowniczy": date(2025, 7, 1),
    "bon_energetyczny": date(2024, 7, 1),
    "czyste_powietrze_zaswiadczenie": date(2020, 10, 1),
    "dodatek_oslonowy": date(2022, 1, 1),
    "refundacja_vat_gaz": date(2023, 1, 1),
    "swiadczenie_gminne_art_22b": date(2025, 6, 1),
    # An application from before its first day has no law at all: it is an error, and no case.
    "swiadczenie_wychowawcze": date(2016, 4, 2),
}
"""Of benefits that came after the first day: what changed before in the rules that they take from other acts is no change of theirs."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A worked case with its answer, the days whose law it shows, and the parameters and members of the law that it reads."""

    case: WorkedCase
    answer: Assessment
    days: frozenset[date]
    names: frozenset[str]
    members: frozenset[Member]


@dataclass
class Kinds:
    """What a benefit's cases show."""

    cases: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    met: set[str] = field(default_factory=set)
    limits: set[int] = field(default_factory=set)
    at_limit: set[int] = field(default_factory=set)
    grosz_over: set[int] = field(default_factory=set)


def computed() -> list[Benefit]:
    """The benefits that are assessed."""
    return [one for one in CATALOGUE if one.kind == "computed"]


def grounds_of(benefit: Benefit) -> frozenset[str]:
    """Codes of all grounds on which the benefit may be refused, left unexamined or passed on to another organ."""
    if benefit.code in _BY_THE_RULES_OF:
        found = (_by_the_rules(_BY_THE_RULES_OF[benefit.code]) - _BEFORE_THAT_ACT) | ukraine.GROUNDS.keys()
        return found | {NOT_FOR_GUARDIANS.code} if benefit.code == ukraine.PARENTAL else found
    found = _by_the_rules(benefit.code)
    if benefit.code in coordination.COORDINATED:
        found |= coordination.GROUNDS.keys()
    if benefit.code in citizenship.BENEFITS:
        found |= citizenship.GROUNDS.keys()
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
    readings = Readings()
    laws: dict[str | None, ReadLaw] = {}
    for case in worked_cases("family_benefits"):
        facts = CATALOGUE.facts.model_validate(case.facts)
        law = laws.setdefault(case.gmina, ReadLaw(CATALOGUE.law(case.gmina), readings))
        readings.names, readings.members = set(), set()
        reading = CATALOGUE.supposing(case.gmina or _NO_GMINA, law)
        answer = reading.assess(case.benefit, CATALOGUE.prepare(facts), case.on, case.gmina or _NO_GMINA)
        received = facts.application.received_on  # type: ignore[attr-defined]
        days = frozenset(_days(case, received, answer))
        found.append(Answered(case, answer, days, frozenset(readings.names), frozenset(readings.members)))
    return tuple(found)


@cache
def kinds() -> dict[str, Kinds]:
    """By benefit."""
    found = {one.code: Kinds() for one in computed()}
    for one in answered():
        kind = found[one.case.benefit]
        kind.cases += 1
        kind.outcomes[one.answer.outcome] += 1
        kind.met |= {refusal.ground.code for refusal in one.answer.refusals}
        limits = [limit for record in one.answer.trace if (limit := limit_of(record)) is not None]
        kind.limits |= {limit.each for limit in limits}
        kind.at_limit |= {limit.each for limit in limits if exceeds(one.case.facts, limit, 0)}
        kind.grosz_over |= {limit.each for limit in limits if exceeds(one.case.facts, limit, 1)}
    return found


def changes(benefit: Benefit) -> Changes:
    """The last day before and the first day of each change of a parameter that the benefit's cases read, with the names: another value,
    the first value, none any more."""
    mine = [one for one in answered() if one.case.benefit == benefit.code]
    names = frozenset(name for one in mine for name in one.names)
    members = frozenset(member for one in mine for member in one.members)
    laws = {one.case.gmina: CATALOGUE.law(one.case.gmina) for one in mine}
    found: dict[tuple[date, date], set[str]] = defaultdict(set)
    since = FIRST_DAYS.get(benefit.code, _second_day(laws.values(), names))
    for law in laws.values():
        for name, parameter in law.parameters.items():
            if name in BY_ANOTHER_DAY or (benefit.code, name) in OUT_OF_REACH:
                continue
            for turn in turns_of(parameter):
                within = since <= turn.first <= LAST_DAY
                if within and (name in names or reads(law, turn, members)):
                    found[turn.last, turn.first].add(name)
    return dict(sorted(found.items()))


def _second_day(laws: Iterable[Law], names: frozenset[str]) -> date:
    """The first day on which a change can be shown from both sides: before anything that a benefit reads it has no law at all."""
    begins = [
        parameter.values[0].valid_from
        for law in laws
        for name, parameter in law.parameters.items()
        if name in names and parameter.values
    ]
    return max(FIRST_DAY, min(begins, default=FIRST_DAY) + timedelta(days=1))


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
        limits = len(kind.limits)
        at, over = (f"{len(one)}/{limits}" if limits else "-" for one in (kind.at_limit, kind.grosz_over))
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
        kind = kinds()[benefit.code]
        for limit in sorted(kind.limits - kind.at_limit):
            yield f"{benefit.code}: no income is at the limit of {zloty(limit)}"
        for limit in sorted(kind.limits - kind.grosz_over):
            yield f"{benefit.code}: no income is a grosz over the limit of {zloty(limit)}"
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
    shared |= (
        citizenship.GROUNDS.keys()
        | coordination.GROUNDS.keys()
        | ukraine.GROUNDS.keys()
        | {ukraine.BY_THE_ACT.code, NOT_FOR_GUARDIANS.code}
    )
    return frozenset(shared) - {code for one in computed() for code in grounds_of(one)}


if __name__ == "__main__":
    for line in missing() if "--missing" in sys.argv else table():
        sys.stdout.write(f"{line}\n")
