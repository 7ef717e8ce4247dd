"""Sequences of crm commands on one CIB, for the comparison with the real program."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

CIB = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.8" epoch="1" num_updates="0" admin_epoch="0" have-quorum="1">
  <configuration>
    <crm_config/>
    <nodes>
      <node id="1" uname="node1"/>
      <node id="2" uname="node2"/>
    </nodes>
    <resources/>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


@dataclass(frozen=True)
class Call:
    """One run of crm."""

    arguments: tuple[str, ...]
    stdin: str = ""


def calls(text: str) -> list[Call]:
    """One call a line."""
    return [Call(tuple(shlex.split(line))) for line in text.strip().splitlines()]


QUIET = "configure property stonith-enabled=false no-quorum-policy=ignore\n"

SEQUENCES: dict[str, list[Call]] = {
    "tutorial": calls(
        """
configure property no-quorum-policy=ignore stonith-enabled=false
configure rsc_defaults resource-stickiness=INFINITY migration-threshold=3
configure primitive httpd ocf:heartbeat:apache \
params configfile=/etc/httpd/conf/httpd.conf statusurl=http://127.0.0.1/server-status op monitor interval=10s
configure primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
configure group web vip httpd
configure primitive ping ocf:pacemaker:ping params name=default_ping_set host_list=192.168.0.1 \
multiplier=1000 dampen=5s op monitor interval=10s
configure clone clone_ping ping
configure location web_location web rule -inf: not_defined default_ping_set or default_ping_set lt 1000
configure show
configure show xml
configure show web
configure show type:primitive
configure show related:httpd
configure show nosuch
"""
    ),
    "tut-delete": calls(
        """
configure property no-quorum-policy=ignore stonith-enabled=false
configure rsc_defaults resource-stickiness=INFINITY migration-threshold=3
configure primitive httpd ocf:heartbeat:apache \
params configfile=/etc/httpd/conf/httpd.conf statusurl=http://127.0.0.1/server-status op monitor interval=10s
configure primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
configure group web vip httpd
configure primitive ping ocf:pacemaker:ping params name=default_ping_set host_list=192.168.0.1 \
multiplier=1000 dampen=5s op monitor interval=10s
configure clone clone_ping ping
configure location web_location web rule -inf: not_defined default_ping_set or default_ping_set lt 1000
configure delete web_location
configure delete web
configure delete nosuch
configure delete vip httpd
configure show
configure erase
configure show
"""
    ),
    "more": calls(
        QUIET
        + """
configure rsc_template T ocf:pacemaker:Dummy op monitor interval=10s timeout=30s params fake=1
configure primitive a @T
configure primitive b @T params fake=2 meta priority=5
configure primitive s ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
configure ms m s meta master-max=1
configure primitive c ocf:pacemaker:Dummy
configure clone cc c meta interleave=true
configure primitive d Dummy
configure group g d
configure clone cg g
configure primitive x Dummy
configure primitive y Dummy
configure modgroup g add x
configure modgroup g add y before d
configure modgroup g remove d
configure modgroup g add nosuch
configure modgroup nosuch add x
configure modgroup x add x
configure modgroup g add d after nosuch
configure modgroup g frob d
configure modgroup g
configure group gz a a
configure group gy x
configure group gx nosuch a
configure show
configure op_defaults timeout=60s
configure op_defaults bogus=60s
configure primitive z Dummy op monitor interval=10s timeout=10s
configure monitor z 30s:40s
configure monitor z:Started 31s
configure monitor z 10s
configure node node3
configure node node1 attributes foo=bar utilization cpu=4
configure node node4:remote
configure node $id=77 node7 attributes x=1
configure node 88: node8
configure show
configure rename z zz
configure rename nosuch q
configure rename zz a
configure rename node1 nodeX
configure delete T
configure show
"""
    ),
    "fence": calls(
        """
configure primitive st stonith:null params hostlist="node1 node2"
configure primitive st2 stonith:external/ssh params hostlist="node1 node2"
configure fencing_topology st st2
configure fencing_topology node1: st node2: st2,st
configure show
configure delete fencing_topology
configure fencing_topology node1: st node2: st2,st attr:rack=1 st pattern:node.* st2
configure show
configure primitive st3 stonith:null
configure fencing_topology nosuch
"""
    ),
    "rules": calls(
        QUIET
        + """
