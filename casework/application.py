"""A benefit service from its catalogue: database, feed, imports and the slices of the procedure behind one door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from casework.applications.attachments import MOST_BYTES
from casework.benefits.catalogue import Catalogue
from casework.budget.asking import NOBODY, Plan
from casework.budget.reporting import ReportingPlan
from casework.imports.applying import Applier
from casework.imports.running import ImportRunner
from casework.imports.sweeping import import_sweeper
from casework.recalculations.running import recalculation_runner
from casework.routers import case_routers
from kit.app import create_app
from kit.audit import audit_sealer
from kit.auth import Authenticator, ServiceTokens
from kit.db import Database
from kit.feed.wake import feed_waker
from kit.idempotency import key_sweeper
from kit.logs import configure_logging
from kit.secrets import KeyRing
from kit.settings import Settings

STREAM_BYTES = 4 * 2**30


def benefit_service(catalogue: Catalogue, title: str, settings: Settings) -> FastAPI:
    """The ASGI application of one benefit service; raises when a setting that it needs is missing."""
    if settings.keys_file is None:
        raise ValueError("GOPS_KEYS_FILE is not set: a service with personal data does not start without keys")
    configure_logging(catalogue.service)
    keys = KeyRing.from_file(settings.keys_file, settings.master_key_file)
    database = Database(
        settings.database_dsn.get_secret_value(), service=catalogue.service, pool_size=settings.pool_size
    )
    plan = _plan(settings)
    imports = ImportRunner(database, Applier(database, catalogue, keys, chunk=settings.import_chunk))

    @asynccontextmanager
    async def connected(_: FastAPI) -> AsyncIterator[None]:
        await database.open()
        await imports.resume(settings.gminas)
        try:
            yield
        finally:
            await imports.close()
            await database.close()
            if isinstance(plan, ReportingPlan):
                await plan.close()

    return create_app(
        title,
        catalogue.service,
        case_routers(catalogue, keys),
        authenticator=Authenticator(settings.issuer, (settings.audience, catalogue.service), settings.jwks_url),
        pieces=(
            connected,
            feed_waker(database),
            audit_sealer(database, settings.gminas),
            key_sweeper(database, settings.gminas),
            import_sweeper(database, settings.gminas),
            recalculation_runner(database, keys, catalogue, settings.gminas),
        ),
        checks={"database": database.ready},
        cursor_key=settings.sealing_key(),
        state={"database": database, "imports": imports, "plan": plan, "day_file": settings.day_file},
        body_limits={
            "/v1/imports/{run}/lines": STREAM_BYTES,
            "/v1/assessments/bulk": STREAM_BYTES,
            "/v1/applications/{application}/attachments": MOST_BYTES,
        },
        shown=_shown(catalogue),
    )


def _shown(catalogue: Catalogue) -> dict[str, str]:
    """A benefit of this service, for examples of bodies that name one."""
    code = next(iter((catalogue.example or {}).get("benefits", ())), None)
    return {} if code is None else {"benefit": code, "benefits": code}


def _plan(settings: Settings) -> Plan:
    """Whom previews ask what is left of the plan. Raises ValueError when the address is set and the service's own client is not."""
    if not settings.reporting_url:
        return NOBODY
    if settings.token_url is None or settings.client_id is None or settings.client_secret is None:
        raise ValueError(
            "GOPS_TOKEN_URL, GOPS_CLIENT_ID and GOPS_CLIENT_SECRET are needed to ask reporting for the plan"
        )
    secret = settings.client_secret.get_secret_value()
    return ReportingPlan(settings.reporting_url, ServiceTokens(settings.token_url, settings.client_id, secret))
