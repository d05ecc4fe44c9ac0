"""Types of events that have no place in the ledger, each left out knowingly; any other that is not read stops its log.

A service may be newer than reporting: a type that nobody here knows could be money, and a statement without it would still seem complete.
"""

import re

from casework.facts import cases

LEFT_OUT = frozenset(
    {
        cases.HOUSEHOLD_SNAPSHOTTED,
        cases.DECISION_ISSUED,
        cases.DECISION_FINAL,
        cases.DECISION_REMOVED,
        cases.DECISION_RESTORED,
        cases.APPLICATION_COMPLETED,
    }
)
"""Facts that move no count here: no money, nobody counted by it, and a case stays as it was."""

_NAME = re.compile(r"pl\.gops(?:\.[a-z][a-z0-9_]{0,39}){2}\.v[0-9]{1,4}")


def not_understood(kind: object) -> str:
    """What is said of a type that is neither read nor left out; its name, where it has the form of one."""
    known = isinstance(kind, str) and _NAME.fullmatch(kind) is not None
    return f"unknown type {kind}" if known else "an unknown type"