configure primitive a Dummy
configure primitive b ocf:pacemaker:Stateful
configure clone cb b meta promotable=true
configure location l1 a rule #uname eq node1
configure location l2 a rule 100: #uname eq node1 and date lt 2030-01-01
configure location l3 a rule $id=r3 $role=Master -inf: pingd number:lt 100 or not_defined pingd
configure location l4 cb rule $role=Promoted 50: #uname eq node1
configure location l5 a rule pingd: defined pingd
configure location l6 a rule date in start=2020-01-01 end=2030-01-01
configure location l7 a rule date in start=2020-01-01 years=2
configure location l8 a rule date spec hours=9-17 weekdays=1-5
configure location l9 a rule $id-ref=r3
configure location l10 a role=Started resource-discovery=never inf: node1
configure location l11 /a.*/ 100: node2
configure location l12 { a cb } 100: node2
configure location l13 a rule 10: #uname eq node1 rule 20: #uname eq node2
configure location l14 a rule #uname eq
configure location l15 a rule #uname foo x
configure location l16 a rule date foo x
configure location l17 a rule
configure location l18 a
configure location l19
configure location l20 a inf:
configure location l21 a inf: node1 extra
configure primitive d Dummy params rule #uname eq node1 fake=1 params 10: fake=2
configure primitive e Dummy params $id=ee fake=1 meta $id=em priority=1
configure primitive f Dummy params $id-ref=ee
configure primitive g Dummy params @ee-fake
configure primitive h Dummy params $hx:fake=3
configure primitive i Dummy params $id-ref=nosuch
configure property $id=other foo=bar
configure rsc_defaults rule #uname eq node1 priority=3
configure rsc_defaults def2: priority=4
configure show
configure delete a
configure show
"""
    ),
    "sets": calls(
        QUIET
        + """
