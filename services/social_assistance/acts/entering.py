"""What other registers of the service ask of the registers of acts: that a step of theirs counts as an act, or counts no more.

One unit of work enters or takes back one act of a register: what would be told anew of a second one has no place in the log yet.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.persons import one_person
from services.social_assistance.acts import service, store
from services.social_assistance.acts.schemas import SocialActIn, SocialActWithdrawnIn


async def enter(
    hand: Hand,
    sight: Sight,
    catalogue: Catalogue,
    register: str,
    act: str,
    *,
    unit: str,
    on: date,
    persons: Sequence[UUID] = (),
    children: Sequence[UUID] = (),
    households: Sequence[UUID] = (),
    quantity: str | None = None,
) -> UUID:
    """The act, entered as done on the day; persons are named by the entries that stand. Raises what entering an act by hand does."""
    stands = await one_person.stand_ins(hand.db, {*persons, *children})
    order = SocialActIn(
        register_code=register, act=act, unit=unit, done_on=on, persons=sorted({stands[one] for one in persons}),
        children=sorted({stands[one] for one in children}), households=list(households), quantity=quantity,
    )  # fmt: skip
    return (await service.register(hand, sight, catalogue, order)).id


async def take_back(hand: Hand, sight: Sight, act: UUID | None) -> None:
    """The act was entered in error with the step that it counted; one that somebody withdrew by hand stays so."""
    row = None if act is None else await store.load(hand.db, sight, act)
    if row is not None and row.state == "done":
        await service.withdraw(hand, sight, row.id, SocialActWithdrawnIn(reason="entered_in_error"), row.version)
