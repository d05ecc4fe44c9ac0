"""A migration that has shipped is never edited; what changes later is a revision of its own."""

from tests.architecture.shipped_migrations import present, shipped


def test_no_shipped_migration_was_edited_and_each_is_listed() -> None:
    assert dict(present()) == shipped()
