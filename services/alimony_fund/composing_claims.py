"""Established facts as claims of the alimony fund: titles, the bailiff's certificate, who is entitled at all, learning, disability,
marriage (art. 1a, 2, 9-11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact, Person
from kit.periods import Months, first_day, last_day

_DAY = timedelta(days=1)
_INEFFECTIVE = ("ineffective_enforcement", "ineffective_bankruptcy")


@dataclass(frozen=True, slots=True)
class Obliged:
    """A title of the register of debtors. debtor, entitled: every entry that they are named by; since, until: its days."""

    debtor: frozenset[UUID]
    entitled: frozenset[UUID]
    since: date
    until: date | None


def obliged_to(known: Established, person: UUID, period: Months, entitled: Iterable[Person]) -> list[str]:
    """To whom of the entitled the person pays alimony by a title of the period: she is of the family of none of them (art. 2 pkt 12 d)."""
    titles = [
        one
        for one in known.recorded
        if isinstance(one, Obliged)
        and person in one.debtor
        and one.since <= last_day(period.last)
        and (one.until is None or one.until >= first_day(period.first))
    ]
    return [child.ref for child in entitled if any(child.id in one.entitled for one in titles)]


def claims_of(known: Established, notes: Composing, period: Months, entitled: list[Person]) -> list[dict[str, Any]]:
    """A claim of every entitled person, with the awards of the period."""
    if not entitled:
        notes.lack("/claims", "membership_not_established", "Nie ustalono osoby uprawnionej.")
    claims: list[dict[str, Any]] = []
    for person in entitled:
        at = f"/claims/{len(claims)}"
        titles = [one for one in known.of("certificate", "alimony_title", person.id) if _touches(one, period)]
        if not titles:
            notes.lack(f"{at}/titles", "not_established", "Nie ustalono tytułu wykonawczego.", person.id)
            continue
        behind = list(titles)
        claim: dict[str, Any] = {"person": person.ref, "titles": [_title(one) for one in titles]}
        _enforcement(known, notes, person.id, f"{at}/enforcement_ineffective", claim, behind)
        _status(known, person.id, claim, behind)
        _learning(known, person.id, period, claim, behind)
        _disability(known, person.id, period, claim, behind)
        if (fact := known.holding("circumstance", "married", person.id)) is not None:
            claim["married_on"] = fact.valid_from.isoformat()
            behind.append(fact)
        notes.use(at, behind)
        claims.append(claim)
    return claims


def stays_in_care(known: Established, person: UUID, period: Months) -> list[Fact]:
    """The stays in foster care or an institution that touch the period, in order."""
    return [one for one in known.of("circumstance", "in_care", person) if _touches(one, period)]


def _touches(fact: Fact, period: Months) -> bool:
    return fact.valid_from <= last_day(period.last) and _lasts(fact, period)


def _lasts(fact: Fact, period: Months) -> bool:
    return fact.valid_to is None or first_day(period.first) <= fact.valid_to


def _title(fact: Fact) -> dict[str, Any]:
    title: dict[str, Any] = {
        "amount": fact.details["amount"],
        "persons_named": fact.details.get("persons_named", 1),
        "from_parent": fact.details.get("of_parent", True),
        "valid_from": fact.valid_from.isoformat(),
    }
    if fact.valid_to is not None:
        title["valid_to"] = fact.valid_to.isoformat()
    return title


def _enforcement(
    known: Established, notes: Composing, person: UUID, at: str, claim: dict[str, Any], behind: list[Fact]
) -> None:
    """The certificate's word, or its amounts where it has them; one that held before and no longer does is none.

    In bankruptcy the trustee tells what was not obtained; enforcement abroad that cannot be led is ineffective whatever was (art. 2 pkt 2).
    """
    told = next((one for code in _INEFFECTIVE if (one := known.holding("certificate", code, person)) is not None), None)
    if told is None:
        claim["enforcement_ineffective"] = False
        notes.lack(at, "not_established", "Nie ustalono bezskuteczności egzekucji.", person)
        return
    behind.append(told)
    if "obtained" not in told.details and not told.details.get("abroad"):
        claim["enforcement_ineffective"] = True
        return
    claim["enforcement"] = {
        name: told.details[name] for name in ("current", "arrears", "obtained", "abroad") if name in told.details
    }


def _status(known: Established, person: UUID, claim: dict[str, Any], behind: list[Fact]) -> None:
    """A citizen who lives here, unless it was established that she is none, or does not (art. 1a)."""
    if (foreigner := known.holding("circumstance", "foreigner", person)) is not None:
        claim["status"] = foreigner.details["basis"]
        behind.append(foreigner)
    if (abroad := known.holding("circumstance", "lives_abroad", person)) is not None:
        claim["lives_in_poland"] = False
        behind.append(abroad)


def _learning(known: Established, person: UUID, period: Months, claim: dict[str, Any], behind: list[Fact]) -> None:
    schools = [one for one in known.of("certificate", "school", person) if _touches(one, period)]
    stretches = _stretches(schools)
    if stretches:
        first, last = stretches[-1]
        claim["in_school_from"] = first.isoformat()
        if last is not None:
            claim["in_school_until"] = last.isoformat()
        claim["other_schooling"] = [days(begun, ended) for begun, ended in stretches[:-1]]
    behind.extend(schools)
    last_year = known.holding("certificate", "last_study_year", person)
    if last_year is not None and last_year.valid_to is not None:
        claim["graduated_until"] = last_year.valid_to.isoformat()
        behind.append(last_year)
    # Studies that begin after the period cover its September already.
    admitted = [one for one in known.of("certificate", "university_after_school", person) if _lasts(one, period)]
    if admitted:
        studies = {"admitted_on": admitted[-1].details["admitted_on"], "starts_on": admitted[-1].valid_from.isoformat()}
        if admitted[-1].valid_to is not None:
            studies["ends_on"] = admitted[-1].valid_to.isoformat()
        claim["studies"] = studies
        behind.append(admitted[-1])


def _disability(known: Established, person: UUID, period: Months, claim: dict[str, Any], behind: list[Fact]) -> None:
    every = [one for one in known.of("certificate", "severe_disability", person) if _touches(one, period)]
    now = known.holding("certificate", "severe_disability", person)
    if now is not None:
        claim |= {"severe_disability": True, "severe_disability_from": now.valid_from.isoformat()}
        if now.valid_to is not None:
            claim["severe_disability_until"] = now.valid_to.isoformat()
        if (before := now.details.get("continues_one_valid_to")) is not None:
            claim["previous_disability_until"] = before
        behind.append(now)
    others = [one for one in every if now is None or one.row != now.row]
    claim["other_disability"] = [days(one.valid_from, one.valid_to) for one in others]
    behind.extend(others)


def days(first: date, last: date | None) -> dict[str, str]:
    """Days as the form of facts tells a stretch of them."""
    return {"starts_on": first.isoformat()} | ({} if last is None else {"ends_on": last.isoformat()})


def _stretches(facts: list[Fact]) -> list[tuple[date, date | None]]:
    """The days of facts, in order; those that overlap or follow the next day are one stretch, and one without an end is the last."""
    found: list[tuple[date, date | None]] = []
    for fact in facts:
        before = found[-1][1] if found else date.min
        if found and (before is None or fact.valid_from <= before + _DAY):
            end = None if before is None or fact.valid_to is None else max(before, fact.valid_to)
            found[-1] = (found[-1][0], end)
        else:
            found.append((fact.valid_from, fact.valid_to))
    return found
