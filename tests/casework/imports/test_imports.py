"""A file of the old system becomes persons, awards, settled payments and their events, once and whole or not at all."""

import asyncio

import pytest

from casework.facts.cases import HouseholdSnapshotted
from casework.facts.money import MoneyFact
from kit.feed.envelope import Envelope
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.imports import files

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_good_file_is_applied_and_its_payments_are_in_the_feed(office: Office) -> None:
    anna = office.caller("anna", "caseworker")

    run = await files.imported(anna, files.a_file())

    assert (run["state"], run["applied_lines"], run["bad_lines"]) == ("applied", 5, 0)
    found = [Envelope.model_validate(one) for one in await files.events(office.caller("reporting", "system"))]
    assert [one.type for one in found] == ["pl.gops.household.snapshotted.v1"] + ["pl.gops.payment.settled.v1"] * 2
    household = HouseholdSnapshotted.model_validate(found[0].data)
    fact = MoneyFact.model_validate(found[1].data)
    assert (fact.measure, fact.benefit, fact.due_period, fact.budget_year) == (
        "expenditure", "zasilek_pielegnacyjny", "2019-01", 2019,
    )  # fmt: skip
    assert fact.household == household.household
    assert fact.entitled in household.members
    assert fact.counted == "entitled"
    assert [(line.paragraf, line.p4, line.source, line.amount) for line in fact.lines] == [
        ("311", "0", "dotacja_zlecone_2010", 18442)
    ]
    assert fact.quantities[0].value == "1.000"
    # Nothing here has committed it, and no list of ours owes it.
    assert fact.cover == "none"


@pytest.mark.asyncio
async def test_the_order_of_the_lines_does_not_matter(office: Office) -> None:
    run = await files.imported(office.caller("anna", "caseworker"), files.a_file()[::-1])

    assert (run["state"], run["applied_lines"]) == ("applied", 5)


@pytest.mark.asyncio
async def test_one_payment_from_two_sources_is_one_fact_with_two_lines(office: Office) -> None:
    meal = {"benefit": "posilek", "from": "2019-01", "to": None}
    parts = [{"source": "dotacja_wlasne_2030", "amount": "110.65"}, {"source": "srodki_wlasne", "amount": "73.77"}]

    run = await files.imported(
        office.caller("anna", "caseworker"),
        [files.a_person(), files.an_award(**meal), files.a_payment(benefit="posilek", lines=parts, quantity="20.000")],
    )

    assert run["state"] == "applied"
    (event,) = await files.events(office.caller("reporting", "system"))
    fact = MoneyFact.model_validate(event["data"])
    assert [line.amount for line in fact.lines] == [11065, 7377]
    assert (fact.quantities[0].unit, fact.quantities[0].value) == ("posilek", "20.000")


