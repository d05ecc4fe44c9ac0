"""Orders of the proceedings as acts: what each is about, the suspension that it writes, the term that it restores."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    del runtime
    execute(
        """
        ALTER TABLE decision_act
            ADD COLUMN application uuid,
            ADD COLUMN reopening uuid,
            ADD CONSTRAINT decision_act_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            ADD CONSTRAINT decision_act_reopening_fkey FOREIGN KEY (gmina, reopening) REFERENCES extraordinary (gmina, id)
        """
    )
    # decision, kpa_ground: the order that suspended the proceedings and its ground; ended_by: the order that resumed them.
    execute(
        """
        ALTER TABLE case_pause
            ADD COLUMN decision uuid,
            ADD COLUMN kpa_ground text COLLATE "C",
            ADD COLUMN ended_by uuid,
            ADD CONSTRAINT case_pause_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            ADD CONSTRAINT case_pause_ended_by_fkey FOREIGN KEY (gmina, ended_by) REFERENCES decision (gmina, id),
            ADD CONSTRAINT case_pause_order CHECK ((decision IS NULL) = (kpa_ground IS NULL))
        """
    )
    # The term of the call was restored to the party: her late answer counts as in time (art. 58).
    execute("ALTER TABLE application_call ADD COLUMN restored_on date")
    execute(
        """
        ALTER TABLE decision_course
            ADD COLUMN immediate_order uuid,
            ADD CONSTRAINT decision_course_order_fkey FOREIGN KEY (gmina, immediate_order) REFERENCES decision (gmina, id)
        """
    )


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE decision_course DROP COLUMN immediate_order")
    execute("ALTER TABLE application_call DROP COLUMN restored_on")
    execute("ALTER TABLE case_pause DROP COLUMN decision, DROP COLUMN kpa_ground, DROP COLUMN ended_by")
    execute("ALTER TABLE decision_act DROP COLUMN application, DROP COLUMN reopening")
