"""The ledger: one row per line of a money fact, keyed (gmina, service, sequence, line), and the short keys it is written with.

`posting` is what amounts are grouped by, `node` is a place in the tree total / dział / rozdział / row / benefit line in which
persons and families are counted, `member` is a pseudonym. Their numbers are given under the gmina's lock in `ledger_head`.
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = {
    "ledger_head": """
        CREATE TABLE ledger_head (
            gmina    text COLLATE "C" NOT NULL CHECK (gmina ~ '^[0-9]{6}$'),
            postings integer NOT NULL DEFAULT 0,
            nodes    integer NOT NULL DEFAULT 0,
            members  integer NOT NULL DEFAULT 0,
            CONSTRAINT ledger_head_pkey PRIMARY KEY (gmina)
        ) WITH (fillfactor = 50)
    """,
    "posting": """
        CREATE TABLE posting (
            gmina     text COLLATE "C" NOT NULL,
            id        integer NOT NULL,
            unit      text COLLATE "C" NOT NULL,
            side      text COLLATE "C" NOT NULL CHECK (side IN ('expenditure', 'revenue')),
            measure   text COLLATE "C" NOT NULL,
            dzial     text COLLATE "C" NOT NULL,
            rozdzial  text COLLATE "C" NOT NULL,
            paragraf  text COLLATE "C" NOT NULL,
            p4        text COLLATE "C" NOT NULL,
            task      text COLLATE "C" NOT NULL,
            task_kind text COLLATE "C" NOT NULL CHECK (task_kind IN ('zlecone', 'wlasne')),
            source    text COLLATE "C" NOT NULL,
            benefit   text COLLATE "C" NOT NULL,
            variant   text COLLATE "C" NOT NULL,
            mechanism text COLLATE "C" NOT NULL,
            nodes     integer[] NOT NULL CHECK (cardinality(nodes) = 5),
            CONSTRAINT posting_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT posting_content_key UNIQUE
                (gmina, rozdzial, benefit, paragraf, p4, source, variant, mechanism, task, task_kind, side, measure, unit, dzial)
        )
    """,
    "node": """
        CREATE TABLE node (
            gmina   text COLLATE "C" NOT NULL,
            id      integer NOT NULL,
            side    text COLLATE "C" NOT NULL,
            measure text COLLATE "C" NOT NULL,
            path    text COLLATE "C" NOT NULL,
            CONSTRAINT node_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT node_path_key UNIQUE (gmina, side, measure, path)
        )
    """,
    "member": """
        CREATE TABLE member (
            gmina     text COLLATE "C" NOT NULL,
            id        integer NOT NULL,
            kind      smallint NOT NULL CHECK (kind IN (1, 2)),
            pseudonym text COLLATE "C" NOT NULL,
            root      integer NOT NULL,
            CONSTRAINT member_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT member_pseudonym_key UNIQUE (gmina, pseudonym, kind)
        )
    """,
    "member_link": """
        CREATE TABLE member_link (
            gmina      text COLLATE "C" NOT NULL,
            service    text COLLATE "C" NOT NULL,
            sequence   bigint NOT NULL,
            kind       smallint NOT NULL CHECK (kind IN (1, 2)),
            old_member integer NOT NULL,
            new_member integer NOT NULL,
            known_at   timestamptz NOT NULL,
            CONSTRAINT member_link_pkey PRIMARY KEY (gmina, service, sequence)
        )
    """,
    "ledger_entry": """
        CREATE TABLE ledger_entry (
            gmina             text COLLATE "C" NOT NULL,
            service           text COLLATE "C" NOT NULL,
            sequence          bigint NOT NULL,
            line              integer NOT NULL,
            known_at          timestamptz NOT NULL,
            subject           uuid NOT NULL,
            posting           integer NOT NULL,
            budget_year       smallint NOT NULL,
            month             smallint NOT NULL CHECK (month BETWEEN 1 AND 13),
            booked_on         date NOT NULL,
            occurred_on       date NOT NULL,
            amount            bigint NOT NULL,
            sets_amount       bigint,
            benefits          bigint NOT NULL,
            in_sets           boolean NOT NULL,
            counted           smallint NOT NULL CHECK (counted BETWEEN 0 AND 2),
            entitled          integer,
            recipient         integer,
            household         integer,
            person_now        integer,
            due_period        text COLLATE "C",
            due_on            date,
            document_kind     text COLLATE "C" NOT NULL,
            document          text COLLATE "C" NOT NULL,
            document_version  integer NOT NULL,
            reverses_service  text COLLATE "C",
            reverses_sequence bigint,
            reverses_mode     text COLLATE "C",
            mirrors           uuid,
            list              uuid,
            grant_ref         text COLLATE "C",
            quantities        jsonb,
            declared          jsonb,
            CONSTRAINT ledger_entry_pkey PRIMARY KEY (gmina, service, sequence, line)
        );
        CREATE INDEX ledger_entry_posting_idx ON ledger_entry (gmina, budget_year, posting, booked_on);
        CREATE INDEX ledger_entry_mirrors_idx ON ledger_entry (gmina, budget_year) WHERE mirrors IS NOT NULL;
        CREATE INDEX ledger_entry_declared_idx ON ledger_entry (gmina, budget_year) WHERE declared IS NOT NULL
    """,
    "ledger_refusal": """
        CREATE TABLE ledger_refusal (
            gmina       text COLLATE "C" NOT NULL,
            service     text COLLATE "C" NOT NULL,
            sequence    bigint NOT NULL,
            known_at    timestamptz NOT NULL,
            code        text COLLATE "C" NOT NULL,
            pointer     text COLLATE "C" NOT NULL,
            unit        text COLLATE "C" NOT NULL,
            measure     text COLLATE "C" NOT NULL,
            benefit     text COLLATE "C" NOT NULL,
            budget_year smallint NOT NULL,
            booked_on   date NOT NULL,
            amount      bigint NOT NULL,
            CONSTRAINT ledger_refusal_pkey PRIMARY KEY (gmina, service, sequence)
        )
    """,
}
# A region sees how many facts of a gmina were refused; there is nobody in them.
_FOR_REGIONS = ("posting", "ledger_refusal")


def upgrade() -> None:
    for table, statements in _TABLES.items():
        op.execute(statements)
        protect(op.execute, table, runtime=runtime_role())
    for table in _FOR_REGIONS:
        open_to_lists(op.execute, table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.execute(f"DROP TABLE {table}")
