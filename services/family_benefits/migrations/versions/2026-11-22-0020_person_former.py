"""Former names, days of birth and numbers of persons."""

from alembic import op

from casework.migrations import m0020_person_former
from kit.migrations.env import runtime_role

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0020_person_former.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0020_person_former.downgrade(op.execute)
