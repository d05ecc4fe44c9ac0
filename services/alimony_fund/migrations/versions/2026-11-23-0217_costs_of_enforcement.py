"""Of what a bailiff hands over, costs of enforcement that the office had advanced are told apart: they repay no claim."""

from alembic import op

revision = "0217"
down_revision = "0216"
branch_labels = None
depends_on = None

_ACCOUNTS = "'principal', 'interest', 'paid_out', 'accrued', 'money', 'written_off', 'surplus'"
_OTHERS = "'creditor_current', 'creditor_arrears', 'liquidator'"


def _checks(others: str, sum_of_others: str) -> None:
    op.execute(
        "ALTER TABLE debt_entry DROP CONSTRAINT debt_entry_account_check, DROP CONSTRAINT debt_entry_class,"
        f" ADD CONSTRAINT debt_entry_account_check CHECK (account IN ({_ACCOUNTS}, {others})),"
        f" ADD CONSTRAINT debt_entry_class CHECK ((account IN ('money', 'surplus', {others})) = (klass IS NULL))"
    )
    op.execute(
        "ALTER TABLE debt_act DROP CONSTRAINT debt_act_pool_check, DROP CONSTRAINT debt_act_of_others,"
        f" ADD CONSTRAINT debt_act_pool_check CHECK (pool IN ('surplus', {others})),"
        f" ADD CONSTRAINT debt_act_of_others CHECK ({sum_of_others} = 0"
        " OR (kind = 'receipt' AND klass IS NULL AND own IS NOT NULL))"
    )


def upgrade() -> None:
    op.execute("ALTER TABLE debt_act ADD COLUMN costs bigint NOT NULL DEFAULT 0 CHECK (costs >= 0)")
    _checks(f"'costs', {_OTHERS}", "costs + creditor_current + creditor_arrears + liquidator")


def downgrade() -> None:
    _checks(_OTHERS, "creditor_current + creditor_arrears + liquidator")
    op.execute("ALTER TABLE debt_act DROP COLUMN costs")
