"""Every verb on nodes, resources and the whole cluster, and the commands that carry it out.

A verb is one line of a table: what is typed with crm, with the low-level tools behind it, and with pcs. In a form,
``{target}`` is the node or resource, the other words in braces are what the verb needs besides, and a part in brackets
is left out where its word is empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote
from typing import Final

CRM, PCS, LOW = "crm", "pcs", "low"
WORD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Command:
    """A verb. `common` ones are offered first.

    `at` is the word that says on which node it is typed, "" for any node of the cluster; `old` holds the forms of
    generation 1.1 that differ, "" for one that does not exist; `asks` is what has to be chosen besides the target,
    where that is not just the other words of the form.
    """

    key: str
    crm: str = ""
    low: str = ""
    pcs: str = ""
    common: bool = False
    at: str = ""
    old: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be chosen besides its target, in order."""
        words = WORD.findall(self.low or self.crm)
        return self.asks or tuple(dict.fromkeys(word for word in words if word != "target"))

    @property
    def required(self) -> frozenset[str]:
        """What of that must not be empty."""
        bare = re.sub(r"\[[^\]]*\]", "", self.low or self.crm)
        return frozenset(WORD.findall(bare))

    def lines(self, words: Mapping[str, str], dialect: str) -> dict[str, str]:
        """{family of tools: command line}; empty where something that it needs is missing."""
        if not all(words.get(name) for name in self.required):
            return {}
        forms = {CRM: self.crm, PCS: self.pcs, LOW: self.low, **(self.old if dialect == "1.1" else {})}
        return {tool: fill(form, words) for tool, form in forms.items() if form}


def fill(form: str, words: Mapping[str, str]) -> str:
    """A form with its words put in, each as one word of the shell; ``{line}`` is a whole command line."""

    def word(match: re.Match[str]) -> str:
        text = words.get(match[1], "")
        return text if match[1] == "line" else quote(text)

    def part(match: re.Match[str]) -> str:
        inside = match[1]
        return fill(inside, words) if all(words.get(name) for name in WORD.findall(inside)) else ""

    return WORD.sub(word, re.sub(r"\[([^\]]*)\]", part, form))


def _property(name: str, value: str) -> tuple[str, str, str]:
    set_ = f"{name}={value}"
    low = f"crm_attribute --name {name} --update {value}"
    return f"crm configure property {set_}", low, f"pcs property set {set_}"


_SET_META = "crm_resource --resource {{target}} --meta --set-parameter {0} --parameter-value {1}"

NODE: Final = (
    Command(
        "standby",
        "crm node standby {target}",
        "crm_standby --node {target} --update on",
        common=True,
        pcs="pcs node standby {target}",
    ),
    Command(
        "online",
        "crm node online {target}",
        "crm_standby --node {target} --update off",
        common=True,
        pcs="pcs node unstandby {target}",
    ),
    Command(
        "cluster-stop",
        "crm cluster stop",
        "systemctl stop pacemaker corosync",
        common=True,
        at="target",
        pcs="pcs cluster stop",
    ),
    Command(
        "cluster-start",
        "crm cluster start",
        "systemctl start pacemaker",
        common=True,
        at="target",
        pcs="pcs cluster start",
    ),
    Command(
        "standby-reboot",
        "crm node standby {target} reboot",
        "crm_standby --node {target} --lifetime reboot --update on",
    ),
    Command(
        "maintenance",
        "crm node maintenance {target}",
        "crm_attribute --type nodes --node {target} --name maintenance --update true",
        pcs="pcs node maintenance {target}",
    ),
    Command(
        "ready",
        "crm node ready {target}",
        "crm_attribute --type nodes --node {target} --name maintenance --update off",
        pcs="pcs node unmaintenance {target}",
    ),
    Command("fence", "crm -F node fence {target}", "stonith_admin --reboot {target}", pcs="pcs stonith fence {target}"),
    Command(
        "clearstate",
        "crm -F node clearstate {target}",
        "stonith_admin --confirm {target}",
        pcs="pcs stonith confirm {target} --force",
    ),
    Command("delete", "crm node delete {target}", "crm_node --force --remove {target}"),
    Command(
        "attribute",
        "crm node attribute {target} set {name} {value}",
        "crm_attribute --type nodes --node {target} --name {name} --update {value}",
        pcs="pcs node attribute {target} {name}={value}",
    ),
    Command("reboot", "", "systemctl reboot", at="target"),
    Command("shutdown", "", "systemctl poweroff", at="target"),
    Command("firewall-on", "", "systemctl start firewalld", at="target"),
    Command("firewall-off", "", "systemctl stop firewalld", at="target"),
    Command("signal", "", "{line}", at="target", asks=("process", "signal")),
)
"""What is done to nodes."""

