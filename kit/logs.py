"""Logs as JSON lines on standard output: what happened, under which request id, and no personal data.

Messages of exceptions quote values (a PESEL in a unique violation), so a failure is told by types and places
in the code only. The line of each request is written past the logging module, which would cost a quarter of
a small read.
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Any

import orjson
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.orjson import OrjsonFormatter

FLUSH_SECONDS = 0.1

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SafeFormatter(OrjsonFormatter):
    """JSON lines with the service's name; of exceptions only types, SQLSTATE and stack places."""

    def __init__(self, service: str) -> None:
        super().__init__(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"service": service},
            timestamp="time",
            reserved_attrs=[*RESERVED_ATTRS, "color_message"],
        )

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the name is the logging module's
        return "" if ei[1] is None else describe_failure(ei[1])


class AccessLog:
    """One line per request: id, gmina, route template, status, duration; no query, no body, no user.

    Lines gather for a tenth of a second and leave in one write.
    """

    def __init__(self, service: str, stream: IO[str]) -> None:
        self._service = service
        self._stream = stream
        self._lines: list[bytes] = []

    def write(self, request_id: str, gmina: str | None, method: str, route: str, status: int, seconds: float) -> None:
        """Notes a finished request."""
        if not self._lines:
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)
        self._lines.append(
            orjson.dumps(
                {
                    "time": datetime.now(UTC),
                    "service": self._service,
                    "logger": "gops.access",
                    "request_id": request_id,
                    "gmina": gmina,
                    "method": method,
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 2),
                },
                option=orjson.OPT_APPEND_NEWLINE,
            )
        )

    def flush(self) -> None:
        """Writes what has gathered; called once more at shutdown."""
        lines, self._lines = self._lines, []
        if lines:
            self._stream.write(b"".join(lines).decode())
            self._stream.flush()


def configure_logging(service: str, *, level: str = "INFO", stream: IO[str] | None = None) -> None:
    """Sends every log of the process to one stream as JSON lines; called once by the command that serves.

    Uvicorn's own access log must be off (it writes queries): uvicorn.run(..., log_config=None,
    access_log=False).
    """
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(SafeFormatter(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # It writes the address of every call, query included.
    logging.getLogger("httpx").setLevel(logging.WARNING)


def access_log(service: str) -> AccessLog | None:
    """The access log of a process whose logs are configured, at level INFO or below; otherwise none."""
    root = logging.getLogger()
    configured = [
        h for h in root.handlers if isinstance(h, logging.StreamHandler) and isinstance(h.formatter, SafeFormatter)
    ]
    if not configured or not logging.getLogger("gops.access").isEnabledFor(logging.INFO):
        return None
    return AccessLog(service, configured[0].stream)


def describe_failure(error: BaseException) -> str:
    """Types, SQLSTATE, constraint and places of an exception and its causes, without a word of their
    messages.
    """
    told: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(told) < 5:
        told.append(_describe_one(seen))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n  caused by ".join(told)


def _describe_one(error: BaseException) -> str:
    cause: Any = getattr(error, "orig", None) or error
    state, diagnosis = getattr(cause, "sqlstate", None), getattr(cause, "diag", None)
    database = f" sqlstate={state} constraint={getattr(diagnosis, 'constraint_name', None)}" if state else ""
    places: list[str] = []
    frame = error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        places.append(f"{code.co_filename}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return f"{type(error).__module__}.{type(error).__qualname__}{database} at " + " > ".join(places[-12:])
