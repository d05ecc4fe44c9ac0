"""The housing allowance beside its worked cases: what is left open, and terms."""
