"""The budget classification by date and the sources of money."""
