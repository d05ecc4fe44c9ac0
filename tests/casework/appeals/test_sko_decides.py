"""What SKO decides itself (k.p.a. art. 138 § 1 pkt 2) is final: it is entered, carried out by another person, and nobody decides again."""

from datetime import date
from typing import Any

import pytest

from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, done, refused, shown, sko_decided
from tests.casework.appeals.test_appeals import new_decision
from tests.casework.log import events
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

OF_SKO = {"grants": [{"first_month": "2019-01", "last_month": "2019-12", "amount": "700.00"}]}


async def entered(people: Staff, appeal: str, body: dict[str, Any] = OF_SKO, version: int = 3) -> str:
    await done(people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", body, if_match=version))
    return str((await done(people.auditor.get(f"/v1/appeals/{appeal}")))["sko_decision"])


async def carried(people: Staff, appeal: str, version: int = 4) -> dict[str, Any]:
    return await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=version))


async def amounts(people: Staff, award: str) -> list[tuple[str, str]]:
    right = await done(people.auditor.get(f"/v1/awards/{award}"))
    return [(one["first_month"], one["amount"]) for one in right["amounts"]]


@pytest.mark.parametrize(("outcome", "state"), [("changed", "final"), ("quashed_and_decided", "removed")])
@pytest.mark.asyncio
async def test_skos_amounts_are_paid_by_its_own_decision_and_the_offices_right_ends(
    people: Staff, today: Turn, database: Database, outcome: str, state: str
) -> None:
    decision, _, appeal = await sko_decided(people, today, outcome)

    own = await entered(people, appeal)
    closed = await carried(people, appeal)

    old, new = await shown(people.auditor, decision), await shown(people.auditor, own)
    assert (closed["state"], old["state"]) == ("closed", state)
    assert (new["author"], new["state"], new["issued_on"], new["delivered_on"], new["final_on"]) == (
        "sko", "final", "2025-10-03", "2025-10-08", "2025-10-08",
    )  # fmt: skip
    assert (new["finality"]["article"], new["enforceable"]["on"]) == (
        "art. 16 § 1, art. 138 § 1 pkt 2 k.p.a.", "2025-10-08",
    )  # fmt: skip
    assert "SKO.4101.12.2025" in new["legal_basis"]
    assert [await amounts(people, one) for one in (*old["awards"], *new["awards"])] == [[], [("2019-01", "700.00")]]
    assert [one["data"]["lines"][0]["amount"] for one in await events(database, AWARD_GRANTED)][-1] == 12 * 70000
    assert len(await events(database, AWARD_REDUCED)) == 1
    assert (await reconciled(people, "2019-03"))["agrees"] is True


@pytest.mark.asyncio
async def test_whoever_entered_skos_decision_does_not_carry_it_out(people: Staff, today: Turn) -> None:
    *_, appeal = await sko_decided(people, today, "changed")
    await done(people.head.post(f"/v1/appeals/{appeal}/sko-decision", OF_SKO, if_match=3))

    answer = await refused(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=4))
    without_authority = await refused(people.clerk.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=4))

    assert (answer, without_authority) == ((409, "same_official"), (403, "no_authority"))


@pytest.mark.asyncio
async def test_the_office_does_not_decide_again_what_sko_decided(people: Staff, today: Turn) -> None:
    decision, _, appeal = await sko_decided(people, today, "changed")
    address = f"/v1/appeals/{appeal}/carry-out"
    nothing_entered = await refused(people.head.post(address, {}, if_match=3))
    again = await new_decision(people, today, decision, date(2025, 10, 20))

    answer = await people.head.post(address, {"decision": again}, if_match=3)

    assert nothing_entered == (422, "decision_unfit")
    assert (answer.status_code, answer.json()["legal_basis"]) == (422, ["art. 156 § 1 pkt 3 k.p.a."])


