"""Facts over HTTP: established from evidence, corrected by new versions, read as they were known on a day."""

from collections.abc import Callable
from datetime import date

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Caller, Office
from tests.casework.applications.test_attachments import A_PDF, sent
from tests.casework.evidence.a_fact import (
    BENEFIT,
    a_family,
    certificate,
    changed,
    established,
    facts_of,
    history,
    interview,
    job,
    tried,
)
from tests.casework.log import audited
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]

Turn = Callable[[date], None]


async def test_a_correction_is_a_new_version_and_the_old_one_is_what_was_known_before(
    people: Staff, turned: Turn
) -> None:
    anna = await a_person(people.clerk)
    (fact,) = await established(people.clerk, certificate(anna), known_since="2018-11-10")
    turned(date(2018, 12, 3))

    corrected = await changed(people.clerk, fact["id"], "correct", valid_to=None, details={"degree": "umiarkowany"})

    assert (corrected.status_code, corrected.json()["version"]) == (200, 2)
    then = await facts_of(people.auditor, person=anna, known_on="2018-12-02")
    now = await facts_of(people.auditor, person=anna, known_on="2018-12-03")
    assert [(one["details"], one["valid_to"], one["version"]) for one in (*then, *now)] == [
        ({"degree": "znaczny"}, "2020-02-29", 1),
        ({"degree": "umiarkowany"}, None, 2),
    ]
    assert then[0]["evidence"]["known_since"] == "2018-11-10"
    assert await facts_of(people.auditor, person=anna, known_on="2018-11-14") == []
    told = await history(people.auditor, fact["id"])
    assert [(one["act"], one["recorded_on"]) for one in told["versions"]] == [
        ("corrected", "2018-12-03"), ("established", "2018-11-15"),
    ]  # fmt: skip


async def test_what_is_valid_on_a_day_includes_its_first_and_its_last_day(people: Staff) -> None:
    anna = await a_person(people.clerk)
    await established(people.clerk, certificate(anna))

    found = {
        day: len(await facts_of(people.auditor, person=anna, on=day))
        for day in ("2018-02-04", "2018-02-05", "2020-02-29", "2020-03-01")
    }

    assert found == {"2018-02-04": 0, "2018-02-05": 1, "2020-02-29": 1, "2020-03-01": 0}


async def test_the_database_refuses_to_edit_a_fact_and_keeps_what_it_says_encrypted(
    people: Staff, database: Database
) -> None:
    anna = await a_person(people.clerk)
    await established(people.clerk, job(anna), described="Zaświadczenie z tartaku.")

    async with database.tenant(people.clerk.gmina) as connection:
        stored = await (await connection.execute("SELECT body FROM evidence_content")).fetchall()
        plain = await (
            await connection.execute("SELECT f::text FROM established_fact f UNION SELECT e::text FROM evidence e")
        ).fetchall()

    assert len(stored) == 3
    assert not any(b"artak" in bytes(row[0]) for row in stored)
    assert "artak" not in str(plain)
    for statement in (
        "UPDATE established_fact SET code = 'school'",
        "DELETE FROM evidence",
        "UPDATE evidence_content SET body = ''",
    ):
        async with database.tenant(people.clerk.gmina) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await connection.execute(statement)


async def test_a_withdrawn_fact_is_left_out_and_stays_in_its_history_with_the_reason(
    people: Staff, turned: Turn
) -> None:
    anna = await a_person(people.clerk)
    (fact,) = await established(people.clerk, certificate(anna))
    turned(date(2018, 11, 20))

    withdrawn = await changed(people.clerk, fact["id"], "withdraw", reason="Orzeczenie innej osoby.")
    again = await changed(people.clerk, fact["id"], "withdraw", 2, reason="Orzeczenie innej osoby.")

    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    assert await facts_of(people.auditor, person=anna) == []
    assert len(await facts_of(people.auditor, person=anna, known_on="2018-11-19")) == 1
    assert (await history(people.auditor, fact["id"]))["versions"][0]["reason"] == "Orzeczenie innej osoby."


