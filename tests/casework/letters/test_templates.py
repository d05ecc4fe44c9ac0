"""Templates are text with places: what they may name, where they are wrong, and that they reach nothing else."""

import pytest

from casework.letters import templates
from casework.letters.blocks import Heading, Items, Paragraph, Table, blocks_of
from casework.letters.contents import Kind
from casework.letters.filling import LONGEST_LETTER, check_template, fill
from casework.letters.paper import paper_of
from casework.letters.places import NAMES, REQUIRED, places_of
from casework.letters.problems import LetterTooLong, TemplateRefused
from casework.letters.samples import SAMPLES

PLACES = {
    "znak": "OPS.1",
    "strona": {"nazwa": "Łucja", "adres": ["ul. Polna 1", "Łubnice"]},
    "kwoty": [{"okres": "maj"}, {"okres": "czerwiec"}],
    "rodo": "",
}
KINDS = list(NAMES)


def refusals(text: str) -> list[tuple[str, str]]:
    with pytest.raises(TemplateRefused) as refused:
        check_template(text, PLACES)
    return [(error.code, error.message) for error in refused.value.errors]


@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_of_the_program_name_everything_that_the_law_asks_for(kind: Kind) -> None:
    templates.check(kind, templates.shipped(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_without_a_place_that_the_law_asks_for_is_refused(kind: Kind) -> None:
    for name in REQUIRED[kind]:
        text = templates.shipped(kind).replace(name, "znak" if name != "znak" else "organ")
        with pytest.raises(TemplateRefused) as refused:
            templates.check(kind, text)
        assert any(name in error.message for error in refused.value.errors)


def test_places_conditions_and_lists_are_filled() -> None:
    text = "{% if rodo %}A{% elif not znak %}B{% else %}{{ znak }}{% endif %}:{% for k in kwoty %} {{ k.okres }}{% endfor %}"

    check_template(text, PLACES)

    assert fill(text, PLACES) == "OPS.1: maj czerwiec"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\nb {{ nie_ma }}", "unknown_place", 2),
        ("{{ strona.pesel }}", "unknown_place", 1),
        ("\n\n{{ znak", "template_syntax", 3),
        ("{% for k in kwoty %}\n{{ k.okres }}", "template_syntax", 2),
        ("a\n{{ kwoty }}", "not_a_text", 2),
        ("{% for k in znak %}{% endfor %}", "not_a_list", 1),
        ("{{ znak|upper }}", "not_a_place", 1),
        (
            "{% for a in kwoty %}{% for b in kwoty %}{% for c in kwoty %}{% endfor %}{% endfor %}{% endfor %}",
            "lists_too_deep",
            1,
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_without_what_was_written(text: str, code: str, line: int) -> None:
    ((found, message),) = refusals(text)

    assert (found, message.startswith(f"Wiersz {line}: ")) == (code, True)
    assert "nie_ma" not in message
    assert "pesel" not in message


@pytest.mark.parametrize(
    "text",
    [
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}{{ znak }}",
        "{% extends 'letter.typ' %}",
        "{{ znak.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ range(999999999) }}",
        "{% for i in range(999999999) %}{{ znak }}{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{{ kwoty[0] }}",
        "{% set a = znak %}",
        "{% macro a() %}{% endmacro %}",
        "{% filter upper %}{{ znak }}{% endfilter %}",
        "{% for a, b in kwoty %}{% endfor %}",
        "{% for a in kwoty recursive %}{{ loop(a) }}{% endfor %}",
        "{{ znak if znak else rodo }}",
    ],
)
def test_a_hostile_template_is_refused_and_reaches_no_file_and_no_object(text: str) -> None:
    assert refusals(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% if znak %}" * 5000,
        "{% if " + "not " * 9000 + "znak %}{% endif %}",
        "{{ znak" + ".a" * 20_000 + " }}",
        "{{ " + "(" * 20_000,
    ],
)
def test_a_template_that_is_nested_without_end_is_refused(text: str) -> None:
    assert refusals(text)


def test_typesetting_signs_in_a_template_or_a_name_are_only_text() -> None:
    hostile = '#read("/etc/passwd") #import "@preview/a:1.0.0": * $x$ <w:p/> &amp;'
    content = SAMPLES["certificate"]

    paper = paper_of(content, hostile + "\n{{ znak }}", draft=False)

    assert paper.blocks == (Paragraph((hostile, content.sheet.znak)),)


def test_a_letter_has_an_end() -> None:
    long = {**PLACES, "kwoty": [{"okres": "maj"}] * 1000}

    with pytest.raises(LetterTooLong):
        fill(
            "{% for a in kwoty %}{% for b in kwoty %}" + "x" * (LONGEST_LETTER // 1000) + "{% endfor %}{% endfor %}",
            long,
        )


def test_a_value_begins_no_heading_no_list_and_no_cell() -> None:
    filled = fill("{{ znak }}\n\n| {{ rodo }} |", {"znak": "# Tytuł\n- a | b", "rodo": "x | y\x00\ue000\u0007"})

    assert blocks_of(filled) == (Paragraph(("# Tytuł - a | b",)), Table(("x | y",), ()))


def test_lines_become_headings_lists_tables_and_paragraphs() -> None:
    text = "## Tytuł\n\npierwszy\ndrugi\n\n> z prawej\n## Część\n- a\n- b\n| h | i |\n| 1 |\n-\n#"

    assert blocks_of(text) == (
        Heading(1, "Tytuł"), Paragraph(("pierwszy", "drugi")), Paragraph(("z prawej",), right=True), Heading(2, "Część"),
        Items(("a", "b")), Table(("h", "i"), (("1", ""),)),
    )  # fmt: skip


def test_every_place_of_a_sample_holds_something() -> None:
    for content in SAMPLES.values():
        assert all(places_of(content).values()), content
