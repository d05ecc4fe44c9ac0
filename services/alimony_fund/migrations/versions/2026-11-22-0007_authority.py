"""Staff, authorisations, deputyships, exclusions, restrictions.

The old code is still running while this executes: the tables are new, nothing that stands is touched.
"""

from alembic import op

from casework.migrations import m0007_authority
from kit.migrations.env import runtime_role

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    m0007_authority.upgrade(op.execute, runtime_role())


def downgrade() -> None:
    m0007_authority.downgrade(op.execute)
