"""PostgreSQL's errors as problems: what a client may cure or repeat gets its own code, the rest is a 500.

The messages of the server quote values, so nothing of them leaves this module.
"""

from kit.problems.model import Problem
from kit.problems.standard import (
    AlreadyExists,
    ConcurrentChange,
    Conflict,
    DatabaseUnavailable,
    InternalError,
    Unavailable,
    ValidationFailed,
)

# lock_not_available, serialization_failure, deadlock_detected
_REPEATABLE = frozenset({"55P03", "40001", "40P01"})
# character_not_in_repertoire, untranslatable_character
_BAD_TEXT = frozenset({"22021", "22P05"})
# admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout, too_many_connections, read-only
# standby
_DOWN = frozenset({"57P01", "57P02", "57P03", "57P05", "53300", "25006"})


class InvalidText(ValidationFailed):
    """Text with characters that cannot be stored (a NUL, half of a surrogate pair)."""

    code = "invalid_text"
    title = "Tekst zawiera niedozwolone znaki"


class NumberOutOfRange(ValidationFailed):
    """A number larger than the register can hold."""

    code = "number_out_of_range"
    title = "Liczba spoza dopuszczalnego zakresu"


class RuleBroken(Conflict):
    """A rule that the register itself checks forbids it; a request that gets so far should have been refused more precisely."""

    code = "rule_broken"
    title = "Zasada rejestru nie pozwala na tę zmianę"


def database_problem(error: BaseException) -> Problem:
    """The problem for an error of psycopg, or of SQLAlchemy round one."""
    cause: BaseException = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    if state in _REPEATABLE:
        problem: Problem = ConcurrentChange(
            "Inne żądanie zmienia te same dane. Proszę powtórzyć za chwilę.", headers={"Retry-After": "1"}
        )
    elif state == "23505":
        problem = AlreadyExists()
    elif state == "23514":
        problem = RuleBroken()
    elif state in _BAD_TEXT or "NUL (0x00)" in str(cause) or isinstance(cause, UnicodeEncodeError):
        problem = InvalidText()
    elif state == "22003":
        problem = NumberOutOfRange()
    elif state == "57014":
        problem = Unavailable("Zapytanie trwało zbyt długo i zostało przerwane.", retry_after=10)
    elif _is_outage(error, cause, state):
        problem = DatabaseUnavailable(retry_after=2)
    else:
        problem = InternalError()
    return problem


def _is_outage(error: BaseException, cause: BaseException, state: str | None) -> bool:
    if state is not None:
        return state.startswith("08") or state in _DOWN
    # Without a state the server did not speak: refused, closed in mid-sentence, or no free connection in the
    # pool.
    return (
        type(cause).__name__ in {"OperationalError", "ConnectionTimeout", "PoolTimeout", "InterfaceError"}
        or bool(getattr(error, "connection_invalidated", False))
        or type(error).__name__ == "TimeoutError"
    )
