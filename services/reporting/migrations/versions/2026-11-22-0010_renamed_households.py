"""A household's pseudonym that follows its reference person's corrected number: the service's facts so far move, nobody else's.

Rows of an older revision have none; a corrected number was told as a union before.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The household that the fact stands for since; nothing where it is the one that was told.
    op.execute("ALTER TABLE ledger_entry ADD COLUMN household_as integer")
    op.execute("ALTER TABLE member_link DROP CONSTRAINT member_link_kind_check")
    op.execute("ALTER TABLE member_link ADD CONSTRAINT member_link_kind_check CHECK (kind IN (1, 2, 3))")


def downgrade() -> None:
    # Fails where a household was renamed: the ledgers have to be emptied before.
    op.execute("ALTER TABLE member_link DROP CONSTRAINT member_link_kind_check")
    op.execute("ALTER TABLE member_link ADD CONSTRAINT member_link_kind_check CHECK (kind IN (1, 2))")
    op.execute("ALTER TABLE ledger_entry DROP COLUMN household_as")