@pytest.mark.asyncio
async def test_the_same_file_again_is_nothing(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    await files.imported(anna, files.a_file())

    again = await files.imported(anna, files.a_file())

    assert (again["state"], again["applied_lines"], again["known_lines"]) == ("applied", 0, 5)
    assert len(await files.events(office.caller("reporting", "system"))) == 3


@pytest.mark.asyncio
async def test_a_later_file_may_refer_to_an_earlier_one(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    await files.imported(anna, files.a_file())

    run = await files.imported(anna, [files.a_payment("y3", period="2019-03")])

    assert (run["state"], run["applied_lines"]) == ("applied", 1)


BAD = {
    "not JSON": (b'{"kind": "payment", ', "malformed_json", ""),
    "a kind that nobody knows": ({"kind": "debt"}, "not_in_list", ""),
    "a number that is no PESEL": (files.a_person("p9", pesel="80010512345"), "pesel_invalid", "/pesel"),
    "a birth date that the PESEL contradicts": (
        files.a_person("p9", day=6, birth_date="1980-01-07"), "pesel_birth_date", "",
    ),
    "a member that is not asked for": (files.a_payment("y9", note="x"), "unknown_field", ""),
    "an amount with a comma": (files.a_payment("y9", amount="184,42"), "wrong_pattern", "/amount"),
    "an amount as a number": (files.a_payment("y9", amount=184.42), "must_be_text", "/amount"),
    "an unknown benefit": (files.a_payment("y9", benefit="zasilek"), "unknown_benefit", "/benefit"),
    "a day without a budget line": (files.a_payment("y9", paid_on="2016-12-30", budget_year=2016), "no_budget_line", "/paid_on"),
    "lines that do not add up": (
        files.a_payment("y9", lines=[{"source": "dotacja_zlecone_2010", "amount": "184.41"}]), "lines_do_not_add_up", "/lines",
    ),
    "a source that the benefit does not have": (
        files.a_payment("y9", lines=[{"source": "srodki_wlasne", "amount": "184.42"}]), "line_not_declared", "/lines",
    ),
    "an unknown variant": (files.an_award("a9", variant="dorosly"), "unknown_variant", "/variant"),
    "an award that is not there": (files.a_payment("y9", award="a9"), "reference_unknown", "/award"),
    "a person that is not there": (files.an_award("a9", person="p9"), "reference_unknown", "/entitled"),
    "a family with a stranger": (files.a_family("f9", ["p1", "p9"]), "reference_unknown", "/members"),
    "a month outside the award": (files.a_payment("y9", period="2019-11"), "period_outside_award", "/period"),
    "an award of another benefit": (
        files.a_payment(
            "y9", benefit="posilek", lines=[{"source": "srodki_wlasne", "amount": "184.42"}]
        ), "award_of_other_benefit", "/benefit",
    ),
    "an id with other content": (files.a_payment("y1", amount="1.00"), "import_source_id_reused", "/source_id"),
    "two persons with one number": (files.a_person("p9"), "person_twice", "/pesel"),
    "a NUL in a name": (files.a_person("p9", day=9, last_name="Ko\u0000t"), "wrong_pattern", "/last_name"),
}  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("why", BAD)
async def test_one_bad_line_is_named_and_nothing_is_applied(office: Office, why: str) -> None:
    line, code, pointer = BAD[why]
    anna = office.caller("anna", "caseworker")

    run = await files.imported(anna, [*files.a_file(), line])

    found = (await anna.get(f"/v1/imports/{run['id']}/errors")).json()["items"]
    assert (run["applied_lines"], run["bad_lines"]) == (0, 1)
    assert (found[0]["line"], found[0]["code"]) == (6, code)
    assert found[0]["pointer"].startswith(pointer)
    assert found[0]["message"].endswith(".")
    assert await files.events(office.caller("reporting", "system")) == []


@pytest.mark.asyncio
async def test_every_bad_line_is_reported(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    lines = [files.a_person(), files.an_award(), *(files.a_payment(f"y{n}", amount="x") for n in range(700)), b"{"]

    run = await files.imported(anna, lines)
    again = await anna.post(f"/v1/imports/{run['id']}/apply")

    first = (await anna.get(f"/v1/imports/{run['id']}/errors", limit=500)).json()
    rest = (await anna.get(f"/v1/imports/{run['id']}/errors", limit=500, after=first["next_after"])).json()
    assert (run["state"], run["bad_lines"]) == ("rejected", 701)
    assert (again.status_code, again.json()["code"]) == (409, "import_rejected")
    assert [one["line"] for one in first["items"] + rest["items"]] == list(range(3, 704))


@pytest.mark.asyncio
async def test_an_id_that_an_earlier_import_has_with_other_content_is_a_conflict(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    await files.imported(anna, files.a_file())

    run = await files.imported(anna, [files.a_payment("y2", period="2019-02", amount="1.00")])
    again = await anna.post(f"/v1/imports/{run['id']}/apply")

    assert run["state"] == "rejected"
    assert again.status_code == 409
    assert again.json()["errors"][0]["code"] == "import_conflict"


@pytest.mark.asyncio
@pytest.mark.parametrize("other", ["184.42", "200.00"])
async def test_two_imports_at_once_are_applied_one_after_the_other(office: Office, other: str) -> None:
    anna = office.caller("anna", "caseworker")
    mine = files.many(60)
    theirs = [{**line, "amount": other} if line["kind"] == "payment" else line for line in mine]
    runs = [await files.opened(anna) for _ in range(2)]
    for run, lines in zip(runs, (mine, theirs), strict=True):
        await files.sent(anna, run, files.as_bytes(lines))

    await asyncio.gather(*(anna.post(f"/v1/imports/{run}/apply") for run in runs))
    ended = await asyncio.wait_for(asyncio.gather(*(files.settled(anna, run) for run in runs)), 60)

    # The same content again is nothing; other content for what an import has is refused as a whole, whichever came first.
    assert sorted(run["state"] for run in ended) == (["applied"] * 2 if other == "184.42" else ["applied", "rejected"])
    assert len((await office.caller("ela", "auditor").get("/v1/events")).json()) == 720


@pytest.mark.asyncio
async def test_sending_goes_on_behind_the_last_line_that_arrived(office: Office) -> None:
    anna = office.caller("anna", "caseworker")
    run = await files.opened(anna)
    lines = files.a_file()

    first = await files.sent(anna, run, files.as_bytes(lines[:2]))
    again = await files.sent(anna, run, files.as_bytes(lines[:2]))
    rest = await files.sent(anna, run, files.as_bytes(lines[2:]), from_line=3)

    assert first.json() == {"lines": 2}
    assert (again.status_code, again.json()["code"]) == (409, "import_line_expected")
    assert rest.json() == {"lines": 5}


@pytest.mark.asyncio
async def test_nothing_of_another_gminas_import_is_seen(office: Office) -> None:
    run = await files.opened(office.caller("anna", "caseworker"))
    ewa = office.caller("ewa", "caseworker", gmina=OTHER_GMINA)

    answers = [
        await ewa.get(f"/v1/imports/{run}"),
        await ewa.get(f"/v1/imports/{run}/errors"),
        await ewa.post(f"/v1/imports/{run}/apply"),
        await files.sent(ewa, run, files.as_bytes(files.a_file())),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await ewa.get("/v1/imports")).json() == []


@pytest.mark.asyncio
async def test_the_same_person_in_two_gminas_has_two_pseudonyms(office: Office) -> None:
    seen = []
    for gmina in ("101805", OTHER_GMINA):
        await files.imported(office.caller("anna", "caseworker", gmina=gmina), files.a_file())
        found = await files.events(office.caller("reporting", "system", gmina=gmina))
        seen.append(found[1]["data"]["entitled"])

    assert seen[0] != seen[1]


@pytest.mark.asyncio
async def test_more_lines_than_a_chunk_are_applied_in_several_transactions(office: Office) -> None:
    lines = files.many(persons=1000)

    run = await files.imported(office.caller("anna", "caseworker"), lines)

    found = await files.events(office.caller("reporting", "system"))
    assert run["applied_lines"] == len(lines) == 14_000
    assert len(found) == 12_000
    assert len({one["time"] for one in found}) == 2


@pytest.mark.asyncio
async def test_no_pesel_stands_in_a_table_in_the_clear(office: Office, store) -> None:  # type: ignore[no-untyped-def]
    import psycopg

    anna = office.caller("anna", "caseworker")
    await files.imported(anna, files.a_file())
    run = await files.opened(anna)
    await files.sent(anna, run, files.as_bytes([files.a_person("p2", day=9)]))

    with psycopg.connect(store.superuser_dsn) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        text = "".join(
            str(connection.execute(f"SELECT array_agg(t::text) FROM {table} t").fetchone()) for (table,) in tables
        )
    assert files.a_pesel(5, 1) not in text
    assert files.a_pesel(9, 1) not in text
