"""What tests of every service stand on: migrated databases, tokens, callers with a role. Not used outside tests and benchmarks."""
