"""Acts of registers of the logs, and what of them is counted month by month.

A database that has read logs before has left them out: its gminas' ledgers are built again (docs/operations.md).
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE register_fact (
    gmina      text COLLATE "C" NOT NULL,
    service    text COLLATE "C" NOT NULL,
    sequence   bigint NOT NULL,
    register   text COLLATE "C" NOT NULL,
    act        text COLLATE "C" NOT NULL,
    on_day     date NOT NULL,
    unit       text COLLATE "C" NOT NULL,
    requester  text COLLATE "C" NOT NULL,
    acts       smallint NOT NULL CHECK (acts BETWEEN -1 AND 1),
    takes_back bigint CHECK (takes_back < sequence),
    counts     jsonb NOT NULL,
    quantities jsonb NOT NULL,
    least      smallint NOT NULL DEFAULT 0,
    CONSTRAINT register_fact_pkey PRIMARY KEY (gmina, service, sequence)
);
CREATE INDEX register_fact_day_idx ON register_fact (gmina, register, on_day);
CREATE TABLE register_count (
    gmina           text COLLATE "C" NOT NULL,
    service         text COLLATE "C" NOT NULL,
    register        text COLLATE "C" NOT NULL,
    month           date NOT NULL,
    unit            text COLLATE "C" NOT NULL,
    act             text COLLATE "C" NOT NULL,
    requester       text COLLATE "C" NOT NULL,
    counted         text COLLATE "C" NOT NULL,
    acts            bigint NOT NULL DEFAULT 0,
    named           bigint NOT NULL DEFAULT 0,
    month_first     bigint NOT NULL DEFAULT 0,
    quarter_first   bigint NOT NULL DEFAULT 0,
    half_year_first bigint NOT NULL DEFAULT 0,
    year_first      bigint NOT NULL DEFAULT 0,
    least           smallint NOT NULL DEFAULT 0,
    CONSTRAINT register_count_pkey PRIMARY KEY (gmina, service, register, month, unit, act, requester, counted)
) WITH (fillfactor = 70);
CREATE TABLE register_quantity (
    gmina       text COLLATE "C" NOT NULL,
    service     text COLLATE "C" NOT NULL,
    register    text COLLATE "C" NOT NULL,
    month       date NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    act         text COLLATE "C" NOT NULL,
    measured    text COLLATE "C" NOT NULL,
    thousandths bigint NOT NULL,
    CONSTRAINT register_quantity_pkey PRIMARY KEY (gmina, service, register, month, unit, act, measured)
) WITH (fillfactor = 70)
"""


def upgrade() -> None:
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("register_fact", "register_count", "register_quantity"):
        protect(op.execute, table, runtime=runtime_role())
    # A region reads sums; which act it was is never its business.
    for table in ("register_count", "register_quantity"):
        open_to_lists(op.execute, table)


def downgrade() -> None:
    for table in ("register_quantity", "register_count", "register_fact"):
        op.execute(f"DROP TABLE {table}")
