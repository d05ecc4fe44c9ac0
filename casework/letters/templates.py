"""The templates of a gmina: the program's own until the centre puts one of its own in their place; every version is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from casework.letters import store
from casework.letters.contents import Kind
from casework.letters.filling import check_template
from casework.letters.paper import Paper, paper_of
from casework.letters.places import NAMES, REQUIRED, Place, places_of
from casework.letters.samples import SAMPLES
from casework.letters.schemas import TemplateOut, TemplateShort
from casework.letters.tables import TemplateRow
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.problems import ConcurrentChange

_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Template:
    """The text in force and its version; 0 is the program's."""

    text: str
    version: int


@cache
def shipped(kind: Kind) -> str:
    """The program's own template."""
    return (_FOLDER / f"{kind}.txt").read_text(encoding="utf-8")


async def in_force(db: ReadSession | WriteSession, kind: Kind) -> Template:
    """The gmina's newest version, or the program's."""
    row = await store.template(db, kind)
    return Template(shipped(kind), 0) if row is None else Template(row.text, row.version)


async def all_in_force(db: ReadSession | WriteSession) -> dict[Kind, Template]:
    """The same of every kind of letter, in one statement."""
    own = await store.templates(db)
    return {
        kind: Template(own[kind].text, own[kind].version) if kind in own else Template(shipped(kind), 0)
        for kind in NAMES
    }


async def listed(db: ReadSession) -> list[TemplateShort]:
    """Every kind of letter."""
    own = await store.templates(db)
    return [TemplateShort.model_validate(_short(kind, own.get(kind))) for kind in NAMES]


async def show(db: ReadSession | WriteSession, kind: Kind) -> TemplateOut:
    """The template in force with its places."""
    row = await store.template(db, kind)
    return TemplateOut.model_validate(
        {
            **_short(kind, row),
            "text": shipped(kind) if row is None else row.text,
            "places": list(_names(places_of(SAMPLES[kind]))),
            "required": list(REQUIRED[kind]),
        }
    )


async def replace(db: WriteSession, kind: Kind, text: str, *, version: int, by: str, today: date) -> TemplateOut:
    """A new version. Raises TemplateRefused, PreconditionFailed when somebody else was faster."""
    check(kind, text)
    check_version(version, (await in_force(db, kind)).version)
    db.add(TemplateRow(gmina=db.gmina, kind=kind, version=version + 1, text=text, made_by=by, made_on=today))
    try:
        await db.flush()
    except IntegrityError:
        raise ConcurrentChange from None
    return await show(db, kind)


def check(kind: Kind, text: str) -> None:
    """Raises TemplateRefused with every line at fault."""
    check_template(text, places_of(SAMPLES[kind]), REQUIRED[kind])


def preview(kind: Kind, text: str) -> Paper:
    """The template filled with sample content, as a draft. Raises TemplateRefused."""
    check(kind, text)
    return paper_of(SAMPLES[kind], text, draft=True)


def _short(kind: Kind, row: TemplateRow | None) -> dict[str, object]:
    return {
        "kind": kind,
        "name": NAMES[kind],
        "version": row.version if row else 0,
        "made_by": row.made_by if row else None,
        "made_on": row.made_on if row else None,
    }


def _names(place: Place, prefix: str = "") -> Iterator[str]:
    if isinstance(place, str):
        yield prefix
    elif isinstance(place, Mapping):
        for name, below in place.items():
            yield from _names(below, f"{prefix}.{name}" if prefix else name)
    else:
        yield from _names(place[0], f"{prefix}[]")
