"""The sources of a right as its decision fixed them: what the gmina pays above the grant is stated with the act, for the months it changes.

Only of benefits whose money goes to two lines without a ratio, and only where the decision knows the parts; a clerk's later statement
of a month counts before it, as of several statements the latest does.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit, NoBudgetLine
from casework.payments.funding import store
from casework.persons import one_person
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.periods import first_day, parse_month

Stated = Mapping[str, Any]


async def state(db: WriteSession, catalogue: Catalogue, moved: Sequence[tuple[UUID, Planned]], on: date | None) -> None:
    """States the sources of the awards that the decisions moved; on: the day on which they were issued."""
    about = [one for one in moved if _sources(catalogue.get(one[1].before.right.benefit), on) is not None]
    if not about or on is None:
        return
    decided = await store.decided(db, sorted({decision for decision, _ in about}))
    # who was entered twice is named by one entry in the decision and maybe by the other in the right
    named = {plan.before.right.entitled for _, plan in about}
    named |= {UUID(one["entitled"]) for grants, _ in decided.values() for one in grants}
    stands = await one_person.stand_ins(db, named)
    rows: list[dict[str, Any]] = []
    for decision, plan in about:
        grants, by = decided.get(decision, ((), ""))
        sources = _sources(catalogue.get(plan.before.right.benefit), on)
        if sources is not None:
            rows += statements(plan, grants, sources, by, stands)
    if rows:
        await store.state_all(db, rows, on)


def _sources(benefit: Benefit, on: date | None) -> tuple[str, str] | None:
    """The source of the grant and that of the gmina's own money, where one takes only what is stated for it."""
    if on is None or not any(line.share == 0 for line in benefit.lines):
        return None
    try:
        lines = [line for line in benefit.budget_lines(on) if line.side == "expenditure"]
    except NoBudgetLine:
        return None
    own = [line.source for line in lines if line.share == 0]
    of_grant = [line.source for line in lines if line.share != 0]
    return (of_grant[0], own[0]) if len(own) == len(of_grant) == 1 else None


def statements(
    plan: Planned, grants: Sequence[Stated], sources: tuple[str, str], by: str, stands: Mapping[UUID, UUID]
) -> Iterator[dict[str, Any]]:
    """A statement for each grant of the right in months that the act changed to its amount; an act that fell changes them to others.

    stands: for each person the entry that stands for her.
    """
    right = plan.before.right
    whose = (right.benefit, stands[right.entitled], right.variant, right.mechanism)
    for grant in grants:
        fits = (grant["benefit"], stands[UUID(grant["entitled"])], grant["variant"], grant["mechanism"]) == whose
        if not fits or grant.get("own") is None or not grant["amount"]:
            continue
        first, last = parse_month(grant["from"]), None if grant["to"] is None else parse_month(grant["to"])
        if not any(
            one.after == grant["amount"]
            and (last is None or one.first <= last)
            and (one.last is None or first <= one.last)
            for one in plan.changes
        ):
            continue
        amounts = zip(sources, (grant["amount"] - grant["own"], grant["own"]), strict=True)
        yield {
            "id": new_id(), "award": plan.before.award, "since": first_day(first), "until": None if last is None else first_day(last),
            "parts": [{"source": source, "amount": amount} for source, amount in amounts if amount], "stated_by": by,
        }  # fmt: skip
