"""Of what was enforced, what is another's by the order of art. 28 is told apart and passed on; a remission is a share of what is open."""

from alembic import op

revision = "0200"
down_revision = "0207"
branch_labels = None
depends_on = None

_ACCOUNTS = "'principal', 'interest', 'paid_out', 'accrued', 'money', 'written_off', 'surplus'"
_OTHERS = "'creditor_current', 'creditor_arrears', 'liquidator'"
_UP = (
    "ALTER TABLE debt_act ADD COLUMN share numeric, ADD COLUMN own text COLLATE \"C\" CHECK (own IN ('paid', 'stopped')),"
    " ADD COLUMN creditor_current bigint NOT NULL DEFAULT 0 CHECK (creditor_current >= 0),"
    " ADD COLUMN creditor_arrears bigint NOT NULL DEFAULT 0 CHECK (creditor_arrears >= 0),"
    " ADD COLUMN liquidator bigint NOT NULL DEFAULT 0 CHECK (liquidator >= 0),"
    f" ADD COLUMN pool text COLLATE \"C\" CHECK (pool IN ('surplus', {_OTHERS}))",
    "ALTER TABLE debt_act"
    " ADD CONSTRAINT debt_act_share CHECK (share IS NULL"
    " OR (kind = 'write_off' AND principal IS NULL AND interest IS NULL AND share > 0 AND share <= 1)),"
    " ADD CONSTRAINT debt_act_of_others CHECK (creditor_current + creditor_arrears + liquidator = 0"
    " OR (kind = 'receipt' AND klass IS NULL AND own IS NOT NULL)),"
    " ADD CONSTRAINT debt_act_own CHECK (own IS NULL OR kind = 'receipt'),"
    " ADD CONSTRAINT debt_act_pool CHECK (pool IS NULL OR kind = 'give_back')",
    "ALTER TABLE debt_entry DROP CONSTRAINT debt_entry_account_check, DROP CONSTRAINT debt_entry_class,"
    f" ADD CONSTRAINT debt_entry_account_check CHECK (account IN ({_ACCOUNTS}, {_OTHERS})),"
    f" ADD CONSTRAINT debt_entry_class CHECK ((account IN ('money', 'surplus', {_OTHERS})) = (klass IS NULL))",
)
_DOWN = (
    "ALTER TABLE debt_entry DROP CONSTRAINT debt_entry_account_check, DROP CONSTRAINT debt_entry_class,"
    f" ADD CONSTRAINT debt_entry_account_check CHECK (account IN ({_ACCOUNTS})),"
    " ADD CONSTRAINT debt_entry_class CHECK ((account IN ('money', 'surplus')) = (klass IS NULL))",
    "ALTER TABLE debt_act DROP COLUMN share, DROP COLUMN own, DROP COLUMN creditor_current, DROP COLUMN creditor_arrears,"
    " DROP COLUMN liquidator, DROP COLUMN pool",
)


def upgrade() -> None:
    for statement in _UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in _DOWN:
        op.execute(statement)
