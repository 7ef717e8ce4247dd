"""A small class on a real JupyterHub, and the configurations for large ones."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import psutil
import pytest
import yaml
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyterhub.app import JupyterHub
from jupyterhub.auth import DummyAuthenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import SimpleLocalProcessSpawner, Spawner
from systemdspawner import SystemdSpawner
from traitlets import HasTraits, TraitError
from traitlets.config.loader import Config, PyFileConfigLoader

from benchmarks import hub
from benchmarks.hub_course import Options
from benchmarks.hub_table import table
from tests.support import ON_CI, ROOT

CONFIGURATIONS = ROOT / "binder" / "hub"
GUIDE = ROOT / "docs" / "class-on-a-hub.md"

NUMBER, TEXT, YES = {"type": "number"}, {"type": "string"}, {"type": "boolean"}


def keys(**known: Any) -> dict[str, Any]:
    """A schema of a mapping that knows no other keys than these."""
    return {"type": "object", "additionalProperties": False, "properties": known}


SIZE = {"type": "string", "pattern": r"^\d+[KMG]i?$"}
FILE = keys(mountPath=TEXT, stringData=TEXT) | {"required": ["mountPath", "stringData"]}

CHART = keys(
    singleuser=keys(
        image=keys(name=TEXT, tag=TEXT) | {"required": ["name", "tag"]},
        defaultUrl=TEXT,
        startTimeout={"type": "integer"},
        memory=keys(limit=SIZE, guarantee=SIZE),
        cpu=keys(limit=NUMBER, guarantee=NUMBER),
        storage=keys(capacity=SIZE),
        extraFiles={"type": "object", "additionalProperties": FILE},
    ),
    cull=keys(enabled=YES, every={"type": "integer"}, timeout={"type": "integer"}),
    prePuller=keys(hook=keys(enabled=YES), continuous=keys(enabled=YES)),
    scheduling=keys(podPriority=keys(enabled=YES), userPlaceholder=keys(enabled=YES, replicas={"type": "integer"})),
)
"""What `values.yaml` uses of the chart's own values.schema.yaml (Zero to JupyterHub 3 and 4), compared key by key.

The schema takes any text as a size, the hub does not: `CHART_TRAITS`.
"""

LITTLEST = keys(
    user_environment=keys(default_app={"enum": ["classic", "jupyterlab"]}),
    limits=keys(memory=SIZE, cpu=NUMBER),
    services=keys(cull=keys(enabled=YES, every={"type": "integer"}, timeout={"type": "integer"})),
)
"""What `tljh.yaml` uses of the property paths of tljh-config (The Littlest JupyterHub 1 and 2), compared key by key."""

CHART_TRAITS = {
    "singleuser.memory.limit": "mem_limit",
    "singleuser.memory.guarantee": "mem_guarantee",
    "singleuser.cpu.limit": "cpu_limit",
    "singleuser.cpu.guarantee": "cpu_guarantee",
    "singleuser.startTimeout": "start_timeout",
    "singleuser.defaultUrl": "default_url",
}
"""What the chart hands on to its spawner, as the hub's own configuration in the chart does."""
LITTLEST_TRAITS = {"limits.memory": "mem_limit", "limits.cpu": "cpu_limit"}
"""The same for The Littlest JupyterHub, whose spawner is systemd's."""

CONFIGURED: dict[str, type[HasTraits]] = {
    "Authenticator": DummyAuthenticator,
    "ConfigurableHTTPProxy": ConfigurableHTTPProxy,
    "JupyterHub": JupyterHub,
    "MappingKernelManager": AsyncMappingKernelManager,
    "ServerApp": ServerApp,
    "SimpleLocalProcessSpawner": SimpleLocalProcessSpawner,
    "Spawner": SystemdSpawner,
}
"""What acts under each name of a section."""


def read(name: str) -> Any:
    return yaml.safe_load((CONFIGURATIONS / name).read_text())


def size(text: str) -> float:
    """MiB; both hubs read K, M, G as powers of 1024."""
    return float(text[:-1]) * {"M": 1, "G": 1024}[text[-1]]


def measured(title: str) -> float:
    """A figure of the class in the guide's tables: the last column of the row."""
    row = next(line for line in GUIDE.read_text().splitlines() if line.startswith(f"| {title}"))
    found = re.match(r"[\d.]+", row.rsplit("|", 2)[1].strip())
    assert found, row
    return float(found[0])


@pytest.mark.parametrize(("name", "schema"), [("values.yaml", CHART), ("tljh.yaml", LITTLEST)])
def test_the_configurations_use_only_keys_that_the_hubs_know(name: str, schema: dict[str, Any]) -> None:
    jsonschema.validate(read(name), schema)


def take(kind: type[HasTraits], name: str, value: Any) -> Any:
    """The value as a class takes it from a configuration. KeyError for a name that it has not, TraitError."""
    return kind.class_traits(config=True)[name]._validate(kind.__new__(kind), value)


