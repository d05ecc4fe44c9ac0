"""What is asked of the centre and how it ends: applications received, opened again, closed and pending, month by month."""
