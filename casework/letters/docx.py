"""A letter as DOCX, for whoever has to edit it before it goes out: headings, lists and tables are Word's own, the language is Polish."""

import io
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from casework.letters.blocks import Heading, Items, Paragraph
from casework.letters.paper import Paper

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FONT = "Times New Roman"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """The same bytes for the same paper."""
    document = Document()
    _prepare(document, paper)
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = document.add_heading(block.text, level=block.level)
            if block.level == 1:
                heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph("\n".join(block.lines))
            if block.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif isinstance(block, Items):
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        else:
            _table(document, block.head, block.rows)
    made = io.BytesIO()
    document.save(made)
    return _repacked(made)


def _prepare(document: Any, paper: Paper) -> None:
    # The day of the letter stands for the moment of its making, or no two copies would be equal.
    moment = datetime.combine(paper.day, time())
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.author, "pl-PL"
    about.comments, about.last_modified_by, about.revision = "", paper.author, 1
    about.created = about.modified = moment
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(71)
    for name, size in (("Normal", 11), ("Heading 1", 14), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
    language = document.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "pl-PL")
    language.append(spoken)
    section.footer.paragraphs[0].text = paper.znak
    if paper.draft:
        mark = section.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = mark.add_run("PROJEKT")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(36), RGBColor(150, 150, 150)


def _table(document: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    # Readers repeat and announce a row that is marked as the header.
    marked = OxmlElement("w:tblHeader")
    marked.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(marked)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _repacked(made: io.BytesIO) -> bytes:
    """The same parts in the same order, without the clock that the archive's entries carry."""
    again = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return again.getvalue()
