"""Every operation of every service, called as its OpenAPI says and as it does not: never a 500, never an answer it does not declare."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gops.house import SERVICES
from tests.contract.conftest import GMINA, Desk

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ROLES = ("caseworker", "head", "accountant", "reporter", "auditor", "regional_viewer")
EXAMPLES = 5
SEED = 20191231


@schemathesis.serializer("application/x-ndjson", "text/csv")
def _lines(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


# A service has hundreds of operations, and the house is beside other work.
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_operation_answers_as_it_declares(desk: Desk, service: str, mode: GenerationMode) -> None:
    # The first reading of a service makes its document, which takes a busy machine longer than the library waits by itself.
    schema = schemathesis.openapi.from_url(f"{desk.house.urls[service]}/openapi.json", timeout=120)
    wrong: list[str] = []
    operations = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        operations += 1
        try:
            _fuzz(operation, mode, desk)
        except Unsatisfiable:
            # An operation without parameters cannot be called wrongly.
            assert mode is GenerationMode.NEGATIVE
        except (Exception, BaseExceptionGroup) as failure:  # every operation is tried, all failures are told at once
            wrong.append(f"{operation.label}: {_told(failure)}")

    assert operations > 10
    assert not wrong, "\n\n".join(wrong)


def _fuzz(operation: Any, mode: GenerationMode, desk: Desk) -> None:
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        # Waiting for events is tested elsewhere; here it would only take time.
        if case.query and "wait" in case.query:
            case.query["wait"] = 0
        for role in ROLES:
            answer = case.call(headers=desk.headers(role), params={"gmina": GMINA}, timeout=60)
            case.validate_response(answer, checks=CHECKS)
            if answer.status_code != 403:
                break

    call()


def _told(failure: BaseException) -> str:
    parts = failure.exceptions if isinstance(failure, BaseExceptionGroup) else (failure,)
    return "\n".join(f"{type(one).__name__} {str(one)[:700]}" for one in parts)
