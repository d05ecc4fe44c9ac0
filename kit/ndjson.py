"""Bodies of one JSON object a line (NDJSON), taken as they come: a few lines in memory, whatever the length of the body."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "application/x-ndjson"


async def chunks(stream: AsyncIterator[bytes], *, lines: int, size: int, longest: int) -> AsyncIterator[list[bytes]]:
    """The lines of a body in lists of at most `lines`, a list as soon as `size` bytes have come (1: whatever is complete).

    longest: bytes of a line. Of a longer one just enough is kept for it to be seen; it keeps its place and is the caller's to refuse.
    """
    found: list[bytes] = []
    rest = b""
    held = 0
    async for piece in stream:
        parts = (rest + piece).split(b"\n")
        rest = parts.pop()[: longest + 1]
        found.extend(parts)
        held += len(piece)
        while len(found) >= lines or (found and held >= size):
            yield found[:lines]
            found = found[lines:]
            if not found:
                held = 0
    if rest:
        found.append(rest)
    while found:
        yield found[:lines]
        found = found[lines:]
