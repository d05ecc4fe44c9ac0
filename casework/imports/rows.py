"""A row of the stage: one line of an import file on its way into the register."""

from datetime import date
from typing import NamedTuple
from uuid import UUID


class Row(NamedTuple):
    """A line on the stage, in the order of its columns; `quantity` is in thousandths, `amount` in grosze.

    `refN` are source ids that the line refers to; a person's are her pseudonym and the digest of her document.
    """

    kind: int
    line: int
    source_id: str
    target: UUID
    payload: str
    ref1: str | None = None
    ref2: str | None = None
    ref3: str | None = None
    benefit: str | None = None
    since: date | None = None
    until: date | None = None
    amount: int | None = None
    booked_on: date | None = None
    year: int | None = None
    quantity: int | None = None
