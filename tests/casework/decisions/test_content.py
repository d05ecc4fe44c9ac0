"""What a decision says: from facts that are assessed or an amount that is recorded, and what is refused."""

import pytest

from casework.facts.cases import DECISION_ISSUED
from casework.facts.money import AWARD_GRANTED
from kit.db import Database
from tests.casework.decisions.a_matter import on_children
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, issued, recorded

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_an_assessed_decision_says_why_and_grants_each_child_its_months(people: Staff) -> None:
    body = await on_children(people)

    shown = (await people.clerk.get(f"/v1/decisions/{await a_decision(people, body)}")).json()

    assert shown["steps"] == ["Dochód 674,00 zł porównano z kryterium. (art. 5 ust. 1)"]
    assert {(g["benefit"], g["first_month"], g["last_month"], g["amount"], g["variant"]) for g in shown["grants"]} == {
        ("zasilek_na_dziecko", "2019-11", "2019-12", "95.00", "do_5_lat"),
        ("zasilek_na_dziecko", "2020-01", "2020-10", "124.00", "od_5_lat"),
        ("dodatek_szkolny", "2019-09", "2019-09", "100.00", None),
    }
    assert shown["receipt"]["as_of"] == "2019-11-01"
    assert "67400" not in str(shown["receipt"])


@pytest.mark.asyncio
async def test_an_issued_grant_commits_this_year_and_the_next_apart(people: Staff, database: Database) -> None:
    body = await on_children(people)

    awards = await issued(people, body)

    assert len(awards) == 5
    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["outcome"], told["data"]["period_from"], told["data"]["period_to"]) == (
        "granted", "2019-09", "2020-10",
    )  # fmt: skip
    facts = [one["data"] for one in await events(database, AWARD_GRANTED)]
    summed: dict[tuple[str, str, int], int] = {}
    for fact in facts:
        key = (fact["benefit"], fact["measure"], fact["budget_year"])
        summed[key] = summed.get(key, 0) + sum(line["amount"] for line in fact["lines"])
    assert summed == {
        ("zasilek_na_dziecko", "commitment_this_year", 2019): 2 * 2 * 9500,
        ("zasilek_na_dziecko", "commitment_later", 2020): 2 * 10 * 12400,
        ("dodatek_szkolny", "commitment_this_year", 2019): 10000,
    }
    assert len({fact["entitled"] for fact in facts}) == 2
    assert {fact["counted"] for fact in facts if fact["benefit"] == "zasilek_na_dziecko"} == {"entitled"}


@pytest.mark.asyncio
async def test_a_refusal_keeps_its_ground_and_makes_no_award(people: Staff, database: Database) -> None:
    body = await on_children(people)
    body["facts"] = {"children": ["z"], "income": 200_000}

    awards = await issued(people, body)

    assert awards == []
    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["kind"], told["data"]["outcome"]) == ("refuse", "refused")
    assert told["data"]["refusal_grounds"] == ["income_exceeds"]


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"benefit": "nieznane"}, 422, "unknown_benefit", "/benefit"),
        ({"recorded": None}, 422, "decision_content_missing", "/recorded"),
        ({"facts": {"children": [], "income": 1}}, 422, "decision_content_missing", "/recorded"),
        ({"entitled": "00000000-0000-7000-8000-000000000000"}, 422, "validation_failed", "/entitled"),
        ({"household": "00000000-0000-7000-8000-000000000000"}, 422, "validation_failed", "/household"),
        ({"on": "2017-05-05"}, 409, "cannot_be_booked", None),
    ],
)
@pytest.mark.asyncio
async def test_an_impossible_decision_is_refused_precisely(
    people: Staff, change: dict[str, object], status: int, code: str, pointer: str | None
) -> None:
    body = {**recorded(await a_person(people.clerk)), **change}

    answer = await people.clerk.post("/v1/decisions", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json()["errors"]] == ([pointer] if pointer else [])


@pytest.mark.asyncio
async def test_a_refusal_without_justification_is_refused_itself(people: Staff) -> None:
    body = await on_children(people, justified=False)
    body["facts"] = {"children": ["z"], "income": 200_000}

    answer = await people.clerk.post("/v1/decisions", body)

    assert answer.json()["code"] == "justification_required"
    assert answer.json()["legal_basis"] == ["art. 107 § 4 k.p.a."]


@pytest.mark.asyncio
async def test_a_child_of_the_facts_has_to_be_named(people: Staff) -> None:
    body = await on_children(people, persons={})

    answer = await people.clerk.post("/v1/decisions", body)

    assert answer.json()["errors"][0]["code"] == "person_not_named"


@pytest.mark.asyncio
async def test_facts_are_encrypted_and_open_in_the_file_of_whoever_stated_them(
    people: Staff, database: Database
) -> None:
    body = await on_children(people)
    await a_decision(people, body)

    mother = (await people.clerk.get(f"/v1/persons/{body['recipient']}/file")).json()
    async with database.tenant(people.clerk.gmina) as connection:
        row = await (await connection.execute("SELECT d::text FROM decision d")).fetchone()

    assert mother["decisions"][0]["facts"] == body["facts"]
    assert "67400" not in str(row)


@pytest.mark.asyncio
async def test_a_decision_tells_how_the_matter_came_why_help_is_given_and_who_pays(
    people: Staff, database: Database
) -> None:
    stated = {"channel": "empatia", "reasons": ["ubostwo", "bezrobocie"], "single": True, "unit": "srodowiskowy_dom"}
    body = recorded(await a_person(people.clerk), **stated)

    (award,) = await issued(people, body)

    (told,) = await events(database, DECISION_ISSUED)
    assert {name: told["data"][name] for name in stated} == {**stated, "reasons": ["bezrobocie", "ubostwo"]}
    shown = (await people.clerk.get(f"/v1/decisions/{told['subject']}")).json()
    assert {name: shown[name] for name in stated} == stated
    assert (await people.auditor.get(f"/v1/awards/{award}")).json()["unit"] == "srodowiskowy_dom"
    assert {fact["data"]["unit"] for fact in await events(database, AWARD_GRANTED)} == {"srodowiskowy_dom"}


@pytest.mark.asyncio
async def test_whether_somebody_is_single_is_said_by_the_household_when_there_is_one(
    people: Staff, database: Database
) -> None:
    await issued(people, await on_children(people))

    (told,) = await events(database, DECISION_ISSUED)
    assert (told["data"]["single"], told["data"]["household_kind"]) == (False, "lone_parent")


@pytest.mark.asyncio
async def test_a_benefit_of_nothing_is_not_granted(people: Staff) -> None:
    body = recorded(await a_person(people.clerk))
    body["recorded"] |= {"amount": "0.00"}

    answer = await people.clerk.post("/v1/decisions", body)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/recorded/amount", "amount_zero")]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"channel": "golab_pocztowy"}, "/channel", "not_in_list"),
        ({"reasons": ["jan_kowalski"]}, "/reasons/0", "not_in_list"),
        ({"reasons": ["ubostwo", "ubostwo"]}, "", "reason_repeated"),
        ({"household": "00000000-0000-7000-8000-000000000000", "single": True}, "", "single_said_twice"),
    ],
)
@pytest.mark.asyncio
async def test_statistics_of_a_decision_are_values_of_closed_lists_said_once(
    people: Staff, change: dict[str, object], pointer: str, code: str
) -> None:
    answer = await people.clerk.post("/v1/decisions", recorded(await a_person(people.clerk), **change))

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
