"""What is done to a right by hand; parties noted late or by mistake."""

from alembic import op

from casework.migrations import m0018_award_acts
from kit.migrations.env import runtime_role

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0018_award_acts.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0018_award_acts.downgrade(op.execute)
