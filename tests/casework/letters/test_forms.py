"""PDF and DOCX: readable by everybody, in Polish, the same bytes every time."""

import io
from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader

from casework.letters import templates
from casework.letters.blocks import Heading, Paragraph
from casework.letters.contents import Kind
from casework.letters.docx import to_docx
from casework.letters.paper import Paper, paper_of
from casework.letters.pdf import to_pdf
from casework.letters.places import NAMES
from casework.letters.samples import SAMPLES
from tests.casework.letters.a_letter import docx_text, pdf_text

POLISH = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ „cudzysłów” – § zł"


def a_paper(kind: Kind = "decision", *, draft: bool = False) -> Paper:
    return paper_of(SAMPLES[kind], templates.shipped(kind), draft=draft)


def with_text(text: str) -> Paper:
    return replace(a_paper(), blocks=(Heading(1, "Tytuł"), Paragraph((text,))))


@pytest.mark.parametrize("kind", list(NAMES))
def test_the_same_content_gives_the_same_bytes(kind: Kind) -> None:
    assert to_pdf(a_paper(kind)) == to_pdf(a_paper(kind))
    assert to_docx(a_paper(kind)) == to_docx(a_paper(kind))


@pytest.mark.parametrize("kind", list(NAMES))
def test_a_pdf_is_tagged_in_polish_titled_and_brings_its_fonts(kind: Kind) -> None:
    document = PdfReader(io.BytesIO(to_pdf(a_paper(kind))))

    root = document.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("pl-PL", True)
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert document.metadata is not None
    assert document.metadata.title == a_paper(kind).title
    for page in document.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (below,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & set(below.get_object()["/FontDescriptor"].get_object())


def test_polish_letters_come_out_of_both_forms() -> None:
    assert POLISH in pdf_text(to_pdf(with_text(POLISH)))
    assert POLISH in docx_text(to_docx(with_text(POLISH)))


def test_both_forms_say_the_same() -> None:
    lines = [line for block in a_paper().blocks if isinstance(block, Paragraph) for line in block.lines]

    pdf, word = pdf_text(to_pdf(a_paper())), docx_text(to_docx(a_paper()))

    assert len(lines) > 10
    assert [line for line in lines if " ".join(line.split()) not in pdf or " ".join(line.split()) not in word] == []


def test_a_draft_is_marked_and_a_letter_is_not() -> None:
    assert "PROJEKT" in pdf_text(to_pdf(a_paper(draft=True)))
    assert "PROJEKT" not in pdf_text(to_pdf(a_paper()))
    marked, clean = (docx.Document(io.BytesIO(to_docx(a_paper(draft=draft)))) for draft in (True, False))
    assert [one.sections[0].header.paragraphs[0].text for one in (marked, clean)] == ["PROJEKT", ""]


def test_a_docx_has_words_own_headings_and_a_header_row() -> None:
    document = docx.Document(io.BytesIO(to_docx(a_paper())))

    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert headings == ["ORZEKA", "UZASADNIENIE", "POUCZENIE"]
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml
    assert document.core_properties.language == "pl-PL"


@pytest.mark.parametrize("name", ["王小明", "🙂", "Оксана Шевченко", "\u202eabc", "x\ufffey", "a" * 3000])
def test_a_name_in_any_script_makes_a_letter(name: str) -> None:
    paper = paper_of(SAMPLES["certificate"], "# T\n{{ strona.nazwa }}", draft=False)
    party = replace(SAMPLES["certificate"].sheet.party, name=name)
    content = replace(SAMPLES["certificate"], sheet=replace(SAMPLES["certificate"].sheet, party=party))
    paper = paper_of(content, "# T\n{{ strona.nazwa }}", draft=False)

    assert PdfReader(io.BytesIO(to_pdf(paper))).trailer["/Root"]["/Lang"] == "pl-PL"
    assert docx_text(to_docx(paper)).startswith("T ")


@pytest.mark.parametrize("template", ["", "- tylko lista", "| a |\n|b|", "## bez tytułu\n## dalej", "|"])
def test_a_letter_of_any_shape_is_set(template: str) -> None:
    paper = paper_of(SAMPLES["certificate"], template, draft=True)

    assert to_pdf(paper).startswith(b"%PDF")
    assert to_docx(paper).startswith(b"PK")
