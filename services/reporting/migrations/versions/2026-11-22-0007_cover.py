"""What binds the plan for a posting's money: the commitment of its right, an approved list, nothing, or a document of the finance system.

Postings of an older revision all say `commitment`; a rebuild of the ledger tells them apart.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEY = "gmina, rozdzial, benefit, paragraf, p4, source, variant, mechanism, task, task_kind, side, measure, unit, dzial"


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE posting ADD COLUMN cover text COLLATE "C" NOT NULL DEFAULT 'commitment'
            CONSTRAINT posting_cover CHECK (cover IN ('commitment', 'liability', 'none', 'booking'))
        """
    )
    op.execute("ALTER TABLE posting DROP CONSTRAINT posting_content_key")
    op.execute(f"ALTER TABLE posting ADD CONSTRAINT posting_content_key UNIQUE ({_KEY}, cover)")


def downgrade() -> None:
    # Fails where two postings differ by their cover alone: they cannot become one here, and the ledgers have to be emptied before.
    op.execute("ALTER TABLE posting DROP CONSTRAINT posting_content_key")
    op.execute("ALTER TABLE posting DROP COLUMN cover")
    op.execute(f"ALTER TABLE posting ADD CONSTRAINT posting_content_key UNIQUE ({_KEY})")
