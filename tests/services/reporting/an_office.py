"""The reporting service of an office in tests: its application, callers with roles, and the benefit services' feeds played by logs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from kit.db import Database
from kit.testing.clients import Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.reporting.app import application
from services.reporting.sources.costs import Terms
from services.reporting.sources.feeds import Feeds, Unreachable
from services.reporting.sources.heads import Head
from services.reporting.sources.workers import Puller
from tests.services.reporting.logs import Log

UNIT = "gops"


class PlayedFeeds(Feeds):
    """Feeds that are lists in the test's hand; `down` are services that do not answer."""

    def __init__(self, *logs: Log) -> None:
        super().__init__({log.service: "http://played.test" for log in logs}, _nobody)
        self.logs = {(log.service, log.gmina): log for log in logs}
        self.down: set[str] = set()
        self.asked: list[tuple[str, str, int]] = []
        self.costs: list[Terms] = []

    async def page(
        self, service: str, gmina: str, after: int, limit: int = 5000, *, address: str | None = None
    ) -> bytes:
        self.asked.append((service, gmina, after))
        if service in self.down:
            raise Unreachable("http_503")
        return self.logs[service, gmina].page(after, limit)

    async def heads(self, service: str, gminas: Sequence[str], *, address: str | None = None) -> dict[str, Head]:
        if service in self.down:
            raise Unreachable("http_503")
        return {gmina: self.logs[service, gmina].head for gmina in gminas if (service, gmina) in self.logs}

    async def benefit_names(self, service: str, gmina: str, *, address: str | None = None) -> dict[str, str]:
        return {"zasilek_rodzinny": "Zasiłek rodzinny"}

    async def service_costs(self, service: str, gmina: str, *, address: str | None = None) -> list[Terms]:
        return self.costs


async def _nobody(_: str) -> dict[str, str]:
    return {}


@dataclass
class ReportingOffice:
    """An application that runs; its background pulling looks once an hour, so that tests pull when they mean to."""

    office: Office
    puller: Puller
    feeds: PlayedFeeds
    gmina: str
    callers: dict[str, Caller] = field(default_factory=dict)

    def as_(self, role: str, gmina: str | None = None) -> Caller:
        return self.office.caller(f"{role}-1", role, gmina=gmina or self.gmina)

    async def pull(self) -> None:
        for service, gmina in self.feeds.logs:
            await self.puller.pull(gmina, service)

    async def statement(self, **query: object) -> httpx.Response:
        asked = {"year": 2019, "definition": "budget_rows", **query}
        answer = await self.as_("reporter").get("/v1/statements", **asked)
        assert answer.status_code == 200, answer.text
        return answer

    async def send(
        self, path: str, content: str | object, *, role: str = "accountant", key: str | None = None
    ) -> httpx.Response:
        """POST of rows: a str is a CSV."""
        caller = self.as_(role)
        headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": key or str(uuid4())}
        query = {"gmina": caller.gmina}
        if isinstance(content, str):
            headers["Content-Type"] = "text/csv"
            return await caller.http.post(path, params=query, content=content.encode(), headers=headers)
        return await caller.http.post(path, params=query, json=content, headers=headers)


@asynccontextmanager
async def an_office(dsn: str, *logs: Log, gmina: str) -> AsyncIterator[ReportingOffice]:
    """The service on the database, with these logs as its sources."""
    issuer = TokenIssuer()
    database = Database(dsn, service="reporting", pool_size=4)
    feeds = PlayedFeeds(*logs)
    puller = Puller(database, feeds, [gmina], poll=3600)
    async with running(application(database, issuer.authenticator(), puller), issuer) as office:
        yield ReportingOffice(office, puller, feeds, gmina)


PLAN_HEADER = "unit,year,side,dzial,rozdzial,paragraf,task,task_kind,source,amount,valid_from,act_number,act_day"
BOOKING_HEADER = (
    "document_id,document_version,unit,benefit,measure,side,dzial,rozdzial,paragraf,task,task_kind,source,amount,"
    "occurred_on,booked_on,budget_year,declared,mirrors"
)


def plan_row(amount: str = "1000.00", **changed: object) -> str:
    """A row of a plan as CSV."""
    row: dict[str, object] = {
        "unit": UNIT, "year": 2019, "side": "expenditure", "dzial": "855", "rozdzial": "85502", "paragraf": "",
        "task": "swiadczenia_rodzinne",        "task_kind": "zlecone", "source": "", "amount": amount, "valid_from": "2019-01-01",
        "act_number": "III/1/2018", "act_day": "2018-12-28",
    }  # fmt: skip
    return ",".join(str((row | changed)[name]) for name in PLAN_HEADER.split(","))


def booking_row(amount: str = "250.00", **changed: object) -> str:
    """A row of a document of the finance system as CSV."""
    row: dict[str, object] = {
        "document_id": "PK/1", "document_version": 1, "unit": UNIT, "benefit": "utrzymanie_osrodka", "measure": "expenditure",
        "side": "expenditure", "dzial": "852", "rozdzial": "85219", "paragraf": "4010", "task": "utrzymanie_osrodka", "task_kind": "wlasne",
        "source": "srodki_wlasne", "amount": amount, "occurred_on": "2019-02-27", "booked_on": "2019-02-27", "budget_year": 2019,
        "declared": "", "mirrors": "",
    }  # fmt: skip
    return ",".join(str((row | changed)[name]) for name in BOOKING_HEADER.split(","))


def csv_of(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"
