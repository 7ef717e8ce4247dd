"""corosync.conf: read, checked and understood as corosync does when it starts.

Only what changes the behaviour of the simulated cluster is interpreted; every other key is kept for
``corosync-cmapctl``. See corosync.conf(5) and votequorum(5).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hasim.cib import Dialect

PATH = "/etc/corosync/corosync.conf"
AUTHKEY = "/etc/corosync/authkey"
LOOPBACK = "127.0.0.1"
"""Where Corosync 2 stays, alone, when no interface is in its `bindnetaddr`."""


class ConfError(Exception):
    """What is wrong with the file, in corosync's words, and the status with which corosync then ends."""

    def __init__(self, text: str, status: int = 8) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Section:
    """A ``name { ... }`` block: its keys and its inner blocks, in order."""

    name: str
    keys: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    def first(self, name: str) -> Section:
        """The first inner block of that name, an empty one where there is none."""
        return next((one for one in self.sections if one.name == name), Section(name))

    def all(self, name: str) -> list[Section]:
        """The inner blocks of that name."""
        return [one for one in self.sections if one.name == name]

    def number(self, key: str, default: int = 0) -> int:
        """A whole number, the default where it is absent. Raises ConfError on anything else."""
        text = self.keys.get(key)
        if text is None:
            return default
        if not text.isdecimal():
            raise ConfError(f"parse error in config: Value of {key} must be a number, got '{text}'")
        return int(text)


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """An entry of the nodelist. ``node_id`` is 0 where it is left to be derived from the address."""

    name: str
    address: str
    node_id: int = 0
    votes: int = 1


@dataclass(frozen=True, slots=True)
class DeviceConf:
    """The quorum device of model net: ``votes`` to give, the address of its qnetd, and times in ms."""

    votes: int
    host: str
    algorithm: str = "ffsplit"
    tie_breaker: str = "lowest"
    port: int = 5403
    timeout: int = 10000
    sync_timeout: int = 30000


@dataclass(frozen=True, slots=True)
class CorosyncConf:
    """What corosync takes from the file. Times are in ms; ``expected`` is 0 where only the nodelist tells."""

    transport: str
    token: int
    consensus: int
    nodes: tuple[NodeEntry, ...] = ()
    group: str = ""
    network: str = ""
    cipher: str = "none"
    hash: str = "none"
    cluster_name: str = ""
    provider: str = ""
    expected: int = 0
    two_node: bool = False
    wait_for_all: bool = False
    last_man_standing: bool = False
    last_man_standing_window: int = 10000
    auto_tie_breaker: bool = False
    auto_tie_breaker_node: str = "lowest"
    allow_downscale: bool = False
    device: DeviceConf | None = None
    watchdog_device: str = ""
    logfile: str = ""
    keyfile: str = AUTHKEY
    warning: int = 75
    """After which part of the token timeout (in %) it is told that the token is missing; 0 for never."""
    tree: Section = Section("")

    @property
    def encrypted(self) -> bool:
        """Whether the authkey counts."""
        return self.cipher != "none" or self.hash != "none"

    @property
    def votes(self) -> int:
        """The expected votes: the key of that name, else the sum over the nodelist and the quorum device."""
        return self.expected or sum(node.votes for node in self.nodes) + (self.device.votes if self.device else 0)


def parse(text: str, *, words: bool = False) -> Section:
    """The blocks of a file. Raises ConfError on a line that is neither block, key nor end of block.

    With ``words``, values are also held to the words that Corosync 3 knows, line by line.
    """
    return _block("", iter(enumerate(text.splitlines(), 1)), 0, words)


def _block(name: str, lines: Iterator[tuple[int, str]], depth: int, words: bool) -> Section:
    keys: dict[str, str] = {}
    inner: list[Section] = []
    number = 0
    for number, raw in lines:
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line == "}" and depth:
            return Section(name, keys, tuple(inner))
        if line == "}":
            raise ConfError(f"parser error: {PATH}:{number}: Unexpected closing brace")
        if line.endswith("{"):
            inner.append(_block(line[:-1].strip(), lines, depth + 1, words))
        elif ":" in line:
            key, _, value = line.partition(":")
            keys[key.strip()] = value.strip()
            _check_value(name, key.strip(), value.strip(), number)
            if words:
                _check_word(name, key.strip(), value.strip(), number)
        else:
            text = "Line is not opening or closing section or key value"
            raise ConfError(f"parser error: {PATH}:{number}: {text}")
    if depth:
        raise ConfError(f"parser error: {PATH}:{number}: Missing closing brace")
    return Section(name, keys, tuple(inner))


_BYTES = frozenset({"two_node", "wait_for_all", "last_man_standing", "auto_tie_breaker", "allow_downscale"})
_NUMBERS = {
    "totem": frozenset({"version", "token", "token_coefficient", "consensus", "join", "merge", "token_warning"}),
    "quorum": frozenset({"expected_votes", "votes", "last_man_standing_window"}) | _BYTES,
    "device": frozenset({"votes", "timeout", "sync_timeout"}),
}
_PATHS = {"device": "quorum.device"}


