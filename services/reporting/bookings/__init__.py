"""What the finance system books besides the benefits: salaries, upkeep, service costs; and its view of our own lists."""
