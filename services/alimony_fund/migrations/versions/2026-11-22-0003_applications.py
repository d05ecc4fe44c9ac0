"""The file plan, signs of cases, applications and their attachments."""

from alembic import op

from casework.migrations import m0003_applications
from kit.migrations.env import runtime_role

revision = "0003"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0003_applications.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0003_applications.downgrade(op.execute)
