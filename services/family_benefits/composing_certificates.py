"""Established schools and certificates of disability of a person, as the form of facts has them: the first, and later ones in order."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.evidence.composed import Fact

LONGEST = 6
"""The form takes one and five later ones; of more, which no period has, the last."""


def holding_within(facts: Iterable[Fact], days: tuple[date, date]) -> list[Fact]:
    """Those that hold on one of the days, one for each first day, the earliest first: of several since one day the last one established."""
    first, last = days
    held = {
        one.valid_from: one
        for one in facts
        if one.valid_from <= last and (one.valid_to is None or one.valid_to >= first)
    }
    return list(held.values())[-LONGEST:]


def schools_of(held: Sequence[Fact], first: date) -> dict[str, Any]:
    """The schools; since when, where that is behind the first of the days."""
    told = [_school(one, since=number > 0 or one.valid_from > first) for number, one in enumerate(held)]
    return _first_and_later("school", "later_schools", told)


def certificates_of(held: Sequence[Fact]) -> dict[str, Any]:
    """The certificates of disability, by the days of issue."""
    by_issue = {told["issued_on"]: told for told in map(disability, held)}
    return _first_and_later("disability", "later_disabilities", [by_issue[day] for day in sorted(by_issue)])


def disability(fact: Fact) -> dict[str, Any]:
    """The certificate of disability as the form of facts has it."""
    told = {name: value for name, value in fact.details.items() if name != "number"}
    until = {"valid_to": fact.valid_to.isoformat()} if fact.valid_to is not None else {}
    return {"issued_on": fact.valid_from.isoformat(), **told, **until}


def _school(fact: Fact, *, since: bool) -> dict[str, Any]:
    told = dict(fact.details)
    if since:
        told["since"] = fact.valid_from.isoformat()
    if fact.valid_to is not None:
        told["until"] = fact.valid_to.isoformat()
    return told


def _first_and_later(one: str, later: str, told: list[dict[str, Any]]) -> dict[str, Any]:
    if not told:
        return {}
    return {one: told[0], later: told[1:]} if told[1:] else {one: told[0]}
