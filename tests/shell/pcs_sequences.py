"""Commands for pcs: every verb, used well and badly. Each block begins on an empty cluster of two nodes."""

from __future__ import annotations

__all__ = ["BASE", "SEQUENCES"]

BASE = (
    '<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">'
    '<configuration><crm_config/><nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>'
    "<resources/><constraints/></configuration><status/></cib>"
)

SEQUENCES = {
    "resources": """
resource create a ocf:pacemaker:Dummy
resource create b ocf:pacemaker:Dummy --no-default-ops
resource create b ocf:pacemaker:Dummy --no-default-ops
resource create web apache configfile=/x op monitor interval=10s timeout=20s start timeout=5 meta migration-threshold=3
resource create v IPaddr2 ip=1.2.3.4 cidr_netmask=24
resource create v2 IPaddr2 ip=1.2.3.4
resource create v2 IPaddr2 foo=1
resource create v2 IPaddr2 foo=1 --force
resource create v3 IPaddr2
resource create s ocf:pacemaker:Stateful promotable notify=true
resource create s2 ocf:pacemaker:Stateful clone
resource create s3 ocf:pacemaker:Stateful clone myclone clone-max=2
resource create s4 Dummy
resource create s4 ocf:pacemaker:Nope
resource create s4 ocf:pacemaker:Nope x=1 --force
resource create s5 nope
resource create s5 ocf:x
resource create 1a ocf:pacemaker:Dummy
resource create x1 ocf:pacemaker:Dummy op monitor
resource create x1 ocf:pacemaker:Dummy op
resource create x1 ocf:pacemaker:Dummy op interval=5
resource create x1 ocf:pacemaker:Dummy op monitor interval=5 op monitor interval=5s
resource create x1 ocf:pacemaker:Dummy op foo interval=5
resource create x1 ocf:pacemaker:Dummy op monitor interval=5 role=Master bla=1
resource create x1 ocf:pacemaker:Dummy op monitor interval=5 role=master
resource create x2 ocf:pacemaker:Dummy op monitor interval=5 on-fail=what
resource create x2 ocf:pacemaker:Dummy op monitor interval=5 OCF_CHECK_LEVEL=10 on-fail=RESTART
resource create x3 ocf:pacemaker:Dummy --group g1
resource create x4 ocf:pacemaker:Dummy --group g1 --before x3
resource create x5 ocf:pacemaker:Dummy --group g1 --after x4
resource create x6 ocf:pacemaker:Dummy --group g1 --after nope
resource create x6 ocf:pacemaker:Dummy --group a
resource create x6 ocf:pacemaker:Dummy --after a
resource create x6 ocf:pacemaker:Dummy --group g1 --after a --before x3
resource create x6 ocf:pacemaker:Dummy clone promotable
resource create x6 ocf:pacemaker:Dummy --disabled
resource create x8 ocf:pacemaker:Dummy fake=
resource create x8 ocf:pacemaker:Dummy fake
resource create x8 ocf:pacemaker:Dummy fake=1 fake=2
resource create
resource create x
resource config
resource config a
resource config nope a
resource config nope
resource
resource status a
resource status nope
resource disable a b
resource enable a
resource disable nope
resource enable
resource disable g1
resource enable g1
resource disable s-clone
resource enable s
resource unmanage a
resource unmanage g1 --monitor
resource enable a
resource manage g1
resource manage x3
resource manage g1 --monitor
resource manage a
resource meta a priority=5 foo=bar
resource meta a priority=
resource meta nope a=b
resource meta a
resource meta s-clone clone-max=3
resource update a fake=hello
resource update a fake=
resource update a nope=1
resource update a nope=1 --force
resource update a op monitor interval=33s timeout=4
resource update a op monitor interval=33s op start timeout=100
resource update a op stop
resource update a meta x=y
resource update v ip=
resource update nope a=b
resource update s-clone notify=false
resource update s-clone op monitor interval=3
resource op add a monitor interval=77
resource op add a monitor interval=77
resource op add a start timeout=9
resource op add a foo timeout=9
resource op add a monitor interval=78 bla=1
resource op add a monitor interval=78 role=x
resource op add a monitor interval=78 role=Master
resource op add a monitor interval=79 id=a-start-interval-0s
resource op add a monitor interval=79 id=myop OCF_CHECK_LEVEL=10
resource op add nope monitor interval=79
resource op delete myop
resource op delete myop
resource op delete a monitor interval=77
resource op delete a monitor interval=77
resource op remove a monitor
resource op remove a
resource utilization a cpu=1 ram=2
resource utilization a cpu=
resource utilization a cpu=x
resource utilization
resource utilization a
resource utilization b
resource utilization nope
resource utilization nope a=1
""",
    "groups and clones": """
resource create a ocf:pacemaker:Dummy
resource create b ocf:pacemaker:Dummy
resource create c ocf:pacemaker:Dummy
resource create d ocf:pacemaker:Dummy
resource create e ocf:pacemaker:Dummy
resource group
resource group add g a b
resource group add g a
resource group add g c --before a
resource group add g c --after c
resource group add g d --after nope
resource group add g d --after e
resource group add g g
resource group add a b
resource group add g nope
resource group add 1g e
resource group add g e e
resource group list
resource group add h d
resource group add g d
resource group remove g c
resource ungroup g nope
resource ungroup nope
resource clone g
resource clone g
resource clone a
resource clone nope
resource clone e myc clone-max=2
resource clone d myc
resource clone d 1x
resource clone d x op monitor interval=3
resource unclone g
resource group add e a
resource group add g e
resource group add g myc
resource unclone e
resource unclone e
resource unclone nope
resource promotable e
resource promotable e --force
resource promotable e-clone
resource config
resource ungroup g
resource ungroup h
resource group list
resource delete a
resource delete e
resource delete nope
resource group add k b c d
resource delete b
resource delete k
resource config
""",
    "constraints": """
resource create a ocf:pacemaker:Dummy
resource create b ocf:pacemaker:Dummy
resource create c ocf:pacemaker:Dummy clone
resource create d ocf:pacemaker:Dummy --group g
resource create e ocf:pacemaker:Dummy --group g
resource ban a node1
resource ban a
resource ban nope node1
resource ban a node9
resource ban a node2 lifetime=PT1X
resource ban c node1
resource ban c-clone node1
resource move a node2
resource move-with-constraint a node2
resource move-with-constraint a
resource move-with-constraint c node2
resource move-with-constraint c-clone node2
resource move-with-constraint nope node2
resource move-with-constraint
resource ban g node1 --promoted
resource clear a
resource clear a node1
resource clear nope
resource clear
resource clear g
resource clear a node9
status --corosync_conf nope
status --corosync_conf corosync.conf
status --full --corosync_conf corosync.conf
constraint location a prefers node1
constraint location a prefers node1=50 node2=20
constraint location a avoids node2
constraint location a avoids node2=5
constraint location a avoids node2=-5
constraint location a prefers node2=x
constraint location nope prefers node2
constraint location c prefers node2
constraint location c prefers node2 --force
constraint location a hates node2
constraint location a
constraint location regexp%a.* prefers node1
constraint location foo%a prefers node1
constraint location add L1 b node1 100
constraint location add L1 b node1 -100
constraint location add L1 b node1 -- -100
constraint location add L2 b node1 100
constraint location add L3 b node2 100 resource-discovery=never
constraint location add L3 b node2 100 foo=never
constraint location add L3 b node2 100 foo
constraint location add L3 b node2
constraint location add L3 b node2 x
constraint location add 3 b node2 1
constraint location config
constraint location
constraint location config resources a
constraint location config nodes
constraint location config nodes node1
constraint location --full
constraint location show
constraint location delete L3
constraint location delete L3
constraint location remove
constraint colocation add a with b
constraint colocation add a with b
constraint colocation add a with b 100 --force
constraint colocation add b with a -INFINITY
constraint colocation add b with a x --force
constraint colocation add c-clone with Promoted a 5 id=col1
constraint colocation add Master c-clone with a 5 id=col2
constraint colocation add a with b 5 id=col2
constraint colocation add a with c
constraint colocation add a b
constraint colocation add foo a with b
constraint colocation add a with b with c
constraint colocation add a with nope
constraint colocation add d with a 5 node-attribute=x
constraint colocation add d with b 5 foo=
constraint colocation
constraint colocation config --full
constraint colocation remove a b
constraint colocation remove a b
constraint order a then b
constraint order a then b
constraint order start a then stop b
constraint order promote c-clone then start a kind=Optional
constraint order b then a symmetrical=false id=o1
constraint order b then c-clone nonsymmetrical
constraint order a then d kind=Serialize symmetrical=xx
constraint order d then e
constraint order a then
constraint order a b c
constraint order a then nope
constraint order a then d then e
constraint order a then d id=o1
constraint order a then d foo=bar
constraint order a then d require-all=false
constraint order
constraint order --full
constraint
constraint --full
constraint list
constraint ref a
constraint ref nope
constraint order remove a
constraint order remove a
constraint delete o1
constraint delete o1 nope
constraint delete nope
constraint delete
constraint order set a b
constraint order set a b
constraint order set a b set d sequential=false setoptions kind=optional id=s1
constraint order set d e
constraint order set a nope
constraint order set a c
constraint order set a c --force
constraint order set a b foo=bar
constraint order set a b action=x
constraint order set a b setoptions kind=x
constraint order set a b setoptions foo=x
constraint order set a b setoptions symmetrical=TRUE id=s2 --force
constraint order set a b setoptions symmetrical=hm --force
constraint order set
constraint order set set
constraint colocation set a b sequential=false set d role=Master setoptions score=100
constraint colocation set a b d
constraint colocation set a b d setoptions score=x
constraint colocation set a b d --force
constraint colocation set a e d setoptions score-attribute=x
constraint ticket add T1 a
constraint ticket add T1 a
constraint ticket add T1 Master b loss-policy=fence
constraint ticket add T1 b loss-policy=x
constraint ticket add T1 nope
constraint ticket add T1 d foo=bar
constraint ticket add T1 d id=t1
constraint ticket set a b setoptions ticket=T3 loss-policy=stop
constraint ticket set a b
constraint ticket
constraint ticket --full
constraint --full
constraint ticket remove T1 a
constraint ticket remove T1 a
resource delete a
resource delete d
resource delete e
constraint --full
config --corosync_conf corosync.conf
""",
    "properties, nodes and defaults": """
property set stonith-enabled=false no-quorum-policy=ignore
property set stonith-enabled=
property set foo=1
property set foo=1 --force
property set batch-limit=x
property set batch-limit=x --force
property set cluster-name=x
property set dc-version=x --force
property set a b
property set
property unset foo
property unset foo
property unset foo bar baz
property unset no-quorum-policy no-quorum-policy
property unset foo --force
property set stonith-watchdog-timeout=5
property set stonith-watchdog-timeout=x
property set load-threshold=50 cluster-delay=10q node-health-red=yy
property set shutdown-lock=maybe placement-strategy=q
property set cluster-delay=10m dc-deadtime=5
property
property config
property config batch-limit
property config cluster-delay
property config nothere
property --all
property --defaults
property config x --all
property --all --defaults
property list
node standby node1
node standby node1 node2
node standby nope
node unstandby --all
node unstandby node1 --all
node standby
node maintenance node1
node unmaintenance node1
node unmaintenance node1
node attribute node1 x=1 y=two
node attribute node1 x=
node attribute node1 x=
node attribute node1 x= --force
node attribute
node attribute node1
node attribute --name y
node attribute node9 a=1
node attribute node9
node utilization node1 cpu=3 ram=4
node utilization node1 cpu=
node utilization node1 cpu=x
node utilization node9 cpu=1
node utilization
node utilization node1
node utilization --name ram
node utilization node9
node foo
resource defaults
resource defaults update resource-stickiness=100
resource defaults update resource-stickiness=200 migration-threshold=3
resource defaults update migration-threshold=
resource defaults
resource defaults --full
resource defaults config
resource defaults resource-stickiness=5
resource defaults set create id=mine score=10 meta a=b c=d
resource defaults set create id=mine meta a=b
resource defaults set create foo=1 meta a=b
resource defaults set create score=x meta a=b
resource defaults update x=1
resource defaults
resource defaults set update mine meta a= e=f
resource defaults set update nope meta a=
resource defaults set delete nope
resource defaults set delete mine
resource defaults delete rsc_defaults-meta_attributes
resource defaults
resource op defaults update timeout=60s
resource op defaults
resource op defaults update timeout=
resource op defaults set create meta interval=3
""",
    "tags and fencing": """
resource create a ocf:pacemaker:Dummy
resource create b ocf:pacemaker:Dummy
tag
tag create t a b
tag create t a
tag create t2 a nope
tag create t2 a a
tag create t2 t2
tag create 1x a
tag create a b
tag config
tag config t
tag config t nope
tag list
resource disable t
resource enable t
resource delete a
tag delete nope
tag delete t
tag
tag create x
stonith
stonith config
stonith create f fence_nope
stonith create f fence_nope --force
stonith create f stonith:fence_nope
stonith create f2 fence_nope a=1 action=reboot --force op monitor interval=30s
stonith level
stonith level add 1 node1 f
stonith level add 1 node1 f
stonith level add 2 node1 f f2
stonith level add 2 node2 f,f2
stonith level add 1 nodeX f
stonith level add 1 nodeX f --force
stonith level add x node1 f
stonith level add 0 node1 f
stonith level add 01 regexp%node.* f
stonith level add 1 attrib%rack=1 f
stonith level add 1 attrib%rack f
stonith level add 1 foo%rack f
stonith level add 1 node1 nope
stonith level add 1 node1
stonith level
stonith level verify
stonith level delete 1 target node1
stonith level delete 1 target node1
stonith level delete 2 stonith f f2
stonith level delete 9
stonith level delete 2 node2 f f2
stonith level delete x
stonith level remove
stonith level clear target regexp%node.*
stonith level clear stonith f
stonith level clear target node1 stonith f
stonith level clear
stonith level config
stonith config
stonith config f2
stonith config nope
resource config f
stonith update f a=2
stonith update f a=2 --force
stonith meta f priority=4
resource meta f priority=5
stonith meta a priority=4
stonith disable f
stonith enable f
stonith delete f
stonith delete f
resource delete f2
stonith delete a
""",
    "rules, files and screens": """
resource create a ocf:pacemaker:Dummy
resource create b ocf:pacemaker:Dummy
constraint location a rule pingd gt 0
constraint location a rule pingd gt 0
constraint location a rule score=-INFINITY not_defined pingd or pingd lt integer 1
constraint location b rule constraint-id=c1 id=r1 score=100 #uname eq node1 and (x eq 1 or y ne string foo)
constraint location b rule constraint-id=c1 score=100 #uname eq node1
constraint location b rule constraint-id=c2 id=r1 score=100 #uname eq node1
constraint location b rule role=master score-attribute=x defined y
constraint location b rule role=foo defined y
constraint location b rule score=x defined y
constraint location b rule score=1 score-attribute=x defined y
constraint location b rule
constraint location b rule defined
constraint location b rule x
constraint location b rule x eq
constraint location b rule x eq y z
constraint location b rule x eq y and
constraint location b rule (x eq y
constraint location b rule x eq integer foo
constraint location b rule x eq version 1.2
constraint location b rule date gt 2020-01-01
constraint location b rule date gt nodate
constraint location b rule date in_range 2020-01-01 to 2021-01-01
constraint location b rule date in_range 2020-01-01 to duration hours=3
constraint location b rule date-spec hours=1-5 weekdays=1-5
constraint location b rule date-spec hours=77
constraint location b rule date-spec
constraint location b rule date-spec hours=1-5 and x eq y
constraint location b rule x in_range 2020-01-01 to 2021-01-01
constraint location regexp%b.* rule x eq y
constraint location nope rule x eq y
constraint location --full
constraint location
constraint location --all
constraint location config nodes
constraint rule add c1 score=5 z eq 1
constraint rule add nope z eq 1
constraint location
constraint rule delete r1
constraint rule delete nope
constraint --full
constraint delete c1
cluster verify
cluster cib scope=constraints
cluster cib
cluster cib scope=foo
cluster cib out.xml
resource create c ocf:pacemaker:Dummy
cluster cib-push out.xml
cluster cib-push out.xml --config
cluster cib-push nofile.xml
cluster cib-push
resource config c
cluster cib-push out.xml scope=resources
status nodes
status nodes config --corosync_conf corosync.conf
status cluster
status resources
status
cluster status
quorum config --corosync_conf corosync.conf
config --corosync_conf corosync.conf
quorum config
foo
resource foo
constraint foo
cluster start
cluster stop --all
stonith fence node1
stonith confirm node1
resource cleanup a
resource refresh
resource failcount
resource failcount show a
resource failcount show a node=node1 operation=start interval=5
resource failcount show a interval=5
resource restart a
resource move a node2
quorum status
resource create d ocf:pacemaker:Dummy --wait
resource create d ocf:pacemaker:Dummy --nope
resource standards
resource providers
""",
}
