"""What a family may have side by side: what excludes what among its assessed rights, every choice, and the best of them in money.

The choice is the person's: without one every benefit is told as it stands by itself, beside the alternatives; what the law decides
without a choice is taken off at once. An alternative is assessed anew without what is given up, month by month, so
that a family payment under złotówka za złotówkę or an increase for a further person is that of the alternative.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from casework.assessments.claims import Claim, Conflict, Right, claims_of, conflicts_of, there_already
from casework.assessments.weighing import Alternative, Loss, Request, Weighing, Wish
from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment
from kit.problems import FieldError, ValidationFailed

MOST_ALTERNATIVES = 64


class ChoiceNotDue(ValidationFailed):
    """The person chose what is not due to her: there is nothing to choose."""

    code = "choice_not_due"
    title = "Wybrane świadczenie nie przysługuje"


class ChoiceExcluded(ValidationFailed):
    """Two of the chosen benefits exclude each other."""

    code = "choice_excluded"
    title = "Wybrane świadczenia wykluczają się"


class TooManyAlternatives(ValidationFailed):
    """So many rights overlap that the person has to choose some of them first."""

    code = "too_many_alternatives"
    title = "Zbyt wiele możliwych wyborów"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The overlaps of a family, the alternatives from the best in money on, which one was chosen, and the assessments that stand."""

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    alternatives: tuple[Alternative, ...]
    chosen: Alternative | None
    assessments: tuple[Assessment, ...]

    def best(self, one: Alternative) -> bool:
        return bool(self.alternatives) and one.total == self.alternatives[0].total

    @property
    def tied(self) -> bool:
        """Whether several alternatives are the best."""
        return sum(self.best(one) for one in self.alternatives) > 1


def weigh(catalogue: Catalogue, found: tuple[Assessment, ...], asked: Request) -> Weighed:
    """The overlaps among the assessments and with rights there already. Raises ChoiceNotDue, ChoiceExcluded, TooManyAlternatives."""
    alone = Weighed((), (), (), None, found)
    if not asked.chosen and sum(_may_overlap(catalogue, one) for one in found) + len(asked.rights) < 2:
        return alone
    assessed = claims_of(catalogue, found, asked.facts, asked.on, asked.gmina, asked.applicant)
    _check_due(asked.chosen, found, asked.rights)
    months = {at for one in assessed for at in one.months}
    if not months:
        return alone
    claims = (*assessed, *there_already(asked.rights, asked.applicant, max(months)))
    conflicts = conflicts_of(catalogue, claims)
    if not conflicts:
        return alone
    by_law = tuple(_by_law(claims, conflicts))
    open_ones = [one for one in conflicts if one.prevails is None and one.months - _lost(one, by_law)]
    weighing = Weighing(catalogue, found, asked, claims, frozenset(range(min(months), max(months) + 1)))
    if not open_ones:
        return Weighed(claims, conflicts, (), None, weighing.under((), by_law).assessments)
    wanted = _wanted(asked.chosen, claims, {index for one in open_ones for index in (one.one, one.other)})
    sets = list(islice(_maximal(open_ones), MOST_ALTERNATIVES + 1))
    if len(sets) > MOST_ALTERNATIVES and wanted:
        # Too many to weigh all of them: those that fit what the person chose.
        sets = list(islice((one for one in _maximal(open_ones) if wanted <= one), MOST_ALTERNATIVES + 1))
    if len(sets) > MOST_ALTERNATIVES:
        message = "Zbiega się zbyt wiele praw: proszę wskazać, które świadczenia osoba wybrała."
        raise TooManyAlternatives(errors=[FieldError("/chosen", "too_many_alternatives", message)])
    if not any(wanted <= one for one in sets):
        raise ChoiceExcluded(
            errors=[FieldError("/chosen", "choice_excluded", "Tych świadczeń nie przyznaje się razem.")]
        )
    options = [weighing.under(tuple(sorted(one)), (*by_law, *_losses(one, open_ones, by_law))) for one in sets]
    options.sort(key=lambda one: (-one.total, one.keeps))
    fitting = (one for one in options if wanted <= set(one.keeps))
    chosen = next(fitting) if asked.chosen else None
    stands = chosen or (weighing.under((), by_law) if by_law else None)
    return Weighed(claims, conflicts, tuple(options), chosen, stands.assessments if stands else found)


