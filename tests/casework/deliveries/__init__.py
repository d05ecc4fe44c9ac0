"""The day of delivery."""
