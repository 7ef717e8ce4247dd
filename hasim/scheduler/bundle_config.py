"""What a bundle stands for: the containers, addresses and connections that its configuration implies.

A ``bundle`` is written in a few lines. Pacemaker makes ordinary resources of it: for each replica a container, an IP
address (with ``ip-range-start``) and, if a primitive is bundled, a connection to the guest node inside the container;
and a clone of the primitive whose instances run on those guest nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from hasim.cib.element import Element
from hasim.cib.errors import CibError
from hasim.cib.values import is_true, parse_integer
from hasim.scheduler.remote import connection_element

AGENTS = ("docker", "podman", "rkt")
"""The kinds of containers; the names of their resource agents as well."""
MOST_REPLICAS = 10_000
"""Replicas beyond this can only be a mistake, and would not fit into memory."""
_REMOTE_PORT = "3121"
_HOST_NAME = "#uname"
"""The address of a connection whose container has none of its own: that of the container's host."""


@dataclass(frozen=True, slots=True)
class _Mount:
    source: str
    target: str
    options: str = ""
    per_replica: bool = False
    """Each replica has a folder of its own below `source`."""


@dataclass(slots=True)
class BundleConfig:
    """The options of one bundle."""

    name: str
    agent: str
    image: str
    replicas: int
    per_host: int
    unique: bool
    promoted_max: int
    primitive: Element | None
    run_command: str | None = None
    options: str | None = None
    network: str | None = None
    first_address: str | None = None
    netmask: str = "32"
    interface: str | None = None
    control_port: str | None = None
    add_hosts: bool = True
    mounts: list[_Mount] = field(default_factory=list)
    ports: list[tuple[str, str]] = field(default_factory=list)
    """(port on the host, port in the container) pairs."""

    @property
    def addresses(self) -> list[str]:
        """The address of each replica; empty texts without a range."""
        if not self.first_address:
            return [""] * self.replicas
        found = [self.first_address]
        while len(found) < self.replicas:
            found.append(_next_address(found[-1]))
        return found

    def host_options(self) -> str:
        """The names and addresses of all replicas, for the hosts file in each container."""
        if not (self.first_address and self.add_hosts):
            return ""
        pairs = enumerate(self.addresses)
        return "".join(f" --add-host={self.name}-{number}:{address}" for number, address in pairs)


def read_bundle(element: Element) -> BundleConfig | None:
    """The options of a bundle; None where it is unusable and therefore ignored. CibError for absurdly many replicas."""
    container = next(iter(element.all(*AGENTS)), None)
    if container is None:
        return None
    promoted_max = _number(container, 0, "promoted-max", "masters")
    replicas = max(_number(container, promoted_max or 1, "replicas"), 1)
    if replicas > MOST_REPLICAS:
        raise CibError(f"bundle {element.id}: replicas is {replicas}, more than {MOST_REPLICAS}")
    per_host = max(_number(container, 1, "replicas-per-host"), 1)
    config = BundleConfig(
        name=element.id,
        agent=container.tag,
        image=container.get("image") or "",
        replicas=replicas,
        per_host=per_host,
        unique=per_host != 1,
        promoted_max=promoted_max,
        primitive=element.first("primitive"),
        run_command=container.get("run-command"),
        options=container.get("options"),
        network=container.get("network"),
    )
    network = element.first("network")
    if network is not None:
        _read_network(config, network)
    storage = element.first("storage")
    for mapping in storage.all("storage-mapping") if storage is not None else ():
        root = mapping.get("source-dir-root")
        source, target = root or mapping.get("source-dir"), mapping.get("target-dir")
        if source and target:
            config.mounts.append(_Mount(source, target, mapping.get("options") or "", root is not None))
    if config.primitive is None:
        return config
    if not config.first_address:
        if not config.control_port:
            return None  # nobody could reach what runs in the containers
        config.per_host = 1  # all containers on a host would have the same port
    port = config.control_port or _REMOTE_PORT
    config.mounts.append(_Mount("/etc/pacemaker/authkey", "/etc/pacemaker/authkey"))
    config.mounts.append(_Mount("/var/log/pacemaker/bundles", "/var/log", per_replica=True))
    config.ports.append((port, port))
    return config


def _number(element: Element, default: int, *names: str) -> int:
    """The first of these attributes that is there, as a number of at least 0."""
    for name in names:
        text = element.get(name)
        if text is not None:
            return max(parse_integer(text) or 0, 0)
    return default


