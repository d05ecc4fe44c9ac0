"""From which day a decision may be carried out, and acts on rights that another system had granted."""

from alembic import op

from casework.migrations import m0014_acts
from kit.migrations.env import runtime_role

revision = "0014"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0014_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0014_acts.downgrade(op.execute)