def loaded(name: str) -> Config:
    found: Config = PyFileConfigLoader(name, str(CONFIGURATIONS)).load_config()
    return found


@pytest.mark.parametrize("name", ["tljh.py", "jupyterhub_config.py", "jupyter_server_config.py"])
def test_what_is_configured_is_known_and_taken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is misspelt is no error to a hub: the setting is just not made."""
    given = {"HASIM_LESSONS": tmp_path, "HASIM_HUB_PLACE": tmp_path, "HASIM_HUB_PORTS": "1,2,3"}
    for variable, value in given.items():
        monkeypatch.setenv(variable, str(value))
    monkeypatch.setattr("threading.Timer.start", lambda _: None)
    found = loaded(name)
    assert found
    for section, settings in found.items():
        for key, value in settings.items():
            take(CONFIGURED[section], key, value)


@pytest.mark.parametrize(
    ("name", "traits", "spawner"),
    [("values.yaml", CHART_TRAITS, Spawner), ("tljh.yaml", LITTLEST_TRAITS, SystemdSpawner)],
)
def test_the_spawner_takes_the_values(name: str, traits: dict[str, str], spawner: type[HasTraits]) -> None:
    for path, trait in traits.items():
        value = read(name)
        for key in path.split("."):
            value = value[key]
        take(spawner, trait, value)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("start_timeot", 300, KeyError), ("start_timeout", "300", TraitError), ("mem_limit", "1Gi", TraitError)],
)
def test_a_wrong_setting_would_be_seen(name: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        take(SystemdSpawner, name, value)


def test_littlest_opens_the_lesson_although_it_sets_an_address_of_its_own() -> None:
    """It reads the files of jupyterhub_config.d last, after it has made what config.yaml says of the default app."""
    config = Config({"Spawner": {"default_url": "/lab"}})
    config.merge(loaded("tljh.py"))
    assert config.Spawner.default_url == read("values.yaml")["singleuser"]["defaultUrl"]


def test_the_chart_mounts_the_file_that_is_tested_here() -> None:
    mounted = read("values.yaml")["singleuser"]["extraFiles"]["hasim"]["stringData"]
    assert mounted == (CONFIGURATIONS / "jupyter_server_config.py").read_text()


@pytest.mark.parametrize("memory", [read("values.yaml")["singleuser"]["memory"], read("tljh.yaml")["limits"]])
def test_the_limits_hold_what_was_measured(memory: dict[str, Any]) -> None:
    kernel, one = measured("the kernel at the end: PSS"), measured("most that was ever resident")
    limit = size(memory.get("limit") or memory["memory"])
    assert one + 4 * kernel <= limit < one + 6 * kernel
    assert one <= size(memory.get("guarantee", "384M")) < 1.5 * one


def test_a_server_makes_the_working_copy_as_it_starts_and_leaves_what_is_there(tmp_path: Path) -> None:
    program = (
        "import sys; from traitlets.config import PyFileConfigLoader as Loader; "
        "print(Loader('jupyter_server_config.py', sys.argv[1]).load_config().MappingKernelManager.cull_idle_timeout)"
    )
    lesson = tmp_path / "mine" / "en" / "01-failover.ipynb"
    lesson.parent.mkdir(parents=True)
    lesson.write_text("my own")
    environment = {"HASIM_LESSONS": str(tmp_path / "mine"), "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", program, str(CONFIGURATIONS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "1200\n"
    assert lesson.read_text() == "my own"
    assert (tmp_path / "mine" / "ja" / "01-failover.ipynb").exists()


@pytest.mark.slow
def test_two_learners_on_a_real_hub(tmp_path: Path) -> None:
    """The first part of lesson 1 through the proxy: nothing fails, everything is measured, nothing is left running."""
    if reason := hub.missing():
        if ON_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    options = Options(learners=2, clicks=1, pace=0.1, whole=False, keep=str(tmp_path))
    report = hub.measure(options)
    assert report.failures == []
    for waits in (report.alone.waits, report.together.waits):
        assert {way: len(found) for way, found in waits.items() if way.endswith("kill")} == {
            "paced kill": len(waits["enter"]),
            "rush kill": len(waits["enter"]),
        }
    assert len(report.together.waits["enter"]) == 2
    for name in report.together.names:
        cost = report.together.after["rush"].learner(name)
        assert 0 < cost.private <= cost.pss <= cost.peak
        assert (tmp_path / "home" / name / "hasim-lessons" / "en" / "01-failover.ipynb").exists()
        assert list((tmp_path / "home" / name / "hasim-lessons" / "en").glob("*.hasim.jsonl"))
    assert "Failures: 0." in "\n".join(table(report, options))
    assert running(tmp_path) == []


def running(home: Path) -> list[str]:
    """The commands of processes that live in a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOME", "").startswith(str(home)):
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found
