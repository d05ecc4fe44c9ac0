"""Terms of the procedure (k.p.a. art. 35-37, 57-58, 64): when each clock of a case ends, and whether an act was in time."""