@pytest.mark.asyncio
async def test_skos_decision_is_neither_signed_sent_numbered_nor_appealed_here(people: Staff, today: Turn) -> None:
    *_, appeal = await sko_decided(people, today, "changed")
    own = await entered(people, appeal)
    waiting = await refused(people.head.post(f"/v1/decisions/{own}/approve", {}, if_match=1))
    await carried(people, appeal)
    (party,) = await done(people.clerk.get(f"/v1/decisions/{own}/parties"))
    body = {"party": party["id"], "way": "in_person", "received_on": "2025-10-09"}

    answers = [
        await refused(people.clerk.post(f"/v1/decisions/{own}/letter", {})),
        await refused(people.clerk.post(f"/v1/decisions/{own}/appeals", body)),
    ]

    assert [waiting, *answers] == [(409, "decision_of_sko")] * 3
    assert (await shown(people.auditor, own))["state"] == "final"


@pytest.mark.asyncio
async def test_what_was_entered_wrongly_is_entered_again_and_the_former_is_taken_back(
    people: Staff, today: Turn
) -> None:
    *_, appeal = await sko_decided(people, today, "changed")
    wrong = await entered(people, appeal)

    right = await entered(people, appeal, {"grants": []}, version=4)
    await carried(people, appeal, version=5)

    states = [(await shown(people.auditor, one))["state"] for one in (wrong, right)]
    assert states == ["withdrawn", "final"]
    assert (await shown(people.auditor, right))["kind"] == "refuse"


@pytest.mark.asyncio
async def test_only_what_sko_decided_itself_is_entered_and_only_of_the_same_matter(people: Staff, today: Turn) -> None:
    *_, appeal = await sko_decided(people, today, "sent_back")

    answer = await refused(people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", OF_SKO, if_match=3))

    assert answer == (422, "decision_unfit")


@pytest.mark.parametrize(
    ("grants", "code"),
    [
        ([OF_SKO["grants"][0], OF_SKO["grants"][0]], "months_overlap"),
        ([{**OF_SKO["grants"][0], "benefit": "zasilek_na_dziecko"}], "other_matter"),
        ([{**OF_SKO["grants"][0], "variant": "nieznany"}], "unknown_variant"),
    ],
)
@pytest.mark.asyncio
async def test_what_cannot_be_skos_decision_on_the_matter_is_refused(
    people: Staff, today: Turn, grants: list[dict[str, Any]], code: str
) -> None:
    *_, appeal = await sko_decided(people, today, "changed")

    answer = await people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", {"grants": grants}, if_match=3)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


@pytest.mark.asyncio
async def test_when_the_court_quashes_skos_decision_its_right_pays_nothing(people: Staff, today: Turn) -> None:
    _, party, appeal = await sko_decided(people, today, "changed")
    own = await entered(people, appeal)
    await carried(people, appeal)
    today(date(2026, 5, 4))
    address = f"/v1/appeals/{appeal}/complaints"
    complaint = (await done(people.clerk.post(address, {"party": party, "complained_on": "2025-11-07"})))["id"]

    judgment = {"outcome": "sko_quashed", "judged_on": "2026-03-02", "ended_on": "2026-04-07"}
    await done(people.clerk.post(f"{address}/{complaint}/judgment", judgment, if_match=1))

    found = await shown(people.auditor, own)
    (award,) = found["awards"]
    assert (found["state"], found["finality"]["state"], found["enforceable"]) == ("removed", "removed", None)
    assert (await done(people.auditor.get(f"/v1/awards/{award}")))["state"] == "suspended"


@pytest.mark.asyncio
async def test_a_party_noted_on_skos_decision_leaves_it_final(people: Staff, today: Turn) -> None:
    *_, appeal = await sko_decided(people, today, "changed")
    own = await entered(people, appeal)
    await carried(people, appeal)

    (party,) = await done(people.clerk.get(f"/v1/decisions/{own}/parties"))
    told = {"attorney": None}
    await done(
        people.clerk.send("PATCH", f"/v1/decisions/{own}/parties/{party['id']}", body=told, if_match=1, key="raz")
    )

    assert (await shown(people.auditor, own))["state"] == "final"
