"""What a reader refuses: a missing event, one that stands twice, a changed byte, time that runs backwards."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.feed.envelope import GENESIS, chain
from kit.feed.verify import SEPARATOR, ChainBroken, FeedBroken, FeedGap, Place, verify

TIMES = [
    "2019-01-02T10:00:00.000000Z",
    "2019-01-02T10:00:00.000000Z",
    "2019-01-02T10:00:00.000001Z",
    "2019-03-01T00:00:00.000000Z",
]


def a_page(times: list[str]) -> list[bytes]:
    """Items of a log whose events became known at these times."""
    items, digest = [], GENESIS
    for sequence, time in enumerate(times, start=1):
        body = b'{"data":{"n":%d}}' % sequence
        digest = chain(digest, sequence, time.encode(), sha256(body).digest())
        prefix = f'{{"sequence":{sequence},"time":"{time}","digest":"{digest.hex()}",'
        items.append(prefix.encode() + body[1:])
    return items


def page_of(items: list[bytes]) -> bytes:
    return b"[" + SEPARATOR.join(items) + b"]"


def test_a_page_that_follows_is_accepted_and_says_where_it_ends() -> None:
    found = verify(page_of(a_page(TIMES)), Place())

    assert found.place.sequence == 4
    assert found.place.time == TIMES[-1]
    assert verify(b"[]", found.place).place == found.place


def test_pages_read_one_after_the_other_end_where_one_page_ends() -> None:
    items = a_page(TIMES)

    first = verify(page_of(items[:2]), Place())
    second = verify(page_of(items[2:]), first.place)

    assert second.place == verify(page_of(items), Place()).place


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_event_is_noticed(missing: int) -> None:
    items = a_page(TIMES)
    del items[missing]

    with pytest.raises(FeedGap):
        verify(page_of(items), Place())


def test_an_event_that_stands_twice_is_noticed() -> None:
    items = a_page(TIMES)

    with pytest.raises(FeedGap):
        verify(page_of([*items[:2], *items[1:]]), Place())


def test_time_that_runs_backwards_is_noticed() -> None:
    with pytest.raises(FeedBroken):
        verify(page_of(a_page([TIMES[3], TIMES[0]])), Place())


def test_a_log_that_was_begun_anew_is_noticed() -> None:
    place = verify(page_of(a_page(TIMES)), Place()).place
    other = a_page([*["2020-01-01T00:00:00.000000Z"] * 5])

    with pytest.raises(ChainBroken):
        verify(page_of(other[4:]), place)


@given(st.data())
def test_no_changed_byte_passes(data: st.DataObject) -> None:
    page = bytearray(page_of(a_page(TIMES)))
    place = data.draw(st.integers(1, len(page) - 2))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != page[place]))
    before = bytes(page)
    page[place] = other

    try:
        found = verify(bytes(page), Place())
    except (FeedBroken, ValueError):
        return
    # Only white space between two items may differ, and no item does.
    assert list(found.items) == before[1:-1].split(SEPARATOR)
