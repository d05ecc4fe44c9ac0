"""What the acts allow for serving their benefits, as data of the acts and as the catalogue publishes it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from casework.benefits.catalogue import Catalogue
from casework.benefits.routes import service_costs_router
from casework.benefits.service_costs import ServiceCost, read_service_costs
from kit.app import create_app
from kit.law import BadLaw, Document, read_law
from kit.testing.clients import Office, running
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

CATALOGUES = (ALIMONY_FUND, FAMILY_BENEFITS, SOCIAL_ASSISTANCE)
VALUE = {"from": date(2019, 1, 1), "article": "art. 1", "gazette": "Dz.U. 2019 poz. 1"}
PARAMETERS = {
    "udzial": {"title": "", "kind": "ratio", "unit": "", "values": [{"value": "0.85%", **VALUE}]},
    "kwota": {"title": "", "kind": "money", "unit": "", "values": [{"value": "30.00", **VALUE}]},
}
ENTRY = {"name": "Obsługa", "per": "grant", "rate": "udzial", "benefits": ["zasilek"], "costs": ["koszty"]}


def read(*entries: dict[str, Any]) -> tuple[ServiceCost, ...]:
    documents = [Document(Path("akt/akt.yaml"), {"checked_on": date(2026, 11, 22), "parameters": PARAMETERS})]
    documents += [Document(Path("akt/inne.yaml"), {"service_costs": {"obsluga": one}}) for one in entries]
    return read_service_costs(documents, read_law(documents), {"zasilek": None})


def test_an_entry_has_the_rates_of_its_parameter() -> None:
    (of_grant,) = read(ENTRY)
    (of_decisions,) = read({**ENTRY, "per": "decision", "rate": "kwota", "confidence": "unconfirmed"})

    assert [(one.percent, one.amount, one.confidence) for one in of_grant.rates] == [("0.85", None, "confirmed")]
    assert [(one.percent, one.amount, one.confidence) for one in of_decisions.rates] == [(None, 3000, "unconfirmed")]


@pytest.mark.parametrize(
    "entry",
    [
        {**ENTRY, "rate": "nie_ma"},
        {**ENTRY, "rate": "kwota"},
        {**ENTRY, "per": "decision"},
        {**ENTRY, "per": "other"},
        {**ENTRY, "benefits": ["nie_ma"]},
        {**ENTRY, "costs": []},
        {**ENTRY, "least": "udzial"},
        {**ENTRY, "surplus": 1},
    ],
)
def test_an_entry_that_cannot_be_read_stops_the_start(entry: dict[str, Any]) -> None:
    with pytest.raises(BadLaw):
        read(entry)


def test_one_code_twice_stops_the_start() -> None:
    with pytest.raises(BadLaw):
        read(ENTRY, ENTRY)


def percents(catalogue: Catalogue, code: str) -> list[tuple[str | None, str]]:
    entry = next(one for one in catalogue.service_costs if one.code == code)
    return [(one.percent, one.valid_from.isoformat()) for one in entry.rates]


def test_the_rates_are_those_of_the_acts() -> None:
    assert percents(FAMILY_BENEFITS, "swiadczenia_rodzinne") == [("3", "2006-01-01")]
    assert percents(FAMILY_BENEFITS, "swiadczenie_wychowawcze") == [
        ("2", "2016-04-01"), ("1.5", "2017-01-01"), ("1.2", "2019-07-01"), ("0.85", "2020-01-01"),
    ]  # fmt: skip
    assert percents(ALIMONY_FUND, "fundusz_alimentacyjny") == [("3", "2008-10-01")]
    assert percents(SOCIAL_ASSISTANCE, "wynagrodzenie_opiekuna_prawnego") == [("1.5", "2012-01-01")]


def test_every_rate_of_service_costs_in_the_law_is_published() -> None:
    for catalogue in CATALOGUES:
        named = {
            name for name in catalogue.law().parameters if "koszty_obslugi" in name or name == "fa_handling_cost_share"
        }
        published = {
            (rate.article, rate.valid_from) for one in catalogue.service_costs for rate in (*one.rates, *one.least)
        }
        for name in named:
            for value in catalogue.law().parameters[name].values:
                assert (value.article, value.valid_from) in published, name


@pytest_asyncio.fixture
async def office() -> AsyncIterator[Office]:
    issuer = TokenIssuer()
    routers = [service_costs_router(FAMILY_BENEFITS)]
    app = create_app("Świadczenia rodzinne", "family_benefits", routers, authenticator=issuer.authenticator())
    async with running(app, issuer) as office:
        yield office


@pytest.mark.asyncio
async def test_whoever_has_a_token_reads_them(office: Office) -> None:
    items = (await office.caller("sprawozdania", "system").get("/v1/service-costs")).json()["items"]

    assert [one["code"] for one in items] == sorted(one["code"] for one in items)
    parental = next(one for one in items if one["code"] == "swiadczenie_rodzicielskie")
    assert (parental["per"], parental["rates"][0]["amount"], parental["costs"]) == (
        "decision", "30.00", ["koszty_obslugi_rodzicielskie"],
    )  # fmt: skip
