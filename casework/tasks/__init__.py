"""Terms and tasks: every clock of a case with its end, and what is to be done, by person and by centre.

A task is derived from the registers by one statement, so there is no second truth about it; stored is only what people do with it.
"""
