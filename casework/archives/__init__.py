"""Archive categories and how long a case's file is kept."""
