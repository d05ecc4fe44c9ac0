"""Refusals in one form (RFC 9457): every service and the gateway answer bad input, conflicts and outages as
application/problem+json with a stable code, a Polish sentence and pointers to the fields.

A business refusal is a subclass of Problem with its status, code and title; raising it anywhere below a
route is enough. Detail and messages are for people and carry no personal data.
"""

from kit.problems.explain import problem_router
from kit.problems.handlers import errors_of, install_problem_handlers, problem_for
from kit.problems.model import FieldError, Problem, ProblemOut, ProblemResponse, registered_problems
from kit.problems.openapi import describe_problems, problems
from kit.problems.standard import (
    AlreadyExists,
    BadRequest,
    ConcurrentChange,
    Conflict,
    DatabaseUnavailable,
    Forbidden,
    InternalError,
    InvalidParameter,
    MalformedBody,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    PreconditionFailed,
    PreconditionRequired,
    TooManyRequests,
    Unauthorized,
    Unavailable,
    UnsupportedMediaType,
    ValidationFailed,
)
from kit.problems.validation import field_errors, pointer

__all__ = [
    "AlreadyExists",
    "BadRequest",
    "ConcurrentChange",
    "Conflict",
    "DatabaseUnavailable",
    "FieldError",
    "Forbidden",
    "InternalError",
    "InvalidParameter",
    "MalformedBody",
    "MethodNotAllowed",
    "NotFound",
    "PayloadTooLarge",
    "PreconditionFailed",
    "PreconditionRequired",
    "Problem",
    "ProblemOut",
    "ProblemResponse",
    "TooManyRequests",
    "Unauthorized",
    "Unavailable",
    "UnsupportedMediaType",
    "ValidationFailed",
    "describe_problems",
    "errors_of",
    "field_errors",
    "install_problem_handlers",
    "pointer",
    "problem_for",
    "problem_router",
    "problems",
    "registered_problems",
]
