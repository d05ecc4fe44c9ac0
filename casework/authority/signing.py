"""Who signs a decision, as its letter prints it: the organ itself, "z up. Wójta" with the authorisation, or the head in own name."""

from casework.authority import store
from casework.authority.problems import SignatureUnknown
from casework.authority.rules import in_force
from casework.authority.tables import AuthorisationRow
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Authorisation, Capacity, Signature
from kit.db import ReadSession, WriteSession


async def signature_of(db: ReadSession | WriteSession, decision: DecisionRow) -> Signature:
    """The signature of whoever approved the decision, under the authorisation of that day. Raises SignatureUnknown."""
    found = await store.decided_under(db, decision.id, "approve")
    if found is None:
        raise SignatureUnknown("Nikt nie zatwierdził jeszcze tej decyzji.")
    done, held = found
    posts = [row for row in await store.posts(db, done.official) if in_force(row.since, row.until, done.on_day)]
    if not posts:
        raise SignatureUnknown("Rejestr pracowników nie podaje imienia i stanowiska osoby, która zatwierdziła decyzję.")
    capacity = capacity_of(held)
    given = Authorisation(held.number, held.given_on, held.basis) if capacity == "on_behalf" else None
    return Signature(posts[-1].name, posts[-1].post, capacity, given)


def capacity_of(held: AuthorisationRow) -> Capacity:
    """In whose name somebody signs under the authorisation."""
    if held.title == "authorised":
        return "on_behalf"
    return "organ" if held.organ == "wojt" else "own"
