"""Polish alphabetical order without a Polish collation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.persons.names import folded, search_keys, sort_key

ALPHABET = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
WORDS = st.text(ALPHABET, min_size=1, max_size=8)


def polish_order(word: str) -> list[int]:
    return [ALPHABET.index(letter) for letter in word]


@given(WORDS, WORDS)
def test_keys_order_words_as_the_polish_alphabet_does(one: str, other: str) -> None:
    assert (sort_key(one, "") < sort_key(other, "")) == (polish_order(one) < polish_order(other))


@given(st.text(max_size=20), st.text(max_size=20))
def test_every_text_has_a_key_and_its_own_name_is_found(last: str, first: str) -> None:
    key = folded(sort_key(last, first))

    assert "~" not in key
    assert not search_keys(last) or any(key.startswith(found) for found in search_keys(last))


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [
        ("ŻÓŁTA", ["zolta"]),
        ("Nowak-Lis, ewa", ["nowak!lis ewa", "nowak!lis!ewa"]),
        ("O’Neill", ["oneill"]),
        ("Müller Łoś", ["muller los", "muller!los"]),
        ("--", []),
    ],
)
def test_what_is_typed_becomes_prefixes(typed: str, prefixes: list[str]) -> None:
    assert search_keys(typed) == prefixes
