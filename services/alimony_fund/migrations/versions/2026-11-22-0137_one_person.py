"""Kinds of households by days, and two entries that are one person."""

from alembic import op

from casework.migrations import m0137_one_person
from kit.migrations.env import runtime_role

revision = "0137"
down_revision = "0136"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0137_one_person.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0137_one_person.downgrade(op.execute)
