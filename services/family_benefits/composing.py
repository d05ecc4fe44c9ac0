"""Established facts as the facts of a family-benefits case: family, income of the base year with loss and gain, the person in need of care.

What nobody has established is named and never guessed. What an application says of a child (childhood.composing) and of a carer
(carers.composing), and which supplements it asks for (asking), is established like everything else; what the voivode has or found
(coordination_matters.composing) and who of a family holds a card (card_register.composing) their registers say; rights in earlier periods,
the status of a citizen of Ukraine, requests by resolutions of a council and the parts of the energy aids beside the household whoever
prepares the assessment states.
"""

from dataclasses import replace
from datetime import date
from typing import Any, get_args
from uuid import UUID

from casework.applications.channels import Portal
from casework.evidence.base_year import YearlySource, of_base_year
from casework.evidence.composed import Composed, Composing, Established, Fact, Person
from kit.law import Law
from kit.money import zloty
from kit.periods import Months, first_day, last_day, month_of, month_text, year_of
from services.family_benefits.asking import supplements_of
from services.family_benefits.card_register.composing import cards_of
from services.family_benefits.carers.composing import OF_CARER, carer_of, other_family, parts_of
from services.family_benefits.childhood.composing import REQUESTS, period_day, requests_of
from services.family_benefits.childhood.raising import PART as RAISING
from services.family_benefits.childhood.raising import period_and_year
from services.family_benefits.composing_certificates import certificates_of, disability, holding_within, schools_of
from services.family_benefits.composing_stay import citizenship_of
from services.family_benefits.coordination_matters.composing import coordination_of
from services.family_benefits.facts import Facts
from services.family_benefits.household.composing import MEMBERS, household_of, income_year
from services.family_benefits.income.lump_sum import CARD as TAX_CARD
from services.family_benefits.large_family_card import PART as CARD
from services.family_benefits.rates import Rates, rates

_FLAGS = {
    "married": "married",
    "own_child": "has_own_child",
    "allowance_for_own_child": "family_allowance_for_own_child",
    "allowance_abroad": "allowance_abroad",
    "care_benefit_due": "care_benefit_due",
}
_NURSING_FLAGS = ("dodatek_pielegnacyjny", "in_institution", "care_benefit_abroad")
_CHILD = "child"
ELECTRONIC = frozenset({*get_args(Portal), "e_doreczenia"})
"""Channels of an application that came electronically (art. 26 ust. 2a)."""
_FARM, _UNTAXED = "farm", "untaxed"
_OF_SOURCE = {"hectares": "hectares", "excluded_hectares": "excluded_hectares", "listed_as": "untaxed_code"}
_LUMP_SUM, _RATE = "lump_sum", "stawka_"
_COMPOSED = {"household", CARD, *OF_CARER, *REQUESTS}
LONGEST_EMPLOYER = 80
_OTHER = "other"


def compose(known: Established, law: Law) -> Composed:
    """The facts of the case: the parts that the benefit reads, as far as they are established. Raises NoParameter."""
    known = replace(known, parts=parts_of(known))
    notes = Composing()
    facts: dict[str, Any] = {}
    if known.application is not None:
        facts["application"] = {"received_on": known.application.received_on.isoformat()}
        if known.application.channel in ELECTRONIC:
            facts["application"]["electronic"] = True
    else:
        notes.lack(
            "/application/received_on", "application_not_named", "Nie wskazano podania, z którego wynika dzień wpływu."
        )
    parts = set(known.parts)
    if "person" in parts:
        facts["person"] = _in_need(known, notes)
    facts |= carer_of(known, notes) | requests_of(known, notes) | supplements_of(known, notes)
    base_year, refs = None, set[str]()
    if "household" in parts:
        day = known.application.received_on if known.application is not None else known.on
        facts["household"], refs = household_of(known, notes, day)
        base_year = income_year(known.benefit, day, law) if "income" in parts else None
    elif {"family", "income"} & parts:
        period, base_year = _period_and_year(known, law)
        members = _members(known, notes, period)
        if members:
            facts["family"] = {"members": members}
            _applicant(known, notes, facts["family"])
        refs = {one["id"] for one in members}
    if base_year is not None:
        facts["income"] = _income(known, notes, base_year, refs)
    other_family(known, notes, refs, facts)
    facts |= coordination_of(known, notes) | citizenship_of(known, notes) | cards_of(known, notes, law)
    _to_be_stated(known, notes)
    return notes.done(facts)


