"""Which service's log of which gmina is followed, how far, in what state, and who holds the lease."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE source (
            gmina         text COLLATE "C" NOT NULL CHECK (gmina ~ '^[0-9]{6}$'),
            service       text COLLATE "C" NOT NULL,
            sequence      bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
            digest        bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (octet_length(digest) = 32),
            time          text COLLATE "C" NOT NULL DEFAULT '',
            state         text COLLATE "C" NOT NULL DEFAULT 'following',
            reason        text,
            head_sequence bigint NOT NULL DEFAULT 0,
            pulled_at     timestamptz,
            behind_since  timestamptz,
            address       text CHECK (address ~ '^https?://[^/?#]+(/[^?#]*)?$'),
            lease_owner   text COLLATE "C",
            lease_until   timestamptz NOT NULL DEFAULT '-infinity',
            CONSTRAINT source_pkey PRIMARY KEY (gmina, service),
            CONSTRAINT source_state CHECK (state IN
                ('following', 'unreachable', 'stopped_gap', 'stopped_chain', 'stopped_content', 'stopped_behind'))
        ) WITH (fillfactor = 50)
        """
    )
    protect(op.execute, "source", runtime=runtime_role())
    open_to_lists(op.execute, "source")
    op.execute(
        """
        CREATE TABLE benefit_name (
            gmina   text COLLATE "C" NOT NULL,
            service text COLLATE "C" NOT NULL,
            code    text COLLATE "C" NOT NULL,
            name    text NOT NULL,
            CONSTRAINT benefit_name_pkey PRIMARY KEY (gmina, service, code)
        )
        """
    )
    protect(op.execute, "benefit_name", runtime=runtime_role())


def downgrade() -> None:
    op.execute("DROP TABLE benefit_name")
    op.execute("DROP TABLE source")
