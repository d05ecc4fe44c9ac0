"""Terms of the procedure, against the calendar."""
