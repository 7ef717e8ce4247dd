"""What a resource lives by is found by taking things away, not by knowing its agent."""

import pytest

from hasim.session import Session
from hasim.sim.process import Process
from hasim.sim.references import primitives
from hasim.sim.vital import OwnAddress, StateFile, pid_file, vital

CONFIGURATION = """
primitive state ocf:pacemaker:Dummy params state=/tmp/state
primitive role ocf:pacemaker:Stateful
clone roles role meta promotable=true
primitive program ocf:heartbeat:anything params binfile=/usr/sbin/crond pidfile=/srv/program.pid
primitive unit systemd:chronyd
primitive address ocf:heartbeat:IPaddr2 params ip=192.168.0.210 cidr_netmask=28
property stonith-enabled=false no-quorum-policy=ignore
"""


@pytest.fixture(scope="module")
def session() -> Session:
    found = Session("two-servers", configure=CONFIGURATION)
    found.settle()
    return found


def test_each_resource_lives_by_one_thing_where_it_runs(session: Session) -> None:
    cib = session.cib()
    assert cib is not None
    running = session.running()
    found = {}
    for primitive in primitives(cib):
        things = {node: vital(session.world, node, primitive) for node in session.nodes}
        assert [node for node, thing in things.items() if thing is not None] == running[primitive.id]
        thing = things[running[primitive.id][0]]
        found[primitive.id] = thing.command if isinstance(thing, Process) else thing
    assert found == {
        "state": StateFile("/tmp/state"),
        "role": StateFile("/run/Stateful-role.state"),
        "program": "/usr/sbin/crond",
        "unit": "/usr/sbin/chronyd",
        "address": OwnAddress("192.168.0.210", 28, "ens33"),
    }


def test_a_pid_file_goes_by_the_name_that_the_command_line_has_for_it() -> None:
    session = Session("tutorial")
    machine = session.world.machines["node1"]
    server, worker = machine.processes.named("httpd")[:2]
    assert pid_file(machine, server) == "/var/run/httpd/httpd.pid"
    assert pid_file(machine, worker) == ""
