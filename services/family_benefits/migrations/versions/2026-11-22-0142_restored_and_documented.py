"""What was left unexamined goes on; a PESEL that was given wrongly stands with what shows it."""

from alembic import op

from casework.migrations import m0142_restored_and_documented
from kit.migrations.env import runtime_role

revision = "0142"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0142_restored_and_documented.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0142_restored_and_documented.downgrade(op.execute)
