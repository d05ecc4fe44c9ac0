"""Addresses of persons: where she lives, where she wants her letters, her electronic address; with history, encrypted."""
