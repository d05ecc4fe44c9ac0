"""Personal identifiers at rest: encrypted fields, keyed look-up (blind index), and pseudonyms for events.

Three independent secrets, because a leak of one must not open the others: data keys (AES-256-GCM), index
keys and pseudonym keys (HMAC-SHA-256). Keys of a gmina are derived from root keys by HKDF; the root keys lie
in the key file, wrapped by a master key kept elsewhere. Data and index keys rotate (kid); the pseudonym key
never does, because events carry pseudonyms for ever (events.md) and fingerprints of what was imported, made
from the same root, are compared for ever. Violence files have roots of their own: their pseudonyms join with
nothing.

Key file: {"version": 1, "current": kid, "roots": [{"purpose", "domain", "kid", "wrapped"}]}, wrapped =
base64 of nonce and AES-256-GCM ciphertext. To rotate: add data and index roots with a new kid, make it
current, keep the old ones.
"""

import base64
import contextlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Domain = Literal["general", "violence"]
Purpose = Literal["data", "index", "pseudonym"]

DOMAINS: tuple[Domain, ...] = ("general", "violence")
PURPOSES: tuple[Purpose, ...] = ("data", "index", "pseudonym")
_FORMAT = 1
_NONCE = 12
_NO_KID = "-"


Roots = dict[tuple[Purpose, Domain, str], bytes]


class BadKeyFile(Exception):
    """The key file cannot be used; no service with personal data starts without it."""


