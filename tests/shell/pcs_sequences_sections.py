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
}
