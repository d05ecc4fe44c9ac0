"""Room in a page for the next version of awards and of the items of a mass recalculation."""

from alembic import op

from casework.migrations import m0138_room_in_pages

revision = "0138"
down_revision = "0132"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0138_room_in_pages.upgrade(op.execute)


def downgrade() -> None:
    m0138_room_in_pages.downgrade(op.execute)
