"""What each service says that its acts allow for serving their benefits, with the moment from which it was known."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE service_cost (
            gmina    text COLLATE "C" NOT NULL,
            service  text COLLATE "C" NOT NULL,
            known_at timestamptz NOT NULL,
            terms    jsonb NOT NULL,
            CONSTRAINT service_cost_pkey PRIMARY KEY (gmina, service, known_at)
        )
        """
    )
    protect(op.execute, "service_cost", runtime=runtime_role())


def downgrade() -> None:
    op.execute("DROP TABLE service_cost")
