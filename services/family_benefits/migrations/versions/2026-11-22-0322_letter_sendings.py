"""Deliveries of further letters."""

from alembic import op

from casework.migrations import m0322_letter_sendings
from kit.migrations.env import runtime_role

revision = "0322"
down_revision = "0222"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0322_letter_sendings.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0322_letter_sendings.downgrade(op.execute)
