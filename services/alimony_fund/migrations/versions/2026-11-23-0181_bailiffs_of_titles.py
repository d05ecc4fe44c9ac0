"""Who enforced a title, and since when: a bailiff who took over does not efface the one before."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0181"
down_revision = "0180"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE maintenance_bailiff (
    gmina        text COLLATE "C" NOT NULL,
    title        uuid NOT NULL,
    number       integer NOT NULL CHECK (number > 0),
    bailiff      text,
    bailiff_sign text,
    since        date NOT NULL,
    noted_by     text NOT NULL,
    noted_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT maintenance_bailiff_pkey PRIMARY KEY (gmina, title, number),
    CONSTRAINT maintenance_bailiff_title_fkey FOREIGN KEY (gmina, title) REFERENCES maintenance_title (gmina, id),
    CONSTRAINT maintenance_bailiff_sign CHECK (bailiff IS NOT NULL OR bailiff_sign IS NULL)
)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect(op.execute, "maintenance_bailiff", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "maintenance_bailiff")


def downgrade() -> None:
    unprotect_append_only(op.execute, "maintenance_bailiff")
