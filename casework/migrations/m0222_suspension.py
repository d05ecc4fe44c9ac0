"""Other parties told of discontinuing suspended proceedings, and annexes of a decision on another durable medium."""

from kit.tenancy import Execute, protect


def upgrade(execute: Execute, runtime: str) -> None:
    execute(
        """
        CREATE TABLE discontinuing_notice (
            gmina           text COLLATE "C" NOT NULL,
            application     uuid NOT NULL,
            number          integer NOT NULL CHECK (number > 0),
            person          uuid NOT NULL,
            delivered_on    date NOT NULL,
            objection_until date NOT NULL,
            objected_on     date,
            letter          uuid,
            noted_by        text NOT NULL,
            noted_on        date NOT NULL,
            CONSTRAINT discontinuing_notice_pkey PRIMARY KEY (gmina, application, number),
            CONSTRAINT discontinuing_notice_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
            CONSTRAINT discontinuing_notice_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
            CONSTRAINT discontinuing_notice_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
        )
        """
    )
    protect(execute, "discontinuing_notice", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    execute(
        """
        ALTER TABLE delivery
            ADD COLUMN annex_medium text,
            ADD COLUMN annex_consent_on date,
            ADD COLUMN annex_consent_form text COLLATE "C",
            ADD CONSTRAINT delivery_annex CHECK (num_nonnulls(annex_medium, annex_consent_on, annex_consent_form) IN (0, 3))
        """
    )


def downgrade(execute: Execute) -> None:
    execute(
        "ALTER TABLE delivery DROP COLUMN annex_medium, DROP COLUMN annex_consent_on, DROP COLUMN annex_consent_form"
    )
    execute("DROP TABLE discontinuing_notice")