configure primitive a Dummy
configure primitive b Dummy
configure primitive c Dummy
configure primitive d Dummy
configure colocation k1 inf: a b c
configure colocation k2 inf: ( a b ) c
configure colocation k3 inf: a:Started b:Started c
configure colocation k4 inf: [ a b ] c
configure order r1 Mandatory: a b c
configure order r2 Mandatory: a ( b c ) d
configure order r3 Mandatory: a [ b c ] d symmetrical=false
configure order r4 Mandatory: [ a b sequential=true ] c
configure order r5 a:start ( b:stop c:stop )
configure order r6 ( a ( b )
configure order r7 ( a b
configure order r8 a b )
configure order r9 ( a ] b
configure order r10 a:foo b c
configure order r11 a b c foo=bar
configure order r12 a b c sequential=maybe
configure order r13 a
configure order r14 inf: ()
configure colocation k5 inf: a
configure colocation k6 a b
configure rsc_ticket t1 T1: a b:Started
configure rsc_ticket t2 T2: a:Master loss-policy=fence
configure show
configure delete c
configure show
configure delete b
configure show
configure group g a d
configure show
"""
    ),
    "save": calls(
        QUIET
        + """
configure primitive a Dummy
configure primitive b Dummy
configure group g a b
configure save x.crm
configure erase
configure load update x.crm
configure show
configure save xml x.xml
configure load xml replace x.xml
configure show
configure load push x.crm
configure load foo x.crm
configure load replace
configure load replace nosuchfile
configure save
configure set a.fake 1
configure set g.monitor.foo x
configure get_property stonith-enabled
configure get_property cluster-delay foo
configure get_property -t stonith-enabled
configure edit
configure erase foo
configure erase nodes
configure schema
configure refresh
configure foo
configure p
configure commit
configure verify
configure sh
configure prim q Dummy
configure primtive q2 Dummy
"""
    ),
    "props": calls(
        QUIET
        + """
configure primitive a ocf:pacemaker:Dummy
configure primitive b Dummy state=/tmp/x meta target-role=Stopped
configure primitive c Dummy params fake=1 op start timeout=5 op monitor interval=10 timeout=20 OCF_CHECK_LEVEL=10
configure primitive d Dummy op monitor
configure primitive e Dummy op monitor interval=10 op monitor interval=10s
configure primitive f IPaddr2
configure primitive g Dummy params nosuch=1
configure primitive h NoSuch
configure primitive a Dummy
configure primitive p6
configure property foo=bar
configure property maintenance-mode
configure rsc_defaults resource-stickiness=
configure property no-quorum-policy=freeze
configure location l1 a 100: node1
configure location l2 a 100: node3
configure location l9 a 100 node1
configure location l10 nosuch 100: node1
configure location l11 a rule x lt 1 or y gt 2 and z eq 3
configure colocation c1 inf: a b
configure colocation c2 inf: a b:Master
configure colocation c3 100: ( a b ) e
configure colocation c4 inf: a b e
configure order o1 inf: a b
configure order o2 Mandatory: a:start b:stop symmetrical=false
configure order o3 0: a b
configure order o4 Foo: a b
configure order o5 a ( b e ) [ c ]
configure order o6 Serialize: a b
configure rsc_ticket t1 T: a loss-policy=stop
configure tag tg a b
configure show
configure delete b
configure show
"""
    ),
}

SEQUENCES["resources"] = calls(
    QUIET
    + """
configure primitive a ocf:pacemaker:Dummy
configure primitive b ocf:pacemaker:Dummy
configure primitive c ocf:pacemaker:Dummy
configure group g a b
resource stop a
resource start a
resource stop nosuch
resource stop
resource stop a b
configure show
resource unmanage c
resource manage c
resource maintenance a
resource maintenance a off
resource maintenance a foo
resource trace a
resource untrace a
resource promote a
resource foo
resource restart
"""
)
SEQUENCES["what others changed meanwhile"] = [
    Call(
        ("-f", "-"),
        """configure property stonith-enabled=false
configure primitive a ocf:pacemaker:Dummy
configure primitive b ocf:pacemaker:Dummy meta allow-migrate=true
maintenance on a
resource maintenance b
resource meta b set priority 3
configure default-timeouts a b
resource failcount cib-bootstrap-options delete node9
""",
    ),
    Call(("configure", "show")),
]
OPERATIONS = """\
<primitive id="x" class="ocf" provider="pacemaker" type="Dummy"><operations>
<op id="m" name="monitor" interval="10s" timeout="5s"/><op id="s" name="start" interval="0"/>
</operations></primitive>"""
SEQUENCES["operations of an older hand"] = [
    Call(
        ("configure", "load", "update", "-"),
        """property stonith-enabled=false
primitive a ocf:pacemaker:Dummy op monitor interval=10s timeout=20s OCF_CHECK_LEVEL=10 op monitor interval=20s
""",
    ),
    Call(("configure", "xml", OPERATIONS.replace("\n", ""))),
    *calls(
        """
resource trace x monitor
resource untrace x monitor
resource trace x
resource trace a monitor 10 /tmp/traces
resource untrace a
resource untrace x
"""
    ),
    Call(("configure", "show", "xml")),
]
SEQUENCES["nodes"] = calls(
    """
node show
node standby node1
node standby nosuch
node maintenance node1
node show
node show node1
node server
node fence node1
node clearstate node1
node foo
nosuch
no sh
"""
)
SEQUENCES["lines"] = [
    Call(
        ("configure",),
        """property stonith-enabled=false no-quorum-policy=ignore
primitive a ocf:pacemaker:Dummy \\
  op monitor interval=10s
primitive b ocf:pacemaker:Dummy
# a comment
group g a b
primitive c
show
""",
    ),
    Call(
        (),
        """configure
primitive d ocf:pacemaker:Dummy
commit
delete nosuch
up
resource stop d
configure show d
quit
""",
    ),
    Call(
        ("-f", "-"),
        """configure primitive e ocf:pacemaker:Dummy
configure
primitive f ocf:pacemaker:Dummy
show changed
cd ..
""",
    ),
    Call(("configure", "load", "update", "-"), "primitive z1 ocf:pacemaker:Dummy\nprimitive z2\ngroup zg z1\n"),
    Call(
        ("configure", "load", "update", "-"),
        "primitive z1 ocf:pacemaker:Dummy\n# about zg\ngroup zg z1\nproperty maintenance-mode=true\n",
    ),
    Call(("configure", "show")),
    Call(("-F", "configure", "erase")),
    Call(("configure", "show")),
]
