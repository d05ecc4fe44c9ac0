"""What a reader checks on every page of a feed: no gap, no event moved, no byte changed.

Pages put every item on a line of its own, so the text that was hashed can be cut out without parsing and rendering it again.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from kit.feed.envelope import GENESIS, chain

SEPARATOR = b",\n"
_PREFIX = re.compile(rb'\{"sequence":(\d+),"time":"([^"]{20,40})","digest":"([0-9a-f]{64})",')


class FeedBroken(Exception):
    """The feed cannot be trusted from this place on; nothing of the page may be applied."""

    code = "feed_broken"

    def __init__(self, sequence: int, reason: str) -> None:
        super().__init__(f"at {sequence}: {reason}")
        self.sequence = sequence


class FeedGap(FeedBroken):
    """An event is missing or stands twice."""

    code = "feed_gap"


class ChainBroken(FeedBroken):
    """The digest does not follow from the event before and the text."""

    code = "feed_chain_broken"


@dataclass(frozen=True, slots=True)
class Place:
    """How far a reader has come in one log: the last sequence, its digest and its time text."""

    sequence: int = 0
    digest: bytes = GENESIS
    time: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A verified page: its items as they were stored, and the place behind the last one."""

    items: tuple[bytes, ...]
    place: Place


def verify(page: bytes, after: Place) -> Page:
    """Checks a page that was asked for with `after`; raises FeedGap or ChainBroken, an empty page is the same place."""
    text = page.strip()
    if text[:1] != b"[" or text[-1:] != b"]":
        raise FeedBroken(after.sequence, "the page is not a list")
    inner = text[1:-1].strip()
    if not inner:
        return Page((), after)
    items = tuple(inner.split(SEPARATOR))
    sequence, digest, time = after.sequence, after.digest, after.time.encode()
    for item in items:
        prefix = _PREFIX.match(item)
        if prefix is None:
            raise FeedBroken(sequence, "an item does not begin with sequence, time and digest")
        if int(prefix[1]) != sequence + 1:
            raise FeedGap(sequence, f"{prefix[1].decode()} follows {sequence}")
        if prefix[2] < time:
            raise FeedBroken(sequence, "time runs backwards")
        sequence, time = sequence + 1, prefix[2]
        body_hash = sha256(b"{" + item[prefix.end() :]).digest()
        digest = chain(digest, sequence, time, body_hash)
        if digest.hex().encode() != prefix[3]:
            raise ChainBroken(sequence, "the digest does not follow from the text")
    return Page(items, Place(sequence, digest, time.decode()))
