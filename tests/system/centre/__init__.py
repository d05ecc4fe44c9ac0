"""A year of a welfare centre: everything that its report to the council tells of."""
