"""Posts of the centre's staff as imported for the statistics. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0186"
down_revision = "0185"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE staffing_return (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    on_day      date NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    inhabitants integer NOT NULL CHECK (inhabitants > 0),
    families    integer NOT NULL CHECK (families >= 0),
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT staffing_return_pkey PRIMARY KEY (gmina, id)
);
CREATE UNIQUE INDEX staffing_return_day_uidx ON staffing_return (gmina, on_day, number);
CREATE TABLE staffing_post (
    gmina    text COLLATE "C" NOT NULL,
    staffing uuid NOT NULL,
    unit     text COLLATE "C" NOT NULL,
    post     text COLLATE "C" NOT NULL,
    persons  integer NOT NULL CHECK (persons > 0),
    posts    integer NOT NULL CHECK (posts > 0),
    CONSTRAINT staffing_post_pkey PRIMARY KEY (gmina, staffing, unit, post),
    CONSTRAINT staffing_post_staffing_fkey FOREIGN KEY (gmina, staffing) REFERENCES staffing_return (gmina, id)
)
"""
_ONCE = ("staffing_post", "staffing_return")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in _ONCE:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in _ONCE:
        unprotect_append_only(op.execute, table)
