"""The parts of a letter: headings, paragraphs, lists and tables, read from the lines of a filled template.

    # heading    ## heading of a part    - item of a list    | cell | cell |    > line at the right    anything else: a line of a paragraph

A paragraph ends at an empty line; a table's first row is its header. Values of places are masked, so that no name and no reason can
begin a heading or a table.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

_SIGNS = "#-|>"
_FIRST_MASK = 0xE000
_MASK = {ord(sign): chr(_FIRST_MASK + number) for number, sign in enumerate(_SIGNS)}
_UNMASK = {ord(mask): chr(sign) for sign, mask in _MASK.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """The letter's title (level 1) or the title of a part."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together, at the left or at the right."""

    lines: tuple[str, ...]
    right: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; every row has as many cells as the header."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


def masked(value: str) -> str:
    """A value on one line, without characters that no document can hold, and without signs that lines are told apart by."""
    return _printable(value, masks="").translate(_MASK)


def plain(value: str) -> str:
    """The same for a block that is made in code and not read from lines: nothing has to be masked."""
    return _printable(value, masks="")


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a filled template, in order."""
    found: list[Block] = []
    titled = False
    for sign, group in groupby(text.splitlines(), key=_sign):
        lines = [_printable(line) for line in group]
        if sign == "#":
            for line in lines:
                found.append(Heading(2 if titled else 1, _bare(line.lstrip("#"))))
                titled = True
        elif sign == "-":
            found.append(Items(tuple(_bare(line[1:]) for line in lines)))
        elif sign == "|":
            found.append(_table(lines))
        elif sign:
            found.append(Paragraph(tuple(_bare(line.removeprefix(">")) for line in lines), right=sign == ">"))
    return tuple(found)


def _sign(line: str) -> str:
    line = line.strip()
    if line in ("", "#", "##", "-", ">"):
        return ""
    if line.startswith(("# ", "## ")):
        return "#"
    if line.startswith(("- ", "> ")):
        return line[0]
    return "|" if line.startswith("|") else "text"


def _table(lines: list[str]) -> Table:
    head, *rows = [[_bare(cell) for cell in line.strip("|").split("|")] for line in lines]
    width = len(head)
    return Table(tuple(head), tuple(tuple((row + [""] * width)[:width]) for row in rows))


def _bare(text: str) -> str:
    return text.strip().translate(_UNMASK)


def _printable(text: str, masks: str = "".join(_MASK.values())) -> str:
    # Controls and non-characters stand in no XML, private characters are our masks: whoever wrote them meant nothing that prints.
    # A no-break space stays what it is: amounts must not be torn apart at the end of a line.
    kept = "".join(" " if one in "\t\r\n\x0b\x0c\x85\u2028\u2029" else one for one in text)
    return "".join(one for one in kept if one in masks or unicodedata.category(one) not in _UNPRINTABLE).strip(" ")


_UNPRINTABLE = {"Cc", "Cn", "Co", "Cs"}
