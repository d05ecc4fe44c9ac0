"""Names in Polish alphabetical order and folded for search, as keys that any database compares byte by byte.

The embedded PostgreSQL has no Polish collation: each letter becomes its Latin base, and one with a mark of its own in the Polish
alphabet carries "~" behind it, which sorts after every letter.
"""

import unicodedata

_OWN_LETTERS = str.maketrans(
    {"ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~"}
)
# Letters that Unicode does not take apart into a base and a mark.
_OTHERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i"})
_MOST_WORDS = 6
_BREAK = "!"  # between parts of one name; sorts after the blank that separates surname and first name


def sort_key(last_name: str, first_name: str) -> str:
    """The key that persons are ordered by: surname, then first name; "Ć" stands between "Cz…" and "D"."""
    return f"{_key(last_name)} {_key(first_name)}"


def search_keys(text: str) -> list[str]:
    """What a clerk typed, as prefixes of folded sort keys: "Żółta", "zolta" and "ZOLTA" are one.

    Two words may be surname and first name or a surname of two parts, so every division is a prefix to look for.
    """
    words = text.replace(",", " ").split()[:_MOST_WORDS]
    divided = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words) + 1)]
    return [key for key in (folded(sort_key(last, first)).rstrip(" ") for last, first in divided) if key]


def folded(key: str) -> str:
    """A sort key without the marks of Polish letters; the index of the search is over this."""
    return key.replace("~", "")


def _key(name: str) -> str:
    # casefold() would make "ß" of length two first and leave marks in place; NFC so that a typed "o" + accent is one letter.
    own = unicodedata.normalize("NFC", name).casefold().translate(_OWN_LETTERS).translate(_OTHERS)
    letters = (c for c in unicodedata.normalize("NFKD", own) if not unicodedata.combining(c))
    parts = "".join(c if c.isalnum() or c == "~" else " " for c in letters if c not in "'’`")
    return _BREAK.join(parts.split())
