"""A household that another service knows by another adult of it."""

from alembic import op

from casework.migrations import m0126_household_link

revision = "0126"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0126_household_link.upgrade(op.execute)


def downgrade() -> None:
    m0126_household_link.downgrade(op.execute)