def _read_network(config: BundleConfig, network: Element) -> None:
    config.first_address = network.get("ip-range-start")
    config.netmask = network.get("host-netmask") or "32"
    config.interface = network.get("host-interface")
    config.control_port = network.get("control-port")
    given = network.get("add-host")
    config.add_hosts = given is None or is_true(given)
    for mapping in network.all("port-mapping"):
        port = mapping.get("port") or mapping.get("range") or ""
        inner = mapping.get("internal-port") if mapping.get("port") else None
        if port:
            config.ports.append((port, inner or port))


def _next_address(address: str) -> str:
    """The address after this one. A last octet of 254 is followed by 1 in the next network of 256."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4 and int(parsed) & 0xFF == 254:
        return str(parsed + 3)
    return str(parsed + 1)


def clone_element(config: BundleConfig, primitive: Element) -> Element:
    """The clone of the bundled primitive."""
    name = f"{config.name}-{'master' if config.promoted_max else 'clone'}"
    meta = {
        "ordered": "true",
        "clone-max": str(config.replicas),
        "clone-node-max": str(config.per_host),
        "globally-unique": "true" if config.per_host > 1 else "false",
    }
    if config.promoted_max:
        meta |= {"promotable": "true", "promoted-max": str(config.promoted_max)}
    return Element("clone", {"id": name}, (_pairs("meta_attributes", f"{name}-meta", meta), primitive))


def container_element(config: BundleConfig, number: int, address: str) -> Element:
    """The container of one replica."""
    mounts = [_source(config, mount, number) for mount in config.mounts if mount.per_replica]
    values = {
        "image": config.image,
        "allow_pull": "true",
        "force_kill": "false",
        "reuse": "false",
        "run_opts": _run_options(config, number, address),
        "mount_points": ",".join(mounts),
        "monitor_cmd": "/bin/true",
    }
    command = config.run_command
    if command is None and config.primitive is not None:
        command = "/usr/sbin/pacemaker-remoted"
    if command is not None:
        values["run_cmd"] = command
    name = f"{config.name}-{config.agent}-{number}"
    return _primitive(name, config.agent, f"{config.name}-attributes-{number}", values)


def _source(config: BundleConfig, mount: _Mount, number: int) -> str:
    return f"{mount.source}/{config.name}-{number}" if mount.per_replica else mount.source


def _run_options(config: BundleConfig, number: int, address: str) -> str:
    """The command-line options of a container. Every blank counts: a digest of them is recorded."""
    text = " --restart=no" if config.agent == "docker" else ""
    if config.first_address:
        text += f" -h {config.name}-{number}"
    text += " -e PCMK_stderr=1"
    if config.network is not None:
        text += f" --net={config.network}"
    text += f" -e PCMK_remote_port={config.control_port or _REMOTE_PORT}"
    for mount in config.mounts:
        options = f":{mount.options}" if mount.options else ""
        text += f" -v {_source(config, mount, number)}:{mount.target}{options}"
    for outer, inner in config.ports:
        if address:
            text += f" -p {address}:{outer}:{inner}"
        elif config.network != "host":
            text += f" -p {outer}:{inner}"
    if config.options is not None:
        text += f" {config.options}"
    return f"{text} {config.host_options()}"


def address_element(config: BundleConfig, number: int, address: str) -> Element:
    """The IP address of one replica."""
    values = {"ip": address}
    if config.interface:
        values["nic"] = config.interface
    values["cidr_netmask"] = config.netmask
    name = f"{config.name}-ip-{address.replace(':', '.')}"
    return _primitive(name, "IPaddr2", f"{config.name}-attributes-{number}", values)


def replica_connection_element(config: BundleConfig, name: str, container: str, address: str) -> Element:
    """The connection to the guest node `name` inside the container of one replica."""
    parameters = {"addr": address or _HOST_NAME, "port": config.control_port or _REMOTE_PORT}
    return connection_element(name, container, {}, parameters)


def _primitive(name: str, agent: str, set_id: str, values: dict[str, str]) -> Element:
    op = Element("op", {"id": f"{name}-monitor-60s", "name": "monitor", "interval": "60s"})
    children = (_pairs("instance_attributes", set_id, values), Element("operations", {}, (op,)))
    return Element("primitive", {"id": name, "class": "ocf", "provider": "heartbeat", "type": agent}, children)


def _pairs(tag: str, id: str, values: dict[str, str]) -> Element:
    pairs = (Element("nvpair", {"id": f"{id}-{name}", "name": name, "value": value}) for name, value in values.items())
    return Element(tag, {"id": id}, tuple(pairs))
