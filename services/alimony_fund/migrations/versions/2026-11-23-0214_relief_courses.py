"""The decision on a relief is delivered, final, appealed against: each step is kept, and a refusal that SKO repealed may be undone."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0214"
down_revision = "0213"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debtor_relief_step (
    gmina    text COLLATE "C" NOT NULL,
    relief   uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    step     text COLLATE "C" NOT NULL,
    state    text COLLATE "C" NOT NULL,
    done_on  date NOT NULL,
    article  text NOT NULL,
    details  jsonb NOT NULL,
    letter   uuid,
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_relief_step_pkey PRIMARY KEY (gmina, relief, number),
    CONSTRAINT debtor_relief_step_relief_fkey FOREIGN KEY (gmina, relief) REFERENCES debtor_relief (gmina, id),
    CONSTRAINT debtor_relief_step_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
)
"""
_PLANNED = "kind IN ('deferral', 'instalments')"


def upgrade() -> None:
    op.execute(
        'ALTER TABLE debtor_relief ADD COLUMN course text COLLATE "C", ADD COLUMN delivered_on date, ADD COLUMN final_on date,'
        " ADD CONSTRAINT debtor_relief_course CHECK (course IS NULL OR kind <> 'expiry'),"
        " ADD CONSTRAINT debtor_relief_delivered CHECK (delivered_on IS NULL OR (course IS NOT NULL AND decided_on IS NOT NULL)),"
        " ADD CONSTRAINT debtor_relief_final CHECK (final_on IS NULL OR delivered_on IS NOT NULL)"
    )
    # A refusal that SKO repealed is undone, and had no plan.
    op.execute(
        "ALTER TABLE debtor_relief DROP CONSTRAINT debtor_relief_plan, ADD CONSTRAINT debtor_relief_plan CHECK ("
        f"(plan = '[]' OR ({_PLANNED} AND state IN ('granted', 'undone')))"
        f" AND (plan <> '[]' OR NOT ({_PLANNED} AND state = 'granted')))"
    )
    op.execute(_TABLE)
    protect(op.execute, "debtor_relief_step", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "debtor_relief_step")


def downgrade() -> None:
    unprotect_append_only(op.execute, "debtor_relief_step")
    op.execute(
        "ALTER TABLE debtor_relief DROP CONSTRAINT debtor_relief_plan, ADD CONSTRAINT debtor_relief_plan CHECK ("
        f"({_PLANNED} AND state IN ('granted', 'undone')) = (plan <> '[]'))"
    )
    op.execute("ALTER TABLE debtor_relief DROP COLUMN course, DROP COLUMN delivered_on, DROP COLUMN final_on")
