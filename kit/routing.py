"""Finding the route of a request by the collection that it names.

The framework tries its routes one after another, each of an included router twice: among the three hundred of a benefit service a read
spent more time on being found than on being answered.
"""

from collections import defaultdict
from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

_DEEP = 3


class Directory:
    """An ASGI application that leads a request to those routes whose address begins as its own: /v1/awards.

    Routes come in the order of the router they were taken from, so that a request finds the one that it would have found there; an
    address that begins as no route does goes to the router itself, which answers as ever.
    """

    def __init__(self, router: APIRouter) -> None:
        self._rest: ASGIApp = router.app
        found: defaultdict[str, list[BaseRoute]] = defaultdict(list)
        for route in router.routes:
            for beginning in _beginnings(route):
                found[beginning].append(route)
        # A route that may answer under any beginning could stand before each of them.
        everywhere = found.pop("", [])
        self._by_beginning: dict[str, ASGIApp] = {
            beginning: _part(router, [route for route in router.routes if route in routes or route in everywhere]).app
            for beginning, routes in found.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._rest
        if scope["type"] == "http":
            found = self._by_beginning.get("/".join(scope["path"].split("/", _DEEP)[:_DEEP]), found)
        await found(scope, receive, send)


def _beginnings(route: BaseRoute) -> set[str]:
    """The first two segments of the addresses of a route, or of all routes of an included router; "" where they are no fixed text."""
    found = set()
    for context in iter_route_contexts([route]):
        path = context.path or ""
        beginning = "/".join(path.split("/", _DEEP)[:_DEEP])
        found.add("" if not path or "{" in beginning else beginning)
    return found


def _part(router: APIRouter, routes: Sequence[BaseRoute]) -> APIRouter:
    return APIRouter(routes=list(routes), redirect_slashes=router.redirect_slashes, default=router.default)