async def test_a_fact_comes_from_an_attachment_of_an_application(people: Staff) -> None:
    family = await a_family(people.clerk)
    attachment = (await sent(people.clerk, family.application, A_PDF)).json()["id"]

    (fact,) = await established(
        people.clerk, certificate(family.child), source="document", attachment=attachment, dated="2018-02-05"
    )
    unknown = await tried(people.clerk, certificate(family.child), source="document", attachment=family.child)
    unnamed = await tried(people.clerk, certificate(family.child), source="document")

    assert fact["evidence"]["attachment"] == attachment
    assert fact["evidence"]["application"] == family.application
    assert [(one.status_code, one.json()["errors"][0]["code"]) for one in (unknown, unnamed)] == [
        (422, "attachment_unknown"), (422, "evidence_not_named"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "pointer", "code"),
    [
        ({"code": "unheard_of"}, "/facts/0/code", "code_unknown"),
        ({"details": {"degree": "wielki"}}, "/facts/0/details", "detail_wrong"),
        ({"details": {}}, "/facts/0/details", "detail_missing"),
        ({"details": {"degree": "lekki", "shoe_size": 43}}, "/facts/0/details", "detail_unknown"),
        ({"details": {"degree": "lekki", "issued_on": "2018-02-30"}}, "/facts/0/details", "detail_wrong"),
        ({"valid_to": "2018-02-04"}, "/facts/0", "period_backwards"),
        ({"person": "00000000-0000-7000-8000-000000000000"}, "/facts/0/person", "person_unknown"),
    ],
)
async def test_what_the_act_does_not_know_is_refused(
    people: Staff, fact: dict[str, object], pointer: str, code: str
) -> None:
    anna = await a_person(people.clerk)

    refused = await tried(people.clerk, {**certificate(anna), **fact})

    assert refused.status_code == 422
    assert (refused.json()["errors"][0]["pointer"], refused.json()["errors"][0]["code"]) == (pointer, code)
    assert await facts_of(people.auditor, person=anna) == []


async def test_no_evidence_is_known_before_it_was_written_or_ahead_of_today(people: Staff) -> None:
    anna = await a_person(people.clerk)

    ahead = await tried(people.clerk, certificate(anna), known_since="2018-11-16")
    before = await tried(people.clerk, certificate(anna), dated="2018-11-12", known_since="2018-11-11")
    silent = await tried(people.clerk, certificate(anna), source="own_knowledge")

    assert [one.json()["errors"][0]["code"] for one in (ahead, before, silent)] == [
        "day_in_future", "known_before_dated", "knowledge_not_described",
    ]  # fmt: skip


async def test_a_month_of_a_source_has_one_amount_and_lies_within_its_days(people: Staff) -> None:
    anna = await a_person(people.clerk)
    source, _ = await established(people.clerk, job(anna, valid_to="2018-03-31", ended_by="employment"))
    more = {"kind": "income", "of": source["id"], "amount": "2100.00"}

    taken = await tried(people.clerk, {**more, "from_month": "2017-12", "to_month": "2018-01"})
    last = await tried(people.clerk, {**more, "from_month": "2018-01", "to_month": "2018-03"})
    beyond = await tried(people.clerk, {**more, "from_month": "2018-04", "to_month": "2018-04"})
    twice = await tried(
        people.clerk,
        {**more, "from_month": "2016-06", "to_month": "2016-07"},
        {**more, "from_month": "2016-07", "to_month": "2016-08"},
    )

    assert [taken.json()["code"], beyond.json()["code"], twice.json()["code"]] == [
        "months_covered", "months_outside_source", "months_covered",
    ]  # fmt: skip
    assert last.status_code == 201
    shown = await people.auditor.get(f"/v1/persons/{anna}/incomes", from_month="2017-11", to_month="2018-06")
    (told,) = shown.json()["sources"]
    assert [(one["month"], one["amount"]) for one in told["months"]] == [
        ("2017-11", "2000.00"), ("2017-12", "2000.00"), ("2018-01", "2100.00"), ("2018-02", "2100.00"), ("2018-03", "2100.00"),
    ]  # fmt: skip
    assert told["ended_by"] == "employment"


