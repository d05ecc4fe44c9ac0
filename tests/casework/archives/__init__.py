"""Archive categories."""
