"""Mass recalculation over HTTP on a real database: preview, drafts, signature in bulk, by chunks, repeated and taken up again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_ISSUED
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED
from casework.recalculations import service
from kit.db import Database
from kit.testing.clients import GMINA, Caller
from kit.testing.tokens import TokenIssuer
from tests.casework.decisions.later import later
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
ORDER = {
    "benefit": "zasilek_pielegnacyjny",
    "on": "2019-11-05",
    "effective_from": "2019-11",
    "ground": "usr_32_1_other",
    "reason": "Od 1 listopada 2019 r. kwota zasiłku wynosi 215,84 zł.",
}


async def a_right(people: Staff, serial: int, *, final: bool = True) -> tuple[str, str, dict[str, Any]]:
    """A right until further notice, granted on 15 November 2018: decision, award, body."""
    person = await a_person(people.clerk, serial=serial, born=date(1970, 5, 5))
    body: dict[str, Any] = {
        "benefit": "zasilek_pielegnacyjny", "on": "2018-11-15", "entitled": person, "recipient": person, "justified": False,
        "persons": {"osoba_1": person},
        "facts": {
            "application": {"received_on": "2018-11-10"},
            "person": {"born_on": "1970-05-05", "disability": {"degree": "znaczny"}},
        },
    }  # fmt: skip
    decision = await a_decision(people, body)
    address = f"/v1/decisions/{decision}"
    steps = [(people.head, "approve", {}), (people.clerk, "issue", {}), (people.clerk, "deliver", {"on": "2018-11-15"})]
    for version, (who, step, sent) in enumerate(steps[: 3 if final else 2], start=1):
        answer = await who.post(f"{address}/{step}", sent, if_match=version)
        assert answer.status_code == 200, answer.text
    (award,) = (await people.auditor.get(address)).json()["awards"]
    return decision, award, body


async def started(people: Staff, turned: Turn, **other: Any) -> str:
    turned(date(2019, 11, 5))
    answer = await people.clerk.post("/v1/recalculations", {**ORDER, **other})
    assert answer.status_code == 201, answer.text
    return f"/v1/recalculations/{answer.json()['id']}"


async def step(who: Caller, address: str, name: str) -> dict[str, Any]:
    """Takes the step from the version that it has now."""
    version = (await who.get(address)).json()["version"]
    answer = await who.post(f"{address}/{name}", if_match=version)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def to_the_end(who: Caller, address: str) -> list[str]:
    """Carries on until the step is done; the states on the way."""
    states: list[str] = []
    while not states or states[-1] in {"assessing", "drafting", "approving", "issuing", "lettering", "sending"}:
        states.append((await step(who, address, "continue"))["state"])
    return states


async def issued(people: Staff, address: str) -> None:
    """All the way from the preview."""
    await to_the_end(people.clerk, address)
    for who, name in ((people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
        await step(who, address, name)
        await to_the_end(who, address)


async def amounts(people: Staff, award: str) -> list[tuple[str, str | None, str]]:
    shown = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return [(one["first_month"], one["last_month"], one["amount"]) for one in shown["amounts"]]


@pytest.mark.asyncio
async def test_the_preview_tells_the_cost_of_each_month_and_line_and_changes_nothing(
    people: Staff, turned: Turn, database: Database
) -> None:
    rights = [await a_right(people, serial) for serial in (1, 2, 3)]
    before = len(await events(database))
    address = await started(people, turned)

    states = await to_the_end(people.clerk, address)

    shown = (await people.accountant.get(address)).json()
    assert states == ["previewed"]
    assert shown["counts"] == [{"state": "planned", "code": None, "items": 3, "difference": "188.52"}]
    assert [(one["month"], one["rozdzial"], one["paragraf"], one["amount"]) for one in shown["cost"]] == [
        ("2019-11", "85502", "3110", "94.26"),
        ("2019-12", "85502", "3110", "94.26"),
    ]
    assert await amounts(people, rights[0][1]) == [("2018-11", None, "184.42")]
    assert len(await events(database)) == before


@pytest.mark.asyncio
async def test_signed_in_bulk_the_drafts_change_every_right_and_are_told_one_by_one(
    people: Staff, turned: Turn, database: Database
) -> None:
    rights = [await a_right(people, serial) for serial in (1, 2)]
    address = await started(people, turned)

    await issued(people, address)

    for decision, award, _ in rights:
        assert await amounts(people, award) == [("2018-11", "2019-10", "184.42"), ("2019-11", None, "215.84")]
        (act,) = (await people.auditor.get(f"/v1/decisions/{decision}")).json()["later_acts"]
        shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()
        assert (shown["kind"], shown["state"], shown["prepared_by"], shown["approved_by"]) == (
            "change", "issued", "jan", "ewa",
        )  # fmt: skip
        assert shown["act"]["ground"] == "usr_32_1_other"
        assert shown["grants"][0]["amount"] == "215.84"
    told = [one["data"] for one in await events(database, DECISION_ISSUED)][-2:]
    assert [(one["kind"], one["outcome"], one["channel"]) for one in told] == [("change", "changed", "ex_officio")] * 2
    bound = [one["data"] for one in await events(database, AWARD_GRANTED, AWARD_REDUCED)][-2:]
    assert [(one["budget_year"], one["lines"][0]["amount"]) for one in bound] == [(2019, 2 * 21584)] * 2


@pytest.mark.asyncio
async def test_chunk_by_chunk_comes_to_the_same_and_nothing_twice(
    people: Staff, turned: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "ISSUED_AT_ONCE", 2)
    rights = [await a_right(people, serial) for serial in range(1, 6)]
    address = await started(people, turned)

    states = await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")
    once = await people.clerk.post(f"{address}/continue", if_match=5, key="dalej")
    again = await people.clerk.post(f"{address}/continue", if_match=5, key="dalej")
    drafting = await to_the_end(people.clerk, address)

    assert states == ["assessing", "assessing", "previewed"]
    assert (once.json(), once.status_code) == (again.json(), 200)
    assert drafting == ["drafting", "drafted"]
    drafts = (await people.auditor.get("/v1/decisions", state="prepared")).json()["items"]
    assert len(drafts) == len(rights)


@pytest.mark.asyncio
async def test_a_second_operation_finds_nothing_to_change(people: Staff, turned: Turn) -> None:
    await a_right(people, 1)
    await issued(people, await started(people, turned))
    turned(date(2019, 12, 5))
    again = await started(people, turned)

    await to_the_end(people.clerk, again)

    (count,) = (await people.auditor.get(again)).json()["counts"]
    # The change is issued and not yet final: the next one has to wait for it.
    assert (count["state"], count["code"]) == ("left_out", "decision_not_final")


@pytest.mark.asyncio
async def test_who_is_left_out_is_named_with_the_reason(people: Staff, turned: Turn) -> None:
    decision, _, _ = await a_right(people, 1, final=False)
    address = await started(people, turned)

    await to_the_end(people.clerk, address)

    (item,) = (await people.auditor.get(f"{address}/items")).json()["items"]
    assert (item["root"], item["state"], item["code"], item["decision"]) == (
        decision, "left_out", "decision_not_final", None,
    )  # fmt: skip
    assert (await people.auditor.get(f"{address}/items", state="planned")).json()["items"] == []


@pytest.mark.asyncio
async def test_a_right_that_was_ended_since_does_not_come_back(people: Staff, turned: Turn) -> None:
    decision, award, body = await a_right(people, 1)
    turned(date(2019, 3, 1))
    act = await a_decision(people, later(body, decision, "repeal", "usr_32_1_situation", effective_from="2019-12"))
    await people.head.post(f"/v1/decisions/{act}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{act}/issue", {}, if_match=2)

    await issued(people, await started(people, turned))

    assert await amounts(people, award) == [("2018-11", "2019-10", "184.42"), ("2019-11", "2019-11", "215.84")]


@pytest.mark.asyncio
async def test_a_right_that_changed_after_the_preview_is_left_to_its_clerk(people: Staff, turned: Turn) -> None:
    _, award, _ = await a_right(people, 1)
    _, other, _ = await a_right(people, 2)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await people.clerk.post(f"/v1/awards/{award}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    for who, name in ((people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
        await step(who, address, name)
        await to_the_end(who, address)

    counts = {(one["state"], one["code"]) for one in (await people.auditor.get(address)).json()["counts"]}

    assert counts == {("issued", None), ("left_out", "award_changed")}
    assert await amounts(people, award) == [("2018-11", None, "184.42")]
    assert (await amounts(people, other))[-1] == ("2019-11", None, "215.84")


@pytest.mark.asyncio
async def test_the_matter_of_an_excluded_official_is_left_to_another(people: Staff, turned: Turn) -> None:
    _, award, body = await a_right(people, 1)
    _, other, _ = await a_right(people, 2)
    turned(date(2019, 10, 1))
    exclusion = {
        "official": "ewa", "matter_kind": "person", "matter": body["entitled"], "ground": "close_relative", "since": "2019-10-01",
    }  # fmt: skip
    entered = await people.head.post("/v1/exclusions", exclusion)
    assert entered.status_code == 201, entered.text
    address = await started(people, turned)

    await issued(people, address)

    counts = {(one["state"], one["code"], one["items"]) for one in (await people.auditor.get(address)).json()["counts"]}
    assert counts == {("issued", None, 1), ("left_out", "official_excluded", 1)}
    assert await amounts(people, award) == [("2018-11", None, "184.42")]
    assert (await amounts(people, other))[-1] == ("2019-11", None, "215.84")


@pytest.mark.asyncio
async def test_who_made_the_drafts_does_not_approve_them(people: Staff, turned: Turn, issuer: TokenIssuer) -> None:
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    both = Caller(people.clerk.http, "jan", issuer.token("jan", ("caseworker", "head"), [GMINA]))
    await step(both, address, "draft")
    await to_the_end(both, address)
    version = (await people.auditor.get(address)).json()["version"]

    answer = await both.post(f"{address}/approve", if_match=version)

    assert (answer.status_code, answer.json()["code"]) == (409, "same_official")


@pytest.mark.asyncio
async def test_steps_out_of_order_are_refused_with_what_is_allowed(people: Staff, turned: Turn) -> None:
    address = await started(people, turned)

    answer = await people.head.post(f"{address}/approve", if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "transition_not_allowed")
    assert [one["message"] for one in answer.json()["errors"]] == ["continue", "withdraw"]


@pytest.mark.asyncio
async def test_what_stands_before_its_preview_or_between_its_drafts_is_given_up_too(
    people: Staff, turned: Turn
) -> None:
    await a_right(people, 1)
    before = await started(people, turned)
    await step(people.clerk, before, "withdraw")

    between = await started(people, turned)
    await to_the_end(people.clerk, between)
    await step(people.clerk, between, "draft")
    await step(people.clerk, between, "withdraw")

    states = [(await people.auditor.get(one)).json()["state"] for one in (before, between)]
    assert states == ["withdrawn", "withdrawn"]
    assert (await people.auditor.get("/v1/decisions", state="prepared")).json()["items"] == []


@pytest.mark.asyncio
async def test_given_up_its_drafts_are_taken_back(people: Staff, turned: Turn) -> None:
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    await step(people.clerk, address, "draft")
    await to_the_end(people.clerk, address)

    await step(people.clerk, address, "withdraw")

    assert len((await people.auditor.get("/v1/decisions", state="withdrawn")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"benefit": "nie_ma"}, "unknown_benefit"),
        ({"benefit": "koszty_obslugi"}, "unknown_benefit"),
        ({"ground": "kpa_155"}, "ground_not_allowed"),
        ({"ground": "kpa_163"}, "ground_not_allowed"),
        ({"until": "2019-10"}, "preview_months_impossible"),
        ({"until": "2040-01"}, "preview_months_impossible"),
    ],
)
@pytest.mark.asyncio
async def test_an_operation_that_makes_no_sense_is_refused(people: Staff, other: dict[str, Any], code: str) -> None:
    answer = await people.clerk.post("/v1/recalculations", {**ORDER, **other})

    assert answer.json()["code"] == code, answer.text
