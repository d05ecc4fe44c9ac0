"""The months to come: what running rights will cost, month by month, as long as nothing new is decided."""