async def test_a_source_ends_with_its_loss_but_not_before_months_that_have_an_amount(people: Staff) -> None:
    anna = await a_person(people.clerk)
    source, _ = await established(people.clerk, job(anna))

    early = await changed(people.clerk, source["id"], "end", last_day="2017-11-30", ended_by="employment")
    unknown = await changed(people.clerk, source["id"], "end", last_day="2017-12-01", ended_by="dismissal")
    ended = await changed(people.clerk, source["id"], "end", last_day="2017-12-01", ended_by="employment")

    assert (early.status_code, early.json()["code"]) == (409, "months_outside_source")
    assert unknown.json()["errors"][0]["code"] == "code_unknown"
    assert ended.status_code == 200
    newest = (await history(people.auditor, source["id"]))["versions"][0]
    assert (newest["act"], newest["valid_to"], newest["ended_by"]) == ("ended", "2017-12-01", "employment")


async def test_a_source_is_withdrawn_after_its_amounts_and_an_amount_is_corrected_in_its_place(people: Staff) -> None:
    anna = await a_person(people.clerk)
    source, income = await established(people.clerk, job(anna))

    early = await changed(people.clerk, source["id"], "withdraw", reason="Nie było takiej umowy.")
    longer = await changed(people.clerk, income["id"], "correct", to_month="2018-02", amount="28000.00")
    nothing = await changed(people.clerk, income["id"], "correct", 2, amount="28000.00")
    gone = await changed(people.clerk, income["id"], "withdraw", 2, reason="Nie było takiej umowy.")
    late = await changed(people.clerk, source["id"], "withdraw", reason="Nie było takiej umowy.")

    assert (early.status_code, early.json()["code"]) == (409, "fact_still_relied_on")
    assert longer.status_code == 200
    assert nothing.json()["errors"][0]["code"] == "nothing_to_correct"
    assert (gone.status_code, late.status_code) == (200, 200)


async def test_conclusions_of_an_interview_are_for_social_workers_and_the_head(
    people: Staff, social_worker: Caller
) -> None:
    anna = await a_person(people.clerk)
    (held,) = await established(social_worker, interview(anna, next_on="2019-05-14"), source="own_knowledge",
                                described="Wywiad w mieszkaniu.")  # fmt: skip

    told = {
        who.subject: (await history(who, held["id"]))["versions"][0]
        for who in (social_worker, people.head, people.clerk, people.auditor)
    }

    assert {who: (one["conclusions"] is not None, one["conclusions_restricted"]) for who, one in told.items()} == {
        "sara": (True, False), "ewa": (True, False), "jan": (False, True), "ula": (False, True),
    }  # fmt: skip
    assert told["jan"]["held_by"] == "sara"
    (due,) = (await people.clerk.get("/v1/interviews/due", until="2019-05-14")).json()["items"]
    assert (due["fact"], due["on"]) == (held["id"], "2019-05-14")
    assert (await people.clerk.get("/v1/interviews/due", until="2019-05-13")).json()["items"] == []


async def test_an_interview_that_is_evidence_is_not_withdrawn(people: Staff, social_worker: Caller) -> None:
    anna = await a_person(people.clerk)
    (held,) = await established(social_worker, interview(anna))
    await established(people.clerk, certificate(anna), source="interview", interview=held["id"])

    refused = await changed(social_worker, held["id"], "withdraw", reason="Pomyłka.")

    assert (refused.status_code, refused.json()["code"]) == (409, "fact_still_relied_on")


