"""Why a gmina's payment lists go through the circuit that it has set; the simple one is not set without a reason."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE payment_circuit ADD COLUMN reason text")
    # Not valid for rows from before, which nobody can change: what was set without a reason stays so.
    execute(
        "ALTER TABLE payment_circuit ADD CONSTRAINT payment_circuit_reasoned "
        "CHECK (circuit = 'full' OR reason IS NOT NULL) NOT VALID"
    )


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE payment_circuit DROP COLUMN reason")