def _may_overlap(catalogue: Catalogue, found: Assessment) -> bool:
    return found.eligible and found.benefit in catalogue.overlaps.codes


def _by_law(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> Iterator[Loss]:
    """What is lost without a choice: to a benefit that prevails, or to a right that is there and nobody gives up."""
    for one in conflicts:
        if one.prevails is not None:
            loser = one.other if one.prevails == one.one else one.one
            if not claims[loser].fixed:
                yield Loss(loser, one.prevails, one, one.lost if one.lost is not None else claims[loser].months)


def _lost(conflict: Conflict, losses: Sequence[Loss]) -> frozenset[int]:
    """The months of a conflict that are settled because one of the two is lost in them already."""
    sides = (conflict.one, conflict.other)
    return frozenset(at for loss in losses if loss.claim in sides for at in loss.months)


def _losses(kept: frozenset[int], conflicts: Sequence[Conflict], by_law: Sequence[Loss]) -> list[Loss]:
    """What is given up when `kept` is kept: the months in which it stands; among the rest the earlier one stands."""
    gone: dict[int, set[int]] = {}
    for loss in by_law:
        gone.setdefault(loss.claim, set()).update(loss.months)
    found: list[Loss] = []
    stands = set(kept)
    rest = sorted({index for one in conflicts for index in (one.one, one.other)} - kept)
    for loser in rest:
        for one in conflicts:
            if loser not in (one.one, one.other):
                continue
            winner = one.other if one.one == loser else one.one
            if winner not in stands:
                continue
            months = frozenset(one.months - gone.get(winner, set()) - gone.get(loser, set()))
            if months:
                found.append(Loss(loser, winner, one, months))
                gone.setdefault(loser, set()).update(months)
        stands.add(loser)
    return found


def _maximal(conflicts: Sequence[Conflict]) -> Iterator[frozenset[int]]:
    """Every largest set of claims of which no two are in conflict."""
    nodes = sorted({index for one in conflicts for index in (one.one, one.other)})
    against: dict[int, set[int]] = {index: set() for index in nodes}
    for one in conflicts:
        against[one.one].add(one.other)
        against[one.other].add(one.one)
    beside = {index: set(nodes) - against[index] - {index} for index in nodes}

    def grown(taken: set[int], free: set[int], seen: set[int]) -> Iterator[frozenset[int]]:
        if not free and not seen:
            yield frozenset(taken)
            return
        pivot = max(sorted(free | seen), key=lambda index: len(beside[index] & free))
        for index in sorted(free - beside[pivot]):
            yield from grown(taken | {index}, free & beside[index], seen & beside[index])
            free = free - {index}
            seen = seen | {index}

    yield from grown(set(), set(nodes), set())


def _check_due(chosen: Sequence[Wish], found: Sequence[Assessment], rights: Sequence[Right]) -> None:
    due = {
        (one.benefit, person) for one in found if one.eligible for run in one.months for person in (*run.persons, None)
    }
    due |= {(one.benefit, None) for one in found if one.eligible}
    due |= {(one.benefit, person) for one in rights for person in (one.person, None)}
    errors = [
        FieldError(f"/chosen/{index}", "choice_not_due", "To świadczenie nie przysługuje według tych danych.")
        for index, wish in enumerate(chosen)
        if (wish.benefit, wish.person) not in due
    ]
    if errors:
        raise ChoiceNotDue(errors=errors)


def _wanted(chosen: Sequence[Wish], claims: Sequence[Claim], open_ones: set[int]) -> frozenset[int]:
    return frozenset(
        index
        for index in open_ones
        for wish in chosen
        if claims[index].benefit == wish.benefit and wish.person in (None, claims[index].person)
    )