class CannotOpen(Exception):
    """An encrypted field does not open: another row's, an unknown key, or changed bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an encrypted field stands; a cell copied elsewhere does not open there."""

    gmina: str
    table: str
    column: str
    domain: Domain = "general"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A look-up digest (32 bytes) and the key it was made with."""

    kid: str
    digest: bytes


class KeyRing:
    """Keys of every gmina; made by from_file, from_text or generate.

    roots: (purpose, domain, kid) to 32 bytes; pseudonym roots have kid "-". current: the kid that new fields
    and index entries are made with.
    """

    def __init__(self, roots: Roots, current: str) -> None:
        self._roots = roots
        self.current = current
        self.kids = tuple(sorted({kid for purpose, _, kid in roots if purpose == "index"}))
        # One cipher per gmina and key: deriving costs fifty times an encryption.
        self._cipher = lru_cache(maxsize=8192)(self._make_cipher)
        self._key = lru_cache(maxsize=16384)(self._derive)

    @classmethod
    def from_file(cls, path: Path, master: Path | None = None) -> "KeyRing":
        """Reads a key file; master: file of the master key, <path>.master when not given. Raises
        BadKeyFile.
        """
        master = master or path.with_name(path.name + ".master")
        return cls.from_text(path.read_text(), master.read_text())

    @classmethod
    def from_text(cls, keys: str, master: str) -> "KeyRing":
        """The same from the texts of two secrets, for environments without files. Raises BadKeyFile."""
        try:
            document = orjson.loads(keys)
            wrapping = AESGCM(base64.b64decode(master.strip(), validate=True))
            roots: Roots = {
                (entry["purpose"], entry["domain"], entry["kid"]): _unwrap(wrapping, entry)
                for entry in document["roots"]
            }
            current = str(document["current"])
        except (ValueError, KeyError, TypeError, InvalidTag):
            raise BadKeyFile("the key file is damaged or belongs to another master key") from None
        wanted = {(p, d, _NO_KID if p == "pseudonym" else current) for p in PURPOSES for d in DOMAINS}
        if document.get("version") != _FORMAT or not wanted <= roots.keys():
            raise BadKeyFile("the key file lacks a root key")
        return cls(roots, current)

    @classmethod
    def generate(cls, path: Path, master: Path | None = None) -> "KeyRing":
        """Reads the key file, or makes it and its master key (mode 0600) when it is not there yet.

        Several processes may do so at once: one file wins and all read that one.
        """
        master = master or path.with_name(path.name + ".master")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_once(master, base64.b64encode(secrets.token_bytes(32)))
        write_once(path, _key_file("k1", AESGCM(base64.b64decode(master.read_bytes()))))
        return cls.from_file(path, master)

    def encrypt(self, value: str, place: Place, row_id: str) -> bytes:
        """The envelope of one field: format, kid, nonce, ciphertext, tag."""
        return self.encrypt_many([value], place, [row_id])[0]

    def encrypt_many(self, values: Sequence[str], place: Place, row_ids: Sequence[str]) -> list[bytes]:
        """Envelopes of one column of many rows; values and row_ids in the same order."""
        seal = self._cipher(place.gmina, place.domain, self.current).encrypt
        head, bound = _head(self.current), _bound(place)
        noise = os.urandom(_NONCE * len(values))
        envelopes: list[bytes] = []
        start = 0
        for value, row_id in zip(values, row_ids, strict=True):
            nonce = noise[start : start + _NONCE]
            start += _NONCE
            envelopes.append(head + nonce + seal(nonce, value.encode(), bound + row_id.encode()))
        return envelopes

    def decrypt(self, envelope: bytes, place: Place, row_id: str) -> str:
        """The field again; raises CannotOpen."""
        envelope = bytes(envelope)
        size = envelope[1] if len(envelope) > 1 else 0
        kid = envelope[2 : 2 + size].decode("ascii", "replace")
        rest = envelope[2 + size :]
        if not size or envelope[0] != _FORMAT or ("data", place.domain, kid) not in self._roots:
            raise CannotOpen
        try:
            cipher = self._cipher(place.gmina, place.domain, kid)
            return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], _bound(place) + row_id.encode()).decode()
        except (InvalidTag, ValueError):
            raise CannotOpen from None

    def index(self, gmina: str, kind: str, value: str, *, domain: Domain = "general") -> IndexEntry:
        """The look-up entry to store for a normalised value. kind: what it is, e.g. "pesel", "account"."""
        return IndexEntry(self.current, self.index_many(gmina, kind, [value], domain=domain)[0])

    def index_many(self, gmina: str, kind: str, values: Sequence[str], *, domain: Domain = "general") -> list[bytes]:
        """Look-up digests under the current kid, of many values."""
        return _digests(self._key("index", domain, self.current, gmina), kind, values)

    def index_candidates(self, gmina: str, kind: str, value: str, *, domain: Domain = "general") -> list[IndexEntry]:
        """Entries under every kid, the current first: a look-up while keys are being changed."""
        kept = (kid for kid in self.kids if kid != self.current and ("index", domain, kid) in self._roots)
        kids = [self.current, *kept]
        return [IndexEntry(kid, _digests(self._key("index", domain, kid, gmina), kind, [value])[0]) for kid in kids]

    def pseudonym(self, gmina: str, identity: str, *, domain: Domain = "general") -> str:
        """The pseudonym of a person: 43 characters, base64url. identity: see person_identity."""
        return self.pseudonyms(gmina, [identity], domain=domain)[0]

    def pseudonyms(self, gmina: str, identities: Sequence[str], *, domain: Domain = "general") -> list[str]:
        """Pseudonyms of many persons of a gmina."""
        key = self._key("pseudonym", domain, _NO_KID, gmina)
        digest, encode = hmac.digest, base64.urlsafe_b64encode
        return [encode(digest(key, identity.encode(), "sha256"))[:43].decode() for identity in identities]

    def household_pseudonym(self, gmina: str, identity: str, *, domain: Domain = "general") -> str:
        """The pseudonym of a household, over the identity of its reference person."""
        return self.pseudonym(gmina, f"household:{identity}", domain=domain)

    def fingerprints(self, gmina: str, kind: str, values: Sequence[str]) -> list[bytes]:
        """Digests (32 bytes) of contents that may hold personal data; a change of data and index keys leaves them alone."""
        return _digests(self._key("pseudonym", "general", _NO_KID, gmina, "fingerprint"), kind, values)

    def _make_cipher(self, gmina: str, domain: Domain, kid: str) -> AESGCM:
        return AESGCM(self._key("data", domain, kid, gmina))

    def _derive(self, purpose: Purpose, domain: Domain, kid: str, gmina: str, use: str = "") -> bytes:
        info = f"gops|{use or purpose}|{domain}|{kid}|{gmina}".encode()
        root = self._roots[purpose, domain, kid]
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(root)


def write_once(path: Path, content: bytes) -> None:
    """Writes a secret file (mode 0600) unless it exists; complete or not at all, also with several
    writers.
    """
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _key_file(kid: str, wrapping: AESGCM) -> bytes:
    roots: list[dict[str, str]] = []
    for purpose in PURPOSES:
        for domain in DOMAINS:
            entry = {"purpose": purpose, "domain": domain, "kid": _NO_KID if purpose == "pseudonym" else kid}
            nonce = os.urandom(_NONCE)
            wrapped = nonce + wrapping.encrypt(nonce, secrets.token_bytes(32), _label(entry))
            roots.append({**entry, "wrapped": base64.b64encode(wrapped).decode()})
    return orjson.dumps({"version": _FORMAT, "current": kid, "roots": roots}, option=orjson.OPT_INDENT_2)


def _unwrap(wrapping: AESGCM, entry: dict[str, Any]) -> bytes:
    wrapped = base64.b64decode(entry["wrapped"], validate=True)
    return wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _label(entry))


def _label(entry: dict[str, Any]) -> bytes:
    return f"gops-root|{entry['purpose']}|{entry['domain']}|{entry['kid']}".encode()


def _head(kid: str) -> bytes:
    return bytes([_FORMAT, len(kid)]) + kid.encode()


def _bound(place: Place) -> bytes:
    # The row id comes last, so that no choice of it can imitate another gmina, table or column.
    return f"{place.gmina}|{place.table}|{place.column}|".encode()


def _digests(key: bytes, kind: str, values: Sequence[str]) -> list[bytes]:
    digest, prefix = hmac.digest, f"{kind}:".encode()
    return [digest(key, prefix + value.encode(), "sha256") for value in values]
