"""Peak memory of a process while it does something (Linux's /proc), and whether it stays flat when there is more to do."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure

FLAT = 24.0
"""MiB by which a peak may grow from the fewest rows to the most and still be called flat: a chunk in memory, and the allocator's slack."""


def forget_peak(pid: int) -> None:
    """Counts anew from what the process holds now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak(pid: int) -> float:
    """MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def flat(path: str, peaks: Sequence[tuple[int, float]]) -> Figure:
    """A figure from (rows, peak) of a fresh process each: how much the most rows take beyond the fewest."""
    (fewest, least), (most, highest) = peaks[0], peaks[-1]
    told = ", ".join(f"{rows}: {size:.0f} MiB" for rows, size in peaks)
    return Figure(
        path, "MiB", f"the same with {fewest}", least, highest, highest - least, FLAT, at_least=False, ratio_unit="MiB",
        note=f"peak RSS of the service's process, started anew for each; {told}; ours: {most}; ratio: what it grows by",
        rounds=((least, highest),),
    )  # fmt: skip
