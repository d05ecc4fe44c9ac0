"""What a read may be asked is what its description says: nothing described is refused, nothing else is taken."""

from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from casework.routers import case_routers
from kit.app import create_app
from kit.parameters import ANY_QUERY, names_of
from kit.secrets import KeyRing
from kit.testing.tokens import TokenIssuer
from services.reporting.app import routers as of_reporting
from tests.casework.a_catalogue import a_catalogue


@pytest.mark.parametrize("service", ["family_benefits", "reporting"])
def test_every_read_takes_the_query_that_its_description_tells(
    tmp_path_factory: pytest.TempPathFactory, service: str
) -> None:
    keys = KeyRing.generate(tmp_path_factory.mktemp("keys") / "keys.json")
    routers = of_reporting() if service == "reporting" else case_routers(a_catalogue(), keys)
    app = create_app("Usługa", service, routers, authenticator=TokenIssuer().authenticator())
    paths: dict[str, Any] = app.openapi()["paths"]

    taken = {
        context.path_format: names_of(context)
        for context in iter_route_contexts(app.router.routes)
        if "GET" in (context.methods or ()) and context.include_in_schema
    }

    told = {
        path: None
        if item["get"].keys() & ANY_QUERY.keys()
        else {one["name"] for one in item["get"].get("parameters", ()) if one["in"] == "query"}
        for path, item in paths.items()
        if "get" in item
    }
    assert len(told) > 20
    assert {path: sorted(names) for path, names in taken.items() if names is not None} == {
        path: sorted(names) for path, names in told.items() if names is not None
    }
    assert {path for path, names in taken.items() if names is None} == {
        path for path, names in told.items() if names is None
    }
