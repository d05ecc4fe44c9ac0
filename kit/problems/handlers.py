"""From exceptions to problem+json: our problems, FastAPI's and Starlette's own, the database's, and the
unforeseen.
"""

from typing import Any

import psycopg
import sqlalchemy.exc
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kit.problems import standard
from kit.problems.database import RuleBroken, database_problem
from kit.problems.model import FieldError, Problem
from kit.problems.validation import field_errors

_BY_STATUS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        standard.BadRequest,
        standard.Unauthorized,
        standard.Forbidden,
        standard.NotFound,
        standard.MethodNotAllowed,
        standard.Conflict,
        standard.PreconditionFailed,
        standard.PayloadTooLarge,
        standard.UnsupportedMediaType,
        standard.ValidationFailed,
        standard.PreconditionRequired,
        standard.TooManyRequests,
        standard.InternalError,
        standard.Unavailable,
    )
}


def install_problem_handlers(app: FastAPI) -> None:
    """Makes the application answer every exception as a problem."""
    for kind in (
        Problem,
        HTTPException,
        RequestValidationError,
        psycopg.Error,
        sqlalchemy.exc.DBAPIError,
        sqlalchemy.exc.TimeoutError,
    ):
        app.add_exception_handler(kind, _answer)


def problem_for(error: BaseException, *, json_body: bool = True) -> Problem:
    """The problem for any exception; what is not foreseen is an internal error without details."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return _of_validation(error, json_body=json_body)
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, psycopg.Error | sqlalchemy.exc.DBAPIError | sqlalchemy.exc.TimeoutError):
        return database_problem(error)
    return standard.InternalError()


def errors_of(error: ValidationError, value: object = None) -> tuple[FieldError, ...]:
    """The fields at fault of a model validated by itself, such as one line of an import."""
    return field_errors(error.errors(include_url=False, include_input=False), value)


async def _answer(request: Request, error: Exception) -> Response:
    content_type = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
    json_body = content_type == "application/json" or content_type.endswith("+json")
    problem = problem_for(error, json_body=json_body)
    if problem.status >= 500 or isinstance(problem, RuleBroken):
        # Told to the log by the application's door, which knows the route and writes no message of the error.
        request.scope.setdefault("state", {})["error"] = error
    return problem.response(request.scope)


def _of_validation(error: RequestValidationError, *, json_body: bool) -> Problem:
    errors: list[Any] = list(error.errors())
    if any(item["type"] == "json_invalid" for item in errors):
        return standard.MalformedBody("Treść żądania nie jest poprawnym dokumentem JSON.")
    in_body = [item for item in errors if item["loc"] and item["loc"][0] == "body"]
    if not json_body and any(len(item["loc"]) == 1 and item["type"] != "missing" for item in in_body):
        return standard.UnsupportedMediaType("Oczekiwano treści typu application/json.")
    found = field_errors(errors, error.body)
    if in_body:
        return standard.ValidationFailed("Dane zawierają błędy wskazane w polu errors.", errors=found)
    return standard.InvalidParameter("Parametry żądania zawierają błędy wskazane w polu errors.", errors=found)


def _of_http(error: HTTPException) -> Problem:
    status = error.status_code
    if status == 400:
        # FastAPI's word for bytes it cannot decode.
        problem: Problem = standard.MalformedBody()
    elif status in _BY_STATUS:
        problem = _BY_STATUS[status]()
    elif status < 500:
        problem = standard.BadRequest()
    else:
        problem = standard.InternalError()
    problem.headers.update(error.headers or {})
    return problem
