# ruff: noqa: E501, W291
"""Lines for crm, one a run: every level, every kind of object, every verb that works on a file, right and wrong ones.

A line that begins with ``<`` is a dialogue instead: its pieces are typed one after the other at crm's prompt.
What the real program does to a file and no other, or contradicts itself in, is not here but named in `NAMED`.
"""

from __future__ import annotations

NAMED = {
    "cib commit of a changed shadow": "says that it is committed, and leaves the file of CIB_file as it was",
    "cib new without a name": "makes up a name by chance",
    "configure erase beside a location by pattern": "deletes half of it and says that the rest is strange",
    "configure load xml": "puts the defaults in twice (update) or loses the members of containers (push)",
    "configure load of letters outside of ASCII": "stores their numbers as text",
    "configure group of a clone": "the clone stands in the document twice while it is checked",
    "configure show of a bundle for podman or rkt": "ends with a fault of its own (KeyError)",
    "configure assist template of different agents": "ends with a fault of its own (TypeError)",
    "configure primitive ... op monitor interval": "ends with a fault of its own (TypeError)",
    "cibstatus save": "ends with a fault of its own (TypeError)",
    "cibstatus op monitor": "looks for recorded operations where there are none",
    "cd to a level that is none": "names the level by an address in its memory",
    "node server NODE": "finds none of the nodes that are named",
    "maintenance action behind maintenance on or off": "still sees the configuration from before, in the same run",
    "rsc_defaults rule ... typed again": "takes the rule for the same where pairs stand before it, else for another one",
    "ls": "leaves out no name but breaks rows where they do not divide by three",
    "resource cleanup and refresh": "crm_resource ends with a segmentation fault on a file without status",
}
"""Where the real crm 4.4.1 crashes, contradicts itself or depends on chance: what it is about, and what happens."""

SHADOW = r"""
configure property stonith-enabled=false
configure primitive a ocf:pacemaker:Dummy params fake=1 meta priority=2 op monitor interval=10s
configure primitive b Dummy
configure primitive c ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
configure clone cc c meta promotable=true
configure group g a b
configure property stonith-enabled=false
cib diff
cib list
cib new s1
cib new s1
cib new s1 force
cib list
cib use s1
cib use nosuch
cib commit s1
cib commit
cib reset s1
cib delete s1
cib delete s1
cib new s2 empty
cib new s3 withstatus
cib import nosuch
cib list
cib list
cib
cib foo
cibstatus show
cibstatus origin
cibstatus load live
cibstatus quorum true
cibstatus node node1 online
cibstatus node node1 foo
cibstatus node nosuch online
cibstatus ticket t grant
cibstatus op monitor a success
cibstatus op monitor a not_running done node1
cibstatus op monitor a 7 done node1
cibstatus op monitor nosuch 7 done node1
cibstatus op monitor a foo
cibstatus save
cibstatus save x.xml
cibstatus show changed
"""

