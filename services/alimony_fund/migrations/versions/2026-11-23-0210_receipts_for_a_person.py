"""Money that came may name the entitled person on whose claims it counts (u.p.o.u.a. art. 27 ust. 8-9, art. 28)."""

from alembic import op

revision = "0210"
down_revision = "0201"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE debt_act ADD COLUMN entitled uuid,"
        " ADD CONSTRAINT debt_act_entitled_fkey FOREIGN KEY (gmina, entitled) REFERENCES person (gmina, id),"
        " ADD CONSTRAINT debt_act_for_person CHECK (entitled IS NULL OR kind = 'receipt')"
    )
    op.execute("CREATE INDEX debt_act_entitled_idx ON debt_act (gmina, entitled) WHERE entitled IS NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE debt_act DROP COLUMN entitled")
