"""docs/processes.md from the tables of states: `python -m tests.architecture.process_list > docs/processes.md`."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from casework.transitions import Process

PROJECT = Path(__file__).parents[2]
_HEAD = """# Processes

Every process of the procedure is one table: states, and which step leads from which to which. An illegal step is 409
`transition_not_allowed`, and its `errors` name the steps that are allowed.
This page is drawn from the tables that the code asks (`states.py` of each slice).
"""


def processes() -> Iterator[Process]:
    """Every process of every slice, by code."""
    found = []
    for path in sorted([*PROJECT.glob("casework/*/states.py"), *PROJECT.glob("services/*/*/states.py")]):
        module = importlib.import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts))
        found += [one for one in vars(module).values() if isinstance(one, Process)]
    yield from sorted(found, key=lambda process: process.code)


def page() -> str:
    """The page as text."""
    return "\n".join([_HEAD, *(_drawn(one) for one in processes())])


def _drawn(process: Process) -> str:
    arrows = [f"    {one.source} --> {one.target}: {one.step}" for one in process.transitions]
    states = [f"| `{code}` | {name} | {_steps(process, code)} |" for code, name in process.states.items()]
    grounds = [
        f"| `{step}` | {', '.join(articles)} |"
        for step in dict.fromkeys(one.step for one in process.transitions)
        if (articles := list(dict.fromkeys(t.article for t in process.transitions if t.step == step and t.article)))
    ]
    return "\n".join(
        [
            f"## {process.title} (`{process.code}`)",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {next(iter(process.states))}",
            *arrows,
            "```",
            "",
            "| State | Name | Steps it allows |",
            "|---|---|---|",
            *states,
            "",
            *(["| Step | Article |", "|---|---|", *grounds, ""] if grounds else []),
        ]
    )


def _steps(process: Process, state: str) -> str:
    return ", ".join(f"`{step}`" for step in process.allowed(state)) or "none: the end"


if __name__ == "__main__":
    sys.stdout.write(page())
