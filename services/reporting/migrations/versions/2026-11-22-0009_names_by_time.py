"""Names of benefits with the moment from which each was known: a closed statement is printed with the names of its closing."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What is there was learnt at some time: it holds for everything before the next name.
    op.execute("ALTER TABLE benefit_name ADD COLUMN known_at timestamptz NOT NULL DEFAULT '-infinity'")
    op.execute("ALTER TABLE benefit_name ALTER COLUMN known_at DROP DEFAULT")
    op.execute("ALTER TABLE benefit_name DROP CONSTRAINT benefit_name_pkey")
    op.execute("ALTER TABLE benefit_name ADD CONSTRAINT benefit_name_pkey PRIMARY KEY (gmina, service, code, known_at)")


def downgrade() -> None:
    # Learnt again within minutes. A table under forced policies cannot be emptied row by row without a gmina.
    op.execute("TRUNCATE benefit_name")
    op.execute("ALTER TABLE benefit_name DROP CONSTRAINT benefit_name_pkey")
    op.execute("ALTER TABLE benefit_name DROP COLUMN known_at")
    op.execute("ALTER TABLE benefit_name ADD CONSTRAINT benefit_name_pkey PRIMARY KEY (gmina, service, code)")