LEVELS = r"""
configure property stonith-enabled=false
configure primitive a ocf:pacemaker:Dummy params fake=1 meta priority=2 op monitor interval=10s
configure primitive b Dummy
configure primitive d Dummy
configure primitive e Dummy
configure primitive f Dummy meta target-role=Stopped
configure primitive st stonith:null params hostlist=x
configure rsc_template T ocf:pacemaker:Dummy op monitor interval=20s
configure primitive tt @T
configure primitive c ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
configure clone cc c meta promotable=true
configure group g a b
configure clone cg g
configure ms m d
configure order o2 Optional: e f
configure order o3 [ e f ] tt
configure order o4 ( e f ) tt
configure location l1 e 100: node1
configure location l2 f rule #uname eq node2
configure location l3 f rule pingd lt 2
configure location l4 f rule #uname eq node2 and pingd gt 3
configure graph
configure graph dot x.dot
configure graph foo
configure graph dot x.png png
configure load update x.dot
options show wait
options show nosuch
<options|set core.wait foo|set foo.bar x|set core.xx 1|set core 1|wait foo|wait yes|show core.wait|check-mode foo|check_mode relaxed|output foo|output plain|skill-level foo|user bob|colorscheme a|manage-children x|sort-elements no|sort_elements yes|check-frequency foo|reset|up|ls
-o core.wait=foo configure show a
-o core.wait configure show a
-o core.wait=a=b configure show a
-o core=a configure show a
-D plain configure show a
-D foo configure show a
-n configure delete nosuch
ls
resource ls
configure ls
node ls
cluster ls
corosync ls
cib ls
cibstatus ls
options ls
ra ls
maintenance ls
site ls
script ls
help nosuch
resource help nosuch
help nosuch start
assist
configure assist template
configure assist template nosuch
configure assist template e f
configure assist template e
configure assist template g
configure assist weak-bond a
configure assist weak_bond st nosuch
configure assist weak-bond st tt
configure show type:colocation type:rsc_template
maintenance on
maintenance off
maintenance on e
maintenance off e
maintenance on nosuch
maintenance action nosuch start
maintenance action cc start
site ticket foo T1
site ticket "it's" x
site ticket show "it's"
site ticket
corosync show
corosync get totem.token
corosync set totem.token 1
corosync add-node x
corosync del-node x
corosync log
ra providers Dummy
ra providers nosuch
ra providers Dummy lsb
ra list foo
ra list ocf foo
ra list ocf pacemaker
ra list
ra info nosuch
ra info ocf:x:nosuch
ra info
ra info nosuch lsb
ra validate nosuch
ra classes foo
configure validate-all nosuch
configure validate-all g
configure get_property
configure get_property nosuch
configure get_property no-quorum-policy stonith-enabled
configure get-property -t no-quorum-policy nosuch stonith-enabled
configure ptest nograph foo
configure schema pacemaker-3.9
configure schema pacemaker-3.7
configure schema nosuch
configure schema
configure upgrade
configure upgrade foo
configure upgrade force
configure edit
configure edit a
configure refresh
configure rsctest nosuch
cd
cd configure
cd ..
<bye|foo
<exit
<quit x
foo
resource
resource foo
configure foo
"""

