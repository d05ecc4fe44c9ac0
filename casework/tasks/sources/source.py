"""What a source of tasks is: one query over the registers, with whose term it is, who sees such tasks and who does them."""

from dataclasses import dataclass
from typing import Literal

from casework.authority.matrix import OPERATIONS

Whose = Literal["office", "party", "higher_organ"]
Group = Literal["clock", "signature", "follow_up", "ending", "own"]

COLUMNS = (
    "key", "due_on", "since", "unit", "application", "decision", "matter", "person", "other_person", "household", "benefit", "detail",
)  # fmt: skip
"""What every query gives, in this order.

key: stable, the kind and the id of its register, and a day or number where the same thing comes again. due_on: the last day, or NULL
where there is none. since: from when it waits. unit: of the case. matter: the id in its register. person, other_person, household: whose
restriction hides it. detail: text of a task of somebody's own, or how many things one task is about.
"""

SOON = 60
"""Days ahead in which an end is told, where nobody asks for more."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of task.

    register: the operation that lists what it is derived from; whoever may not call it does not see the task. does: the operation that
    gets it done; its roles are whom the task is for. ahead: how many days before its end it is told. sql: gives COLUMNS; may read the
    parts of parts.py and the parameters :gmina and :day. counted: its detail says how many things the task is about.
    """

    kind: str
    title: str
    whose: Whose
    group: Group
    article: str
    register: str
    does: str
    sql: str
    ahead: int = SOON
    counted: bool = False

    @property
    def readers(self) -> frozenset[str]:
        """Roles that see such tasks."""
        return OPERATIONS[self.register]

    @property
    def doers(self) -> frozenset[str]:
        """Roles that such tasks are for."""
        return OPERATIONS[self.does]
