"""Hypothesis strategies for what a learner may do to a session's world: the inputs of a session file."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from hasim.session import Session

Data = dict[str, Any]
GATEWAY = "192.168.0.1"
VIP = "192.168.0.203"
SWITCH = "192.168.0.250"

RICH = """\
property stonith-enabled=false cluster-recheck-interval=5min
rsc_defaults resource-stickiness=100 migration-threshold=2
primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
primitive web ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf \
    op monitor interval=10s on-fail=restart op start timeout=40s op stop timeout=60s
group front vip web meta failure-timeout=90s
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
ms states state meta master-max=1 clone-max=2 notify=true
primitive one ocf:pacemaker:Dummy op monitor interval=7s on-fail=standby
primitive two ocf:pacemaker:Dummy meta allow-migrate=true op monitor interval=9s
primitive spread ocf:pacemaker:Dummy op monitor interval=20s
clone spreads spread meta clone-max=2 interleave=true
location two-on-first two 50: node1
colocation two-with-front inf: two front
order one-then-front Optional: one front
"""

FENCED = """\
property stonith-enabled=true stonith-timeout=20s no-quorum-policy=stop
primitive switch stonith:fence_apc params ip=192.168.0.250 pcmk_host_list="node1 node2 node3" op monitor interval=60s
primitive one ocf:pacemaker:Dummy op monitor interval=7s op stop on-fail=fence
primitive two ocf:pacemaker:Dummy op monitor interval=9s on-fail=fence
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
ms states state meta master-max=1 clone-max=2
primitive spread ocf:pacemaker:Dummy op monitor interval=20s
clone spreads spread meta clone-max=2
colocation two-with-state inf: two states:Master
order state-then-two inf: states:promote two:start
"""

CONFIGURED = {"rich": RICH, "fenced": FENCED}

DAEMONS = """\
corosync
pacemakerd
pacemaker-based
pacemaker-fenced
pacemaker-execd
pacemaker-attrd
pacemaker-schedulerd
pacemaker-controld
cib
stonithd
lrmd
attrd
pengine
crmd
httpd""".splitlines()
COMMANDS = """\
systemctl start pacemaker
systemctl stop pacemaker
systemctl restart pacemaker
systemctl stop corosync
systemctl restart corosync
systemctl start httpd
systemctl stop httpd
systemctl start firewalld
systemctl stop firewalld
reboot
ip addr del 192.168.0.203/24 dev ens33
ip link set ens33 down
ip link set ens33 up
rm -f /run/Dummy-one.state /run/Dummy-two.state /run/Dummy-spread.state
rm -f /run/Stateful-state.state
rm -f /etc/httpd/run/httpd.pid
echo Nonsense >> /etc/httpd/conf/httpd.conf
sed -i /Nonsense/d /etc/httpd/conf/httpd.conf
sed -i 's/two_node: 1/two_node: 0/' /etc/corosync/corosync.conf
sed -i 's/two_node: 0/two_node: 1/' /etc/corosync/corosync.conf
crm_mon -1rAf
crm status
crm configure show
crm_simulate -sL
corosync-quorumtool -s
crm node standby
crm node online
crm node maintenance
crm node ready
crm resource cleanup
crm resource cleanup httpd
crm resource refresh
crm resource move web node1 force
crm resource move web node2 force
crm resource move two node3 force
crm resource clear web
crm resource clear two
crm resource stop httpd
crm resource start httpd
crm resource stop front
crm resource start front
crm resource restart vip
crm resource unmanage vip
crm resource manage vip
crm configure property maintenance-mode=true
crm configure property maintenance-mode=false
crm configure property no-quorum-policy=stop
crm configure property no-quorum-policy=ignore
crm configure property no-quorum-policy=freeze
crm configure primitive extra ocf:pacemaker:Dummy op monitor interval=5s
crm configure delete extra
crm resource meta httpd set failure-timeout 20s
crm_resource -F -r httpd -N node1
crm_resource -F -r two -N node2
crm_resource -R
stonith_admin --reboot node2
stonith_admin --fence node1
stonith_admin --history node2
crm_attribute -N node1 -n spare -v 7 -l reboot
attrd_updater -n bar -U 5 -d 5s
pkill -9 httpd
sleep 3""".splitlines()

ONE_NODE = ("power-off", "power-on", "power-on", "unplug", "plug", "plug")


def worlds() -> st.SearchStrategy[str]:
    """The name of a world to begin with, see :func:`begin`."""
    return st.sampled_from(["tutorial 2.1", "tutorial 1.1", "four 2.1", "rich 2.1", "fenced 2.1"])


@cache
def _origin(name: str) -> Session:
    kind, _, dialect = name.partition(" ")
    nodes = {"tutorial": 2, "rich": 3, "fenced": 3, "four": 4}[kind]
    names = [f"node{number}" for number in range(1, nodes + 1)]
    if kind not in CONFIGURED:
        return Session("tutorial", dialect=dialect, nodes=names)
    return Session("two-servers", dialect=dialect, nodes=names, configure=CONFIGURED[kind])


def begin(name: str) -> Session:
    """A session of its own in the world of that name."""
    return _origin(name).fork(name)


def inputs() -> st.SearchStrategy[Data]:
    """One input. Nodes are drawn as numbers, see :func:`concrete`."""
    node, pair = st.integers(0, 3), st.tuples(st.integers(0, 3), st.integers(1, 3))
    hosts = st.sampled_from([GATEWAY, VIP])
    return st.one_of(
        st.builds(lambda at, line: {"at": at, "run": line}, node, st.sampled_from(COMMANDS)),
        st.builds(lambda at, line: {"at": at, "run": line}, node, st.sampled_from(COMMANDS)),
        st.builds(lambda at, name: {"at": at, "run": f"kill -9 $(pidof {name})"}, node, st.sampled_from(DAEMONS)),
        st.builds(lambda kind, at: {"fault": kind, "node": at}, st.sampled_from(ONE_NODE), node),
        st.builds(lambda kind, at: {"fault": kind, "between": at}, st.sampled_from(["cut", "heal", "heal"]), pair),
        st.builds(
            lambda kind, at, host: {"fault": kind, "node": at, "host": host},
            st.sampled_from(["unreachable", "reachable", "reachable"]),
            node,
            hosts,
        ),
        st.builds(
            lambda kind, host: {"fault": kind, "host": host},
            st.sampled_from(["host-down", "host-up", "host-up"]),
            st.sampled_from([GATEWAY, SWITCH]),
        ),
        st.builds(lambda seconds: {"wait": seconds}, st.sampled_from([0.3, 1, 2.5, 7, 30, 100])),
        st.just({"settle": True}),
        st.just({"settle": True}),
    )


def concrete(data: Data, nodes: tuple[str, ...]) -> Data:
    """The same input with names for the numbers of nodes."""
    found = dict(data)
    for key in {"at", "node"} & set(data):
        found[key] = nodes[data[key] % len(nodes)]
    if "between" in data:
        first, step = data["between"]
        second = 1 + (step - 1) % (len(nodes) - 1)
        found["between"] = [nodes[first % len(nodes)], nodes[(first + second) % len(nodes)]]
    return found
