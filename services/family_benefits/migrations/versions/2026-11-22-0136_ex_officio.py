"""Orders in a case that the office began itself."""

from alembic import op

from casework.migrations import m0136_ex_officio
from kit.migrations.env import runtime_role

revision = "0136"
down_revision = "0138"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0136_ex_officio.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0136_ex_officio.downgrade(op.execute)
