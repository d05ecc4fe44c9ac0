"""Values of the domain: frozen for whoever reads and checks the code, plain objects at run time.

A frozen dataclass sets every field through `object.__setattr__` and takes three times as long to build as a plain one; an assessment of
a family builds a hundred of them. The strict type check refuses every assignment to a field, so nothing is lost but the time.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from collections.abc import Callable
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool) -> Callable[[type[Any]], type[Any]]:
        """A slotted dataclass that compares and hashes by its fields."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]
