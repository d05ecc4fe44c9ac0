"""Kinds of letters that a service has beside those of the procedure: told by its slices (casework/own.py), named nowhere in casework/."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Place = str | Sequence["Place"] | Mapping[str, "Place"]
"""What stands at a place of a template: a text, a list to go through, or places below it."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """One kind: its name, the program's own template, the places that a template must use, and sample content to preview it with."""

    code: str
    name: str
    template: str
    required: tuple[str, ...]
    sample: Mapping[str, Place]
