"""What is wrong with options of Corosync: their names and values, by section."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping

from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.run import Run, quoted_list

__all__ = ["KINDS", "check_crypto", "check_options", "check_pings", "check_window"]

Kind = tuple[Callable[[str], bool], str]
_NUMBER = re.compile(r"\d+")


def _choice(*values: str) -> Kind:
    return (lambda value: value in values), quoted_list(values)


def _number(low: int, high: int | None, hint: str) -> Kind:
    def is_valid(value: str) -> bool:
        return _NUMBER.fullmatch(value) is not None and int(value) >= low and (high is None or int(value) <= high)

    return is_valid, hint


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


_ANY = _number(0, None, "a non-negative integer")
_POSITIVE = _number(1, None, "a positive integer")
_PORT = _number(1, 65535, "a port number (1..65535)")
_BYTE = _number(0, 255, "an integer in range 0..255")
_FLAG = _choice("0", "1")
_ADDRESS: Kind = (_is_address, "an IP address")
_VERSIONS = _choice("ipv4", "ipv6", "ipv4-6", "ipv6-4")
_TIMES = (
    *("consensus", "downcheck", "fail_recv_const", "heartbeat_failures_allowed", "hold", "join", "max_messages"),
    *("max_network_delay", "merge", "miss_count_const", "send_join", "seqno_unchanged_const", "token"),
    *("token_coefficient", "token_retransmit", "token_retransmits_before_loss_const", "window_size"),
)
_PINGS = dict.fromkeys(("ping_interval", "ping_precision", "ping_timeout", "pong_count"), _ANY)
_LINK = {"link_priority": _BYTE, "mcastport": _PORT, **_PINGS, "transport": _choice("sctp", "udp")}
KINDS: dict[str, dict[str, Kind]] = {
    "totem": {"block_unlisted_ips": _choice("yes", "no"), **dict.fromkeys(_TIMES, _ANY)},
    "knet transport": {
        "ip_version": _VERSIONS,
        "knet_pmtud_interval": _ANY,
        "link_mode": _choice("active", "passive", "rr"),
    },
    "udp/udpu transport": {"ip_version": _VERSIONS, "netmtu": _POSITIVE},
    "compression": {
        "level": _ANY,
        "model": (bool, "a compression model e.g. zlib, lz4 or bzip2"),
        "threshold": _ANY,
    },
    "crypto": {
        "cipher": _choice("none", "aes256", "aes192", "aes128"),
        "hash": _choice("none", "md5", "sha1", "sha256", "sha384", "sha512"),
        "model": _choice("nss", "openssl"),
    },
    "quorum": {
        "auto_tie_breaker": _FLAG,
        "last_man_standing": _FLAG,
        "last_man_standing_window": _POSITIVE,
        "wait_for_all": _FLAG,
    },
    "link": {**_LINK, "linknumber": _number(0, 7, "an integer in range 0..7")},
    "present link": _LINK,
    "udp link": {
        "bindnetaddr": _ADDRESS,
        "broadcast": _FLAG,
        "mcastaddr": _ADDRESS,
        "mcastport": _PORT,
        "ttl": _BYTE,
    },
}
"""The options that a section can have, each with what its value has to be."""


def check_options(run: Run, kind: str, given: Mapping[str, str], *, empty: bool = False) -> None:
    """Report names that are unknown and values that cannot be; with `empty` an empty value takes an option away."""
    known = KINDS[kind]
    label = "link" if kind.endswith("link") else kind
    unknown = [name for name in given if name not in known]
    if unknown:
        run.error(invalid_options(unknown, known, label))
    for name, (is_valid, hint) in known.items():
        value = given.get(name)
        if value is None or (empty and not value) or is_valid(value):
            continue
        run.error(f"{name} cannot be empty, use {hint}" if not value else invalid_value(name, value, hint))


def check_crypto(run: Run, cipher: str, hash: str) -> None:
    """A cipher needs a hash."""
    if cipher not in ("none", "") and hash in ("none", ""):
        run.error("If crypto option 'cipher' is enabled, crypto option 'hash' must be enabled as well")


def check_window(run: Run, given: Mapping[str, str], standing: str) -> None:
    """The window of the last man standing needs him."""
    if given.get("last_man_standing_window", "0") != "0" and given.get("last_man_standing", standing) == "0":
        run.error(
            "If quorum option 'last_man_standing_window' is enabled, quorum option 'last_man_standing' must be enabled "
            "as well"
        )


def check_pings(run: Run, options: Mapping[str, str]) -> None:
    """The interval of a link's pings and their timeout go together."""
    for name, other in (("ping_interval", "ping_timeout"), ("ping_timeout", "ping_interval")):
        if name in options and other not in options:
            run.error(f"If link option '{name}' is specified, link option '{other}' must be specified as well")
