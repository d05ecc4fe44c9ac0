"""How a centre moves over from its old system: a streaming import of persons, families, awards and historical payments.

Lines are staged in chunks, all checked, and applied only if every one is good; payments are recorded as they were, not recomputed.
"""
