"""The documentation is about this code: links lead somewhere, every code and every event type is described."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from kit.feed.envelope import GENESIS, chain, event
from tests.architecture.problem_list import kinds
from tests.architecture.process_list import page as processes_page

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("kit", "casework", "services", "gateway", "gops")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
EVENT_TYPE = re.compile(r"pl\.gops\.[a-z_]+\.[a-z_]+\.v[0-9]+")
# Hosts of package registries, and places that exist on one machine only.
ELSEWHERE = re.compile(
    r"pypi\.\w|pythonhosted|npmjs\.|ghcr\.|quay\.\w|golang\.org|(?<![\w.}~-])/(?:work|root|home|Users)/\w"
)


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_of_the_documentation_leads_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(page.read_text()):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)

    assert broken == []


def test_a_file_that_the_documentation_names_exists() -> None:
    missing = []
    for page in PAGES:
        for name in re.findall(r"`([\w./-]+/[\w./-]*)`", page.read_text()):
            top = name.split("/")[0]
            if top in (*PACKAGES, "deploy", "docs", "tests") and not (ROOT / name).exists():
                missing.append(f"{page.name}: {name}")

    assert missing == []


def test_every_problem_code_is_described() -> None:
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", (ROOT / "docs" / "problems.md").read_text(), re.MULTILINE)

    assert {(str(kind.status), kind.code) for kind in kinds()} == set(rows), (
        "write it again: python -m tests.architecture.problem_list > docs/problems.md"
    )


def test_every_process_is_drawn_from_its_table() -> None:
    assert (ROOT / "docs" / "processes.md").read_text() == processes_page(), (
        "draw it again: python -m tests.architecture.process_list > docs/processes.md"
    )


def test_every_event_type_is_described() -> None:
    in_code = {found for path in _sources() for found in EVENT_TYPE.findall(path.read_text())}

    assert in_code
    assert in_code == set(EVENT_TYPE.findall((ROOT / "docs" / "events.md").read_text()))


def test_every_decision_is_on_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "adr"
    pages = {page.name for page in folder.glob("[0-9]*.md")}

    assert set(LINK.findall((folder / "README.md").read_text())) == pages
    assert [name[:4] for name in sorted(pages)] == [f"{number:04}" for number in range(1, len(pages) + 1)]


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    written = [
        *PAGES,
        *(path for path in (ROOT / "deploy").iterdir() if path.is_file()),
        *_sources(),
        *(ROOT / name for name in ("docker-compose.yml", "Makefile", "pyproject.toml", "requirements.lock", ".ci/run")),
    ]

    found = {str(path.relative_to(ROOT)): ELSEWHERE.findall(path.read_text()) for path in written}

    assert {path: hits for path, hits in found.items() if hits} == {}


def test_the_verification_that_the_documentation_gives_to_readers_holds_and_finds_a_changed_byte() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "events.md").read_text(), re.DOTALL)
    assert code is not None
    names: dict[str, object] = {}
    exec(code[1], names)  # noqa: S102 - the example of our own documentation
    whole = _log(3)
    pages = [whole, b"[]"]

    with _serving(pages) as url:
        told = list(names["verify"](url, "token", "101805"))  # type: ignore[operator]
    pages = [whole.replace(b'"amount":200', b'"amount":201'), b"[]"]
    with _serving(pages) as url, pytest.raises(AssertionError, match="broken at 2"):
        list(names["verify"](url, "token", "101805"))  # type: ignore[operator]

    assert [one["data"]["amount"] for one in told] == [100, 200, 300]


def _log(length: int) -> bytes:
    items, digest = [], GENESIS
    for place in range(1, length + 1):
        one = event(
            service="family_benefits", gmina="101805", type="pl.gops.payment.settled.v1", subject=uuid4(),
            data={"amount": 100 * place},
        )  # fmt: skip
        time = f"2019-03-28T10:15:0{place}.000000Z"
        digest = chain(digest, place, time.encode(), one.body_hash)
        items.append(f'{{"sequence":{place},"time":"{time}","digest":"{digest.hex()}",'.encode() + one.body[1:])
    return b"[" + b",\n".join(items) + b"]"


class _serving:  # noqa: N801 - reads as a word
    """A feed that answers these pages in turn."""

    def __init__(self, pages: list[bytes]) -> None:
        class Feed(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(pages.pop(0))

            def log_message(self, *_: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Feed)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def test_the_example_item_of_the_documentation_has_the_members_of_an_item() -> None:
    text = (ROOT / "docs" / "events.md").read_text()
    example = re.search(r'\{"sequence":7.*?\{…\}\}', text, re.DOTALL)
    real = json.loads(_log(1))[0]

    assert example is not None
    assert re.findall(r'"(\w+)":', example[0]) == list(real)
