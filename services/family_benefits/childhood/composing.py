"""Requests for benefits of children, composed of what the application says of each child and of what is established of it.

Each benefit has a fact of its own about the child (the closed lists beside its act): whose request it is, and what only this benefit
reads. Without it nobody has asked for the child, and what it does not say is named and never guessed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact

_BY_WIRE = frozenset({"empatia", "epuap", "bank", "pue_zus", "office_account", "e_doreczenia"})
_ONCE = frozenset({"jednorazowa_zapomoga_urodzenie", "ukraina_zapomoga_urodzenie"})


def period_day(known: Established) -> date:
    """The day whose period names the base year: that of the application for a benefit paid once, else that of the assessment."""
    if known.benefit in _ONCE and known.application is not None:
        return known.application.received_on
    return known.on


def requests_of(known: Established, notes: Composing) -> dict[str, Any]:
    """The parts with what was asked that the benefit reads, by the names that the form of facts gives them."""
    found: dict[str, Any] = {}
    for part in known.parts:
        if part not in REQUESTS:
            continue
        if asked := _asked(known, part):
            found[part] = REQUESTS[part](known, notes, asked, part)
        else:
            notes.lack(f"/{part}", "request_not_established", "Nie ustalono, na które dziecko wniesiono o świadczenie.")
    return found


def _asked(known: Established, code: str) -> list[Fact]:
    """The request for each child, the latest that holds, the eldest child first."""
    latest: dict[UUID, Fact] = {}
    for one in known.of("circumstance", code):
        if one.person is not None and one.person in known.persons and one.holds(known.on):
            latest[one.person] = one
    return [
        latest[child] for child in sorted(latest, key=lambda one: (known.persons[one].born_on, known.persons[one].ref))
    ]


def _birth_grant(known: Established, notes: Composing, asked: list[Fact], part: str) -> dict[str, Any]:
    return {"children": [_child(known, notes, one, f"/{part}/children/{n}") for n, one in enumerate(asked)]}


def _for_life(known: Established, notes: Composing, asked: list[Fact], part: str) -> dict[str, Any]:
    children = [
        {**_child(known, notes, one, f"/{part}/children/{n}"), "born_on": _born(known, one)}
        for n, one in enumerate(asked)
    ]
    return {"children": children}


def _child(known: Established, notes: Composing, one: Fact, at: str) -> dict[str, Any]:
    notes.use(at, [one])
    if one.details.get("care", "parent") == "parent" and "medical_care_from_week" not in one.details:
        reason = "Nie ustalono, od którego tygodnia ciąży matka pozostawała pod opieką medyczną."
        notes.lack(f"{at}/medical_care_from_week", "not_established", reason, one.person)
    return {"child": _ref(known, one), **one.details}


def _school_year_start(known: Established, notes: Composing, asked: list[Fact], part: str) -> dict[str, Any]:
    pupils = []
    years = {one.details["school_year"] for one in asked if "school_year" in one.details}
    for number, one in enumerate(asked):
        at = f"/{part}/pupils/{number}"
        pupil: dict[str, Any] = {"child": _ref(known, one), "born_on": _born(known, one)}
        behind = [one]
        school = known.holding("certificate", "school", one.person)
        if "school" in one.details:
            pupil["school"] = one.details["school"]
        elif school is not None:
            pupil["school"] = school.details["kind"]
            behind.append(school)
        else:
            notes.lack(f"{at}/school", "not_established", "Nie ustalono, w jakiej szkole uczy się dziecko.", one.person)
        if (degree := known.holding("certificate", "disability", one.person)) is not None:
            pupil["disability"] = True
            behind.append(degree)
        if one.details.get("paid_already"):
            pupil["paid_already"] = True
        notes.use(at, behind)
        pupils.append(pupil)
    told: dict[str, Any] = {"pupils": pupils}
    if known.application is not None:
        told["electronic"] = known.application.channel in _BY_WIRE
    if len(years) == 1:
        told["school_year"] = years.pop()
    elif years:
        notes.lack(f"/{part}/school_year", "contradicting", "Wnioski na dzieci dotyczą różnych lat szkolnych.")
    return told


def _child_raising(known: Established, notes: Composing, asked: list[Fact], part: str) -> dict[str, Any]:
    children, first = [], None
    for number, one in enumerate(asked):
        told = dict(one.details)
        if told.pop("first_child", False):
            first = _ref(known, one)
        children.append({"child": _ref(known, one), **told})
        notes.use(f"/{part}/children/{number}", [one])
    return {"children": children} if first is None else {"children": children, "first_child": first}


def _parental(known: Established, notes: Composing, asked: list[Fact], part: str) -> dict[str, Any]:
    if len(asked) > 1:
        reason = "Świadczenie przysługuje raz, niezależnie od liczby dzieci: wniosek ustala się o jedno z nich."
        notes.lack(f"/{part}/child", "contradicting", reason)
    one = asked[0]
    behind = [one]
    told: dict[str, Any] = {"child": _ref(known, one), "born_on": _born(known, one), **one.details}
    drawn = [each for each in known.of("circumstance", "mothers_unemployment_benefit") if each.person in known.persons]
    if drawn:
        told["unemployment"] = {**drawn[-1].details, **_ended(drawn[-1], known.persons[_person(one)].born_on)}
        behind.append(drawn[-1])
    certificate = known.of("certificate", "hospital", one.person)
    stays = known.of("circumstance", "hospital_stay", one.person)
    if certificate:
        told["hospital"] = {
            **certificate[-1].details,
            "stays": [_stay(notes, part, n, stay) for n, stay in enumerate(stays)],
        }
        behind.extend((certificate[-1], *stays))
        if not stays:
            notes.lack(
                f"/{part}/hospital/stays", "not_established", "Nie ustalono pobytów dziecka w szpitalu.", one.person
            )
    notes.use(f"/{part}", behind)
    return told


def _stay(notes: Composing, part: str, number: int, one: Fact) -> dict[str, str]:
    told = {"since": one.valid_from.isoformat()}
    if one.valid_to is None:
        at = f"/{part}/hospital/stays/{number}/until"
        notes.lack(at, "not_established", "Nie ustalono, kiedy skończył się pobyt w szpitalu.", one.person)
    else:
        told["until"] = one.valid_to.isoformat()
    return told


def _ended(one: Fact, born_on: date) -> dict[str, str]:
    """The last day of the unemployment benefit: before the birth or after it (art. 17c ust. 6)."""
    if one.valid_to is None:
        return {}
    return {"ended_before_birth_on" if one.valid_to < born_on else "drawn_to": one.valid_to.isoformat()}


def _ref(known: Established, one: Fact) -> str:
    return known.persons[_person(one)].ref


def _born(known: Established, one: Fact) -> str:
    return known.persons[_person(one)].born_on.isoformat()


def _person(one: Fact) -> UUID:
    assert one.person is not None  # noqa: S101 - only requests about a person are read
    return one.person


_Read = Callable[[Established, Composing, list[Fact], str], dict[str, Any]]
REQUESTS: Mapping[str, _Read] = {
    "birth_grant": _birth_grant,
    "for_life": _for_life,
    "school_year_start": _school_year_start,
    "child_raising": _child_raising,
    "parental": _parental,
}
"""By part of the facts, which is also the code of the fact about each child."""
