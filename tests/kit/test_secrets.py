"""A personal identifier opens only where it was written, is found only with the key, and is never seen in an event."""

import base64
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from kit.secrets import BadKeyFile, CannotOpen, IndexEntry, KeyRing, Place

PESEL = "44051401458"
PLACE = Place("101805", "person", "pesel")
ROW = "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11"


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.generate(tmp_path / "keys.json")


def test_a_field_opens_where_it_was_written(ring: KeyRing) -> None:
    envelope = ring.encrypt("Łucja Żółć", PLACE, ROW)

    assert ring.decrypt(envelope, PLACE, ROW) == "Łucja Żółć"
    assert ring.decrypt(memoryview(envelope), PLACE, ROW) == "Łucja Żółć"


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (replace(PLACE, gmina="101803"), ROW),
        (replace(PLACE, table="payment"), ROW),
        (replace(PLACE, column="document"), ROW),
        (replace(PLACE, domain="violence"), ROW),
        (PLACE, ROW[:-1] + "2"),
    ],
)
def test_a_copied_field_does_not_open_elsewhere(ring: KeyRing, place: Place, row: str) -> None:
    envelope = ring.encrypt(PESEL, PLACE, ROW)

    with pytest.raises(CannotOpen):
        ring.decrypt(envelope, place, row)


@pytest.mark.parametrize("position", [0, 1, 2, 4, 15, 20, -1])
def test_a_changed_field_does_not_open(ring: KeyRing, position: int) -> None:
    envelope = bytearray(ring.encrypt(PESEL, PLACE, ROW))
    envelope[position] ^= 1

    with pytest.raises(CannotOpen):
        ring.decrypt(bytes(envelope), PLACE, ROW)


@pytest.mark.parametrize("envelope", [b"", b"\x01", b"\x01\x02k1", b"\x01\x02k1" + b"0" * 20])
def test_a_fragment_does_not_open(ring: KeyRing, envelope: bytes) -> None:
    with pytest.raises(CannotOpen):
        ring.decrypt(envelope, PLACE, ROW)


def test_the_same_value_looks_different_in_every_row(ring: KeyRing) -> None:
    rows = [f"{n}" for n in range(200)]

    envelopes = ring.encrypt_many([PESEL] * 200, PLACE, rows)

    assert len({envelope[4:16] for envelope in envelopes}) == 200
    assert [ring.decrypt(e, PLACE, row) for e, row in zip(envelopes, rows, strict=True)] == [PESEL] * 200


def test_columns_of_different_length_are_refused(ring: KeyRing) -> None:
    with pytest.raises(ValueError, match="shorter"):
        ring.encrypt_many([PESEL, PESEL], PLACE, ["1"])


def test_look_up_finds_a_number_within_its_gmina_only(ring: KeyRing) -> None:
    stored = ring.index("101805", "pesel", PESEL)

    assert ring.index_candidates("101805", "pesel", PESEL) == [stored]
    assert ring.index_many("101805", "pesel", [PESEL]) == [stored.digest]
    assert ring.index("101803", "pesel", PESEL) != stored
    assert ring.index("101805", "account", PESEL) != stored
    assert ring.index("101805", "pesel", PESEL, domain="violence") != stored
    assert len(stored.digest) == 32


def test_pseudonyms_are_stable_and_apart_from_look_up_households_and_violence_files(ring: KeyRing) -> None:
    pseudonym = ring.pseudonym("101805", PESEL)

    assert ring.pseudonyms("101805", [PESEL, "1"])[0] == pseudonym
    assert len(pseudonym) == 43
    others = {
        ring.household_pseudonym("101805", PESEL),
        ring.pseudonym("101803", PESEL),
        ring.pseudonym("101805", PESEL, domain="violence"),
        ring.household_pseudonym("101805", PESEL, domain="violence"),
    }
    assert len(others) == 4
    assert pseudonym not in others


def test_a_second_process_reads_the_keys_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keys.json"
    rings: list[KeyRing] = []
    threads = [threading.Thread(target=lambda: rings.append(KeyRing.generate(path))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({ring.pseudonym("101805", PESEL) for ring in [*rings, KeyRing.from_file(path)]}) == 1
    assert sorted(os.listdir(path.parent)) == ["keys.json", "keys.json.master"]


def test_only_the_owner_reads_the_key_files(tmp_path: Path) -> None:
    KeyRing.generate(tmp_path / "keys.json")

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert modes == {"keys.json": 0o600, "keys.json.master": 0o600}


def test_the_key_file_alone_opens_nothing(tmp_path: Path) -> None:
    KeyRing.generate(tmp_path / "a" / "keys.json")
    KeyRing.generate(tmp_path / "b" / "keys.json")

    with pytest.raises(BadKeyFile):
        KeyRing.from_file(tmp_path / "a" / "keys.json", tmp_path / "b" / "keys.json.master")


def test_roots_cannot_be_exchanged_in_the_key_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    KeyRing.generate(path)
    document = orjson.loads(path.read_bytes())
    first, second = document["roots"][:2]
    first["wrapped"], second["wrapped"] = second["wrapped"], first["wrapped"]

    with pytest.raises(BadKeyFile):
        KeyRing.from_text(orjson.dumps(document).decode(), (tmp_path / "keys.json.master").read_text())


def test_after_a_rotation_old_fields_open_look_up_tries_both_keys_and_pseudonyms_stay(ring: KeyRing) -> None:
    old_field, old_entry = ring.encrypt(PESEL, PLACE, ROW), ring.index("101805", "pesel", PESEL)
    roots = dict(ring._roots)
    for purpose in ("data", "index"):
        for domain in ("general", "violence"):
            roots[purpose, domain, "k2"] = os.urandom(32)  # type: ignore[index]

    rotated = KeyRing(roots, "k2")

    assert rotated.decrypt(old_field, PLACE, ROW) == PESEL
    assert rotated.encrypt(PESEL, PLACE, ROW)[2:4] == b"k2"
    candidates = rotated.index_candidates("101805", "pesel", PESEL)
    assert candidates == [IndexEntry("k2", candidates[0].digest), old_entry]
    assert rotated.pseudonym("101805", PESEL) == ring.pseudonym("101805", PESEL)
    assert rotated.fingerprints("101805", "import", [PESEL]) == ring.fingerprints("101805", "import", [PESEL])


def test_a_fingerprint_is_neither_a_pseudonym_nor_a_look_up_entry_and_belongs_to_its_gmina(ring: KeyRing) -> None:
    (found,) = ring.fingerprints("101805", "pesel", [PESEL])

    pseudonym = base64.urlsafe_b64decode(ring.pseudonym("101805", f"pesel:{PESEL}") + "=")
    assert found != ring.index("101805", "pesel", PESEL).digest
    assert found != pseudonym
    assert [found] != ring.fingerprints("101803", "pesel", [PESEL])


def test_a_look_up_does_without_a_key_that_was_taken_away(ring: KeyRing) -> None:
    roots = {**ring._roots, ("data", "general", "k0"): os.urandom(32), ("index", "violence", "k0"): os.urandom(32)}

    entries = KeyRing(roots, "k1").index_candidates("101805", "pesel", PESEL)

    assert entries == [ring.index("101805", "pesel", PESEL)]
