"""Deliveries for tests: a decision with two parties, what was sent to each and what happened to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.casework.appeals.a_case import done, went_out
from tests.casework.people import a_person
from tests.casework.rights import Staff

Turn = Callable[[date], None]
MANY = """
WITH more AS (
    INSERT INTO decision (gmina, id, benefit, kind, outcome, state, entitled, recipient, unit, on_day, legal_basis, justified,
                          grants, prepared_by, prepared_on, approved_by, approved_on, issued_by, issued_on)
    SELECT gmina, gen_random_uuid(), benefit, kind, outcome, state, entitled, recipient, unit, on_day, legal_basis, justified,
           grants, prepared_by, prepared_on, approved_by, approved_on, issued_by, issued_on
      FROM decision, generate_series(1, %s) WHERE id = %s RETURNING gmina, id),
parties AS (
    INSERT INTO decision_party (gmina, id, decision, person, noted_by)
    SELECT m.gmina, gen_random_uuid(), m.id, d.recipient, 'jan' FROM more m JOIN decision d ON d.id = %s
    RETURNING gmina, id, decision),
letters AS (
    INSERT INTO delivery (gmina, id, decision, party, act, way, addressed_to, sent_on, public_entity, case_started_on, state,
                          waits_until, article, reason, kpa_version, sent_by)
    SELECT gmina, gen_random_uuid(), decision, id, 'decision', 'post', 'party', '2025-09-01', false, '2025-09-01', 'waiting',
           '2025-09-15', '', '', '', 'jan' FROM parties RETURNING gmina, id)
INSERT INTO delivery_event (gmina, delivery, number, kind, on_day, noted_by)
SELECT gmina, id, n, CASE n WHEN 1 THEN 'first_notice' ELSE 'second_notice' END, date '2025-09-01' + 7 * (n - 1), 'jan'
  FROM letters, generate_series(1, 2) AS n
"""


async def two_parties(people: Staff, today: Turn) -> tuple[str, str, str]:
    """A decision that went out to Anna and to Ewa."""
    decision = await went_out(people, today)
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=2)
    await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))
    first, second = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    return decision, first["id"], second["id"]


async def sent(people: Staff, decision: str, party: str, way: str = "post", **more: object) -> str:
    body = {"party": party, "way": way, **more}
    return str((await done(people.clerk.post(f"/v1/decisions/{decision}/deliveries", body)))["id"])


async def noted(people: Staff, decision: str, delivery: str, version: int, **event: object) -> dict[str, Any]:
    address = f"/v1/decisions/{decision}/deliveries/{delivery}/events"
    return await done(people.clerk.post(address, event, if_match=version))