def _check_value(section: str, key: str, value: str, line: int) -> None:
    """A number that is none, or too large."""
    most = 255 if key in _BYTES else 4294967295
    if key in _NUMBERS.get(section, ()) and not (value.isdecimal() and int(value) <= most):
        text = f'Value of key "{_PATHS.get(section, section)}.{key}" is expected to be integer in range (0..{most})'
        raise ConfError(f'parser error: {PATH}:{line}: {text}, but "{value}" was given')


_CIPHERS, _HASHES = ("none", "aes256", "aes192", "aes128"), ("none", "md5", "sha1", "sha256", "sha384", "sha512")
_WORDS = {
    "crypto_cipher": (_CIPHERS, "Invalid cipher type. Should be none, aes256, aes192 or aes128"),
    "crypto_hash": (_HASHES, "Invalid hash type. Should be none, md5, sha1, sha256, sha384 or sha512"),
    "crypto_model": (("nss", "openssl"), "Invalid crypto model. Should be nss or openssl"),
    "ip_version": (("ipv4", "ipv6", "ipv4-6", "ipv6-4"), "Invalid ip_version type"),
}


def _check_word(section: str, key: str, value: str, line: int) -> None:
    known, text = _WORDS.get(key, ((value,), ""))
    if section == "totem" and value not in known:
        raise ConfError(f"parser error: {PATH}:{line}: {text}")


_LEAST = {"join": "join timeout", "merge": "merge timeout", "downcheck": "downcheck timeout"}


def _check_new(totem: Section) -> None:
    """What only Corosync 3 objects to."""
    if totem.keys.get("transport", "knet") not in ("udp", "udpu", "knet"):
        raise ConfError("Invalid transport type. Should be udpu, udp or knet")
    mode, warning = totem.keys.get("link_mode", "passive"), totem.number("token_warning", 75)
    if mode not in ("passive", "active", "rr"):
        text = f'The Knet link mode "{mode}" specified is invalid.  It must be active, passive or rr.'
        raise ConfError(f"parse error in config: {text}")
    if warning > 100:
        text = f"The token warning parameter ({warning}%) must be between 0 (disabled) and 100."
        raise ConfError(f"parse error in config: {text}")
    for key, name in _LEAST.items():
        if 0 < totem.number(key, 30) < 30:
            text = f"The {name} parameter ({totem.number(key)} ms) may not be less than (30 ms)."
            raise ConfError(f"parse error in config: {text}")


