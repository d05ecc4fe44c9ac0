"""Prometheus metrics of one application: requests by route template, and whatever the service adds to the
registry.

Forty lines of our own: third-party instrumentation hangs on private attributes of the framework.
"""

from collections.abc import Mapping
from typing import Any

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.responses import Response

UNMATCHED = "unmatched"
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 1.0, 2.5, 5.0, 30.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """A registry per application, so that several may live in one process.

    registry: where a service registers its domain metrics (feed lag, lists without a bank answer, ...).
    """

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        Gauge("gops_service_info", "Which service this is", ["service"], registry=self.registry).labels(service).set(1)
        self._requests = Histogram(
            "gops_http_request_seconds",
            "Requests by method, route template and status",
            ["method", "route", "status"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._children: dict[tuple[str, str, int], Any] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Notes a finished request; route is a template, never a path with ids."""
        key = (method, route, status)
        child = self._children.get(key)
        if child is None:
            known = method if method in _METHODS else "OTHER"
            child = self._children[key] = self._requests.labels(known, route, str(status))
        child.observe(seconds)

    def response(self) -> Response:
        """Everything in the text format of Prometheus."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


def route_template(scope: Mapping[str, Any]) -> str:
    """The template of the matched route with its prefixes: /v1/awards/{id}.

    Only public members of the scope are read; the route itself knows its path without the prefixes.
    """
    route = scope.get("route")
    if route is None:
        return UNMATCHED
    tail: str = route.path
    if ":path}" in tail:
        return tail
    parts = scope["path"].split("/")
    head = parts[: len(parts) - tail.count("/")]
    values = {str(value): f"{{{name}}}" for name, value in scope.get("path_params", {}).items()}
    return "/".join(values.get(part, part) for part in head) + tail
