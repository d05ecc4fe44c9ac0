"""What of a bad line can still be checked: its references, so that all that is wrong with a file is told at once.

A fragment holds ids of the old system and codes only, each of the form that a good line would have, and it has no content to
compare; it is never applied, because the import that has one is rejected.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from casework.imports.lines import AWARD, FAMILY, KINDS, PAYMENT, UNDUE, WAY, Code, MonthText, SourceId, first_day
from casework.imports.rows import Row
from kit.feed.envelope import new_id

_SOURCE_ID: TypeAdapter[str] = TypeAdapter(SourceId)
_CODE: TypeAdapter[str] = TypeAdapter(Code)
_MONTH: TypeAdapter[str] = TypeAdapter(MonthText)
_MOST_MEMBERS = 100


def fragment(number: int, body: object) -> Row | None:
    """The line's row without what is wrong in it; None when it does not even say what it is.

    body: the line as JSON, None when it is none.
    """
    kind = body.get("kind") if isinstance(body, Mapping) else None
    if not isinstance(body, Mapping) or not isinstance(kind, str) or kind not in KINDS:
        return None
    source_id = _fitting(_SOURCE_ID, body.get("source_id"))
    if source_id is None:
        return None
    row = Row(KINDS[kind], number, source_id, new_id(), "{}")
    if row.kind == FAMILY:
        row = row._replace(ref1=_reference(body, "reference_person"), payload=_members(body.get("members")))
    elif row.kind == AWARD:
        row = row._replace(
            ref1=_reference(body, "entitled"), ref2=_reference(body, "recipient"), ref3=_reference(body, "family")
        )
    elif row.kind == UNDUE:
        row = row._replace(ref1=_reference(body, "person"))
    elif row.kind == WAY:
        row = row._replace(ref1=_reference(body, "award"), ref2=_reference(body, "person"))
    elif row.kind == PAYMENT:
        month = _fitting(_MONTH, body.get("period"))
        row = row._replace(
            ref1=_reference(body, "award"),
            benefit=_fitting(_CODE, body.get("benefit")),
            since=first_day(month) if month is not None else None,
        )
    return row


def _reference(body: Mapping[str, Any], member: str) -> str | None:
    return _fitting(_SOURCE_ID, body.get(member))


def _members(members: object) -> str:
    listed = members[:_MOST_MEMBERS] if isinstance(members, list) else []
    persons = (_fitting(_SOURCE_ID, one.get("person")) for one in listed if isinstance(one, Mapping))
    return orjson.dumps({"members": [[person, "adult"] for person in persons if person is not None]}).decode()


def _fitting(form: TypeAdapter[str], value: object) -> str | None:
    try:
        return form.validate_python(value, strict=True)
    except ValidationError:
        return None
