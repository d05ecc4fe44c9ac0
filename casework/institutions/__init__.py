"""Institutions that the centre deals with (courts, bailiffs, homes, banks, schools): a register to choose parties and payees from."""
