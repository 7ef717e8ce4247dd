"""Small CIBs, and the low-level tools on them: hasim's in this process, the real ones beside them."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hasim.cib import Cib, Dialect, Element, parse_xml
from hasim.shell.context import Context, Launcher
from hasim.shell.filehost import CibFile, MemoryFiles
from hasim.shell.registry import run_program
from tests.support import real_program

NOW = 1_588_498_631
"""Sun May  3 09:37:11 2020 UTC."""

_IDS = {"node1": "3232235721", "node2": "3232235722"}
_PRIMITIVES = {
    "vip": ("heartbeat", "IPaddr2", {"ip": "192.168.0.203", "nic": "ens33"}),
    "httpd": ("heartbeat", "apache", {"configfile": "/etc/httpd/conf/httpd.conf"}),
    "ping": (
        "pacemaker",
        "ping",
        {"name": "default_ping_set", "host_list": "192.168.0.1", "multiplier": "1000"},
    ),
}


def _primitive(name: str) -> str:
    provider, agent, values = _PRIMITIVES[name]
    set_id = f"{name}-instance_attributes"
    pairs = "".join(f'<nvpair id="{set_id}-{key}" name="{key}" value="{value}"/>' for key, value in values.items())
    return (
        f'<primitive id="{name}" class="ocf" provider="{provider}" type="{agent}">'
        f'<instance_attributes id="{set_id}">{pairs}</instance_attributes>'
        f'<operations><op id="{name}-monitor-10s" name="monitor" interval="10s"/></operations></primitive>'
    )


def _operation(name: str, node: str, task: str, interval: int, call: int, rc: int, id: str, when: int) -> str:
    key = f"{name}_{task}_{interval}"
    return (
        f'<lrm_rsc_op id="{id or key}" operation_key="{key}" operation="{task}" on_node="{node}" call-id="{call}"'
        f' rc-code="{rc}" op-status="0" interval="{interval}" last-rc-change="{when}" exec-time="0" queue-time="0"'
        f' exit-reason="" crm_feature_set="3.16.1" transition-key="1:1:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"'
        f' transition-magic="0:{rc};1:1:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"/>'
    )


def _history(name: str, node: str, active: bool, failed_at: int) -> str:
    provider, agent, _ = _PRIMITIVES[name]
    operations = []
    if active:
        operations = [_operation(name, node, "start", 0, 20, 0, f"{name}_last_0", NOW - 900)]
        operations += [_operation(name, node, "monitor", 10000, 21, 0, "", NOW - 899)]
    else:
        operations = [_operation(name, node, "stop", 0, 40, 0, f"{name}_last_0", NOW - 100)]
    if failed_at:
        operations.append(_operation(name, node, "monitor", 10000, 36, 7, f"{name}_last_failure_0", failed_at))
    body = "".join(operations)
    return f'<lrm_resource id="{name}" class="ocf" provider="{provider}" type="{agent}">{body}</lrm_resource>'


def _state(node: str, active: tuple[str, ...], failures: int, failed_at: int) -> str:
    id = _IDS[node]
    histories = "".join(
        _history(name, node, name in active, failed_at if name == "httpd" else 0) for name in ("httpd", "vip", "ping")
    )
    values = {"#feature-set": "3.16.1", "default_ping_set": "1000"}
    if failures:
        values |= {"fail-count-httpd#monitor_10000": str(failures), "last-failure-httpd#monitor_10000": str(failed_at)}
    pairs = "".join(
        f'<nvpair id="status-{id}-{key.replace("#", ".")}" name="{key}" value="{value}"/>'
        for key, value in values.items()
    )
    return (
        f'<node_state id="{id}" uname="{node}" in_ccm="true" crmd="online" crm-debug-origin="x" join="member"'
        f' expected="member"><lrm id="{id}"><lrm_resources>{histories}</lrm_resources></lrm>'
        f'<transient_attributes id="{id}"><instance_attributes id="status-{id}">{pairs}</instance_attributes>'
        "</transient_attributes></node_state>"
    )


def tutorial_cib(
    *, web_on: str = "node1", httpd_runs: bool = True, failures: int = 0, failed_at: int = 0, versions: bool = True
) -> str:
    """The tutorial's cluster: group web, cloned ping; `failures` of httpd happened on node1."""
    options = {"no-quorum-policy": "ignore", "stonith-enabled": "false"}
    if versions:
        options |= {"dc-version": "1.1.21-1.el7-f14e36f", "cluster-infrastructure": "corosync"}
    pairs = "".join(f'<nvpair id="o-{key}" name="{key}" value="{value}"/>' for key, value in options.items())
    web = ("vip", "httpd") if httpd_runs else ("vip",)
    states = "".join(
        _state(
            node,
            (*(web if node == web_on else ()), "ping"),
            failures * (node == "node1"),
            failed_at * (node == "node1"),
        )
        for node in ("node2", "node1")
    )
    nodes = "".join(f'<node id="{id}" uname="{name}"/>' for name, id in _IDS.items())
    return (
        '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="15" num_updates="3" admin_epoch="0"'
        ' cib-last-written="Sun May  3 09:14:10 2020" update-origin="node1" update-client="crm_resource"'
        f' update-user="root" have-quorum="1" dc-uuid="{_IDS["node1"]}"><configuration><crm_config>'
        f'<cluster_property_set id="cib-bootstrap-options">{pairs}</cluster_property_set></crm_config>'
        f"<nodes>{nodes}</nodes><resources>"
        f'<group id="web">{_primitive("vip")}{_primitive("httpd")}</group>'
        f'<clone id="clone_ping">{_primitive("ping")}</clone></resources><constraints/><rsc_defaults>'
        '<meta_attributes id="rsc-options"><nvpair id="rsc-options-migration-threshold" name="migration-threshold"'
        f' value="3"/></meta_attributes></rsc_defaults></configuration><status>{states}</status></cib>'
    )


