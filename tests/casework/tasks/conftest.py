"""An office in January 2019 with a file plan, whose benefits have a sector act of calls and rules of undue payments."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.benefits.calls import read_calls
from casework.benefits.catalogue import Catalogue
from casework.decisions.grounds import Ground
from casework.routers import case_routers
from kit.app import create_app
from kit.law import Law, read_documents, read_law
from kit.secrets import KeyRing
from kit.testing.clients import Office
from kit.testing.tokens import TokenIssuer
from tests.casework.a_catalogue import a_catalogue
from tests.casework.applications.a_letter import CHILD, PLAN, SUPPLEMENT
from tests.casework.conftest import SERVICE
from tests.casework.overpayments.an_act import PARAMETERS
from tests.casework.rights import Staff, staff

WAITS = Ground(
    "test_waits",
    "art. 40 ust. 7",
    "czeka na orzeczenie",
    frozenset({"suspend_proceedings"}),
    resumed_after="przedawnienie",
    resumed_by=frozenset({"orzeczenie"}),
)
"""A ground of an act on which proceedings wait for a certificate, for three years at most."""
LAW = Path(__file__).parents[3] / "services" / "family_benefits" / "law"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    catalogue = a_catalogue()
    documents = read_documents(LAW)
    catalogue.calls = dict(read_calls(documents))
    catalogue._acts = {CHILD: "usr", SUPPLEMENT: "usr"}
    catalogue.grounds[WAITS.code] = WAITS
    catalogue._law = Law([*read_law(documents).parameters.values(), *PARAMETERS])
    return catalogue


@pytest.fixture(scope="session")
def service(issuer: TokenIssuer, keys: KeyRing, catalogue: Catalogue) -> FastAPI:
    routers = case_routers(catalogue, keys)
    return create_app("Świadczenia testowe", SERVICE, routers, authenticator=issuer.authenticator())


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    staffed = staff(office)
    answer = await staffed.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    return staffed