def understand(text: str, dialect: Dialect) -> CorosyncConf:
    """The configuration that a file holds. Raises ConfError with corosync's message where it would not start."""
    tree = parse(text, words=dialect is not Dialect.V1_1)
    totem, quorum = tree.first("totem"), tree.first("quorum")
    _check_totem(totem, dialect)
    if dialect is not Dialect.V1_1:
        _check_new(totem)
    nodes = tuple(_entry(node) for node in tree.first("nodelist").all("node"))
    interface = totem.first("interface")
    token = _token(totem, len(nodes), dialect)
    two_node = quorum.number("two_node") == 1
    old = dialect is Dialect.V1_1
    secauth = totem.keys.get("secauth") == "on"
    provider = quorum.keys.get("provider", "")
    if provider not in ("", "corosync_votequorum"):
        raise ConfError("Service engine 'corosync_quorum' failed to load for reason 'Invalid quorum provider'", 20)
    device = _device(quorum, nodes)
    _check_quorum(quorum, device, nodes)
    _check_nodes(nodes)
    two_node = two_node and quorum.number("auto_tie_breaker") != 1
    return CorosyncConf(
        transport=totem.keys.get("transport", "udp" if old else "knet"),
        token=token,
        consensus=totem.number("consensus", token * 12 // 10),
        nodes=nodes,
        group=_group(totem, interface),
        network=interface.keys.get("bindnetaddr", ""),
        cipher=totem.keys.get("crypto_cipher", "aes256" if secauth else "none"),
        hash=totem.keys.get("crypto_hash", ("sha1" if old else "sha256") if secauth else "none"),
        cluster_name=totem.keys.get("cluster_name", ""),
        provider=provider,
        expected=quorum.number("expected_votes"),
        two_node=two_node,
        wait_for_all=quorum.number("wait_for_all", int(two_node)) == 1,
        last_man_standing=quorum.number("last_man_standing") == 1,
        last_man_standing_window=quorum.number("last_man_standing_window", 10000),
        auto_tie_breaker=quorum.number("auto_tie_breaker") == 1,
        auto_tie_breaker_node=quorum.keys.get("auto_tie_breaker_node", "lowest"),
        allow_downscale=quorum.number("allow_downscale") == 1,
        device=device,
        watchdog_device=tree.first("resources").keys.get("watchdog_device", ""),
        logfile=_logfile(tree.first("logging")),
        keyfile=totem.keys.get("keyfile", AUTHKEY),
        warning=75 if old else totem.number("token_warning", 75),
        tree=tree,
    )


def _device(quorum: Section, nodes: tuple[NodeEntry, ...]) -> DeviceConf | None:
    """The quorum device; without votes of its own it has one less than the nodes together."""
    section = quorum.first("device")
    if not section.keys.get("model"):
        return None
    net = section.first("net")
    return DeviceConf(
        votes=section.number("votes", max(sum(node.votes for node in nodes) - 1, 0)),
        host=net.keys.get("host", ""),
        algorithm=net.keys.get("algorithm", "ffsplit"),
        tie_breaker=net.keys.get("tie_breaker", "lowest"),
        port=net.number("port", 5403),
        timeout=section.number("timeout", 10000),
        sync_timeout=section.number("sync_timeout", 30000),
    )


def _logfile(logging: Section) -> str:
    """The file that is written to, "" for none."""
    return logging.keys.get("logfile", "") if logging.keys.get("to_logfile") == "yes" else ""


def _check_nodes(nodes: tuple[NodeEntry, ...]) -> None:
    """Every node has an id of its own."""
    ids = [node.node_id for node in nodes if node.node_id]
    twice = next((number for number in ids if ids.count(number) > 1), 0)
    if twice:
        raise ConfError(f"Nodeid {twice} appears twice in corosync.conf")


def _check_quorum(quorum: Section, device: DeviceConf | None, nodes: tuple[NodeEntry, ...]) -> None:
    """What votequorum refuses to start with."""
    lasting, breaking = quorum.number("last_man_standing") == 1, quorum.number("auto_tie_breaker") == 1
    if device is None:
        return
    two_node, expected = quorum.number("two_node") == 1, quorum.number("expected_votes")
    reason = ""
    if two_node:
        reason = "two_node and quorum device cannot be configured at the same time!"
    elif lasting:
        reason = "quorum.device is not compatible with last_man_standing"
    elif breaking:
        reason = "quorum.device is not compatible with auto_tie_breaker"
    elif expected and expected - device.votes < sum(node.votes for node in nodes):
        reason = "quorum.device.votes is too high or expected_votes is too low"
    if reason:
        text = f"Service engine 'corosync_quorum' failed to load for reason 'configuration error: {reason}'"
        raise ConfError(text, 20)


def _token(totem: Section, nodes: int, dialect: Dialect) -> int:
    """The real token timeout: longer by the coefficient for each node of the list beyond the second."""
    token = totem.number("token", 1000 if dialect is Dialect.V1_1 else 3000)
    if token == 0:
        token = 1000 if dialect is Dialect.V1_1 else 3000
    if token < 30:
        raise ConfError(
            f"parse error in config: The token timeout parameter ({token} ms) may not be less than (30 ms)."
        )
    coefficient = totem.number("token_coefficient", 650)
    return token + max(0, nodes - 2) * coefficient if nodes >= 3 else token


def _group(totem: Section, interface: Section) -> str:
    """What nodes share that hear each other's multicasts; the address may derive from the cluster's name."""
    address = interface.keys.get("mcastaddr") or totem.keys.get("cluster_name", "")
    return f"{address}:{interface.keys.get('mcastport', '5405')}"


def _entry(node: Section) -> NodeEntry:
    address = node.keys.get("ring0_addr", "")
    if not address:
        raise ConfError("parse error in config: No ring0_addr in a node of the nodelist")
    return NodeEntry(node.keys.get("name", ""), address, node.number("nodeid"), node.number("quorum_votes", 1))


def _check_totem(totem: Section, dialect: Dialect) -> None:
    version = totem.keys.get("version")
    if version != "2":
        raise ConfError("parse error in config: This totem parser can only parse version 2 configurations.")
    ciphers = {"none", "aes256", "aes192", "aes128"} | ({"3des"} if dialect is Dialect.V1_1 else set())
    hashes = {"none", "md5", "sha1", "sha256", "sha384", "sha512"}
    if totem.keys.get("crypto_cipher", "none") not in ciphers:
        raise ConfError("parse error in config: Invalid cipher type. Should be none, aes256, aes192 or aes128")
    if totem.keys.get("crypto_hash", "none") not in hashes:
        text = "Invalid hash type. Should be none, md5, sha1, sha256, sha384 or sha512"
        raise ConfError(f"parse error in config: {text}")
    cipher, hash_ = totem.keys.get("crypto_cipher", "none"), totem.keys.get("crypto_hash", "none")
    if cipher != "none" and "crypto_hash" in totem.keys and hash_ == "none":
        raise ConfError("crypto_cipher requires crypto_hash with value other than none")


def node_id_of(address: str) -> int:
    """The node id that corosync derives from an IPv4 address: its 32 bits as a number.

    >>> node_id_of("192.168.0.201")
    3232235721
    """
    return int(ipaddress.IPv4Address(address))
