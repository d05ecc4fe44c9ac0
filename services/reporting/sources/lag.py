"""How far each source is behind, for Prometheus: events, seconds, and whether a person has to look."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager

import psycopg
from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Gauge

from kit.background import beside
from kit.db import Database
from services.reporting.sources import store

log = logging.getLogger(__name__)

MEASURE_SECONDS = 5
_LABELS = ("gmina", "service")


class LagGauges:
    """Gauges by gmina and service in a registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._events = Gauge(
            "gops_source_lag_events", "Events of the log that are not in the ledger yet", _LABELS, registry=registry
        )
        self._seconds = Gauge(
            "gops_source_lag_seconds",
            "Seconds since the source was first seen to stand or not to be read to its end; 0 when it is current",
            _LABELS,
            registry=registry,
        )
        self._stopped = Gauge(
            "gops_source_stopped", "1 when only a person sets the source going again", _LABELS, registry=registry
        )

    def show(self, known: Sequence[store.Known]) -> None:
        """Takes over what the sources' rows say."""
        for source in known:
            labels = (source.gmina, source.service)
            self._events.labels(*labels).set(max(source.head - source.sequence, 0))
            self._seconds.labels(*labels).set(0 if source.current else source.behind)
            self._stopped.labels(*labels).set(source.stopped)


def lag_meter(
    database: Database, gminas: Sequence[str], every: float = MEASURE_SECONDS
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: reads the sources' rows once in a while, whatever the workers are busy with."""

    async def work(gauges: LagGauges) -> None:
        while True:
            try:
                gauges.show(await store.listed(database, gminas))
            except (psycopg.Error, OSError) as error:
                log.warning("the lag of the sources is not known", extra={"failure": type(error).__name__})
            await asyncio.sleep(every)

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with beside(work(LagGauges(app.state.metrics.registry)), "lag meter"):
            yield

    return living
