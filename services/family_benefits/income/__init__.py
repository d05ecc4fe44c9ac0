"""Income of a family in the sense of the act on family benefits (art. 3 pkt 1-2a, 23-24, art. 5)."""
