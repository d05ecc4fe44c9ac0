"""The reporting service's ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from kit.app import create_app
from kit.auth import Authenticator
from kit.db import Database
from kit.feed.routes import feed_router
from kit.feed.wake import feed_waker
from kit.idempotency import key_sweeper
from kit.logs import configure_logging
from kit.settings import Settings
from services.reporting.availability.routes import availability_router
from services.reporting.bookings.routes import bookings_router
from services.reporting.cases.routes import cases_router
from services.reporting.closings.routes import closings_router
from services.reporting.exports import Exports
from services.reporting.plans.routes import plans_router
from services.reporting.rebuilding import feeds_from_settings
from services.reporting.registers.routes import registers_router
from services.reporting.sources.lag import lag_meter
from services.reporting.sources.own import OWN
from services.reporting.sources.routes import sources_router
from services.reporting.sources.workers import Puller
from services.reporting.state_revenue.routes import state_revenue_router
from services.reporting.statements.findings_routes import findings_router
from services.reporting.statements.register_facts_routes import register_facts_router
from services.reporting.statements.routes import statements_router

IMPORT_BYTES = 32 * 2**20


def create() -> FastAPI:
    """Reads the settings from the environment."""
    configure_logging(OWN)
    settings = Settings()
    database = Database(settings.database_dsn.get_secret_value(), service=OWN, pool_size=settings.pool_size)
    authenticator = Authenticator(settings.issuer, (settings.audience, OWN), settings.jwks_url)
    return application(
        database,
        authenticator,
        Puller(database, feeds_from_settings(settings), settings.gminas),
        cursor_key=settings.sealing_key(),
    )


def application(
    database: Database, authenticator: Authenticator, puller: Puller, *, cursor_key: bytes | None = None
) -> FastAPI:
    """The application on a database that it opens and closes; the puller works as long as it lives."""

    @asynccontextmanager
    async def connected(_: FastAPI) -> AsyncIterator[None]:
        await database.open()
        try:
            async with puller.running():
                yield
        finally:
            await database.close()

    return create_app(
        "GOPS: sprawozdawczość",
        OWN,
        routers(),
        authenticator=authenticator,
        pieces=(
            connected,
            feed_waker(database),
            key_sweeper(database, puller.gminas),
            lag_meter(database, puller.gminas),
        ),
        checks={"database": database.ready},
        state={"database": database, "puller": puller, "exports": Exports(database)},
        cursor_key=cursor_key,
        body_limits={"/v1/plans": IMPORT_BYTES, "/v1/bookings": IMPORT_BYTES},
    )


def routers() -> list[APIRouter]:
    """Every slice of the service."""
    return [
        statements_router(), findings_router(), register_facts_router(), state_revenue_router(), availability_router(),
        cases_router(), registers_router(), plans_router(), bookings_router(), closings_router(), sources_router(), feed_router(),
    ]  # fmt: skip
