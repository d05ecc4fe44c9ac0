"""Case signs and the file plan."""
