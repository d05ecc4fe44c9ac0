"""Orders in a case that the office began itself: the case they stand in, and the days on which its proceedings are suspended."""

from kit.tenancy import Execute, protect


def upgrade(execute: Execute, runtime: str) -> None:
    execute(
        """
        ALTER TABLE decision_act
            ADD COLUMN proceeding uuid,
            ADD CONSTRAINT decision_act_proceeding_fkey FOREIGN KEY (gmina, proceeding) REFERENCES case_sign (gmina, id)
        """
    )
    execute("CREATE INDEX decision_act_proceeding_idx ON decision_act (gmina, proceeding) WHERE proceeding IS NOT NULL")
    # decision, kpa_ground: the order that suspended the proceedings and its ground; ended_by: the order that resumed them.
    execute(
        """
        CREATE TABLE proceeding_pause (
            gmina      text COLLATE "C" NOT NULL,
            sign       uuid NOT NULL,
            number     integer NOT NULL CHECK (number > 0),
            first_day  date NOT NULL,
            last_day   date,
            decision   uuid NOT NULL,
            kpa_ground text COLLATE "C" NOT NULL,
            ended_by   uuid,
            CONSTRAINT proceeding_pause_pkey PRIMARY KEY (gmina, sign, number),
            CONSTRAINT proceeding_pause_sign_fkey FOREIGN KEY (gmina, sign) REFERENCES case_sign (gmina, id),
            CONSTRAINT proceeding_pause_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
            CONSTRAINT proceeding_pause_ended_by_fkey FOREIGN KEY (gmina, ended_by) REFERENCES decision (gmina, id),
            CONSTRAINT proceeding_pause_days CHECK (last_day IS NULL OR last_day >= first_day)
        )
        """
    )
    protect(execute, "proceeding_pause", runtime=runtime, grants="SELECT, INSERT, UPDATE")


def downgrade(execute: Execute) -> None:
    execute("DROP TABLE proceeding_pause")
    execute("ALTER TABLE decision_act DROP COLUMN proceeding")
