"""Where documents of third parties are worked on: who acts, whom she sees, and the budget lines of what is paid."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow


@dataclass(frozen=True, slots=True)
class Desk:
    """One request on documents."""

    hand: Hand
    sight: Sight
    catalogue: Catalogue


Merits = Mapping[str, Callable[[Desk, InvoiceRow, Sequence[AllocationRow]], Awaitable[None]]]
"""By what a document is for: what another register of the service says of it, which refuses a check that does not agree with it."""
