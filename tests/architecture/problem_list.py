"""docs/problems.md, written from the code: `python -m tests.architecture.problem_list > docs/problems.md`."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator

import casework
import gateway
import kit
import services
from kit.problems import Problem, registered_problems

HEAD = """\
# Problems

Every answer outside 2xx is `application/problem+json` (RFC 9457). A program looks at `code`, a person reads `detail`; `errors` points at
fields. The running system explains a code at `/problems/{code}`. This page is written from the code.

| Status | `code` | Title | Meaning |
|---|---|---|---|
"""
_PACKAGES = (kit, casework, services, gateway)


def kinds() -> list[type[Problem]]:
    """Every kind of problem of the system, by status and code."""
    for package in _PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and "testing" not in found.name:
                importlib.import_module(found.name)
    names = tuple(f"{package.__name__}." for package in _PACKAGES)
    ours = (kind for kind in registered_problems().values() if kind.__module__.startswith(names))
    return sorted(ours, key=lambda kind: (kind.status, kind.code))


def lines() -> Iterator[str]:
    """One row of the table for each kind."""
    for kind in kinds():
        meaning = " ".join((inspect.getdoc(kind) or "").split())
        yield f"| {kind.status} | `{kind.code}` | {kind.title} | {meaning} |"


if __name__ == "__main__":
    sys.stdout.write(HEAD + "\n".join(lines()) + "\n")
