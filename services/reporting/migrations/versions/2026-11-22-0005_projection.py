"""What statements read: amounts by posting and month, who is a member of which cell until which month's end, and how many they are.

Months are those of the budget year; 1 takes what was booked before the year, 13 what was booked after it.
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MONTHS = range(1, 14)


def _columns(*letters: str) -> str:
    return ", ".join(f"{letter}{month} bigint NOT NULL" for letter in letters for month in _MONTHS)


def upgrade() -> None:
    op.execute(
        f"""
        CREATE TABLE amount_cell (
            gmina       text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            posting     integer NOT NULL,
            {_columns("a", "b")},
            CONSTRAINT amount_cell_pkey PRIMARY KEY (gmina, budget_year, posting)
        ) WITH (fillfactor = 50)
        """
    )
    op.execute(
        f"""
        CREATE TABLE set_member (
            gmina       text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            kind        smallint NOT NULL CHECK (kind IN (1, 2)),
            node        integer NOT NULL,
            member      integer NOT NULL,
            {_columns("c")},
            CONSTRAINT set_member_pkey PRIMARY KEY (gmina, budget_year, node, member)
        ) WITH (fillfactor = 70)
        """
    )
    op.execute(
        """
        CREATE TABLE count_cell (
            gmina       text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            node        integer NOT NULL,
            kind        smallint NOT NULL CHECK (kind IN (1, 2)),
            month       smallint NOT NULL CHECK (month BETWEEN 1 AND 13),
            delta       integer NOT NULL,
            CONSTRAINT count_cell_pkey PRIMARY KEY (gmina, budget_year, node, kind, month)
        ) WITH (fillfactor = 50)
        """
    )
    op.execute(
        """
        CREATE TABLE list_total (
            gmina       text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            list        text COLLATE "C" NOT NULL,
            measure     text COLLATE "C" NOT NULL,
            side        text COLLATE "C" NOT NULL,
            dzial       text COLLATE "C" NOT NULL,
            rozdzial    text COLLATE "C" NOT NULL,
            paragraf    text COLLATE "C" NOT NULL,
            p4          text COLLATE "C" NOT NULL,
            task_kind   text COLLATE "C" NOT NULL,
            source      text COLLATE "C" NOT NULL,
            paid        bigint NOT NULL,
            booked      bigint NOT NULL,
            mirrored    boolean NOT NULL,
            CONSTRAINT list_total_pkey PRIMARY KEY
                (gmina, budget_year, list, measure, side, rozdzial, paragraf, p4, task_kind, source, dzial)
        ) WITH (fillfactor = 70)
        """
    )
    op.execute("CREATE INDEX list_total_mirrored_idx ON list_total (gmina, budget_year, list, measure) WHERE mirrored")
    for table in ("amount_cell", "set_member", "count_cell", "list_total"):
        protect(op.execute, table, runtime=runtime_role())
    # A region reads sums; who is in a set is never its business.
    open_to_lists(op.execute, "amount_cell")


def downgrade() -> None:
    for table in ("list_total", "count_cell", "set_member", "amount_cell"):
        op.execute(f"DROP TABLE {table}")
