"""Service costs in a statement: the row in every form, the entries behind each figure, the rates as they were known. Over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from casework.benefits.routes import service_costs_router
from casework.facts.cases import APPLICATION_CANCELLED, APPLICATION_CLOSED, APPLICATION_RECEIVED
from kit.app import create_app
from kit.money import grosze, zloty
from kit.testing.databases import ServiceDatabase
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.reporting.sources import costs
from services.reporting.sources.costs import Terms
from services.reporting.sources.feeds import Feeds, Unreachable
from tests.gateway.conftest import serve
from tests.services.reporting.an_office import BOOKING_HEADER, ReportingOffice, an_office, booking_row, csv_of
from tests.services.reporting.logs import Log
from tests.services.reporting.published_costs import KNOWN, OF_FAMILY, TOGETHER, published


def a_log(gmina: str) -> Log:
    log = Log(gmina)
    log.pay(12_000_000, on=date(2019, 3, 28))
    for case, outcome in enumerate(("granted", "refused", "withdrawn", "granted")):
        told(log, APPLICATION_RECEIVED, case, "2019-01-10")
        told(log, APPLICATION_CLOSED, case, "2019-02-10", outcome=outcome)
    told(log, APPLICATION_CANCELLED, 3, "2019-02-11")
    return log


def told(log: Log, kind: str, case: int, on: str, **other: Any) -> None:
    data = {
        "application": str(UUID(int=case)), "benefit": "swiadczenie_rodzicielskie", "on": on, "received_on": "2019-01-10",
        "channel": "post", "unit": "gops", "single": None, **other,
    }  # fmt: skip
    log.add(kind, data)


def booked(number: int, benefit: str, amount: str, **changed: Any) -> str:
    row = {
        "document_id": f"PK/{number}", "benefit": benefit, "dzial": "855", "rozdzial": "85502", "task": "swiadczenia_rodzinne",
        "task_kind": "zlecone", "source": "dotacja_zlecone_2010", **changed,
    }  # fmt: skip
    return booking_row(amount, **row)


GRANT = {"side": "revenue", "measure": "grant_received", "paragraf": "2010"}


async def learnt(office: ReportingOffice, known: Mapping[str, Sequence[Terms]] = KNOWN) -> None:
    for service, found in known.items():
        async with office.puller._database.tenant(office.gmina) as connection:
            await costs.keep(connection, office.gmina, service, found)


async def send(office: ReportingOffice, *rows: str) -> None:
    answer = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))
    assert answer.status_code == 201, answer.text


async def shown(office: ReportingOffice, **query: object) -> dict[str, Any]:
    return {one["code"]: one for one in (await office.statement(**query)).json()["service_costs"]}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_statement_has_the_row_in_every_form_and_no_error_for_what_is_above(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        await learnt(office)
        await send(
            office,
            booked(1, "", "1000000.00", **GRANT),
            booked(2, OF_FAMILY, "30000.01"),
            booked(3, "koszty_obslugi_rodzicielskie", "60.00"),
        )
        rows = await shown(office)
        statement = (await office.statement()).json()
        text = (await office.statement(format="csv")).text
        sheet = await office.statement(format="xlsx")
        other = await shown(office, measure="liability")

    assert (rows[TOGETHER]["limit"], rows[TOGETHER]["above"], rows[TOGETHER]["state"]) == (
        "30000.00",
        "0.01",
        "exceeded",
    )
    parental = rows["koszty_obslugi_rodzicielskie"]
    assert (parental["terms"][0]["number"], parental["limit"], parental["state"]) == (2, "60.00", "within")
    assert all("cost" not in check["code"] for check in statement["checks"])
    assert (
        f"limit,,,,{TOGETHER},Obsługa świadczeń z funduszu alimentacyjnego; Obsługa świadczeń rodzinnych,30000.00,30000.01,"
        in text
    )
    assert "ponad limit" in text
    assert b"sheet3.xml" in sheet.content
    assert other == {}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_every_figure_opens_to_the_entries_that_it_counts(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        await learnt(office)
        await send(
            office, booked(1, "", "700.00", **GRANT), booked(2, "zasilek_rodzinny", "300.00", **GRANT),
            booked(3, OF_FAMILY, "10.00"), booked(4, TOGETHER, "5.00"), booked(5, TOGETHER, "9.00", source="srodki_wlasne"),
        )  # fmt: skip
        row = (await shown(office))[TOGETHER]
        opened = []
        for one in row["counted"]:
            address = urlsplit(one["entries"])
            answer = await office.as_("reporter").get(address.path, **dict(parse_qsl(address.query)))
            opened.append(zloty(sum(grosze(entry["amount"]) for entry in answer.json()["items"])))

    assert [one["amount"] for one in row["counted"]] == opened
    assert sorted(opened) == ["10.00", "300.00", "5.00", "700.00"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_facts_and_projection_say_the_same_and_a_day_of_knowledge_has_its_own_rates(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_log(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        await learnt(office)
        await send(office, booked(1, OF_FAMILY, "4000.00"), booked(2, "zasilek_rodzinny", "90.00", **GRANT))
        projected = (await shown(office, until="2019-03-31"))[TOGETHER]
        facts = (await shown(office, until="2019-03-30"))[TOGETHER]
        period = {"unit": "gops", "year": 2019, "until": "2019-03-31"}
        closing = (await office.as_("accountant").post("/v1/closings", period)).json()["id"]
        await learnt(office, {"family_benefits": [], "alimony_fund": [], "social_assistance": []})
        closed = await shown(office, closing=closing)
        now = await shown(office)

    for one in (projected, facts, closed[TOGETHER]):
        assert (one["costs"], one["limit"], one["state"]) == ("4000.00", "6000.00", "within")
    assert now == {}


@pytest.mark.asyncio
async def test_reporting_reads_exactly_what_a_service_publishes() -> None:
    issuer = TokenIssuer()
    app = create_app(
        "Świadczenia rodzinne",
        "family_benefits",
        [service_costs_router(FAMILY_BENEFITS)],
        authenticator=issuer.authenticator(),
    )

    async def headers(_: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {issuer.token('reporting', ['system'], ['101805'])}"}

    with serve(app) as service:
        feeds = Feeds({"family_benefits": service.url, "without": f"{service.url}/health"}, headers)
        found = await feeds.service_costs("family_benefits", "101805")
        with pytest.raises(Unreachable):
            await feeds.service_costs("without", "101805")
        await feeds.close()

    assert tuple(found) == published(FAMILY_BENEFITS)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_rates_are_learnt_from_the_services(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    log = Log(fresh_gmina)
    log.pay(100)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        office.feeds.costs = list(KNOWN["family_benefits"])
        await office.pull()
        await office.puller._learn_catalogue("family_benefits", None, [fresh_gmina])
        await send(office, booked(1, "koszty_obslugi_dobry_start", "10.00"))
        rows = await shown(office)

    assert rows["koszty_obslugi_dobry_start"]["terms"][0]["service"] == "family_benefits"
