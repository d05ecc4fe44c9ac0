"""Applications come in: numbers without gaps, signs by the file plan, what is left without examination on the spot."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_RECEIVED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.applications.a_letter import CHILD, PERMANENT, PLAN, SUPPLEMENT, a_body, an_application
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_an_application_gets_a_number_in_the_register_and_a_sign_for_each_class(
    people: Staff, database: Database
) -> None:
    made = await an_application(people, CHILD, SUPPLEMENT, PERMANENT)

    shown = await made.shown()

    assert (shown["number"], shown["state"], shown["channel"]) == ("RPW/1/2019", "registered", "in_person")
    assert {one["benefit"]: one["sign"] for one in shown["matters"]} == {
        SUPPLEMENT: "GOPS.5211.1.2019", CHILD: "GOPS.5211.1.2019", PERMANENT: "GOPS.5212.1.2019",
    }  # fmt: skip
    assert shown["kpa_version"] == "before_2025_07_13"
    assert shown["settle_by"] == "2019-02-08"
    told = await events(database, APPLICATION_RECEIVED)
    assert [one["data"]["benefit"] for one in told] == sorted([CHILD, SUPPLEMENT, PERMANENT])
    assert {one["subject"] for one in told} == {made.id}
    assert ("jan", "read", made.id) in await audited(database)


@pytest.mark.asyncio
async def test_numbers_run_without_gaps_when_two_clerks_register_at_once_and_one_request_is_refused(
    people: Staff,
) -> None:
    person = await a_person(people.clerk)
    bodies = [a_body(person, CHILD if n % 2 else PERMANENT) for n in range(6)]
    bodies[3]["benefits"] = ["nieznane"]

    answers = await asyncio.gather(*(people.clerk.post("/v1/applications", body) for body in bodies))

    listed = (await people.clerk.get("/v1/applications", sort="received_on")).json()["items"]
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [422]
    assert {one["number"] for one in listed} == {f"RPW/{n}/2019" for n in range(1, 6)}
    assert {sign for one in listed for sign in one["signs"]} == {
        "GOPS.5211.1.2019", "GOPS.5211.2.2019", "GOPS.5212.1.2019", "GOPS.5212.2.2019", "GOPS.5212.3.2019",
    }  # fmt: skip


@pytest.mark.asyncio
async def test_the_new_year_begins_from_one_and_a_case_keeps_its_sign(people: Staff, today: Turn) -> None:
    first = await an_application(people)
    today(date(2020, 1, 7))
    second = await an_application(people, serial=2, received_on="2020-01-07")

    assert (await second.shown())["number"] == "RPW/1/2020"
    assert (await second.shown())["signs"] == ["GOPS.5211.1.2020"]
    assert (await first.shown())["signs"] == ["GOPS.5211.1.2019"]


@pytest.mark.asyncio
async def test_a_repeated_request_gets_the_same_application_and_another_gmina_does_not_see_it(
    people: Staff, office: Office
) -> None:
    body = a_body(await a_person(people.clerk))

    answers = [await people.clerk.post("/v1/applications", body, key="raz") for _ in range(2)]
    there = await staff(office, OTHER_GMINA).clerk.get(f"/v1/applications/{answers[0].json()['id']}")

    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["Location"] == f"/v1/applications/{answers[0].json()['id']}"
    assert (there.status_code, there.json()["code"]) == (404, "application_not_found")


@pytest.mark.parametrize(
    ("letter", "counted_on", "channel"),
    [
        ({"way": "designated_post", "posted_on": "2019-01-03"}, "2019-01-03", "post"),
        ({"way": "courier", "posted_on": "2019-01-03"}, "2019-01-08", "post"),
        ({"form": "oral"}, "2019-01-08", "oral"),
        ({"form": "electronic_form", "portal": "epuap", "posted_on": "2019-01-07"}, "2019-01-07", "epuap"),
        ({"form": "electronic_form", "portal": "empatia", "posted_on": "2019-01-07"}, "2019-01-08", "empatia"),
        ({"form": "electronic_delivery", "proof": "msg-1"}, "2019-01-08", "e_doreczenia"),
        ({"passed_on": {"office": "Urząd Gminy Sokolniki", "received_on": "2019-01-02"}}, "2019-01-02", "in_person"),
    ],
)
@pytest.mark.asyncio
async def test_a_term_is_kept_by_posting_where_the_way_keeps_one_and_by_the_office_that_it_reached_first(
    people: Staff, letter: dict[str, Any], counted_on: str, channel: str
) -> None:
    shown = await (await an_application(people, **letter)).shown()

    assert (shown["counted_on"], shown["received_on"], shown["channel"]) == (counted_on, "2019-01-08", channel)


@pytest.mark.parametrize(
    ("letter", "article"),
    [({"form": "ordinary_email"}, "art. 63 § 1 k.p.a."), ({"no_address": True}, "art. 64 § 1 k.p.a.")],
)
@pytest.mark.asyncio
async def test_an_e_mail_and_a_letter_without_an_address_are_left_unexamined_on_the_spot(
    people: Staff, database: Database, letter: dict[str, Any], article: str
) -> None:
    answer = await people.clerk.post("/v1/applications", a_body(None, **letter))

    shown = (await people.clerk.get(f"/v1/applications/{answer.json()['id']}")).json()
    assert (answer.status_code, shown["state"], shown["closed_on"], shown["allowed"]) == (
        201, "left_unexamined", "2019-01-08", [],
    )  # fmt: skip
    assert shown["steps"][-1]["article"] == article
    assert shown["signs"] == []
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (closed["data"]["outcome"], closed["data"]["applicant"]) == ("left_unexamined", None)


@pytest.mark.asyncio
async def test_a_representative_applies_for_somebody_and_statistics_know_the_household(
    people: Staff, database: Database
) -> None:
    mother = await a_person(people.clerk)
    attorney = await a_person(people.clerk, last_name="Nowak", serial=2)
    home = await a_household(people.clerk, mother)

    made = await an_application(
        people, applicant=mother, representation="attorney", representative=attorney, household=home
    )

    listed = (await people.clerk.get("/v1/applications", person=attorney)).json()["items"]
    assert [one["id"] for one in listed] == [made.id]
    (told,) = await events(database, APPLICATION_RECEIVED)
    assert (told["data"]["represented"], told["data"]["household_kind"], told["data"]["single"]) == (
        True, "single", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"benefits": ["nieznane"]}, "/benefits/0", "unknown_benefit"),
        ({"benefits": [CHILD, CHILD]}, "/benefits", "benefit_repeated"),
        ({"applicant": None}, "", "applicant_missing"),
        ({"applicant": "00000000-0000-7000-8000-000000000000"}, "/applicant", "person_unknown"),
        ({"representation": "attorney"}, "", "representative"),
        ({"household": "00000000-0000-7000-8000-000000000000"}, "/household", "household_unknown"),
        ({"received_on": "2019-01-11"}, "/received_on", "day_out_of_order"),
        ({"posted_on": "2019-01-09"}, "/posted_on", "sent_after_received"),
        ({"way": "fax"}, "/way", "way_does_not_fit"),
        ({"case": "00000000-0000-7000-8000-000000000000"}, "/case", "case_unknown"),
        ({"follows": "00000000-0000-7000-8000-000000000000"}, "/follows", "no_notice"),
    ],
)
@pytest.mark.asyncio
async def test_an_impossible_application_is_refused_precisely(
    people: Staff, change: dict[str, Any], pointer: str, code: str
) -> None:
    body = {**a_body(await a_person(people.clerk)), **change}

    answer = await people.clerk.post("/v1/applications", body)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.asyncio
async def test_the_list_is_filtered_sorted_paged_and_printed(people: Staff) -> None:
    made = [await an_application(people, CHILD, serial=n, received_on=f"2019-01-0{n}") for n in (1, 2, 3)]
    await an_application(people, PERMANENT, serial=4)
    await made[2].done("withdraw")

    async def ids(**query: object) -> list[str]:
        return [one["id"] for one in (await people.clerk.get("/v1/applications", **query)).json()["items"]]

    assert await ids(benefit=CHILD, sort="received_on") == [one.id for one in made]
    assert await ids(benefit=CHILD, open=True) == [made[1].id, made[0].id]
    assert await ids(state="withdrawn") == [made[2].id]
    assert await ids(since="2019-01-02", until="2019-01-02") == [made[1].id]
    assert await ids(sign="GOPS.5211.2.2019") == await ids(sign="gops.5211.2.2019.łk") == [made[1].id]
    first = (await people.clerk.get("/v1/applications", sort="received_on", limit=3)).json()
    rest = await people.clerk.get("/v1/applications", sort="received_on", limit=3, cursor=first["next_cursor"])
    assert [len(first["items"]), len(rest.json()["items"]), rest.json()["next_cursor"]] == [3, 1, None]
    printed = await people.clerk.get("/v1/applications", format="csv", sort="received_on")
    assert printed.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(printed.text.splitlines()) == 5
    assert "RPW/1/2019,2019-01-01" in printed.text


@pytest.mark.asyncio
async def test_what_is_overdue_is_what_the_worklist_counts_and_what_stands_still_or_ended_is_not(
    people: Staff, today: Callable[[date], None]
) -> None:
    late = await an_application(people, CHILD, serial=1, received_on="2019-01-02")
    fresh = await an_application(people, CHILD, serial=2, received_on="2019-01-08")
    ended = await an_application(people, CHILD, serial=3, received_on="2019-01-02")
    stands = await an_application(people, CHILD, serial=4, received_on="2019-01-02")
    await ended.done("withdraw")
    await stands.done("calls", defects=[{"defect": "form_filled_wrongly", "what": "Podpisać wniosek."}])
    last_day = (await late.shown())["settle_by"]
    today(date(2019, 2, 28))

    async def ids(**query: object) -> set[str]:
        return {one["id"] for one in (await people.clerk.get("/v1/applications", **query)).json()["items"]}

    assert await ids(settle_before=last_day) == set()
    assert await ids(settle_before="2019-02-06") == {late.id}
    assert await ids(settle_before="2019-02-28") == {late.id, fresh.id}
    assert late.id in (await people.clerk.get("/v1/applications", settle_before="2019-02-06", format="csv")).text


@pytest.mark.asyncio
async def test_without_a_class_a_matter_waits_for_its_sign_which_is_given_once(people: Staff) -> None:
    made = await an_application(people, "zasilek_mieszany")

    refused = await made.tried("case")
    given = await made.done("case", symbol="5212")
    again = await made.tried("case", symbol="5212")

    assert (refused.status_code, refused.json()["code"]) == (409, "no_file_plan_class")
    assert given["version"] == 2
    assert (await made.shown())["signs"] == ["GOPS.5212.1.2019"]
    assert (again.status_code, again.json()["code"]) == (409, "case_open_already")


@pytest.mark.asyncio
async def test_a_letter_may_join_a_case_that_is_open_and_a_case_may_be_opened_without_one(people: Staff) -> None:
    person = await a_person(people.clerk)
    body = {"symbol": "0541", "party": person, "subset": 3}
    case = await people.clerk.post("/v1/cases", body)

    made = await an_application(people, applicant=person, case=case.json()["id"])

    assert (await made.shown())["signs"] == ["GOPS.0541.3.1.2019"]
    listed = (await people.clerk.get("/v1/cases", party=person)).json()["items"]
    assert [(one["sign"], one["category"]) for one in listed] == [("GOPS.0541.3.1.2019", "A")]
    printed = await people.clerk.get("/v1/cases", year=2019, format="csv")
    assert "GOPS.0541.3.1.2019" in printed.text


@pytest.mark.asyncio
async def test_the_file_plan_is_replaced_by_versions_and_refused_when_it_contradicts_itself(
    people: Staff, today: Turn
) -> None:
    twice = {**PLAN, "classes": [PLAN["classes"][0], PLAN["classes"][0]]}
    both = {**PLAN, "classes": [PLAN["classes"][0], {**PLAN["classes"][1], "benefits": [CHILD]}]}
    ended = [{**PLAN["classes"][0], "valid_to": "2019-12-31"}, {**PLAN["classes"][0], "symbol": "6211",
             "valid_from": "2020-01-01"}]  # fmt: skip

    refused = [await people.head.send("PUT", "/v1/file-plan", body=one, if_match=1) for one in (twice, both)]
    stale = await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    clerk = await people.clerk.send("PUT", "/v1/file-plan", body=PLAN, if_match=1)
    new = await people.head.send("PUT", "/v1/file-plan", body={"unit": "OPS.SR", "classes": ended}, if_match=1)
    today(date(2020, 2, 3))
    made = await an_application(people, received_on="2020-02-03")

    assert [one.status_code for one in (*refused, stale, clerk, new)] == [422, 422, 412, 403, 200]
    assert [one.json()["errors"][0]["code"] for one in refused] == ["file_plan_wrong", "benefit_in_two_classes"]
    assert (await made.shown())["signs"] == ["OPS.SR.6211.1.2020"]
    shown = (await people.clerk.get("/v1/file-plan", on="2020-02-03")).json()
    assert (shown["version"], [one["symbol"] for one in shown["classes"]]) == (2, ["6211"])
