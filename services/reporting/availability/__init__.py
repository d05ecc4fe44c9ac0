"""What is left of the plan on a budget line, over all services and the finance system's documents."""
