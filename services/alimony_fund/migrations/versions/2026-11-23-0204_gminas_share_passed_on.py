"""A centre hands all that debtors repaid over to the gmina's account (Rb-27ZZ, annex 38 § 6 ust. 1): the gmina's share goes along."""

from alembic import op

revision = "0204"
down_revision = "0181"
branch_labels = None
depends_on = None

_UP = """
ALTER TABLE debt_state_transfer
    ADD COLUMN share bigint NOT NULL DEFAULT 0 CHECK (share >= 0),
    ADD COLUMN advance_share bigint NOT NULL DEFAULT 0 CHECK (advance_share >= 0),
    DROP CONSTRAINT debt_state_transfer_some,
    ADD CONSTRAINT debt_state_transfer_some CHECK (principal + advance + interest + share + advance_share > 0)
"""
_DOWN = """
ALTER TABLE debt_state_transfer
    DROP CONSTRAINT debt_state_transfer_some, DROP COLUMN share, DROP COLUMN advance_share,
    ADD CONSTRAINT debt_state_transfer_some CHECK (principal + advance + interest > 0)
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
