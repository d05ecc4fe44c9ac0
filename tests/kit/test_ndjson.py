"""Lines of a body that comes in pieces: whole lines, in order, a bounded number of them in memory."""

from collections.abc import AsyncIterator, Sequence

import pytest

from kit.ndjson import chunks

LONGEST, SIZE, LINES = 64 * 1024, 8 * 1024 * 1024, 10_000
pytestmark = pytest.mark.asyncio


async def _sent(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def _taken(pieces: Sequence[bytes], *, lines: int = LINES, size: int = SIZE) -> list[list[bytes]]:
    return [chunk async for chunk in chunks(_sent(pieces), lines=lines, size=size, longest=LONGEST)]


async def test_a_line_without_an_end_is_not_kept_in_memory() -> None:
    found = await _taken([b"x" * 65_536] * (SIZE // 65_536 * 4) + [b"\ny"])

    assert [len(line) for chunk in found for line in chunk] == [LONGEST + 1, 1]


async def test_lines_are_taken_in_pieces_of_a_bounded_size() -> None:
    long, short = b"y" * 60_000 + b"\n", b"z\n"

    by_size = [len(chunk) for chunk in await _taken([long] * 300)]
    by_number = [len(chunk) for chunk in await _taken([short] * (LINES + 1))]

    assert (sum(by_size), max(by_size) * len(long) < SIZE + 2 * len(long)) == (300, True)
    assert by_number == [LINES, 1]


@pytest.mark.parametrize("cut", range(1, 9))
async def test_wherever_the_pieces_are_cut_the_lines_are_the_same(cut: int) -> None:
    body = b"a\n\nbc\nd"
    found = await _taken([body[:cut], body[cut:]], lines=2, size=1)

    assert [line for chunk in found for line in chunk] == [b"a", b"", b"bc", b"d"]
    assert max(len(chunk) for chunk in found) <= 2


async def test_what_is_complete_is_taken_before_more_comes() -> None:
    asked_for: list[int] = []

    async def slowly() -> AsyncIterator[bytes]:
        for number, piece in enumerate((b"a\nb\nc\nd", b"\n")):
            asked_for.append(number)
            yield piece

    seen = [(chunk, len(asked_for)) async for chunk in chunks(slowly(), lines=2, size=1, longest=LONGEST)]

    assert seen == [([b"a", b"b"], 1), ([b"c"], 1), ([b"d"], 2)]
