"""More commands for pcs, about what is used less. Each block begins where drawn sequences do."""

from __future__ import annotations

__all__ = ["SECTIONS"]

SECTIONS = {
    "acl and alerts": """
acl
acl config x
acl enable
acl show
acl disable
acl enable x
acl role create
acl role create r1
acl role create r1
acl role create 1r
acl role create a
acl role create r2 description=hello read xpath //resources write id a deny xpath /x
acl role create r3 description= read xpath /x
acl role create r3 READ XPATH /x READ id nope
acl role create r3 read foo /x
acl role create r3 read xpath
acl role create r3 read xpath /x read xpath /y
acl user create u1
acl user create u1
acl user create a
acl user create u2 r1 r2
acl user create u3 r1 r1
acl user create u3 nope a
acl group create g1 r2
acl group create u1
acl group create a
acl group create 1a
acl group create g1
acl user create
acl group create
acl role assign r1 u1
acl role assign r1 u1
acl role assign r1 to u1
acl role assign r2 to user u1
acl role assign r2 group u1
acl role assign r2 foo u1
acl role assign r2 user g1
acl role assign r2 group g1
acl role assign r3 g1
acl role assign r3 g2
acl role assign r3 a
acl role assign a g1
acl role assign r2 to foo u1
acl role assign r2 to
acl role assign r2
acl config
acl role unassign r2 from g1
acl role unassign r2 from user u2
acl role unassign r1 u2 --autodelete
acl role unassign r9 u1
acl permission add r1 read xpath /z
acl permission add r1 read xpath
acl permission add r9 read xpath /z write id r1
acl permission add a read xpath /z
acl permission add g1 read xpath /z
acl permission add 9r read xpath /z
acl permission delete r1-read
acl permission delete r1-read
acl permission remove a
acl permission remove
acl role delete r2
acl role delete r2
acl role delete r1 --autodelete
acl role delete g1
acl user delete u1
acl user delete u1
acl user delete g1
acl group remove g1
acl group remove u1
acl group remove a
acl user
acl role foo
acl foo
acl config
alert
alert create
alert create path=/x/y
alert create path=
alert create id=x
alert create id=1 path=/a
alert create id=a path=/a
alert create id=al path=/a description="hello you" options a=1 b="x y" meta timeout=3s kind= options c=3
alert create id=al2 path=/a foo=3
alert create id=al2 path=/a options
alert create id=al2 path=/a options a
alert create id=alert-1 path=/a
alert create path=/b
alert create path=/c
alert config
alert show
alert config x
alert update al
alert update al path=/n description=
alert update al path= options a= meta timeout=
alert update al options a=9 z=1 meta timeout=4
alert update nope path=/x
alert update a path=/x
alert update al id=x
alert update
alert recipient add al value=me@x
alert recipient add al value=me@x
alert recipient add al value=me@x --force
alert recipient add al value=
alert recipient add al
alert recipient add nope value=x
alert recipient add a value=x
alert recipient add al value=you id=a
alert recipient add al value=you id=rr description=d options p=1 meta timeout=3
alert recipient add al value=youx id=1r
alert config
alert recipient update rr value=me@x
alert recipient update rr value=
alert recipient update rr value=you options p= q=1 meta timeout=5 description=
alert recipient update rr description= value=z
alert recipient update rr description=uh
alert recipient update al description=uh
alert recipient update nope description=uh
alert recipient update nope id=uh
alert recipient update
alert config
alert recipient delete rr nope
alert recipient delete rr
alert recipient remove al-recipient al-recipient
alert recipient remove al-recipient
alert recipient remove
alert recipient
alert delete al nope a
alert remove al
alert remove
alert foo
alert config
config --corosync_conf corosync.conf
""",
    "tags": """
resource create c ocf:pacemaker:Dummy
resource create d ocf:pacemaker:Dummy --group g
tag create t a b
tag create t2 c
tag create t3 t
tag create a b
tag create t3 node1
tag update
tag update t
tag update t add
tag update t add c remove
tag update t x add c
tag update t add c add d
tag update t add c
tag update t add c
tag update t add c d
tag update t add g --before a
tag update t add c g --after a
tag update t add c a --after a
tag update t add c --after nope
tag update t remove b --after a
tag update t add c --after a --before b
tag update t remove c
tag update t remove c c
tag update t remove nope c a2
tag update t2 remove c
tag update t2 remove c c
tag update t2 add d remove c
tag update t2 add d remove d
tag update t2 add a remove d
tag update t2 add b --after a remove a
tag update nope add a
tag update a add b
tag update t add t t nope
tag update t add c c
tag config
tag config a
tag delete a nope
tag
resource enable node1
resource disable t
resource enable t
resource disable t-x a-monitor-interval-10s
resource ban node1
resource ban a-monitor-interval-10s node1
resource clear t
resource move-with-constraint t2 node1
constraint colocation set a-monitor-interval-10s b
constraint colocation set nope b
resource manage nope a-monitor-interval-10s
resource unmanage nope a-monitor-interval-10s
""",
    "bundles": """
resource bundle
resource bundle create
resource bundle create B1
resource bundle create B1 container
resource bundle create B1 container docker
resource bundle create B1 container docker image=
resource bundle create B1 container lxc image=x
resource bundle create B1 container image=x
resource bundle create B1 foo container docker image=x
resource bundle create B1 container docker image=pcmk:http
resource bundle create B1 container docker image=pcmk:http
resource bundle create a container docker image=pcmk:http
resource bundle create 1B container docker image=pcmk:http
resource bundle create B2 container podman image=i replicas=3 run-command="a b" network=host options=x=y \
promoted-max=1 network control-port=3121 ip-range-start=192.168.1.1 host-netmask=24 port-map port=80 \
internal-port=8080 port-map range=90-95 port-map id=pm port=9 storage-map source-dir=/a target-dir=/b options=rw \
storage-map source-dir-root=/c target-dir=/d meta priority=3
resource bundle create B3 container docker image=i masters=2 replicas=0 replicas-per-host=x foo=1 --disabled
resource bundle create B3 container docker image=i masters=2 promoted-max=-1 foo=1 network foo=3 control-port=99999 \
host-netmask=64 port-map foo=1 port-map port=1 range=1-2 port-map internal-port=4 port-map port=x internal-port=y \
port-map range=5 port-map id=1x port=3 port-map id=a port=4 storage-map foo=3 storage-map source-dir=/x storage-map \
source-dir=/x source-dir-root=/y target-dir=/z storage-map id=a source-dir=/x target-dir=/z
resource bundle create B3 container docker image=i foo=1 network foo=3 host-netmask=64 port-map range=5 bar=1 \
--force
resource bundle create B4 container rkt image=i masters=2 --disabled
resource bundle create B5 container docker image=i network
resource bundle create B5 container docker image=i port-map
resource bundle create B5 container docker image=i meta
resource bundle create B5 container docker image=i meta a
resource bundle create B5 container docker image=i port-map port=80 port-map port=80
resource bundle create B6 container docker image=i port-map id=q port=80 port-map id=q port=81
resource config
resource config B2
resource config B2 --output-format=cmd
resource config --output-format=json
resource config B2 B4 --output-format=json
resource create x ocf:pacemaker:Dummy bundle B1
resource create x ocf:pacemaker:Dummy bundle B1 --force
resource create y ocf:pacemaker:Dummy bundle B1 --force
resource create y ocf:pacemaker:Dummy bundle B2
resource create z ocf:pacemaker:Dummy bundle B2
resource create z ocf:pacemaker:Dummy bundle nope
resource create z ocf:pacemaker:Dummy bundle a
resource create z ocf:pacemaker:Dummy bundle
resource create z ocf:pacemaker:Dummy bundle B3 B4
resource create z ocf:pacemaker:Dummy bundle B3 clone
resource bundle update
resource bundle update B2
resource bundle update nope container image=x
resource bundle update a container image=x
resource bundle update B2 container image=new replicas= foo= options=
resource bundle update B2 container image=
resource bundle update B2 container masters=3
resource bundle update B2 container masters=3 promoted-max=
resource bundle update B2 container promoted-max=3
resource bundle update B2 container masters= promoted-max=3
resource bundle update B2 container masters=1 promoted-max=3
resource bundle update B2 container replicas=0 foo=3
resource bundle update B2 network control-port=
resource bundle update B2 network ip-range-start=
resource bundle update B2 network ip-range-start=1.2.3.4 host-netmask=99
resource bundle update B2 network ip-range-start= --force
resource bundle update B2 network ip-range-start= control-port=
resource bundle update B2 port-map add port=81 port-map remove pm B2-port-map-80
resource bundle update B2 port-map add
resource bundle update B2 port-map port=81
resource bundle update B2 port-map remove nope a B5-port-map-80
resource bundle update B2 storage-map remove B2-storage-map storage-map add source-dir=/n target-dir=/m
resource bundle update B2 storage-map remove B2-storage-map-1
resource bundle update B2 meta priority= a=b
resource bundle update B1 meta a=b
resource bundle update B4 network host-interface=eth1
resource bundle update B4 port-map add port=3
resource bundle update B4 container image=x replicas=2
resource bundle reset B2
resource bundle reset B2 container image=z
resource bundle reset B2 container image=z replicas=2 network control-port=1 port-map port=5 storage-map \
source-dir=/q target-dir=/w meta a=1 --disabled
resource bundle reset nope container image=z
resource bundle reset B5 container image=z port-map id=a port=5
resource bundle reset B1 container image=z
resource config
resource enable B4
resource disable B2
resource enable y
resource unmanage B2
resource manage y
resource meta B2 priority=7
constraint location B2 prefers node1
constraint location y prefers node1
constraint colocation add B1 with a
resource group add g y
resource clone B1
resource clone y
resource unclone B1
resource move-with-constraint B1 node2
resource ban B1 node2
resource update B1 a=b
resource utilization B1 cpu=1
tag create t B1
resource delete B1
tag delete t
resource delete B1
resource delete x
resource delete B2
resource delete B3
resource delete y
resource config
""",
    "other output formats": """
resource create v IPaddr2 ip=1.2.3.4 op monitor interval=10s on-fail=restart start timeout=5 enabled=false meta p=3 \
"f=a b"
resource create s ocf:pacemaker:Stateful promotable notify=true
resource create g1 ocf:pacemaker:Dummy --group g
resource create g2 ocf:pacemaker:Dummy op monitor interval=5 OCF_CHECK_LEVEL=10 "description=it's" start-delay=3 \
--group g
resource meta g priority=3
resource create c1 ocf:pacemaker:Dummy --group h
resource clone h hclone meta interleave=true
resource create c2 ocf:pacemaker:Dummy clone
resource utilization v cpu=3 ram=4
stonith create f fence_xvm port=x op monitor interval=7s meta a=b --force
stonith level add 1 node1 f --force
resource config --output-format=text
resource config --output-format=cmd
resource config --output-format=json
resource config --output-format=xml
resource config v --output-format=cmd
resource config g --output-format=cmd
resource config hclone s-clone g --output-format=cmd
resource config hclone s-clone g --output-format=json
resource config nope v --output-format=json
resource config nope --output-format=cmd
resource config nope --output-format=json
stonith config
stonith config --output-format=cmd
stonith config --output-format=json
stonith config f
stonith config f --output-format=cmd
stonith config nope --output-format=json
stonith config nope --output-format=cmd
resource config f --output-format=cmd
resource config v g --output-format=cmd
""",
    "relations": """
resource create c ocf:pacemaker:Dummy --group g
resource create d ocf:pacemaker:Dummy --group g
resource clone g
resource create e ocf:pacemaker:Dummy clone
resource create f ocf:pacemaker:Dummy
stonith create st fence_xvm --force
constraint order a then b
constraint order start g-clone then e-clone kind=Optional symmetrical=false
constraint order promote b then stop f
constraint order set a b require-all=false sequential=false set f e-clone action=start setoptions kind=Serialize \
symmetrical=false
resource relations
resource relations a
resource relations a --full
resource relations d
resource relations d --full
resource relations g-clone
resource relations g --full
resource relations f
resource relations e
resource relations e-clone --full
resource relations st
resource relations nope
resource relations node1
resource relations 1
resource relations a b
resource bundle create B container docker image=x network control-port=1
resource create y ocf:pacemaker:Dummy bundle B
constraint order y then a
resource relations y --full
resource relations B
""",
    "defaults with rules": """
resource defaults set create meta resource-stickiness=5 rule resource ocf:pacemaker:Dummy
resource defaults set create id=d1 score=10 meta a=1 rule resource ::Dummy or resource ocf:: and date gt 2030-01-01
resource defaults set create id=d2 meta a=1 rule (date in_range 2001-01-01 to 2002-01-01) or date-spec hours=9-17
resource defaults set create id=d3 meta a=1 rule date in_range 2001-01-01 to duration weeks=3
resource defaults set create id=d4 meta a=1 rule date lt 2001-01-01 and resource ocf:heartbeat:
resource defaults set create id=d5 meta a=1 rule date in_range to 2001-01-01
resource defaults set create id=d6 meta a=1 rule op monitor interval=5
resource defaults set create id=d7 meta a=1 rule #uname eq x
resource op defaults set create id=o1 meta timeout=3 rule op monitor interval=5 or op start
resource op defaults set create id=o2 meta timeout=3 rule #uname eq "b c" or defined x
resource op defaults set create id=o3 rule x lt integer 3 and y gt version 1.2 and z ne number 1.5 or w eq string q
resource op defaults set create id=o4 meta timeout=3 rule x lt integer a or y gt version q or z eq number b
resource op defaults set create id=o5 meta timeout=3 rule not_defined x AND DEFINED y
resource op defaults set create id=o6 rule date gt foo or date in_range 2020 to 2019 or date in_range x to y
resource op defaults set create id=o7 meta timeout=3 rule date-spec hours=99 foo=3 monthdays=1-2
resource op defaults set create id=o8 meta timeout=3 rule date-spec hours=5-3 hours=7
resource op defaults set create id=o9 meta timeout=3 rule date in_range 2020 to duration weeks=0 foo=1 weeks=4
resource op defaults set create id=oa meta timeout=3 rule date in_range 2021-01-01 to 2020-01-01
resource op defaults set create meta rule
resource op defaults set create id=ob rule op x
resource op defaults set create id=oc meta x=1 rule op stop rule op start
resource op defaults set create id=o1 foo=1 score=x meta x=1 rule op stop and #uname eq x
resource op defaults set create id=od meta x=1 rule (op stop or op start) and (resource ::x or resource a::)
resource op defaults set create id=oe meta x=1 rule resource systemd:x
resource op defaults set create id=of meta x=1 rule resource ::
resource defaults
resource op defaults
resource defaults --full
resource op defaults --full
resource defaults --all --full
resource defaults --all
resource defaults --all --no-expire-check
resource defaults --no-expire-check --full
config --corosync_conf corosync.conf
resource defaults set update d1 meta b=2 a=
resource defaults update x=1
resource defaults set delete d1 d2
resource defaults set delete a nope
resource defaults set update a meta x=1
stonith defaults
stonith op defaults
stonith defaults update x=3
resource op defaults set create id=p1 meta x=1 rule op
resource op defaults set create id=p1 meta x=1 rule foo
resource op defaults set create id=p1 meta x=1 rule resource
resource op defaults set create id=p1 meta x=1 rule resource a
resource op defaults set create id=p1 meta x=1 rule op monitor interval
resource op defaults set create id=p1 meta x=1 rule op monitor and
resource op defaults set create id=p1 meta x=1 rule (op monitor
resource op defaults set create id=p1 meta x=1 rule op monitor)
resource op defaults set create id=p1 meta x=1 rule op monitor op start
resource op defaults set create id=p1 meta x=1 rule date
resource op defaults set create id=p1 meta x=1 rule date gt
resource op defaults set create id=p1 meta x=1 rule date in_range x
resource op defaults set create id=p1 meta x=1 rule date-spec hours
resource op defaults set create id=p1 meta x=1 rule x eq
resource op defaults set create id=p1 meta x=1 rule and
resource op defaults set create id=p1 meta x=1 rule op a and foo
resource op defaults set create id=p1 meta x=1 rule op a and (foo)
resource op defaults set create id=p1 meta x=1 rule x foo y
resource op defaults set create id=p1 meta x=1 rule op monitor or resource x or op start
resource op defaults set create id=p1 meta x=1 rule date in_range 2020-01-01 to
resource op defaults set create id=p1 meta x=1 rule date-spec
resource op defaults set create id=p1 meta x=1 rule op monitor interval=5 interval=6
""",
    "corosync.conf": """
cluster config
cluster config show --corosync_conf corosync.conf
- cluster config --corosync_conf corosync.conf
- cluster config show --corosync_conf corosync.conf --output-format=cmd
- cluster config show --corosync_conf corosync.conf --output-format=json
- cluster config show --corosync_conf corosync.conf --output-format=foo
- cluster config show --corosync_conf nope.conf
- cluster config show x --corosync_conf corosync.conf
- cluster config update --corosync_conf corosync.conf
- cluster config update totem token=5000 join=60 --corosync_conf corosync.conf
- cluster config update totem token= join=x foo=1 consensus=-1 --corosync_conf corosync.conf
- cluster config update totem token= --corosync_conf corosync.conf
- cluster config update crypto cipher=aes256 --corosync_conf corosync.conf
- cluster config update crypto cipher=aes256 hash=sha256 --corosync_conf corosync.conf
- cluster config update crypto hash=none --corosync_conf corosync.conf
- cluster config update crypto cipher=x hash=y model=z foo=1 --corosync_conf corosync.conf
- cluster config update crypto cipher= --corosync_conf corosync.conf
- cluster config update compression model=zlib level=3 threshold=9 --corosync_conf corosync.conf
- cluster config update compression model= level=x --corosync_conf corosync.conf
- cluster config update transport link_mode=rr ip_version=ipv4 knet_pmtud_interval=7 --corosync_conf corosync.conf
- cluster config update transport link_mode=q ip_version=4 netmtu=3 --corosync_conf corosync.conf
- cluster config update foo=1 --corosync_conf corosync.conf
- cluster config --corosync_conf corosync.conf
- cluster config --corosync_conf corosync.conf --output-format=cmd
- cluster config --corosync_conf corosync.conf --output-format=json
- cluster config update totem --corosync_conf nope.conf
cluster config uuid
- quorum config --corosync_conf corosync.conf
config --corosync_conf nope.conf
- quorum config --corosync_conf nope.conf
status --corosync_conf nope.conf
status nodes config --corosync_conf nope.conf
quorum config --corosync_conf nope.conf
""",
    "other verbs": """
resource disable a --safe
resource disable a --simulate
resource disable a --brief
resource disable a --no-strict
resource disable a --safe --brief --no-strict
resource safe-disable
resource safe-disable a --brief
resource safe-disable a --force
resource debug-start a
resource debug-monitor
resource relocate
resource relocate show
resource relocate dry-run
resource relocate dry-run nope
resource relocate run a
constraint location add pcs-relocate-a a node1 3
resource relocate clear
resource relocate clear x
resource describe ocf:pacemaker:Dummy
stonith op add a monitor
stonith op add a monitor interval=77
stonith op remove a monitor interval=77
stonith op add
stonith show
stonith show a
resource show
resource show --full
resource show --groups
cluster cib-upgrade
cluster cib-upgrade x
cluster report /tmp/x
cluster auth
cluster link add node1=1.2.3.4
cluster link update 0 node1=1.2.3.4
cluster link remove 1
cluster node add n3
cluster node remove node2
cluster node clear node2
cluster node
cluster link
cluster uidgid
cluster authkey corosync
cluster authkey
quorum update
quorum update wait_for_all=1
quorum unblock
- quorum update --corosync_conf corosync.conf
- quorum update wait_for_all=0 --corosync_conf corosync.conf
- quorum update wait_for_all= --corosync_conf corosync.conf
- quorum update last_man_standing_window=5 --corosync_conf corosync.conf
- quorum update last_man_standing=1 last_man_standing_window=5 --corosync_conf corosync.conf
- quorum update last_man_standing=x last_man_standing_window=0 foo=1 --corosync_conf corosync.conf
- quorum update auto_tie_breaker=1 --corosync_conf corosync.conf
- quorum config --corosync_conf corosync.conf
- quorum update auto_tie_breaker= --corosync_conf corosync.conf
quorum device status
config backup
config restore
host auth node1
host deauth
host
pcsd status
pcsd sync-certificates
pcsd
status pcsd
status booth
status xml
resource create v3 IPaddr2 --force
resource update v3 meta a=1
resource update v3 nic=eth0
resource update v3 ip=1.2.3.4
resource update v3 ip=
stonith create n null --force
stonith update n a=1 --force
stonith update n pcmk_delay_max=3
stonith level add 1 node1 n
stonith
stonith status n
resource clone n --force
resource update n-clone meta a=1
resource meta n-clone a=1
resource update n-clone a=1 --force
resource create fs ocf:heartbeat:Filesystem device=/dev/x directory=/mnt fstype=xfs
resource update fs options=noatime
resource update fs device=
stonith config
config --corosync_conf corosync.conf
resource config
resource create tt ocf:pacemaker:Dummy meta maintenance=true
resource disable tt
resource enable tt
stonith create fd fence_xvm --force
resource manage fd
resource unmanage fd
resource disable fd
resource enable fd
resource utilization fd cpu=1
""",
}