RESOURCES_AND_NODES = r"""
configure property stonith-enabled=false
configure primitive a ocf:pacemaker:Dummy params fake=1 op monitor interval=10s
configure primitive b Dummy
configure primitive d Dummy meta target-role=Started
configure primitive e Dummy
configure primitive s ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
configure clone cs s meta promotable=true
configure group g a b
configure group g2 d
configure clone cg g2 meta target-role=Stopped
configure tag tg a e
configure primitive p1 Dummy op monitor interval=10s op monitor interval=20s
resource
resource status
resource status a
resource status nosuch
resource status a e
resource list
resource show
resource locate
resource locate a
resource locate nosuch e
resource start a
resource stop a b
resource start tg
resource start g
resource stop cs
resource stop nosuch
resource start d
resource stop "a'b"
resource start
resource restart a
resource restart nosuch
resource restart
resource promote cs
resource promote a
resource promote nosuch
resource demote cs
resource demote s
resource manage a
resource unmanage g
resource unmanage nosuch
resource manage
resource manage a b
resource maintenance a
resource maintenance a off
resource maintenance a on
resource maintenance g foo
resource maintenance nosuch
resource maintenance
resource move e
resource move e node1
resource move e node1
resource move e nosuch
resource move e force
resource move e node1 force
resource move e node1 foo bar baz
resource move nosuch node1
resource migrate e node2
resource clear e
resource unmove e
resource unmigrate e
resource unban e
resource clear nosuch
resource ban e
resource ban e node1
resource ban cs node2
resource ban nosuch node1
resource clear e
resource clear cs
resource constraints e
resource constraints a
resource constraints nosuch
resource failcount a show node1
resource failcount a set node1 3
resource failcount a delete node1
resource failcount nosuch show node1
resource failcount a show nosuch
resource failcount a foo node1
resource failcount a
resource param a show fake
resource param a set fake 5
resource param a show fake
resource param a delete fake
resource param a show fake
resource param a set fake
resource param a show fake 3
resource param a foo fake
resource param nosuch show fake
resource param a
resource meta a set priority 5
resource meta a show priority
resource meta a delete priority
resource meta a show priority
resource meta g set priority 3
resource meta cs set notify true
resource utilization a set cpu 4
resource utilization a show cpu
resource utilization a delete cpu
resource secret a set passwd x
resource secret a show passwd
resource secret a stash passwd
resource secret a unstash passwd
resource secret a check passwd
resource secret a delete passwd
resource secret a foo passwd
resource operations
resource operations a
resource operations a node1
resource trace p1
resource untrace p1
resource trace p1 monitor
resource untrace p1 monitor
resource trace p1 monitor 10
resource trace p1 monitor 10s
resource trace p1 monitor 99
resource untrace p1 monitor 10
resource trace p1 start
resource trace p1 start 0 /tmp/x
resource trace p1 foo
resource untrace p1 start
resource untrace p1 stop
resource untrace p1
resource trace nosuch
resource trace g
resource trace
resource trace p1 probe
resource untrace p1
configure show
node
node show
node list
node show node1
node show nosuch
node server
node server node1
node server nosuch
node standby node1
node standby node1 reboot
node standby node2 forever
node standby --all
node standby --all node1
node standby nosuch
node online node1
node online --all
node online nosuch
node maintenance node1
node maintenance nosuch
node ready node1
node ready nosuch
node fence node1
node fence nosuch
node clearstate node1
-F node clearstate node1
-F node clearstate nosuch
node delete nosuch
node attribute node1 set foo bar
node attribute node1 show foo
node attribute node1 delete foo
node attribute node1 show foo
node attribute node1 set foo
node attribute node1 foo bar
node attribute nosuch set foo bar
node utilization node1 set cpu 4
node utilization node1 show cpu
node utilization node1 delete cpu
node status-attr node1 show foo
node status-attr node1 delete foo
node attribute node1 set "a'b" c
node attribute
configure show
"""

