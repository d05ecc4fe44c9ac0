"""Children of the supervisor: watched, stopped in reverse, gone with their parent even after kill -9."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from gops.keeper import ChildDidNotStart
from gops.ports import LOOPBACK, free_port
from gops.supervisor import ChildDied, Interrupted, NotReady, Supervisor
from tests.conftest import PROJECT
from tests.gops.conftest import eventually, has_ended

SERVER = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
print("listening", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
NOTES_ITS_END = """
import signal, sys, time
def end(*_):
    with open(sys.argv[1], "a") as diary: diary.write(sys.argv[2] + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
time.sleep(600)
"""
SLEEPS = "import time; print('awake', flush=True); time.sleep(600)"


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    with Supervisor(tmp_path / "log", grace=5.0) as started:
        yield started


def a_python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *(str(argument) for argument in arguments)]


def says(log: Path, text: str) -> Callable[[], bool]:
    return lambda: text in log.read_text()


def test_a_child_is_ready_when_its_health_answers_200(supervisor: Supervisor) -> None:
    port = free_port()
    child = supervisor.spawn("gateway", a_python(SERVER, port, 200), health_url=f"http://{LOOPBACK}:{port}/health")

    supervisor.wait_ready(timeout=30)

    assert child.returncode is None
    assert "listening" in child.log.read_text()


def test_a_child_that_answers_503_is_not_ready_and_the_reason_is_told(supervisor: Supervisor) -> None:
    port = free_port()
    url = f"http://{LOOPBACK}:{port}/health"
    child = supervisor.spawn("gateway", a_python(SERVER, port, 503), health_url=url)
    assert eventually(says(child.log, "listening"))

    with pytest.raises(NotReady, match=rf"(?s)gateway is not ready after 1 s: {url} gave 503.*listening"):
        supervisor.wait_ready(timeout=1)


def test_a_child_that_dies_is_reported_with_the_end_of_its_log(supervisor: Supervisor) -> None:
    failing = "import sys; print('\\n'.join(map(str, range(100)))); sys.exit('no such table: award')"
    supervisor.spawn("reporting", a_python(failing), health_url=f"http://{LOOPBACK}:{free_port()}/health")

    with pytest.raises(ChildDied, match=r"(?s)^reporting ended \(exit code 1\).*\n99\nno such table: award$") as died:
        supervisor.wait_ready(timeout=30)

    assert "\n50\n" not in str(died.value)


def test_a_killed_child_is_reported_and_not_started_again(supervisor: Supervisor) -> None:
    child = supervisor.spawn("family_benefits", a_python(SLEEPS))
    os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(ChildDied, match=r"family_benefits ended \(killed by SIGKILL\)"):
        supervisor.wait()

    assert child.returncode == 128 + signal.SIGKILL


def test_a_killed_child_may_be_started_again_and_its_log_goes_on(supervisor: Supervisor) -> None:
    first = supervisor.spawn("reporting", a_python(SLEEPS))
    assert eventually(says(first.log, "awake"))
    os.kill(first.pid, signal.SIGKILL)
    assert eventually(lambda: first.returncode is not None)

    second = supervisor.spawn("reporting", a_python(SLEEPS))

    assert eventually(lambda: second.log.read_text() == "awake\nawake\n")
    supervisor.check()


def test_a_name_is_given_once(supervisor: Supervisor) -> None:
    supervisor.spawn("gateway", a_python(SLEEPS))

    with pytest.raises(ValueError, match="gateway is running already"):
        supervisor.spawn("gateway", a_python(SLEEPS))


def test_a_command_that_does_not_exist_is_reported(supervisor: Supervisor) -> None:
    supervisor.spawn("gateway", ["/no/such/command"])

    with pytest.raises(ChildDied, match=r"(?s)exit code 127.*cannot run /no/such/command: No such file"):
        supervisor.wait()


def test_a_child_in_a_folder_that_does_not_exist_is_refused_at_once(supervisor: Supervisor, tmp_path: Path) -> None:
    with pytest.raises((ChildDidNotStart, FileNotFoundError)):
        supervisor.spawn("gateway", a_python(SLEEPS), cwd=tmp_path / "nowhere")


def test_children_are_stopped_in_reverse_order(tmp_path: Path) -> None:
    with Supervisor(tmp_path / "log") as supervisor:
        for name in ("family_benefits", "reporting", "gateway"):
            child = supervisor.spawn(name, a_python(NOTES_ITS_END, tmp_path / "diary", name))
            assert eventually(says(child.log, "ready"))

    assert (tmp_path / "diary").read_text().split() == ["gateway", "reporting", "family_benefits"]


def test_a_child_deaf_to_sigterm_is_killed_after_its_grace(tmp_path: Path) -> None:
    with Supervisor(tmp_path / "log", grace=0.2) as supervisor:
        child = supervisor.spawn("deaf", a_python(DEAF))
        assert eventually(says(child.log, "deaf"))

    assert child.returncode == 128 + signal.SIGKILL


def test_what_a_child_started_ends_with_it(supervisor: Supervisor) -> None:
    forking = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
    child = supervisor.spawn("workers", a_python(forking))
    assert eventually(says(child.log, "\n"))
    grandchild = psutil.Process(int(child.log.read_text()))

    supervisor.stop_one("workers")

    assert eventually(lambda: has_ended(grandchild))


def test_a_child_stopped_the_moment_it_was_started_ends_at_once(tmp_path: Path) -> None:
    with Supervisor(tmp_path / "log", grace=600.0) as supervisor:
        children = [supervisor.spawn(f"child {number}", a_python(SLEEPS)) for number in range(10)]

    assert {child.returncode for child in children} <= {128 + signal.SIGTERM, 0}


def test_only_what_was_started_here_is_stopped(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as bystander:
        with Supervisor(tmp_path / "log") as supervisor:
            supervisor.spawn("gateway", a_python(SLEEPS))

        assert bystander.poll() is None
        bystander.kill()


def test_each_line_is_echoed_with_the_name_of_its_child(tmp_path: Path) -> None:
    lines: list[str] = []
    with Supervisor(tmp_path / "log", echo=lines.append) as supervisor:
        child = supervisor.spawn("gateway", a_python("print('zażółć'); print('no end of line', end='')"))
        assert eventually(lambda: child.returncode is not None)

    assert lines == ["gateway: zażółć", "gateway: no end of line"]


def test_the_log_of_the_run_before_is_kept(tmp_path: Path) -> None:
    for text in ("first", "second"):
        with Supervisor(tmp_path / "log") as supervisor:
            child = supervisor.spawn("gateway", a_python(f"print('{text}')"))
            assert eventually(lambda kept=child: kept.returncode is not None)  # type: ignore[misc]

    assert (tmp_path / "log" / "gateway.log").read_text() == "second\n"
    assert (tmp_path / "log" / "gateway.log.1").read_text() == "first\n"


def test_a_child_sees_our_environment_and_what_is_added(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOPS_INHERITED", "inherited")
    code = "import os; print(os.environ['GOPS_INHERITED'], os.environ['GOPS_ADDED'])"
    child = supervisor.spawn("gateway", a_python(code), env={"GOPS_ADDED": "added"})

    assert eventually(says(child.log, "inherited added\n"))


def test_sigterm_stops_everything_like_ctrl_c(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path / "log")
    child = supervisor.spawn("gateway", a_python(SLEEPS))

    with pytest.raises(Interrupted, match=str(128 + signal.SIGTERM)), supervisor:
        os.kill(os.getpid(), signal.SIGTERM)

    assert child.returncode is not None
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=str)
def test_children_end_with_us_however_we_end(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "import sys, pathlib; from gops.supervisor import Supervisor\n"
        "with Supervisor(pathlib.Path(sys.argv[1])) as supervisor:\n"
        "    print(supervisor.spawn('gateway', [sys.executable, '-c', sys.argv[2]]).pid, flush=True)\n"
        "    supervisor.wait()\n"
    )
    with subprocess.Popen(
        a_python(code, tmp_path, SLEEPS), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=PROJECT
    ) as owner:
        assert owner.stdout is not None
        child = psutil.Process(int(owner.stdout.readline()))
        owner.send_signal(number)
        owner.wait()

        assert eventually(lambda: has_ended(child))


def test_a_preferred_port_is_given_only_when_it_is_free() -> None:
    with socket.create_server((LOOPBACK, 0)) as listening:
        taken = listening.getsockname()[1]

        assert free_port(preferred=taken) != taken

    assert free_port(preferred=taken) == taken
