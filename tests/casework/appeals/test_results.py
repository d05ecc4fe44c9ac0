"""SKO's result carried out, and what the court does to it (k.p.a. art. 134, 138, 139; p.p.s.a.)."""

from datetime import date

import pytest

from tests.casework.appeals.a_case import Turn, a_result, appealed, at_sko, done, refused, shown, sko_decided, went_out
from tests.casework.appeals.test_appeals import new_decision
from tests.casework.people import a_person
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    ("outcome", "appeal_state", "decision_state", "final_on"),
    [
        ("upheld", "closed", "final", "2025-10-08"),
        ("appeal_discontinued", "closed", "final", "2025-10-08"),
        ("changed", "to_carry_out", "final", "2025-10-08"),
        ("quashed_and_decided", "to_carry_out", "removed", None),
        ("quashed_and_discontinued", "to_carry_out", "removed", None),
        ("sent_back", "to_carry_out", "removed", None),
        ("late", "closed", "final", "2025-09-18"),
        ("inadmissible", "closed", "final", "2025-09-18"),
    ],
)
@pytest.mark.asyncio
async def test_what_sko_decided_moves_the_appeal_and_the_decision(
    people: Staff, today: Turn, outcome: str, appeal_state: str, decision_state: str, final_on: str | None
) -> None:
    decision, _, appeal = await sko_decided(people, today, outcome)

    found = await shown(people.auditor, decision)

    assert (await people.auditor.get(f"/v1/appeals/{appeal}")).json()["state"] == appeal_state
    assert (found["state"], found["final_on"]) == (decision_state, final_on)
    award = (await people.auditor.get(f"/v1/awards/{found['awards'][0]}")).json()
    # What SKO took away or changed pays nothing until it is carried out.
    assert award["state"] == ("suspended" if decision_state == "removed" or outcome == "changed" else "active")


@pytest.mark.asyncio
async def test_what_was_sent_back_is_carried_out_by_a_new_decision_and_ends_the_old_award(
    people: Staff, today: Turn
) -> None:
    decision, _, appeal = await sko_decided(people, today, "sent_back", guidelines=True)
    address = f"/v1/appeals/{appeal}/carry-out"
    without = await refused(people.clerk.post(address, {}, if_match=3))
    new = await new_decision(people, today, decision, date(2025, 10, 20))

    carried = await done(people.clerk.post(address, {"decision": new}, if_match=3))

    found = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()
    award = (await shown(people.auditor, decision))["awards"][0]
    assert without == (422, "decision_unfit")
    assert carried["state"] == "closed"
    assert (found["carried_out_by"], found["bound_by_guidelines"], found["allowed"]) == (
        new, True, ["note_complaint", "note_judgment"]
    )  # fmt: skip
    assert (await people.auditor.get(f"/v1/awards/{award}")).json()["state"] == "terminated"


@pytest.mark.asyncio
async def test_worsening_is_noted_with_its_ground_and_only_where_sko_decides_itself(people: Staff, today: Turn) -> None:
    *_, appeal = await at_sko(people, today)
    today(date(2025, 10, 9))
    address = f"/v1/appeals/{appeal}/result"

    impossible = await refused(
        people.clerk.post(address, a_result("upheld", worse_ground="gross_breach_of_law"), if_match=2)
    )
    early = await refused(people.clerk.post(address, a_result("upheld", delivered_on="2025-10-02"), if_match=2))
    await done(people.clerk.post(address, a_result("changed", worse_ground="gross_breach_of_law"), if_match=2))

    (result,) = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()["results"]
    assert (impossible, early) == ((422, "worsening_not_possible"), (422, "day_out_of_order"))
    assert (result["worsens"], result["worse_ground"]) == (True, "gross_breach_of_law")


@pytest.mark.asyncio
async def test_a_missed_term_that_sko_restored_holds_finality_again(people: Staff, today: Turn) -> None:
    decision, _, appeal = await appealed(people, today, on=date(2025, 9, 25))
    before = (await shown(people.auditor, decision))["finality"]["state"]
    today(date(2025, 10, 1))

    await done(people.clerk.post(f"/v1/appeals/{appeal}/restore-term", {}, if_match=1))

    found = await shown(people.auditor, decision)
    assert (before, found["finality"]["state"], found["state"]) == ("final", "under_appeal", "delivered")


