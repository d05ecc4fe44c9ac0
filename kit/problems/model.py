"""What a problem is: a status, a stable code, a Polish title and a sentence, with pointers to the fields at
fault.

Each subclass with its own code enters a registry, from which GET /problems/{code} explains it to a client.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_registry: dict[str, "type[Problem]"] = {}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field at fault.

    pointer: JSON pointer (RFC 6901) into the body, or /query/<name>, /path/<name>, /header/<name>.
    code: stable English name. message: a Polish sentence that never repeats the value received.
    """

    pointer: str
    code: str
    message: str


class Problem(Exception):
    """A refusal that the client can read; subclasses set status, code and title (Polish).

    detail: Polish sentence about this case, without personal data; the title when empty.
    errors: the fields at fault. legal_basis: articles that forbid it, e.g. "art. 104 § 1 KPA".
    headers: added to the answer (Retry-After, ETag ...).
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Błąd wewnętrzny"

    def __init__(
        self,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        legal_basis: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(self.code)
        self.detail = detail or f"{self.title}."
        self.errors = tuple(errors)
        self.legal_basis = tuple(legal_basis)
        self.headers = dict(headers or {})

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" in cls.__dict__:
            _register(cls)

    def body(self, *, instance: str = "", request_id: str = "") -> dict[str, Any]:
        """The members of RFC 9457 and ours; instance is a path without its query."""
        return {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "code": self.code,
            "errors": [{"pointer": e.pointer, "code": e.code, "message": e.message} for e in self.errors],
            "legal_basis": list(self.legal_basis),
            "request_id": request_id,
        }

    def response(self, scope: Scope | None = None) -> "ProblemResponse":
        """The answer for the request of this scope; also an ASGI application."""
        if scope is None:
            return ProblemResponse(self, instance="", request_id="")
        state = scope.get("state", {})
        request_id = state.get("request_id", "")
        # Surrogates come from undecodable bytes of the path; they must not make the error itself fail.
        instance = state.get("prefix", "") + str(scope.get("path", "")).encode("utf-8", "replace").decode()
        return ProblemResponse(self, instance=instance, request_id=request_id)


class ProblemResponse(Response):
    """A problem as an HTTP answer, never stored by caches."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, *, instance: str, request_id: str) -> None:
        self.problem = problem
        super().__init__(
            orjson.dumps(problem.body(instance=instance, request_id=request_id)),
            status_code=problem.status,
            headers={"Cache-Control": "no-store", "Content-Language": "pl", **problem.headers},
        )


class FieldErrorOut(BaseModel):
    """A field at fault, as OpenAPI describes it."""

    model_config = ConfigDict(title="FieldError")

    pointer: str = Field(description="JSON pointer into the body, or /query/…, /path/…, /header/…")
    code: str = Field(description="Stable code of the fault")
    message: str = Field(description="Polish sentence for people")


class ProblemOut(BaseModel):
    """A problem, as OpenAPI describes it (RFC 9457)."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="Reference to the explanation of this kind of problem: /problems/{code}")
    title: str = Field(description="Polish name of this kind of problem")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="Polish sentence about this case")
    instance: str = Field(description="Path of the request, as the client asked for it")
    code: str = Field(description="Stable English code, for programs")
    errors: list[FieldErrorOut] = Field(description="Fields at fault")
    legal_basis: list[str] = Field(description="Articles of law")
    request_id: str = Field(description="Id under which the request stands in the logs")


def registered_problems() -> Mapping[str, type[Problem]]:
    """Every kind of problem known to this process, by code."""
    return _registry


def _register(kind: type[Problem]) -> None:
    if not _CODE.fullmatch(kind.code):
        raise TypeError(f"{kind.__qualname__}: code must be snake_case, not {kind.code!r}")
    known = _registry.get(kind.code)
    if known is not None and (known.status, known.title) != (kind.status, kind.title):
        # A client tells problems apart by code alone: one code with two meanings is a defect.
        raise TypeError(f"code {kind.code!r} of {kind.__qualname__} already belongs to {known.__qualname__}")
    _registry.setdefault(kind.code, kind)
