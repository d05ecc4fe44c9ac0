"""Finding the route of a request by the collection that it names, and refusing what it does not take.

The framework tries its routes one after another, each of an included router twice: among the three hundred of a benefit service a read
spent more time on being found than on being answered.
"""

from collections import defaultdict
from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from kit.parameters import QueryNames, names_of

_DEEP = 3


class Directory:
    """An ASGI application that leads a request to those routes whose address begins as its own: /v1/awards.

    Routes come in the order of the router they were taken from, so that a request finds the one that it would have found there; an
    address that begins as no route does goes to the router itself, which answers as ever. A query that the route does not take is
    refused before it is asked (kit.parameters).
    """

    def __init__(self, router: APIRouter) -> None:
        found: defaultdict[str, list[BaseRoute]] = defaultdict(list)
        contexts = [(route, list(iter_route_contexts([route]))) for route in router.routes]
        for route, inside in contexts:
            for beginning in {_beginning(one) for one in inside}:
                found[beginning].append(route)
        # A route that may answer under any beginning could stand before each of them.
        everywhere = found.pop("", [])
        words = frozenset(name for _, inside in contexts for one in inside for name in names_of(one) or ())
        anywhere = (one for _, inside in contexts for one in inside if not _beginning(one))
        self._rest: tuple[ASGIApp, QueryNames] = router.app, QueryNames(anywhere, words)
        self._by_beginning: dict[str, tuple[ASGIApp, QueryNames]] = {}
        for beginning, routes in found.items():
            part = [(route, inside) for route, inside in contexts if route in routes or route in everywhere]
            led = (one for _, inside in part for one in inside if _beginning(one) in (beginning, ""))
            self._by_beginning[beginning] = _part(router, [route for route, _ in part]).app, QueryNames(led, words)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app, names = self._rest
        if scope["type"] == "http":
            beginning = "/".join(scope["path"].split("/", _DEEP)[:_DEEP])
            app, names = self._by_beginning.get(beginning, self._rest)
            names.check(scope)
        await app(scope, receive, send)


def _beginning(context: RouteContext) -> str:
    """The first two segments of the address of a route; "" where they are no fixed text."""
    path = context.path or ""
    beginning = "/".join(path.split("/", _DEEP)[:_DEEP])
    return "" if not path or "{" in beginning else beginning


def _part(router: APIRouter, routes: Sequence[BaseRoute]) -> APIRouter:
    return APIRouter(routes=list(routes), redirect_slashes=router.redirect_slashes, default=router.default)
