"""A letter as DOCX, for whoever has to edit it before it goes out: headings, lists and tables are Word's own, the language is Polish."""

import io
import threading
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


class _Form:
    """An empty letter with its styles, filled again and again: to make one anew costs more than to fill it."""

    def __init__(self, *, draft: bool) -> None:
        self.document: Any = Document()
        _prepare(self.document, draft=draft)
        made = io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as source:
            self._entries = {name: source.read(name) for name in source.namelist()}

    def packed(self) -> bytes:
        """The document's archive, without the clock that entries carry; only these parts are other than in any other letter."""
        part = self.document.part
        footer = self.document.sections[0].footer.part
        own = {str(one.partname).lstrip("/"): one.blob for one in (part, footer, part.package._core_properties_part)}
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
            for name, body in (self._entries | own).items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                target.writestr(entry, body)
        return again.getvalue()


# Letters are made in threads, and a form is one letter at a time.
_FORMS = threading.local()


def to_docx(paper: Paper) -> bytes:
    """The same bytes for the same paper."""
    form = _form(draft=paper.draft)
    document = form.document
    document._body.clear_content()
    _tell(document, paper)
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = _styled(document, block.text, f"Heading{block.level}")
            if block.level == 1:
                heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph("\n".join(block.lines))
            if block.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif isinstance(block, Items):
            for item in block.items:
                _styled(document, item, "ListBullet")
        else:
            _table(document, block.head, block.rows)
    return form.packed()


def _form(*, draft: bool) -> _Form:
    name = "draft" if draft else "letter"
    form: _Form | None = getattr(_FORMS, name, None)
    if form is None:
        form = _Form(draft=draft)
        setattr(_FORMS, name, form)
    return form


def _tell(document: Any, paper: Paper) -> None:
    """What the document says of itself."""
    # The day of the letter stands for the moment of its making, or no two copies would be equal.
    moment = datetime.combine(paper.day, time())
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.author, "pl-PL"
    about.comments, about.last_modified_by, about.revision = "", paper.author, 1
    about.created = about.modified = moment
    document.sections[0].footer.paragraphs[0].text = paper.znak


def _prepare(document: Any, *, draft: bool) -> None:
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
    section.footer.paragraphs[0].text = ""
    if draft:
        mark = section.header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = mark.add_run("PROJEKT")
        run.bold, run.font.size, run.font.color.rgb = True, Pt(36), RGBColor(150, 150, 150)


def _styled(document: Any, text: str, style: str) -> Any:
    """A paragraph in the style of this id; by its name it would be looked for among all styles, every time."""
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style
    return paragraph


def _table(document: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=1, cols=len(head))
    table._tbl.tblStyle_val = "TableGrid"
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