CONFIGURATION = r"""
configure property stonith-enabled=false
<configure|primitive a Dummy|primitive b Dummy params fake=1|primitive c ocf:pacemaker:Stateful|primitive d Dummy|group g a b|clone cc c meta promotable=true|show|show xml|show changed|show type:primitive|show type:foo|show tag:x|show related:a|show related:Dummy|show related:ocf:heartbeat:Dummy|show a and type:primitive|show type:primitive and b|show a or b|show g*|show a b nosuch|show xml a|show xml g*|show xml nosuch|show obscure:fake|show obscure:fake xml b|show changed xml|commit|show changed
configure primitive
configure primitive x
configure primitive x foo:bar:baz:qux
configure primitive x ocf:heartbeat:
configure primitive x Dummy params
configure primitive x Dummy foo
configure primitive x1 Dummy op
configure primitive x3 Dummy op monitor interval=10 foo=1 timeout=20
configure primitive x4 Dummy operations
configure primitive x5 Dummy operations $id=ops op monitor interval=10
configure primitive x6 Dummy operations $id-ref=ops
configure primitive x7 Dummy operations $id-ref=x5
configure primitive x8 Dummy params $id-ref=b
configure primitive x9 @nosuch
configure primitive "x 10" Dummy
configure primitive 1x Dummy
configure primitive x.y Dummy
configure primitive x=y Dummy
configure primitive x11 Dummy params rule #uname eq node1 fake=2 params fake=3
configure primitive x12 Dummy meta rule 10: pingd gt 3 priority=3
configure primitive x13 Dummy op monitor interval=10s op_params depth=1 op_meta timeout=20
configure primitive x15 Dummy op start on-fail=foo op stop on-fail=block
configure primitive x16 Dummy op monitor interval=10s role=Foo
configure primitive x17 Dummy utilization cpu=2 utilization mem=3
configure primitive x18 Dummy description="hello world" params fake="a b"
configure primitive x19 IPaddr2
configure primitive x20 IPaddr2 ip=10.0.0.1 cidr-netmask=24
configure primitive x21 IPaddr2 ip=10.0.0.1
configure group
configure group gg
configure group gg a
configure group gg d d
configure group gg d meta target-role=Stopped
configure group g4 x5 x6 params fake=1 meta x=1 description=foo
configure clone
configure clone c1 nosuch
configure clone c1 g
configure clone c2 a
configure clone c3 x7 meta clone-max=2 foo=1
configure ms m1 x8 meta master-max=1
configure ms m2 x11
configure master m3 x12
configure bundle b1 docker image=foo replicas=2
configure bundle b2 docker image=foo network ip-range-start=10.0.0.1 port-mapping id=pm port=80 storage storage-mapping id=sm source-dir=/a target-dir=/b primitive x13 meta target-role=Started
configure bundle b3 podman image=foo
configure bundle b6 docker image=x primitive nosuch
configure rsc_template T Dummy params fake=4 op monitor interval=33
configure primitive x30 @T params fake=5 op monitor interval=33 timeout=3
configure rsc_template T Dummy
configure rsc_template T2 nosuch
configure location
configure location l1 a 100: node1
configure location l2 a foo: node1
configure location l3 a inf: node9
configure location l4 { a b } 10: node1
configure location l5 { } 10: node1
configure location l6 { a 10: node1
configure location l7 /x.*/ resource-discovery=exclusive 10: node1
configure location l8 /(/ 10: node1
configure location l9 a role=Master 10: node1
configure location l10 cc role=Promoted 10: node1
configure location l11 a rule
configure location l12 a rule inf: 
configure location l13 a rule foo:
configure location l14 a rule 10: date lt 2030-01-01 or date gt 2040-01-01
configure location l15 a rule 10: date in start=2030-01-01 end=2031-01-01
configure location l16 a rule 10: date in start=2030-01-01
configure location l17 a rule 10: date spec
configure location l18 a rule 10: date spec hours=1 foo=2
configure location l19 a rule 10: date foo bar
configure location l20 a rule 10: foo number:gt 3 and bar version:lt 1.0
configure location l21 a rule 10: foo bad:gt 3
configure location l22 a rule 10: foo gt 3 and bar lt 2 or baz eq 1
configure location l23 a rule 10: foo gt param{xyz}
configure location l24 a rule 10: foo gt meta{xyz}
configure location l25 a rule $id=rr 10: foo gt 3
configure location l26 d rule $id-ref=rr
configure location l27 d rule $id-ref=nosuch
configure location l28 d rule $role=Foo 10: foo gt 3
configure location l29 nosuch 10: node1
configure location l1 d 10: node1
configure colocation k1
configure colocation k1 inf: a
configure colocation k1 inf: x5 d
configure colocation k2 inf: x5 d node-attribute=rack
configure colocation k3 foo: x5 d
configure colocation k4 x5 d
configure colocation k5 inf: x5:Started d:Foo
configure colocation k6 inf: [ x5 d ] x7
configure colocation k7 inf: ( x5 d ) ( x7 x8 )
configure colocation k8 inf: [ x5 d sequential=true ] x7
configure colocation k10 inf: ( x5 d
configure colocation k11 inf: x5 d )
configure colocation k12 inf: ( x5 ( d ) )
configure colocation k13 inf: ()
configure colocation k14 advisory: x5 d
configure collocation k16 10: x5 d
configure order r1
configure order r1 x5 d
configure order r2 inf: x5 d
configure order r3 0: x5 d
configure order r4 foo: x5 d
configure order r5 Mandatory: x5:start d:stop
configure order r6 Serialize: x5 d x7
configure order r7 x5:foo d
configure order r8 x5 d symmetrical=false
configure order r9 x5 d symmetrical=foo
configure order r10 [ x5 d require-all=false ] x7 symmetrical=true
configure order r11 x5:promote ( d:stop x7:stop )
configure order r12 optional: x5 d
configure order r13 x5
configure rsc_ticket t1 T: x5
configure rsc_ticket t2 T: x5:Master d loss-policy=demote
configure rsc_ticket t3 T: x5 loss-policy=foo
configure rsc_ticket t4 x5
configure tag tt
configure tag tt x5
configure tag tt2: x5 d
configure tag tt3 nosuch
configure tag x5 d
configure fencing_topology
configure fencing_topology x5
configure fencing_topology node1: x5 node2: d
configure fencing_topology attr:a=b x5 pattern:n.* d
configure property foo
configure property foo=
configure property batch-limit=5 no-quorum-policy=foo
configure rsc_defaults foo=1 resource-stickiness=3
configure rsc_defaults rule #uname eq node1 resource-stickiness=4
configure rsc_defaults $id=rd2 priority=1
configure op_defaults timeout=30 foo=1
configure op_defaults $id=od2 interval=1
configure node
configure node n3
configure node n4:remote
configure node n5:foo
configure node 99: n6 description=foo attributes a=b utilization c=d
configure node $id=7 n7
configure node n3 attributes x=y
configure node node1 utilization cpu=3
configure role rr1 read xpath:/cib
configure role rr1
configure role rr2 read
configure role rr3 write meta:x5 deny property:foo
configure role rr4 read node write node:node1 deny nodeattr deny nodeutil:node1 read status read cib
configure role rr5 read meta
configure role rr6 read attr:foo
configure role rr7 read type:primitive attr:foo
configure role rr8 read ref:x5 tag:op
configure role rr9 foo
configure role rr10 read location:x5 params:x5:fake utilization:x5
configure user u1 read
configure acl_target u2 rr1
configure acl_target u2 rr1 rr3
configure acl_target u3 nosuch
configure acl_group g1 rr1
configure acl_target
configure alert al1 /bin/foo
configure alert al2 /bin/foo to /x
configure alert al3 /bin/foo attributes a=b meta timeout=3s to /x attributes c=d
configure alert al4 /bin/foo to { /x meta timeout=1 } meta timeout=2
configure alert al5 /bin/foo select nodes fencing attributes { a b } to x
configure alert al6 /bin/foo select foo
configure alert al7 /bin/foo foo
configure alert al8
configure monitor x5 10
configure monitor x5 30:40
configure monitor x5 30:40:50
configure monitor x5:Started 55
configure monitor x5:Foo 56
configure monitor nosuch 10
configure monitor g 10
configure monitor
configure xml
configure xml <primitive/>
configure xml '<primitive id="xp1" class="ocf" provider="heartbeat" type="Dummy"/>'
configure xml '<foo id="xp2"/>'
configure xml '<rsc_location id="xl" rsc="xp1" node="node1" score="1"/>'
configure show
configure verify
configure rename g y6
configure rename node1 nodeZ
configure rename nosuch y7
configure rename y5 a
configure rename y5 "a b"
configure rename cc y8
configure modgroup y6 add d
configure modgroup y6 remove d
configure modgroup y6 add d before a
configure modgroup y6 add xp1 after d
configure modgroup y6 add xp1
configure modgroup y6 remove nosuch
configure default-timeouts y5 d nosuch y6
configure default_timeouts y5
configure set b.fake 9
configure set b.nosuch 9
configure set b 9
configure set nosuch.fake 9
configure set x5.monitor.timeout 9
configure set y5.monitor.10.timeout 99
configure set y5.monitor.timeout 9
configure set y5.a.b.c.d 9
configure delete nosuch
configure delete y5 d
configure delete y6
configure delete tt2 T
configure rm x30
configure delete
configure delete node2
configure delete --force a
configure delete -f b
configure delete rr1
configure delete cib-bootstrap-options
configure delete fencing_topology
configure show
configure erase nodes
configure show
"""

LINES = {"shadow": SHADOW, "levels": LEVELS, "resources and nodes": RESOURCES_AND_NODES, "configuration": CONFIGURATION}
