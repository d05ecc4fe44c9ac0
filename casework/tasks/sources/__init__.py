"""Every source of tasks, in one table. A slice that brings a new one adds a `Source` to a file here and nothing else."""

from casework.tasks.sources import (
    applications,
    decisions,
    evidence,
    letters,
    money,
    overpayments,
    registers,
    requests,
    undue,
)
from casework.tasks.sources.source import Source

SOURCES: tuple[Source, ...] = (
    *applications.SOURCES,
    *decisions.SOURCES,
    *evidence.SOURCES,
    *letters.SOURCES,
    *money.SOURCES,
    *overpayments.SOURCES,
    *undue.SOURCES,
    *registers.SOURCES,
    *requests.SOURCES,
)
OWN = "own"