async def test_certificates_that_end_are_listed_until_a_later_one_stands_in_their_place(people: Staff) -> None:
    anna, olga = await a_person(people.clerk), await a_person(people.clerk, first_name="Olga", serial=2)
    (ending,) = await established(people.clerk, certificate(anna))
    await established(people.clerk, certificate(olga, valid_to="2021-01-31"))

    async def listed(**query: str) -> list[str]:
        answer = await people.clerk.get("/v1/certificates/expiring", **query)
        assert answer.status_code == 200, answer.text
        return [one["person"] for one in answer.json()["items"]]

    assert await listed(until="2020-02-28") == []
    assert await listed(until="2020-02-29") == [anna]
    assert await listed(until="2021-12-31") == [anna, olga]
    assert await listed(until="2021-12-31", since="2020-03-01") == [olga]
    await established(people.clerk, certificate(anna, valid_from="2020-02-10", valid_to=None))
    assert await listed(until="2021-12-31") == [olga]
    assert (await history(people.clerk, ending["id"]))["version"] == 1


async def test_who_is_hidden_has_no_facts_for_others_and_nobody_may_establish_any(
    people: Staff, office: Office, social_worker: Caller
) -> None:
    anna = await a_person(people.clerk)
    household = await a_household(people.clerk, anna)
    (fact,) = await established(people.clerk, certificate(anna))
    restricted = await social_worker.post(
        "/v1/restrictions",
        {"matter_kind": "person", "matter": anna, "reason": "domestic_violence", "readers": []},
    )
    assert restricted.status_code == 201, restricted.text
    stranger = office.caller("obcy", "caseworker")

    assert (await stranger.get(f"/v1/established-facts/{fact['id']}")).status_code == 404
    assert (await stranger.get(f"/v1/evidence/{fact['evidence']['id']}")).status_code == 404
    assert (
        await stranger.get(f"/v1/persons/{anna}/incomes", from_month="2018-01", to_month="2018-01")
    ).status_code == 404
    assert await facts_of(stranger, person=anna) == []
    assert (await stranger.get("/v1/certificates/expiring", until="2020-12-31")).json()["items"] == []
    for other in ({}, {"household": household}):
        refused = await tried(stranger, certificate(anna) if not other else {
            "kind": "circumstance", "code": "applicant", "valid_from": "2018-01-01", "details": {"kind": "parents"}, **other,
        })  # fmt: skip
        assert refused.status_code == 422, refused.text
    composed = await stranger.post("/v1/assessments/compose", {"benefit": BENEFIT, "on": "2018-11-15", "person": anna})
    assert (composed.status_code, composed.json()["errors"][0]["code"]) == (422, "person_unknown")
    assert len(await facts_of(social_worker, person=anna)) == 1


async def test_every_reading_of_a_persons_facts_is_known(people: Staff, database: Database) -> None:
    anna = await a_person(people.clerk)
    await established(people.clerk, certificate(anna))

    await facts_of(people.auditor, person=anna)
    await people.auditor.get(f"/v1/persons/{anna}/incomes", from_month="2018-01", to_month="2018-01")

    await people.auditor.post("/v1/assessments/compose", {"benefit": BENEFIT, "on": "2018-11-15", "person": anna})

    noted = await audited(database)
    assert {
        ("ula", "read_facts", anna),
        ("ula", "read_incomes", anna),
        ("ula", "composed_facts", anna),
        ("jan", "established_evidence", anna),
    } <= set(noted)


async def test_another_gmina_has_no_such_fact(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    (fact,) = await established(people.clerk, certificate(anna))
    other = office.caller("obcy", "caseworker", gmina=OTHER_GMINA)

    answers = [
        await other.get(f"/v1/established-facts/{fact['id']}"),
        await other.get(f"/v1/evidence/{fact['evidence']['id']}"),
        await changed(other, fact["id"], "correct", valid_to=None),
        await changed(other, fact["id"], "end", last_day="2018-12-31"),
        await changed(other, fact["id"], "withdraw", reason="Pomyłka."),
    ]

    assert [one.status_code for one in answers] == [404] * 5
    assert await facts_of(other, person=anna) == []


async def test_a_repeated_request_establishes_once(people: Staff) -> None:
    anna = await a_person(people.clerk)
    body = {"evidence": {"source": "declaration"}, "facts": [certificate(anna)]}

    first = await people.clerk.post("/v1/evidence", body, key="once")
    second = await people.clerk.post("/v1/evidence", body, key="once")

    assert first.json() == second.json()
    assert len(await facts_of(people.auditor, person=anna)) == 1
