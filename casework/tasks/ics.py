"""Tasks as an iCalendar file (RFC 5545). Of a case it tells its sign and no more: a calendar lies on telephones and with strangers."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event

from casework.tasks.sources.source import Source

NAME = "Terminy i zadania"
_PRODUCT = "-//GOPS//terminy i zadania//PL"


def calendar_of(tasks: Iterable[Mapping[str, Any]], known: Mapping[str, Source], gmina: str, on: date) -> bytes:
    """One whole-day event for each task with a last day, on that day."""
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", NAME)
    made.add("x-published-ttl", "PT1H")
    for task in tasks:
        made.add_component(_event(task, known[task["kind"]], gmina, on))
    return bytes(made.to_ical())


def _event(task: Mapping[str, Any], source: Source, gmina: str, on: date) -> Event:
    event = Event()
    # The same task keeps its event; its key holds ids of registers, which are nobody's business outside.
    event.add("uid", sha256(f"{gmina} {task['key']}".encode()).hexdigest()[:32] + "@gops")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", task["due_on"])
    event.add("dtend", task["due_on"] + timedelta(days=1))
    event.add("summary", ": ".join([source.title, *task["signs"][:1]]))
    event.add("categories", [source.group])
    event.add("transp", "TRANSPARENT")
    return event
