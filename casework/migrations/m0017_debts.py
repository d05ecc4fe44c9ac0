"""Undue payments: which act remitted something, and money that is given back to the person."""

from kit.tenancy import Execute

_KINDS = "'establishment', 'repayment', 'remission', 'write_off', 'correction'"


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE overpayment_movement ADD COLUMN decision uuid")
    execute(
        "ALTER TABLE overpayment_movement ADD CONSTRAINT overpayment_movement_decision_fkey "
        "FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)"
    )
    execute(
        "CREATE INDEX overpayment_movement_decision_idx ON overpayment_movement (gmina, decision) WHERE decision IS NOT NULL"
    )
    _kinds(execute, f"{_KINDS}, 'give_back'", "'establishment', 'repayment', 'give_back'")
    # The entry of which a part goes back: what was told of it once is told the other way by that part.
    execute("ALTER TABLE overpayment_entry ADD COLUMN gives_back uuid")
    execute(
        "ALTER TABLE overpayment_entry ADD CONSTRAINT overpayment_entry_gives_back_fkey "
        "FOREIGN KEY (gmina, gives_back) REFERENCES overpayment_entry (gmina, id)"
    )
    execute(
        "CREATE INDEX overpayment_entry_gives_back_idx ON overpayment_entry (gmina, gives_back) WHERE gives_back IS NOT NULL"
    )


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE overpayment_entry DROP COLUMN gives_back")
    execute("ALTER TABLE overpayment_movement DROP COLUMN decision")
    _kinds(execute, _KINDS, "'establishment', 'repayment'", " NOT VALID")


def _kinds(execute: Execute, kinds: str, of_money: str, valid: str = "") -> None:
    execute(
        "ALTER TABLE overpayment_movement DROP CONSTRAINT overpayment_movement_kind_check, "
        "DROP CONSTRAINT overpayment_movement_money"
    )
    execute(
        f"ALTER TABLE overpayment_movement ADD CONSTRAINT overpayment_movement_kind_check CHECK (kind IN ({kinds})){valid}"
    )
    execute(
        "ALTER TABLE overpayment_movement ADD CONSTRAINT overpayment_movement_money "
        f"CHECK (kind NOT IN ({of_money}) OR amount > 0){valid}"
    )
