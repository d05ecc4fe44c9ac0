"""The templates of a gmina: the program's own until the centre puts one of its own in their place; every version is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from casework.letters import store
from casework.letters.contents import Content, Kind, OwnLetter
from casework.letters.filling import check_template
from casework.letters.own_kinds import OwnKind, Place
from casework.letters.paper import Paper, paper_of
from casework.letters.places import NAMES, code_of, name_of, places_of, required_of
from casework.letters.problems import LetterKindNotFound
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


def known(code: str, own: Mapping[str, OwnKind]) -> Kind | OwnKind:
    """The kind of this code, of the procedure or of the service's own. Raises LetterKindNotFound."""
    if code in own:
        return own[code]
    found = next((kind for kind in NAMES if kind == code), None)
    if found is None:
        raise LetterKindNotFound
    return found


def shipped(kind: Kind | OwnKind) -> str:
    """The program's own template."""
    return kind.template if isinstance(kind, OwnKind) else _file(kind)


@cache
def _file(kind: Kind) -> str:
    return (_FOLDER / f"{kind}.txt").read_text(encoding="utf-8")


def sample_of(kind: Kind | OwnKind) -> Content:
    """Sample content of the kind."""
    if isinstance(kind, OwnKind):
        return OwnLetter(SAMPLES["to_body"].sheet, kind, kind.sample)
    return SAMPLES[kind]


async def in_force(db: ReadSession | WriteSession, kind: Kind | OwnKind) -> Template:
    """The gmina's newest version, or the program's."""
    row = await store.template(db, code_of(kind))
    return Template(shipped(kind), 0) if row is None else Template(row.text, row.version)


async def all_in_force(db: ReadSession | WriteSession) -> dict[str, Template]:
    """The same of every kind of letter of the procedure, in one statement."""
    own = await store.templates(db)
    return {
        kind: Template(own[kind].text, own[kind].version) if kind in own else Template(shipped(kind), 0)
        for kind in NAMES
    }


async def listed(db: ReadSession, own: Mapping[str, OwnKind]) -> list[TemplateShort]:
    """Every kind of letter, the service's own behind those of the procedure."""
    made = await store.templates(db)
    kinds: list[Kind | OwnKind] = [*NAMES, *own.values()]
    return [TemplateShort.model_validate(_short(kind, made.get(code_of(kind)))) for kind in kinds]


async def show(db: ReadSession | WriteSession, kind: Kind | OwnKind) -> TemplateOut:
    """The template in force with its places."""
    row = await store.template(db, code_of(kind))
    return TemplateOut.model_validate(
        {
            **_short(kind, row),
            "text": shipped(kind) if row is None else row.text,
            "places": list(_names(places_of(sample_of(kind)))),
            "required": list(required_of(kind)),
        }
    )


async def replace(
    db: WriteSession, kind: Kind | OwnKind, text: str, *, version: int, by: str, today: date
) -> TemplateOut:
    """A new version. Raises TemplateRefused, PreconditionFailed when somebody else was faster."""
    check(kind, text)
    check_version(version, (await in_force(db, kind)).version)
    db.add(TemplateRow(gmina=db.gmina, kind=code_of(kind), version=version + 1, text=text, made_by=by, made_on=today))
    try:
        await db.flush()
    except IntegrityError:
        raise ConcurrentChange from None
    return await show(db, kind)


def check(kind: Kind | OwnKind, text: str) -> None:
    """Raises TemplateRefused with every line at fault."""
    check_template(text, places_of(sample_of(kind)), required_of(kind))


def preview(kind: Kind | OwnKind, text: str) -> Paper:
    """The template filled with sample content, as a draft. Raises TemplateRefused."""
    check(kind, text)
    return paper_of(sample_of(kind), text, draft=True)


def _short(kind: Kind | OwnKind, row: TemplateRow | None) -> dict[str, object]:
    return {
        "kind": code_of(kind),
        "name": name_of(kind),
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
