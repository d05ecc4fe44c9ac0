"""What a title said, and as which organ this office acted towards a debtor, is kept when it changes: each with its day."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0207"
down_revision = "0205"
branch_labels = None
depends_on = None

_TABLES = {
    "debtor_role": """
        CREATE TABLE debtor_role (
            gmina          text COLLATE "C" NOT NULL,
            debtor         uuid NOT NULL,
            number         integer NOT NULL CHECK (number > 0),
            unit           text NOT NULL,
            creditor_organ boolean NOT NULL,
            debtor_organ   boolean NOT NULL,
            other_organ    text,
            since          date NOT NULL,
            noted_by       text NOT NULL,
            noted_at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT debtor_role_pkey PRIMARY KEY (gmina, debtor, number),
            CONSTRAINT debtor_role_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
            CONSTRAINT debtor_role_some CHECK (creditor_organ OR debtor_organ)
        )
    """,
    "maintenance_title_version": """
        CREATE TABLE maintenance_title_version (
            gmina          text COLLATE "C" NOT NULL,
            title          uuid NOT NULL,
            number         integer NOT NULL CHECK (number > 0),
            kind           text NOT NULL,
            court          text NOT NULL,
            case_sign      text NOT NULL,
            creditor_organ text,
            monthly        bigint NOT NULL CHECK (monthly > 0),
            valid_from     date NOT NULL,
            valid_to       date,
            stated_on      date NOT NULL,
            noted_by       text NOT NULL,
            noted_at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT maintenance_title_version_pkey PRIMARY KEY (gmina, title, number),
            CONSTRAINT maintenance_title_version_title_fkey FOREIGN KEY (gmina, title) REFERENCES maintenance_title (gmina, id),
            CONSTRAINT maintenance_title_version_days CHECK (valid_to IS NULL OR valid_to >= valid_from)
        )
    """,
}


def upgrade() -> None:
    for name, sql in _TABLES.items():
        op.execute(sql)
        protect(op.execute, name, runtime=runtime_role(), grants="SELECT, INSERT")
        append_only(op.execute, name)


def downgrade() -> None:
    for name in reversed(_TABLES):
        unprotect_append_only(op.execute, name)
