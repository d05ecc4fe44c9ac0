"""Assessments of many families at once: a line of NDJSON for each in, a line for each out, in the same order, while more are coming.

A line that cannot be assessed is answered by what is wrong with it, and the next ones go on. Nothing is stored, and no number of
families makes the memory grow: a few lines are held, and of the answers what the client has not taken yet of one chunk.
"""

import asyncio
import logging
from collections.abc import Sequence
from time import sleep
from typing import Annotated, Any, cast

import orjson
from fastapi import Request, Response
from pydantic import Field, TypeAdapter, ValidationError, create_model
from starlette.types import Receive, Scope, Send

from casework.assessments.answering import weighed_answer
from casework.assessments.schemas import AssessmentIn, Explain
from casework.assessments.service import asked_for
from casework.benefits.catalogue import Catalogue
from kit.logs import describe_failure
from kit.ndjson import MEDIA_TYPE, chunks
from kit.problems import (
    FieldError,
    InternalError,
    MalformedBody,
    Problem,
    ValidationFailed,
    errors_of,
)

LONGEST_LINE = 256 * 1024
"""Bytes of one family's facts."""
LINES_AT_ONCE = 64
UNREAD_SECONDS = 30
"""How long a client may leave an answer lying before its further lines are read without being assessed."""

LineId = Annotated[
    str,
    Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:/-]+$", description="the client's own name of the line"),
]
_ID: TypeAdapter[str] = TypeAdapter(LineId)
_log = logging.getLogger("gops.assessments")


class AnswersNotRead(Problem):
    """The client sends lines and takes no answers: what follows was not assessed. It has to read while it sends."""

    status = 408
    code = "answers_not_read"
    title = "Odpowiedzi nie były odbierane; dalszych wierszy nie oceniono"


class Assessor:
    """Answers lines of one request: bytes in, bytes out, no I/O, so that it can be called in a thread."""

    def __init__(
        self, catalogue: Catalogue, form: type[AssessmentIn], gmina: str, explain: Explain, request_id: str
    ) -> None:
        self._catalogue = catalogue
        self._form = form
        self._gmina = gmina
        self._explain = explain
        self._request_id = request_id

    def answers(self, lines: Sequence[bytes], first: int) -> bytes:
        """A line of answer for each line that is not blank; `first`: the number of the first one in the body, from 1."""
        said = []
        for number, line in enumerate(lines, start=first):
            if line.strip():
                said.append(self._answer(number, line))
                # Lets the event loop have the interpreter between two families, not when its five milliseconds are over.
                sleep(0)
        return b"".join(said)

    def _answer(self, number: int, line: bytes) -> bytes:
        values: Any = None
        try:
            values = _read(line)
            body = {"line": number, "id": _id_of(values), "result": self._assessed(self._form.model_validate(values))}
        except ValidationError as error:
            found = errors_of(error, values)
            body = _refused(
                number, values, ValidationFailed("Dane zawierają błędy wskazane w polu errors.", errors=found)
            )
        except Problem as refused:
            body = _refused(number, values, refused)
        except Exception as error:  # a fault of the program over one family must not take the answers of the others
            failure = {"request_id": self._request_id, "line": number, "failure": describe_failure(error)}
            _log.error("line failed", extra=failure)
            body = _refused(number, values, InternalError())
        return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)

    def _assessed(self, asked: AssessmentIn) -> dict[str, Any]:
        facts = cast(Any, asked).facts
        found = asked_for(self._catalogue, asked.benefits, facts, asked.on, self._gmina)
        return weighed_answer(self._catalogue, found, asked, self._gmina, self._explain)


class Answers(Response):
    """The answers as they are made, sent while the body is still being read.

    The framework's own streaming response waits for the client's leaving by reading the body, which is ours to read here.
    """

    media_type = MEDIA_TYPE

    def __init__(self, request: Request, assessor: Assessor, turn: asyncio.Semaphore) -> None:
        # As the framework's streaming response does: without a content that has a length.
        self.status_code = 200
        self.background = None
        self.init_headers()
        self._request = request
        self._assessor = assessor
        self._turn = turn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        begun, received, answered = False, 0, 0
        unread: asyncio.Task[None] | None = None
        try:
            async for lines in chunks(self._request.stream(), lines=LINES_AT_ONCE, size=1, longest=LONGEST_LINE):
                received += len(lines)
                if unread is not None:
                    continue
                # In a thread, one chunk at a time: other requests are answered meanwhile, and streams take turns.
                async with self._turn:
                    said = await asyncio.to_thread(self._assessor.answers, lines, answered + 1)
                answered = received
                if not begun:
                    # Only now: until the first lines were read, what is wrong with the body is an ordinary problem.
                    await send(head)
                    begun = True
                unread = await _left_unread(send, said)
            if unread is not None:
                # Each side waiting for the other would last for ever; now that all was sent the client reads.
                await unread
                if answered < received:
                    await _send(send, _broken_off(answered + 1))
            if not begun:
                await send(head)
            await send({"type": "http.response.body", "body": b""})
        finally:
            if unread is not None:
                unread.cancel()


def line_of(body: type[AssessmentIn]) -> type[AssessmentIn]:
    """The form of a line: that of POST /assessments with the client's own id."""
    return create_model(f"{body.__name__}Line", __base__=body, id=(LineId, ...))


async def _left_unread(send: Send, said: bytes) -> asyncio.Task[None] | None:
    """Sends; the sending that goes on when the client did not take the answers in time."""
    sending = asyncio.create_task(_send(send, said))
    try:
        done, _ = await asyncio.wait({sending}, timeout=UNREAD_SECONDS)
    except asyncio.CancelledError:
        sending.cancel()
        raise
    if not done:
        return sending
    sending.result()
    return None


async def _send(send: Send, said: bytes) -> None:
    await send({"type": "http.response.body", "body": said, "more_body": True})


def _read(line: bytes) -> Any:
    if len(line) > LONGEST_LINE:
        message = f"Wiersz może mieć najwyżej {LONGEST_LINE} bajtów."
        raise ValidationFailed(message, errors=(FieldError("", "line_too_long", message),))
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        raise MalformedBody("Wiersz nie jest poprawnym dokumentem JSON.") from None


def _id_of(values: Any) -> str | None:
    """The line's id, also where the rest of it is wrong; None when the id itself is."""
    try:
        return _ID.validate_python(values.get("id") if isinstance(values, dict) else None)
    except ValidationError:
        return None


def _refused(number: int, values: Any, problem: Problem) -> dict[str, Any]:
    body = problem.body()
    # These two are of the request, which the answer's own head names.
    del body["instance"], body["request_id"]
    return {"line": number, "id": _id_of(values), "problem": body}


def _broken_off(number: int) -> bytes:
    return orjson.dumps(_refused(number, None, AnswersNotRead()), option=orjson.OPT_APPEND_NEWLINE)


AN_ANSWER = orjson.dumps(_refused(2, {"id": "rodzina-2"}, MalformedBody()), option=orjson.OPT_APPEND_NEWLINE).decode()
"""An answer as OpenAPI shows it."""
