"""Problems in OpenAPI: what each operation may answer."""

from typing import Any

from kit.problems import standard
from kit.problems.model import MEDIA_TYPE, Problem, ProblemOut, registered_problems

_REF = {"$ref": "#/components/schemas/Problem"}
_OF_PARAMETERS = {
    "gmina": ("gmina_required",),
    "cursor": ("invalid_cursor",),
    "idempotency-key": ("idempotency_key_reused",),
    "if-match": ("if_match_invalid", "if_match_required", "version_mismatch"),
}
"""What a parameter may be refused with, wherever it stands; the problems are found by code, because they are told beside the
parameter (kit.auth, kit.paging, kit.idempotency, kit.etag), and those modules import this one."""

_OF_READS = ("unknown_parameter",)
"""What every reading operation may refuse its query with (kit.parameters)."""


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Entries for FastAPI's responses=, one per status, with an example of each kind."""
    answers: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        answer = answers.setdefault(
            kind.status,
            {"description": kind.title, "content": {MEDIA_TYPE: {"schema": _REF, "examples": {}}}},
        )
        answer["content"][MEDIA_TYPE]["examples"][kind.code] = {
            "summary": kind.title,
            "value": _example(kind),
        }
    return answers


def describe_problems(document: dict[str, Any]) -> dict[str, Any]:
    """Completes an OpenAPI document: FastAPI's HTTPValidationError gives way to Problem, and every operation
    lists the refusals that come from its form: token, gmina, cursor, key, version, parameters, body, and default for anything else.
    """
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    own = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update({"FieldError": own.pop("$defs")["FieldErrorOut"], "Problem": own})
    own["properties"]["errors"]["items"] = {"$ref": "#/components/schemas/FieldError"}
    for path in document.get("paths", {}).values():
        for method, operation in path.items():
            _complete(operation, reads=method == "get")
    return document


def _complete(operation: dict[str, Any], *, reads: bool) -> None:
    answers = operation.setdefault("responses", {})
    if "HTTPValidationError" in str(answers.get("422", "")):
        del answers["422"]
    expected: list[type[Problem]] = []
    known = registered_problems()
    if reads:
        expected += [known[code] for code in _OF_READS if code in known]
    if operation.get("parameters"):
        expected.append(standard.InvalidParameter)
    for parameter in operation.get("parameters", ()):
        codes = _OF_PARAMETERS.get(str(parameter.get("name", "")).lower(), ())
        expected += [known[code] for code in codes if code in known]
    if "requestBody" in operation:
        expected += [
            standard.MalformedBody,
            standard.PayloadTooLarge,
            standard.UnsupportedMediaType,
            standard.ValidationFailed,
        ]
    if operation.get("security"):
        expected += [standard.Unauthorized, standard.Forbidden, standard.NotFound]
    for status, answer in problems(*expected).items():
        told = answers.setdefault(str(status), answer)
        if told is not answer:
            _merge(told, answer)
    answers.setdefault("default", {"description": "Inny błąd", "content": {MEDIA_TYPE: {"schema": _REF}}})


def _merge(known: dict[str, Any], more: dict[str, Any]) -> None:
    content = known.setdefault("content", {}).setdefault(MEDIA_TYPE, {"schema": _REF})
    examples = content.setdefault("examples", {})
    for name, example in more["content"][MEDIA_TYPE]["examples"].items():
        examples.setdefault(name, example)


def _example(kind: type[Problem]) -> dict[str, Any]:
    # Made without the constructor, which subclasses may have given arguments of their own.
    sample = kind.__new__(kind)
    Problem.__init__(sample)
    return sample.body(instance="/v1/…", request_id="01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11")
