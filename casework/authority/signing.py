"""Who signs a decision, as its letter prints it: the organ itself, "z up. Wójta" with the authorisation, or the head in own name."""

from collections.abc import Sequence
from uuid import UUID

from casework.authority import store
from casework.authority.problems import SignatureUnknown
from casework.authority.rules import in_force
from casework.authority.tables import AuthorisationRow
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Authorisation, Capacity, Signature
from kit.db import ReadSession, WriteSession


async def signatures_of(db: ReadSession | WriteSession, decisions: Sequence[DecisionRow]) -> dict[UUID, Signature]:
    """The signatures of whoever approved the decisions, under the authorisation of that day. Raises SignatureUnknown."""
    found = await store.decided_under(db, [row.id for row in decisions], "approve")
    if len(found) < len(decisions):
        raise SignatureUnknown("Nikt nie zatwierdził jeszcze tej decyzji.")
    posts = await store.posts_of(db, {done.official for done, _ in found.values()})
    signed: dict[UUID, Signature] = {}
    for decision, (done, held) in found.items():
        own = [row for row in posts[done.official] if in_force(row.since, row.until, done.on_day)]
        if not own:
            raise SignatureUnknown(
                "Rejestr pracowników nie podaje imienia i stanowiska osoby, która zatwierdziła decyzję."
            )
        capacity = capacity_of(held)
        given = Authorisation(held.number, held.given_on, held.basis) if capacity == "on_behalf" else None
        signed[decision] = Signature(own[-1].name, own[-1].post, capacity, given)
    return signed


def capacity_of(held: AuthorisationRow) -> Capacity:
    """In whose name somebody signs under the authorisation."""
    if held.title == "authorised":
        return "on_behalf"
    return "organ" if held.organ == "wojt" else "own"
