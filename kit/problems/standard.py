"""The problems that any service may answer: HTTP's own, input, versions, outages.

Anything about a benefit, a decision or money is a subclass beside the code that refuses it.
"""

from kit.problems.model import Problem


class BadRequest(Problem):
    """The request cannot be understood (syntax, a NUL character, a cursor that is not ours)."""

    status = 400
    code = "bad_request"
    title = "Nieprawidłowe żądanie"


class MalformedBody(BadRequest):
    """The body is not JSON in UTF-8."""

    code = "malformed_body"
    title = "Nie można odczytać treści żądania"


class InvalidParameter(BadRequest):
    """A parameter of the path, the query or a header has a wrong form."""

    code = "invalid_parameter"
    title = "Nieprawidłowy parametr żądania"


class Unauthorized(Problem):
    """No access token, or one that is not valid."""

    status = 401
    code = "unauthorized"
    title = "Wymagane uwierzytelnienie"

    def __init__(self, detail: str = "", *, challenge: str = "Bearer") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": challenge})


class Forbidden(Problem):
    """The token is valid, its roles do not allow this."""

    status = 403
    code = "forbidden"
    title = "Brak uprawnień do tej czynności"


class NotFound(Problem):
    """There is no such thing, or it belongs to a gmina that the token does not name."""

    status = 404
    code = "not_found"
    title = "Nie znaleziono"


class MethodNotAllowed(Problem):
    """The address exists, the method does not."""

    status = 405
    code = "method_not_allowed"
    title = "Niedozwolona metoda"


class Conflict(Problem):
    """The state of the thing does not allow this step."""

    status = 409
    code = "conflict"
    title = "Czynność sprzeczna ze stanem sprawy"


class AlreadyExists(Conflict):
    """Something with this identity exists already."""

    code = "already_exists"
    title = "Taki zapis już istnieje"


class ConcurrentChange(Conflict):
    """Another request held the same rows; the same request may be sent again."""

    code = "concurrent_change"
    title = "Równoczesna zmiana tych samych danych"


class PreconditionFailed(Problem):
    """If-Match names another version than the current one; the current one is in ETag."""

    status = 412
    code = "version_mismatch"
    title = "Dane zmieniły się od czasu odczytu"


class PayloadTooLarge(Problem):
    """The body is larger than this address accepts."""

    status = 413
    code = "payload_too_large"
    title = "Treść żądania jest za duża"


class UnsupportedMediaType(Problem):
    """The body has another media type than this address accepts."""

    status = 415
    code = "unsupported_media_type"
    title = "Nieobsługiwany typ treści"


class ValidationFailed(Problem):
    """The body was read, its content breaks the rules named in errors."""

    status = 422
    code = "validation_failed"
    title = "Dane nie przeszły weryfikacji"


class PreconditionRequired(Problem):
    """A change was sent without If-Match."""

    status = 428
    code = "if_match_required"
    title = "Brak nagłówka If-Match"


class TooManyRequests(Problem):
    """Too many requests from this user or address; Retry-After says when to come back."""

    status = 429
    code = "too_many_requests"
    title = "Zbyt wiele żądań"


class InternalError(Problem):
    """A fault of the program; it is in the log under the request id."""

    status = 500
    code = "internal_error"
    title = "Błąd wewnętrzny"


class Unavailable(Problem):
    """Something this service needs does not answer; Retry-After says when to come back."""

    status = 503
    code = "unavailable"
    title = "Usługa chwilowo niedostępna"

    def __init__(self, detail: str = "", *, retry_after: int = 5) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class DatabaseUnavailable(Unavailable):
    """The database does not answer or has no free connection."""

    code = "database_unavailable"
    title = "Baza danych chwilowo niedostępna"
