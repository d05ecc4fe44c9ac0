"""Established facts as the facts of an alimony-fund case: persons and roles, income of the base year; claims are in composing_claims.py.

The period is that in which the application came, or the next one when its intake was open that day and the day asked lies in it: an
application of August for the period from October is assessed by a day of that period.
"""

from typing import Any
from uuid import UUID

from casework.evidence.base_year import YearlySource, of_base_year
from casework.evidence.composed import Composed, Composing, Established, Fact, Person
from kit.law import Law, View
from kit.money import zloty
from kit.periods import MONTHS_OF_YEAR, Months, add_months, month_text, year_of
from services.alimony_fund.composing_claims import claims_of, days, obliged_to, stays_in_care
from services.alimony_fund.fund import intake_opens, period_starting
from services.alimony_fund.lump_sum import CARD

_ENTITLED = "entitled"
_EARNERS = frozenset({"parent", "parents_spouse", "parent_of_common_child"})
_ALIMONY_PAID, _FROM_THE_FUND, _FARM = "alimony_paid", "from_the_fund", "farm"
_CHILD, _DEBTOR = "child", "debtor"
_OF_MEMBER = {
    "care_benefit_due": "severely_disabled_with_care_benefit",
    "draws_fund": "receives_fund",
    "under_guardian": "under_guardian",
}
_EMPLOYMENT, _BUSINESS = "employment", "business"
_LUMP_SUM, _RATE = "lump_sum", "stawka_"


def compose(known: Established, law: Law) -> Composed:
    """The facts of the case. Raises NoParameter."""
    notes = Composing()
    facts: dict[str, Any] = {}
    received_on, channel = known.on, "paper"
    if known.application is not None:
        received_on = known.application.received_on
        channel = (
            "electronic"
            if known.application.channel in {"empatia", "bank", "pue_zus", "epuap", "e_doreczenia"}
            else "paper"
        )
        facts["application"] = {"received_on": received_on.isoformat(), "channel": channel}
    else:
        notes.lack(
            "/application/received_on", "application_not_named", "Nie wskazano podania, z którego wynika dzień wpływu."
        )
    view = law.on(known.on)
    memberships = {one.person: one for one in known.of("membership") if one.holds(known.on) and one.person is not None}
    people = sorted((known.persons[person] for person in memberships), key=lambda one: one.ref)
    start = period_starting(received_on, view)
    after = start + MONTHS_OF_YEAR
    if period_starting(known.on, view) == after and intake_opens(after, channel, view) <= received_on:
        start = after
        facts["application"]["period_from"] = year_of(start)
    period = Months(start, start + MONTHS_OF_YEAR - 1)
    base_year = year_of(start) - view.count("fa_income_base_year_offset")
    _household(known, notes, facts, people, memberships, period)
    facts["income"] = _income(known, notes, view, base_year, people, memberships)
    claims = claims_of(known, notes, period, [one for one in people if memberships[one.id].code == _ENTITLED])
    if claims:
        facts["claims"] = claims
    return notes.done(facts)


def _household(
    known: Established,
    notes: Composing,
    facts: dict[str, Any],
    people: list[Person],
    memberships: dict[UUID, Fact],
    period: Months,
) -> None:
    for stranger in sorted(known.registered - set(memberships)):
        reason = "Osoba jest w rejestrze członkiem rodziny, a jej przynależności nie ustalono."
        notes.lack("/household/members", "membership_not_established", reason, stranger)
    if not people:
        notes.lack("/household", "membership_not_established", "Nie ustalono składu rodziny.")
        return
    entitled = [one for one in people if memberships[one.id].code == _ENTITLED]
    members = []
    for number, person in enumerate(people):
        behind = [memberships[person.id]]
        member: dict[str, Any] = {
            "id": person.ref,
            "role": memberships[person.id].code,
            "born_on": person.born_on.isoformat(),
        }
        if obliged := obliged_to(known, person.id, period, [one for one in entitled if one.id != person.id]):
            member["obliged_to"] = obliged
        stays = stays_in_care(known, person.id, period)
        member["other_care"] = [days(one.valid_from, one.valid_to) for one in stays]
        behind.extend(stays)
        for code, name in _OF_MEMBER.items():
            if (fact := known.holding("circumstance", code, person.id)) is not None:
                member[name] = True
                behind.append(fact)
        married = known.holding("circumstance", "married", person.id)
        if member["role"] == _CHILD and married is not None:
            member["married_on"] = married.valid_from.isoformat()
            behind.append(married)
        notes.use(f"/household/members/{number}", behind)
        members.append(member)
    facts["household"] = {"members": members}
    if (guardian := known.holding("circumstance", "legal_guardian")) is not None:
        facts["household"]["legal_guardian"] = True
        notes.use("/household/legal_guardian", [guardian])