RESOURCE: Final = (
    Command(
        "start",
        "crm resource start {target}",
        _SET_META.format("target-role", "Started"),
        common=True,
        pcs="pcs resource enable {target}",
    ),
    Command(
        "stop",
        "crm resource stop {target}",
        _SET_META.format("target-role", "Stopped"),
        common=True,
        pcs="pcs resource disable {target}",
    ),
    Command(
        "restart",
        "crm resource restart {target}",
        "crm_resource --restart --resource {target}",
        common=True,
        pcs="pcs resource restart {target}",
    ),
    Command(
        "cleanup",
        "crm resource cleanup {target}[ {node}]",
        "crm_resource --cleanup --resource {target}[ --node {node}]",
        common=True,
        pcs="pcs resource cleanup {target}[ node={node}]",
    ),
    Command(
        "move",
        "crm resource move {target} {node}[ {lifetime}]",
        "crm_resource --move --resource {target} --node {node}[ --lifetime {lifetime}]",
        common=True,
        pcs="pcs resource move-with-constraint {target} {node}[ lifetime={lifetime}]",
        old={PCS: "pcs resource move {target} {node}[ lifetime={lifetime}]"},
    ),
    Command(
        "ban",
        "crm resource ban {target} {node}[ {lifetime}]",
        "crm_resource --ban --resource {target} --node {node}[ --lifetime {lifetime}]",
        common=True,
        pcs="pcs resource ban {target} {node}[ lifetime={lifetime}]",
    ),
    Command(
        "clear",
        "crm resource clear {target}",
        "crm_resource --clear --resource {target}",
        common=True,
        old={CRM: "crm resource unmove {target}"},
        pcs="pcs resource clear {target}",
    ),
    Command(
        "force",
        "crm resource move {target} {node}[ {lifetime}] force",
        "crm_resource --move --resource {target} --node {node}[ --lifetime {lifetime}] --force",
    ),
    Command(
        "refresh",
        "crm resource refresh {target}[ {node}]",
        "crm_resource --refresh --resource {target}[ --node {node}]",
        pcs="pcs resource refresh {target}[ node={node}]",
    ),
    Command(
        "unmanage",
        "crm resource unmanage {target}",
        _SET_META.format("is-managed", "false"),
        pcs="pcs resource unmanage {target}",
    ),
    Command(
        "manage",
        "crm resource manage {target}",
        _SET_META.format("is-managed", "true"),
        pcs="pcs resource manage {target}",
    ),
    Command(
        "maintenance-on",
        "crm resource maintenance {target} on",
        _SET_META.format("maintenance", "true"),
        pcs="pcs resource meta {target} maintenance=true",
    ),
    Command(
        "maintenance-off",
        "crm resource maintenance {target} off",
        _SET_META.format("maintenance", "false"),
        pcs="pcs resource meta {target} maintenance=false",
    ),
    Command(
        "promote",
        "crm resource promote {target}",
        _SET_META.format("target-role", "Promoted"),
        old={LOW: _SET_META.format("target-role", "Master"), PCS: "pcs resource meta {target} target-role=Master"},
        pcs="pcs resource meta {target} target-role=Promoted",
    ),
    Command(
        "demote",
        "crm resource demote {target}",
        _SET_META.format("target-role", "Unpromoted"),
        old={LOW: _SET_META.format("target-role", "Slave"), PCS: "pcs resource meta {target} target-role=Slave"},
        pcs="pcs resource meta {target} target-role=Unpromoted",
    ),
    Command(
        "failcount-set",
        "",
        "crm_attribute --type status --node {node} --name fail-count-{target}#{operation} --update {value}",
        asks=("node", "value"),
    ),
    Command(
        "failcount-delete",
        "crm resource failcount {target} delete {node}",
        "crm_failcount --delete --resource {target} --node {node}",
        pcs="pcs resource cleanup {target} node={node}",
        old={PCS: "pcs resource failcount reset {target} {node}"},
    ),
    Command("break", "", "{line}", at="node", asks=("node",)),
)
"""What is done to resources."""

CLUSTER: Final = (
    Command("maintenance-on", *_property("maintenance-mode", "true"), common=True),
    Command("maintenance-off", *_property("maintenance-mode", "false"), common=True),
    Command(
        "cleanup",
        "crm resource cleanup",
        "crm_resource --cleanup",
        common=True,
        old={CRM: ""},
        pcs="pcs resource cleanup",
    ),
    Command("refresh", "crm resource refresh", "crm_resource --refresh", pcs="pcs resource refresh"),
    Command("stop-all", *_property("stop-all-resources", "true")),
    Command("start-all", *_property("stop-all-resources", "false")),
    Command("property", *_property("{name}", "{value}")),
    Command("wait", "", "crm_resource --wait"),
)
"""What is done to the cluster as a whole."""
