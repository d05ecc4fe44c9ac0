"""A letter that is ready to be put into a form: its blocks and what a document says of itself."""

from dataclasses import dataclass
from datetime import date

from casework.letters.blocks import Block, blocks_of
from casework.letters.contents import Content
from casework.letters.filling import fill
from casework.letters.places import kind_of, name_of, places_of


@dataclass(frozen=True, slots=True)
class Paper:
    """Title and author stand in the document's properties; a draft is marked across every page."""

    title: str
    author: str
    znak: str
    day: date
    draft: bool
    blocks: tuple[Block, ...]


def paper_of(content: Content, template: str, *, draft: bool) -> Paper:
    """The content in the words of the template. Raises TemplateRefused, LetterTooLong."""
    sheet = content.sheet
    return Paper(
        title=f"{name_of(kind_of(content))} {sheet.znak}",
        author=sheet.office.centre,
        znak=sheet.znak,
        day=sheet.day,
        draft=draft,
        blocks=blocks_of(fill(template, places_of(content))),
    )