def _income(
    known: Established,
    notes: Composing,
    view: View,
    base_year: int,
    people: list[Person],
    memberships: dict[UUID, Fact],
) -> dict[str, Any]:
    refs = {one.id: one.ref for one in people}
    sources = [one for one in known.of("income_source") if one.person in refs]
    items: list[dict[str, Any]] = []
    paid, payers = 0, []
    for source in sources:
        counted = of_base_year(source, base_year, known.on)
        if counted is None or source.person is None:
            continue
        at = f"/income/items/{len(items)}" if source.code != _ALIMONY_PAID else "/income/alimony_paid_yearly"
        if source.code == _ALIMONY_PAID and memberships[source.person].code == _DEBTOR:
            # What the parent obliged to the entitled person pays to others is not paid by her family (art. 2 pkt 12 lit. d).
            continue
        # The income of a farm is that of its hectares; its amount is the rent that was paid, if any.
        for months in () if source.code == _FARM else counted.lacking:
            span = f"{month_text(months.first)}–{month_text(months.last)}"
            notes.lack(at, "months_without_amount", f"Nie ustalono dochodu za {span}.", source.person)
        if source.code == _ALIMONY_PAID:
            paid += counted.amount
            payers.append(source)
            continue
        if "currency" in source.details and not {"rate", "rate_on"} <= set(source.details):
            reason = "Nie ustalono kursu waluty, w której jest dochód."
            notes.lack(f"{at}/exchange", "rate_not_established", reason, source.person)
        item = _item(refs[source.person], source, counted, _same_employer(source, sources, view))
        if _LUMP_SUM in source.details:
            _by_table(item, source, notes, at)
        items.append(item)
        notes.use(at, [source])
    notes.use("/income/alimony_paid_yearly", payers)
    earners = {person for person, one in memberships.items() if one.code in _EARNERS}
    for person in sorted(earners - {one.person for one in sources}):
        if known.holding("circumstance", "no_income", person) is None:
            notes.lack("/income/items", "income_not_established", "Nie ustalono dochodu ani jego braku.", person)
    return {"items": items, "alimony_paid_yearly": zloty(paid)}


def _item(member: str, source: Fact, counted: YearlySource, same_employer: bool) -> dict[str, Any]:
    if source.code == _FARM:
        return {"member": member, "hectares": source.details["hectares"], "rent_paid_yearly": zloty(counted.amount)}
    item: dict[str, Any] = {
        "member": member,
        "yearly_net": zloty(counted.amount),
        # What was lost in the sense of the act counts to the month of the loss, whenever it is looked at.
        "still_received": counted.still_received or counted.lost_on is not None,
        "same_employer": same_employer,
        "from_the_fund": source.code == _FROM_THE_FUND,
    }
    if counted.months is not None:
        item["months"] = counted.months
    if counted.lost_on is not None:
        item["lost_on"] = counted.lost_on.isoformat()
    if counted.gained_on is not None and counted.months is None:
        item["gained_on"] = counted.gained_on.isoformat()
        item["following_month_net"] = zloty(counted.following or 0)
    if {"currency", "rate", "rate_on"} <= set(source.details):
        item["exchange"] = {name: source.details[name] for name in ("currency", "rate", "rate_on")}
    return item


def _by_table(item: dict[str, Any], source: Fact, notes: Composing, at: str) -> None:
    """The amounts of a business on lump-sum tax or tax card are a figure of the minister's table, and no income (art. 9 ust. 6a)."""
    if "gained_on" in item or "exchange" in item:
        reason = "Tabela ministra jest dla roku bazowego i w złotych: dochód podaje osoba, która przygotowuje ocenę."
        notes.lack(f"{at}/lump_sum", "to_be_stated", reason, source.person)
        return
    told = str(source.details[_LUMP_SUM])
    rate = {} if told == CARD else {"rate": told.removeprefix(_RATE).replace("_", ".")}
    item[_LUMP_SUM] = {**rate, "figure": item.pop("yearly_net")}


def _same_employer(source: Fact, sources: list[Fact], view: View) -> bool:
    """Whether the loss and the gain are with one employer within the months of art. 9 ust. 4b."""
    if not view.has("fa_same_employer_months"):
        return False
    months = view.count("fa_same_employer_months")
    for other in sources:
        lost, gained = (source, other) if source.ended_by is not None else (other, source)
        titles = {lost.ended_by, gained.begun_by}
        if other is source or other.person != source.person or lost.valid_to is None or len(titles) != 1:
            continue
        payer = source.details.get("payer")
        alike = titles == {_BUSINESS} or (
            titles == {_EMPLOYMENT} and payer is not None and payer == other.details.get("payer")
        )
        if alike and lost.valid_to <= gained.valid_from <= add_months(lost.valid_to, months):
            return True
    return False
