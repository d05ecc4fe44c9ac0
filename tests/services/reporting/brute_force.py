"""The projection's figures computed again in the plainest way, from the list of facts, for comparison only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Fact = tuple[str, int, dict[str, Any], str]  # service, place, data, type
Link = tuple[str, int, int, str, str]  # service, place, kind, old, new


@dataclass
class Figures:
    """Amounts and members of everything that was booked until a day."""

    facts: list[Fact]
    links: list[Link]
    until: str
    amounts: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))
    benefits: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))
    nets: dict[tuple[str, ...], dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def __post_init__(self) -> None:
        for service, place, data, kind in self.facts:
            if data.get("mirrors") or data["booked_on"] > self.until:
                continue
            moved = _moved(data)
            for number, line in enumerate(data["lines"]):
                key = (
                    data["measure"], line["side"], line["dzial"], line["rozdzial"], line["task_kind"],
                    data["benefit"] or "", line["source"], data["variant"] or "",
                )  # fmt: skip
                self.amounts[key] += line["amount"]
                if number == 0:
                    self.benefits[key] += sum(
                        int(q["value"].replace(".", "")) for q in data["quantities"] if q["unit"] == "swiadczenie"
                    )
                if not self.moves_sets(service, place, data, kind):
                    continue
                person = {"none": None, "entitled": data["entitled"], "recipient": data["recipient"]}[data["counted"]]
                if person is not None:
                    self.nets["person", *key][self.person(service, place, person)] += moved[number]
                if data["household"] is not None:
                    self.nets["family", *key][self.household(service, place, data["household"])] += moved[number]

    def moves_sets(self, service: str, place: int, data: dict[str, Any], kind: str) -> bool:
        reverses = data.get("reverses")
        if reverses is None:
            return kind != "pl.gops.funding.reallocated.v1" and not data.get("mirrors")
        if reverses["mode"] == "storno":
            original = next(f for f in self.facts if f[0] == service and f[1] == reverses["sequence"])
            return self.moves_sets(*original)
        return bool(reverses["mode"] == "same_year_return")

    def person(self, service: str, place: int, name: str, of_kind: int = 1) -> str:
        for source, at, kind, old, new in sorted(self.links):
            if source == service and kind == of_kind and at > place and old == name:
                name = new
        return name

    def household(self, service: str, place: int, name: str) -> str:
        one = {self.person(service, place, name, 3)}
        while True:
            more = {x for _, _, kind, a, b in self.links if kind == 2 and (a in one or b in one) for x in (a, b)}
            if more <= one:
                return min(one)
            one |= more

    def amount(self, **wanted: object) -> int:
        return sum(amount for key, amount in self.amounts.items() if _matches(key, wanted))

    def count(self, who: str, **wanted: object) -> int | None:
        """Members with a net above zero; None where nobody is counted at all."""
        nets: dict[str, int] = defaultdict(int)
        for (kind, *key), members in self.nets.items():
            if kind == who and _matches(key, wanted):
                for member, amount in members.items():
                    nets[member] += amount
        return sum(amount > 0 for amount in nets.values()) if nets else None


def _moved(data: dict[str, Any]) -> list[int]:
    """What each line moves persons by: its money, or its share of what the fact says instead."""
    money = [line["amount"] for line in data["lines"]]
    whole = data.get("sets_amount")
    if whole is None:
        return money
    if not sum(money):
        return [whole] + [0] * (len(money) - 1)
    reached = [whole * sum(money[: n + 1]) // sum(money) for n in range(len(money))]
    return [reached[0], *(later - earlier for earlier, later in pairwise(reached))]


NAMES = ("measure", "side", "dzial", "rozdzial", "task_kind", "benefit", "source", "variant")


def _matches(key: Iterable[str], wanted: dict[str, object]) -> bool:
    found = dict(zip(NAMES, key, strict=True))
    return all(
        found[name] in value if isinstance(value, tuple) else found[name] == value for name, value in wanted.items()
    )
