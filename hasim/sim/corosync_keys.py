"""Every key of corosync.conf that is known: what it does in a simulated cluster.

A key is *honoured* here; or it is *harmless*: it changes no membership, quorum or log that can be seen; or it has a
value with which it changes behaviour that is not modelled, and then Corosync is refused with it. Keys and sections that
are not listed are as good as absent, as for Corosync itself. See corosync.conf(5) and votequorum(5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hasim.cib import Dialect
from hasim.sim.corosync_conf import Section

__all__ = ["KEYS", "Key", "Part", "unmodelled"]


class Part(Enum):
    """What a key has to do with the simulated cluster."""

    HONOURED = "honoured"
    HARMLESS = "harmless"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Key:
    """A key's part; where it is refused: the values with which it changes nothing, and in which generations."""

    part: Part
    idle: frozenset[str] = frozenset()
    dialects: frozenset[Dialect] = frozenset(Dialect)

    def refuses(self, value: str, dialect: Dialect) -> bool:
        """Whether Corosync with this value is more than hasim models."""
        return self.part is Part.REFUSED and dialect in self.dialects and value not in self.idle


def _all(part: Part, section: str, words: str) -> dict[str, Key]:
    return {f"{section}.{word}": Key(part) for word in words.split()}


def _unless(*idle: str, dialects: frozenset[Dialect] = frozenset(Dialect)) -> Key:
    return Key(Part.REFUSED, frozenset(idle), dialects)


_OLD = frozenset({Dialect.V1_1})
_NEW = frozenset(Dialect) - _OLD
_LOGGER = "debug syslog_facility syslog_priority logfile_priority"
KEYS: dict[str, Key] = {
    **_all(Part.HONOURED, "totem", "version transport token token_coefficient consensus cluster_name"),
    **_all(Part.HONOURED, "totem", "crypto_cipher crypto_hash secauth keyfile token_warning config_version"),
    # How often, how much and through which library packets are sent: not seen from outside.
    **_all(Part.HARMLESS, "totem", "token_retransmit token_retransmits_before_loss_const hold join send_join merge"),
    **_all(Part.HARMLESS, "totem", "downcheck fail_recv_const seqno_unchanged_const max_network_delay window_size"),
    **_all(Part.HARMLESS, "totem", "max_messages miss_count_const netmtu threads vsftype crypto_model crypto_type"),
    **_all(Part.HARMLESS, "totem", "knet_compression_model knet_compression_threshold knet_compression_level"),
    **_all(Part.HARMLESS, "totem", "knet_pmtud_interval knet_mtu cancel_token_hold_on_retransmit link_mode"),
    # Only a second ring has something to do for them, and that is refused.
    **_all(Part.HARMLESS, "totem", "rrp_problem_count_timeout rrp_problem_count_threshold"),
    **_all(Part.HARMLESS, "totem", "rrp_problem_count_mcast_threshold rrp_token_expired_timeout"),
    **_all(Part.HARMLESS, "totem", "rrp_autorecovery_check_timeout"),
    "totem.rrp_mode": _unless("none", dialects=_OLD),
    "totem.nodeid": _unless(dialects=_OLD),
    "totem.clear_node_high_bit": _unless("no"),
    "totem.key": _unless(),
    "totem.ip_version": _unless("ipv4", "ipv4-6", "ipv6-4"),
    "totem.heartbeat_failures_allowed": _unless("0"),
    "totem.block_unlisted_ips": _unless("yes", dialects=_NEW),
    **_all(Part.HONOURED, "totem.interface", "bindnetaddr mcastaddr mcastport"),
    **_all(Part.HARMLESS, "totem.interface", "ttl knet_link_priority knet_ping_interval knet_ping_timeout"),
    **_all(Part.HARMLESS, "totem.interface", "knet_ping_precision knet_pong_count knet_transport"),
    "totem.interface.ringnumber": _unless("0"),
    "totem.interface.linknumber": _unless("0"),
    "totem.interface.broadcast": _unless("no"),
    "totem.interface.member.memberaddr": _unless(dialects=_OLD),
    **_all(Part.HONOURED, "nodelist.node", "ring0_addr name nodeid quorum_votes"),
    **{f"nodelist.node.ring{link}_addr": _unless() for link in range(1, 8)},
    **_all(Part.HONOURED, "quorum", "provider expected_votes two_node wait_for_all auto_tie_breaker allow_downscale"),
    **_all(Part.HONOURED, "quorum", "auto_tie_breaker_node last_man_standing last_man_standing_window"),
    **_all(Part.HARMLESS, "quorum", "leaving_timeout quorumdev_poll"),
    "quorum.votes": _unless("1"),
    "quorum.expected_votes_tracking": _unless("0"),
    "quorum.device.model": Key(Part.REFUSED, frozenset({"net", ""})),
    "quorum.device.master_wins": _unless("0"),
    **_all(Part.HONOURED, "quorum.device", "votes timeout sync_timeout"),
    **_all(Part.HONOURED, "quorum.device.net", "host algorithm tie_breaker port"),
    **_all(Part.HARMLESS, "quorum.device.net", "tls connect_timeout force_ip_version"),
    "quorum.device.net.keep_active_partition_tie_breaker": _unless("off", "no", "0"),
    "quorum.device.heuristics.mode": _unless("off"),
    **_all(Part.HONOURED, "logging", "to_logfile to_syslog logfile"),
    **_all(Part.HARMLESS, "logging", f"{_LOGGER} to_stderr timestamp fileline function_name blackbox"),
    **_all(Part.HARMLESS, "logging.logger_subsys", f"{_LOGGER} subsys logfile to_logfile to_syslog to_stderr"),
    **_all(Part.HARMLESS, "system", "qb_ipc_type sched_rr priority move_to_root_cgroup state_dir"),
    **_all(Part.HARMLESS, "system", "allow_knet_handle_fallback"),
    **_all(Part.HONOURED, "resources", "watchdog_device"),
    "resources.watchdog_timeout": _unless("6000"),
    **{f"resources.system.{what}.max": _unless() for what in ("memory_used", "load_15min")},
    **{f"resources.process.{what}.max": _unless() for what in ("memory_used",)},
    **_all(Part.HARMLESS, "nozzle", "name ipaddr ipprefix macaddr"),
    **_all(Part.HARMLESS, "uidgid", "uid gid"),
    **_all(Part.HARMLESS, "service", "name ver"),
    **_all(Part.HARMLESS, "aisexec", "user group"),
    **_all(Part.HARMLESS, "amf", "mode"),
}
"""By their paths, without the numbers of nodes and interfaces."""


def unmodelled(tree: Section, dialect: Dialect) -> Iterator[str]:
    """What a file asks for that is not modelled, as ``totem.rrp_mode: active``, in the file's order."""
    for path, value in _pairs(tree, ""):
        key = KEYS.get(path)
        if key is not None and key.refuses(value, dialect):
            yield f"{path}: {value}"


def _pairs(section: Section, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in section.keys.items():
        yield f"{prefix}{key}", value
    for inner in section.sections:
        yield from _pairs(inner, f"{prefix}{inner.name}.")
