"""A letter as PDF: tagged (PDF/UA-1), for keeping (PDF/A-2a), in Polish, with the fonts of the typesetter's own package inside."""

import logging
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from casework.letters.blocks import Block, Heading, Items, Table
from casework.letters.paper import Paper

MEDIA_TYPE = "application/pdf"

log = logging.getLogger(__name__)

_FORM = Path(__file__).parent / "templates" / "letter.typ"
_STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]


def to_pdf(paper: Paper) -> bytes:
    """The same bytes for the same paper, on any machine."""
    told = orjson.dumps(
        {
            "title": paper.title,
            "author": paper.author,
            "znak": paper.znak,
            "draft": paper.draft,
            "blocks": [_told(one) for one in paper.blocks],
        }
    ).decode()
    try:
        return _set(told, paper, _STANDARDS)
    except typst.TypstError as error:
        # A sign that the fonts lack (a name in another script) breaks the standards, not the letter: it stays tagged and in Polish.
        log.warning("a letter does not keep to PDF/UA and PDF/A", extra={"failure": error.message[:80]})
        return _set(told, paper, [])


def _set(told: str, paper: Paper, standards: "list[typst.PDFStandard]") -> bytes:
    # The root is a folder with nothing but the forms, and the form reads none of them.
    compiler = typst.Compiler(
        _FORM, root=_FORM.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"letter": told}
    )
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=datetime.combine(paper.day, time(), UTC))
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no document")
    return made


def _told(block: Block) -> dict[str, Any]:
    kind = {Heading: "heading", Items: "items", Table: "table"}.get(type(block), "paragraph")
    return {"kind": kind, **asdict(block)}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
