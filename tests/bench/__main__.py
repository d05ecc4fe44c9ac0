"""`python -m tests.bench [name …] [--full] [--rounds N]`: prints every figure beside its ceiling and keeps the JSON under var/bench."""

import argparse
import json
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console

from tests.bench.figures import Figure, show
from tests.bench.place import Place, a_place

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "imports",
    "lists",
    "recalculating",
    "whatif",
    "feed",
    "reads",
    "gateway",
    "pulling",
    "statement",
    "assessment",
    "ledger",
)


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured."""

    rounds: int
    full: bool


def main() -> None:
    asked = _arguments()
    console = Console(width=max(Console().width, 120))
    figures: list[Figure] = []
    failed: dict[str, str] = {}
    begun = time.monotonic()
    with a_place(ROOT / "var" / "bench" / "house") as place:
        for name in asked.names or NAMES:
            at = time.monotonic()
            try:
                for figure in _bench(name)(place, Options(asked.rounds, asked.full)):
                    console.print(f"[dim]{name}: {figure.path}: ratio {figure.ratio}[/dim]")
                    figures.append(figure)
            except Exception as error:
                # A bench that breaks must not take the others' figures with it.
                console.print_exception()
                failed[name] = f"{type(error).__name__}: {error}"
            console.print(f"[dim]{name} took {time.monotonic() - at:.0f} s[/dim]")
    show(figures, console)
    for name, why in failed.items():
        console.print(f"[red]{name} failed: {why}[/red]")
    console.print(f"{_keep(figures, failed, asked, time.monotonic() - begun)}")
    if failed:
        raise SystemExit(1)


def _bench(name: str) -> Callable[[Place, Options], Iterator[Figure]]:
    return import_module(f"tests.bench.{name}").run  # type: ignore[no-any-return]


def _keep(figures: list[Figure], failed: dict[str, str], asked: argparse.Namespace, took: float) -> Path:
    path = ROOT / "var" / "bench" / f"{datetime.now(UTC).date().isoformat()}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "python": platform.python_version(),
        "machine": platform.platform(),
        "rounds": asked.rounds,
        "full": asked.full,
        "seconds": round(took),
        "failed": failed,
        "figures": [{**asdict(one), "reached": one.reached} for one in figures],
    }
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="benches to run; all of them without a name")
    parser.add_argument("--full", action="store_true", help="300 gminas with 20 000 entries each, 200 000 lines")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
