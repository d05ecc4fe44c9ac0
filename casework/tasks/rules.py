"""Who may assign a task to whom, and whose calendars somebody sees. Pure."""

from collections.abc import Collection

ASSIGNS = frozenset({"head"})


def may_assign(*, by: str, roles: Collection[str], to: str | None, now: str | None) -> bool:
    """The head assigns anything to anybody; the others take what nobody has, and give back what they have."""
    if not ASSIGNS.isdisjoint(roles):
        return True
    return (to == by and now in (None, by)) or (to is None and now == by)


def sees_calendars_of_others(roles: Collection[str]) -> bool:
    """The head sees that there are calendars, and may revoke them; nobody is told another's address."""
    return not ASSIGNS.isdisjoint(roles)