def _to_be_stated(known: Established, notes: Composing) -> None:
    """Name the parts that single benefits bring and that nobody establishes as facts."""
    for part in known.parts:
        if part not in _COMPOSED and part not in Facts.model_fields:
            reason = "Treść wniosku i jego okoliczności podaje osoba, która przygotowuje ocenę."
            notes.lack(f"/{part}", "to_be_stated", reason)


def _period_and_year(known: Established, law: Law) -> tuple[Months, int | None]:
    """The benefit's period and the year of its income; None: the benefit has no test of income in that period."""
    if RAISING in known.parts:
        return period_and_year(law, known.on, known.application.received_on if known.application else known.on)
    now = law.on(known.on).resolved(rates)
    period = _period(period_day(known), now)
    return period, year_of(period.first) - now.base_year_before


def _period(on: date, now: Rates) -> Months:
    day = month_of(on)
    first = day - (day - (now.period_start - 1)) % now.period_months
    return Months(first, first + now.period_months - 1)


def _applicant(known: Established, notes: Composing, family: dict[str, Any]) -> None:
    found = known.holding("circumstance", "applicant")
    if found is None:
        notes.lack("/family/applicant", "not_established", "Nie ustalono, kto ubiega się o świadczenie.")
        return
    family["applicant"] = found.details["kind"]
    notes.use("/family/applicant", [found])


def _members(known: Established, notes: Composing, period: Months) -> list[dict[str, Any]]:
    first, last = first_day(period.first), last_day(period.last)
    found = [
        one
        for one in known.of("membership")
        if one.code in MEMBERS and one.valid_from <= last and (one.valid_to is None or one.valid_to >= first)
    ]
    if not found:
        notes.lack("/family", "membership_not_established", "Nie ustalono składu rodziny.")
    for person in sorted(set(known.registered) - {one.person for one in found}):
        reason = "Osoba jest w rejestrze członkiem rodziny, a jej przynależności nie ustalono."
        notes.lack("/family/members", "membership_not_established", reason, person)
    # One line for a person; who left and came back is told by her last stay.
    latest = {one.person: one for one in found if one.person is not None}
    return [
        _member(known, notes, known.persons[person], one, number, (first, last))
        for number, (person, one) in enumerate(sorted(latest.items(), key=lambda pair: known.persons[pair[0]].ref))
    ]


def _member(
    known: Established, notes: Composing, person: Person, membership: Fact, number: int, period: tuple[date, date]
) -> dict[str, Any]:
    behind = [membership]
    first = period[0]
    member: dict[str, Any] = {"id": person.ref, "role": membership.code, "born_on": person.born_on.isoformat()}
    if membership.valid_from > max(first, person.born_on):
        member["joined_on"] = membership.valid_from.isoformat()
    if membership.valid_to is not None:
        member["left_on"] = membership.valid_to.isoformat()
    at = f"/family/members/{number}"
    for code, name in _FLAGS.items():
        if (fact := known.holding("circumstance", code, person.id)) is not None:
            member[name] = True
            behind.append(fact)
    if (fact := known.holding("circumstance", "placed", person.id)) is not None:
        member["placed"] = fact.details["where"]
        behind.append(fact)
    if (fact := known.holding("circumstance", "alimony", person.id)) is not None:
        member["alimony"] = fact.details["situation"]
        behind.append(fact)
    schools, certificates = (
        holding_within(known.of("certificate", code, person.id), period) for code in ("school", "disability")
    )
    member |= schools_of(schools, first) | certificates_of(certificates)
    for code in ("school", "disability"):
        _certificate(known, notes, code, person.id, f"{at}/{code}")
    notes.use(at, [*behind, *schools, *certificates])
    return member


