"""Awards: rights that run from month to month. They carry ids and amounts only, never a name or a number of a person."""
