"""From which day a decision may be carried out, what a quashed act leaves, and acts on rights that another system had granted."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE decision ADD COLUMN at_once text, ADD COLUMN enforceable_on date")
    execute(
        """
        CREATE INDEX decision_waits_idx ON decision (gmina, enforceable_on) WHERE state IN ('issued', 'delivered')
        """
    )
    # The decision of another system that an act on an imported right refers to: {number, issued_on, organ}.
    execute("ALTER TABLE decision_act ADD COLUMN earlier jsonb")
    # What was done to awards when the act was quashed, and when it came back; undone_on: it does not work since that day.
    execute("ALTER TABLE decision_act ADD COLUMN afterwards jsonb NOT NULL DEFAULT '[]', ADD COLUMN undone_on date")
    execute(
        """
        ALTER TABLE decision_act ADD CONSTRAINT decision_act_earlier
            CHECK (earlier IS NULL OR (refers_to IS NULL AND award IS NOT NULL))
        """
    )
    execute("CREATE INDEX decision_act_award_idx ON decision_act (gmina, award) WHERE award IS NOT NULL")


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX decision_act_award_idx")
    execute("ALTER TABLE decision_act DROP COLUMN earlier, DROP COLUMN afterwards, DROP COLUMN undone_on")
    execute("DROP INDEX decision_waits_idx")
    execute("ALTER TABLE decision DROP COLUMN at_once, DROP COLUMN enforceable_on")
