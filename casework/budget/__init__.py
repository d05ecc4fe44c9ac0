"""What an act or a list would take of the plan, set beside what is left of it; a warning, never a bar to a right."""
