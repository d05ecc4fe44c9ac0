"""What was left unexamined goes on: the missed term was restored (k.p.a. art. 58), or the answer turned out to have kept it (art. 57 § 5).

A PESEL that the state gave wrongly (check digit, day of birth) stands with the document that shows it.
"""

from kit.tenancy import Execute

_GROUNDS = ("sent_back", "self_review", "reopening", "annulled")


def upgrade(execute: Execute, runtime: str) -> None:
    _grounds(execute, (*_GROUNDS, "term_restored", "answered_in_time"))
    # An answer that was in time after all takes no decision.
    execute(
        """
        ALTER TABLE application_reopening
            ALTER COLUMN decision DROP NOT NULL,
            ADD CONSTRAINT application_reopening_decided CHECK ((decision IS NULL) = (ground = 'answered_in_time'))
        """
    )
    # The day on which what had kept the party from answering was over, as her request for the term says.
    execute("ALTER TABLE application_call ADD COLUMN obstacle_ended_on date")
    execute("ALTER TABLE person ADD COLUMN number_basis bytea")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE person DROP COLUMN number_basis")
    execute("ALTER TABLE application_call DROP COLUMN obstacle_ended_on")
    execute(
        """
        ALTER TABLE application_reopening
            DROP CONSTRAINT application_reopening_decided,
            ALTER COLUMN decision SET NOT NULL
        """
    )
    _grounds(execute, _GROUNDS)


def _grounds(execute: Execute, allowed: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{one}'" for one in allowed)
    execute(
        f"""
        ALTER TABLE application_reopening
            DROP CONSTRAINT application_reopening_ground_check,
            ADD CONSTRAINT application_reopening_ground_check CHECK (ground IN ({listed}))
        """
    )
