"""Which decisions the act of their benefit makes enforceable with their delivery (art. 32 ust. 1d u.ś.r., art. 20 ust. 2 u.p.o.u.a.)."""

from collections.abc import Iterable
from datetime import date

from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.decisions.enforceability import Statute, statute

_BY_STATUTE = "_enforceable_at_once"


def at_once(
    catalogue: Catalogue, *, benefit: str, gmina: str, kind: str, plans: Iterable[Planned], on: date
) -> str | None:
    """The article that makes a decision of the kind, issued on the day, enforceable with its delivery; None: none does.

    plans: what the act makes of awards, which tells whether it changes them in favour of the party.
    """
    return covered(rule_of(catalogue, benefit=benefit, gmina=gmina, on=on), kind, plans)


def rule_of(catalogue: Catalogue, *, benefit: str, gmina: str, on: date) -> Statute | None:
    """The rule of the benefit's own act on the day, where it has one."""
    act, view = catalogue.act_of(benefit), catalogue.law(gmina).on(on)
    for name, parameter in view.parameters.items():
        if name.endswith(_BY_STATUTE) and parameter.act == act and view.has(name):
            return statute(view, name)
    return None


def covered(rule: Statute | None, kind: str, plans: Iterable[Planned]) -> str | None:
    """The article of the rule, if it covers a decision of the kind that does this to awards."""
    if rule is None:
        return None
    told = "change_in_favour" if kind == "change" and in_favour(plans) else kind
    return rule.article if rule.covers(told) else None


def in_favour(plans: Iterable[Planned]) -> bool:
    """Whether the act raises something and lowers nothing, in any month of any award."""
    changes = [change for plan in plans for change in plan.changes]
    return bool(changes) and all(change.difference > 0 for change in changes)
