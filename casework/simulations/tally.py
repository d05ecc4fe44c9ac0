"""The sums of a simulation, family by family: costs by month and budget line, who gains and who loses. Memory stays flat."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from casework.booking import CannotBeBooked, lines_to_come
from casework.simulations.supposing import Asked, booked_on

Amounts = tuple[int | None, ...]
"""Grosze of each month counted; None: nothing is due."""
Compared = tuple[str, Amounts, Amounts, Amounts]
"""Benefit; as granted now, under the law as it stands, under the supposed law."""
Sums = tuple[int, int, int]
Place = tuple[int, str, str, str, str, str, str]
"""Month, benefit, dzial, rozdzial, four-digit paragraf, task, source."""
KEPT = 4096
"""Of so many different rights the sums are kept apart before they are laid on months: most rights are alike."""


@dataclass(slots=True)
class LeftOut:
    """Chains of one benefit that could not be assessed for one reason; grosze as they stand."""

    rights: int = 0
    families: int = 0
    granted: int = 0


@dataclass(slots=True)
class _Family:
    id: UUID
    simulated: bool = False
    differences: dict[str, int] = field(default_factory=dict)
    left_out: set[tuple[str, str]] = field(default_factory=set)


@dataclass(slots=True)
class Tally:
    """Chains come family by family."""

    asked: Asked
    families: int = 0
    gaining: int = 0
    losing: int = 0
    not_simulated: int = 0
    rights: int = 0
    benefits: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    left_out: defaultdict[tuple[str, str], LeftOut] = field(default_factory=lambda: defaultdict(LeftOut))
    _alike: Counter[Compared] = field(default_factory=Counter)
    _months: Counter[tuple[int, str, int, int]] = field(default_factory=Counter)
    _bookable: dict[str, bool] = field(default_factory=dict)
    _family: _Family | None = None

    def bookable(self, benefit: str) -> bool:
        """Whether the benefit has budget lines in every month counted."""
        known = self._bookable.get(benefit)
        if known is None:
            try:
                for at in self.asked.months:
                    lines_to_come(self.asked.base.get(benefit), 1, booked_on(self.asked, at), self.asked.on)
                known = True
            except CannotBeBooked:
                known = False
            self._bookable[benefit] = known
        return known

    def add(self, family: UUID, rights: Iterable[Compared]) -> None:
        """A chain that was assessed under both laws."""
        own = self._of(family)
        own.simulated = True
        self.rights += 1
        for one in rights:
            self._alike[one] += 1
            difference = _sum(one[3]) - _sum(one[2])
            if difference:
                own.differences[one[0]] = own.differences.get(one[0], 0) + difference
        if len(self._alike) > KEPT:
            self._lay()

    def leave_out(self, family: UUID, benefit: str, code: str, granted: int) -> None:
        """A chain that was not."""
        own, sums = self._of(family), self.left_out[benefit, code]
        sums.rights += 1
        sums.granted += granted
        if (benefit, code) not in own.left_out:
            own.left_out.add((benefit, code))
            sums.families += 1

    def close(self) -> None:
        """No further family comes."""
        self._end()
        self._lay()

    def costs(self) -> dict[Place, Sums]:
        """Grosze by month and line."""
        found: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0, 0])
        for (at, benefit, column, amount), times in self._months.items():
            for place, part in self._lines(benefit, amount, at):
                found[place][column] += part * times
        return {place: (sums[0], sums[1], sums[2]) for place, sums in found.items() if any(sums)}

    def _of(self, family: UUID) -> _Family:
        if self._family is None or self._family.id != family:
            self._end()
            self._family = _Family(family)
            self.families += 1
        return self._family

    def _end(self) -> None:
        if self._family is None:
            return
        for benefit, difference in self._family.differences.items():
            sums = self.benefits[benefit]
            sums[0] += difference > 0
            sums[1] += difference < 0
            sums[2] += difference
        whole = sum(self._family.differences.values())
        self.gaining += whole > 0
        self.losing += whole < 0
        self.not_simulated += not self._family.simulated
        self._family = None

    def _lay(self) -> None:
        """Where a benefit's money goes to one line, sums are as good as amounts: one entry for a month."""
        for (benefit, *columns), times in self._alike.items():
            shared = self._shared(benefit)
            for column, amounts in enumerate(columns):
                for at, amount in zip(self.asked.months, amounts, strict=True):
                    if not amount:
                        continue
                    if shared:
                        self._months[at, benefit, column, amount] += times
                    else:
                        self._months[at, benefit, column, 1] += times * amount
        self._alike.clear()

    def _shared(self, benefit: str) -> bool:
        """Whether an amount is divided between lines in any month."""
        lines = self.asked.base.get(benefit).lines
        return any(line.share is not None for line in lines)

    def _lines(self, benefit: str, amount: int, at: int) -> Iterator[tuple[Place, int]]:
        asked = self.asked
        for line in lines_to_come(asked.base.get(benefit), amount, booked_on(asked, at), asked.on):
            yield (
                (at, benefit, line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"], line["task"], line["source"]),
                line["amount"],
            )  # fmt: skip


def _sum(amounts: Amounts) -> int:
    return sum(one for one in amounts if one)
