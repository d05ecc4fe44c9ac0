"""The office's own data, addresses of persons, numbers of decisions, letters per party."""

from alembic import op

from casework.migrations import m0013_office
from kit.migrations.env import runtime_role

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0013_office.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0013_office.downgrade(op.execute)
