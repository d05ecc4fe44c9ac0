"""What the story of a family's year is told with: the office's desk, the family, how it decides and pays, and the test's own sums."""
