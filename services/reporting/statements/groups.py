"""Money and counts by attributes of the classification, as asked for in group_by; persons and families of each group are counted apart."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from kit.money import zloty
from services.reporting.classification.register import OWN, STATE
from services.reporting.plans.store import Planned
from services.reporting.statements.amounts import Posting
from services.reporting.statements.build import Register
from services.reporting.statements.counts import Counts, Question
from services.reporting.statements.figures import quantity
from services.reporting.statements.result import Group
from services.reporting.statements.view import View

GroupBy = Literal["dzial", "rozdzial", "paragraf", "task", "task_kind", "source", "benefit"]
ORDER: tuple[GroupBy, ...] = ("dzial", "rozdzial", "paragraf", "task", "task_kind", "source", "benefit")

Key = tuple[str | None, ...]


def keys(postings: Sequence[Posting], group_by: frozenset[GroupBy]) -> dict[Key, list[Posting]]:
    """Postings by group, in the order of the keys."""
    found: defaultdict[Key, list[Posting]] = defaultdict(list)
    for posting in postings:
        found[_key(posting, posting.benefit, group_by)].append(posting)
    return dict(sorted(found.items(), key=lambda item: _sortable(item[0])))


def questions(grouped: dict[Key, list[Posting]]) -> list[Question]:
    """What has to be counted for each group, in their order."""
    return [frozenset(posting.id for posting in members) for members in grouped.values()]


def groups(
    view: View,
    grouped: dict[Key, list[Posting]],
    plan: Sequence[Planned],
    counts: Sequence[Counts],
    group_by: frozenset[GroupBy],
    register: Register,
) -> list[Group]:
    """The groups with money or a plan. The plan knows no benefits: grouped by benefit, no plan is shown."""
    planned: defaultdict[Key, int] = defaultdict(int)
    if "benefit" not in group_by:
        for row in plan:
            planned[_key(row, "", group_by)] += row.amount
    counted = dict(zip(grouped, counts, strict=True))
    made = []
    for key in sorted({*grouped, *planned}, key=_sortable):
        members = grouped.get(key, [])
        by_category: defaultdict[str, int] = defaultdict(int)
        for posting in members:
            by_category[register.classification.sources[posting.source].category] += posting.amount
        found = counted.get(key, Counts())
        made.append(
            Group(
                dzial=key[0],
                rozdzial=key[1],
                paragraf=key[2],
                task=key[3],
                task_kind=key[4],
                source=key[5],
                benefit=key[6],
                name=_name(key, view, register),
                plan=None if "benefit" in group_by else zloty(planned.get(key, 0)),
                executed=zloty(sum(posting.amount for posting in members)),
                state=zloty(by_category[STATE]),
                own=zloty(by_category[OWN]),
                persons=found.persons,
                families=found.families,
                benefits=quantity(sum(posting.benefits for posting in members)) or None,
            )
        )
    return made


def _key(row: Posting | Planned, benefit: str, group_by: frozenset[GroupBy]) -> Key:
    values = (row.dzial, row.rozdzial, row.paragraf + row.p4, row.task, row.task_kind, row.source, benefit)
    return tuple(value if name in group_by else None for name, value in zip(ORDER, values, strict=True))


def _sortable(key: Key) -> tuple[str, ...]:
    return tuple(value or "" for value in key)


def _name(key: Key, view: View, register: Register) -> str:
    dzial, rozdzial, paragraf, task, _, source, benefit = key
    if benefit:
        return register.benefits.get(benefit, benefit)
    if source:
        return register.classification.sources[source].name
    if task:
        return task
    if paragraf:
        kind = "paragraf_wydatkow" if view.side == "expenditure" else "paragraf_dochodow"
        return register.classification.name(kind, f"{paragraf[:3]}0", view.until)
    if rozdzial:
        return register.classification.name("rozdzial", rozdzial, view.until)
    return register.classification.name("dzial", dzial, view.until) if dzial else ""
