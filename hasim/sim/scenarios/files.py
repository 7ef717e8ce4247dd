"""Configuration files that scenarios put on their servers."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Dialect
from hasim.sim.corosync_conf import node_id_of

SERVER_STATUS = """\
ExtendedStatus On

<Location /server-status>
SetHandler server-status

Order Deny,Allow
Deny from all
Allow from 127.0.0.1
</Location>
"""

_LOGGING = """\
logging {
        fileline: off
        to_stderr: no
        to_logfile: yes
        logfile: /var/log/cluster/corosync.log
        to_syslog: %s
        debug: off
        timestamp: on
        logger_subsys {
                subsys: QUORUM
                debug: off
        }
}
"""

_TOTEM_MULTICAST = """\
totem {
        version: 2

        token: 1000
        crypto_cipher: none
        crypto_hash: none

        interface {
                ringnumber: 0
                bindnetaddr: 192.168.0.0
                mcastaddr: 239.255.1.1
                mcastport: 5405
                ttl: 1
        }
}
"""

_TOTEM_NODELIST = """\
totem {
        version: 2
%s        transport: udp
        token: 1000
        crypto_cipher: none
        crypto_hash: none
}
"""


CLUSTER_NAME = "debian"
"""The name in a new corosync.conf of the newer generations."""


def corosync_conf(dialect: Dialect, addresses: Mapping[str, str], cluster_name: str = CLUSTER_NAME) -> str:
    """The corosync.conf of a scenario with running daemons: multicast in 1.1, a nodelist later ("" for no name)."""
    if dialect is Dialect.V1_1:
        return "\n".join((_TOTEM_MULTICAST, _LOGGING % "yes", _quorum(len(addresses))))
    nodes = "".join(_node(name, address) for name, address in addresses.items())
    nodelist = f"nodelist {{\n{nodes}}}\n"
    system = "system {\n        move_to_root_cgroup: no\n}\n"
    named = f"        cluster_name: {cluster_name}\n" if cluster_name else ""
    return "\n".join((_TOTEM_NODELIST % named, nodelist, _LOGGING % "no", _quorum(len(addresses)), system))


def _node(name: str, address: str) -> str:
    lines = (f"name: {name}", f"nodeid: {node_id_of(address)}", f"ring0_addr: {address}")
    return "        node {\n" + "".join(f"                {line}\n" for line in lines) + "        }\n"


def _quorum(count: int) -> str:
    """Votes for all nodes; ``two_node`` where there are two of them."""
    two = "        two_node: 1\n" if count == 2 else ""
    return f"quorum {{\n        provider: corosync_votequorum\n        expected_votes: {count}\n{two}}}\n"


TUTORIAL = """\
property no-quorum-policy=ignore stonith-enabled=false
rsc_defaults resource-stickiness=INFINITY migration-threshold=3
primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
primitive httpd ocf:heartbeat:apache \\
    params configfile="/etc/httpd/conf/httpd.conf" statusurl="http://127.0.0.1/server-status" op monitor interval=10s
group web vip httpd
primitive ping ocf:pacemaker:ping \\
    params name=default_ping_set host_list=192.168.0.1 multiplier=1000 dampen=5s op monitor interval=10s
clone clone_ping ping
location web_location web rule -inf: not_defined default_ping_set or default_ping_set lt 1000
"""
"""The tutorial's configuration, to be committed at once."""