@dataclass
class Ran:
    """What a program said, its exit status, and the CIB after it."""

    out: str
    err: str
    status: int
    cib: Element


class LiveFile(CibFile):
    """A CIB file that claims to be a live cluster; requests to controllers are answered after `delay` seconds."""

    live = True  # type: ignore[assignment]

    def __init__(self, text: str, delay: float = 0.01) -> None:
        super().__init__(text)
        self.time = float(NOW)
        self.delay = delay
        self.requests: list[str] = []
        self._due: list[float] = []

    def wait(self, seconds: float) -> None:
        self.time += seconds

    def launcher(self) -> Launcher:
        return Launcher("Pacemaker is running", self.time)

    def clear_failures(
        self, resource: str | None, node: str | None, operation: str | None = None, interval_ms: int | None = None
    ) -> None:
        self.requests.append(f"clear {resource} {node} {operation} {interval_ms}")

    def delete_history(self, resource: str, node: str) -> None:
        self.requests.append(f"delete {resource} {node}")
        self._due.append(self.time + self.delay)

    def replies(self) -> int:
        arrived = sum(due <= self.time for due in self._due)
        self._due = [due for due in self._due if due > self.time]
        return arrived


def run(line: str, cib: str | CibFile, dialect: Dialect = Dialect.V2_1, now: int = NOW) -> Ran:
    """Run one of hasim's programs on a CIB."""
    name, *arguments = shlex.split(line)
    access = cib if isinstance(cib, CibFile) else CibFile(cib)
    out: list[str] = []
    err: list[str] = []
    pause = access.wait if isinstance(access, LiveFile) else (lambda seconds: None)
    context = Context(
        out.append,
        err.append,
        MemoryFiles(),
        access,
        lambda: now,
        dialect,
        pause,
        node="node1" if access.live else "",
    )
    status = run_program(context, name, arguments)
    return Ran("".join(out), "".join(err), status, access.query().root)


def _undated(text: str) -> str:
    text = re.sub(r"(Last updated: ).*", r"\1", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", "DATE", text)


def compare_with_real(line: str, file: Path, *, cib_changes: bool = True) -> None:
    """Run a command through the real tool and through hasim on the same file; output, status and CIB must agree.

    `file` is changed by the real tool. Standard error is not compared: it holds dumps of the CIB and usage texts.
    """
    name, *arguments = shlex.split(line)
    program = real_program(name)
    before = file.read_text()
    real = subprocess.run(
        [program, *arguments],
        env={"CIB_file": str(file), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    ours = run(line, before)
    assert (_undated(ours.out).rstrip(), ours.status) == (_undated(real.stdout).rstrip(), real.returncode)
    if cib_changes:
        assert parse_xml(_undated(Cib(ours.cib).text())) == parse_xml(_undated(file.read_text()))