@pytest.mark.parametrize(
    ("outcome", "appeal_state", "decision_state"),
    [
        ("dismissed", "closed", "final"),
        ("sko_quashed", "passed_on", "delivered"),
        ("both_quashed", "to_carry_out", "removed"),
    ],
)
@pytest.mark.asyncio
async def test_the_court_leaves_it_sends_it_to_sko_or_to_the_office(
    people: Staff, today: Turn, outcome: str, appeal_state: str, decision_state: str
) -> None:
    decision, party, appeal = await sko_decided(people, today, "upheld")
    today(date(2026, 5, 4))
    address = f"/v1/appeals/{appeal}/complaints"
    complaint = (await done(people.clerk.post(address, {"party": party, "complained_on": "2025-11-07"})))["id"]
    pending = await shown(people.auditor, decision)

    judgment = {"outcome": outcome, "judged_on": "2026-03-02", "ended_on": "2026-04-07"}
    await done(people.clerk.post(f"{address}/{complaint}/judgment", judgment, if_match=1))

    found = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()
    after = await shown(people.auditor, decision)
    assert (pending["state"], pending["finality"]["prawomocna_on"]) == ("final", None)
    assert (found["complaints"][0]["term_ends_on"], found["complaints"][0]["in_time"]) == ("2025-11-07", True)
    assert (found["state"], after["state"]) == (appeal_state, decision_state)
    assert after["finality"]["prawomocna_on"] == ("2026-04-07" if outcome == "dismissed" else None)


@pytest.mark.asyncio
async def test_against_sending_back_there_is_an_opposition_with_a_shorter_term(people: Staff, today: Turn) -> None:
    _, party, appeal = await sko_decided(people, today, "sent_back")
    today(date(2025, 11, 1))

    body = {"party": party, "complained_on": "2025-10-23"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints", body))

    (found,) = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()["complaints"]
    assert (found["kind"], found["term_ends_on"], found["in_time"]) == ("opposition", "2025-10-22", False)


@pytest.mark.asyncio
async def test_an_appeal_after_a_waiver_does_not_hold_what_sko_decided_for_another_party(
    people: Staff, today: Turn
) -> None:
    decision = await went_out(people, today)
    ewa = await a_person(people.clerk, serial=2)
    await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))
    parties = [one["id"] for one in (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()]
    for party in parties:
        await done(
            people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-01", "party": party}, if_match=3)
        )
    today(date(2025, 9, 10))
    waiver = {"party": parties[0], "received_on": "2025-09-03"}
    await done(people.clerk.post(f"/v1/decisions/{decision}/waivers", waiver))
    appeals = []
    for party in parties:
        body = {"party": party, "way": "in_person", "received_on": "2025-09-10"}
        appeals.append((await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeals[1]}/pass-on", {"sheets": 3}, if_match=1))
    today(date(2025, 10, 9))

    await done(people.clerk.post(f"/v1/appeals/{appeals[1]}/result", a_result("upheld"), if_match=2))

    states = [(await people.auditor.get(f"/v1/appeals/{one}")).json()["in_time"] for one in appeals]
    found = await shown(people.auditor, decision)
    assert states == [False, True]
    assert (found["state"], found["final_on"]) == ("final", "2025-10-08")


@pytest.mark.asyncio
async def test_a_corrected_day_of_delivery_makes_an_appeal_late_and_the_decision_final_by_its_term(
    people: Staff, today: Turn
) -> None:
    decision, _, _ = await appealed(people, today, on=date(2025, 9, 16))
    before = (await shown(people.auditor, decision))["finality"]["state"]
    (letter,) = (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()

    event = {"kind": "collected", "on": "2025-09-01", "corrects": 1}
    address = f"/v1/decisions/{decision}/deliveries/{letter['id']}/events"
    await done(people.clerk.post(address, event, if_match=letter["version"]))

    after = await shown(people.auditor, decision)
    assert (before, after["finality"]["state"], after["final_on"]) == ("under_appeal", "final", "2025-09-16")
