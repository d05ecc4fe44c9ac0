"""Income in the sense of the act on social assistance (art. 8 ust. 3-13)."""
