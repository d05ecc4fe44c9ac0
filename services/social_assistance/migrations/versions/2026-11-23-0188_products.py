"""What was given out in an act of a register, by product. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0188"
down_revision = "0187"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE social_act_product (
    gmina    text COLLATE "C" NOT NULL,
    act      uuid NOT NULL,
    product  text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    cost     bigint NOT NULL CHECK (cost >= 0),
    CONSTRAINT social_act_product_pkey PRIMARY KEY (gmina, act, product),
    CONSTRAINT social_act_product_act_fkey FOREIGN KEY (gmina, act) REFERENCES social_act (gmina, id)
)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect(op.execute, "social_act_product", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "social_act_product")


def downgrade() -> None:
    unprotect_append_only(op.execute, "social_act_product")
