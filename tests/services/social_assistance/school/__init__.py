"""School aid beside its worked cases: bounds, terms, the limit of a school year."""
