"""Benchmarks: each path beside its ceiling from the same run. Nothing here is a test; `make bench` runs it on demand."""