def _certificate(known: Established, notes: Composing, code: str, person: UUID, at: str) -> Fact | None:
    found = known.holding("certificate", code, person)
    if found is None and any(
        one.valid_to is not None and one.valid_to < known.on for one in known.of("certificate", code, person)
    ):
        notes.lack(at, "certificate_expired", "Ustalone zaświadczenie lub orzeczenie straciło ważność.", person)
    return found


def _income(known: Established, notes: Composing, base_year: int, members: set[str]) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    told: set[UUID] = set()
    people = {one.id: one for one in known.persons.values() if one.ref in members}
    for source in known.of("income_source"):
        if source.person is None or source.person not in people:
            continue
        counted = of_base_year(source, base_year, known.on)
        told.add(source.person)
        if counted is None:
            continue
        at = f"/income/items/{len(items)}"
        # The income of a farm is that of its hectares; its amount is the rent that was paid, if any.
        for months in () if source.code == _FARM else counted.lacking:
            span = f"{month_text(months.first)}–{month_text(months.last)}"
            notes.lack(f"{at}/amount", "months_without_amount", f"Nie ustalono dochodu za {span}.", source.person)
        if source.code == _UNTAXED and "listed_as" not in source.details:
            reason = "Nie ustalono, którą pozycją zamkniętego wykazu jest dochód niepodlegający opodatkowaniu."
            notes.lack(f"{at}/untaxed_code", "untaxed_income_not_named", reason, source.person)
        item = _item(people[source.person].ref, source, counted)
        if _LUMP_SUM in source.details:
            _by_table(item, source, notes, at)
        items.append(item)
        notes.use(at, [source])
    adults = {one.person for one in known.of("membership") if one.code != _CHILD and one.person in people}
    for person in sorted(one for one in adults if one is not None and one not in told):
        if known.holding("circumstance", "no_income", person) is None:
            notes.lack("/income/items", "income_not_established", "Nie ustalono dochodu ani jego braku.", person)
    return {"base_year": base_year, "items": items}


def _item(member: str, source: Fact, counted: YearlySource) -> dict[str, Any]:
    title = (
        source.ended_by if counted.lost_on is not None else source.begun_by if counted.gained_on is not None else None
    )
    item: dict[str, Any] = {
        "member": member,
        "kind": source.code,
        "title": title or _OTHER,
        "amount": zloty(counted.amount),
        "still_received": counted.still_received,
    }
    if "payer" in source.details:
        item["employer"] = str(source.details["payer"])[:LONGEST_EMPLOYER]
    for detail, name in _OF_SOURCE.items():
        if detail in source.details:
            item[name] = source.details[detail]
    if counted.lost_on is not None:
        item["lost_on"] = counted.lost_on.isoformat()
    if counted.gained_on is not None:
        item["gained_on"] = counted.gained_on.isoformat()
    if counted.months is not None:
        item["months_received"] = counted.months
    if counted.following is not None:
        item["following_month_amount"] = zloty(counted.following)
    return item


def _by_table(item: dict[str, Any], source: Fact, notes: Composing, at: str) -> None:
    """The amounts of a business on lump-sum tax or tax card are a figure of the minister's table, and no income (art. 5 ust. 7a)."""
    told = str(source.details[_LUMP_SUM])
    rate = {} if told == TAX_CARD else {"rate": told.removeprefix(_RATE).replace("_", ".")}
    item[_LUMP_SUM] = {**rate, "figure": item.pop("amount")}
    if item.pop("following_month_amount", None) is not None:
        reason = "Dochodu za miesiąc po uzyskaniu nie ma w tabeli za rok: podaje go osoba, która przygotowuje ocenę."
        notes.lack(f"{at}/following_month_amount", "to_be_stated", reason, source.person)


def _in_need(known: Established, notes: Composing) -> dict[str, Any]:
    person = known.persons[known.person]
    told: dict[str, Any] = {"id": person.ref, "born_on": person.born_on.isoformat()}
    for code in _NURSING_FLAGS:
        if (fact := known.holding("circumstance", code, person.id)) is not None:
            told[code] = True
            notes.use(f"/person/{code}", [fact])
    if (fact := _certificate(known, notes, "disability", person.id, "/person/disability")) is not None:
        told["disability"] = disability(fact)
        notes.use("/person/disability", [fact])
    return told
